// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Stores
import Wording

/// Several drafts sent with one word.
enum ReturnSendPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/send") { try await page($0, .begun, 200) },
        PageRoute(.post, "/returns/send", send),
    ]

    /// What became of what was chosen.
    struct Outcome {
        var sent = 0
        var refused: [RefusedReturn] = []
        var problems: [Problem] = []
        /// What stays ticked.
        var ticked: Set<String> = []
        var all = false
        var confirmed = false

        static let begun = Outcome()
    }

    private static func page(_ request: PageRequest, _ outcome: Outcome, _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("drafts", next: \DraftList.next) {
                try await request.platform.drafts(after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let after = request.form.has("after") ? request.form["after"] : request.query["after"] ?? ""
        let place = DraftPlace(text: after)
        let list = try await request.platform.drafts(after: place, by: actor)
        let names = try await request.platform.returnNames(outcome.refused.map(\.pick.id), by: actor)
        var shown = outcome
        if let sent = request.query["sent"].flatMap({ Int($0) }), (1...ReturnPick.most).contains(sent) { shown.sent = sent }
        let view = ReturnSendView(request: request, list: list, place: place, outcome: shown, names: names)
        let title = request.words[ReturnSendPhrase.title]
        return .page(request.document(title, current: .returns, back: "/returns", body: view.html), status: status)
    }

    /// Sends what was ticked, or all that stood on the page as ready; what is refused is named, and the rest is sent all the same.
    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        var outcome = Outcome(all: request.form.has("all"), confirmed: request.form.has("confirm"))
        let chosen = outcome.all ? request.form["ready"].split(separator: " ").map(String.init) : request.form.all("pick")
        outcome.ticked = Set(request.form.all("pick"))
        let picks = chosen.compactMap { ReturnPick(text: $0) }
        guard !picks.isEmpty else {
            outcome.problems = [ReturnSendPhrase.nothingChosen.problem()]
            return try await page(request, outcome, 422)
        }
        outcome.refused = try await request.platform.sendReturns(picks, confirms: outcome.confirmed, by: try request.actor())
        outcome.sent = picks.count - outcome.refused.count
        if outcome.refused.isEmpty { return .redirect(("/returns/send" as URLPath).setting("sent", String(outcome.sent))) }
        if !outcome.confirmed {
            // It stands against all of them alike.
            outcome.refused = []
            outcome.problems = [ReturnSendPhrase.confirmMissing.problem("confirm", ["count": .number(Int64(picks.count))])]
        }
        return try await page(request, outcome, 422)
    }
}

/// What the page on which several drafts are sent says.
enum ReturnSendPhrase: String, PhraseKey {
    static let area = "returnsendpage"

    case title, lead, link, columnChecks, ready
    /// Facts: `count`.
    case asked, refused
    /// Facts: `date`.
    case running
    case notReady, allLabel, confirmLabel, button, nothingChosen, emptyTitle, emptyMore
    /// Facts: `count`.
    case all, confirmMissing, saidSent, notSent
}
