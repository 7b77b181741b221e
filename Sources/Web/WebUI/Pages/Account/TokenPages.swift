// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Tokens by which one's own programs act at the API.
enum TokenPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/account/tokens") { try await page($0) },
        PageRoute(.post, "/account/tokens", make),
        PageRoute(.get, "/account/tokens/:id/revoke", confirmRevoke),
        PageRoute(.post, "/account/tokens/:id/revoke", revoke),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.tokenModel(of: try request.signedIn())
        let view = TokenView(request: request, model: model, problems: problems)
        return .page(request.document(request.words[TokenPagePhrase.title], current: .more, back: "/account", body: view.html), status: status)
    }

    private static func make(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        var form = TokenForm()
        form.label = request.form["label"]
        form.days = request.form["days"]
        form.scopes = Set(request.form.all("scopes").compactMap { TokenScope(rawValue: $0) })
        do {
            let (token, made) = try await request.platform.makeToken(form, by: try request.actor())
            let title = words(TokenPagePhrase.madeTitle, ["label": .text(made.label)])
            let until = words(TokenPagePhrase.madeUntil, ["date": .date(request.platform.zone.date(of: made.expiresAt))])
            let view = TokenOnceView(words: words, title: title, token: token, until: until)
            return request.page(title, current: .more, back: "/account/tokens", body: view.html)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }

    /// A token that is still good and that the reader may end; all others look missing.
    private static func row(_ request: PageRequest) async throws -> TokenModel.Row {
        let model = try await request.platform.tokenModel(of: try request.signedIn())
        guard let row = model.rows.first(where: { $0.id == request.parameters["id"] && $0.token.isGood(at: model.now) }) else { throw PlatformError.notFound }
        return row
    }

    private static func confirmRevoke(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let row = try await row(request)
        let title = words(TokenPagePhrase.revokeTitle, ["label": .text(row.token.label)])
        let confirm = ConfirmPage(
            words: words, title: title, consequences: [words[TokenPagePhrase.revokeFollowsNow], words[TokenPagePhrase.revokeFollowsPast]],
            action: "/account/tokens/\(row.id)/revoke", fields: [request.csrfField], button: words[TokenPagePhrase.revokeButton], back: "/account/tokens")
        return request.page(title, current: .more, back: "/account/tokens", body: confirm.html)
    }

    private static func revoke(_ request: PageRequest) async throws -> PageAnswer {
        let row = try await row(request)
        try await request.platform.revokeToken(row.id, of: row.token.organisation, by: try request.actor())
        return .redirect("/account/tokens", said: TokenPagePhrase.revoked.fullKey)
    }
}

/// A token just made: shown this once, broken where lines may break so that it fits a telephone and copies whole.
struct TokenOnceView: Part {
    var words: Words
    var title: String
    var token: String
    var until: String

    var html: HTML {
        let steps = [TokenPagePhrase.stepStore, .stepSend, .stepLost].enumerated().map {
            DefinitionList.Item(words.localDigits("\($0 + 1)"), words[$1])
        }
        return """
            \(PageHeading(title: title, lead: until))\(Panel(title: words[TokenPagePhrase.shownOnce], content: "<p><code translate=\"no\">\(pieces)</code></p>"))\
            \(Panel(title: words[AccountPhrase.codeHow], content: DefinitionList(steps).html))\
            <p>\(LinkButton(label: words[PartPhrase.goBack], href: "/account/tokens", icon: .arrowLeft))</p>
            """
    }

    private var pieces: HTML {
        let letters = Array(token)
        return HTML.map(stride(from: 0, to: letters.count, by: 8).map { String(letters[$0..<min($0 + 8, letters.count)]) }) { "\($0)<wbr>" }
    }
}

/// The tokens, and the form that makes one more.
struct TokenView: Part {
    var request: PageRequest
    var model: TokenModel
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: TokenPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(title: say(.title), lead: say(.lead))
        let make = model.scopes.isEmpty ? HTML() : self.make
        return problems.isEmpty ? "\(heading)\(table)\(make)" : "\(heading)\(make)\(table)"
    }

    private var table: DataTable {
        let zone = request.platform.zone
        return DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.columnLabel)), DataTable.Column(say(.columnHolder)), DataTable.Column(say(.columnScopes)),
                DataTable.Column(say(.columnUsed)), DataTable.Column(say(.columnState)), DataTable.Column(say(.columnActs)),
            ],
            rows: model.rows.map { row in
                DataTable.Row([
                    .text(row.token.label), .text(row.holder), .text(row.token.scopes.sorted().map { words[$0.phrase] }.joined(separator: " · ")),
                    .text(row.token.lastUsed.map { words.date($0) } ?? say(.neverUsed)), .part(state(row, zone)),
                    row.token.isGood(at: model.now)
                        ? .part(LinkButton(label: say(.revoke), href: "/account/tokens/\(row.id)/revoke", isDangerous: true)) : .none(say(.nothingToDo)),
                ])
            }, empty: EmptyState(icon: .lock, title: say(.empty), explanation: say(.emptyMore)))
    }

    private func state(_ row: TokenModel.Row, _ zone: CivilZone) -> StatusChip {
        if let revoked = row.token.revokedAt { return StatusChip(text: words(TokenPagePhrase.revokedOn, ["date": .date(zone.date(of: revoked))])) }
        let until: [String: Fact] = ["date": .date(zone.date(of: row.token.expiresAt))]
        return row.token.isGood(at: model.now)
            ? StatusChip(text: words(TokenPagePhrase.goodUntil, until), tone: .good) : StatusChip(text: words(TokenPagePhrase.expiredOn, until))
    }

    private var make: HTML {
        let form = request.form
        let label = Field(
            words: words, label: say(.label), name: "label", input: TextInput(value: form["label"], autocomplete: "off", maximumLength: 60),
            hint: say(.labelHint), error: error("label"))
        let choices = model.scopes.map { Choice($0.rawValue, words[$0.phrase]) }
        let scopes = Field(
            words: words, label: say(.scopes), name: "scopes", input: CheckboxInput(choices: choices, selected: Set(form.all("scopes"))),
            hint: say(.scopesHint), error: error("scopes"))
        let days = Field(
            words: words, label: say(.days), name: "days",
            input: TextInput(value: form.has("days") ? form["days"] : "90", autocomplete: "off", maximumLength: 5),
            hint: say(.daysHint), error: error("days"))
        let input = InputForm(
            words: words, id: "token", action: "/account/tokens", hidden: [request.csrfField], problems: problems, content: "\(label)\(scopes)\(days)",
            button: say(.makeButton))
        return FieldGroup(title: say(.makeTitle), explanation: say(.makeLead), content: input.html).html
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}
