// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Testing

@Suite struct MigrationTests {
    @Test(arguments: [
        (Dialect.sqlite, "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT, r REAL, b BLOB, j TEXT DEFAULT '{}') STRICT"),
        (.postgres, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT, s TEXT COLLATE \"C\", r DOUBLE PRECISION, b BYTEA, j JSON DEFAULT '{}')"),
    ])
    func typeWordsFollowTheDialect(_ dialect: Dialect, _ expected: String) {
        // One text gives each engine its own column types; braces that hold no word stay.
        let migration = Migration(
            number: 1, name: "t",
            statements: [.both("\n  CREATE TABLE t (id {ID} PRIMARY KEY, n {INT}, s {TEXT}, r {REAL}, b {BLOB}, j {JSON} DEFAULT '{}');\n")])
        #expect(migration.texts(for: dialect) == [expected])
    }

    @Test func clusteredTablesAreStrictToo() {
        // A table without row numbers keeps its strictness, and PostgreSQL sees nothing of either.
        let migration = Migration(number: 1, name: "t", statements: [.both("CREATE TABLE t (a {INT}, b {INT}, PRIMARY KEY (a, b)) {CLUSTERED}")])
        #expect(migration.texts(for: .sqlite) == ["CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT"])
        #expect(migration.texts(for: .postgres) == ["CREATE TABLE t (a BIGINT, b BIGINT, PRIMARY KEY (a, b))"])
    }

    @Test func indexesEndWithTheIdOnce() {
        // SQLite ends every index with the row's id by itself; PostgreSQL must be told.
        let migration = Migration(number: 1, name: "t", statements: [.both("CREATE INDEX t_by_a ON t (a{THENID}) WHERE a > 0")])
        #expect(migration.texts(for: .sqlite) == ["CREATE INDEX t_by_a ON t (a) WHERE a > 0"])
        #expect(migration.texts(for: .postgres) == ["CREATE INDEX t_by_a ON t (a, id) WHERE a > 0"])
    }

    @Test func statementsForOneEngineStayThere() {
        // Triggers are written in two tongues; each engine gets its own, in order.
        let migration = Migration(
            number: 1, name: "t", statements: [.sqlite("SELECT 1"), .both("SELECT 2"), .postgres("SELECT 3")])
        #expect(migration.texts(for: .sqlite) == ["SELECT 1", "SELECT 2"])
        #expect(migration.texts(for: .postgres) == ["SELECT 2", "SELECT 3"])
    }

    @Test func unknownTypeWordStopsTheProgram() async {
        // A misspelt word must not reach a database.
        await #expect(processExitsWith: .failure) {
            _ = Migration(number: 1, name: "t", statements: [.both("CREATE TABLE t (a {INTEGR})")]).texts(for: .sqlite)
        }
    }

    @Test func descendingNumbersStopTheProgram() async {
        // The list is the history; it is written in order.
        await #expect(processExitsWith: .failure) {
            _ = MigrationRunner([
                Migration(number: 2, name: "b", statements: []), Migration(number: 1, name: "a", statements: []),
            ])
        }
    }
}
