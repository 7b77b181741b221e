// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Waste of an area as declared and as expected, all months together and each by itself.
struct ExpectedAreaView: Part {
    var request: PageRequest
    var found: ExpectedArea

    private var words: Words { request.words }
    private func say(_ phrase: CheckPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(title: say(.expectedTitle), lead: say(.expectedLead))
        let platform = request.platform
        let provinces = platform.lists.provinces(of: platform.country, on: platform.today).map { Choice($0.id.code, request.provinceName($0.id.code)) }
        let filter = SentenceFilter(
            words: words, action: "/expected-waste",
            pieces: [
                .words(say(.expectedFrom)), .month(label: words[NationPhrase.fromMonth], name: "from", value: found.months.lowerBound.description),
                .words(words[NationPhrase.filterTo]), .month(label: words[NationPhrase.toMonth], name: "to", value: found.months.upperBound.description),
                .words(words[NationPhrase.filterIn]),
                .choice(
                    label: say(.chooseArea), name: "province", choices: [Choice("", say(.wholeNation))] + provinces, selected: found.province ?? ""),
            ])
        guard let waste = found.waste else { return "\(heading)\(filter)<p>\(say(.withheld))</p>\(table)" }
        guard waste.sites > 0 else {
            let reason = found.reported == 0 ? say(.notReported) : words[CheckPhrase.unsaidFewPeers]
            return "\(heading)\(filter)\(EmptyState(icon: .chart, title: say(.expectedTitle), explanation: reason))"
        }
        let unsaid = waste.unsaid.values.reduce(0, +)
        let period = request.period(found.months)
        let cards = HTML.joined(
            [
                FigureCard(
                    words: words, label: say(.expectedDeclared), value: tonnes(Double(waste.declared)), unit: "t", period: period,
                    completeness: words(CheckPagePhrase.expectedSites, ["count": .number(Int64(waste.sites))])
                ).html,
                FigureCard(
                    words: words, label: say(.expectedModel), value: tonnes(waste.expected), unit: "t", period: period,
                    completeness: words(CheckPagePhrase.expectedInterval, ["low": .text(tonnes(waste.low)), "high": .text(tonnes(waste.high))])
                ).html,
            ], separator: "")
        let rest: HTML = unsaid == 0 ? HTML() : "<p class=\"soft\">\(words(CheckPagePhrase.unsaidSites, ["count": .number(Int64(unsaid))]))</p>"
        return "\(heading)\(filter)\(PanelGrid(content: cards, isForCards: true))\(rest)\(table)"
    }

    private func tonnes(_ grams: Double) -> String { words.tonnesRounded(Mass(Int64(grams.rounded()))) }

    private var table: DataTable {
        let here = ("/expected-waste" as URLPath).setting("from", found.months.lowerBound.description).setting("to", found.months.upperBound.description)
            .setting("province", found.province)
        return DataTable(
            words: words, caption: say(.expectedMonths),
            columns: [
                DataTable.Column(words[NationPhrase.monthColumn]), DataTable.Column(say(.expectedDeclared), unit: "t", isNumber: true),
                DataTable.Column(say(.expectedModel), unit: "t", isNumber: true), DataTable.Column(say(.expectedRange), unit: "t", isNumber: true),
                DataTable.Column(say(.expectedCount), isNumber: true),
            ],
            rows: found.byMonth.map { row in
                DataTable.Row([.text(words.month(row.month))] + cells(row.waste, of: row.month))
            }, totals: totals, downloads: DataTable.Download.list(here))
    }

    /// Declared and expected add up over months; the interval is that of the sum.
    private var totals: [DataTable.Cell]? {
        guard found.byMonth.count > 1, let waste = found.waste, waste.months > 0 else { return nil }
        return [
            .text(say(.expectedAllMonths)), .number(tonnes(Double(waste.declared))), .number(tonnes(waste.expected)),
            .number(tonnes(waste.low) + "\u{2013}" + tonnes(waste.high)), .none(say(.expectedNotAdded)),
        ]
    }

    private func cells(_ waste: AreaWaste?, of month: Month) -> [DataTable.Cell] {
        guard let waste else { return Array(repeating: .none(say(.withheld)), count: 4) }
        // Behind a month stand its sites, also those of which nothing is said.
        let address = ("/expected-waste/sites" as URLPath).setting("month", month.description).setting("province", found.province)
        let door = found.seesReturns && waste.reported > 0 ? address : nil
        guard waste.months > 0 else {
            let none = DataTable.Cell.none(waste.reported == 0 ? say(.notReported) : words[CheckPhrase.unsaidFewPeers])
            return Array(repeating: none, count: 3) + [door == nil ? none : .number(words.number(Int64(0)), door)]
        }
        return [
            .number(tonnes(Double(waste.declared)), door), .number(tonnes(waste.expected), door), .number(tonnes(waste.low) + "\u{2013}" + tonnes(waste.high)),
            .number(words.number(Int64(waste.sites)), door),
        ]
    }
}
