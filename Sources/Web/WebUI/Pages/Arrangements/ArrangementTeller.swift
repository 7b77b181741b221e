// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// Tells about one arrangement in the reader's words: who, what, where it stands.
struct ArrangementTeller: Sendable {
    var request: PageRequest
    var arrangement: Arrangement
    var organisations: [OrganisationID: Organisation]

    private var words: Words { request.words }
    private var terms: ArrangementTerms { arrangement.terms }

    var href: URLPath { "/arrangements/\(arrangement.id)" }

    /// Names of its first wastes.
    var title: String { terms.wastes.prefix(2).map { request.wasteText($0.waste) }.joined(separator: ", ") + (terms.wastes.count > 2 ? " …" : "") }

    func name(_ id: OrganisationID) -> String { organisations[id].map(request.name(of:)) ?? id.description }

    /// Sender, haulier and plant, each once: who carries its own waste stands here once.
    var way: String { arrangement.organisations.map(name).joined(separator: " → ") }

    var route: RouteLine {
        RouteLine(
            stops: terms.parties.map { role, party in
                let code = role == .receiver ? " (\(terms.treatment))" : ""
                return RouteLine.Stop(words[role.phrase], name(party.organisation) + code, href: "/registry/organisations/\(party.organisation)")
            })
    }

    var chip: StatusChip {
        let standing = arrangement.standing(on: request.platform.today)
        return StatusChip(text: words[standing.phrase], tone: standing.tone)
    }
}

extension ArrangementStanding {
    var tone: Tone {
        switch self {
        case .proposed, .upcoming: .waiting
        case .inForce: .good
        case .declined: .danger
        case .ended, .expired: .neutral
        }
    }
}

extension PageRequest {
    /// Where a load under an arrangement is begun: everything filled in, the weight first.
    func newLoad(under id: ArrangementID) -> URLPath {
        let path: URLPath = "/notes/new"
        return path.setting("arrangement", id.description).fragment(fieldID("line0.mass"))
    }
}
