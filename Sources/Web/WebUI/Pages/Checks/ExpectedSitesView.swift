// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The sites behind an area's expected waste of one month, and how they add up to it.
struct ExpectedSitesView: Part {
    var request: PageRequest
    var found: ExpectedSites

    private var words: Words { request.words }
    private func say(_ phrase: CheckPagePhrase) -> String { words[phrase] }
    private func tonnes(_ grams: Double) -> String { words.tonnesRounded(Mass(Int64(grams.rounded()))) }
    private func tonnes(_ grams: Int64) -> String { words.tonnesRounded(Mass(grams)) }
    private func range(_ low: Double, _ high: Double) -> String { tonnes(low) + "\u{2013}" + tonnes(high) }

    var html: HTML {
        let place = found.province.map(request.provinceName) ?? say(.wholeNation)
        let heading = PageHeading(
            title: say(.expectedSitesTitle), kind: words.month(found.month) + " · " + place,
            lead: words(CheckPagePhrase.expectedSitesLead, ["draws": .number(Int64(ModelParameters.shipped.draws))]))
        guard !found.lines.isEmpty else {
            return "\(heading)\(EmptyState(icon: .chart, title: say(.expectedSitesTitle), explanation: say(.notReported)))"
        }
        return "\(heading)\(tie)\(table)"
    }

    /// Whether the sites add up to the month's row, and what stands outside.
    private var tie: HTML {
        let facts: [String: Fact] = ["declared": .text(tonnes(found.waste.declared)), "expected": .text(tonnes(found.waste.expected))]
        let row = words(CheckPagePhrase.expectedMonthRow, facts)
        let sums = found.ties ? NoticeLine(text: words[NationPhrase.tieGood], tone: .good) : NoticeLine(text: say(.expectedMoved), tone: .warning)
        return "<p>\(row)</p>\(sums)"
    }

    /// Sites of which nothing is said, as far as there are any, have a column of their own: their waste is in no figure.
    private var hasOutside: Bool { !found.waste.unsaid.isEmpty }

    private var table: DataTable {
        let here = ("/expected-waste/sites" as URLPath).setting("month", found.month.description).setting("province", found.province)
        func column(_ title: CheckPagePhrase) -> DataTable.Column { DataTable.Column(say(title), unit: "t", isNumber: true) }
        return DataTable(
            words: words, caption: say(.expectedSitesTitle),
            columns: [DataTable.Column(words[ReturnPagePhrase.columnFirm]), column(.expectedDeclared)] + (hasOutside ? [column(.expectedOutside)] : [])
                + [column(.expectedAlone), column(.expectedAloneRange), column(.expectedPart)],
            rows: found.lines.map(row),
            totals: cells(
                .text(say(.expectedAllSites)), declared: .number(tonnes(found.declared)), outside: .number(tonnes(found.declaredUnsaid)),
                [
                    .none(say(.expectedNotAdded)),
                    found.waste.months > 0 ? .number(range(found.waste.low, found.waste.high)) : .none(say(.expectedNotAdded)), .number(tonnes(found.parts)),
                ]), paging: DataTable.Paging(next: found.next.map { here.setting("after", $0.description) }), downloads: DataTable.Download.list(here))
    }

    private func cells(_ name: DataTable.Cell, declared: DataTable.Cell, outside: DataTable.Cell, _ model: [DataTable.Cell]) -> [DataTable.Cell] {
        [name, declared] + (hasOutside ? [outside] : []) + model
    }

    private func row(_ line: ExpectedSites.Line) -> DataTable.Row {
        let name: HTML = "<a href=\"\("/returns/\(line.row.made)" as URLPath)\" translate=\"no\">\(request.name(of: line.site))</a>"
        let declared = DataTable.Cell.number(tonnes(line.row.generated))
        switch line.expected {
        case .interval(let interval):
            let model: [DataTable.Cell] = [
                .number(tonnes(interval.middle)), .number(range(interval.low, interval.high)),
                line.part.map { .number(tonnes($0)) } ?? .none(say(.expectedMoved)),
            ]
            return DataTable.Row(
                cells(.html(name), declared: declared, outside: .none(say(.expectedInside)), model),
                tone: interval.isFarAbove(Double(line.row.generated)) ? .danger : nil)
        case .unsaid(let reason):
            let why = words[reason.phrase]
            let model = Array(repeating: DataTable.Cell.none(why), count: 3)
            return DataTable.Row(
                cells(.html("<div>\(name)<br><span class=\"soft\">\(why)</span></div>"), declared: .none(why), outside: declared, model))
        }
    }
}
