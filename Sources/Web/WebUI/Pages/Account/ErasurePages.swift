// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Erasing what names or reaches somebody: finding it, saying why, and what was erased before.
enum ErasurePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/erasures", page),
        PageRoute(.get, "/erasures/confirm") { try await confirm($0) },
        PageRoute(.post, "/erasures/confirm", erase),
    ]

    private static let rowsShown = 50

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("erasure-history", next: \ErasureHistory.next) {
                try await request.platform.erasureHistory(before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let typed = String((request.query["q"] ?? "").trimmingBlanks.prefix(300))
        let before = request.query["after"].flatMap { OperationID(text: $0) }
        let history = try await request.platform.erasureHistory(before: before, limit: rowsShown, by: actor)
        let found = typed.isEmpty ? nil : try await request.platform.erasable(typed, by: actor)
        let view = ErasureView(request: request, typed: typed, found: found, history: history)
        return request.page(request.words[ErasurePagePhrase.title], current: .erasures, back: "/more", body: view.html)
    }

    /// What is to be erased, as the address or the form names it.
    private static func content(_ request: PageRequest) async throws -> ErasableContent {
        let written = request.form.has("subject") ? request.form["subject"] : request.query["subject"] ?? ""
        let actor = try request.actor()
        guard let subject = ErasureSubject(written) else { throw PlatformError.notFound }
        return try await request.platform.erasable(subject, by: actor)
    }

    private static func confirm(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let words = request.words
        let content = try await content(request)
        let title = words(ErasurePagePhrase.confirmTitle, ["content": .text(content.content)])
        let reason = Field(
            words: words, label: words[ErasurePagePhrase.reason], name: "reason",
            input: RadioInput(choices: ErasureReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: request.form["reason"]),
            hint: words[ErasurePagePhrase.reasonHint], error: problems.sentence(for: "reason", words))
        let isPhoto = if case .photo = content.subject { true } else { false }
        var consequences = [
            words[isPhoto ? ErasurePagePhrase.followsPhoto : .followsContent], words[ErasurePagePhrase.followsLine], words[ErasurePagePhrase.followsSums],
        ]
        if case .person = content.subject { consequences.insert(words[ErasurePagePhrase.followsPerson], at: 1) }
        let confirm = ConfirmPage(
            words: words, title: title, consequences: consequences, action: "/erasures/confirm",
            fields: [request.csrfField, HiddenField("subject", content.subject.description)],
            content: "\(ProblemSummary(words: words, problems: problems))\(reason)", button: words[ErasurePagePhrase.eraseButton], back: "/erasures")
        return .page(request.document(title, current: .erasures, back: "/erasures", body: confirm.html), status: status)
    }

    private static func erase(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let content = try await content(request)
            guard let reason = ErasureReason(rawValue: request.form["reason"]) else { throw ErasureError.reasonMissing }
            try await request.platform.erase(content.subject, because: reason, by: try request.actor())
            return .redirect("/erasures", said: ErasurePagePhrase.erased.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await confirm(request, error.problems, status: error.standing.status)
        }
    }
}

/// The box in which one looks for somebody, what was found, and what was erased before.
struct ErasureView: Part {
    var request: PageRequest
    var typed: String
    /// `nil` while nothing was looked for.
    var found: [ErasableContent]?
    var history: ErasureHistory

    private var words: Words { request.words }
    private func say(_ phrase: ErasurePagePhrase) -> String { words[phrase] }

    var html: HTML {
        let box = SentenceFilter(
            words: words, action: "/erasures", pieces: [.words(say(.find)), .search(label: say(.findLabel), name: "q", value: typed)])
        return """
            \(PageHeading(title: say(.title), lead: say(.lead)))\(box)\(HTML.ifPresent(found, results))\(past)
            """
    }

    private func results(_ found: [ErasableContent]) -> HTML {
        DataTable(
            words: words, caption: say(.foundCaption), showsCaption: true,
            columns: [DataTable.Column(say(.columnKind)), DataTable.Column(say(.columnContent)), DataTable.Column(say(.columnActs))],
            rows: found.map { content in
                let confirm: URLPath = "/erasures/confirm"
                let link = LinkButton(
                    label: say(.eraseLink), href: confirm.setting("subject", content.subject.description), isDangerous: true)
                return DataTable.Row([.text(words[content.kind]), .text(content.content), .part(link)])
            },
            empty: EmptyState(icon: .search, title: words(ErasurePagePhrase.nothingFound, ["text": .text(typed)]), explanation: say(.nothingFoundMore))
        ).html
    }

    private var past: DataTable {
        let here: URLPath = "/erasures"
        return DataTable(
            words: words, caption: say(.pastCaption), showsCaption: true,
            columns: [
                DataTable.Column(say(.columnWhen)), DataTable.Column(say(.columnWhat)), DataTable.Column(say(.columnWhy)), DataTable.Column(say(.columnWho)),
            ],
            rows: history.rows.map { row in
                DataTable.Row([
                    .text(words.moment(row.at)), .html("\(words[row.erasure.subject.kind]) <span class=\"code-text\">\(row.erasure.subject.mark)</span>"),
                    .text(words[row.erasure.reason.phrase]), .text(row.by ?? say(.byNobody)),
                ])
            }, paging: history.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .lock, title: say(.pastEmpty), explanation: say(.pastEmptyMore)))
    }
}

extension ErasureSubject {
    fileprivate var kind: ErasurePhrase {
        switch self {
        case .text: .kindEarlier
        case .photo: .kindPhoto
        case .person: .kindPerson
        case .contact: .kindContact
        }
    }
}

/// What the pages about erasing say.
enum ErasurePagePhrase: String, PhraseKey {
    static let area = "erasing"
    case title, lead, find, findLabel, foundCaption, nothingFound, nothingFoundMore, columnKind, columnContent, columnActs, eraseLink
    case confirmTitle, reason, reasonHint, followsContent, followsPhoto, followsPerson, followsLine, followsSums, eraseButton, erased
    case pastCaption, columnWhen, columnWhat, columnWhy, columnWho, byNobody, pastEmpty, pastEmptyMore
}
