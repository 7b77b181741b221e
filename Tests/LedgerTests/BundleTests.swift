// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport
import Testing

/// A pit that takes in more loads than its content keeps rows.
struct BundleTests {
    let pit = account(4, .held, lot: 900_000)

    /// Pours loads of 1...2,000 g from sites 1 to 3 (three kinds: two sectors, two provinces) into the pit.
    func pour(_ loads: ClosedRange<Int64>, into book: inout MemoryBook, _ random: inout SeededGenerator, masses: inout [OriginID: Int64]) throws {
        var moves: [Move] = []
        for lot in loads {
            let site = lot % 3 + 1
            let grams = random.grams(1...2000)
            masses[OriginID(lot)] = grams
            moves += [
                move(grams, account(site, .process), account(site, .store, lot: lot)), move(grams, account(site, .store, lot: lot), pit),
            ]
        }
        try book.post(moves, learned: learned)
    }

    func kinds(_ content: Content, _ book: MemoryBook) -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for share in content.shares {
            guard let origin = book.origins[share.origin] else { continue }
            sums["\(origin.province) \(origin.sector) \(origin.material.value)", default: 0] += share.grams
        }
        return sums
    }

    @Test func bundlesKeepEveryGramEveryKindAndOpenToTheirContent() throws {
        var random = SeededGenerator(seed: 4)
        var book = TestSites.book()
        var masses: [OriginID: Int64] = [:]
        for batch in Int64(0)..<14 { try pour(batch * 100 + 1...batch * 100 + 100, into: &book, &random, masses: &masses) }
        let content = book.content(pit)
        #expect(content.shares.count <= originsPerLotMax + 3)
        #expect(!book.bundles.isEmpty)
        #expect(content.total == masses.values.reduce(0, +))
        #expect(book.faults() == [])

        // Opened, it is each load as it came in; and no kind has lost a gram to another.
        let opened = content.opened { book.bundles[$0] }
        #expect(opened.shares == masses.map { Content.Share(origin: $0.key, grams: $0.value) }.sorted { $0.origin < $1.origin })
        #expect(kinds(content, book) == kinds(opened, book))
        for (id, bundle) in book.bundles {
            let kind = kinds(bundle, book)
            let origin = try #require(book.origins[id])
            #expect(kind == ["\(origin.province) \(origin.sector) \(origin.material.value)": bundle.total])
        }

        // A part of it leaves: the sums hold for account, kind and fate.
        let third = content.total / 3
        try book.post([move(third, pit, account(4, .treated(try #require(TreatmentCode(text: "R3"))), lot: 900_000), because: .treated)], learned: learned)
        #expect(book.content(pit).total == content.total - third)
        #expect(book.content(pit).opened { book.bundles[$0] }.total == content.total - third)
        #expect(book.faults() == [])
    }

    /// Loads that come one at a time do not make a bundle in a bundle at every step.
    @Test func bundlesNestRarely() throws {
        var random = SeededGenerator(seed: 5)
        var book = TestSites.book()
        var masses: [OriginID: Int64] = [:]
        try pour(1...1000, into: &book, &random, masses: &masses)
        #expect(book.bundles.isEmpty)
        for lot in Int64(1001)...1100 { try pour(lot...lot, into: &book, &random, masses: &masses) }
        #expect(book.bundles.count <= 3)
        #expect(book.content(pit).shares.count <= originsPerLotMax + 3)
        #expect(book.content(pit).opened { book.bundles[$0] }.total == masses.values.reduce(0, +))
        #expect(book.faults() == [])
    }
}
