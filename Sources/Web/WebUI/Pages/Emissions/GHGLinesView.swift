// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The lines behind a figure: of one month each with the place where it was reported, of several months summed by factor.
struct GHGLinesView {
    var request: PageRequest
    var model: SiteGHG
    /// `nil` for all.
    var scope: GHGScope?

    private var words: Words { request.words }
    private func say(_ key: EmissionPhrase) -> String { words[key] }
    private var part: SiteGHG.Part? { model.parts.count == 1 ? model.parts[0] : nil }
    private var back: URLPath { "/ghg/sites/\(model.site.id)" }

    var page: PageAnswer {
        let heading = PageHeading(
            title: say(.linesTitle), kind: request.siteLabel(model.site, model.organisation), lead: request.period(model.months))
        let here = URLPath(local: request.path) ?? back
        let kept = ["month", "from", "to"].reduce(here) { $0.setting($1, request.query[$1]) }
        let tabs = TabLinks(
            label: say(.linesTitle),
            tabs: [TabLinks.Tab(say(.allScopes), kept, isCurrent: scope == nil)]
                + GHGScope.allCases.filter { $0 != .outside || !model.lines(.outside).isEmpty || scope == .outside }.map {
                    TabLinks.Tab(say($0.phrase), kept.setting("scope", $0.rawValue), isCurrent: scope == $0)
                })
        let body: HTML = part.map { "\(sum)\(lines(of: $0))\(uncounted(of: $0))" } ?? "\(sum)\(byFactor)"
        return request.page(say(.linesTitle), current: .emissions, back: back, isWide: true, body: "\(heading)\(tabs)\(body)")
    }

    private func isShown(_ line: GHGInventory.Line) -> Bool { scope.map { line.scope == $0 } ?? true }

    /// Of one scope only: sums over scopes would count the same tonnes twice.
    private var sum: HTML {
        guard let scope else { return HTML() }
        let total = GHGInventory.total(model.lines(scope))
        let range = words.gasRange(total).map { " <span class=\"soft\">\($0)</span>" as HTML } ?? ""
        return "<p><b>\(say(scope.phrase)): \(words.gasTonnes(total.value)) \(say(.unit))</b>\(range)</p>"
    }

    private var columns: [DataTable.Column] {
        [
            DataTable.Column(say(.category)), DataTable.Column(say(.tonnes), unit: say(.unit), isNumber: true), DataTable.Column(say(.from), isNumber: true),
            DataTable.Column(say(.plants), unit: say(.unitPlants), isNumber: true), DataTable.Column(say(.factor)), DataTable.Column(say(.confidence)),
        ]
    }

    private func cells(_ line: GHGInventory.Line, _ total: Interval, _ biogenic: Double) -> [DataTable.Cell] {
        let range: DataTable.Cell =
            if let low = total.low, let high = total.high { .number(words.gasTonnes(low) + "–" + words.gasTonnes(high)) } else { .none(say(.noLines)) }
        return [
            .text(say(line.category.phrase) + " · " + say(line.scope.phrase)), .number(words.gasTonnes(total.value)), range,
            biogenic > 0 ? .number(words.gasTonnes(biogenic)) : .none(say(.noLines)), .html(factor(line)), .text(request.confidence(line.confidence)),
        ]
    }

    /// Rows of the list that were used, with version and source.
    private func factor(_ line: GHGInventory.Line) -> HTML {
        let names = HTML.joined(line.factor.split(separator: ".").map { "\(String($0))" as HTML }, separator: ".<wbr>")
        let version: HTML = line.version.isEmpty ? "" : ", \(line.version)"
        return "<span lang=\"en\">\(names)\(version)<br><span class=\"soft\">\(line.source)</span></span>"
    }

    private func lines(of part: SiteGHG.Part) -> DataTable {
        DataTable(
            words: words, caption: say(.linesTitle), columns: [DataTable.Column(say(.what)), DataTable.Column(say(.amount), isNumber: true)] + columns,
            rows: part.inventory.lines.filter(isShown).map { line in
                let entry = part.entries[line.activity]
                return DataTable.Row(told(entry, part.month) + cells(line, line.warming, line.biogenic))
            }, empty: EmptyState(icon: .chart, title: say(.nothingTitle), explanation: say(.noneReported)))
    }

    private func told(_ entry: GHGEntry, _ month: Month) -> [DataTable.Cell] {
        let door = request.href(of: entry.reference, at: model.site.id, in: month)
        var notes: [String] = []
        if entry.isSpread { notes.append(say(.spread)) }
        if case .notes(_, let count) = entry.reference { notes.append(words(EmissionPhrase.notesCount, ["count": .number(Int64(count))])) }
        let note: HTML = notes.isEmpty ? "" : " <span class=\"soft\">\(notes.joined(separator: "; "))</span>"
        return [
            .html("<a href=\"\(door)\">\(request.name(of: entry.activity))</a>\(note)"),
            request.amount(of: entry.activity).map { .number($0) } ?? .none(say(.reasonNotKnown)),
        ]
    }

    private func uncounted(of part: SiteGHG.Part) -> HTML {
        guard scope == nil, !part.inventory.uncounted.isEmpty else { return HTML() }
        // What gives off nothing by itself comes last.
        let rows = part.inventory.uncounted.enumerated().sorted {
            ($0.element.reason == .noEmission ? 1 : 0, $0.offset) < ($1.element.reason == .noEmission ? 1 : 0, $1.offset)
        }.map(\.element)
        let table = DataTable(
            words: words, caption: say(.uncountedTitle),
            columns: [DataTable.Column(say(.what)), DataTable.Column(say(.amount), isNumber: true), DataTable.Column(say(.reason))],
            rows: rows.map { rest in DataTable.Row(told(part.entries[rest.activity], part.month) + [.text(say(rest.reason.phrase))]) })
        return "<h2>\(say(.uncountedTitle))</h2><p class=\"soft\">\(say(.uncountedLead))</p>\(table)"
    }

    private var byFactor: HTML {
        let all = model.parts.flatMap(\.inventory.lines).filter(isShown)
        var groups: [(first: GHGInventory.Line, lines: [GHGInventory.Line])] = []
        for line in all {
            if let place = groups.firstIndex(where: { $0.first.factor == line.factor && $0.first.scope == line.scope && $0.first.version == line.version }) {
                groups[place].lines.append(line)
            } else {
                groups.append((line, [line]))
            }
        }
        let table = DataTable(
            words: words, caption: say(.bySource), columns: columns,
            rows: groups.map { group in
                DataTable.Row(cells(group.first, GHGInventory.total(group.lines), group.lines.reduce(0) { $0 + $1.biogenic }))
            }, empty: EmptyState(icon: .chart, title: say(.nothingTitle), explanation: say(.noneReported)))
        let months = HTML.map(model.parts.filter { !$0.inventory.lines.isEmpty || !$0.inventory.uncounted.isEmpty }) { part in
            let path = ("/ghg/sites/\(model.site.id)/lines" as URLPath).setting("scope", scope?.rawValue).setting("month", part.month.description)
            return "<li><a href=\"\(path)\">\(words.month(part.month))</a></li>"
        }
        return "<h2>\(say(.bySource))</h2>\(table)\(if: !months.isEmpty, "<h2>\(say(.openMonth))</h2><ul>\(months)</ul>")"
    }
}
