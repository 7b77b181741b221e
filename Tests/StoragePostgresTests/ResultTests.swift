// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@testable import StoragePostgres

@Suite(.enabled(if: !TestEngine.isSQLite)) struct ResultTests {
    @Test(
        arguments: [
            ("CAST(12345678901234 AS NUMERIC)", SQLValue.int(12_345_678_901_234)), ("CAST(-10000 AS NUMERIC)", .int(-10_000)), ("CAST(0 AS NUMERIC)", .int(0)),
            ("CAST('9223372036854775807' AS NUMERIC)", .int(.max)), ("CAST('-9223372036854775808' AS NUMERIC)", .int(.min)),
            ("CAST(1.5 AS NUMERIC)", .real(1.5)),
            ("CAST(-0.00025 AS NUMERIC)", .real(-0.00025)), ("1 > 0", .int(1)), ("1 > 2", .int(0)), ("CAST(7 AS SMALLINT)", .int(7)),
            ("CAST(-7 AS INTEGER)", .int(-7)),
            ("CAST(0.25 AS REAL)", .real(0.25)), ("'word'", .text("word")), ("NULL", .null),
        ] as [(StaticString, SQLValue)])
    func everyTypeThatAQueryMayGiveIsRead(_ expression: StaticString, _ expected: SQLValue) async throws {
        // What sums, comparisons and constants give is read as on SQLite.
        try await withEmptyDatabase { database in
            let value = try await database.value("SELECT \(raw: expression)")
            #expect(value == expected)
        }
    }

    @Test func whatNoStoreReadsIsRefused() async throws {
        // A sum beyond 64 bits and a type without a meaning here are errors, never something else.
        try await withEmptyDatabase { database in
            let sum = await storageError { _ = try await database.value("SELECT CAST('9223372036854775808' AS NUMERIC)") }
            #expect(sum == .statement(text: "", reason: "integer overflow"))
            let time = await storageError { _ = try await database.value("SELECT CAST('2026-09-12' AS DATE) AS day") }
            #expect(time == .statement(text: "day", reason: "its type has number 1082, which no store reads"))
        }
    }
}
