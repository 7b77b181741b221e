// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Foundation
import GRDBSQLite
import StorageCore
import Testing

@testable import StorageSQLite

@Suite struct WriterTests {
    @Test func concurrentWritesShareCommits() async throws {
        // 64 writes that arrive while one commits need far fewer commits; counted in the log file itself.
        try await withDatabase { database in
            try await database.checkpoint()
            let gate = Gate()
            async let first: Void = database.write {
                try $0.execute("INSERT INTO item (id, amount) VALUES (0, 0)"); gate.hold()
            }
            await gate.whenHeld()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...64 { group.addTask { try await database.run("INSERT INTO item (id, amount) VALUES (\(id), 1)") } }
                await database.untilWaiting(64)
                gate.open()
                try await group.waitForAll()
            }
            try await first
            #expect(try commits(inLogOf: database.path) == 2)
            #expect(try await database.value("SELECT count(*) FROM item") == .int(65))
        }
    }

    @Test func oneFailureLeavesItsNeighboursAlone() async throws {
        // Of 64 writers in one batch one is refused by a CHECK; 63 stand, and nothing of the one.
        try await withDatabase { database in
            let outcomes = try await inOneBatch(database, 64) { id, session in
                try session.execute("INSERT INTO item (id, amount) VALUES (\(id), 1)")
                try session.execute("UPDATE item SET amount = \(id == 17 ? -1 : 2) WHERE id = \(id)")
            }
            let refused = StorageError.constraint(kind: .check, table: "item", detail: "amount_not_negative")
            #expect(outcomes.filter { $0.error != nil }.map(\.id) == [17])
            #expect(outcomes.first { $0.id == 17 }?.error == refused)
            let row = try await database.read { try $0.first("SELECT count(*), sum(amount), sum(id = 17) FROM item") }
            #expect(row?.values == [.int(63), .int(126), .int(0)])
        }
    }

    @Test func anUnresolvedKeyFailsOnlyItsWriter() async throws {
        // A deferred foreign key fails at the commit; the batch finds it before and the neighbours stand.
        try await withDatabase { database in
            let outcomes = try await inOneBatch(database, 8) { id, session in
                try session.execute("INSERT INTO leg (id, site, number, later) VALUES (\(id), 1, \("n\(id)"), \(id == 3 ? 4711 : Int?.none))")
            }
            #expect(outcomes.filter { $0.error != nil }.map(\.id) == [3])
            #expect(outcomes.first { $0.id == 3 }?.error == .constraint(kind: .foreignKey, table: nil, detail: ""))
            #expect(try await database.value("SELECT count(*) FROM leg") == .int(7))
        }
    }

    @Test func aLostTransactionIsRunAgainForTheOthers() async throws {
        // SQLite gives up the whole transaction when the file may not grow; the others run again and stand.
        try await withDatabase { database in
            _ = try await database.write { try $0.first("PRAGMA max_page_count = 40") }
            let outcomes = try await inOneBatch(database, 16) { id, session in
                try session.execute("INSERT INTO kinds (id, b) VALUES (\(id), \([UInt8](repeating: 7, count: id == 9 ? 1_000_000 : 10)))")
            }
            #expect(outcomes.filter { $0.error != nil }.map(\.id) == [9])
            #expect(outcomes.first { $0.id == 9 }?.error == .outOfSpace)
            #expect(try await database.value("SELECT count(*) FROM kinds") == .int(15))
        }
    }

    @Test func aFailedCommitFailsEveryWriteOfTheBatch() async throws {
        // When the commit is refused nobody is told that all went well, nothing stays, and the writer goes on.
        try await withDatabase { database in
            try await database.onWriter { _ = sqlite3_commit_hook($0.handle, { _ in 1 }, nil) }
            let outcomes = try await inOneBatch(database, 8) { id, session in
                try session.execute("INSERT INTO item (id, amount) VALUES (\(id), 1)")
            }
            #expect(outcomes.count == 8 && outcomes.allSatisfy { $0.error != nil })
            try await database.onWriter { _ = sqlite3_commit_hook($0.handle, nil, nil) }
            #expect(try await database.value("SELECT count(*) FROM item") == .int(0))
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 1)")
        }
    }

    @Test func aFullQueueRefuses() async throws {
        // With three waiting and a limit of three the fourth is told so, and the three are served.
        try await withDatabase(.init(queueLimit: 3)) { database in
            let gate = Gate()
            async let held: Void = database.write { _ in gate.hold() }
            await gate.whenHeld()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...3 { group.addTask { try await database.run("INSERT INTO item (id, amount) VALUES (\(id), 1)") } }
                await database.untilWaiting(3)
                #expect(await storageError { try await database.write { _ in } } == .queueFull(waiting: 3))
                gate.open()
                try await group.waitForAll()
            }
            try await held
            #expect(try await database.value("SELECT count(*) FROM item") == .int(3))
            #expect(await database.writerStatistics.refused == 1)
        }
    }

    @Test func batchesAreBounded() async throws {
        // With a limit of ten, 25 waiting writes take three commits.
        try await withDatabase(.init(batchLimit: 10)) { database in
            let before = await database.writerStatistics
            let outcomes = try await inOneBatch(database, 25) { id, session in
                try session.execute("INSERT INTO item (id, amount) VALUES (\(id), 1)")
            }
            #expect(outcomes.allSatisfy { $0.error == nil })
            // The write that holds the gate has changed nothing and still commits.
            #expect(await database.writerStatistics.commits - before.commits == 4)
        }
    }
}

/// Commits in a write-ahead log since it was last emptied.
///
/// Source: sqlite.org/fileformat2.html section 4: a header of 32 bytes, then frames of 24 bytes and a page; bytes 4..<8
/// of a frame are zero unless it ends a commit; bytes 8..<16 repeat the salt of the header in frames of this round.
private func commits(inLogOf path: String) throws -> Int {
    let log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "-wal")))
    let pageSize = log[8..<12].reduce(0) { $0 << 8 | Int($1) }
    let salt = log[16..<24]
    var count = 0
    for frame in stride(from: 32, to: log.count - 23, by: 24 + pageSize) where log[frame + 8..<frame + 16].elementsEqual(salt) {
        if log[frame + 4..<frame + 8].contains(where: { $0 != 0 }) { count += 1 }
    }
    return count
}
