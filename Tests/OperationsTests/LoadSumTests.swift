// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Discharge
import Domain
import Identity
import Operations
import Stores
import Testing

/// Loads of outlets as sums of the nation and its groups, kept with every change and counted again by verify.
struct LoadSumTests {
    private static let september = Month(year: 2026, month: 9)

    private func cells(_ country: TestCountry, _ scope: String = "12") async throws -> [String: Int64] {
        let months = Self.september...Self.september
        let found = try await country.database.read { session in
            try ReportedStore(session).cells(scope.isEmpty ? .nation : .province, key: scope, months: months)
        }
        return Dictionary(found.map { ($0.cell.figure, $0.amount) }, uniquingKeysWith: +)
    }

    private func outlet(_ country: TestCountry) async throws -> Outlet {
        var form = OutletForm()
        form.site = country.site(.factory).description
        form.code = "R-1"
        form.medium = "water"
        form.receiving = "river"
        form.openedOn = "2025-01-01"
        return try await country.platform.addOutlet(form, by: country.actor(.factory))
    }

    private func record(_ country: TestCountry, _ outlet: Outlet, _ values: [(String, String, String, String)]) async throws -> RecordedResults {
        var sheet = country.sheet(daysAgo: 0, values)
        sheet.sampledOn = "2026-09-02"
        return try await country.platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory))
    }

    private func volume(_ country: TestCountry, _ outlet: Outlet, _ cubic: String) async throws {
        _ = try await country.platform.recordDischargeVolume(
            of: outlet.id, month: "2026-09", cubicMetres: cubic, method: "metered", by: country.actor(.factory))
    }

    @Test("Loads stand in the sums once volume and result are known, follow each change, and a wrong sum is named")
    func kept() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await outlet(country)
            let done = try await record(country, outlet, [("COD", "=", "100", "mg/L"), ("BOD5", "<", "10", "mg/L")])
            #expect(try await cells(country).isEmpty, "Without a volume there is no load.")
            try await volume(country, outlet, "1000")
            #expect(
                try await cells(country) == [
                    "outlets.volume": 1_000_000_000, "sites.outlets": 1, "load.cod.river": 100_000, "loadmost.cod.river": 100_000,
                    "loadmost.bod5.river": 10_000,
                ])
            try await volume(country, outlet, "2000")
            var found = try await cells(country)
            #expect(try await cells(country, "") == found)
            #expect(found["load.cod.river"] == 200_000)
            var form = OutletForm()
            form.receiving = "sewer"
            form.from = "2026-09-01"
            _ = try await platform.changeOutlet(outlet.id, to: form, version: outlet.version, by: country.actor(.factory))
            found = try await cells(country)
            #expect(found["load.cod.river"] == nil && found["load.cod.sewer"] == 200_000)
            let cod = try #require(done.results.first { $0.parameter == "cod" })
            _ = try await platform.withdrawResult(cod.id, reason: "A sample of another outlet", version: cod.version, by: country.actor(.factory))
            found = try await cells(country)
            #expect(found["load.cod.sewer"] == nil && found["loadmost.bod5.sewer"] == 20_000)
            try await platform.foldSums()
            #expect(try await platform.verify().problems == [])

            // A database from before these sums is filled by the first server that starts on it, and returns are not counted twice.
            try await country.run("DELETE FROM reported_sum")
            try await country.run("DELETE FROM setting WHERE key = 'loads_filled'")
            let other = try await Platform(database: country.database, country: .cambodia, node: 7) { country.clock.now() }
            #expect(try await cells(country)["loadmost.bod5.sewer"] == 20_000)
            #expect(try await other.verify().isSound)
            try await other.foldSums()
            try await country.run("UPDATE reported_sum SET amount = amount + 1 WHERE figure = 'outlets.volume' AND scope = 1")
            #expect(try await platform.verify().problems.map(\.phrase) == [VerifyPhrase.reportedSum.fullKey])
        }
    }

    @Test("The picture tells volume, loads and their gases, by group too, and to nobody else than who may see single sites")
    func picture() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await outlet(country)
            _ = try await record(country, outlet, [("COD", "=", "100", "mg/L"), ("BOD5", "<", "10", "mg/L")])
            try await volume(country, outlet, "1000")
            let months = Self.september...Self.september
            let officer = country.actor(.ministry)
            let found = try await platform.nationPicture(months: months, province: nil, by: officer)
            let loads = try #require(found.loads)
            #expect(loads.volume == 1_000_000_000 && loads.sites == 1 && loads.load("cod")?.low == 100_000 && loads.load("tss") == nil)
            #expect(loads.load("bod5")?.low == 0 && loads.load("bod5")?.high == 10_000)
            // 100 kg of COD x 0.25 x 0.1 = 2.5 kg of methane.
            #expect(abs((found.reports?.emissions.direct.value ?? 0) - 0.0025 * 28) < 1e-9)
            for dimension in [PictureDimension.province, .sector, .size, .month] {
                let groups = try await platform.pictureGroups(by: dimension, months: months, province: nil, by: officer).groups
                #expect(groups.compactMap { $0.loads?.load("cod")?.low }.reduce(0, +) == 100_000, "\(dimension)")
            }
            let lines = try await platform.dischargingOutlets(of: .province("12"), months: months, after: nil, limit: 10, by: officer).lines
            #expect(lines.map(\.outlet.id) == [outlet.id] && lines[0].load("cod")?.low == .grams(100_000))
            await #expect(throws: PermissionRefusal.self) {
                try await platform.dischargingOutlets(of: .province("12"), months: months, after: nil, limit: 10, by: country.actor(.department))
            }
            let membership = Membership(
                person: country.person(.ministry), organisation: country.organisation(.ministry), role: .donorReader,
                validFrom: platform.today.adding(days: -1))
            let reader = Actor(
                person: country.person(.ministry), memberships: [membership],
                actingFor: OrganisationSummary(id: country.organisation(.ministry), profiles: [.authority], mandate: .industry), means: .password,
                on: platform.today)
            #expect(try await platform.nationPicture(months: months, province: nil, by: reader).loads == nil)
            #expect(try await platform.pictureGroups(by: .province, months: months, province: nil, by: reader).groups.allSatisfy { $0.loads == nil })
        }
    }
}
