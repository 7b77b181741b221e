// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@Suite struct ValueTests {
    @Test(arguments: [
        SQLValue.null, .int(.min), .int(.max), .int(0), .int(-1), .real(0), .real(-0.1), .real(.greatestFiniteMagnitude),
        .real(.leastNonzeroMagnitude), .real(.infinity), .text(""), .text("រាជធានីភ្នំពេញ"), .text("Thành phố Đà Nẵng 🌱"),
        .text("it's; DROP TABLE item; --"), .blob([]), .blob([0]), .blob(Array(0...255)),
    ])
    func everyValueComesBackAsItWent(_ value: SQLValue) async throws {
        // What is bound is what is read, from the column of its kind, in the reader and in the writer.
        try await withSampleDatabase { database in
            let inside = try await database.write { session -> Row? in
                switch value {
                case .null: try session.execute("INSERT INTO kinds (id) VALUES (1)")
                case .int: try session.execute("INSERT INTO kinds (id, n) VALUES (1, \(value))")
                case .real: try session.execute("INSERT INTO kinds (id, r) VALUES (1, \(value))")
                case .text: try session.execute("INSERT INTO kinds (id, t) VALUES (1, \(value))")
                case .blob: try session.execute("INSERT INTO kinds (id, b) VALUES (1, \(value))")
                }
                return try session.first("SELECT n, r, t, b FROM kinds")
            }
            let outside = try await database.read { try $0.first("SELECT n, r, t, b FROM kinds") }
            #expect(inside == outside)
            let expected: [SQLValue] =
                switch value {
                case .null: [.null, .null, .null, .null]
                case .int: [value, .null, .null, .null]
                case .real: [.null, value, .null, .null]
                case .text: [.null, .null, value, .null]
                case .blob: [.null, .null, .null, value]
                }
            #expect(outside?.values == expected)
            #expect(outside?.columns == ["n", "r", "t", "b"])
        }
    }

    @Test func valuesThatWouldChangeAreRefused() async throws {
        // Text with NUL and numbers that are none do not get in, by either path.
        try await withSampleDatabase { database in
            let nul = await storageError { try await database.run("INSERT INTO kinds (id, t) VALUES (\(1), \("a\0b"))") }
            #expect(nul == .invalidValue(position: 2, reason: "the text has a NUL character"))
            let nan = await storageError {
                try await database.write { _ = try $0.executeMany("INSERT INTO kinds (r) VALUES ($1)", count: 1) { $1.append(.real(.nan)) } }
            }
            #expect(nan == .invalidValue(position: 1, reason: "it is not a number (NaN)"))
            let count = try await database.value("SELECT count(*) FROM kinds")
            #expect(count == .int(0))
        }
    }

    @Test func injectedTextStaysData() async throws {
        // Text that would be SQL is found again as text, and the table is still there.
        let attack = "x'); DELETE FROM kinds; -- $1 ' OR 1=1"
        try await withSampleDatabase { database in
            try await database.write { session in
                try session.execute("INSERT INTO kinds (id, t) VALUES (1, \("kept"))")
                try session.execute("INSERT INTO kinds (id, t) VALUES (2, \(attack))")
            }
            let found = try await database.read { try $0.rows("SELECT id FROM kinds WHERE t = \(attack)").map { $0.int(0) } }
            #expect(found == [2])
            #expect(try await database.value("SELECT count(*) FROM kinds") == .int(2))
        }
    }

    @Test func placeholdersCountByTheirNumber() async throws {
        // SQLite alone would give the first value to the placeholder that stands first.
        try await withSampleDatabase { database in
            try await database.write { session in
                _ = try session.executeMany("INSERT INTO kinds (t, n, id, r) VALUES ($3, $2, $1, $2)", count: 1) { _, values in
                    values += [.int(1), .int(20), .text("three")]
                }
            }
            let row = try await database.read { try $0.first("SELECT id, n, t, r FROM kinds") }
            #expect(row?.values == [.int(1), .int(20), .text("three"), .real(20)])
        }
    }

    @Test func strictColumnsRefuseOtherKinds() async throws {
        // A column keeps its type: text in a whole-number column is an error, no quiet conversion.
        try await withSampleDatabase { database in
            let error = await storageError { try await database.run("INSERT INTO kinds (n) VALUES (\("ten"))") }
            let words =
                TestEngine.isSQLite
                ? "cannot store TEXT value in INTEGER column kinds.n" : "column \"n\" is of type bigint but expression is of type text"
            #expect(error == .constraint(kind: .other, table: nil, detail: words))
        }
    }
}
