// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Foundation
import Mathematics
import Testing

/// Expected waste: the formula by an independent calculation, and how often its interval holds.
struct WasteModelTests {
    /// docs/checks.md tells of all twelve months of six seeds; a run of the tests takes fewer.
    private static let seeds: [UInt64] = [20_260_101, 20_260_102, 20_260_103, 20_260_104]
    private static let spanSeeds: [UInt64] = Array(20_260_101...20_260_112)
    private static let kept = [12, 15, 18, 21].map { SimulatedFactories.begin.adding(months: $0) }

    /// What is said of a month's rows.
    private func judged(_ models: WasteModels, _ rows: [SiteMonth]) -> [(row: SiteMonth, interval: WasteInterval)] {
        rows.compactMap { row in models.expected(row).interval.map { (row, $0) } }
    }

    private func holds(_ one: (row: SiteMonth, interval: WasteInterval)) -> Bool {
        (one.interval.low...one.interval.high).contains(Double(one.row.generated))
    }

    @Test("The interval of a country without dice is that of waste_check.py")
    func golden() throws {
        func row(_ site: Int, _ month: Int) -> SiteMonth {
            let (s, m) = (Double(site), Double(month))
            let product = Double(Int(40_000 + 9_000 * s + 3_000 * sin(s * 5 + m)))
            return SiteMonth(
                site: SiteID(Int64(site)), month: Month(year: 2026, month: 1).adding(months: month), made: ReturnID(1), sector: "1410", province: "12",
                product: Int64(product), energy: Int64(product * (800 + 150 * sin(s * 3))), water: Int64(product * (9_000 + 2_000 * cos(s * 7 + m))),
                wastewater: nil, workers: nil, days: nil, left: Int64(product * 60 * exp(0.2 * sin(s * 11) + 0.1 * sin(s * 13 + m * 17))), stock: nil)
        }
        let rows = (1...12).flatMap { site in (0..<6).map { row(site, $0) } }
        let july = Month(year: 2026, month: 7)
        let interval = try #require(WasteModels(of: july, from: rows).expected(row(3, 6)).interval)
        let golden = [2_379_182.5, 3_776_233.4, 5_626_316.2]
        for (found, expected) in zip([interval.low, interval.middle, interval.high], golden) {
            #expect(abs(found / expected - 1) < 1e-5, "\(found) and \(expected)")
        }
        #expect(interval.sites == 12)
    }

    @Test(
        "On seeded factories the 90 % interval holds between 85 and 95 % of the months kept out; an area's holds its sum and is narrower than the sum of the ends"
    )
    func coverage() {
        var bySector: [String: (held: Int, all: Int)] = [:]
        var few = (held: 0, all: 0)
        var areas = (held: 0, all: 0)
        for seed in Self.seeds {
            let country = SimulatedFactories(seed: seed)
            var (held, all) = (0, 0)
            for month in Self.kept {
                let models = WasteModels(of: month, from: country.rows)
                for one in judged(models, country.of(month)) {
                    let isHeld = holds(one) ? 1 : 0
                    (held, all) = (held + isHeld, all + 1)
                    bySector[one.row.sector, default: (0, 0)].all += 1
                    bySector[one.row.sector]?.held += isHeld
                    if country.rows.count(where: { $0.site == one.row.site && $0.month < one.row.month }) < 3 {
                        few = (few.held + isHeld, few.all + 1)
                    }
                }
                for province in ["12", "08", "05", nil] {
                    let rows = country.of(month).filter { province == nil || $0.province == province }
                    let area = models.sum(rows)
                    let intervals = judged(models, rows).map(\.interval)
                    #expect(area.sites == intervals.count && area.low < area.expected && area.expected < area.high)
                    #expect(area.high - area.low < 0.8 * intervals.reduce(0) { $0 + $1.high - $1.low })
                    areas = (areas.held + ((area.low...area.high).contains(Double(area.declared)) ? 1 : 0), areas.all + 1)
                    if province == nil { #expect(models.sum(rows.reversed()) == area, "The same rows give the same figure.") }
                }
            }
            let share = tell("seed \(seed)", (held, all))
            #expect(share >= 0.85 && share <= 0.95, "seed \(seed): \(share)")
        }
        for (sector, count) in bySector.sorted(by: { $0.key < $1.key }) {
            // Ten sites say what ten sites can: their habits decide, so a small sector lies further from nine of ten than the whole.
            let share = tell("sector \(sector)", count)
            #expect(share >= 0.8 && share <= 0.98, "\(sector): \(share)")
        }
        #expect(few.all > 20 && tell("sites with fewer than three months", few) >= 0.8)
        let share = tell("areas", areas)
        #expect(share >= 0.8 && share <= 0.98)
    }

    @Test("Of sums over a quarter, half a year and a year, of provinces and the nation, the 90 % interval holds between 85 and 95 %")
    func spans() {
        let areas = ["12", "08", "05", nil]
        var counts: [Int: (held: Int, all: Int)] = [:]
        for seed in Self.spanSeeds {
            let country = SimulatedFactories(seed: seed)
            let months = (12..<24).map { SimulatedFactories.begin.adding(months: $0) }
            let models = months.map { WasteModels(of: $0, from: country.rows) }
            for area in areas {
                let draws = models.map { one in one.draws(country.of(one.month).filter { area == nil || $0.province == area }) }
                for length in [1, 3, 6, 12] {
                    for first in stride(from: 0, to: 12, by: length) {
                        let sum = draws[first..<first + length].reduce(into: AreaDraws()) { $0.add($1) }.waste()
                        #expect(sum.months == length && sum.low < sum.expected && sum.expected < sum.high)
                        counts[length, default: (0, 0)].all += 1
                        counts[length]?.held += (sum.low...sum.high).contains(Double(sum.declared)) ? 1 : 0
                    }
                }
            }
        }
        for (length, count) in counts.sorted(by: { $0.key < $1.key }) {
            let share = tell("seeds \(Self.spanSeeds), spans of \(length) months", count)
            #expect(share >= 0.85 && share <= 0.95, "\(length) months: \(share)")
        }
    }

    private func tell(_ what: String, _ count: (held: Int, all: Int)) -> Double {
        let share = Double(count.held) / Double(max(1, count.all))
        print("\(what): \(count.all) kept out, \((share * 1000).rounded() / 10) % within")
        return share
    }

    @Test("Factories that declare a part are found, and most of those far below are such")
    func hiding() {
        var (far, right, hidden, found) = (0, 0, 0, 0)
        for seed in Self.seeds {
            let country = SimulatedFactories(seed: seed, hiders: 4)
            let months = [18, 20, 22].map { SimulatedFactories.begin.adding(months: $0) }
            var seen: Set<SiteID> = []
            for one in months.flatMap({ judged(WasteModels(of: $0, from: country.rows), country.of($0)) }) {
                let declared = Double(one.row.generated)
                if one.interval.isFarAbove(declared) {
                    far += 1
                    right += country.hiding[one.row.site] == nil ? 0 : 1
                }
                if declared < one.interval.low { seen.insert(one.row.site) }
            }
            hidden += country.hiding.count
            found += country.hiding.keys.count(where: seen.contains)
        }
        print("\(found) of \(hidden) that hide were below the interval; of \(far) months far below \(right) were theirs")
        #expect(Double(found) >= 0.95 * Double(hidden))
        #expect(far > 20 && Double(right) >= 0.7 * Double(far))
    }

    @Test("With few peers, without product or far beyond every peer the model says that it cannot say")
    func unsaid() throws {
        let country = SimulatedFactories(seed: Self.seeds[0])
        let month = Self.kept[2]
        let models = WasteModels(of: month, from: country.rows.filter { $0.sector != "1030" || $0.site.value % 3 == 0 })
        var row = try #require(country.of(month).first { $0.sector == "1410" })
        #expect(models.expected(row).interval != nil)
        row.product = 0
        #expect(models.expected(row) == .unsaid(.noProduct))
        row.product = 4_000_000_000_000
        #expect(models.expected(row) == .unsaid(.beyondPeers))
        row.product = 100_000
        row.sector = "1030"
        #expect(models.expected(row) == .unsaid(.fewPeers))
        // Another class of a division with peers enough is judged by the division.
        row.sector = "1430"
        #expect(models.expected(row).interval != nil)
        // Everybody sees a sum of five sites, none of four, and none of which one site has most.
        let peers = country.of(month).filter { $0.sector == "1410" }.sorted { ($0.product ?? 0) < ($1.product ?? 0) }
        let middle = Array(peers.dropFirst(20).prefix(5))
        #expect(models.sum(middle).isDisclosable(.shipped) && !models.sum(Array(middle.prefix(4))).isDisclosable(.shipped))
        #expect(!models.sum(Array(peers.prefix(5)) + [peers[peers.count - 1]]).isDisclosable(.shipped))
        let none = WasteModels(of: SimulatedFactories.begin, from: country.rows)
        #expect(none.sum(country.of(SimulatedFactories.begin)).sites == 0)
    }
}
