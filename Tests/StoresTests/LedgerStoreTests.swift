// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Ledger
import StorageCore
import Stores
import TestSupport
import Testing

/// The book's tables: what was posted is read back, and the database itself refuses what must not be.
struct LedgerStoreTests {
    /// 040222, processed textile fibres.
    private let material = Material(value: 1_040_222)
    private let place = Classification(province: "12", sector: "1410", sizeClass: "large", park: "")

    /// Posts moves as an operation would, with ids from a number on.
    private func post(_ moves: [Move], in country: TestCountry, ids start: Int64) async throws {
        let place = self.place
        try await country.database.write { session in
            let store = LedgerStore(session)
            var ids = IdentifierSequence(after: start)
            let loaded = try store.load(moves) { _, _ in place }
            let posting = try Ledger.post(
                moves, by: ids.next(), learned: FixedTime.today.month, in: loaded.view, mintEntry: { ids.next() }, mintOrigin: { ids.next() })
            try store.save(posting, onto: loaded) { ids.next() }
        }
    }

    @Test("A posting is read back entry by entry, with balances, contents and cells")
    func roundTrip() async throws {
        try await withTestCountry { country in
            let site = country.site(.factory)
            let lot = LotID(77)
            let document = DocumentID(5)
            let process = Account(site, .process, material)
            let store = Account(site, .store, material, lot: lot)
            let moves = [
                Move(.grams(900), from: process, to: store, on: FixedTime.today, because: .openingStock, document: document),
                Move(
                    .grams(200), from: store, to: Account(site, .transit, material, lot: lot), on: FixedTime.day(2026, 8, 31), because: .collected,
                    document: document),
            ]
            try await post(moves, in: country, ids: 1000)
            let material = self.material
            try await country.database.read { session in
                let ledger = LedgerStore(session)
                let entries = try ledger.entries(of: document)
                #expect(entries.map(\.mass) == [.grams(900), .grams(200)])
                #expect(entries.map(\.credit) == moves.map(\.credit) && entries.map(\.debit) == moves.map(\.debit))
                #expect(entries.map(\.occurred) == moves.map(\.occurred) && entries.map(\.reason) == [.openingStock, .collected])
                #expect(try ledger.balance(of: store) == Balance(posted: 700))
                #expect(try ledger.balance(of: process) == Balance(posted: -900))
                #expect(try ledger.contents(ofLot: lot).map(\.grams).sorted() == [200, 700])
                let august = Month(year: 2026, month: 8)
                #expect(try ledger.siteCells(of: site, months: august...august).map(\.grams).sorted() == [-200, 200])
                let nation = try ledger.upperCells(.nation, key: "", months: august...FixedTime.today.month)
                #expect(nation.reduce(0) { $0 + $1.grams } == 0 && nation.allSatisfy { $0.material == material })
                #expect(try ledger.upperCells(.sector, key: "1410", months: august...august).count == 2)
                #expect(try ledger.fates(months: august...august, province: "12").map(\.grams).sorted() == [-200, 200])
            }
        }
    }

    @Test("A pending entry lowers what is available until it is posted, and is resolved once only")
    func pendingOnce() async throws {
        try await withTestCountry { country in
            let site = country.site(.factory)
            let document = DocumentID(6)
            let store = Account(site, .store, material, lot: LotID(78))
            let transit = Account(country.site(.haulier), .transit, material, lot: LotID(78))
            try await post(
                [
                    Move(.grams(500), from: Account(site, .process, material), to: store, on: FixedTime.today, because: .openingStock),
                    Move(.grams(400), from: store, to: transit, on: FixedTime.today, because: .collected, document: document, phase: .pending),
                ], in: country, ids: 2000)
            let pending = try await country.database.read { try LedgerStore($0).pendingEntries(of: document) }
            #expect(pending.map(\.mass) == [.grams(400)])
            #expect(try await country.database.read { try LedgerStore($0).balance(of: store).available } == 100)
            let resolving = Move(
                .grams(400), from: store, to: transit, on: FixedTime.today, because: .collected, document: document, phase: .posting(pending[0]))
            try await post([resolving], in: country, ids: 3000)
            #expect(try await country.database.read { try LedgerStore($0).balance(of: store) } == Balance(posted: 100))
            #expect(try await country.database.read { try LedgerStore($0).pendingEntries(of: document).isEmpty })
            await #expect(throws: LedgerError.alreadyResolved(pending[0].id)) { try await post([resolving], in: country, ids: 4000) }
        }
    }

    @Test("The database itself refuses a store, transit or held account below zero, and more reserved than there is")
    func bounded() async throws {
        try await withTestCountry { country in
            _ = try await country.received(country.form("300"))
            let attempts: [Query] = [
                "UPDATE account SET posted = -1 WHERE compartment = 7", "UPDATE account SET posted = -1 WHERE compartment = 5",
                "UPDATE account SET posted = -1 WHERE compartment = 6", "UPDATE account SET pending = posted + 1 WHERE compartment = 7",
            ]
            for attempt in attempts {
                let error = await #expect(throws: StorageError.self) { try await country.run(attempt) }
                #expect(error == .constraint(kind: .check, table: "account", detail: "balance_not_negative"))
            }
            try await country.run("UPDATE account SET posted = -1 WHERE compartment = 8")
        }
    }

    @Test("An entry moves something between two accounts that exist, and one of a kind per place")
    func entriesAreSound() async throws {
        try await withTestCountry { country in
            _ = try await country.received(country.form("300"))
            let attempts: [(query: Query, kind: ConstraintKind)] = [
                (
                    "INSERT INTO entry SELECT id + 1, operation, document, credit, debit, 0, occurred, reason, 0, NULL FROM entry ORDER BY id DESC LIMIT 1",
                    .check
                ),
                (
                    "INSERT INTO entry SELECT id + 1, operation, document, credit, credit, 1, occurred, reason, 0, NULL FROM entry ORDER BY id DESC LIMIT 1",
                    .check
                ),
                (
                    "INSERT INTO entry SELECT id + 1, operation, document, credit, 1, 1, occurred, reason, 0, NULL FROM entry ORDER BY id DESC LIMIT 1",
                    .foreignKey
                ),
                (
                    "INSERT INTO entry SELECT id + 1, operation, document, credit, debit, 1, occurred, reason, 2, NULL FROM entry ORDER BY id DESC LIMIT 1",
                    .check
                ),
                ("INSERT INTO account SELECT id + 1, site, compartment, material, lot, 0, 0 FROM account ORDER BY id DESC LIMIT 1", .unique),
            ]
            for attempt in attempts {
                let error = await #expect(throws: StorageError.self) { try await country.run(attempt.query) }
                guard case .constraint(let kind, _, _) = error else {
                    Issue.record("\(attempt.query.text) was not refused by a constraint")
                    continue
                }
                #expect(kind == attempt.kind)
            }
        }
    }
}
