// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Calculations
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Stores
import Testing

/// Greenhouse gases of a site and month from what it reported, with figures worked by hand.
struct SiteGHGTests {
    private static let september = Month(year: 2026, month: 9)

    /// The factory's September with some figures in it, sent once the month was over.
    private func sent(_ country: TestCountry, _ figures: [String: (number: String, unit: String)]) async throws -> SiteReturn {
        let made = try await country.beginReturn()
        var form = ReturnForm()
        for (field, figure) in figures {
            var answer = ReturnForm.Answer()
            answer.number = figure.number
            answer.unit = figure.unit
            form.answers[field] = answer
        }
        let saved = try await country.platform.saveReturn(made.id, version: made.version, form, by: country.actor(.factory))
        let filled = try await country.filled(saved, number: "0", by: country.actor(.factory))
        country.clock.advance(days: 20)
        return try await country.platform.submitReturn(filled.id, version: filled.version, confirms: true, by: country.actor(.factory))
    }

    private func month(_ country: TestCountry, _ firm: TestFirm = .factory, by: TestFirm? = nil) async throws -> SiteGHG.Part {
        let found = try await country.platform.siteGHG(country.site(firm), months: Self.september...Self.september, by: country.actor(by ?? firm))
        return try #require(found.parts.first)
    }

    private func tonnes(_ part: SiteGHG.Part, _ scope: GHGScope) -> Double { GHGInventory.total(part.inventory.lines(scope)).value }

    @Test("Fuel and grid stand in scopes 1 and 2, waste at the plant in scope 1 and at its sender in scope 3, and each line says where it was reported")
    func scopes() async throws {
        try await withTestCountry { country in
            let load = try await country.received(country.form("6000", to: .secondPlant), at: .secondPlant)
            _ = try await country.treat(load, "5000", code: "D1", at: .secondPlant)
            let made = try await sent(country, ["electricityGrid": ("86400", "kWh"), "diesel": ("1000", "L")])
            let factory = try await month(country)
            // 843.9 kg of diesel: 43.0 TJ/Gg, 74,100 kg of CO2, 3 of methane and 0.6 of nitrous oxide for each TJ.
            let diesel = 0.8439 * 43.0 / 1000 * (74_100 + 3 * 30 + 0.6 * 265) / 1000
            #expect(abs(tonnes(factory, .direct) - diesel) < 1e-9, "\(tonnes(factory, .direct))")
            #expect(abs(tonnes(factory, .energy) - 86.4 * 0.23201) < 1e-9)
            // 5 t of textiles in a tip of unknown depth: 0.24 x 0.5 x 0.6 x 0.5 x 16/12 of methane, 28 times as warm.
            let tipped = 5 * 0.24 * 0.5 * 0.6 * 0.5 * 16 / 12 * 28
            #expect(abs(tonnes(factory, .chain) - tipped) < 1e-9, "\(tonnes(factory, .chain))")
            let plant = try await month(country, .secondPlant)
            #expect(abs(tonnes(plant, .direct) - tipped) < 1e-9 && tonnes(plant, .chain) == 0, "The plant's own, once.")
            // A tonne is not treated yet: told, not counted and not dropped.
            let waits = factory.inventory.uncounted.filter { $0.reason == .notTreated }
            #expect(waits.count == 1 && factory.entries[waits[0].activity].activity.amount?.value == 1000)
            for line in factory.inventory.lines where line.category == .fuel || line.category == .electricity {
                #expect(factory.entries[line.activity].reference == .siteReturn(made.id))
            }
            guard case .notes(let notes, 1) = factory.entries[waits[0].activity].reference else { Issue.record("the note is named"); return }
            #expect(notes.map(\.id) == [load.id])
        }
    }

    @Test("An officer's newer factor changes no month before its first day, and history reads the same")
    func laterFactor() async throws {
        try await withTestCountry { country in
            _ = try await sent(country, ["electricityGrid": ("1000", "kWh")])
            let before = tonnes(try await month(country), .energy)
            func load(_ id: String, _ value: String, from day: String) async throws {
                let header = FactorEditions.columns.joined(separator: ",")
                let row = "\(id),grid_electricity,Grid,EF direct,CO2e,\(value),,,tCO2e/MWh,0,KH,2026,Letter,,high,,\(day)"
                try await country.platform.loadFactors(Array("\(header)\n\(row)\n".utf8), by: country.actor(.ministry))
            }
            try await load("grid.KH.2026.next", "0.9", from: "2026-10-01")
            #expect(tonnes(try await month(country), .energy) == before)
            try await load("grid.KH.2026.own", "0.5", from: "2026-09-01")
            #expect(abs(tonnes(try await month(country), .energy) - 0.5) < 1e-9)
            await #expect(throws: PermissionRefusal.self) { try await country.platform.loadFactors([1], by: country.actor(.factory)) }
            #expect(try await country.platform.verify().isSound)
        }
    }

    @Test("COD that reaches a river counts by its load, results below detection as a range, and a volume without result is told as not known")
    func wastewater() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            var form = OutletForm()
            form.site = country.site(.factory).description
            form.code = "R-1"
            form.medium = "water"
            form.receiving = "river"
            form.openedOn = "2025-01-01"
            let river = try await platform.addOutlet(form, by: country.actor(.factory))
            var sheet = country.sheet(daysAgo: 0, [("COD", "=", "100", "mg/L")])
            sheet.sampledOn = "2026-09-02"
            _ = try await platform.recordResults(sheet, at: river.id, by: country.actor(.factory))
            for month in ["2026-09", "2026-08"] {
                _ = try await platform.recordDischargeVolume(of: river.id, month: month, cubicMetres: "1000", method: "metered", by: country.actor(.factory))
            }
            // 100 kg of COD x 0.25 x 0.1 = 2.5 kg of methane.
            #expect(abs(tonnes(try await month(country), .direct) - 0.0025 * 28) < 1e-9)
            let august = Month(year: 2026, month: 8)
            let found = try await platform.siteGHG(country.site(.factory), months: august...august, by: country.actor(.factory))
            #expect(found.parts[0].inventory.lines.isEmpty && found.parts[0].inventory.uncounted.map(\.reason) == [.notKnown])
        }
    }

    @Test("Others than the site's own people and its officers find no such site")
    func rights() async throws {
        try await withTestCountry { country in
            await #expect(throws: PlatformError.notFound) { try await month(country, .factory, by: .secondFactory) }
            await #expect(throws: PlatformError.notFound) { try await month(country, .factory, by: .department) }
            _ = try await month(country, .factory, by: .ministry)
            _ = try await month(country, .secondFactory, by: .department)
        }
    }

    @Test("Every field that a return may ask for has a rule, so that nothing reported is passed over")
    func everyField() {
        for set in DataSets.shipped.sets {
            for field in set.fields {
                let activity = ReportedActivity(.answer, field.id, isic: "1410", amount: Interval(1), dimension: field.kind.dimension)
                let day = CalendarDate(iso: "2026-09-30") ?? CalendarDate(dayNumber: 0)
                let found = GHGInventory([activity], on: day, country: .cambodia, factors: .shipped)
                #expect(!found.uncounted.contains { $0.reason == .noRule }, "\(field.id)")
            }
        }
        for destination in WasteDestination.allCases {
            let activity = ReportedActivity(.way, destination.rawValue, waste: WasteCodeID(text: "040222"), amount: Interval(1), dimension: .mass)
            #expect(!GHGRules.shipped.rules(for: activity, on: CalendarDate(dayNumber: 20_000)).isEmpty, "\(destination)")
        }
    }
}
