// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The rules of the hand-over note, each figure with its standing and source.
struct PolicyView {
    var request: PageRequest

    private var words: Words { request.words }
    private func say(_ key: PublicPhrase) -> String { words[key] }

    var page: PageAnswer {
        let own = request.platform.country
        let countries = [own] + Country.allCases.filter { $0 != own }
        let tables = HTML.map(countries) { country in
            let name = say(country == .cambodia ? .countryCambodia : .countryVietNam)
            return "<h2>\(name)</h2>\(table(country, caption: name))"
        }
        return request.page(
            say(.policiesTitle), back: "/", body: "\(PageHeading(title: say(.policiesTitle), lead: say(.policiesLead)))\(tables)")
    }

    private func table(_ country: Country, caption: String) -> DataTable {
        let today = request.platform.today
        let ordinary = request.platform.policies.policy(country, isHazardous: false, on: today)
        let hazardous = request.platform.policies.policy(country, isHazardous: true, on: today)
        return DataTable(
            words: words, caption: caption,
            columns: [
                DataTable.Column(say(.ruleColumn)), DataTable.Column(say(.ordinaryWaste), isNumber: true),
                DataTable.Column(say(.hazardousWaste), isNumber: true), DataTable.Column(say(.standingColumn)), DataTable.Column(say(.sourceColumn)),
                DataTable.Column(say(.validFromColumn)),
            ],
            rows: PolicyKey.allCases.map { key in
                let items = [ordinary.items[key], hazardous.items[key]].compactMap { $0 }
                let isAssumed = items.contains { $0.standing == .assumed }
                let sources = Set(items.map(\.source)).sorted().joined(separator: "; ")
                return DataTable.Row([
                    .text(words[key.phrase]), .number(value(ordinary, key)), .number(value(hazardous, key)),
                    .part(StatusChip(text: say(isAssumed ? .assumed : .official), tone: isAssumed ? .warning : .good)),
                    .html("<span lang=\"en\">\(sources)</span>"), .text(items.map(\.validFrom).max().map(words.date) ?? ""),
                ])
            })
    }

    /// A figure with its unit: what it counts depends on the rule.
    private func value(_ policy: ManifestPolicy, _ key: PolicyKey) -> String {
        switch key {
        case .weightTolerance: words.percent(policy.value(key))
        case .collectWithinDays, .receiveWithinDays, .treatWithinDays, .correctionWithinDays, .driverCodeDays, .backdateDays, .confirmWithinDays,
            .paperWithinDays, .outageEntryDays:
            words(PublicPhrase.days, ["count": .number(Int64(policy.days(key)))])
        case .signCodeHours: words(PublicPhrase.hours, ["count": .number(Int64(policy.value(key)))])
        case .plateRequired, .driverSignatureRequired: say(policy.isOn(key) ? .yes : .no)
        case .permitCoverAtIssue, .permitCapacityAtIssue, .permitCoverAtAcceptance, .permitCapacityAtAcceptance, .unlicensedBuyer,
            .arrangementRequired, .arrangementAmount:
            words[(GateAnswer(rawValue: Int(policy.value(key))) ?? .refuse).phrase]
        case .vehicleMassMax: words.mass(Mass(Int64(policy.value(key))))
        }
    }
}
