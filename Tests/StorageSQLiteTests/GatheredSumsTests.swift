// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import GRDBSQLite
import StorageCore
import Synchronization
import TestSupport
import Testing

@testable import StorageSQLite

/// What the members of one commit add to the same sums.
@Suite struct GatheredSumsTests {
    @Test func aSumThatManyAddToIsWrittenOnce() async throws {
        // 16 members add to one sum and each to one of its own: 17 rows change, not 32.
        try await withDatabase { database in
            let before = try await database.changes()
            let outcomes = try await inOneBatch(database, 16) { id, session in try session.add([0: 5, id: 1]) }
            #expect(outcomes.allSatisfy { $0.error == nil })
            #expect(try await database.changes() - before == 17)
            #expect(try await database.sums() == Dictionary(uniqueKeysWithValues: [(0, 80)] + (1...16).map { ($0, 1) }))
        }
    }

    @Test func whoeverReadsSeesWhatWasAddedBefore() async throws {
        // Random members of one batch add, look, change rows by other statements and fail, before and after they looked: each sees what those before it
        // left and what it did itself, and what is there in the end is what those left who succeeded.
        struct Refusal: Error {}
        for seed in UInt64(1)...30 {
            print("seed \(seed)")
            let left = Mutex<[Int: Int]>([:])
            try await withDatabase { database in
                _ = try await inOneBatch(database, 24) { id, session in
                    // Members run one after another; which is first nobody knows, so their dice are their own.
                    var dice = SeededGenerator(seed: seed * 1000 + UInt64(id))
                    var model = left.withLock { $0 }
                    for _ in 0..<dice.integer(0...5) {
                        switch dice.integer(0...3) {
                        case 0:
                            let seen = try session.rows("SELECT id, amount FROM item").map { (Int($0.int(0)), Int($0.int(1))) }
                            #expect(Dictionary(uniqueKeysWithValues: seen) == model)
                        case 1:
                            try session.execute("UPDATE item SET amount = amount * 2")
                            model = model.mapValues { $0 * 2 }
                        default:
                            let changes = [dice.integer(0...3): dice.integer(0...8), dice.integer(10...12): 1]
                            try session.add(changes)
                            model.merge(changes, uniquingKeysWith: +)
                        }
                    }
                    if dice.once(in: 3) { throw Refusal() }
                    left.withLock { $0 = model }
                }
                #expect(try await database.sums() == left.withLock { $0 })
            }
        }
    }

    @Test func aSumThatIsRefusedFailsWhoeverAddedToItLast() async throws {
        // Where the sums of a batch cannot be written nobody is refused for others: each runs alone, and only what goes below zero by itself fails.
        try await withDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (0, 3)")
            let outcomes = try await inOneBatch(database, 8) { id, session in try session.add(id == 5 ? [0: -100] : [0: 1, id: 2]) }
            #expect(outcomes.filter { $0.error != nil }.map(\.id) == [5])
            #expect(outcomes.first { $0.id == 5 }?.error == .constraint(kind: .check, table: "item", detail: "amount_not_negative"))
            #expect(try await database.sums().values.sorted() == [2, 2, 2, 2, 2, 2, 2, 10])
        }
    }

    @Test func aCommitThatFailsLeavesNoSum() async throws {
        // Neither of its own nor for the batch that comes next.
        try await withDatabase { database in
            try await database.onWriter { _ = sqlite3_commit_hook($0.handle, { _ in 1 }, nil) }
            let outcomes = try await inOneBatch(database, 8) { id, session in try session.add([0: 1, id: 2]) }
            #expect(outcomes.allSatisfy { $0.error != nil })
            try await database.onWriter { _ = sqlite3_commit_hook($0.handle, nil, nil) }
            #expect(try await database.sums().isEmpty)
            _ = try await inOneBatch(database, 2) { _, session in try session.add([0: 1]) }
            #expect(try await database.sums() == [0: 2])
        }
    }

    @Test func oneTooLargeForOneRowIsTwo() async throws {
        // Amounts whose sum has no place in 64 bits are added one after another, as if nothing had been gathered.
        try await withDatabase { database in
            let outcomes = try await inOneBatch(database, 2) { id, session in
                try session.executeSums(adding, of: "item", [SumRow(key: [.int(0)], amount: .max - 1), SumRow(key: [.int(0)], amount: 1)])
                try session.executeSums(adding, of: "item", [SumRow(key: [.int(0)], amount: -.max)])
                try session.add([id: id])
            }
            #expect(outcomes.allSatisfy { $0.error == nil })
            #expect(try await database.sums() == [0: 0, 1: 1, 2: 2])
        }
    }
}

private let adding = "INSERT INTO item (id, amount) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET amount = item.amount + excluded.amount"

extension Session {
    fileprivate func add(_ changes: [Int: Int]) throws {
        try executeSums(adding, of: "item", changes.sorted { $0.key < $1.key }.map { SumRow(key: [.int(Int64($0.key))], amount: Int64($0.value)) })
    }
}

extension SQLiteDatabase {
    fileprivate func sums() async throws -> [Int: Int] {
        try await read { try Dictionary(uniqueKeysWithValues: $0.rows("SELECT id, amount FROM item").map { (Int($0.int(0)), Int($0.int(1))) }) }
    }

    /// Rows changed by the writer since it was opened.
    fileprivate func changes() async throws -> Int64 {
        let found = Mutex<Int64>(0)
        try await onWriter { connection in found.withLock { $0 = sqlite3_total_changes64(connection.handle) } }
        return found.withLock { $0 }
    }
}
