// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Foundation
import Mathematics

/// Factories that never were: three sectors of different size, sites of their own habits, seasons, months in which all move, faults of entry.
struct SimulatedFactories {
    static let begin = Month(year: 2025, month: 1)
    static let months = 24
    var rows: [SiteMonth] = []
    /// Those that declare only a part from ``hidingFrom`` on, with the part.
    var hiding: [SiteID: Double] = [:]
    static let hidingFrom = begin.adding(months: 18)

    init(seed: UInt64, hiders: Int = 0) {
        var dice = SplitMix(seed: seed)
        var site: Int64 = 1000
        let sectors: [(isic: String, sites: Int, product: Double, intensity: Double, slope: Double)] = [
            ("1410", 60, 150_000, 62, 0.92), ("1520", 24, 60_000, 240, 1.0), ("1030", 10, 400_000_000, 0.12, 0.85),
        ]
        let shifts = (0..<Self.months).map { _ in 0.05 * dice.normal() }
        for sector in sectors {
            for number in 0..<sector.sites {
                site += 1
                let size = exp(0.8 * dice.normal())
                let habit = 0.22 * dice.normal()
                let (energy, water) = (exp(0.25 * dice.normal()), exp(0.35 * dice.normal()))
                // One in five began late.
                let first = dice.share() < 0.2 ? Int(dice.share() * 20) : 0
                let part = sector.isic == "1410" && number < hiders ? 0.15 + 0.25 * dice.share() : nil
                if let part { hiding[SiteID(site)] = part }
                let province = ["12", "08", "05"][Int(dice.next() % 3)]
                for m in first..<Self.months where dice.share() > 0.04 {
                    let month = Self.begin.adding(months: m)
                    let season = 1 + 0.2 * sin(Double(m) / 12 * 2 * .pi)
                    let product = sector.product * size * season * exp(0.12 * dice.normal())
                    // Waste follows production less than in proportion, and energy a unit a little; one month in fifty is far off.
                    let odd = dice.share() < 0.02 ? 1.2 * dice.normal() : 0
                    var waste = sector.intensity * pow(sector.product * size, 1 - sector.slope) * pow(product, sector.slope) * pow(energy, 0.3)
                    waste *= exp(habit + 0.16 * dice.normal() + shifts[m] + odd)
                    if let part, month >= Self.hidingFrom { waste *= part }
                    rows.append(
                        SiteMonth(
                            site: SiteID(site), month: month, made: ReturnID(site * 100 + Int64(m)), sector: sector.isic, province: province,
                            product: Int64(product), energy: Int64(product * 900 * energy * exp(0.06 * dice.normal())),
                            water: dice.share() < 0.1 ? nil : Int64(product * 8_000 * water * exp(0.1 * dice.normal())), wastewater: nil, workers: 800,
                            days: 25, left: Int64(waste), stock: nil))
                }
            }
        }
    }

    func of(_ month: Month) -> [SiteMonth] { rows.filter { $0.month == month } }
}

/// Small firms that never were, with simple returns of a quarter or a year: two trades, and half of those of one make nothing that is weighed.
struct SimulatedSmallFirms {
    static let begin = Month(year: 2023, month: 1)
    var rows: [SiteMonth] = []

    /// - Parameters:
    ///   - length: months of a period.
    ///   - periods: how many of them.
    init(seed: UInt64, length: Int, periods: Int) {
        var dice = SplitMix(seed: seed)
        var site: Int64 = 5000
        let trades: [(isic: String, firms: Int, people: Double, intensity: Double)] = [("1061", 40, 9, 90_000), ("1071", 25, 14, 40_000)]
        let shifts = (0..<periods).map { _ in 0.05 * dice.normal() }
        for trade in trades {
            for number in 0..<trade.firms {
                site += 1
                let people = max(1, (trade.people * exp(0.5 * dice.normal())).rounded())
                let (habit, work) = (0.3 * dice.normal(), exp(0.35 * dice.normal()))
                let isService = trade.isic == "1071" && number.isMultiple(of: 2)
                for period in 0..<periods where dice.share() > 0.05 {
                    let product = people * 900_000 * Double(length) * work * exp(0.15 * dice.normal())
                    let odd = dice.share() < 0.02 ? 1.2 * dice.normal() : 0
                    let waste = trade.intensity * Double(length) * pow(people, 0.9) * pow(work, 0.5) * exp(habit + 0.18 * dice.normal() + shifts[period] + odd)
                    var row = SiteMonth(
                        site: SiteID(site), month: Self.begin.adding(months: period * length), made: ReturnID(site * 100 + Int64(period)), sector: trade.isic,
                        province: "02", product: isService ? nil : Int64(product),
                        // One in three sends the photo of the bill instead of a figure.
                        energy: dice.share() < 0.33 ? nil : Int64(product * 0.3 * exp(0.2 * dice.normal())), water: nil, wastewater: nil,
                        workers: Int64(people), days: nil, left: Int64(waste), stock: nil)
                    (row.length, row.set) = (length, "simple")
                    rows.append(row)
                }
            }
        }
    }
}
