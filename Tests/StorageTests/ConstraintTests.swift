// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@Suite struct ConstraintTests {
    @Test(arguments: [
        ("INSERT INTO item (id, amount) VALUES (2, -1)" as Query, ConstraintKind.check, "item" as String?, "amount_not_negative"),
        ("UPDATE item SET amount = -1 WHERE id = 1", .check, "item", "amount_not_negative"),
        // The name of this one begins the name of the other: only its own table is named.
        ("INSERT INTO account (id, amount) VALUES (1, 1000000)", .check, "account", "amount_not"),
        ("INSERT INTO leg (id, site, number) VALUES (2, 13, 'B')", .check, nil, "site <> 13"),
        ("INSERT INTO item (id, amount) VALUES (1, 1)", .unique, "item", "id"),
        ("INSERT INTO leg (id, site, number) VALUES (2, 7, 'A')", .unique, nil, "leg_number_folded"),
        ("INSERT INTO leg (id, site, number) VALUES (2, 8, 'a')", .unique, nil, "leg_number_folded"),
        ("INSERT INTO item (id, amount) VALUES (2, NULL)", .notNull, "item", "amount"),
        ("INSERT INTO leg (id, site, number, item) VALUES (2, 8, 'B', 55)", .foreignKey, nil, ""),
        ("INSERT INTO leg (id, site, number, later) VALUES (2, 8, 'B', 55)", .foreignKey, nil, ""),
        ("DELETE FROM item WHERE id = 99", .other, nil, "item 99 stays"),
    ])
    func eachConstraintSaysWhichItIs(_ query: Query, _ kind: ConstraintKind, _ table: String?, _ detail: String) async throws {
        // The upper rooms can tell a refused balance from a repeated number, and nothing of the closure stays.
        try await withSampleDatabase { database in
            try await database.write { session in
                try session.execute("INSERT INTO item (id, amount) VALUES (1, 1), (99, 1)")
                try session.execute("INSERT INTO leg (id, site, number) VALUES (1, 7, 'A')")
            }
            let error = await storageError {
                try await database.write { session in
                    try session.execute("INSERT INTO item (id, amount) VALUES (50, 1)")
                    try session.execute(query)
                }
            }
            #expect(error == Self.expected(query, kind, table, detail))
            #expect(try await database.value("SELECT count(*) FROM item WHERE id = 50") == .int(0))
        }
    }

    /// PostgreSQL names every constraint and its table; SQLite only some. Where two are broken, each names the one that it looks at first.
    private static func expected(_ query: Query, _ kind: ConstraintKind, _ table: String?, _ detail: String) -> StorageError {
        guard !TestEngine.isSQLite, table == nil, kind != .other else { return .constraint(kind: kind, table: table, detail: detail) }
        let named = [
            "INSERT INTO leg (id, site, number) VALUES (2, 13, 'B')": "leg_site_check",
            "INSERT INTO leg (id, site, number) VALUES (2, 7, 'A')": "site, number",
            "INSERT INTO leg (id, site, number, item) VALUES (2, 8, 'B', 55)": "leg_item_fkey",
            "INSERT INTO leg (id, site, number, later) VALUES (2, 8, 'B', 55)": "leg_later_fkey",
        ]
        return .constraint(kind: kind, table: "leg", detail: named[query.text] ?? detail)
    }

    @Test func severalColumnsAreNamedTogether() async throws {
        // A key of two columns is told from others by their names.
        try await withSampleDatabase { database in
            let error = await storageError {
                try await database.write { session in
                    try session.execute("DROP INDEX leg_number_folded")
                    try session.execute("INSERT INTO leg (id, site, number) VALUES (1, 7, 'A'), (2, 7, 'A')")
                }
            }
            #expect(error == .constraint(kind: .unique, table: "leg", detail: "site, number"))
        }
    }

    @Test func deferredKeysMayCloseWithinTheClosure() async throws {
        // A row may come before the one it refers to, as long as both are there at the end.
        try await withSampleDatabase { database in
            try await database.write { session in
                try session.execute("INSERT INTO leg (id, site, number, later) VALUES (1, 7, 'A', 5)")
                try session.execute("INSERT INTO item (id, amount) VALUES (5, 1)")
            }
            #expect(try await database.value("SELECT later FROM leg") == .int(5))
        }
    }
}
