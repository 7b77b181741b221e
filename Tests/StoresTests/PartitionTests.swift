// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import StorageCore
import Stores
import TestSupport
import Testing

/// History by years, on PostgreSQL.
@Suite(.enabled(if: !TestEngine.isSQLite)) struct PartitionTests {
    /// The first moment of a year, UTC.
    private func start(_ year: Int) -> Instant {
        Instant(seconds: Int64(FixedTime.day(year, 1, 1).dayNumber - FixedTime.day(1970, 1, 1).dayNumber) * 86_400)
    }

    private func first(_ year: Int) -> Int64 { IdentifierMint.floor(start(year)) }

    private func keep(_ database: any Database, at now: Instant) async throws {
        for history in PartitionStore.History.allCases {
            var steps = 0
            while try await database.write({ try PartitionStore($0).keep(history, at: now) }) {
                steps += 1
                #expect(steps < 10)
            }
        }
    }

    private func years(_ database: any Database, _ history: PartitionStore.History = .journal) async throws -> [String] {
        try await database.read { try PartitionStore($0).partitions(of: history).map { "\($0.from)-\($0.until.map(String.init) ?? "")" } }
    }

    private func write(_ ids: [Int64], to database: any Database) async throws {
        try await database.write { session in
            for id in ids {
                try session.execute(
                    "INSERT INTO journal (id, kind, means, recorded, entries, payload, hash) VALUES (\(id), 'test', 'system', 0, 0, \([UInt8(0)]), \([UInt8(0)]))"
                )
            }
        }
    }

    /// In which partition each line of the journal stands, in the order of their identifiers.
    private func places(_ database: any Database) async throws -> [String] {
        try await database.read { session in
            try session.rows("SELECT CAST(c.relname AS TEXT) FROM journal j JOIN pg_class c ON c.oid = j.tableoid ORDER BY j.id").map { $0.text(0) }
        }
    }

    @Test("A new database has a partition for each year since the first identifier, this one, the next, and an open one")
    func fresh() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            try await keep(database, at: start(2031))
            for history in PartitionStore.History.allCases {
                #expect(try await years(database, history) == (2024...2032).map { "\($0)-\($0 + 1)" } + ["2033-"])
            }
            try await keep(database, at: start(2031))
            try await keep(database, at: start(2026))
            #expect(try await years(database).count == 10, "what is there is not made again")
        }
    }

    @Test("A line lands in the partition of its identifier's year; the last millisecond of a year in that year; what no partition was made for in the open one")
    func places() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            try await keep(database, at: start(2027))
            try await write([1, first(2025) - 1, first(2025), first(2028) - 1, first(2028), first(2090), .max], to: database)
            #expect(try await places(database) == ["2024", "2024", "2025", "2027", "2028", "2029", "2029"].map { "journal_\($0)" })
        }
    }

    @Test("An open partition that holds rows is closed where they end, without moving one, however far ahead of the clock they are")
    func rowsAhead() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            try await keep(database, at: start(2027))
            try await write([first(2029) + 5, first(2031) + 5], to: database)
            try await keep(database, at: start(2028))
            #expect(try await years(database).suffix(3) == ["2028-2029", "2029-2032", "2032-"])
            try await write([first(2030), first(2032)], to: database)
            #expect(try await places(database) == ["journal_2029", "journal_2029", "journal_2029", "journal_2032"])
        }
    }

    @Test("Neither a whole table of history nor any of its partitions lets a row be changed or deleted")
    func appendOnly() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            try await keep(database, at: start(2027))
            try await write([first(2025), first(2028), first(2040)], to: database)
            for table in ["journal", "journal_2025", "journal_2028", "journal_2029"] as [StaticString] {
                for attempt in ["UPDATE \(raw: table) SET kind = 'x'", "DELETE FROM \(raw: table)"] as [Query] {
                    #expect(
                        await storageError { try await database.run(attempt) }
                            == .constraint(kind: .other, table: nil, detail: "journal is append-only"), "\(table)")
                }
            }
            #expect(try await database.value("SELECT count(*) FROM seal_wait") == .int(3), "each line waits for the seal, whatever its partition")
        }
    }

    @Test("An entry is resolved once: within a year, and where the pending one is of the year before")
    func resolvedOnce() async throws {
        try await withTestCountry { country in
            try await keep(country.database, at: start(2027))
            _ = try await country.issue(country.form())
            let copies: [(id: Int64, isTaken: Bool)] = [(first(2028), false), (first(2028) + 1, true), (first(2040), true)]
            for copy in copies {
                let error = await storageError {
                    try await country.run(
                        """
                        INSERT INTO entry SELECT \(copy.id), operation, document, credit, debit, grams, occurred, reason, 2, id FROM entry
                        WHERE phase = 1 ORDER BY id LIMIT 1
                        """)
                }
                guard case .constraint(.unique, "entry", _)? = error else {
                    #expect(error == nil && !copy.isTaken)
                    continue
                }
                #expect(copy.isTaken)
            }
            #expect(try await country.number("SELECT count(*) FROM entry WHERE phase = 2") == 1)
        }
    }

    @Test("Years are closed and opened while others write, and none of them fails or is lost")
    func whileWriting() async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner(migrations).run(on: database)
            try await write([7], to: database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<100 {
                            let year = 2026 + number % 12
                            try await write([first(year) + Int64(1 + writer * 1000 + number)], to: database)
                        }
                    }
                }
                group.addTask {
                    for year in 2026...2036 {
                        // Who waits two seconds for a writer gives up, and comes again.
                        for _ in 1...20 where (try? await keep(database, at: start(year))) == nil { continue }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.value("SELECT count(*) FROM journal") == .int(401))
            #expect(try await database.value("SELECT count(*) FROM seal_wait") == .int(401))
        }
    }
}
