// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Testing

/// What readers of sums are told of months in which few sites reported.
struct TellableMonthTests {
    private static let (september, october) = (Month(year: 2026, month: 9), Month(year: 2026, month: 10))

    private func reader(_ country: TestCountry) -> Actor {
        let membership = Membership(
            person: country.person(.ministry), organisation: country.organisation(.ministry), role: .donorReader,
            validFrom: country.platform.today.adding(days: -1))
        return Actor(
            person: country.person(.ministry), memberships: [membership],
            actingFor: OrganisationSummary(id: country.organisation(.ministry), profiles: [.authority], mandate: .industry), means: .password,
            on: country.platform.today)
    }

    @Test("No two spans tell, by subtraction, of a month in which one site reported")
    func spans() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let factory = country.actor(.factory)
            var sites = [country.site(.factory)]
            for number in 2...3 {
                let form = SiteForm([
                    .nameEnglish: "Hall \(number)", .province: "12", .isic: "1410", .address: "Street \(number)", .openedOn: "2015-03-02", .employees: "600",
                ])
                sites.append(try await platform.addSite(form, to: country.organisation(.factory), by: factory).id)
            }
            func send(_ site: SiteID, _ period: String, _ water: String) async throws {
                let begun = try await platform.beginReturn(site: site, dataSet: "factoryMonthly", period: period, by: factory)
                let filled = try await country.answered(begun, ["wastewaterSewer": water])
                let model = try await platform.returnModel(filled.id, by: factory)
                let reasons = Dictionary(model.checks.findings.map { ($0.finding.key, "As metered") }, uniquingKeysWith: { a, _ in a })
                _ = try await platform.submitReturn(filled.id, version: model.made.version, confirms: true, explanations: reasons, by: factory)
            }
            country.clock.advance(days: 62)
            try await send(sites[0], "2026-09", "111")
            for (site, water) in zip(sites, ["20", "30", "40"]) { try await send(site, "2026-10", water) }
            let (donor, officer) = (reader(country), country.actor(.ministry))
            for province in [nil, "12"] {
                func told(_ first: Month, _ last: Month, by actor: Actor) async throws -> NationPicture {
                    try await platform.nationPicture(months: first...last, province: province, by: actor)
                }
                let both = try await told(Self.september, Self.october, by: donor)
                let one = try await told(Self.october, Self.october, by: donor)
                #expect(both.reports?.discharged == 90_000_000 && one.reports?.discharged == 90_000_000)
                #expect(both.hidesMonths && !one.hidesMonths)
                #expect(try await told(Self.september, Self.september, by: donor).reports == nil)
                let whole = try await told(Self.september, Self.october, by: officer)
                #expect(whole.reports?.discharged == 201_000_000 && !whole.hidesMonths)
            }
            let groups = try await platform.pictureGroups(by: .province, months: Self.september...Self.october, province: nil, by: donor)
            let own = try #require(groups.groups.first { $0.key == "12" })
            #expect(own.reports?.discharged == 90_000_000 && own.isHidden)
            let months = try await platform.pictureGroups(by: .month, months: Self.september...Self.october, province: "12", by: donor)
            #expect(months.groups.map { $0.reports?.discharged } == [nil, 90_000_000] && months.groups.map(\.isHidden) == [true, false])
        }
    }
}
