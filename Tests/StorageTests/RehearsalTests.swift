// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Synchronization
import Testing

/// Writes that may be worked out beforehand mean what any write means.
@Suite struct RehearsalTests {
    @Test func nobodysChangeIsLost() async throws {
        // 64 who read a number beside each other and write it back one higher, while others do the same without rehearsing.
        try await withSampleDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...64 {
                    group.addTask {
                        let raise: @Sendable (any Session) throws -> Void = { session in
                            let amount = try session.first("SELECT amount FROM item WHERE id = 1")?.int(0) ?? -1
                            try session.execute("UPDATE item SET amount = \(amount + 1) WHERE id = 1")
                        }
                        if number % 4 == 0 { try await database.write(raise) } else { try await database.writeRehearsed(raise) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.value("SELECT amount FROM item WHERE id = 1") == .int(64))
        }
    }

    @Test func aRuleOverManyRowsHolds() async throws {
        // Each adds a row only while the sum leaves room, and asks in each of the ways in which a session is asked.
        try await withSampleDatabase { database in
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in 1...64 {
                    group.addTask {
                        try await database.writeRehearsed { session in
                            var sum: Int64 = 0
                            switch id % 4 {
                            case 0: sum = try session.first("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM item")?.int(0) ?? 0
                            case 1: sum = try session.rows("SELECT amount FROM item").reduce(0) { $0 + $1.int(0) }
                            case 2: try session.each("SELECT amount FROM item") { sum += $0.int(0) }
                            default:
                                try session.firstMany("SELECT amount FROM item WHERE id = \(0)", count: 65) {
                                    $1.append(.int(Int64($0)))
                                } row: {
                                    sum += $1.int(0)
                                }
                            }
                            guard sum + 10 <= 100 else { return false }
                            return try session.executeSet("INSERT INTO item (id, amount) VALUES ($1, $2)", count: 1) { $1 += [.int(Int64(id + $0)), .int(10)] }
                                == 1
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 10)
            #expect(try await database.value("SELECT CAST(sum(amount) AS BIGINT) FROM item") == .int(100))
        }
    }

    @Test func whatAClosureWroteItReads() async throws {
        // Also where it changes other than the usual number of rows, and is told how many.
        try await withSampleDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 5), (2, 5)")
            let seen = try await database.writeRehearsed { session in
                try session.execute("INSERT INTO item (id, amount) VALUES (3, 7)")
                return try session.rows("SELECT amount FROM item ORDER BY id").map { $0.int(0) }
            }
            #expect(seen == [5, 5, 7])
            let counts = try await database.writeRehearsed { session in
                [
                    try session.execute("INSERT INTO kinds (id, n) VALUES (1, 1)"),
                    try session.execute("UPDATE item SET amount = amount + 1 WHERE id > 1"),
                    try session.execute("DELETE FROM item WHERE id = 3"),
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 9) ON CONFLICT DO NOTHING"),
                    try session.executeMany("UPDATE item SET amount = amount + 1 WHERE id = $1", count: 3) { $1.append(.int(Int64($0))) },
                ]
            }
            #expect(counts == [1, 2, 1, 0, 2])
            #expect(try await database.read { try $0.rows("SELECT amount FROM item ORDER BY id").map { $0.int(0) } } == [6, 7])
            #expect(try await database.value("SELECT count(*) FROM kinds") == .int(1))
        }
    }

    @Test func anErrorOfTheClosureArrives() async throws {
        struct Refusal: Error, Equatable { let kilograms: Int }
        try await withSampleDatabase { database in
            await #expect(throws: Refusal(kilograms: 12)) {
                try await database.writeRehearsed { session in
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
                    throw Refusal(kilograms: 12)
                }
            }
            let count = try await database.value("SELECT count(*) FROM item")
            #expect(count == .int(0))
        }
    }

    @Test func aStatementThatFailsUndoesWhatWentBefore() async throws {
        // It is only noted while the closure rehearses, and the closure looks away afterwards.
        try await withSampleDatabase { database in
            let error = await storageError {
                try await database.writeRehearsed { session in
                    try session.execute("INSERT INTO kinds (id, n) VALUES (1, 1)")
                    _ = try? session.execute("INSERT INTO item (id, amount) VALUES (1, NULL)")
                }
            }
            #expect(error == .constraint(kind: .notNull, table: "item", detail: "amount"))
            let count = try await database.value("SELECT count(*) FROM kinds")
            #expect(count == .int(0))
        }
    }

    @Test func othersDoNotWait() async throws {
        // While one rehearses and takes its time, a write of another kind, and one that was rehearsed, are answered.
        try await withSampleDatabase { database in
            guard TestEngine.isSQLite else { return }
            let gate = Gate()
            let isFirst = Mutex(true)
            let slow = Task {
                try await database.writeRehearsed { session in
                    let amount = try session.first("SELECT amount FROM item WHERE id = 2")?.int(0) ?? 0
                    let holds = isFirst.withLock { first in
                        defer { first = false }
                        return first
                    }
                    if holds { gate.hold() }
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, \(amount))")
                }
            }
            await gate.whenHeld()
            let patient = Task { try await database.writeRehearsed { try $0.execute("INSERT INTO item (id, amount) VALUES (3, 3)") } }
            try await database.run("INSERT INTO item (id, amount) VALUES (2, 2)")
            #expect(try await database.value("SELECT count(*) FROM item") != .int(0))
            gate.open()
            #expect(try await patient.value == 1)
            try await slow.value
            #expect(try await database.value("SELECT amount FROM item WHERE id = 1") == .int(2), "What it had read had changed.")
        }
    }
}
