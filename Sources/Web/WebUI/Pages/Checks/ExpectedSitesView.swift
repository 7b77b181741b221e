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

    private var table: DataTable {
        let here = ("/expected-waste/sites" as URLPath).setting("month", found.month.description).setting("province", found.province)
        return DataTable(
            words: words, caption: say(.expectedSitesTitle),
            columns: [
                DataTable.Column(words[ReturnPagePhrase.columnFirm]), DataTable.Column(say(.expectedDeclared), unit: "t", isNumber: true),
                DataTable.Column(say(.expectedOutside), unit: "t", isNumber: true), DataTable.Column(say(.expectedAlone), unit: "t", isNumber: true),
                DataTable.Column(say(.expectedAloneRange), unit: "t", isNumber: true), DataTable.Column(say(.expectedPart), unit: "t", isNumber: true),
            ],
            rows: found.lines.map(row),
            totals: [
                .text(say(.expectedAllSites)), .number(tonnes(found.declared)), .number(tonnes(found.declaredUnsaid)), .none(say(.expectedNotAdded)),
                found.waste.months > 0 ? .number(range(found.waste.low, found.waste.high)) : .none(say(.expectedNotAdded)), .number(tonnes(found.parts)),
            ], paging: DataTable.Paging(next: found.next.map { here.setting("after", $0.description) }), downloads: DataTable.Download.list(here))
    }

    private func row(_ line: ExpectedSites.Line) -> DataTable.Row {
        let name: HTML = "<a href=\"\("/returns/\(line.row.made)" as URLPath)\" translate=\"no\">\(request.name(of: line.site))</a>"
        switch line.expected {
        case .interval(let interval):
            return DataTable.Row(
                [
                    .html(name), .number(tonnes(line.row.generated)), .none(say(.expectedInside)), .number(tonnes(interval.middle)),
                    .number(range(interval.low, interval.high)), line.part.map { .number(tonnes($0)) } ?? .none(say(.expectedMoved)),
                ], tone: interval.isFarAbove(Double(line.row.generated)) ? .danger : nil)
        case .unsaid(let reason):
            let why = words[reason.phrase]
            return DataTable.Row([
                .html("\(name)<br><span class=\"soft\">\(why)</span>"), .none(why), .number(tonnes(line.row.generated)), .none(why), .none(why), .none(why),
            ])
        }
    }
}
