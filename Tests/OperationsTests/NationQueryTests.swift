// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Stores
import TestSupport
import Testing

@testable import Operations

/// Every national figure is the sum of what it opens to, step by step down to the entries.
struct NationQueryTests {
    static let months = Month(year: 2026, month: 1)...Month(year: 2026, month: 12)

    @Test("What was generated went somewhere: sources and fates of the nation sum to the same grams, industry by industry")
    func sourcesAndFates() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let nation = try await country.platform.nation(months: Self.months, province: nil, by: country.actor(.ministry))
            for figures in [nation.whole] + nation.sectors.map(\.figures) + Array(nation.provinces.values) {
                let fates = FateGroup.fates.reduce(Int64(0)) { $0 + figures[$1] }
                #expect(figures[.generated] + figures[.otherSource] == fates)
            }
            #expect(nation.whole[.generated] == nation.sectors.reduce(0) { $0 + $1.figures[.generated] })
            #expect(nation.whole[.generated] == nation.trend.reduce(0) { $0 + $1.figures[.generated] })
            #expect(nation.whole.treated == 600_000 && nation.whole.recoveryShare == 1)
            #expect(nation.openNotes > 0)
        }
    }

    @Test("What is recorded after months were closed and kept is in the figures at once, as on a server that keeps nothing")
    func closedMonths() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let ministry = country.actor(.ministry)
            func nation() async throws -> NationModel { try await country.platform.nation(months: Self.months, province: nil, by: ministry) }
            func province() async throws -> NationModel { try await country.platform.nation(months: Self.months, province: "12", by: ministry) }
            country.clock.advance(days: 40)
            let kept = try await nation()
            _ = try await province()
            var form = country.recordForm("40")
            form.receivedDate = country.platform.today.description
            _ = try await country.platform.recordLoad(form, by: country.actor(.plant, [.gate]))
            let now = try await nation()
            #expect(now.whole[.generated] == kept.whole[.generated] + 40_000 && now.whole[.storage] == kept.whole[.storage] + 40_000)
            for province in [nil, "12"] {
                let seen = try await country.platform.nation(months: Self.months, province: province, by: ministry)
                let all = try await country.platform.nationCells(FateFilter(months: Self.months, province: province), limit: 1000, by: ministry).cells
                for group in FateGroup.allCases {
                    let sum = all.filter { FateGroup($0.compartment) == group }.reduce(Int64(0)) { $0 + $1.grams }
                    #expect(seen.whole[group] == (group == .generated || group == .otherSource ? -sum : sum), "\(group)")
                }
            }
        }
    }

    @Test("From the nation's figure to cells, provinces, sites and entries, every step sums to the step above")
    func stepsTie() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let ministry = country.actor(.ministry)
            let nation = try await country.platform.nation(months: Self.months, province: nil, by: ministry)
            let figures: [(group: FateGroup, sign: Int64)] = [(.generated, -1), (.recycling, 1), (.storage, 1), (.difference, 1)]
            for (group, sign) in figures {
                let cells = try await country.platform.nationCells(
                    FateFilter(months: Self.months, compartments: group.compartments), limit: 1000, by: ministry)
                #expect(cells.total * sign == nation.whole[group], "\(group)")
                #expect(cells.cells.reduce(0) { $0 + $1.grams } == cells.total)

                var placed: Int64 = 0
                for compartment in Set(cells.cells.map(\.compartment)) {
                    let provinces = try await country.platform.nationPlaces(
                        compartment, material: nil, division: nil, province: nil, months: Self.months, after: nil, limit: 100, by: ministry)
                    #expect(provinces.cellTotal == provinces.placesTotal)
                    placed += try #require(provinces.placesTotal)
                    for place in provinces.places {
                        let sites = try await country.platform.nationPlaces(
                            compartment, material: nil, division: nil, province: place.province, months: Self.months, after: nil, limit: 100, by: ministry)
                        #expect(sites.placesTotal == place.grams && sites.cellTotal == place.grams)
                        #expect(sites.places.reduce(0) { $0 + $1.grams } == place.grams)
                        for row in sites.places {
                            let site = try #require(row.site)
                            let entries = try await country.platform.nationEntries(
                                SiteEntryFilter(site: site.id, compartment: compartment, months: Self.months), after: nil, limit: 1000, by: ministry)
                            #expect(entries.cellTotal == row.grams && entries.entryTotal == row.grams, "\(compartment)")
                            #expect(entries.lines.reduce(0) { $0 + $1.effect } == row.grams)
                        }
                    }
                }
                #expect(placed == cells.total, "\(group): by place and by origin")
            }
        }
    }

    @Test("A cell of what one industry of one province generated opens to its sites, waste by waste")
    func generatedCells() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let ministry = country.actor(.ministry)
            let cells = try await country.platform.nationCells(
                FateFilter(months: Self.months, compartments: [.process]), limit: 1000, by: ministry)
            #expect(!cells.cells.isEmpty)
            for cell in cells.cells {
                let places = try await country.platform.nationPlaces(
                    .process, material: cell.material, division: String(cell.sector.prefix(2)), province: cell.province, months: Self.months, after: nil,
                    limit: 100, by: ministry)
                #expect(places.placesTotal == cell.grams && places.cellTotal == cell.grams)
            }
        }
    }

    @Test("A provincial officer sees the own province whatever is asked for, and a donor sums only")
    func reaches() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let department = country.actor(.department)
            let own = try await country.platform.nation(months: Self.months, province: "12", by: department)
            #expect(own.province == "08" && own.isBoundToProvince && Set(own.provinces.keys).isSubset(of: ["08"]))

            let authority = OrganisationSummary(id: country.organisation(.ministry), profiles: [.authority], mandate: .industry)
            let membership = Membership(
                person: country.person(.ministry), organisation: country.organisation(.ministry), role: .donorReader, validFrom: FixedTime.day(2026, 1, 1))
            let donor = Actor(
                person: country.person(.ministry), memberships: [membership], actingFor: authority, means: .password, on: country.platform.today)
            let sums = try await country.platform.nation(months: Self.months, province: nil, by: donor)
            #expect(!sums.maySeeSites && sums.whole[.generated] > 0)
            await #expect(throws: PermissionRefusal.missing) {
                try await country.platform.nationPlaces(
                    .process, material: nil, division: nil, province: "12", months: Self.months, after: nil, limit: 10, by: donor)
            }
            await #expect(throws: PermissionRefusal.self) {
                try await country.platform.nation(months: Self.months, province: nil, by: country.actor(.factory))
            }
        }
    }

    @Test("Open figures stand for three sites at least; smaller rows are put together until nobody can be told from them")
    func openFigures() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let figures = try await country.platform.openFigures()
            // Two factories and nobody else: nothing may be said.
            #expect(figures.generated == nil && figures.tables.allSatisfy { $0.rows.isEmpty && $0.total == nil })
            #expect(figures.plants == 3 && figures.notes > 0)
        }
        func sites(_ range: ClosedRange<Int64>) -> Set<SiteID> { Set(range.map { SiteID($0) }) }
        let table = OpenFigures.Table(
            suppressing: [("a", 100, sites(1...9)), ("b", 40, sites(10...14)), ("c", 7, sites(20...20))], dimension: .division)
        #expect(table.rows.map(\.key) == ["a", nil], "one small row alone would follow from the total")
        #expect(table.rows.map(\.grams) == [100, 47] && table.total == 147)
        let plain = OpenFigures.Table(suppressing: [("a", 100, sites(1...3)), ("b", 40, sites(4...8))], dimension: .division)
        #expect(plain.rows.map(\.key) == ["a", "b"])
    }
}
