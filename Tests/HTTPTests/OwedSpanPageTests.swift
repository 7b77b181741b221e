// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Returns
import Tabular
import Testing
import WebSupport

/// Returns of several months counted together: what the nation's picture says of them, the page that opens from it, and the list behind that.
struct OwedSpanPageTests {
    private func month(_ number: Int) -> Month { Month(year: 2026, month: number) }

    @Test("The picture's owed and came are those of the page it opens to, and the rows of its lists", arguments: [9...9, 10...10, 8...10])
    func ties(_ numbers: ClosedRange<Int>) async throws {
        try await WebCountry.with { web in
            let country = web.country
            // A small firm: its quarter ends in September.
            _ = try await country.importFirm("Takhmau Tailoring", number: "KH 7001", province: "12", changes: [.employees: "30"])
            while try await country.platform.openPeriods(limit: 100) > 0 {}
            let filled = try await country.filled(web.siteReturn, by: country.actor(.factory))
            country.clock.advance(days: 70)
            while try await country.platform.openPeriods(limit: 100) > 0 {}
            _ = try await country.platform.submitReturn(filled.id, version: filled.version, confirms: true, by: country.actor(.factory))
            let officer = try await web.browser(.ministry)
            let months = month(numbers.lowerBound)...month(numbers.upperBound)
            var owed: [Int] = []
            for province in [nil, "12", "08"] {
                let found = try await country.platform.nationPicture(months: months, province: province, by: country.actor(.ministry)).owed
                owed.append(found.owed)
                #expect(found.arrived == (numbers.contains(9) && province != "08" ? 1 : 0), "\(numbers), \(province ?? "nation")")
                let there = province.map { "&province=\($0)" } ?? ""
                let picture = try await officer.get("/nation/picture?from=\(months.lowerBound)&to=\(months.upperBound)\(there)&lang=en")
                let door = try #require(picture.links.first { $0.hasPrefix("/returns/completeness") })
                for group in ["province", "sector", "size", "dataSet"] {
                    let table = try await officer.table(door + "&by=\(group)&format=csv").rows
                    let sums = ["owed", "arrived"].map { column in table.reduce(0) { $0 + (Int($1[column]) ?? 0) } }
                    #expect(sums == [found.owed, found.arrived], "\(door), \(group)")
                    #expect(table.allSatisfy { $0["period"].isEmpty && $0["from"] == months.lowerBound.description && $0["province"] == province ?? "" })
                }
                let page = try await officer.get(door + "&lang=en")
                let foot = page.text.split(separator: "<tfoot>").last.map(String.init) ?? ""
                for (show, count) in [("owed", found.owed), ("arrived", found.arrived)] where count > 0 {
                    let link = try #require(page.links.first { $0.contains("show=\(show)&") && !$0.contains("key=") }, "\(door)")
                    #expect(foot.contains(">\(count)</a>"), "The total row says \(count): \(foot)")
                    let list = try await officer.table(link + "&format=csv").rows
                    if show == "owed" { #expect(Set(list.map { $0["period"] }).contains("2026-Q3") == (numbers.contains(9) && province != "08")) }
                    #expect(list.count == count && Set(list.map { $0["site_id"] + $0["data_set"] + $0["period"] }).count == count, "\(link)")
                    // Part by part it is the same list, without a gap at its seams.
                    var (seen, after): ([String], OwedKey?) = ([], nil)
                    repeat {
                        let part = try await country.platform.owedReturns(
                            of: .months(months), show == "owed" ? .owed : .arrived, in: .province, key: nil, province: province, after: after, limit: 1,
                            by: country.actor(.ministry))
                        seen += part.lines.map { $0.site.id.description + $0.owed.key.dataSet + $0.owed.key.period.description }
                        after = part.next
                    } while after != nil
                    #expect(seen == list.map { $0["site_id"] + $0["data_set"] + $0["period"] })
                }
            }
            #expect(owed[0] == owed[1] + owed[2] && owed[1] > 0 && owed[2] > 0, "\(owed)")
        }
    }

    @Test("An officer of a province counts that province alone, whatever the address says; months that are none are told, and one period stays as it was")
    func bounds() async throws {
        try await WebCountry.with { web in
            let country = web.country
            // A small firm: its quarter ends in September.
            _ = try await country.importFirm("Takhmau Tailoring", number: "KH 7001", province: "12", changes: [.employees: "30"])
            country.clock.advance(days: 40)
            while try await country.platform.openPeriods(limit: 100) > 0 {}
            let local = try await web.browser(.department)
            let own = try await local.table("/returns/completeness?from=2026-08&to=2026-09&province=12&by=province&format=csv").rows
            #expect(!own.isEmpty && own.allSatisfy { $0["key"] == "08" && $0["province"] == "08" })
            let behind = try await local.table("/returns/owed?from=2026-08&to=2026-09&province=12&show=owed&format=csv").rows
            #expect(!behind.isEmpty && behind.allSatisfy { $0["province"] == "08" })
            let officer = try await web.browser(.ministry)
            for wrong in ["from=2026-13", "from=2026-09&to=2026-08", "from=2020-01&to=2026-08"] {
                #expect(try await officer.get("/returns/completeness?\(wrong)&lang=en").status == 422, "\(wrong)")
            }
            let one = try await officer.table("/returns/completeness?period=2026-Q3&by=dataSet&format=csv").rows
            #expect(!one.isEmpty && one.allSatisfy { $0["period"] == "2026-Q3" && $0["from"].isEmpty })
            let page = try await officer.get("/returns/completeness?period=2026-Q3&lang=en")
            #expect(page.links.contains { $0.hasPrefix("/returns/completeness?") && $0.contains("from=2026-07&to=2026-09") }, "\(page.links)")
        }
    }
}
