// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Seal
import Wording

/// The seal for everybody, and the proof of a note for its parties.
enum SealPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/seal", .open, seal),
        PageRoute(.get, "/notes/:id/receipt", receipt),
    ]

    private static func seal(_ request: PageRequest) async throws -> PageAnswer {
        let before = request.query["before"].flatMap { CalendarDate(iso: $0) }
        let model = try await request.platform.seal(before: before)
        guard request.query["format"] == "json" else { return SealView(request: request, model: model, isFirstPage: before == nil).page }
        let bytes = SealPublication(model, nation: request.platform.country.rawValue).file
        return .file(bytes: bytes, name: "baitong-seal-\(before ?? request.platform.today).json", mediaType: "application/json")
    }

    private static func receipt(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let receipt = try await request.platform.receipt(of: id, by: try request.actor())
        return .file(bytes: receipt.file, name: "baitong-receipt-\(id).json", mediaType: "application/json")
    }
}

/// The latest head, one head a day, the keys, and what all of it is good for.
struct SealView: Sendable {
    var request: PageRequest
    var model: SealModel
    var isFirstPage: Bool

    private var words: Words { request.words }
    private func say(_ key: SealPagePhrase) -> String { words[key] }

    var page: PageAnswer {
        let download = LinkButton(
            label: words(PartPhrase.download, ["format": .text("JSON")]), href: ("/seal" as URLPath).setting("format", "json"), icon: .download)
        let heading = PageHeading(title: say(.title), lead: say(.lead), others: model.latest == nil ? [] : [download])
        return request.page(say(.title), back: "/", body: "\(heading)\(isFirstPage ? latest : HTML())\(days)\(isFirstPage ? keys : HTML())")
    }

    private var latest: HTML {
        guard let head = model.latest?.head, let signature = model.latest?.signature else { return HTML() }
        let facts = DefinitionList([
            .init(say(.size), words.number(head.size)), .init(say(.moment), words.moment(head.at)), .init(say(.root), html: code(head.root.description)),
            .init(say(.key), html: code(head.key)), .init(say(.signature), html: code(signature.lowerHex)),
        ])
        let uses: HTML = """
            <p>\(say(.useReceipt))</p><p>\(say(.useCheck))</p><p><code>baitong verify-receipt FILE --key KEY</code></p><p>\(say(.useKeep))</p>\
            <p>\(say(.useErase))</p>
            """
        return PanelGrid(content: "\(Panel(title: say(.latest), content: facts.html))\(Panel(title: say(.uses), content: uses))").html
    }

    private var days: HTML {
        let zone = request.platform.zone
        let next = model.next.map { ("/seal" as URLPath).setting("before", $0.description) }
        let table = DataTable(
            words: words, caption: say(.days),
            columns: [
                DataTable.Column(say(.day)), DataTable.Column(say(.size), isNumber: true), DataTable.Column(say(.root)), DataTable.Column(say(.key)),
            ],
            rows: model.days.map { signed in
                let head = signed.head
                return DataTable.Row([
                    .text(words.date(zone.date(of: head.at))), .number(words.number(head.size)), .html(code(head.root.description)), .html(code(head.key)),
                ])
            },
            paging: DataTable.Paging(previous: isFirstPage ? nil : "/seal", next: next),
            empty: EmptyState(icon: .lock, title: say(.noneTitle), explanation: say(.noneText)))
        return "<section id=\"days\"><h2>\(say(.days))</h2>\(table)</section>"
    }

    private var keys: HTML {
        guard !model.keys.isEmpty else { return HTML() }
        let table = DataTable(
            words: words, caption: say(.keys),
            columns: [DataTable.Column(say(.key)), DataTable.Column(say(.from)), DataTable.Column(say(.publicKey)), DataTable.Column(say(.vouched))],
            rows: model.keys.map { key in
                let vouched: DataTable.Cell = key.endorsement == nil ? .none(say(.vouchedByNobody)) : .html(code(key.previous ?? ""))
                return DataTable.Row([.html(code(key.key.id)), .text(words.moment(key.from)), .html(code(key.key.bytes.lowerHex)), vouched])
            })
        return "<section id=\"keys\"><h2>\(say(.keys))</h2>\(table)</section>"
    }

    /// Long runs of digits may break after each eight, and are copied without the breaks.
    private func code(_ digits: String) -> HTML {
        let places = stride(from: 0, to: digits.count, by: 8).map { String(digits.dropFirst($0).prefix(8)) }
        let pieces: HTML = HTML.map(places) { "\($0)<wbr>" }
        return "<code>\(pieces)</code>"
    }
}
