// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Seal
import Wording

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
            .init(say(.size), words.number(head.size)), .init(say(.moment), words.moment(head.at)), .init(say(.root), LongDigits(head.root.description)),
            .init(say(.key), Digits(head.key)), .init(say(.signature), LongDigits(signature.lowerHex)),
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
        // One key signs for years; only where it changed is it worth a line for each day.
        let showsKey = Set(model.days.map(\.head.key)).count > 1
        let table = DataTable(
            words: words, caption: say(.days),
            columns: [DataTable.Column(say(.day)), DataTable.Column(say(.size), isNumber: true), DataTable.Column(say(.root))]
                + (showsKey ? [DataTable.Column(say(.key))] : []),
            rows: model.days.map { signed in
                let head = signed.head
                return DataTable.Row(
                    [.text(words.date(zone.date(of: head.at))), .number(words.number(head.size)), .part(LongDigits(head.root.description))]
                        + (showsKey ? [.part(Digits(head.key))] : []))
            },
            paging: DataTable.Paging(previous: isFirstPage ? nil : "/seal", next: next), downloads: DataTable.Download.list("/seal"),
            empty: EmptyState(icon: .lock, title: say(.noneTitle), explanation: say(.noneText)))
        return "<section id=\"days\"><h2>\(say(.days))</h2>\(table)</section>"
    }

    private var keys: HTML {
        guard !model.keys.isEmpty else { return HTML() }
        let table = DataTable(
            words: words, caption: say(.keys),
            columns: [DataTable.Column(say(.key)), DataTable.Column(say(.from)), DataTable.Column(say(.publicKey)), DataTable.Column(say(.vouched))],
            rows: model.keys.map { key in
                let vouched: DataTable.Cell = key.endorsement == nil ? .none(say(.vouchedByNobody)) : .part(Digits(key.previous ?? ""))
                return DataTable.Row([.part(Digits(key.key.id)), .text(words.moment(key.from)), .part(LongDigits(key.key.bytes.lowerHex)), vouched])
            })
        return "<section id=\"keys\"><h2>\(say(.keys))</h2>\(table)</section>"
    }
}
