// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Ledger
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// Returns in the book: what a sent version adds to it, what a further one changes, and that all of it is derived again.
struct ReturnBookingTests {
    private func sound(_ country: TestCountry) async throws {
        let report = try await country.platform.verify()
        #expect(report.isSound, "\(report.problems)")
    }

    /// Sums of a site's accounts, over lots.
    private func sums(_ country: TestCountry) async throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for row in try await country.accounts(of: .factory) {
            sums["\(row.account.material.value) \(row.account.compartment.number)", default: 0] += row.balance.posted
        }
        return sums.filter { $0.value != 0 }
    }

    private func generated(_ country: TestCountry, _ scope: Scope) async throws -> Int64 {
        let filter = UpperCellFilter(
            scope: scope, key: scope == .nation ? nil : "12", occurred: Month(year: 2026, month: 9)...Month(year: 2026, month: 9),
            compartment: .process)
        return -(try await country.platform.cells(filter, after: nil, limit: 10, by: country.actor(.ministry)).total ?? 0)
    }

    @Test("A month that is sent moves the nation's and its province's figures, books 40 kg beside what the note implied, and stands in the audit")
    func month() async throws {
        try await withTestCountry { country in
            let factory = country.actor(.factory)
            _ = try await country.received(country.form("300", to: .plant))
            let before = (try await generated(country, .nation), try await generated(country, .province))
            #expect(before.0 == 300_000)
            var made = try await country.answered(
                try await country.beginReturn(), ["fabricIn": "1200", "waterPublic": "10", "wastewaterSewer": "8", "wasteStock": "20"],
                wastes: [("200101", .town, "20")])
            #expect(try await country.platform.returnModel(made.id, by: factory).booked == nil)
            country.clock.advance(days: 20)
            made = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(try await generated(country, .nation) == before.0 + 40_000)
            #expect(try await generated(country, .province) == before.1 + 40_000)
            let sums = try await sums(country)
            let fabric = try #require(BookRules.shipped.rows["fabricIn"]?.material)
            #expect(sums["\(fabric.value) \(Compartment.process.number)"] == 1_200_000)
            #expect(sums["\(Material.wastewater.value) \(Compartment.sewer.number)"] == 8_000_000)
            #expect(sums["\(Material.uncodedWaste.value) \(Compartment.store.number)"] == 20_000)
            let booked = try #require(try await country.platform.returnModel(made.id, by: country.actor(.ministry)).booked)
            #expect(booked.booking.line(.waste(made.answers.wastes.first { $0.destination == .note }!.key))?.unexplained == 0)
            #expect(booked.entries.allSatisfy { $0.occurred == FixedTime.day(2026, 9, 30) && $0.document == DocumentID(made.id.value) })
            #expect(booked.accounts.count > 4)
            try await sound(country)
        }
    }

    @Test("A version sent after it was opened again books its net difference, so that the book is as if only the last had been sent")
    func versions() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            var made = try await country.answered(
                try await country.beginReturn(), ["fabricIn": "1200", "wasteStock": "70"], wastes: [("200101", .town, "20"), ("040222", .burnedOpenly, "5")])
            country.clock.advance(days: 20)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            _ = try await platform.reopenReturn(made.id, version: made.version, reason: "Weighed again", by: factory)
            made = try await country.answered(
                try await platform.returnModel(made.id, by: factory).made, ["fabricIn": "1100", "wasteStock": "0"], wastes: [("200101", .town, "35")])
            let count = try await country.number("SELECT count(*) FROM entry")
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            // Fabric less, stock less, paper to the town more in two entries, burned waste back in two.
            #expect(try await country.number("SELECT count(*) FROM entry") == count + 6)
            let sums = try await sums(country)
            let paper = Material.waste(try #require(WasteCodeID(text: "200101")))
            let fabric = try #require(BookRules.shipped.rows["fabricIn"]?.material)
            #expect(sums["\(fabric.value) \(Compartment.process.number)"] == 1_100_000)
            #expect(sums["\(paper.value) \(Compartment.unknown.number)"] == 35_000)
            #expect(
                !sums.keys.contains { $0.hasPrefix("\(Material.uncodedWaste.value) ") } && !sums.keys.contains { $0.hasSuffix(" \(Compartment.air.number)") })
            try await sound(country)
        }
    }

    @Test("A stock of a month that is mended later leaves what the month after counted as it was")
    func laterStock() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            var first = try await country.answered(try await country.beginReturn(), ["wasteStock": "100"])
            country.clock.advance(days: 20)
            first = try await platform.submitReturn(first.id, version: first.version, confirms: true, by: factory)
            country.clock.advance(days: 31)
            var second = try await country.answered(try await country.beginReturn("2026-10"), ["wasteStock": "10"])
            second = try await platform.submitReturn(second.id, version: second.version, confirms: true, by: factory)
            first = try await platform.reopenReturn(first.id, version: first.version, reason: "Counted again", by: factory)
            first = try await country.answered(first, ["wasteStock": "40"])
            first = try await platform.submitReturn(first.id, version: first.version, confirms: true, by: factory)
            #expect(try await country.grams(.store, of: .factory) == 10_000)
            let model = try #require(try await platform.returnModel(second.id, by: factory).booked)
            #expect(model.booking.line(.field("wasteStock"))?.booked == -30_000)
            try await sound(country)
        }
    }

    @Test("Opening stock and a counted waste are booked with their photo, the month's return gives way to them, and what a note reserved is not counted away")
    func stockTakes() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let photo = Platform.Photo(bytes: [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])
            func form(_ kind: StockTake.Kind, _ amount: String, day: String = "2026-09-14") -> StockTakeForm {
                var form = StockTakeForm()
                form.kind = kind.rawValue
                form.waste = "150101"
                form.amount = amount
                form.day = day
                return form
            }
            let bare = await problems { _ = try await platform.takeStock(country.site(.factory), form(.counted, "5"), by: factory) }
            #expect(bare.map(\.phrase) == [BookingPhrase.evidenceMissing.fullKey])
            var made = try await country.answered(try await country.beginReturn(), ["wasteStock": "70"])
            country.clock.advance(days: 20)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            // 30 kg stood there before: of the 70 kg only 40 were generated.
            let opening = try await platform.takeStock(country.site(.factory), form(.opening, "30", day: "2026-09-01"), photo: photo, by: factory)
            func stock() async throws -> Int64? {
                let model = try await platform.returnModel(made.id, by: factory)
                return model.booked?.booking.line(.field("wasteStock"))?.booked
            }
            #expect(try await stock() == 40_000 && opening.known == 0)
            #expect(try await country.grams(.store, of: .factory) == 70_000)
            let counted = try await platform.takeStock(country.site(.factory), form(.counted, "0", day: "2026-09-30"), photo: photo, by: factory)
            #expect(counted.known == 30_000 && counted.moves.map(\.reason) == [.stockTaken])
            #expect(try await stock() == 70_000)
            let more = try await platform.takeStock(country.site(.factory), form(.counted, "12", day: "2026-10-02"), photo: photo, by: factory)
            #expect(more.moves.first?.credit.compartment == .difference && more.moves.first?.mass == .kilograms(12))
            for stranger in [country.actor(.secondFactory), country.actor(.factory, [.reader])] {
                await #expect(throws: PermissionRefusal.self) {
                    _ = try await platform.takeStock(country.site(.factory), form(.counted, "1"), photo: photo, by: stranger)
                }
            }
            try await sound(country)
        }
    }

    @Test("An entry of a return that somebody adds to, or a booking that is changed, is named by the audit")
    func audit() async throws {
        try await withTestCountry { country in
            var made = try await country.answered(try await country.beginReturn(), ["fabricIn": "1200"])
            country.clock.advance(days: 20)
            made = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory))
            try await sound(country)
            try await country.run("UPDATE return_booking SET operation = operation + 1 WHERE return_id = \(made.id.value)")
            let report = try await country.platform.verify()
            #expect(report.problems.contains { $0.phrase.hasPrefix("verify.returnBooking") }, "\(report.problems)")
        }
    }
}
