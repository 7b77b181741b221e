// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Codes with which a haulier's drivers sign on the device of a factory or gate.
enum DriverCodePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people/drivers") { try await page($0, [], 200) },
        PageRoute(.post, "/people/drivers", make),
        PageRoute(.post, "/people/drivers/revoke", revoke),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.driverCodesModel(of: try actor.ownOrganisation(), by: actor)
        let view = DriverCodeListView(request: request, model: model, problems: problems)
        let title = request.words[PeoplePhrase.driversTitle]
        return .page(request.document(title, current: .people, back: back(model.actions), body: view.html), status: status)
    }

    /// Signers make codes as well and do not see the list of people.
    static func back(_ actions: Set<Action>) -> URLPath { actions.contains(.readPersonList) ? "/people" : "/more" }

    /// The code is in the answer itself and nowhere else: a page that could be opened again would show it again.
    private static func make(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let label = request.form["label"]
        return try await request.answer {
            let code = try await request.platform.makeDriverCode(label: label, for: try actor.ownOrganisation(), by: actor)
            let view = DriverCodeView(request: request, code: code, label: label)
            return request.page(view.title, current: .people, back: "/people/drivers", body: view.html)
        } again: { try await page(request, $0, $1) }
    }

    private static func revoke(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        return try await request.attempt("/people/drivers", said: PeoplePhrase.driverRevoked) {
            try await request.platform.revokeDriverCode(request.form["id"], of: try actor.ownOrganisation(), by: actor)
        } again: { try await page(request, $0, $1) }
    }
}
