// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The open figures as tables: the nation's only, and none that few sites stand behind.
struct OpenView {
    var request: PageRequest
    var figures: OpenFigures

    private var words: Words { request.words }
    private func say(_ key: PublicPhrase) -> String { words[key] }
    private var least: Fact { .number(Int64(OpenFigures.sitesMin)) }

    private static let titles: [OpenFigures.Dimension: PublicPhrase] = [
        .chapter: .byChapter, .division: .byDivision, .treatment: .byTreatment, .month: .byMonth,
    ]

    var page: PageAnswer {
        let period = words(
            PublicPhrase.periodRange,
            ["first": .text(words.month(figures.months.lowerBound)), "last": .text(words.month(figures.months.upperBound))])
        let heading = PageHeading(
            title: say(.openTitle), lead: words(PublicPhrase.openLead, ["period": .text(period), "least": least]),
            others: DataTable.Download.list("/open").map {
                LinkButton(label: words(PartPhrase.download, ["format": .text($0.format)]), href: $0.href, icon: .download)
            })
        let tables = HTML.map(figures.tables) { table in
            "<section id=\"\(table.dimension.rawValue)\"><h2>\(say(Self.titles[table.dimension] ?? .openTitle))</h2>\(self.table(table))</section>"
        }
        let unknown =
            figures.unknownShare.map { words(PublicPhrase.unknownFateSaid, ["share": .share($0), "period": .text(period)]) }
            ?? words(PublicPhrase.tooFew, ["least": least])
        let sold: HTML = "<section id=\"unknown\"><h2>\(say(.unknownFate))</h2><p>\(unknown)</p></section>"
        let known = words(PublicPhrase.asOf, ["moment": .moment(figures.computedAt)])
        return request.page(say(.openTitle), back: "/", body: "\(heading)\(tables)\(sold)<p class=\"note\">\(known)</p>")
    }

    private func table(_ table: OpenFigures.Table) -> DataTable {
        let total = table.total ?? 0
        func share(_ grams: Int64) -> DataTable.Cell {
            total > 0 ? .number(words.percent(Double(grams) / Double(total))) : .text("")
        }
        return DataTable(
            words: words, caption: say(Self.titles[table.dimension] ?? .openTitle),
            columns: [
                DataTable.Column(say(.keyColumn)), DataTable.Column(say(.massColumn), unit: "t", isNumber: true),
                DataTable.Column(say(.shareColumn), isNumber: true), DataTable.Column(say(.sitesColumn), isNumber: true),
            ],
            rows: table.rows.map { row in
                DataTable.Row([
                    .html(name(row.key, table.dimension)), .number(words.tonnesRounded(Mass(row.grams))), share(row.grams),
                    .number(words.number(Int64(row.sites))),
                ])
            },
            totals: table.total.map { [.text(say(.totalRow)), .number(words.tonnesRounded(Mass($0))), share($0), .text("")] },
            empty: EmptyState(icon: .chart, title: say(.tooFewTitle), explanation: words(PublicPhrase.tooFew, ["least": least])))
    }

    private func name(_ key: String?, _ dimension: OpenFigures.Dimension) -> HTML {
        guard let key else { return HTML(text: words(PublicPhrase.together, ["least": least])) }
        let lists = request.platform.lists
        switch dimension {
        case .chapter:
            return request.chapterName(key)
        case .division: return request.sectorName(key)
        case .treatment:
            guard let code = TreatmentCode(text: key) else { return HTML(text: key) }
            return "<span class=\"code-text\">\(key)</span> \(request.marked(lists.name(of: code, in: words.language)))"
        case .month: return HTML(text: Month(iso: key).map(words.month) ?? key)
        }
    }
}
