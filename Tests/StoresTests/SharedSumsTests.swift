// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Ledger
import StorageCore
import Stores
import TestSupport
import Testing

struct SharedSumsTests {
    @Test("What pages read is the same before and after deltas are moved into the sums, also while half are moved")
    func foldingChangesNothing() async throws {
        try await withTestCountry { country in
            for _ in 1...3 { _ = try await country.issue(country.form("120")) }
            _ = try await country.weigh(try await country.collect(try await country.issue(country.form())), "1230")
            let before = try await seen(country)
            #expect(before.contains { !$0.isEmpty })
            for limit in [1, 3, 1000] {
                _ = try await country.database.write { try SharedSums($0).fold(limit: limit) }
                #expect(try await seen(country) == before)
                #expect(try await country.platform.verify().problems == [])
            }
            try await country.platform.foldSums()
            #expect(try await seen(country) == before)
            if !TestEngine.isSQLite {
                for table in ["upper_cell_delta", "fate_cell_delta", "mass_evidence_delta", "late_entry_delta", "reported_delta"] as [StaticString] {
                    #expect(try await country.number("SELECT count(*) FROM \(raw: table)") == 0, "\(table)")
                }
                #expect(try await country.number("SELECT count(*) FROM upper_cell_sum") > 0)
            }
        }
    }

    /// Every sum that is not zero, as a page would add it up.
    private func seen(_ country: TestCountry) async throws -> [[[SQLValue]]] {
        let queries: [Query] = [
            """
            SELECT scope, key, occurred, material, compartment, learned, CAST(sum(grams) AS BIGINT) FROM upper_cell
            GROUP BY scope, key, occurred, material, compartment, learned HAVING sum(grams) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
            """,
            """
            SELECT occurred, province, sector, material, compartment, learned, CAST(sum(grams) AS BIGINT) FROM fate_cell
            GROUP BY occurred, province, sector, material, compartment, learned HAVING sum(grams) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
            """,
            """
            SELECT month, province, waste, method, learned, CAST(sum(grams) AS BIGINT) FROM mass_evidence
            GROUP BY month, province, waste, method, learned HAVING sum(grams) <> 0 ORDER BY 1, 2, 3, 4, 5
            """,
            """
            SELECT occurred, province, compartment, other, learned, CAST(sum(entries) AS BIGINT) FROM late_entry
            GROUP BY occurred, province, compartment, other, learned HAVING sum(entries) <> 0 ORDER BY 1, 2, 3, 4, 5
            """,
        ]
        return try await country.database.read { session in try queries.map { try session.rows($0).map(\.values) } }
    }

    @Test("Folders that work at the same time count nothing twice")
    func foldersAtOnce() async throws {
        try await withTestCountry { country in
            for _ in 1...3 { _ = try await country.collect(try await country.issue(country.form("120"))) }
            let before = try await seen(country)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...6 { group.addTask { try await country.platform.foldSums(limit: 2) } }
                for _ in 1...4 { group.addTask { _ = try await country.issue(country.form("5")) } }
                try await group.waitForAll()
            }
            try await country.platform.foldSums()
            #expect(try await country.platform.verify().problems == [])
            // Issuing reserves and moves nothing yet.
            #expect(try await seen(country) == before)
        }
    }
}
