// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport
import Testing

/// Which origin each gram came from, through mixing, gains, losses and bundles.
struct ProvenanceTests {
    /// 12 rounds of pouring a random part of one lot into another: each origin's grams are all somewhere, each lot's origins
    /// make up its mass, and a naive pouring says the same.
    @Test(arguments: [UInt64](1...12)) func anyDepthOfMixingKeepsEveryGram(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var book = TestSites.book()
        var naive = NaiveBook()
        var generated: [OriginID: Int64] = [:]
        func post(_ moves: [Move]) throws {
            let posting = try book.post(moves, learned: learned)
            let isTaken = naive.take(moves, ids: posting.entries.map(\.id))
            #expect(isTaken, "seed \(seed)")
        }
        for lot in Int64(1)...24 {
            let grams = random.grams(1...50_000)
            generated[OriginID(lot)] = grams
            try post([move(grams, account(lot % 4 + 1, .process), account(lot % 4 + 1, .held, lot: lot))])
        }
        for _ in 0..<12 * 24 {
            let from = random.grams(1...24), into = random.grams(1...24)
            let giving = account(from % 4 + 1, .held, lot: from)
            let there = book.balance(giving).posted
            guard from != into, there > 0 else { continue }
            try post([move(random.grams(1...there), giving, account(into % 4 + 1, .held, lot: into))])
        }
        #expect(book.faults() == [], "seed \(seed)")
        #expect(naive.disagreements(with: book) == [], "seed \(seed)")
        // From the origins' end: the fates of each sum to what it was. From the lots' end: the same table gives each mass.
        for (origin, grams) in generated {
            let fates = book.contents.filter { $0.key.compartment == .held }.values.flatMap(\.shares).filter { $0.origin == origin }
            #expect(fates.reduce(0) { $0 + $1.grams } == grams, "seed \(seed), origin \(origin)")
        }
        for lot in Int64(1)...24 {
            let place = account(lot % 4 + 1, .held, lot: lot)
            #expect(book.content(place).shares.reduce(0) { $0 + $1.grams } == book.balance(place).posted, "seed \(seed), lot \(lot)")
        }
    }

    @Test func aPartLeavesInProportionWithTiesToTheEarlierOrigin() throws {
        let content = Content([2, 5, 9].map { Content.Share(origin: OriginID($0), grams: 10) })
        #expect(content.portion(of: 10).shares.map(\.grams) == [4, 3, 3])
        #expect(content.portion(of: 30) == content)
        #expect(content.portion(of: 1).shares == [Content.Share(origin: OriginID(2), grams: 1)])
    }

    /// A weighing gain on a mixed lot is more of all its origins; the difference owes exactly those.
    @Test func aGainOnAMixedLotIsMoreOfEachOrigin() throws {
        var book = TestSites.book()
        let mixed = account(3, .transit, lot: 9), gap = account(3, .difference, lot: 9)
        for (lot, grams) in [(Int64(1), Int64(300)), (2, 600)] {
            try book.post(
                [move(grams, account(1, .process), account(1, .store, lot: lot)), move(grams, account(1, .store, lot: lot), mixed)], learned: learned)
        }
        try book.post([move(90, gap, mixed, because: .weighingDifference)], learned: learned)
        #expect(book.content(mixed).shares.map(\.grams) == [330, 660])
        #expect(book.content(gap).shares.map(\.grams) == [-30, -60])
        // The sender's estimate made true: the process gives what the weighing gained, and the gap is closed origin by origin.
        try book.post([move(90, account(1, .process), gap, because: .trueUp)], learned: learned)
        #expect(book.content(gap).isEmpty)
        #expect(book.faults() == [])
    }

    /// What was lost and is found comes back as the same grams.
    @Test func aDifferenceGivesBackWhatItTook() throws {
        var book = TestSites.book()
        let lot = account(3, .transit, lot: 9), gap = account(3, .difference, lot: 9)
        for (source, grams) in [(Int64(1), Int64(500)), (2, 500)] {
            try book.post(
                [move(grams, account(1, .process), account(1, .store, lot: source)), move(grams, account(1, .store, lot: source), lot)], learned: learned)
        }
        try book.post([move(1000, lot, gap, because: .lost)], learned: learned)
        try book.post([move(1000, gap, lot, because: .correction)], learned: learned)
        #expect(book.content(lot).shares.map(\.grams) == [500, 500])
        #expect(book.content(gap).isEmpty)
        #expect(book.faults() == [])
    }

    /// A gap after the whole lot went into others, to an account without lots: nothing says whose grams they were, so the gap
    /// is an origin of its own, and balances still equal contents.
    @Test func aGapOfALotThatIsGoneIsAnOriginOfItsOwn() throws {
        var book = TestSites.book()
        let made = account(3, .held, lot: 9), gap = account(3, .difference, lot: 9), process = account(1, .process)
        for source in [Int64(1), 2] {
            try book.post([move(500, process, account(1, .store, lot: source)), move(500, account(1, .store, lot: source), made)], learned: learned)
        }
        try book.post([move(1000, made, account(3, .held, lot: 20))], learned: learned)
        try book.post([move(100, gap, process, because: .correctionGap)], learned: learned)
        #expect(book.content(gap).shares == [Content.Share(origin: OriginID(9), grams: -100)])
        #expect(book.faults() == [])
    }

    /// The gap is taken from the lot's origins and not from whatever the receiving account happens to hold.
    @Test func aGapIsSharedLikeTheLotAndNotLikeItsTarget() throws {
        var book = TestSites.book()
        let held = account(3, .held, lot: 9), gap = account(3, .difference, lot: 9), process = account(1, .process)
        for (source, grams) in [(Int64(1), Int64(300)), (2, 700)] {
            try book.post([move(grams, process, account(1, .store, lot: source)), move(grams, account(1, .store, lot: source), held)], learned: learned)
        }
        try book.post([move(1000, held, account(4, .held, lot: 9))], learned: learned)
        // Another lot of the same place receives the gap.
        try book.post([move(50, account(2, .process), account(3, .held, lot: 30))], learned: learned)
        try book.post([move(100, gap, account(3, .held, lot: 30), because: .correctionGap)], learned: learned)
        #expect(book.content(gap).shares.map(\.grams) == [-30, -70])
        #expect(book.faults() == [])
    }

    /// A lot that was emptied and filled again keeps its first origin, as it was classified on its first day.
    @Test func anOriginIsBegunOnce() throws {
        var book = TestSites.book()
        let process = account(2, .process), store = account(2, .store, lot: 7)
        try book.post([move(100, process, store, on: FixedTime.day(2026, 8, 30)), move(100, store, account(3, .transit, lot: 8))], learned: learned)
        try book.post([move(40, process, store, on: FixedTime.day(2026, 9, 2), because: .correction)], learned: learned)
        #expect(book.origins[OriginID(7)]?.province == "KH-12")
        #expect(book.content(store).shares == [Content.Share(origin: OriginID(7), grams: 40)])
        #expect(book.faults() == [])
    }
}
