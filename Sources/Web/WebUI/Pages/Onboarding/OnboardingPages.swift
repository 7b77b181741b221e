// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Identity
import Operations

/// Bringing firms in: letters, claims to them, and those who answer.
enum OnboardingPages {
    static let routes: [PageRoute] = ClaimPages.routes + ClaimListPages.routes + InvitationPages.routes + DuplicatePages.routes + OwnershipPages.routes
}

extension PageRequest {
    /// Whether whoever is signed in may do this somewhere: in the province of the mandate, or everywhere.
    func maySomewhere(_ action: Action) -> Bool {
        guard let actor = visitor?.actor else { return false }
        return may(action, actor: actor, subject: Subject(provinces: actor.principal?.mandate?.province.map { [$0] } ?? [])).isAllowed
    }

    /// Doors from the registry's list to the work of bringing firms in.
    var onboardingLinks: [LinkButton] {
        let doors: [(action: Action, link: LinkButton)] = [
            (.answerClaim, LinkButton(label: words[OnboardingPhrase.claimsTitle], href: "/claims", icon: .people)),
            (.makeInvitation, LinkButton(label: words[OnboardingPhrase.lettersTitle], href: "/invitations", icon: .print)),
            (.mergeOrganisations, LinkButton(label: words[DuplicatePagePhrase.listTitle], href: "/duplicates", icon: .search)),
        ]
        return doors.filter { maySomewhere($0.action) }.map(\.link)
    }
}
