// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@testable import Checks

/// Simple and yearly returns: waste expected of small firms from people, product and energy, and what is told of their peers.
struct SmallFirmTests {
    private static let seeds: [UInt64] = Array(20_260_201...20_260_208)

    @Test("Of quarters and of years that were kept out the 90 % interval holds between 85 and 95 %, whether or not the firm makes something that is weighed")
    func coverage() {
        for (length, periods, from) in [(3, 10, 5), (12, 6, 3)] {
            var counts: [String: (held: Int, all: Int)] = [:]
            for seed in Self.seeds {
                let firms = SimulatedSmallFirms(seed: seed, length: length, periods: periods)
                for period in from..<periods {
                    let month = SimulatedSmallFirms.begin.adding(months: period * length)
                    let models = WasteModels(of: month, from: firms.rows)
                    for row in firms.rows where row.month == month {
                        guard let interval = models.expected(row).interval else { continue }
                        let held = (interval.low...interval.high).contains(Double(row.generated)) ? 1 : 0
                        for key in ["all", row.product == nil ? "nothing weighed" : "product"] {
                            counts[key, default: (0, 0)].held += held
                            counts[key]?.all += 1
                        }
                    }
                }
            }
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                let share = Double(count.held) / Double(count.all)
                print("seeds \(Self.seeds), periods of \(length) months, \(key): \(count.all) kept out, \((share * 1000).rounded() / 10) % within")
                #expect(share >= (key == "all" ? 0.85 : 0.8) && share <= (key == "all" ? 0.95 : 0.98), "\(length) \(key): \(share)")
            }
            #expect((counts["nothing weighed"]?.all ?? 0) > 200)
        }
    }

    @Test("A firm is compared with those that owe the same return for as long, and learnt from none that is not over")
    func peers() throws {
        let firms = SimulatedSmallFirms(seed: Self.seeds[0], length: 3, periods: 8)
        let month = SimulatedSmallFirms.begin.adding(months: 21)
        let models = WasteModels(of: month, from: firms.rows)
        var row = try #require(firms.rows.first { $0.month == month && $0.product != nil })
        #expect(models.expected(row).interval != nil)
        #expect(WasteModels(of: month.adding(months: 2), from: firms.rows.filter { $0.month >= month }).expected(row) == .unsaid(.fewPeers))
        row.length = 12
        #expect(models.expected(row) == .unsaid(.fewPeers), "Nobody reports by the year.")
        row.length = 3
        row.workers = nil
        #expect(models.expected(row) == .unsaid(.noPeople))
    }

    @Test("Of five small firms or more the middle is told for each worker and month and for each tonne, and monthly factories are not among them")
    func benchmarks() throws {
        let firms = SimulatedSmallFirms(seed: Self.seeds[1], length: 3, periods: 8)
        let months = SimulatedSmallFirms.begin.adding(months: 12)...SimulatedSmallFirms.begin.adding(months: 23)
        let all = PeerIntensities(firms.rows + SimulatedFactories(seed: 1).rows, months: months)
        let groups = SiteMonth.peers("1061", set: "simple", length: 3)
        let worker = IntensityUnit(.waste, .worker, .tonne)
        let spread = try #require(all.peers(of: SiteID(1), groups, worker).spread)
        // Some 90 kg a month and firm for each power 0.9 of its people.
        #expect(spread.sites == 40 && spread.median > 40 && spread.median < 130, "\(spread)")
        #expect(all.peers(of: SiteID(1), groups, IntensityUnit(.waste, .product, .tonne)).spread != nil)
        let few = PeerIntensities(firms.rows.filter { $0.site.value <= 5004 }, months: months)
        #expect(few.peers(of: SiteID(1), groups, worker) == .withheld(.fewSites))
        #expect(all.peers(of: SiteID(1), SiteMonth.peers("1061"), worker) == .withheld(.fewSites))
    }
}
