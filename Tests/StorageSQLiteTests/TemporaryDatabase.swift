// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore

@testable import StorageSQLite

/// A fresh SQLite database with the tables of these tests.
func withDatabase<T>(
    _ configuration: SQLiteDatabase.Configuration = .init(), _ body: (SQLiteDatabase) async throws -> T
) async throws -> T {
    try await withTemporaryFolder { folder in
        let database = try await SQLiteDatabase(path: folder + "/test.db", configuration: configuration)
        try await MigrationRunner([sampleTables]).run(on: database)
        let result = try await body(database)
        try await database.close()
        return result
    }
}

/// Runs `count` writes that wait together behind one that is held open, so that they form one batch.
func inOneBatch(
    _ database: SQLiteDatabase, _ count: Int, _ body: @escaping @Sendable (Int, any Session) throws -> Void
) async throws -> [(id: Int, error: StorageError?)] {
    let gate = Gate()
    async let held: Void = database.write { _ in gate.hold() }
    await gate.whenHeld()
    let outcomes = await withTaskGroup(of: (Int, StorageError?).self) { group in
        for id in 1...count { group.addTask { (id, await storageError { try await database.write { try body(id, $0) } }) } }
        await database.untilWaiting(count)
        gate.open()
        return await group.reduce(into: []) { $0.append((id: $1.0, error: $1.1)) }
    }
    // The held write may itself be refused by the test's commit hook; it has changed nothing either way.
    _ = try? await held
    return outcomes
}

extension SQLiteDatabase {
    func untilWaiting(_ count: Int) async {
        while await writerStatistics.waiting < count { try? await Task.sleep(for: .milliseconds(1)) }
    }

    func onWriter(_ body: @escaping @Sendable (SQLiteConnection) -> Void) async throws {
        try await pool.writeWithoutTransaction { [connections] db in body(try connections.connection(of: db.sqliteConnection)) }
    }
}
