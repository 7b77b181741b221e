// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Ledger
import Operations
import Returns
import Stores
import Testing

/// Sums of what groups of sites reported, kept with the returns and counted again by verify.
struct ReportedSumTests {
    private func cells(_ country: TestCountry, _ scope: Scope, _ key: String) async throws -> [String: Int64] {
        let september = Month(year: 2026, month: 9)
        let found = try await country.database.read { try ReportedStore($0).cells(scope, key: key, months: september...september) }
        return Dictionary(found.map { ($0.cell.figure, $0.amount) }, uniquingKeysWith: +)
    }

    @Test("A return counts when it is sent, its newer version only once approved, and a wrong sum is named")
    func kept() async throws {
        try await withTestCountry { country in
            let (platform, factory, officer) = (country.platform, country.actor(.factory), country.actor(.ministry))
            var made = try await country.filled(try await country.beginReturn(), by: factory)
            #expect(try await cells(country, .nation, "").isEmpty, "A draft is nobody's figure.")
            country.clock.advance(days: 20)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            let sent = try await cells(country, .province, "12")
            #expect(sent["electricityGrid"] == 12_000 && sent["sites.electricityGrid"] == 1 && sent["sites."] == 1)
            #expect(try await cells(country, .nation, "") == sent)
            #expect(try await cells(country, .sector, "1410") == sent)
            #expect(try await cells(country, .province, "08").isEmpty)
            made = try await platform.approveReturn(made.id, version: made.version, by: officer)
            made = try await platform.reopenReturn(made.id, version: made.version, reason: "A late bill", by: factory)
            var form = ReturnForm()
            var answer = ReturnForm.Answer()
            answer.number = "20"
            answer.unit = "kWh"
            form.answers["electricityGrid"] = answer
            made = try await platform.saveReturn(made.id, version: made.version, form, by: factory)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(try await cells(country, .nation, "")["electricityGrid"] == 12_000, "The approved one holds.")
            made = try await platform.approveReturn(made.id, version: made.version, by: officer)
            #expect(try await cells(country, .nation, "")["electricityGrid"] == 20_000)
            try await platform.foldSums()
            #expect(try await platform.verify().isSound)

            // A database from before these sums is filled by the first server that starts on it.
            try await country.run("DELETE FROM reported_sum")
            try await country.run("DELETE FROM setting WHERE key = 'reported_filled'")
            let other = try await Platform(database: country.database, country: .cambodia, node: 7) { country.clock.now() }
            #expect(try await cells(country, .nation, "")["electricityGrid"] == 20_000)
            #expect(try await other.verify().isSound)
            try await other.foldSums()
            try await country.run("UPDATE reported_sum SET amount = amount + 1 WHERE figure = 'electricityGrid' AND scope = 1")
            #expect(try await platform.verify().problems.map(\.phrase) == [VerifyPhrase.reportedSum.fullKey])
        }
    }
}
