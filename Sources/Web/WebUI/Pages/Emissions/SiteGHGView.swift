// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// A site's greenhouse gases month by month; every figure leads to its lines.
struct SiteGHGView {
    var request: PageRequest
    var model: SiteGHG

    private var words: Words { request.words }
    private func say(_ key: EmissionPhrase) -> String { words[key] }
    private var here: URLPath { "/ghg/sites/\(model.site.id)" }

    private func lines(_ scope: GHGScope?, _ month: Month? = nil) -> URLPath {
        let months = month.map { $0...$0 } ?? model.months
        let path = ("/ghg/sites/\(model.site.id)/lines" as URLPath).setting("scope", scope?.rawValue)
        return months.lowerBound == months.upperBound
            ? path.setting("month", months.lowerBound.description)
            : path.setting("from", months.lowerBound.description).setting("to", months.upperBound.description)
    }

    var page: PageAnswer {
        let heading = PageHeading(
            title: say(.siteTitle), kind: request.siteLabel(model.site, model.organisation), lead: say(.siteLead),
            others: [LinkButton(label: say(.factorsLink), href: "/ghg/factors", icon: .file)])
        let filter = SentenceFilter(
            words: words, action: here,
            pieces: [
                .words(say(.filterFrom)), .month(label: say(.fromMonth), name: "from", value: model.months.lowerBound.description), .words(say(.filterTo)),
                .month(label: say(.toMonth), name: "to", value: model.months.upperBound.description),
            ])
        let cut: HTML = model.isCut ? "<p class=\"note\">\(say(.cut))</p>" : ""
        let body: HTML = "\(heading)\(filter)\(PanelGrid(content: "\(cards)", isForCards: true))\(cut)\(chart)\(method)"
        return request.page(say(.siteTitle), current: .emissions, back: "/ghg", isWide: true, body: body)
    }

    private var cards: [FigureCard] {
        let notes: [(GHGScope, EmissionPhrase)] = [(.direct, .scopeDirectNote), (.energy, .scopeEnergyNote), (.chain, .scopeChainNote)]
        let period = request.period(model.months)
        let hasAny = model.parts.contains { !$0.entries.isEmpty }
        let scopes = notes.map { scope, note -> FigureCard in
            let found = model.lines(scope)
            let total = GHGInventory.total(found)
            let isLow = found.contains { $0.confidence == .low }
            return FigureCard(
                words: words, label: say(scope.phrase), value: hasAny ? words.gasTonnes(total.value) : nil, unit: "t CO₂e", period: period,
                completeness: [words.gasRange(total), say(note), isLow ? say(.lowConfidence) : nil].compactMap { $0 }.joined(separator: " "),
                href: lines(scope), reasonForNone: say(.noneReported))
        }
        let plants = FigureCard(
            words: words, label: say(.plants), value: hasAny ? words.gasTonnes(model.biogenic) : nil, unit: "t CO₂", period: period,
            completeness: say(.plantsNote), href: lines(.direct), reasonForNone: say(.noneReported))
        return scopes + [plants]
    }

    private var chart: HTML {
        let words = self.words
        let shown: [(GHGScope, ChartCategory)] = [(.direct, .incineration), (.energy, .energy)]
        let picture = StackedBars(
            words: words, id: "ghg", title: say(.chartTitle), description: say(.chartMore),
            categories: shown.map { StackedBars.Category(say($0.0.phrase), $0.1) },
            bars: model.parts.map { part in
                StackedBars.Bar(
                    words.month(part.month), shown.map { max(0, GHGInventory.total(part.inventory.lines($0.0)).value) }, href: lines(nil, part.month))
            }, direction: .columns, write: { words.decimal(Int64(($0 * 10).rounded()), scale: 1) }, reasonForNone: say(.noneReported))
        func cell(_ part: SiteGHG.Part, _ scope: GHGScope) -> DataTable.Cell {
            let found = part.inventory.lines(scope)
            return found.isEmpty ? .none(say(.noLines)) : .number(words.gasTonnes(GHGInventory.total(found).value), lines(scope, part.month))
        }
        func plants(_ part: SiteGHG.Part) -> DataTable.Cell {
            part.inventory.biogenic > 0 ? .number(words.gasTonnes(part.inventory.biogenic), lines(.direct, part.month)) : .none(say(.noLines))
        }
        var table = DataTable(
            words: words, caption: say(.chartTitle),
            columns: [DataTable.Column(say(.month))]
                + [EmissionPhrase.shortDirect, .shortEnergy, .shortChain].map { DataTable.Column(say($0), unit: say(.unit), isNumber: true) }
                + [DataTable.Column(say(.plants), unit: say(.unitPlants), isNumber: true), DataTable.Column(say(.notCounted), isNumber: true)],
            rows: model.parts.reversed().map { part in
                let rest = part.inventory.uncounted.count
                return DataTable.Row(
                    [.link(words.month(part.month), lines(nil, part.month))] + [.direct, .energy, .chain].map { cell(part, $0) } + [
                        plants(part), rest == 0 ? .none(say(.noLines)) : .number(words.number(Int64(rest)), lines(nil, part.month)),
                    ])
            },
            totals: [.text(words[NationPhrase.totalRow])]
                + [GHGScope.direct, .energy, .chain].map { .number(words.gasTonnes(GHGInventory.total(model.lines($0)).value), lines($0)) } + [
                    .number(words.gasTonnes(model.biogenic)), .number(words.number(Int64(model.parts.reduce(0) { $0 + $1.inventory.uncounted.count }))),
                ], form: .book)
        table.downloads = DataTable.Download.list(
            here.setting("from", model.months.lowerBound.description).setting("to", model.months.upperBound.description))
        return ChartFrame(
            words: words, title: say(.chartTitle), subtitle: "t CO₂e, " + request.period(model.months), picture: picture.html, table: table, opensTable: true
        ).html
    }

    private var method: HTML {
        let sentences: [EmissionPhrase] = [.methodScopes, .methodPlants, .methodYears, .methodRange]
        return Unfolding(label: say(.methodTitle), content: "<ul>\(HTML.map(sentences) { "<li>\(say($0))</li>" })</ul>").html
    }
}
