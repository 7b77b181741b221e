// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Operations
import StorageSQLite
import Stores
import Synchronization
import Testing

@testable import StorageCore

/// A whole database moved to another, between the engine of this run and SQLite.
struct DatabaseCopyTests {
    /// All rows of all tables of both engines, as one text a row.
    private func dump(_ database: any Database) async throws -> [String: [String]] {
        try await database.read { session in
            var tables: [String: [String]] = [:]
            for shape in try TableShape.all(of: session) where !shape.key.isEmpty && !DatabaseCopy.Exceptions.installation.left.contains(shape.name) {
                tables[shape.name] = try CopiedTable(shape: shape).page(session, after: nil, limit: 1_000_000).map { "\($0.values)" }
            }
            return tables
        }
    }

    private func copy(_ source: any Database, _ target: any Database, rows: Int = 7) -> DatabaseCopy {
        DatabaseCopy(from: source, to: target, rowsAtOnce: rows, exceptions: .installation) { try SettingStore($0).value("server_key") }
    }

    private func withFile<T>(_ body: (SQLiteDatabase) async throws -> T) async throws -> T {
        try await withTemporaryFolder { folder in
            let file = try await SQLiteDatabase(path: folder + "/copy.db")
            do {
                let result = try await body(file)
                try await file.close()
                return result
            } catch {
                try? await file.close()
                throw error
            }
        }
    }

    @Test("A country goes to a file in three runs, two of them stopped in the middle, and back again: row for row the same, and verified at both ends")
    func thereAndBack() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            try await country.platform.foldSums()
            // Numbers with gaps, as operations that were undone leave them.
            try await country.run("UPDATE seal_wait SET saved = saved + 100000")
            let rows = try await dump(country.database)
            #expect(rows.values.reduce(0) { $0 + $1.count } > 200)
            try await withFile { file in
                try await MigrationRunner(migrations).run(on: file)
                for writes in [9, 30] {
                    await #expect(throws: StorageError.unavailable("stopped")) {
                        _ = try await copy(country.database, Stopping(file, after: writes)).run()
                    }
                }
                let report = try await copy(country.database, file).run()
                #expect(report.copied > 0 && report.rows > Int64(report.copied))
                #expect(try await dump(file) == rows)
                let there = try await Platform(database: file, country: .cambodia, clock: { country.clock.now() })
                #expect(try await there.verify().problems == [])
                try await withEmptyDatabase { back in
                    try await MigrationRunner(migrations).run(on: back)
                    let report = try await copy(file, back, rows: 400).run()
                    #expect(report.rows == Int64(rows.values.reduce(0) { $0 + $1.count }))
                    #expect(try await dump(back) == rows)
                    let home = try await Platform(database: back, country: .cambodia, clock: { country.clock.now() })
                    #expect(try await home.verify().problems == [])
                    // It lives on there, and what is saved now comes after what was copied.
                    _ = try await home.saveDraft(country.form(), id: nil, version: nil, by: country.actor(.factory))
                    let last = try await back.value("SELECT line FROM seal_wait ORDER BY saved DESC LIMIT 1")
                    #expect(try await back.value("SELECT max(id) FROM journal") == last)
                    #expect(try await home.verify().problems == [])
                    await #expect(throws: CopyRefusal.self) { _ = try await copy(file, back).run() }
                }
            }
        }
    }

    @Test("A target that holds something, or half of another database, is left as it is; so is one of another version")
    func refused() async throws {
        try await withTestCountry { country in
            try await country.platform.foldSums()
            try await withFile { file in
                try await MigrationRunner(migrations).run(on: file)
                try await file.write { session in _ = try SettingStore(session).value("server_key", orSet: "another") }
                await #expect(throws: CopyRefusal.targetHolds(table: "setting")) { _ = try await copy(country.database, file).run() }
                await #expect(throws: CopyRefusal.targetHolds(table: "setting")) { _ = try await copy(file, file).run() }
                try await withFile { empty in
                    try await MigrationRunner(migrations).run(on: empty)
                    await #expect(throws: StorageError.unavailable("stopped")) { _ = try await copy(country.database, Stopping(empty, after: 5)).run() }
                    await #expect(throws: CopyRefusal.otherSource) { _ = try await copy(file, empty).run() }
                }
                try await withFile { old in
                    try await MigrationRunner(Array(migrations.prefix(2))).run(on: old)
                    await #expect(throws: CopyRefusal.self) { _ = try await copy(old, file).run() }
                }
            }
        }
    }

    @Test("Leases stay where they are, and what triggers wrote in the target gives way to what the source has")
    func exceptions() async throws {
        try await withFile { source in
            try await withFile { target in
                for (database, holder) in [(source, "one"), (target, "two")] {
                    try await MigrationRunner(migrations).run(on: database)
                    try await database.write { session in
                        try session.execute("CREATE TABLE a_wait (line TEXT PRIMARY KEY) STRICT")
                        try session.execute("CREATE TRIGGER waits AFTER INSERT ON setting BEGIN INSERT INTO a_wait (line) VALUES (NEW.key); END")
                        try session.execute("CREATE TABLE a_lease (id INTEGER PRIMARY KEY, holder TEXT NOT NULL) STRICT")
                        try session.execute("INSERT INTO a_lease (id, holder) VALUES (1, \(holder))")
                    }
                }
                try await source.write { session in
                    _ = try SettingStore(session).value("server_key", orSet: "k")
                    _ = try SettingStore(session).value("country", orSet: "KH")
                    try session.execute("DELETE FROM a_wait WHERE line = 'country'")
                }
                let exceptions = DatabaseCopy.Exceptions(left: ["a_lease", "no_such_table", "seal_lease"], refilled: ["a_wait"])
                _ = try await DatabaseCopy(from: source, to: target, exceptions: exceptions) { try SettingStore($0).value("server_key") }.run()
                let (waits, holder) = try await target.read { session in
                    (try session.rows("SELECT line FROM a_wait").map { $0.text(0) }, try session.first("SELECT holder FROM a_lease")?.text(0))
                }
                #expect(waits == ["server_key"] && holder == "two")
            }
        }
    }

    @Test("A source that is written while it is copied is noticed")
    func written() async throws {
        try await withTestCountry { country in
            try await country.platform.foldSums()
            try await withFile { file in
                try await MigrationRunner(migrations).run(on: file)
                let source = country.database
                let watcher = Stopping(file, after: .max) { count in
                    if count == 12 { try await source.write { _ = try SettingStore($0).value("late", orSet: "1") } }
                }
                await #expect(throws: CopyRefusal.sourceChanged(table: "setting")) { _ = try await copy(source, watcher).run() }
                // What came before the rows already copied is missed by going on, and noticed too.
                await #expect(throws: CopyRefusal.self) { _ = try await copy(source, file).run() }
            }
        }
    }
}

/// A database that fails after so many writes, as one whose machine is switched off.
private final class Stopping: Database {
    private let inner: any Database
    private let most: Int
    private let done = Mutex(0)
    private let seen: @Sendable (Int) async throws -> Void

    init(_ inner: any Database, after most: Int, seen: @escaping @Sendable (Int) async throws -> Void = { _ in }) {
        self.inner = inner
        self.most = most
        self.seen = seen
    }

    var dialect: Dialect { inner.dialect }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await inner.read(body) }
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let count = done.withLock { count in
            count += 1
            return count
        }
        if count > most { throw StorageError.unavailable("stopped") }
        let result = try await inner.write(body)
        try await seen(count)
        return result
    }
    func integrityCheck() async throws -> [String] { try await inner.integrityCheck() }
    func close() async throws {}
}
