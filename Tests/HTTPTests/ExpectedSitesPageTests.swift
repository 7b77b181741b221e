// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// From the picture's expected figure to its months, and from a month to its sites, through the real server.
struct ExpectedSitesPageTests {
    @Test("The months add up to the picture's figure, and each month opens to sites that declared and have their part in it", arguments: ["", "&province=12"])
    func doors(_ place: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let sites = try await country.peers(web.siteReturn)
            for month in 6...9 {
                try await country.reported(web.siteReturn, at: country.site(.factory), month: month, province: "12", product: nil, waste: 12_345)
            }
            country.clock.advance(days: 31)
            let officer = try await web.browser(.ministry)
            let picture = try await officer.get("/nation/picture?from=2026-07&to=2026-09\(place)&lang=en")
            let door = try #require(picture.links.first { $0.hasPrefix("/expected-waste") })
            let months = Month(year: 2026, month: 7)...Month(year: 2026, month: 9)
            let expected = try #require(
                try await country.platform.nationPicture(months: months, province: place.isEmpty ? nil : "12", by: country.actor(.ministry)).expected)
            let rows = try await officer.table(door + "&format=csv").rows
            let whole = try #require(rows.last)
            #expect(rows.count == 4 && whole["from"] == "2026-07" && whole["to"] == "2026-09")
            #expect(whole["declared_g"] == String(expected.declared) && whole["expected_g"] == String(Int64(expected.expected.rounded())))
            #expect(rows.dropLast().reduce(0) { $0 + (Int64($1["declared_g"]) ?? 0) } == expected.declared && expected.declared > 0)
            let page = try await officer.get(door + "&lang=en")
            #expect(page.text.contains("All months together") && page.text.contains("<tfoot>"))
            for row in rows.dropLast() {
                let link = try #require(page.links.first { $0.hasPrefix("/expected-waste/sites") && $0.contains(row["from"]) }, "\(page.links)")
                let list = try await officer.table(link + "&format=csv").rows
                #expect(list.count == sites.count + 1 && list.reduce(0) { $0 + (Int64($1["declared_g"]) ?? 0) } == Int64(row["declared_g"]), "\(link)")
                #expect(list.reduce(0) { $0 + (Int64($1["declared_unsaid_g"]) ?? 0) } == 12_345)
                let parts = list.reduce(0) { $0 + (Int64($1["part_g"]) ?? 0) }
                #expect(abs(parts - (Int64(row["expected_g"]) ?? 0)) <= Int64(list.count), "Each is rounded to the gram.")
                for language in ["en", "km", "vi"] {
                    let seen = try await officer.get(link + "&lang=\(language)")
                    #expect(seen.status == 200 && seen.links.contains("/returns/\(web.siteReturn.id)"))
                }
                let seen = try await officer.get(link + "&lang=en").text
                #expect(seen.contains("Both sums agree") && seen.contains("What was made is not known"), "\(seen)")
            }
            #expect(try await web.browser(.factory).get("/expected-waste/sites?month=2026-08").status != 200)
        }
    }
}
