// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import StorageCore
import StorageSQLite
import Stores
import TestSupport
import Testing

struct MigrationTests {
    @Test("An empty database takes every migration once; a second run takes none and changes nothing")
    func fromEmptyTwice() async throws {
        try await withTestFolder { folder in
            let database = try await SQLiteDatabase(path: folder + "/new.db")
            let runner = MigrationRunner(migrations)
            #expect(try await runner.pending(on: database).map(\.number) == migrations.map(\.number))
            #expect(try await runner.run(on: database).map(\.number) == migrations.map(\.number))
            let schema = try await schema(of: database)
            #expect(try await runner.run(on: database).isEmpty)
            #expect(try await self.schema(of: database) == schema)
            #expect(try await database.integrityCheck() == [])
            try await database.close()
        }
    }

    @Test("A driver's code from before codes had an end gets one a year after it was made")
    func codesGetAnEnd() async throws {
        try await withTestFolder { folder in
            let database = try await SQLiteDatabase(path: folder + "/old.db")
            try await MigrationRunner(migrations.filter { $0.number == 1 }).run(on: database)
            let made = FixedTime.now.microseconds
            try await database.write { session in
                try session.execute(
                    "INSERT INTO organisation (id, registration_number, name_folded, status, version, body) VALUES (1, 'A', 'a', 'active', 1, x'A0')")
                try session.execute("INSERT INTO driver_code (hash, organisation, label, created_at) VALUES (\([UInt8(7)]), 1, 'Truck', \(made))")
            }
            try await MigrationRunner(migrations).run(on: database)
            let code = try await database.read { try PeopleStore($0).driverCode(hash: [7]) }
            let days = code.map { $0.validUntil.days(since: Country.cambodia.zone.date(of: FixedTime.now)) }
            #expect(days.map { (364...365).contains($0) } == true)
            try await database.close()
        }
    }

    @Test("Every table keeps the types of its columns, and every table an operation appends to refuses the rest")
    func strictAndAppendOnly() async throws {
        try await withTestFolder { folder in
            let database = try await SQLiteDatabase(path: folder + "/new.db")
            try await MigrationRunner(migrations).run(on: database)
            let loose = try await database.read {
                try $0.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'").map {
                    $0.text(0)
                }
            }
            #expect(loose == [])
            let triggers = try await database.read { try $0.rows("SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1").map { $0.text(0) } }
            #expect(triggers == ["bundle_content", "bundle_content", "entry", "entry", "erasure", "erasure", "journal", "journal", "origin", "origin"])
            try await database.close()
        }
    }

    private func schema(of database: SQLiteDatabase) async throws -> [String] {
        try await database.read { try $0.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").map { $0.text(0) } }
    }
}
