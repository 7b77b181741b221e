// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Outlets behind the volumes and loads of a group of sites, each with what it added.
struct PictureOutletsView {
    var request: PageRequest
    var found: DischargingOutlets

    private var words: Words { request.words }
    private func say(_ key: PicturePhrase) -> String { words[key] }

    var page: PageAnswer {
        let loads = PictureView.loads.compactMap { parameter in
            found.whole.load(parameter).map { words.parameter(parameter) + " " + words.loadRange(Mass($0.low), Mass($0.high)) + "\u{A0}kg" }
        }
        let figures = [words.decimal(found.whole.volume, scale: 6) + "\u{A0}m³"] + loads
        let lead = words(PicturePhrase.outletsLead, ["period": .text(request.period(found.months)), "figures": .text(figures.joined(separator: ", "))])
        let tie = HTML.ifPresent(found.gap) { gap in
            let parts = (gap.volume == 0 ? [] : [words.decimal(gap.volume, scale: 6) + "\u{A0}m³"]) + gap.loads.map(words.parameter)
            return parts.isEmpty
                ? NoticeLine(text: words[NationPhrase.tieGood], tone: .good).html
                : NoticeLine(text: words(PicturePhrase.sitesDiffer, ["difference": .text(parts.joined(separator: ", "))]), tone: .danger).html
        }
        return request.page(
            say(.outletsTitle), current: .nation, back: "/nation/groups", isWide: true,
            body: "\(PageHeading(title: say(.outletsTitle), kind: request.name(of: found.group), lead: lead))\(tie)\(table)")
    }

    private var table: DataTable {
        let here = request.address("/nation/outlets", of: found.group, found.months)
        func sum(_ parameter: String) -> DataTable.Cell {
            let load = found.isAll ? found.load(parameter) : found.whole.load(parameter)
            return load.map { .number(words.loadRange(Mass($0.low), Mass($0.high))) } ?? .none(say(.notSampled))
        }
        return DataTable(
            words: words, caption: say(.outletsTitle),
            columns: [
                DataTable.Column(say(.siteColumn)), DataTable.Column(say(.outletColumn)), DataTable.Column(say(.whereColumn)),
                DataTable.Column(say(.volumeColumn), unit: "m³", isNumber: true),
            ] + PictureView.loads.map { DataTable.Column(words.parameter($0), unit: "kg", isNumber: true) },
            rows: found.lines.map { line in
                let months: URLPath = "/discharge/outlets/\(line.outlet.id)/trend"
                return DataTable.Row(
                    [
                        .text(request.siteLabel(line.site, line.organisation)), .link(line.outlet.code, "/discharge/outlets/\(line.outlet.id)"),
                        .text(line.receiving.map { words[$0.phrase] }.joined(separator: ", ")), .number(words.number(line.volume / 1_000_000), months),
                    ]
                        + PictureView.loads.map { parameter in
                            line.load(parameter).map { .number(words.loadRange($0.low, $0.high ?? $0.low), months.setting("parameter", parameter)) }
                                ?? .none(say(.notSampled))
                        })
            },
            totals: [
                .text(words[NationPhrase.totalRow]), .text(""), .text(""),
                .number(words.number((found.isAll ? found.volume : found.whole.volume) / 1_000_000)),
            ] + PictureView.loads.map(sum),
            paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .chart, title: say(.outletsTitle), explanation: say(.outletsEmpty)))
    }
}

extension Words {
    /// Kilograms of a load; both ends where they differ as written.
    func loadRange(_ low: Mass, _ high: Mass) -> String {
        let (least, most) = (number((low.raw + 500) / 1000), number((high.raw + 500) / 1000))
        return least == most ? least : least + "\u{2013}" + most
    }
}
