// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Roles lent to other organisations for a time.
enum DelegationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people/delegations") { try await page($0, [], 200) },
        PageRoute(.post, "/people/delegations", lend),
        PageRoute(.post, "/people/delegations/:id/end", end),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.lentPowers(of: try actor.ownOrganisation(), by: actor)
        let view = DelegationView(request: request, model: model, problems: problems)
        let title = request.words[PeoplePhrase.powersTitle]
        return .page(request.document(title, current: .people, back: "/people", isWide: true, body: view.html), status: status)
    }

    private static func lend(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let form = request.form
        return try await request.attempt("/people/delegations", said: PeoplePhrase.powerLent) {
            // Without a choice the role stands for one that is never lent, so that its refusal comes with all others.
            _ = try await request.platform.delegate(
                Role(rawValue: form["role"]) ?? .administrator, from: try actor.ownOrganisation(), toRegistrationNumber: form["delegate"],
                from: form["valid_from"], until: form["valid_until"], by: actor)
        } again: { try await page(request, $0, $1) }
    }

    private static func end(_ request: PageRequest) async throws -> PageAnswer {
        let id: DelegationID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/people/delegations", said: PeoplePhrase.powerEnded) {
            try await request.platform.endDelegation(id, by: actor)
        } again: { try await page(request, $0, $1) }
    }
}
