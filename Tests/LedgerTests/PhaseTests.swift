// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport
import Testing

/// Two-phase entries: reserve, post, void; and what is refused with which numbers.
struct PhaseTests {
    let process = account(1, .process)
    let store = account(1, .store, lot: 10)
    let transit = account(2, .transit, lot: 10)
    let document = DocumentID(77)

    /// A book whose store holds 1,000 g, of which 600 g are reserved.
    func reserved() throws -> (book: MemoryBook, pending: PendingEntry) {
        var book = TestSites.book()
        try book.post([move(1000, process, store)], learned: learned)
        try book.post([move(600, store, transit, .pending, document: document)], learned: learned)
        return (book, try #require(book.pendings(of: document).first))
    }

    @Test func aPendingEntryLowersWhatIsAvailableAndNotWhatIsThere() throws {
        let (book, _) = try reserved()
        #expect(book.balance(store) == Balance(posted: 1000, pending: 600))
        #expect(book.balance(store).available == 400)
        #expect(book.balance(transit).posted == 0)
        #expect(book.faults().isEmpty)
    }

    @Test func postingMovesWhatWasReserved() throws {
        var (book, pending) = try reserved()
        try book.post([move(600, store, transit, .posting(pending))], learned: learned)
        #expect(book.balance(store) == Balance(posted: 400))
        #expect(book.balance(transit) == Balance(posted: 600))
        #expect(book.faults().isEmpty)
    }

    @Test func postingMayMoveLessOrElsewhereAndReleasesTheRest() throws {
        var (book, pending) = try reserved()
        let other = account(3, .transit, lot: 10)
        try book.post([move(450, store, other, .posting(pending))], learned: learned)
        #expect(book.balance(store) == Balance(posted: 550))
        #expect(book.balance(transit) == Balance())
        #expect(book.balance(other) == Balance(posted: 450))
        #expect(book.faults().isEmpty)
    }

    @Test func voidingMovesNothing() throws {
        var (book, pending) = try reserved()
        try book.post([move(600, store, transit, .voiding(pending))], learned: learned)
        #expect(book.balance(store) == Balance(posted: 1000))
        #expect(book.balance(transit) == Balance())
        #expect(book.faults().isEmpty)
    }

    @Test func aPendingEntryIsResolvedOnce() throws {
        var (book, pending) = try reserved()
        try book.post([move(600, store, transit, .posting(pending))], learned: learned)
        for again in [Phase.posting(pending), .voiding(pending)] {
            #expect(throws: LedgerError.alreadyResolved(pending.id)) {
                try book.post([move(10, store, transit, again)], learned: learned)
            }
        }
        #expect(book.balance(store) == Balance(posted: 400))
    }

    @Test func oneOperationDoesNotResolveAPendingEntryTwice() throws {
        var (book, pending) = try reserved()
        #expect(throws: LedgerError.alreadyResolved(pending.id)) {
            try book.post([move(300, store, transit, .posting(pending)), move(300, store, transit, .voiding(pending))], learned: learned)
        }
        #expect(book.balance(store) == Balance(posted: 1000, pending: 600))
    }

    /// What is reserved for others is not left: the refusal names 400 g, and 400 g are then taken.
    @Test(arguments: [500, 1000, 1200]) func anOverdrawIsRefusedWithWhatIsReallyLeft(grams: Int64) throws {
        var (book, _) = try reserved()
        #expect(throws: LedgerError.insufficientStock(account: store, available: .grams(400), requested: .grams(grams))) {
            try book.post([move(grams, store, transit)], learned: learned)
        }
        try book.post([move(400, store, transit)], learned: learned)
        #expect(book.balance(store) == Balance(posted: 600, pending: 600))
    }

    @Test func aSecondReservationOfTheSameMassIsRefused() throws {
        var (book, _) = try reserved()
        #expect(throws: LedgerError.insufficientStock(account: store, available: .grams(400), requested: .grams(401))) {
            try book.post([move(401, store, transit, .pending)], learned: learned)
        }
    }

    /// A load that is to be generated and to leave: leaving first is refused with what is there, nothing.
    @Test func whatIsOnlyPromisedCannotLeave() throws {
        var book = TestSites.book()
        try book.post([move(800, process, store, .pending, document: document), move(800, store, transit, .pending, document: document)], learned: learned)
        #expect(book.balance(store) == Balance())
        let pendings = book.pendings(of: document)
        let leaving = try #require(pendings.last)
        #expect(throws: LedgerError.insufficientStock(account: store, available: .zero, requested: .grams(800))) {
            try book.post([move(800, store, transit, .posting(leaving))], learned: learned)
        }
        try book.post(pendings.map { move(800, $0.credit, $0.debit, .posting($0)) }, learned: learned)
        #expect(book.balance(transit) == Balance(posted: 800))
        #expect(book.faults().isEmpty)
    }

    /// The same without lots: the numbers come from the balance alone.
    @Test func anUnlottedOverdrawNamesItsOwnNumbers() throws {
        var book = TestSites.book()
        let pile = account(1, .store)
        try book.post([move(1000, process, pile)], learned: learned)
        try book.post([move(900, pile, account(1, .product), .pending)], learned: learned)
        #expect(throws: LedgerError.insufficientStock(account: pile, available: .grams(100), requested: .grams(150))) {
            try book.post([move(150, pile, account(1, .supply))], learned: learned)
        }
    }

    @Test(arguments: [0, -5, Int64.min]) func onlyMassAboveZeroMoves(grams: Int64) throws {
        var book = TestSites.book()
        #expect(throws: LedgerError.notPositive(account: process, mass: .grams(grams))) {
            try book.post([move(grams, process, store)], learned: learned)
        }
    }

    /// Several accounts fall below zero at once: the first in account order is named, every time.
    @Test func theSameRefusalNamesTheSameAccount() throws {
        let piles = (1...4).map { account($0, .store) }
        let sink = account(1, .product)
        var random = SeededGenerator(seed: 1)
        var named: Set<Account> = []
        for _ in 0..<20 {
            var book = TestSites.book()
            do throws(LedgerError) {
                try book.post(piles.shuffled(using: &random).map { move(5, $0, sink) }, learned: learned)
            } catch {
                if case .insufficientStock(let account, _, _) = error { named.insert(account) }
            }
        }
        #expect(named == [piles[0]])
    }

    @Test func aLotMayBeFilledAndEmptiedByOneOperation() throws {
        var book = TestSites.book()
        try book.post([move(70, process, store), move(70, store, transit)], learned: learned)
        #expect(book.balance(store) == Balance())
        #expect(book.content(transit).shares == [Content.Share(origin: OriginID(10), grams: 70)])
        #expect(book.faults().isEmpty)
    }

    @Test func aRefusalOfOneMoveLeavesNoneOfThemBehind() throws {
        var (book, _) = try reserved()
        let entries = book.entries
        #expect(throws: LedgerError.self) {
            try book.post([move(100, process, store), move(5000, store, transit)], learned: learned)
        }
        #expect(book.entries == entries)
        #expect(book.balance(store) == Balance(posted: 1000, pending: 600))
    }
}
