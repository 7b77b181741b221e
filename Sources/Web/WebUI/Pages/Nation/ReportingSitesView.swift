// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Sites behind what returns tell of a group, or the months of one of them, each with what it added.
struct ReportingSitesView {
    var request: PageRequest
    var found: ReportingSites

    private var words: Words { request.words }
    private func say(_ key: PicturePhrase) -> String { words[key] }
    private var isOneMonth: Bool { found.months.lowerBound == found.months.upperBound }
    private var here: URLPath { request.address("/nation/reports", of: found.group, found.months).setting("site", found.site?.id.description) }
    /// Returns of a line that stand beside each other; where there are more its months open.
    private static let returnsShown = 3
    /// Of many columns a page holds fewer sites than other lists.
    static let sitesShown = 35

    var page: PageAnswer {
        let place = found.site.map { request.siteLabel($0, found.lines.first?.organisation) }
        let kind = [place, request.name(of: found.group)].compactMap { $0 }.joined(separator: ", ")
        let lead = words(
            PicturePhrase.reportsLead, ["period": .text(request.period(found.months)), "figures": .text(texts(found.whole).joined(separator: ", "))])
        let tie = HTML.ifPresent(found.site == nil ? found.gap : nil) { gap in
            let parts = texts(gap, onlySome: true)
            return parts.isEmpty
                ? NoticeLine(text: words[NationPhrase.tieGood], tone: .good).html
                : NoticeLine(text: words(PicturePhrase.sitesDiffer, ["difference": .text(parts.joined(separator: ", "))]), tone: .danger).html
        }
        return request.page(
            say(.reportsTitle), current: .nation, back: "/nation/groups", isWide: true,
            body: "\(PageHeading(title: say(.reportsTitle), kind: kind, lead: lead))\(tie)\(table)")
    }

    /// Figures in words, each with its unit.
    ///
    /// - Parameter onlySome: those that are not nothing.
    private func texts(_ amounts: ReportAmounts, onlySome: Bool = false) -> [String] {
        // What differs is told to the millilitre.
        func cubic(_ millilitres: Int64) -> String {
            (onlySome ? words.decimal(millilitres, scale: 6) : words.number(millilitres / 1_000_000)) + "\u{A0}m³"
        }
        return [
            (
                say(.dischargedShort), water(amounts) { (onlySome ? words.decimal($0, scale: 6) : words.number($0 / 1_000_000)) + "\u{A0}m³" },
                amounts.discharged != 0
            ),
            (say(.withoutNoteColumn), words.mass(Mass(amounts.withoutNote)), amounts.withoutNote != 0),
            (say(.directShort), words.gasTonnes(amounts.direct) + "\u{A0}t CO₂e", amounts.direct != 0),
            (say(.energyShort), words.gasTonnes(amounts.energy) + "\u{A0}t CO₂e", amounts.energy != 0),
            (say(.plants), words.gasTonnes(amounts.biogenic) + "\u{A0}t CO₂", amounts.biogenic != 0),
        ].filter { $0.2 || !onlySome }.map { $0.0 + " " + $0.1 }
    }

    private var table: DataTable {
        func number(_ title: PicturePhrase, _ unit: String) -> DataTable.Column { DataTable.Column(say(title), unit: unit, isNumber: true) }
        return DataTable(
            words: words, caption: say(.reportsTitle),
            columns: [
                DataTable.Column(say(found.site == nil ? .siteColumn : .byMonth)), number(.dischargedShort, "m³"),
                number(.withoutNoteShort, "kg"), number(.directShort, "t CO₂e"), number(.energyShort, "t CO₂e"), DataTable.Column(say(.returnsColumn)),
            ],
            rows: found.lines.map { line in DataTable.Row([first(line)] + figures(line.amounts, line) + [returns(of: line)]) },
            totals: [.text(words[NationPhrase.totalRow])] + figures(found.isAll ? found.sum : found.whole) + [.text("")],
            paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .file, title: say(.reportsTitle), explanation: say(.reportsEmpty)))
    }

    /// Where wastewater went: each way by name, with its amount where there are several.
    private func ways(_ amounts: ReportAmounts, _ write: (Int64) -> String) -> [String] {
        let ways = [(PicturePhrase.sewerColumn, amounts.sewer), (.surfaceColumn, amounts.surface), (.untoldColumn, amounts.untold)].filter { $0.1 != 0 }
        return ways.map { ways.count == 1 ? say($0.0) : say($0.0) + " " + write($0.1) }
    }

    /// All of it, and where it went.
    private func water(_ amounts: ReportAmounts, _ write: (Int64) -> String) -> String {
        let ways = ways(amounts, write)
        return write(amounts.discharged) + (ways.isEmpty ? "" : " (" + ways.joined(separator: ", ") + ")")
    }

    private func first(_ line: ReportingSites.Line) -> DataTable.Cell {
        if let month = line.month { return .text(words.month(month)) }
        return .link(request.siteLabel(line.site, line.organisation), "/book/sites/\(line.site.id)")
    }

    /// - Parameter line: `nil` for the sum of all.
    private func figures(_ amounts: ReportAmounts, _ line: ReportingSites.Line? = nil) -> [DataTable.Cell] {
        func cell(_ text: String, _ isNone: Bool, _ door: URLPath?) -> DataTable.Cell { .number(text, isNone ? nil : door) }
        let told = line.flatMap(reported)
        func cubic(_ millilitres: Int64) -> String { words.number(millilitres / 1_000_000) }
        let isNone = amounts.discharged == 0
        let volume: HTML = (isNone ? nil : told).map { "<a class=\"door\" href=\"\($0)\">\(cubic(amounts.discharged))</a>" } ?? "\(cubic(amounts.discharged))"
        let water: HTML = HTML.map(line == nil ? [] : ways(amounts, cubic)) { "<br><span class=\"soft\">\($0)</span>" }
        let tonnes = [(amounts.direct, "direct"), (amounts.energy, "energy")].map { value, scope in
            cell(words.gasTonnesRounded(value), value == 0, line.flatMap(gases)?.setting("scope", scope))
        }
        return [.html("<span>\(volume)\(water)</span>"), cell(request.kilograms(amounts.withoutNote), amounts.withoutNote == 0, told)] + tonnes
    }

    /// Where the answers of a line stand: in the return, or by month where there are several.
    private func reported(_ line: ReportingSites.Line) -> URLPath? {
        if line.returns.count == 1 { return "/returns/\(line.returns[0].id)" }
        return isOneMonth || line.month != nil ? nil : months(of: line)
    }

    private func months(of line: ReportingSites.Line) -> URLPath { here.setting("site", line.site.id.description) }

    private func gases(of line: ReportingSites.Line) -> URLPath? {
        let months = line.month.map { $0...$0 } ?? found.months
        guard Int(months.upperBound.index - months.lowerBound.index) < Platform.ghgMonthsMax else { return self.months(of: line) }
        let lines: URLPath = "/ghg/sites/\(line.site.id)/lines"
        if months.lowerBound == months.upperBound { return lines.setting("month", months.lowerBound.description) }
        return lines.setting("from", months.lowerBound.description).setting("to", months.upperBound.description)
    }

    private func returns(of line: ReportingSites.Line) -> DataTable.Cell {
        if line.returns.count > Self.returnsShown, line.month == nil, !isOneMonth {
            return .link(words(PicturePhrase.returnsCount, ["count": .number(Int64(line.returns.count))]), months(of: line))
        }
        let links = line.returns.map { made -> HTML in
            let door: URLPath = "/returns/\(made.id)"
            return "<a href=\"\(door)\">\(request.text(of: made.head.period))</a>"
        }
        guard let first = links.first else { return .none(say(.noReports)) }
        let all = links.dropFirst().reduce(first) { "\($0), \($1)" }
        return .html("<span>\(all)</span>")
    }
}
