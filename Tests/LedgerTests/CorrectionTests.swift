// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport
import Testing

/// Taking mass back, and bringing it in after all, when the lot may have moved on.
struct CorrectionTests {
    let held = account(3, .held, lot: 10)
    let gap = account(3, .difference, lot: 10)
    let process = account(1, .process)
    let treated: Account

    init() throws { treated = account(3, .treated(try #require(TreatmentCode(text: "R4"))), lot: 10) }

    /// A plant that holds `held` of 1,000 g received and has treated the rest; `reserved` of it is promised to others.
    func plant(holding left: Int64, reserved: Int64 = 0) throws -> MemoryBook {
        var book = TestSites.book()
        try book.post([move(1000, process, account(1, .store, lot: 10)), move(1000, account(1, .store, lot: 10), held)], learned: learned)
        if left < 1000 { try book.post([move(1000 - left, held, treated, because: .treated)], learned: learned) }
        if reserved > 0 { try book.post([move(reserved, held, account(2, .transit, lot: 11), .pending)], learned: learned) }
        return book
    }

    /// One row per case: held, reserved, then what goes back of 300 g and what is a gap.
    @Test(
        arguments: [(1000, 0, 300, 0), (300, 0, 300, 0), (200, 0, 200, 100), (0, 0, 0, 300), (1000, 800, 200, 100), (500, 500, 0, 300)]
            as [(Int64, Int64, Int64, Int64)])
    func whatIsThereGoesBackAndTheRestIsAGap(row: (left: Int64, reserved: Int64, back: Int64, missing: Int64)) throws {
        var book = try plant(holding: row.left, reserved: row.reserved)
        let moves = takeBack(.grams(300), from: held, holding: book.balance(held), to: process, on: FixedTime.today, document: nil)
        try book.post(moves, learned: learned)
        #expect(book.balance(process).posted == -700)
        #expect(book.balance(held).posted == row.left - row.back)
        #expect(book.balance(gap).posted == -row.missing)
        #expect(moves.map(\.reason) == (row.back > 0 ? [.correction] : []) + (row.missing > 0 ? [.correctionGap] : []))
        #expect(book.faults() == [])
    }

    /// Where the mass belongs to the site's own difference the gap stands there without an entry.
    @Test func aGapInItsOwnTargetNeedsNoEntry() throws {
        var book = try plant(holding: 100)
        let moves = takeBack(.grams(300), from: held, holding: book.balance(held), to: gap, on: FixedTime.today, document: nil)
        #expect(moves.map(\.mass) == [.grams(100)])
        try book.post(moves, learned: learned)
        #expect(book.balance(gap).posted == 100)
        #expect(book.faults() == [])
    }

    /// A second correction closes the gap of the first before anything arrives.
    @Test(arguments: [(50, 50, 0), (200, 200, 0), (260, 200, 60)] as [(Int64, Int64, Int64)])
    func whatIsBroughtBackClosesTheGapFirst(row: (grams: Int64, closed: Int64, arrived: Int64)) throws {
        var book = try plant(holding: 100)
        try book.post(takeBack(.grams(300), from: held, holding: book.balance(held), to: process, on: FixedTime.today, document: nil), learned: learned)
        let owing = Mass(-book.balance(gap).posted)
        try book.post(bringBack(.grams(row.grams), to: held, owing: owing, from: process, on: FixedTime.today, document: nil), learned: learned)
        #expect(book.balance(gap).posted == row.closed - 200)
        #expect(book.balance(held).posted == row.arrived)
        #expect(book.balance(process).posted == -700 - row.grams)
        #expect(book.faults() == [])
    }
}
