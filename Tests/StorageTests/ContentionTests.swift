// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Foundation
import StorageCore
import Testing

/// Many who want the same rows at once.
@Suite struct ContentionTests {
    @Test func nobodysChangeIsLost() async throws {
        // 64 who read a number, think, and write it back one higher: as if one after another.
        try await withSampleDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...64 {
                    group.addTask {
                        try await database.write { session in
                            let amount = try session.first("SELECT amount FROM item WHERE id = 1")?.int(0) ?? -1
                            try session.execute("UPDATE item SET amount = \(amount + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.value("SELECT amount FROM item WHERE id = 1") == .int(64))
        }
    }

    @Test func aRuleOverManyRowsHolds() async throws {
        // Each adds a row only while the sum leaves room: rows that nobody updates, and still the sum stays within.
        try await withSampleDatabase { database in
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in 1...64 {
                    group.addTask {
                        try await database.write { session in
                            let sum = try session.first("SELECT coalesce(sum(amount), 0) FROM item")?.int(0) ?? 0
                            guard sum + 10 <= 100 else { return false }
                            try session.execute("INSERT INTO item (id, amount) VALUES (\(id), 10)")
                            return true
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 10)
            #expect(try await database.value("SELECT CAST(sum(amount) AS BIGINT) FROM item") == .int(100))
        }
    }

    @Test func aSlowWriterComesThroughAmongQuickOnes() async throws {
        // One reads every row, takes its time and writes, while others write the same rows without a break: it stands, once, with what it read.
        try await withSampleDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 0), (2, 0), (3, 0), (4, 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 2...4 {
                    group.addTask {
                        while !Task.isCancelled { try await database.run("UPDATE item SET amount = amount + 1 WHERE id = \(id)") }
                    }
                }
                let written = try await database.write { session in
                    let sum = try session.first("SELECT CAST(sum(amount) AS BIGINT) FROM item")?.int(0) ?? -1
                    Thread.sleep(forTimeInterval: 0.03)
                    try session.execute("UPDATE item SET amount = \(sum) WHERE id = 1")
                    try session.execute("UPDATE item SET amount = amount + 1 WHERE id = 2")
                    return sum
                }
                group.cancelAll()
                try await group.waitForAll()
                #expect(try await database.value("SELECT amount FROM item WHERE id = 1") == .int(written))
            }
        }
    }

    @Test func crossedOrdersComeThrough() async throws {
        // Half take two rows in one order, half in the other: a deadlock is nobody's problem outside.
        try await withSampleDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 1000), (2, 1000)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 {
                    group.addTask {
                        let (from, to) = number.isMultiple(of: 2) ? (1, 2) : (2, 1)
                        try await database.write { session in
                            try session.execute("UPDATE item SET amount = amount - \(number) WHERE id = \(from)")
                            try session.execute("UPDATE item SET amount = amount + \(number) WHERE id = \(to)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let moved = (1...40).reduce(0) { $0 + ($1.isMultiple(of: 2) ? -$1 : $1) }
            #expect(try await database.value("SELECT amount FROM item WHERE id = 1") == .int(Int64(1000 + moved)))
        }
    }
}
