// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Stores
import Testing

@testable import Operations

/// Figures as they were known at the end of a month, or on a day.
struct KnownTests {
    private static func correction(of page: ClassificationPage, to province: String) -> ClassificationForm {
        ClassificationForm(
            kind: .correction, from: page.site.attributes[0].validFrom.description, reason: "Licence", texts: [.province: province])
    }

    @Test("What was published at a month's end is told again after late facts and a corrected province; what came later opens down to its entries")
    func golden() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let ministry = country.actor(.ministry)
            _ = try await country.received(country.form("100"))
            let month = platform.today.month
            let months = month.adding(months: -2)...month
            let published = try await platform.nation(months: months, province: nil, by: ministry)
            await #expect(throws: KnownRefusal.notEnded(month, last: month.adding(months: -1))) {
                _ = try await platform.nation(months: months, province: nil, known: month, by: ministry)
            }
            let day = platform.today
            country.clock.advance(days: 33)
            // A load of the former month that nobody recorded then, and a province that had been written wrongly.
            var form = country.recordForm("40")
            form.receivedDate = day.description
            _ = try await platform.recordLoad(form, by: country.actor(.plant, [.gate]))
            let page = try await platform.classificationPage(country.site(.factory), by: ministry)
            let old = page.site.attributes[0].province
            let new = old == "12" ? "08" : "12"
            try await platform.correctSiteClassification(page.site.id, Self.correction(of: page, to: new), version: page.site.version, by: ministry)

            let known = try await platform.nation(months: months, province: nil, known: month, by: ministry)
            #expect(known.whole == published.whole && known.provinces == published.provinces && known.evidence == published.evidence)
            #expect(known.sectors.map(\.figures) == published.sectors.map(\.figures))
            let now = try await platform.nation(months: months, province: nil, by: ministry)
            #expect(known.now == now.whole && known.provincesNow == now.provinces && now.whole[.generated] == published.whole[.generated] + 40_000)
            #expect(known.later(.generated) == 40_000)
            // One entry brought it into the book, in the province that was known then; what went on within storage changed no figure.
            let late = try #require(known.laterEntries)
            #expect(late.months == months && late.generated == [old: 1])
            #expect(late.count(.generated) == 1 && late.count(.storage) == 1 && late.count(.landfill) == 0)
            let process = SiteEntryFilter(site: country.site(.factory), compartment: .process, months: months, learned: .after(month))
            #expect(try await platform.nationEntries(process, after: nil, limit: 50, by: ministry).lines.count == 1)
            let ofProvince = try await platform.nation(months: months, province: old, known: month, by: ministry).laterEntries
            #expect(ofProvince?.count(.generated) == 1 && ofProvince?.count(.storage) == nil)
            // Down: what came later, by cells, places and entries.
            let cells = try await platform.nationCells(
                FateFilter(months: months, compartments: [.process], learned: .after(month)), limit: 50, by: ministry)
            #expect(cells.total == -40_000)
            let held = try await platform.nationPlaces(
                .held, material: nil, division: nil, province: nil, months: months, learned: .after(month), after: nil, limit: 50, by: ministry)
            #expect(held.cellTotal == held.placesTotal && held.cellTotal == 40_000)
            for span in [LearnedSpan.until(month), .after(month), .all] {
                let filter = SiteEntryFilter(site: country.site(.plant), compartment: .held, months: months, learned: span)
                let entries = try await platform.nationEntries(filter, after: nil, limit: 50, by: ministry)
                #expect(entries.entryTotal == entries.cellTotal)
                #expect(entries.lines.reduce(0) { $0 + $1.effect } == entries.entryTotal)
            }
            // A site's book of any day, from entries.
            let then = try await platform.siteKnown(country.site(.plant), months: months, on: day, by: country.actor(.plant))
            #expect(then.rows.first { $0.compartment == .held }.map { [$0.then, $0.now] } == [100_000, 140_000])
            let before = try await platform.siteKnown(country.site(.plant), months: months, on: day.adding(days: -1), by: country.actor(.plant))
            #expect(before.rows.allSatisfy { $0.then == 0 })
            let classified = try await platform.siteKnown(country.site(.factory), months: months, on: day, by: ministry)
            #expect(classified.classifiedThen.province == old && classified.classifiedNow.province == new)
            #expect(try await platform.verify().problems == [])
            // Where entries are counted only since this month, no number is told of the one before; a number that is wrong is named.
            let thisMonth = String(platform.today.month.index)
            try await country.run("INSERT INTO setting (key, value) VALUES ('late_entries_from', \(thisMonth))")
            #expect(try await platform.verify().problems == [])
            #expect(try await platform.nation(months: months, province: nil, known: month, by: ministry).laterEntries == nil)
            try await country.run("DELETE FROM setting WHERE key = 'late_entries_from'")
            try await platform.foldSums()
            try await country.run("UPDATE late_entry_sum SET entries = entries + 1 WHERE compartment = 3")
            #expect(try await platform.verify().problems.map(\.phrase) == [VerifyPhrase.lateEntries.fullKey])
        }
    }
}
