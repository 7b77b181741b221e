// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Mathematics

/// What is expected of an area's reported production, grams.
public struct AreaWaste: Hashable, Sendable {
    public var low: Double
    /// The mean of the simulated sums.
    public var expected: Double
    public var high: Double
    /// Sites for which the model says something.
    public var sites: Int
    /// Grams that these sites declared.
    public var declared: Int64
    /// Sites that reported and of which the model cannot say anything; their waste is in none of the figures.
    public var unsaid: [ExpectedWaste.Reason: Int]
    /// Grams that those declared.
    public var declaredUnsaid: Int64
    /// Of what is expected, the share of the site that has most, 0...1.
    public var largestShare: Double

    public static let none = AreaWaste(low: 0, expected: 0, high: 0, sites: 0, declared: 0, unsaid: [:], declaredUnsaid: 0, largestShare: 0)

    /// Whether it may be shown to everybody: sites enough stand behind it, and no single one is seen through it.
    public func isDisclosable(_ parameters: ModelParameters) -> Bool { sites >= parameters.benchmarkSites && largestShare <= parameters.dominance }
}

extension WasteModels {
    /// The sum over sites with an interval of its own: neither the sum of the sites' lower ends nor a normal law, since waste is skewed and sites of
    /// one month move together.
    ///
    /// Each of some simulated months draws one movement that all sites share and for each site a residual of its own; the interval lies between
    /// the quantiles of the sums. The same rows give the same figure.
    public func sum(_ rows: [SiteMonth]) -> AreaWaste {
        var area = AreaWaste.none
        var sites: [(log: Double, scale: Double)] = []
        for row in rows.sorted(by: { $0.site < $1.site }) {
            switch expected(row) {
            case .interval(let interval):
                sites.append((interval.log, interval.scale))
                area.declared += row.generated
            case .unsaid(let reason):
                area.unsaid[reason, default: 0] += 1
                area.declaredUnsaid += row.generated
            }
        }
        area.sites = sites.count
        let middles = sites.map { exp($0.log + $0.scale * middle) }
        area.largestShare = (middles.max() ?? 0) / max(1, middles.reduce(0, +))
        guard !sites.isEmpty, !residuals.isEmpty else { return area }
        let own = ownShare
        let scales = Array(Set(sites.map(\.scale))).sorted()
        let places = Dictionary(uniqueKeysWithValues: scales.enumerated().map { ($0.element, $0.offset) })
        // The factor of each quantile, once for each group: a draw is then one product.
        let factors = scales.map { scale in residuals.map { exp(scale * (middle + (($0 - middle) * own))) } }
        let grams = sites.map { (grams: exp($0.log), place: places[$0.scale] ?? 0) }
        var dice = SplitMix(seed: UInt64(bitPattern: Int64(month.index)))
        var sums: [Double] = []
        for _ in 0..<parameters.draws {
            let shift = common * dice.normal()
            let shifts = scales.map { exp($0 * shift) }
            sums.append(
                grams.reduce(0) { sum, site in
                    sum + site.grams * shifts[site.place] * factors[site.place][Int(dice.next() >> 32) % residuals.count]
                })
        }
        let tail = (1 - parameters.level) / 2
        area.low = quantile(sums, tail) ?? 0
        area.expected = sums.reduce(0, +) / Double(sums.count)
        area.high = quantile(sums, 1 - tail) ?? 0
        return area
    }

    /// What of a residual is the site's own, beside the movement of the month.
    private var ownShare: Double {
        let mean = residuals.reduce(0, +) / Double(residuals.count)
        let variance = residuals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(residuals.count)
        return variance > 0 ? max(0, 1 - common * common / variance).squareRoot() : 1
    }
}
