// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Codes with which a haulier's drivers sign on the devices of factories and gates.
enum DriverCodePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people/drivers") { try await page($0) },
        PageRoute(.post, "/people/drivers", make),
        PageRoute(.get, "/people/drivers/:id/revoke", confirmRevoke),
        PageRoute(.post, "/people/drivers/:id/revoke", revoke),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.driverCodesModel(of: try request.ownOrganisation(), by: try request.actor())
        let view = DriverCodeView(request: request, model: model, problems: problems)
        return .page(request.document(request.words[AccountPhrase.driversTitle], current: request.driversPlace, back: "/more", body: view.html), status: status)
    }

    private static func make(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let label = request.form["label"]
        do {
            let typed = request.form["valid_until"]
            let code = try await request.platform.makeDriverCode(
                label: label, validUntil: typed, for: try request.ownOrganisation(), by: try request.actor())
            let last = CalendarDate(iso: typed.withLatinDigits) ?? request.platform.driverCodeDays.upperBound
            let title = words(AccountPhrase.driverCodeTitle, ["driver": .text(label)])
            let view = CodeOnceView(
                words: words, title: title, code: code.description, until: words(AccountPhrase.driverCodeUntil, ["date": .date(last)]),
                steps: [words[AccountPhrase.driverStepGive], words[AccountPhrase.driverStepType], words[AccountPhrase.driverStepLost]],
                back: LinkButton(label: words[PartPhrase.goBack], href: "/people/drivers", icon: .arrowLeft))
            return request.page(title, current: request.driversPlace, back: "/people/drivers", body: view.html)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }

    /// One of the organisation's codes that is still good; those of others look missing.
    private static func row(_ request: PageRequest) async throws -> DriverCodes.Row {
        let model = try await request.platform.driverCodesModel(of: try request.ownOrganisation(), by: try request.actor())
        guard let row = model.rows.first(where: { $0.id == request.parameters["id"] && $0.code.isGood(on: request.platform.today) }) else {
            throw PlatformError.notFound
        }
        return row
    }

    private static func confirmRevoke(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let row = try await row(request)
        let title = words(AccountPhrase.revokeTitle, ["driver": .text(row.code.label)])
        let confirm = ConfirmPage(
            words: words, title: title, consequences: [words[AccountPhrase.revokeFollowsNow], words[AccountPhrase.revokeFollowsPast]],
            action: "/people/drivers/\(row.id)/revoke", fields: [request.csrfField], button: words[AccountPhrase.revokeButton], back: "/people/drivers")
        return request.page(title, current: request.driversPlace, back: "/people/drivers", body: confirm.html)
    }

    private static func revoke(_ request: PageRequest) async throws -> PageAnswer {
        let row = try await row(request)
        try await request.platform.revokeDriverCode(row.id, of: try request.ownOrganisation(), by: try request.actor())
        return .redirect("/people/drivers", said: AccountPhrase.codeRevoked.fullKey)
    }
}

extension PageRequest {
    /// Where drivers' codes stand in the navigation: under people, or alone for who sees no list of people.
    fileprivate var driversPlace: PlaceKey { visitor.map { PlaceKey.places(for: $0).contains(.drivers) } ?? false ? .drivers : .people }
}

/// The codes given out, and the form that makes one more.
struct DriverCodeView: Part {
    var request: PageRequest
    var model: DriverCodes
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(title: say(.driversTitle), lead: say(.driversLead))
        return "\(heading)\(PeopleTabs(words: words, actions: model.actions, current: .drivers))\(make)\(table)"
    }

    private var make: HTML {
        let label = Field(
            words: words, label: say(.driverLabel), name: "label", input: TextInput(value: request.form["label"], autocomplete: "off", maximumLength: 60),
            hint: say(.driverLabelHint), error: problems.sentence(for: "label", words))
        let days = request.platform.driverCodeDays
        let last = Field(
            words: words, label: say(.columnUntil), name: "valid_until",
            input: DateInput(
                value: request.form.has("valid_until") ? request.form["valid_until"] : days.upperBound.description, earliest: days.lowerBound,
                latest: days.upperBound),
            hint: say(.driverUntilHint), error: problems.sentence(for: "valid_until", words))
        return InputForm(
            words: words, id: "driver", action: "/people/drivers", hidden: [request.csrfField], problems: problems, content: "\(label)\(last)",
            button: say(.makeButton)
        ).html
    }

    private var table: DataTable {
        let zone = request.platform.zone
        return DataTable(
            words: words, caption: say(.driversTitle),
            columns: [
                DataTable.Column(say(.columnDriver)), DataTable.Column(say(.columnMade)), DataTable.Column(say(.columnUntil)),
                DataTable.Column(say(.columnState)), DataTable.Column(say(.columnActs)),
            ],
            rows: model.rows.map { row in
                let isGood = row.code.isGood(on: request.platform.today)
                let revoked = row.code.revokedAt.map { words(AccountPhrase.revokedOn, ["date": .date(zone.date(of: $0))]) }
                return DataTable.Row([
                    .text(row.code.label), .text(words.date(zone.date(of: row.code.createdAt))), .text(words.date(row.code.validUntil)),
                    .part(isGood ? StatusChip(text: say(.stateGood), tone: .good) : StatusChip(text: revoked ?? say(.stateEnded))),
                    isGood
                        ? .part(LinkButton(label: say(.revoke), href: "/people/drivers/\(row.id)/revoke", isDangerous: true)) : .none(say(.nothingToDo)),
                ])
            }, empty: EmptyState(icon: .truck, title: say(.driversEmpty), explanation: say(.driversEmptyMore)))
    }
}
