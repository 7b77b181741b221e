// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct SiteTests {
    private func row(_ from: String, learned: String, province: String) -> SiteAttributes {
        SiteAttributes(validFrom: day(from), learnedAt: CivilZone.phnomPenh.start(of: day(learned)), province: province, isic: "1410")
    }

    private func site(_ rows: SiteAttributes...) -> Site {
        Site(id: SiteID(1), organisation: factory.id, nameEnglish: "Mill", nameLocal: "", address: "Street 1", attributes: rows)
    }

    @Test("A real change applies from its day; facts before it keep the province they had")
    func realChange() {
        let moved = site(row("2024-07-01", learned: "2024-07-05", province: "12"), row("2020-01-01", learned: "2020-01-01", province: "08"))
        #expect(moved.attributes(on: day("2024-06-30")).province == "08")
        #expect(moved.attributes(on: day("2024-07-01")).province == "12")
        #expect(moved.attributes(on: day("2019-05-01")).province == "08")
    }

    @Test("A correction replaces the row of its own day from when it was learned, and leaves later changes standing")
    func correction() {
        var corrected = site(row("2020-01-01", learned: "2020-01-01", province: "08"), row("2024-07-01", learned: "2024-07-05", province: "12"))
        corrected.record(row("2020-01-01", learned: "2026-02-01", province: "05"))
        #expect(corrected.attributes(on: day("2022-01-01")).province == "05")
        #expect(corrected.attributes(on: day("2019-01-01")).province == "05")
        #expect(corrected.attributes(on: day("2025-01-01")).province == "12")
        let before = CivilZone.phnomPenh.start(of: day("2026-01-31"))
        #expect(corrected.attributes(on: day("2022-01-01"), knownAt: before).province == "08")
        #expect(corrected.attributes(on: day("2025-01-01"), knownAt: CivilZone.phnomPenh.start(of: day("2021-01-01"))).province == "08")
    }

    @Test("Size classes follow the thresholds they are given, each threshold being the first number of its class")
    func sizes() throws {
        let thresholds = try #require(SizeThresholds(small: 11, medium: 51, large: 101))
        for (employees, size) in [(0, SizeClass.micro), (10, .micro), (11, .small), (50, .small), (51, .medium), (100, .medium), (101, .large)] {
            #expect(SizeClass(employees: employees, thresholds: thresholds) == size, "\(employees)")
        }
        #expect(SizeThresholds(small: 10, medium: 10, large: 100) == nil)
    }
}
