// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// A fresh database with the tables of the storage tests, on the engine of the run.
public func withSampleDatabase<T>(_ body: (TestDatabase) async throws -> T) async throws -> T {
    try await withEmptyDatabase { database in
        try await MigrationRunner([sampleTables]).run(on: database)
        return try await body(database)
    }
}

/// A fresh database that has nothing in it, on the engine of the run.
public func withEmptyDatabase<T>(_ body: (TestDatabase) async throws -> T) async throws -> T {
    try await withTemporaryFolder { folder in
        let database = try await TestDatabase.make(at: folder + "/test.db", migrated: false)
        return try await database.closing { try await body(database) }
    }
}

public let sampleTables = Migration(
    number: 1, name: "tables",
    statements: [
        .both("CREATE TABLE kinds (id {ID} PRIMARY KEY, n {INT}, r {REAL}, t {TEXT}, b {BLOB})"),
        .both("CREATE TABLE item (id {ID} PRIMARY KEY, amount {INT} NOT NULL, CONSTRAINT amount_not_negative CHECK (amount >= 0))"),
        .both("CREATE TABLE account (id {ID} PRIMARY KEY, amount {INT} NOT NULL, CONSTRAINT amount_not CHECK (amount < 1000000))"),
        .both(
            """
            CREATE TABLE leg (id {ID} PRIMARY KEY, site {INT} NOT NULL, number {TEXT} NOT NULL, item {INT} REFERENCES item (id),
                later {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, CHECK (site <> 13), UNIQUE (site, number))
            """),
        .both("CREATE UNIQUE INDEX leg_number_folded ON leg (lower(number))"),
        .sqlite("CREATE TRIGGER item_stays BEFORE DELETE ON item WHEN OLD.id = 99 BEGIN SELECT RAISE(ABORT, 'item 99 stays'); END"),
        .postgres("CREATE FUNCTION item_stays() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'item 99 stays'; END $$ LANGUAGE plpgsql"),
        .postgres("CREATE TRIGGER item_stays BEFORE DELETE ON item FOR EACH ROW WHEN (OLD.id = 99) EXECUTE FUNCTION item_stays()"),
    ])

/// The error that the call throws, for comparing.
public func storageError(_ body: () async throws -> Void) async -> StorageError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? StorageError
    }
}

extension Database {
    /// Runs one statement in a write of its own.
    public func run(_ query: Query) async throws {
        try await write { _ = try $0.execute(query) }
    }

    /// The first value of a query's first row, read on a snapshot.
    public func value(_ query: Query) async throws -> SQLValue? {
        try await read { try $0.first(query)?.values.first }
    }
}
