// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Foundation
import GRDBSQLite
import StorageCore
import StorageSQLite
import Testing

@Suite struct DurabilityTests {
    @Test(arguments: [
        ("PRAGMA synchronous" as Query, SQLValue.int(2)), ("PRAGMA journal_mode", .text("wal")), ("PRAGMA foreign_keys", .int(1)),
        ("PRAGMA recursive_triggers", .int(1)), ("PRAGMA secure_delete", .int(1)), ("PRAGMA busy_timeout", .int(5000)),
    ])
    func theWriterIsSetUpForKeeping(_ pragma: Query, _ expected: SQLValue) async throws {
        // An answered write survives a power cut, references hold, deleted bytes are overwritten.
        try await withDatabase { database in
            let value = try await database.write { try $0.first(pragma)?.values.first }
            #expect(value == expected)
        }
    }

    @Test func dataSurviveReopening() async throws {
        // What was answered is there after closing and opening again, and the closed file stands alone.
        try await withTemporaryFolder { folder in
            let path = folder + "/test.db"
            let first = try await SQLiteDatabase(path: path)
            try await MigrationRunner([sampleTables]).run(on: first)
            try await first.run("INSERT INTO kinds (id, t, n) VALUES (1, \("ត្បូងឃ្មុំ"), \(Int64.max))")
            try await first.close()
            try FileManager.default.copyItem(atPath: path, toPath: folder + "/copy.db")

            let copy = try await SQLiteDatabase(path: folder + "/copy.db")
            #expect(try await copy.read { try $0.first("SELECT t, n FROM kinds")?.values } == [.text("ត្បូងឃ្មុំ"), .int(.max)])
            #expect(try await copy.integrityCheck() == [])
            try await copy.close()
        }
    }

    @Test func anotherProcessMakesUsWaitAndThenSaysBusy() async throws {
        // A lock held elsewhere for longer than the timeout is told as busy, and nothing is lost afterwards.
        try await withTemporaryFolder { folder in
            let ours = try await SQLiteDatabase(path: folder + "/test.db", configuration: .init(busyTimeout: 0.05))
            try await MigrationRunner([sampleTables]).run(on: ours)
            let theirs = try await SQLiteDatabase(path: folder + "/test.db")
            let gate = Gate()
            let write = Task { try await theirs.write { _ in gate.hold() } }
            await gate.whenHeld()
            #expect(await storageError { try await ours.run("INSERT INTO item (id, amount) VALUES (1, 1)") } == .busy)
            gate.open()
            try await write.value
            try await ours.run("INSERT INTO item (id, amount) VALUES (1, 1)")
            try await theirs.close()
            try await ours.close()
        }
    }

    @Test func whatIsNoDatabaseIsRefused() async throws {
        // A file of other bytes and a folder that is missing are told apart.
        try await withTemporaryFolder { folder in
            try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder + "/letter.db"))
            let letter = await storageError { _ = try await SQLiteDatabase(path: folder + "/letter.db") }
            #expect(letter == .corrupt("file is not a database"))
            let missing = await storageError { _ = try await SQLiteDatabase(path: folder + "/none/test.db") }
            #expect(missing == .unavailable("unable to open database file"))
        }
    }

    @Test func integrityCheckNamesDanglingReferences() async throws {
        // A reference that points at nothing, made by a program that did not keep the rule, is found with its table.
        try await withTemporaryFolder { folder in
            var handle: OpaquePointer?
            #expect(sqlite3_open(folder + "/test.db", &handle) == SQLITE_OK)
            let damage = """
                CREATE TABLE item (id INTEGER PRIMARY KEY);
                CREATE TABLE leg (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item (id));
                INSERT INTO leg VALUES (4, 5);
                """
            #expect(sqlite3_exec(handle, damage, nil, nil, nil) == SQLITE_OK)
            sqlite3_close(handle)
            let database = try await SQLiteDatabase(path: folder + "/test.db")
            #expect(try await database.integrityCheck() == ["row 4 of leg refers to a missing row of item"])
            try await database.close()
        }
    }

    @Test func sizeCountsFileAndLog() async throws {
        // What was written stands in the log until a checkpoint moves it; the size is that of both.
        try await withDatabase { database in
            try await database.checkpoint()
            let file = try database.fileSize
            try await database.run("INSERT INTO kinds (id, b) VALUES (1, \([UInt8](repeating: 1, count: 100_000)))")
            #expect(try database.fileSize > file + 100_000)
            try await database.checkpoint()
            let onDisk = try FileManager.default.attributesOfItem(atPath: database.path)[.size] as? NSNumber
            #expect(try database.fileSize == onDisk?.int64Value)
        }
    }
}
