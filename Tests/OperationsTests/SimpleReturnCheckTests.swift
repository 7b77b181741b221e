// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Checks
import DatabaseSupport
import Domain
import Operations
import Returns
import Stores
import Testing

/// Simple returns held against firms that owe the same: what is expected, what is kept of them, and what is told of peers.
struct SimpleReturnCheckTests {
    /// Ten tailors and what they reported for three years.
    private func peers(_ country: TestCountry, _ made: SiteReturn) async throws {
        for number in 0..<10 {
            let site = try await country.importFirm("Peer \(number)", number: "KH 90\(number)").site
            for year in [2024, 2025, 2026] {
                let people = Int64(4 + number % 5)
                try await country.run(
                    """
                    INSERT INTO site_span (site, length, month, data_set, made, sector, province, product, energy, water, wastewater, workers, days, waste, stock)
                    VALUES (\(site.value), 12, \(Int64(Month(year: year, month: 1).index)), 'simple', \(made.id.value), '1410', '08',
                    \(people * 900_000), \(people * 700_000), NULL, NULL, \(people), NULL, \(people * Int64(200_000 + number * 9_000)), NULL)
                    """)
            }
        }
    }

    @Test("A micro firm's year far below its peers is asked about, kept and replayed; with people unknown nothing is expected")
    func expected() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let firm = try await country.importFirm("Prek Eng Tailoring", number: "KH 800")
            country.clock.advance(days: 150)
            let officer = country.actor(.ministry)
            let line = try #require(
                try await platform.typingChoices("prek tailoring", by: officer).first { $0.organisation.id == firm.organisation }?.lines.first {
                    $0.dataSet.id == "simple" && $0.period == Period.year(2026)
                })
            var made = try await platform.beginReturn(site: firm.site, dataSet: "simple", period: line.period.description, by: officer)
            try await peers(country, made)
            // Six people and twelve kilograms of waste in a year: peers have more than a tonne.
            var form = ReturnForm()
            for (field, number, unit) in [
                ("workersAll", "6", ""), ("electricityGrid", "4200", "kWh"), ("productMade", "5.4", "t"), ("waterAll", "40", "m3"), ("firewood", "0", "kg"),
                ("wasteCollected", "12", "kg"), ("wasteBurned", "0", "kg"),
            ] {
                var answer = ReturnForm.Answer()
                (answer.number, answer.unit) = (number, unit)
                form.answers[field] = answer
            }
            made = try await platform.saveReturn(made.id, version: made.version, form, by: officer)
            let asked = try await platform.returnModel(made.id, by: officer).checks.findings
            let finding = try #require(asked.first { $0.finding.rule == "wasteExpectedLong" }?.finding, "\(asked.map(\.finding))")
            #expect(finding.found == 12_000 && (finding.low ?? 0) > 500_000 && (finding.high ?? 0) < 4_000_000 && finding.isFar == true, "\(finding)")
            await #expect(throws: ReturnError.self) {
                _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: officer)
            }
            let reasons = Dictionary(asked.map { ($0.finding.key, "Given to a neighbour.") }, uniquingKeysWith: { a, _ in a })
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: officer)
            let january = Month(year: 2026, month: 1)
            let kept = try await country.database.read { try CheckStore($0).spans(12, january...january, of: firm.site) }
            #expect(kept.map(\.left) == [12_000] && kept.first?.workers == 6 && kept.first?.set == "simple" && kept.first?.product == 5_400_000)
            #expect(try await platform.findings(CheckStore.Filter(isFar: true), by: officer).findings.map(\.made.id) == [made.id])
            let benchmarks = try await platform.benchmarks(of: firm.site, by: officer).benchmarks
            let worker = try #require(benchmarks.first { $0.unit.intensity == .waste && $0.unit.base == .worker })
            // 12 kg over six people and twelve months.
            #expect(abs((worker.latest?.value ?? 0) - 12.0 / 72) < 1e-9)
            #expect(worker.peers.spread?.sites == 10, "\(worker.peers)")
            #expect(try await platform.verify().isSound)
            try await country.run("UPDATE site_span SET waste = 5 WHERE site = \(firm.site.value)")
            #expect(try await platform.verify().problems.map(\.phrase).contains("verify.returnChecks"))
        }
    }
}
