// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport
import Testing

/// Random histories of everything the book can be asked, against a naive book and a recount after each step.
struct RandomHistoryTests {
    @Test(arguments: [UInt64](1...60)) func aRandomHistoryAgreesWithTheNaiveBook(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        for step in 1...70 {
            let moves = history.nextMoves()
            guard !moves.isEmpty else { continue }
            var ids: [EntryID] = []
            var refusal: LedgerError?
            do throws(LedgerError) {
                let month = history.random.pick(TestSites.months)
                ids = try history.book.post(moves, learned: month).entries.map(\.id)
            } catch {
                refusal = error
            }
            let isTaken = history.naive.take(moves, ids: ids)
            #expect(isTaken == (refusal == nil), "seed \(seed), step \(step): \(String(describing: refusal)) for \(moves)")
            if case .insufficientStock(let account, let available, let requested) = refusal {
                #expect(available < requested, "seed \(seed), step \(step): \(account)")
            }
            let faults = history.book.faults() + history.naive.disagreements(with: history.book)
            #expect(faults == [], "seed \(seed), step \(step)")
            guard isTaken == (refusal == nil), faults.isEmpty else { return }
            if refusal == nil { history.remember(moves, ids: ids) }
        }
        #expect(history.book.entries.count > 50, "seed \(seed) made too little of a history")
    }
}

/// Makes moves that are mostly possible, often at the edge, and sometimes not.
struct RandomHistory {
    var random: SeededGenerator
    var book = TestSites.book()
    var naive = NaiveBook()
    private var lots: [(id: LotID, material: Material)] = []
    private var open: [PendingEntry] = []
    private var closed: [PendingEntry] = []
    private var nextLot: Int64 = 100

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func nextMoves() -> [Move] {
        guard lots.count > 2 else { return generate() }
        return switch random.integer(1...15) {
        case 1, 2: generate()
        case 3, 4, 5: shift()
        case 6, 7: mix()
        case 8: differ()
        case 9: trueUp()
        case 10: reserve()
        case 11, 12: resolve()
        case 13: random.once(in: 2) ? correct() : bring()
        case 14: pile()
        default: shift() + mix()
        }
    }

    mutating func remember(_ moves: [Move], ids: [EntryID]) {
        for (move, id) in zip(moves, ids) {
            if case .pending = move.phase { open.append(PendingEntry(id: id, credit: move.credit, debit: move.debit, mass: move.mass)) }
            if let resolved = move.phase.resolves {
                open.removeAll { $0.id == resolved.id }
                closed.append(resolved)
            }
        }
    }

    private mutating func date() -> CalendarDate { FixedTime.day(2026, 8, 25).adding(days: random.integer(0...20)) }

    /// Around what is there: usually a part, often all, now and then a gram too much.
    private mutating func grams(around there: Int64) -> Int64 {
        if random.once(in: 6) { return there + random.grams(1...500) }
        if random.once(in: 3) { return there }
        return there > 1 ? random.grams(1...there) : 1
    }

    private mutating func generate() -> [Move] {
        let material = random.pick([TestSites.textile, TestSites.sludge])
        nextLot += 1
        lots.append((LotID(nextLot), material))
        let site = random.pick(TestSites.all)
        let source = random.pick([Compartment.process, .supply, .opening])
        return [
            Move(
                .grams(random.grams(1...40_000)), from: Account(site, source, material), to: Account(site, .store, material, lot: LotID(nextLot)),
                on: date(), because: .impliedByNote)
        ]
    }

    private mutating func stock() -> Account? {
        let filled = book.balances.filter { $0.value.posted > 0 && $0.key.lot != nil && $0.key.compartment != .difference }.keys.sorted()
        return filled.isEmpty ? nil : random.pick(filled)
    }

    /// A lot from one place to another.
    private mutating func shift() -> [Move] {
        guard let from = stock() else { return [] }
        var to = from
        to.site = random.pick(TestSites.all)
        to.compartment = random.pick([.store, .transit, .held, .treated(random.pick(TreatmentCode.allCases))])
        guard to != from else { return [] }
        return [Move(.grams(grams(around: book.balance(from).available)), from: from, to: to, on: date(), because: .handedOver)]
    }

    /// Some of a lot into another lot of the same material.
    private mutating func mix() -> [Move] {
        guard let from = stock() else { return [] }
        let into = random.pick(lots.filter { $0.material == from.material })
        let to = Account(random.pick(TestSites.all), random.pick([.store, .held, .transit]), from.material, lot: into.id)
        guard to != from else { return [] }
        return [Move(.grams(grams(around: book.balance(from).posted)), from: from, to: to, on: date(), because: .grouped)]
    }

    private mutating func differ() -> [Move] {
        guard let place = stock() else { return [] }
        let gap = Account(random.pick(TestSites.all), .difference, place.material, lot: place.lot)
        let mass = Mass.grams(grams(around: min(900, book.balance(place).posted)))
        return random.once(in: 2)
            ? [Move(mass, from: place, to: gap, on: date(), because: .weighingDifference)]
            : [Move(mass, from: gap, to: place, on: date(), because: .weighingDifference)]
    }

    private mutating func trueUp() -> [Move] {
        guard let place = stock() else { return [] }
        let gap = Account(place.site, .difference, place.material, lot: place.lot)
        let process = Account(random.pick(TestSites.all), .process, place.material)
        let mass = Mass.grams(random.grams(1...300))
        return random.once(in: 2)
            ? [Move(mass, from: gap, to: place, on: date(), because: .weighingDifference), Move(mass, from: process, to: gap, on: date(), because: .trueUp)]
            : [Move(mass, from: place, to: gap, on: date(), because: .weighingDifference), Move(mass, from: gap, to: process, on: date(), because: .trueUp)]
    }

    private mutating func reserve() -> [Move] {
        guard let from = stock() else { return [] }
        let to = Account(random.pick(TestSites.all), .transit, from.material, lot: random.pick(lots.filter { $0.material == from.material }).id)
        guard to != from else { return [] }
        return [Move(.grams(grams(around: book.balance(from).available)), from: from, to: to, on: date(), because: .collected, phase: .pending)]
    }

    /// Posts or voids a reservation; now and then one that was resolved before.
    private mutating func resolve() -> [Move] {
        if !closed.isEmpty, random.once(in: 5) {
            let again = random.pick(closed)
            return [Move(again.mass, from: again.credit, to: again.debit, on: date(), because: .collected, phase: .voiding(again))]
        }
        guard !open.isEmpty else { return [] }
        let pending = random.pick(open)
        if random.once(in: 3) {
            return [Move(pending.mass, from: pending.credit, to: pending.debit, on: date(), because: .collected, phase: .voiding(pending))]
        }
        let mass = random.once(in: 3) ? Mass.grams(grams(around: pending.mass.raw)) : pending.mass
        return [Move(mass, from: pending.credit, to: pending.debit, on: date(), because: .collected, phase: .posting(pending))]
    }

    private mutating func correct() -> [Move] {
        guard let from = stock() else { return [] }
        let target =
            random.once(in: 2)
            ? Account(random.pick(TestSites.all), .process, from.material)
            : Account(random.pick(TestSites.all), .difference, from.material, lot: from.lot)
        return takeBack(.grams(random.grams(1...60_000)), from: from, holding: book.balance(from), to: target, on: date(), document: nil)
    }

    private mutating func bring() -> [Move] {
        guard let into = stock() else { return [] }
        let gap = Account(into.site, .difference, into.material, lot: into.lot)
        let source =
            random.once(in: 2)
            ? Account(random.pick(TestSites.all), .process, into.material)
            : Account(random.pick(TestSites.all), .difference, into.material, lot: into.lot)
        let owing = Mass(max(0, -book.balance(gap).posted))
        return bringBack(.grams(random.grams(1...5_000)), to: into, owing: owing, from: source, on: date(), document: nil)
    }

    /// Stock without lots: into a pile, and from it into a lot.
    private mutating func pile() -> [Move] {
        let material = random.pick([TestSites.textile, TestSites.sludge])
        let pile = Account(random.pick(TestSites.all), .store, material)
        if random.once(in: 2) {
            return [Move(.grams(random.grams(1...5000)), from: Account(pile.site, .process, material), to: pile, on: date(), because: .openingStock)]
        }
        nextLot += 1
        lots.append((LotID(nextLot), material))
        return [
            Move(
                .grams(grams(around: book.balance(pile).available)), from: pile, to: Account(pile.site, .store, material, lot: LotID(nextLot)),
                on: date(), because: .grouped)
        ]
    }
}
