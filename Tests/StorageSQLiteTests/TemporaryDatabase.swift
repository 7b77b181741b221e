// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import StorageSQLite

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
