// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Ledger
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// Returns with random figures, sent again and again, with notes that come late.
struct ReturnBookingPropertyTests {
    private static let wastes = ["200101", "040222", "150102"]

    /// Balances over lots; lots differ between two countries.
    private func sums(_ country: TestCountry) async throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for row in try await country.accounts(of: .factory) {
            sums["\(row.account.material.value) \(row.account.compartment.number)", default: 0] += row.balance.posted
        }
        return sums.filter { $0.value != 0 }
    }

    private struct Month {
        var figures: [String: String]
        var wastes: [(waste: String, way: WasteDestination, number: String)]
    }

    private func month(_ random: inout SeededGenerator) -> Month {
        var figures: [String: String] = [:]
        for field in ["fabricIn", "chemicalsIn", "waterPublic", "waterWell", "wastewaterSewer", "diesel", "lpg", "electricityGrid", "wasteStock"]
        where Int.random(in: 0..<4, using: &random) > 0 {
            figures[field] = String(Int.random(in: 0..<900, using: &random))
        }
        // More sewage than three times the water is refused.
        let water = ["waterPublic", "waterWell"].compactMap { figures[$0].flatMap { Int($0) } }.reduce(0, +)
        if let sewer = figures["wastewaterSewer"].flatMap({ Int($0) }) { figures["wastewaterSewer"] = String(min(sewer, water)) }
        let ways = WasteDestination.chosen.shuffled(using: &random).prefix(Int.random(in: 0..<4, using: &random))
        return Month(
            figures: figures,
            wastes: ways.map { (Self.wastes[Int.random(in: 0..<3, using: &random)], $0, String(Int.random(in: 1..<300, using: &random))) })
    }

    private func send(_ month: Month, _ period: String, in country: TestCountry) async throws {
        let factory = country.actor(.factory)
        var made = try await country.beginReturn(period)
        if !made.state.isOpen { made = try await country.platform.reopenReturn(made.id, version: made.version, reason: "Again", by: factory) }
        // What an earlier version answered and this one does not is unknown now.
        var form = ReturnForm()
        for answer in made.answers.fields where month.figures[answer.field] == nil && answer.value.figure != nil {
            var unknown = ReturnForm.Answer()
            unknown.kind = .unknown
            form.answers[answer.field] = unknown
        }
        made = try await country.platform.saveReturn(made.id, version: made.version, form, by: factory)
        made = try await country.answered(made, month.figures, wastes: month.wastes)
        do {
            _ = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
        } catch ReturnError.unexplained(let problems) {
            let why = problems.map { (String($0.field.dropFirst("explain-".count)), "As it was") }
            _ = try await country.platform.submitReturn(
                made.id, version: made.version, confirms: true, explanations: Dictionary(why, uniquingKeysWith: { a, _ in a }), by: factory)
        }
    }

    @Test(
        "However often months are sent again, in whatever order, with loads between them, the book is as if the last versions alone had been sent",
        arguments: 1...4)
    func lastVersionsAlone(_ seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let periods = ["2026-09", "2026-10", "2026-11"]
        var last: [String: Month] = [:]
        var sendings: [(String, Month)] = []
        for _ in 0..<9 {
            let period = periods[Int.random(in: 0..<3, using: &random)]
            let month = month(&random)
            sendings.append((period, month))
            last[period] = month
        }
        let (sent, final) = (sendings, last)
        let often = try await withTestCountry { country -> [String: Int64] in
            for _ in 0..<2 { _ = try await country.received(country.form("300", to: .plant)) }
            country.clock.advance(days: 100)
            for (i, (period, month)) in sent.enumerated() {
                if i % 4 == 3 { _ = try await country.received(country.form("50", to: .plant)) }
                try await send(month, period, in: country)
            }
            let report = try await country.platform.verify()
            #expect(report.isSound, "seed \(seed): \(report.problems)")
            for row in try await country.accounts(of: .factory) where row.account.compartment.isBounded {
                #expect(row.balance.posted >= 0 && row.balance.available >= 0, "seed \(seed): \(row.account)")
            }
            return try await sums(country)
        }
        let once = try await withTestCountry { country -> [String: Int64] in
            for _ in 0..<2 { _ = try await country.received(country.form("300", to: .plant)) }
            country.clock.advance(days: 100)
            for _ in 0..<2 { _ = try await country.received(country.form("50", to: .plant)) }
            for period in periods { if let month = final[period] { try await send(month, period, in: country) } }
            return try await sums(country)
        }
        #expect(often == once, "seed \(seed)")
    }
}
