// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Checks
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Tabular
import Testing

/// The expected figure of an area down to its sites.
struct ExpectedSitesTests {
    private func month(_ number: Int) -> Month { Month(year: 2026, month: number) }

    /// Ten peers of one province, one factory of another, and one that does not say what it made.
    private func made(_ country: TestCountry) async throws {
        let begun = try await country.beginReturn()
        _ = try await country.peers(begun)
        for number in 6...9 {
            try await country.reported(
                begun, at: country.site(.secondFactory), month: number, province: "08", product: 31_000, waste: 1_700_000 + Int64(number))
            try await country.reported(begun, at: country.site(.factory), month: number, province: "12", product: nil, waste: 90_000 + Int64(number))
        }
        country.clock.advance(days: 20)
    }

    @Test("Sites declare together what the month's row says, and their parts add up to what is expected of it, in the nation and in each province")
    func adds() async throws {
        try await withTestCountry { country in
            try await made(country)
            let (platform, officer) = (country.platform, country.actor(.ministry))
            for province in [nil, "12", "08"] {
                let area = try await platform.expectedWaste(area: province, months: month(7)...month(9), by: officer)
                for (month, waste) in area.byMonth {
                    let waste = try #require(waste)
                    let found = try await platform.expectedSites(area: province, month: month, by: officer)
                    #expect(found.ties && waste == found.waste, "\(month), \(province ?? "nation")")
                    #expect(found.lines.count == [nil: 12, "12": 11, "08": 1][province])
                    let declared = found.lines.compactMap(\.declared).reduce(0, +)
                    #expect(declared == waste.declared && declared > 0)
                    #expect(found.lines.compactMap(\.declaredUnsaid).reduce(0, +) == waste.declaredUnsaid)
                    let parts = found.lines.compactMap(\.part).reduce(0, +)
                    #expect(abs(parts - waste.expected) < ExpectedSites.tolerance * waste.expected && parts > 1_000_000, "\(parts) \(waste.expected)")
                    for line in found.lines {
                        let alone = try await platform.expectedWaste(site: line.site.id, month: month, by: officer)
                        #expect(alone.expected == line.expected, "As the model says of the site by itself.")
                        #expect((line.part == nil) == (line.expected.interval == nil))
                    }
                    let silent = found.lines.filter { $0.expected.reason != nil }
                    #expect(silent.map(\.expected.reason) == (province == "08" ? [] : [.noProduct]))
                    #expect(waste.declaredUnsaid == (province == "08" ? 0 : 90_000 + Int64(month.month)))
                    // Neither middles nor ends of single sites add up to the area's: the test is of the parts alone.
                    let middles = found.lines.compactMap(\.expected.interval?.middle).reduce(0, +)
                    let lows = found.lines.compactMap(\.expected.interval?.low).reduce(0, +)
                    #expect(abs(middles - waste.expected) > 1000 && (province == "08" || lows < waste.low), "\(middles) \(waste.expected) \(lows)")
                }
                let whole = try #require(area.waste)
                let months = area.byMonth.compactMap(\.waste)
                #expect(months.reduce(0) { $0 + $1.declared } == whole.declared)
                #expect(abs(months.reduce(0) { $0 + $1.expected } - whole.expected) < ExpectedSites.tolerance * whole.expected)
                let picture = try await platform.nationPicture(months: month(7)...month(9), province: province, by: officer)
                #expect(picture.expected == whole, "The picture's figure is the table's last row.")
            }
        }
    }

    @Test("Parts of the list follow each other without a gap, each with the sums of all, and the file's columns are those of the list")
    func pages() async throws {
        try await withTestCountry { country in
            try await made(country)
            let (platform, officer) = (country.platform, country.actor(.ministry))
            let all = try await platform.expectedSites(area: nil, month: month(8), by: officer)
            var (seen, after): ([SiteID], SiteID?) = ([], nil)
            repeat {
                let part = try await platform.expectedSites(area: nil, month: month(8), after: after, limit: 5, by: officer)
                #expect(part.ties && part.declared == all.declared && part.lines.count <= 5)
                seen += part.lines.map(\.site.id)
                after = part.next
            } while after != nil
            #expect(seen == all.lines.map(\.site.id) && seen == seen.sorted() && seen.count == 12)
            let table = CSVTable(bytes: all.file.csv, required: ["site_id", "unsaid"], optional: nil)
            func sum(_ column: String) -> Int64 { table.rows.reduce(0) { $0 + (Int64($1[column]) ?? 0) } }
            #expect(sum("declared_g") == all.waste.declared && sum("declared_unsaid_g") == 90_008)
            // Each row is rounded to the gram.
            #expect(abs(Double(sum("part_g")) - all.waste.expected) <= Double(table.rows.count))
            #expect(table.rows.filter { $0["unsaid"] == "noProduct" }.map { $0["site_id"] } == [country.site(.factory).description])
        }
    }

    @Test("Only who may read the returns of all of them sees the sites")
    func rights() async throws {
        try await withTestCountry { country in
            try await made(country)
            let platform = country.platform
            let own = try await platform.expectedSites(area: nil, month: month(8), by: country.actor(.department))
            #expect(own.province == "08" && own.lines.map(\.site.id) == [country.site(.secondFactory)])
            for (firm, province) in [(TestFirm.department, "12"), (.factory, "12"), (.factory, nil)] {
                await #expect(throws: PermissionRefusal.self) {
                    _ = try await platform.expectedSites(area: province, month: month(8), by: country.actor(firm))
                }
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.expectedSites(area: nil, month: month(8), by: country.actor(.ministry, [.donorReader]))
            }
        }
    }
}
