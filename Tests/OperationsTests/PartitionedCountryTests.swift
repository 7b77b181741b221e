// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Operations
import StorageCore
import Stores
import TestSupport
import Testing

/// A country from before history had partitions goes on in them.
@Suite(.enabled(if: !TestEngine.isSQLite)) struct PartitionedCountryTests {
    /// Everything that history tables hold, as one text a row.
    private func history(_ database: any Database) async throws -> [String] {
        try await database.read { session in
            try (["SELECT * FROM entry ORDER BY id", "SELECT * FROM journal ORDER BY id"] as [Query]).flatMap { try session.rows($0).map { "\($0.values)" } }
        }
    }

    @Test("An old database keeps every row where it is, is sound, works on, and is closed at the end of a year while nobody notices")
    func migrates() async throws {
        try await withTestFolder { folder in
            // What this version writes beside history is there before, so that it can fill an old database.
            let beside = migrations.filter { $0.number >= 20 }
            let old =
                migrations.filter { $0.number < 17 } + [Migration(number: 16, name: "beside history", statements: beside.flatMap(\.statements))]
            let country = try await TestCountry.make(at: folder + "/old.db", migrations: old)
            try await country.database.closing {
                try await country.everyday()
                let waiting = try await country.issue(country.form("500"))
                let before = try await history(country.database)
                let file = try await country.number("SELECT pg_relation_filenode('entry')")
                let schema = try await MigrationRunner(old + migrations.filter { (17..<20).contains($0.number) }).run(on: country.database).map(\.number)
                #expect(schema.first == 17)
                #expect(try await history(country.database) == before)
                #expect(try await country.number("SELECT pg_relation_filenode('entry_2024')") == file, "the table was not written anew")
                #expect(try await country.platform.verify().problems == [])
                let parts = try await country.platform.partitions()
                #expect(parts.map(\.name) == ["entry_2024", "journal_2024"] && parts.allSatisfy { $0.until == nil })

                _ = try await country.collect(waiting)
                try await country.platform.keepPartitions()
                let kept = try await country.platform.partitions().filter { $0.name.hasPrefix("entry") }
                #expect(kept.map(\.from) == [2024, 2027, 2028] && kept.map(\.until) == [2027, 2028, nil])
                #expect(try await country.number("SELECT pg_relation_filenode('entry_2024')") == file)

                // Over the new year: what was issued in one is collected in the other.
                let late = try await country.issue(country.form("700"))
                country.clock.advance(days: 120)
                try await country.platform.keepPartitions()
                _ = try await country.weigh(try await country.collect(late), "700")
                try await country.everyday()
                #expect(try await country.number("SELECT count(*) FROM entry_2027") > 10)
                #expect(try await country.number("SELECT count(*) FROM journal_2027") > 10)
                #expect(try await country.platform.verify().problems == [])
            }
        }
    }
}
