// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Checks

/// Benchmarks: what a figure comes to, and what of peers is never told.
struct BenchmarkTests {
    private static let months = Month(year: 2025, month: 10)...Month(year: 2026, month: 9)

    /// Sites with six months each; the energy a piece rises with the site's number.
    private func rows(_ count: Int, sector: String = "1410", product: (Int) -> Int64 = { _ in 10_000 }, months: Int = 6) -> [SiteMonth] {
        (1...count).flatMap { site in
            (0..<months).map { back in
                SiteMonth(
                    site: SiteID(Int64(site)), month: Self.months.upperBound.adding(months: -back), made: ReturnID(Int64(site)), sector: sector, province: "12",
                    product: product(site), energy: product(site) * Int64(800 + 10 * site), water: nil, wastewater: nil, workers: 100, days: 25, left: 500_000,
                    stock: nil)
            }
        }
    }

    private let energy = IntensityUnit(.energy, .product, .piece)

    @Test("Peers' quarter points are those of the other sites, to two significant digits, from five others on")
    func quarters() {
        let all = PeerIntensities(rows(9), months: Self.months)
        // Without the ninth: 810 to 880 Wh a piece, of which the quarter points are 827.5, 845 and 862.5.
        #expect(all.peers(of: SiteID(9), ["1410", "14"], energy) == .spread(PeerSpread(quarter: 0.83, median: 0.85, threeQuarters: 0.86, sites: 8)))
        let five = PeerIntensities(rows(5), months: Self.months)
        #expect(five.peers(of: SiteID(1), ["1410", "14"], energy) == .withheld(.fewSites), "Four others are too few.")
        #expect(five.peers(of: SiteID(77), ["1410", "14"], energy).spread?.sites == 5)
        #expect(five.peers(of: SiteID(77), ["1410", "14"], IntensityUnit(.water, .product, .piece)) == .withheld(.fewSites), "Nobody reports water.")
    }

    @Test("Where one site makes more than half, nothing is told; the class gives way to the division")
    func dominance() {
        let all = PeerIntensities(rows(7, product: { $0 == 1 ? 90_000 : 10_000 }), months: Self.months)
        #expect(all.peers(of: SiteID(7), ["1410", "14"], energy) == .withheld(.dominated))
        #expect(all.peers(of: SiteID(1), ["1410", "14"], energy).spread?.sites == 6, "The large one itself is told of the others.")
        let mixed = PeerIntensities(rows(3) + rows(9, sector: "1430").filter { $0.site.value > 3 }, months: Self.months)
        #expect(mixed.peers(of: SiteID(1), ["1410", "14"], energy).spread?.sites == 8)
    }

    @Test("A newcomer changes nothing before a quarter is over and three of its months are there, so its figure is not the difference of two readings")
    func newcomers() {
        let before = PeerIntensities(rows(8), months: Self.months)
        let odd = SiteMonth(
            site: SiteID(99), month: Self.months.upperBound, made: ReturnID(99), sector: "1410", province: "12", product: 10_000, energy: 99_000_000,
            water: nil, wastewater: nil, workers: 100, days: 25, left: 1, stock: nil)
        var later = odd
        later.month = Self.months.upperBound.adding(months: 1)
        let after = PeerIntensities(rows(8) + [odd, later], months: Self.months)
        #expect(after.peers(of: SiteID(1), ["1410", "14"], energy) == before.peers(of: SiteID(1), ["1410", "14"], energy))
        #expect(PeerIntensities.months(on: FixedTime.day(2026, 11, 22)) == Self.months)
        #expect(PeerIntensities.months(on: FixedTime.day(2026, 12, 31)) == Self.months)
        #expect(PeerIntensities.months(on: FixedTime.day(2027, 1, 1)).upperBound == Month(year: 2026, month: 12))
    }

    @Test("A small change of one peer's figure seldom moves what is told, and never shows the figure itself")
    func rounding() {
        #expect([0.8456, 84.56, 845.6, 0, 0.0123].map(PeerIntensities.twoDigits) == [0.85, 85, 850, 0, 0.012])
        var changed = rows(8)
        for i in changed.indices where changed[i].site == SiteID(4) { changed[i].energy = changed[i].energy.map { $0 + $0 / 500 } }
        let (a, b) = (PeerIntensities(rows(8), months: Self.months), PeerIntensities(changed, months: Self.months))
        #expect(a.peers(of: SiteID(99), ["1410", "14"], energy) == b.peers(of: SiteID(99), ["1410", "14"], energy))
    }

    @Test("An own month is what it divides to, in the unit it is read in")
    func own() throws {
        let all = PeerIntensities([], months: Self.months)
        let month = rows(1, months: 1)
        let benchmark = Benchmark(energy, of: SiteID(1), ["1410", "14"], rows: month, among: all)
        #expect(benchmark.latest?.value == 0.81 && benchmark.ownMedian == nil)
        let workers = Benchmark(IntensityUnit(.waste, .worker, .piece), of: SiteID(1), ["1410", "14"], rows: month, among: all)
        #expect(workers.latest?.value == 5)
        let tonne = Benchmark(IntensityUnit(.energy, .product, .tonne), of: SiteID(1), ["1062", "10"], rows: month, among: all)
        #expect(tonne.latest?.value == 810_000, "810 Wh a gram are 810,000 kWh a tonne.")
    }

    @Test("Published ranges are compared only where they are for the same unit, after conversion, and keep source and confidence")
    func published() throws {
        let pair = IntensityUnit(.energy, .product, .pair)
        let shoes = try #require(PublishedRanges.shipped.ranges(isic: "1520", .energy).first)
        let range = try #require(shoes.range(in: pair))
        #expect(abs(range.lowerBound - 5 / 3.6) < 1e-9 && abs(range.upperBound - 30 / 3.6) < 1e-9, "5 to 30 MJ a pair.")
        #expect(shoes.range(in: IntensityUnit(.energy, .worker, .pair)) == nil && !shoes.provenance.source.isEmpty)
        let garments = PublishedRanges.shipped.ranges(isic: "1410", .energy)
        #expect(!garments.isEmpty && garments.allSatisfy { $0.range(in: energy) == nil }, "They are for a tonne of garments, not for a piece.")
        let fish = PublishedRanges.shipped.ranges(isic: "1020", .water)
        #expect(fish.contains { $0.unit == "m3/t" && $0.range(in: IntensityUnit(.water, .product, .tonne)) == 3.3...10 })
        #expect(fish.filter { $0.unit == "m3/t raw fish" }.allSatisfy { $0.range(in: IntensityUnit(.water, .product, .tonne)) == nil })
    }
}
