// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Loads behind what became of waste, against the cells that they are the sum of.
struct LoadTests {
    /// Two months of loads: some treated at once or in parts, some mixed with others at a collector's and sent on, some refused in part.
    private func made(_ country: TestCountry, _ random: inout SeededGenerator) async throws {
        let platform = country.platform
        try await country.everyday()
        for round in 0..<3 {
            var held: [Manifest] = []
            for _ in 0..<3 {
                let sender = random.pick([TestFirm.factory, .secondFactory])
                let form = country.form(String(random.integer(40...900)), waste: "150101", from: sender, to: .collector)
                held.append(try await country.received(form, from: sender, at: .collector))
                let own = country.form(String(random.integer(40...900)), waste: random.pick(["040222", "150101"]), from: sender, to: .secondPlant)
                let load = try await country.received(own, from: sender, at: .secondPlant)
                let part = try await country.treat(load, String(random.integer(10...39)), code: random.pick(["R3", "D1"]), at: .secondPlant)
                if random.once(in: 2) {
                    country.clock.advance(days: 20)
                    _ = try await country.treat(part, String(random.integer(1...9)), code: random.pick(["R3", "D1"]), at: .secondPlant)
                }
            }
            // Half of each into one lot, at some of which no load has its own.
            let draws = try await country.lots(of: held, at: .collector).map { (account: $0.account, amount: String((Int($0.amount) ?? 0) / 2 + round)) }
            _ = try await platform.arrangeLots(on: country.site(.collector), draws: draws, by: country.actor(.collector, [.gate]))
            country.clock.advance(days: 12)
        }
        let odd = try await country.received(country.form("333", waste: "150101", to: .collector), at: .collector)
        let mixed = try await country.accounts(of: .collector).filter { row in
            row.account.compartment == .held && row.account.material.wasteCode?.text == "150101" && row.balance.available > 200_000
                && !odd.lines.contains { $0.lot == row.account.lot }
        }
        for row in mixed.prefix(2) {
            _ = try await platform.arrangeLots(
                on: country.site(.collector),
                draws: try await country.lots(of: [odd], at: .collector).map { ($0.account, "101") } + [(row.id.description, "97")],
                by: country.actor(.collector, [.gate]))
        }
    }

    /// All loads of a cell, read by small pages.
    private func loads(_ filter: LoadFilter, _ platform: Platform, by officer: Actor) async throws -> [NationLoads.Line] {
        var lines: [NationLoads.Line] = []
        var after: OriginID?
        repeat {
            let page = try await platform.nationLoads(filter, after: after, limit: 2, by: officer)
            #expect(page.unfollowed == 0)
            lines += page.lines
            after = page.next
        } while after != nil
        return lines
    }

    @Test("The loads of every cell add up to it, gram by gram, month by month and known then", arguments: [UInt64(20_261_122), 41])
    func tied(seed: UInt64) async throws {
        try await withTestCountry { country in
            var random = SeededGenerator(seed: seed)
            try await made(country, &random)
            let (platform, officer) = (country.platform, country.actor(.ministry))
            let last = platform.today.month
            let all = Month(year: 2026, month: 9)...last
            let spans = [
                (all, LearnedSpan.all), (all.lowerBound...all.lowerBound, .all), (last...last, .all), (all, .until(all.lowerBound)),
                (all, .after(all.lowerBound)),
            ]
            var (cells, mixed) = (0, 0)
            for (months, learned) in spans {
                let found = try await platform.nationCells(FateFilter(months: months, learned: learned), limit: .max, by: officer)
                for cell in found.cells where cell.compartment != .process {
                    let filter = LoadFilter(
                        province: cell.province, sector: cell.sector, material: cell.material, compartment: cell.compartment, months: months, learned: learned)
                    let lines = try await loads(filter, platform, by: officer)
                    #expect(lines.reduce(0) { $0 + $1.grams } == cell.grams, "\(cell) \(months) \(learned), seed \(seed)")
                    let page = try await platform.nationLoads(filter, after: nil, limit: 1000, by: officer)
                    #expect(page.total == cell.grams && page.cellTotal == cell.grams && page.lines.count == lines.count, "\(cell), seed \(seed)")
                    #expect(lines.allSatisfy { $0.origin.province == cell.province && $0.origin.sector == cell.sector && $0.isOpen && $0.accountID != nil })
                    cells += 1
                    mixed += lines.filter { $0.account.lot.map { LotID($0.value) } != LotID($0.origin.id.value) }.count
                }
            }
            #expect(cells > 20 && mixed > 4, "seed \(seed): \(cells) cells, \(mixed) parts of mixed lots")
        }
    }

    @Test("An office of a province sees the loads of its own sites, and who may open no books sees none")
    func rights() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let platform = country.platform
            let month = platform.today.month
            let whole = try await platform.nationCells(FateFilter(months: month...month), limit: .max, by: country.actor(.ministry))
            let cell = try #require(whole.cells.first { $0.compartment != .process })
            let filter = LoadFilter(province: cell.province, sector: cell.sector, material: cell.material, compartment: cell.compartment, months: month...month)
            await #expect(throws: PermissionRefusal.self) { try await platform.nationLoads(filter, after: nil, limit: 10, by: country.actor(.plant)) }
            let own = try await platform.nationLoads(filter, after: nil, limit: 10, by: country.actor(.department))
            #expect(own.filter.province == country.actor(.department).principal?.mandate?.province)
        }
    }
}
