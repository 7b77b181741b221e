// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@Suite struct MigrationRunnerTests {
    let one = Migration(number: 1, name: "one", statements: [.both("CREATE TABLE a (id {ID} PRIMARY KEY)")])
    let two = Migration(
        number: 2, name: "two",
        statements: [
            .both("CREATE TABLE b (id {ID} PRIMARY KEY, a {INT} REFERENCES a (id))"),
            TestEngine.isSQLite ? .postgres("NOT FOR SQLITE") : .sqlite("NOT FOR POSTGRESQL"), .both("INSERT INTO a VALUES (7)"),
        ])
    let broken = Migration(number: 3, name: "broken", statements: [.both("CREATE TABLE c (id {ID} PRIMARY KEY)"), .both("INSERT INTO missing VALUES (1)")])

    @Test func stepsAreTakenOnceAndInOrder() async throws {
        // Forward from nothing, nothing on the second run, only the new step later.
        try await withEmptyDatabase { database in
            #expect(try await MigrationRunner([one]).pending(on: database) == [one])
            let taken = try await MigrationRunner([one]).run(on: database)
            #expect(taken == [one])
            #expect(try await MigrationRunner([one]).run(on: database) == [])
            #expect(try await MigrationRunner([one, two]).pending(on: database) == [two])
            #expect(try await MigrationRunner([one, two]).run(on: database) == [two])
            #expect(try await MigrationRunner([one, two]).pending(on: database) == [])
            #expect(try await database.read { try $0.rows("SELECT id FROM a").map { $0.int(0) } } == [7])
            #expect(
                try await database.read { try $0.rows("SELECT number, name FROM schema_migration").map(\.values) } == [
                    [.int(1), .text("one")], [.int(2), .text("two")],
                ])
        }
    }

    @Test func twoRunnersAtOnceTakeEachStepOnce() async throws {
        // Two servers that start together do not take a step twice.
        try await withEmptyDatabase { database in
            let runner = MigrationRunner([one, two])
            async let first = runner.run(on: database)
            async let second = runner.run(on: database)
            let taken = try await first + second
            #expect(taken.map(\.number).sorted() == [1, 2])
            #expect(try await database.read { try $0.rows("SELECT id FROM a").count } == 1)
        }
    }

    @Test func aNewerDatabaseIsRefused() async throws {
        // An old program does not touch what a newer one has made.
        try await withEmptyDatabase { database in
            try await MigrationRunner([one, two]).run(on: database)
            let error = MigrationError.databaseIsNewer(database: 2, program: 1)
            await #expect(throws: error) { try await MigrationRunner([one]).run(on: database) }
            await #expect(throws: error) { try await MigrationRunner([one]).pending(on: database) }
            #expect(
                "\(error)"
                    == "The database is at migration 2, this program knows up to 1. Use the newer program, or restore a backup made before the upgrade.")
        }
    }

    @Test func anotherHistoryIsRefused() async throws {
        // A step with another name under a number that was taken, and a step that comes too late.
        try await withEmptyDatabase { database in
            try await MigrationRunner([two]).run(on: await prepared(database))
            let renamed = Migration(number: 2, name: "deux", statements: [])
            await #expect(throws: MigrationError.differentHistory(number: 2, inDatabase: "two", inProgram: "deux")) {
                try await MigrationRunner([renamed]).run(on: database)
            }
            await #expect(throws: MigrationError.outOfOrder(number: 1, name: "one", newest: 2)) {
                try await MigrationRunner([one, two]).run(on: database)
            }
        }
    }

    @Test func aFailedStepLeavesNothing() async throws {
        // The steps before it stay; the failed one is undone whole, and is named.
        try await withEmptyDatabase { database in
            let cause = StorageError.statement(
                text: "INSERT INTO missing VALUES (1)", reason: TestEngine.isSQLite ? "no such table: missing" : "relation \"missing\" does not exist")
            await #expect(throws: MigrationError.failed(number: 3, name: "broken", cause: cause)) {
                try await MigrationRunner([one, two, broken]).run(on: database)
            }
            #expect(await storageError { _ = try await database.value("SELECT count(*) FROM c") } != nil)
            let left = try await MigrationRunner([one, two, broken]).pending(on: database)
            #expect(left == [broken])
        }
    }

    private func prepared(_ database: TestDatabase) async throws -> TestDatabase {
        try await database.run("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        return database
    }
}
