// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Manifests
import StorageCore
import Stores
import TestSupport
import Testing

struct MigrationTests {
    @Test("An empty database takes every migration once; a second run takes none and changes nothing")
    func fromEmptyTwice() async throws {
        try await withEmptyDatabase { database in
            let runner = MigrationRunner(migrations)
            #expect(try await runner.pending(on: database).map(\.number) == migrations.map(\.number))
            #expect(try await runner.run(on: database).map(\.number) == migrations.map(\.number))
            let schema = try await schema(of: database)
            #expect(try await runner.run(on: database).isEmpty)
            #expect(try await self.schema(of: database) == schema)
        }
    }

    @Test("A driver's code from before codes had an end gets one a year after it was made")
    func codesGetAnEnd() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations.filter { $0.number == 1 }).run(on: database)
            let made = FixedTime.now.microseconds
            try await database.write { session in
                try session.execute(
                    "INSERT INTO organisation (id, registration_number, name_folded, status, version, body) VALUES (1, 'A', 'a', 'active', 1, \([UInt8(0xa0)]))"
                )
                try session.execute("INSERT INTO driver_code (hash, organisation, label, created_at) VALUES (\([UInt8(7)]), 1, 'Truck', \(made))")
            }
            try await MigrationRunner(migrations).run(on: database)
            let code = try await database.read { try PeopleStore($0).driverCode(hash: [7]) }
            let days = code.map { $0.validUntil.days(since: Country.cambodia.zone.date(of: FixedTime.now)) }
            #expect(days.map { (364...365).contains($0) } == true)
        }
    }

    @Test("Sums of how masses are known keep their masses when they get a month of learning, and say from when it is kept")
    func evidenceGetsAMonth() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations.filter { $0.number < 20 }).run(on: database)
            let sum: Query = "INSERT INTO mass_evidence_sum (month, province, waste, method, grams)"
            try await database.write { session in
                try session.execute("\(sum) VALUES (24320, '12', 40222, 'weighed', 700), (24320, '12', 40222, 'estimated', 50)")
                try session.execute(
                    """
                    INSERT INTO upper_cell_sum (scope, key, occurred, material, compartment, learned, grams) VALUES (1, '', 24320, 1, 1, 24322, 5)
                    """)
                if session.dialect == .postgres {
                    try session.execute("INSERT INTO mass_evidence_delta (month, province, waste, method, grams) VALUES (24320, '12', 40222, 'weighed', 7)")
                }
            }
            try await MigrationRunner(migrations).run(on: database)
            try await database.write { session in
                let store = EvidenceStore(session)
                #expect(try store.learnedFrom() == Month(index: 24322))
                let months = Month(index: 24320)...Month(index: 24320)
                let weighed = Mass(session.dialect == .postgres ? 707 : 700)
                #expect(try store.sums(months, province: "12") == [.weighed: weighed, .estimated: Mass(50)])
                let waste = try #require(WasteCodeID(raw: 40222))
                let later = EvidenceCell(month: months.lowerBound, province: "12", waste: waste, kind: .weighed, mass: Mass(1))
                for month in [24322, 24323, 24323] { try store.add([LearnedEvidence(later, learned: Month(index: Int32(month)))]) }
                _ = try SharedSums(session).fold(limit: 100)
                #expect(try store.sums(months, province: "12", learned: .until(Month(index: 24322)))[.weighed] == weighed + Mass(1))
                #expect(try store.sums(months, province: "12", learned: .after(Month(index: 24322))) == [.weighed: Mass(2)])
                var kept: [Int32: Int64] = [:]
                try store.each { if $0.cell.kind == .weighed { kept[$0.learned.index] = $0.cell.mass.raw } }
                #expect(kept == [24322: weighed.raw + 1, 24323: 2])
            }
        }
    }

    @Test("Late entries of a database with a past are told from the end of the month after its last; of an empty one from the beginning")
    func lateEntriesAreCountedFromThen() async throws {
        for last in [nil, Int64(24322)] {
            try await withEmptyDatabase { database in
                try await MigrationRunner(migrations.filter { $0.number < 21 }).run(on: database)
                if let last {
                    try await database.write { session in
                        _ = try session.execute(
                            """
                            INSERT INTO upper_cell_sum (scope, key, occurred, material, compartment, learned, grams) VALUES (1, '', 24320, 1, 1, \(last), 5)
                            """)
                    }
                }
                try await MigrationRunner(migrations).run(on: database)
                #expect(try await database.read { try LateEntryStore($0).countedFrom() } == last.map { Month(index: Int32($0) + 1) })
            }
        }
    }

    @Test("Every table keeps the types of its columns", .enabled(if: TestEngine.isSQLite))
    func strict() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            let loose = try await database.read {
                try $0.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'").map {
                    $0.text(0)
                }
            }
            #expect(loose == [])
        }
    }

    @Test("No check and no index holds a list, for which SQLite would make a table in memory at each row", .enabled(if: TestEngine.isSQLite))
    func noLists() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            let listed = try await database.read {
                try $0.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index') AND sql LIKE '%account%' AND sql LIKE '% IN (%'").map {
                    $0.text(0)
                }
            }
            #expect(listed == [])
        }
    }

    @Test("Every table that an operation appends to refuses the rest")
    func appendOnly() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            let triggers: Query =
                TestEngine.isSQLite
                ? "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1"
                : """
                SELECT DISTINCT t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
                WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY 1
                """
            #expect(
                try await database.read { try $0.rows(triggers).map { $0.text(0) } }
                    == ["bundle_content", "entry", "erasure", "journal", "origin", "seal_head", "seal_key", "seal_line", "seal_node", "site_classification"])
        }
    }

    private func schema(of database: TestDatabase) async throws -> [String] {
        let parts: Query =
            TestEngine.isSQLite
            ? "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
            : """
            SELECT table_name || '.' || column_name || ' ' || data_type AS part FROM information_schema.columns WHERE table_schema = current_schema()
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY part
            """
        return try await database.read { try $0.rows(parts).map { $0.text(0) } }
    }
}
