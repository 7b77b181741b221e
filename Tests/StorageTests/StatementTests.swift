// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@Suite struct StatementTests {
    @Test func bulkInsertOfTenThousandRows() async throws {
        // Each index gets its own values, and the count is that of the rows changed.
        try await withSampleDatabase { database in
            let inserted = try await database.write { session in
                try session.executeMany("INSERT INTO kinds (id, n, t) VALUES ($1, $2, $3)", count: 10_000) { index, values in
                    values += [.int(Int64(index)), .int(Int64(index) * 3), .text("row \(index)")]
                }
            }
            #expect(inserted == 10_000)
            let summary = try await database.read { try $0.first("SELECT count(*), sum(n), max(id) FROM kinds WHERE t = 'row ' || id") }
            #expect(summary?.values == [.int(10_000), .int(149_985_000), .int(9_999)])
        }
    }

    @Test func executeCountsItsOwnRowsOnly() async throws {
        // Inserts, updates and refused conflicts count their rows; statements of other kinds count none.
        try await withSampleDatabase { database in
            let counts = try await database.write { session in
                [
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 5), (2, 6)"),
                    try session.execute("CREATE INDEX item_amount ON item (amount)"),
                    try session.execute("INSERT INTO item (id, amount) VALUES (1, 7) ON CONFLICT DO NOTHING"),
                    try session.execute("UPDATE item SET amount = amount + 1"),
                    try session.execute("SELECT * FROM item"),
                    try session.execute("UPDATE item SET amount = 0 WHERE id = 3"),
                    try session.execute("DELETE FROM item RETURNING id"),
                    try session.executeMany("INSERT INTO item (id, amount) VALUES (1, $1) ON CONFLICT DO NOTHING", count: 3) { $1.append(.int(Int64($0))) },
                    try session.executeMany("INSERT INTO item (id, amount) VALUES (1, $1)", count: 0) { _, _ in },
                ]
            }
            #expect(counts == [2, 0, 0, 2, 0, 0, 2, 1, 0])
        }
    }

    @Test func upsertReturnsItsRow() async throws {
        // `first` on a statement with RETURNING makes the whole change.
        try await withSampleDatabase { database in
            let amounts = try await database.write { session in
                try (1...3).map { step in
                    try session.first(
                        """
                        INSERT INTO item (id, amount) VALUES (1, \(step)), (2, 1)
                        ON CONFLICT (id) DO UPDATE SET amount = item.amount + excluded.amount RETURNING amount
                        """)?.int(0)
                }
            }
            #expect(amounts == [1, 3, 6])
            #expect(try await database.value("SELECT amount FROM item WHERE id = 2") == .int(3))
        }
    }

    @Test func aQueryMayRunInsideItself() async throws {
        // The same text in use twice has two statements; walking a tree while streaming works.
        try await withSampleDatabase { database in
            let pairs = try await database.write { session -> [[Int64]] in
                try session.execute("INSERT INTO item (id, amount) VALUES (1, 0), (2, 0)")
                var pairs: [[Int64]] = []
                try session.each("SELECT id FROM item ORDER BY id") { outer in
                    try session.each("SELECT id FROM item ORDER BY id") { pairs.append([outer.int(0), $0.int(0)]) }
                }
                return pairs
            }
            #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
        }
    }

    @Test func endingAStreamEarlyLeavesTheSessionUsable() async throws {
        // An error of the caller's own ends the query, and is no failure of the session.
        struct Enough: Error {}
        try await withSampleDatabase { database in
            let count = try await database.write { session -> Int64? in
                try session.execute("INSERT INTO item (id, amount) VALUES (1, 0), (2, 0), (3, 0)")
                #expect(throws: Enough.self) { try session.each("SELECT id FROM item") { _ in throw Enough() } }
                try session.execute("DELETE FROM item WHERE id = 1")
                return try session.first("SELECT count(*) FROM item")?.int(0)
            }
            #expect(count == 2)
        }
    }

    @Test func moreTextsThanAreKept() async throws {
        // Beyond the limit of kept statements old ones go and are made anew.
        try await withSampleDatabase { database in
            let total = try await database.read { session -> Int64 in
                var total: Int64 = 0
                for _ in 0..<2 {
                    for length in 1...600 { total += try session.first("SELECT 0 + \(values: Array(repeating: 1, count: length))")?.int(0) ?? 0 }
                }
                return total
            }
            #expect(total == 1200)
        }
    }

    @Test(arguments: [
        ("SELEC 1" as Query, "near \"SELEC\": syntax error", "syntax error at or near \"SELEC\""),
        (
            "SELECT 1; SELECT 2", "it holds more than one statement, and only the first would run",
            "cannot insert multiple commands into a prepared statement"
        ),
        ("  ", "it is empty", "it is empty"),
        ("SELECT ?", "placeholder ? is none of $1 to $1", "syntax error at end of input"),
        (
            "SELECT $1", "it has 1 placeholders, and 0 values came",
            "bind message supplies 0 parameters, but prepared statement"
        ),
        (
            " commit", "the transaction belongs to the database, not to the closure",
            "the transaction belongs to the database, not to the closure"
        ),
    ])
    func wrongStatementsSayWhy(_ query: Query, _ onSQLite: String, _ onPostgres: String) async throws {
        // A mistake in our own SQL is an error with the text and the reason.
        try await withEmptyDatabase { database in
            let reason = TestEngine.isSQLite ? onSQLite : onPostgres
            guard case .statement(query.text, let given) = await storageError({ try await database.run(query) }) else {
                Issue.record("The statement was taken.")
                return
            }
            // PostgreSQL goes on with a name that it was given.
            #expect(given == reason || (!TestEngine.isSQLite && given.hasPrefix(reason)))
        }
    }
}
