// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// The rules of the hand-over note, each figure with its standing and source.
struct PolicyView {
    var request: PageRequest

    private var words: Words { request.words }
    private var policies: ManifestPolicies { request.platform.policies }
    private var today: CalendarDate { request.platform.today }
    private func say(_ key: RulePhrase) -> String { words[key] }

    /// Whether the reader may fix a figure: only of the country whose notes are kept here.
    private var mayChange: Bool { request.visitor.map { may(.loadCodeList, actor: $0.actor, subject: Subject()).isAllowed } ?? false }

    var page: PageAnswer {
        let own = request.platform.country
        let countries = [own] + Country.allCases.filter { $0 != own }
        let tables = HTML.map(countries) { country in
            let name = say(country == .cambodia ? .countryCambodia : .countryVietNam)
            return "<h2>\(name)</h2>\(table(country, caption: name))\(singles(country))\(coming(country))"
        }
        let edition = "<p class=\"soft\">\(words(RulePhrase.edition, ["edition": .text(policies.edition)]))</p>"
        let file = mayChange ? LinkButton(label: say(.loadFile), href: "/lists", icon: .file).html : HTML()
        return request.page(
            words[PublicPhrase.policiesTitle], back: "/", isWide: mayChange,
            body: "\(PageHeading(title: words[PublicPhrase.policiesTitle], lead: say(.lead)))\(tables)\(edition)\(file)")
    }

    private func table(_ country: Country, caption: String) -> DataTable {
        let ordinary = policies.policy(country, isHazardous: false, on: today)
        let hazardous = policies.policy(country, isHazardous: true, on: today)
        let changes = mayChange && country == request.platform.country
        var columns = [
            DataTable.Column(say(.ruleColumn)), DataTable.Column(say(.ordinaryWaste), isNumber: true),
            DataTable.Column(say(.hazardousWaste), isNumber: true), DataTable.Column(say(.standingColumn)), DataTable.Column(say(.sourceColumn)),
            DataTable.Column(say(.validFromColumn)),
        ]
        if changes { columns.append(DataTable.Column(say(.changeColumn))) }
        var table = DataTable(
            words: words, caption: caption, columns: columns,
            rows: PolicyKey.allCases.map { key in
                let items = [ordinary.items[key], hazardous.items[key]].compactMap { $0 }
                let sources = Set(items.map(\.source)).sorted().joined(separator: "; ")
                var cells: [DataTable.Cell] = [
                    .text(words[key.phrase]), .number(words.figure(ordinary.value(key), of: key)), .number(words.figure(hazardous.value(key), of: key)),
                    standing(ordinary.items[key], hazardous.items[key]), .html("<span lang=\"en\">\(sources)</span>"),
                    .text(items.map(\.validFrom).max().map(words.date) ?? ""),
                ]
                if changes { cells.append(.link(say(.change), "/policies/\(key.rawValue)")) }
                return DataTable.Row(cells)
            })
        table.downloads = DataTable.Download.list("/policies")
        return table
    }

    /// Wastes with figures of their own.
    private func singles(_ country: Country) -> HTML {
        let rows = policies.singleWastes(country, on: today)
        guard !rows.isEmpty else { return HTML() }
        return """
            <h3>\(say(.singleTitle))</h3><p class="soft">\(say(.singleLead))</p>\(DataTable(
                words: words, caption: say(.singleTitle),
                columns: [
                    DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.ruleColumn)), DataTable.Column(say(.figureColumn), isNumber: true),
                    DataTable.Column(say(.standingColumn)), DataTable.Column(say(.sourceColumn)), DataTable.Column(say(.validFromColumn)),
                ],
                rows: rows.map { waste, item in
                    DataTable.Row([
                        .html(scope(.waste(waste))), .text(words[item.key.phrase]), .number(words.figure(item.value, of: item.key)), .part(chip(item)),
                        .html("<span lang=\"en\">\(item.source)</span>"), .text(words.date(item.validFrom)),
                    ])
                }))
            """
    }

    /// Figures that are loaded and wait for their day.
    private func coming(_ country: Country) -> HTML {
        let rows = policies.coming(country, after: today)
        guard !rows.isEmpty else { return HTML() }
        return """
            <h3>\(say(.comingTitle))</h3>\(DataTable(
                words: words, caption: say(.comingTitle),
                columns: [
                    DataTable.Column(say(.validFromColumn)), DataTable.Column(say(.ruleColumn)), DataTable.Column(say(.wasteColumn)),
                    DataTable.Column(say(.figureColumn), isNumber: true), DataTable.Column(say(.standingColumn)), DataTable.Column(say(.sourceColumn)),
                ],
                rows: rows.map { from, item in
                    DataTable.Row([
                        .text(words.date(item.validFrom)), .text(words[item.key.phrase]), .html(scope(from)), .number(words.figure(item.value, of: item.key)),
                        .part(chip(item)), .html("<span lang=\"en\">\(item.source)</span>"),
                    ])
                }))
            """
    }

    private func scope(_ scope: PolicyScope) -> HTML {
        switch scope {
        case .wastes(let isHazardous): "\(say(isHazardous ? .hazardousWaste : .ordinaryWaste))"
        case .waste(let waste): "\(waste.description) \(request.marked(request.platform.lists.name(of: waste, in: words.language)))"
        }
    }

    /// One standing where both classes have the same, else each with its class.
    private func standing(_ ordinary: PolicyItem?, _ hazardous: PolicyItem?) -> DataTable.Cell {
        guard let ordinary, let hazardous, ordinary.standing != hazardous.standing else { return .part(chip(ordinary ?? hazardous)) }
        // One element: on phones a cell lays its parts out side by side.
        return .html("<span>\(say(.ordinaryWaste)): \(chip(ordinary))<br>\(say(.hazardousWaste)): \(chip(hazardous))</span>")
    }

    private func chip(_ item: PolicyItem?) -> StatusChip {
        let isOfficial = item?.standing == .official
        return StatusChip(text: say(isOfficial ? .official : .assumed), tone: isOfficial ? .good : .warning)
    }
}

extension Words {
    /// The figure of a rule with its unit: what it counts depends on the rule.
    func figure(_ value: Double, of key: PolicyKey) -> String {
        switch key.measure {
        case .share: percent(value)
        case .days: self(RulePhrase.days, ["count": .number(Int64(value))])
        case .hours: self(RulePhrase.hours, ["count": .number(Int64(value))])
        case .flag: self[value != 0 ? RulePhrase.yes : .no]
        case .answer: self[(GateAnswer(rawValue: Int(value)) ?? .refuse).phrase]
        case .mass: mass(Mass(Int64(value)))
        }
    }
}
