// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@Suite struct TransactionTests {
    @Test func aCaughtFailureStillFailsTheClosure() async throws {
        // As on PostgreSQL: after a failed statement nothing else runs and nothing stays, even if the closure looks away.
        try await withSampleDatabase { database in
            let refused = StorageError.constraint(kind: .notNull, table: "item", detail: "amount")
            let error = await storageError {
                try await database.write { session in
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
                    _ = try? session.execute("INSERT INTO item (id, amount) VALUES (2, NULL)")
                    #expect(throws: refused) { try session.execute("INSERT INTO item (id, amount) VALUES (3, 1)") }
                }
            }
            #expect(error == refused)
            let count = try await database.value("SELECT count(*) FROM item")
            #expect(count == .int(0))
        }
    }

    @Test func anErrorOfTheClosureUndoesItsChanges() async throws {
        // A rule that refuses after some statements leaves nothing, and its own error arrives.
        struct Refusal: Error, Equatable { let kilograms: Int }
        try await withSampleDatabase { database in
            await #expect(throws: Refusal(kilograms: 12)) {
                try await database.write { session in
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
                    throw Refusal(kilograms: 12)
                }
            }
            let count = try await database.value("SELECT count(*) FROM item")
            #expect(count == .int(0))
        }
    }

    @Test func randomBatchesAgreeWithAModel() async throws {
        // Random deposits and withdrawals by many writers, some refused: the balances are those of the accepted ones.
        let seed: UInt64 = 20_260_912
        print("seed \(seed)")
        var state = seed
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let changes = (0..<400).map { _ in (item: next(5), amount: next(200) - 100) }
        try await withSampleDatabase { database in
            try await database.write { try $0.executeMany("INSERT INTO item (id, amount) VALUES ($1, 0)", count: 5) { $1.append(.int(Int64($0))) } }
            let accepted = await withTaskGroup(of: (Int, Int)?.self) { group in
                for change in changes {
                    group.addTask {
                        let error = await storageError {
                            try await database.run("UPDATE item SET amount = amount + \(change.amount) WHERE id = \(change.item)")
                        }
                        return error == nil ? (change.item, change.amount) : nil
                    }
                }
                var sums: [Int: Int] = [:]
                for await change in group { if let change { sums[change.0, default: 0] += change.1 } }
                return sums
            }
            let rows = try await database.read { try $0.rows("SELECT id, amount FROM item ORDER BY id").map { ($0.int(0), $0.int(1)) } }
            for (id, amount) in rows { #expect(Int(amount) == accepted[Int(id), default: 0]) }
            #expect(rows.allSatisfy { $0.1 >= 0 })
        }
    }

    @Test func closingServesWhoWaitsAndRefusesWhoComes() async throws {
        // Writes that were taken are answered; later calls hear that it is closed; closing again is fine.
        try await withSampleDatabase { database in
            let gate = Gate()
            let write = Task {
                try await database.write { session in
                    gate.hold()
                    return try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
                }
            }
            await gate.whenHeld()
            let closing = Task { try await database.close() }
            gate.open()
            #expect(try await write.value == 1)
            try await closing.value
            try await database.close()
            #expect(await storageError { try await database.write { _ in } } == .closed)
            #expect(await storageError { try await database.read { _ in } } == .closed)
        }
    }

    @Test func aReaderSeesNothingUncommitted() async throws {
        // While a write is under way readers see the state before it, at once; afterwards the new one.
        try await withSampleDatabase { database in
            let gate = Gate()
            let write = Task {
                try await database.write { session in
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
                    gate.hold()
                }
            }
            await gate.whenHeld()
            #expect(try await database.value("SELECT count(*) FROM item") == .int(0))
            gate.open()
            try await write.value
            #expect(try await database.value("SELECT count(*) FROM item") == .int(1))
        }
    }

    @Test func readersCannotWrite() async throws {
        // A closure that only reads is refused when it writes.
        try await withSampleDatabase { database in
            let error = await storageError { try await database.read { _ = try $0.execute("INSERT INTO item (id, amount) VALUES (1, 1)") } }
            let words = TestEngine.isSQLite ? "attempt to write a readonly database" : "cannot execute INSERT in a read-only transaction"
            #expect(error == .unavailable(words))
        }
    }

    @Test func aCancelledReadStops() async throws {
        // Who asked has gone: an endless query ends, and the next read is served by the same connection.
        try await withSampleDatabase { database in
            let gate = Gate()
            let endless = Task {
                try await database.read { session in
                    gate.hold()
                    return try session.first("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
                }
            }
            await gate.whenHeld()
            gate.open()
            endless.cancel()
            await #expect(throws: CancellationError.self) { try await endless.value }
            let next = try await database.value("SELECT 1")
            #expect(next == .int(1))
        }
    }
}
