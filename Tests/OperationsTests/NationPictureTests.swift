// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Calculations
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// The whole picture in a country small enough to be worked by hand.
struct NationPictureTests {
    private static let months = Month(year: 2026, month: 9)...Month(year: 2026, month: 10)

    /// 6,000 kg declared and 5,900 weighed at a landfill of which 5,000 are tipped; 400 under way; the factory's September with 800 kg of its own
    /// waste to the town's collection, 120 m³ to the sewer and 86,400 kWh.
    private func made(_ country: TestCountry) async throws {
        let load = try await country.received(country.form("6000", to: .secondPlant), weighing: "5900", at: .secondPlant)
        _ = try await country.treat(load, "5000", code: "D1", at: .secondPlant)
        _ = try await country.collect(try await country.issue(country.form("400", to: .secondPlant)))
        let made = try await country.beginReturn()
        var form = ReturnForm()
        for (field, number, unit) in [("electricityGrid", "86400", "kWh"), ("wastewaterSewer", "120", "m3")] {
            var answer = ReturnForm.Answer()
            answer.number = number
            answer.unit = unit
            form.answers[field] = answer
        }
        var waste = ReturnForm.Waste()
        waste.waste = "200301"
        waste.destination = WasteDestination.town.rawValue
        waste.number = "800"
        waste.unit = "kg"
        form.wastes = [waste]
        let saved = try await country.platform.saveReturn(made.id, version: made.version, form, by: country.actor(.factory))
        let filled = try await country.filled(saved, number: "0", by: country.actor(.factory))
        country.clock.advance(days: 20)
        _ = try await country.platform.submitReturn(
            filled.id, version: filled.version, confirms: true, explanations: ["wastewaterAboveWater.wastewaterSewer": "Rain runs into the sewer"],
            by: country.actor(.factory))
    }

    @Test("Declared, weighed and told without a note stand apart, shares come from what was treated, gases once at the plant")
    func worked() async throws {
        try await withTestCountry { country in
            try await made(country)
            let found = try await country.platform.nationPicture(months: Self.months, province: nil, by: country.actor(.ministry))
            #expect(found.waste.generated == 7_200_000, "as declared, with what left without a note")
            #expect(found.waste.weighed == 5_900_000, "as weighed: neither the load under way nor the 100 kg that were missing")
            let reports = try #require(found.reports)
            #expect(reports.withoutNote == 800_000 && reports.sewer == 120_000_000 && reports.sites == 1)
            #expect(found.owed.arrived == 1 && found.owed.owed >= 1 && found.expected == nil)
            // The same as is counted period by period: two months, and the quarter that ends in the first of them.
            var owed = 0
            for (kind, month) in [(PeriodKind.month, 9), (.month, 10), (.quarter, 9)] {
                let period = kind.period(of: FixedTime.day(2026, month, 30))
                owed += try await country.platform.completeness(by: .size, of: .period(period), by: country.actor(.ministry)).rows.reduce(0) {
                    $0 + $1.count.owed
                }
            }
            #expect(owed == found.owed.owed)
            #expect(found.moved == 6_300_000, "by the better weight of each load")
            #expect(found.waste.fates.treated == 5_000_000 && found.waste.diversion == 0 && found.textile.landfilled == 5_000_000)
            let tipped = 5 * 0.24 * 0.5 * 0.6 * 0.5 * 16 / 12 * 28
            #expect(abs(reports.emissions.direct.value - tipped) < 1e-9, "\(reports.emissions.direct.value)")
            #expect(abs(reports.emissions.energy.value - 86.4 * 0.23201) < 1e-9)
            // The sum over groups is the whole, whatever they are.
            for dimension in [PictureDimension.province, .sector, .chapter, .month] {
                let groups = try await country.platform.pictureGroups(by: dimension, months: Self.months, province: nil, by: country.actor(.ministry))
                #expect(groups.groups.reduce(0) { $0 + $1.waste.generated } == 7_200_000, "\(dimension)")
                if dimension != .chapter { #expect(abs(groups.groups.reduce(0) { $0 + ($1.reports?.emissions.energy.value ?? 0) } - 86.4 * 0.23201) < 1e-9) }
            }
            let treatments = try await country.platform.pictureGroups(by: .treatment, months: Self.months, province: nil, by: country.actor(.ministry))
            let tippedOnes = treatments.groups.filter { !$0.key.isEmpty }
            #expect(tippedOnes.map(\.key) == ["D1"] && tippedOnes[0].waste.fates.treated == 5_000_000)
        }
    }

    @Test("Who may not see single sites gets no sum of few of them, and a province's officer only the own province")
    func rights() async throws {
        try await withTestCountry { country in
            try await made(country)
            let platform = country.platform
            let membership = Membership(
                person: country.person(.ministry), organisation: country.organisation(.ministry), role: .donorReader,
                validFrom: platform.today.adding(days: -1))
            let reader = Actor(
                person: country.person(.ministry), memberships: [membership],
                actingFor: OrganisationSummary(id: country.organisation(.ministry), profiles: [.authority], mandate: .industry), means: .password,
                on: platform.today)
            let found = try await platform.nationPicture(months: Self.months, province: nil, by: reader)
            #expect(found.reports == nil && found.waste.generated == 7_200_000)
            let groups = try await platform.pictureGroups(by: .province, months: Self.months, province: nil, by: reader)
            #expect(groups.groups.allSatisfy { $0.reports == nil } && groups.groups.contains(where: \.isHidden))
            let officer = country.actor(.department)
            let own = try await platform.nationPicture(months: Self.months, province: "12", by: officer)
            #expect(own.province == "08" && own.isBoundToProvince && own.waste.generated == 0)
            await #expect(throws: PermissionRefusal.self) {
                try await platform.pictureGroups(by: .sector, months: Self.months, province: nil, by: officer)
            }
            await #expect(throws: PermissionRefusal.self) {
                try await platform.reportingSites(of: .province("12"), months: Self.months, after: nil, limit: 10, by: officer)
            }
            await #expect(throws: PermissionRefusal.self) {
                try await platform.reportingSites(
                    of: try SiteGroup(platform) { $0 == "size" ? "medium" : nil }, months: Self.months, after: nil, limit: 10, by: officer)
            }
            let bound = try await platform.reportingSites(of: .nation, months: Self.months, after: nil, limit: 10, by: officer)
            #expect(bound.group.province == "08")
            let lines = try await platform.reportingSites(of: .province("12"), months: Self.months, after: nil, limit: 10, by: country.actor(.ministry)).lines
            #expect(lines.filter { !$0.returns.isEmpty }.map(\.site.id) == [country.site(.factory)])
            await #expect(throws: PermissionRefusal.self) {
                try await platform.reportingSites(of: .nation, months: Self.months, after: nil, limit: 10, by: reader)
            }
        }
    }
}
