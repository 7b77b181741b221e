// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Identity
import Operations

/// Bringing firms in: letters, claims to them, and those who answer.
enum OnboardingPages {
    static let routes: [PageRoute] =
        ClaimPages.routes + ClaimListPages.routes + InvitationPages.routes + DuplicatePages.routes + OwnershipPages.routes + ClassificationPages.routes
        + BehalfPages.routes
        + ConfirmPages.routes
}

extension PageRequest {
    /// Whether whoever is signed in may do this somewhere: in the province of the mandate, or everywhere.
    func maySomewhere(_ action: Action) -> Bool {
        guard let actor = visitor?.actor, let own = actor.principal else { return false }
        var subject = Subject(parties: [own.id], provinces: own.mandate?.province.map { [$0] } ?? [])
        // These help others by their trade; whom, their place decides.
        if !own.profiles.isDisjoint(with: [.zone, .collector, .supportCentre]) { subject.neighbours = [own.id] }
        return may(action, actor: actor, subject: subject).isAllowed
    }

    /// Doors from the registry's list to the work of bringing firms in.
    var onboardingLinks: [LinkButton] {
        let doors: [(action: Action, link: LinkButton)] = [
            (.answerClaim, LinkButton(label: words[OnboardingPhrase.claimsTitle], href: "/claims", icon: .people)),
            (.makeInvitation, LinkButton(label: words[OnboardingPhrase.lettersTitle], href: "/invitations", icon: .print)),
            (.mergeOrganisations, LinkButton(label: words[DuplicatePagePhrase.listTitle], href: "/duplicates", icon: .search)),
            (.enterOnBehalf, LinkButton(label: words[BehalfPagePhrase.title], href: "/behalf", icon: .pencil)),
            (.answerBehalf, LinkButton(label: words[BehalfPagePhrase.oursTitle], href: "/in-your-name", icon: .notes)),
            (.giveRuling, LinkButton(label: words[RulingPagePhrase.questionsTitle], href: "/questions", icon: .scale)),
        ]
        return doors.filter { maySomewhere($0.action) }.map(\.link)
    }
}
