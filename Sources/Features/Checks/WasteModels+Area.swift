// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Mathematics

/// What is expected of an area's reported production, grams, in one month or several.
public struct AreaWaste: Hashable, Sendable {
    public var low: Double
    /// The mean of the simulated sums.
    public var expected: Double
    public var high: Double
    /// Months of which the model says something.
    public var months: Int
    /// Returns of months that say what was made and what waste there was.
    public var reported: Int
    /// Most sites of one month for which the model says something.
    public var sites: Int
    /// Grams that these sites declared.
    public var declared: Int64
    /// Sites and months that were reported and of which the model cannot say anything; their waste is in none of the figures.
    public var unsaid: [ExpectedWaste.Reason: Int]
    /// Grams that those declared.
    public var declaredUnsaid: Int64
    /// Fewest sites of one month, of those of which the model says something.
    var sitesLeast: Int
    /// Of what is expected of a month, the greatest share of one site, 0...1.
    public var largestShare: Double

    /// Whether it may be shown to everybody: in each month sites enough stand behind it, and no single one is seen through it.
    public func isDisclosable(_ parameters: ModelParameters) -> Bool { sitesLeast >= parameters.benchmarkSites && largestShare <= parameters.dominance }
}

/// Simulated sums of an area's waste, one a draw. Draws of several months or areas belong together by their place and are added place by place, so that
/// months are simulated once and any span of them is a sum.
public struct AreaDraws: Hashable, Sendable {
    /// Grams; empty where nothing is said.
    private var sums: [Double] = []
    private var sites = 0
    private var sitesLeast = Int.max
    private var reported = 0
    private var months = 0
    private var declared: Int64 = 0
    private var unsaid: [ExpectedWaste.Reason: Int] = [:]
    private var declaredUnsaid: Int64 = 0
    private var largestShare = 0.0
    /// What single sites have in the mean of the sums.
    public private(set) var parts = AreaParts()

    public init() {}

    /// Adds another month of the same area. Parts of single sites are told of one month only.
    public mutating func add(_ other: AreaDraws) {
        parts = AreaParts()
        if sums.isEmpty {
            sums = other.sums
        } else if !other.sums.isEmpty {
            for place in sums.indices { sums[place] += other.sums[place] }
        }
        sites = max(sites, other.sites)
        sitesLeast = min(sitesLeast, other.sitesLeast)
        months += other.months
        reported += other.reported
        declared += other.declared
        declaredUnsaid += other.declaredUnsaid
        unsaid.merge(other.unsaid, uniquingKeysWith: +)
        largestShare = max(largestShare, other.largestShare)
    }

    /// The interval lies between the quantiles of the sums.
    public func waste(_ parameters: ModelParameters = .shipped) -> AreaWaste {
        let tail = (1 - parameters.level) / 2
        return AreaWaste(
            low: quantile(sums, tail) ?? 0, expected: sums.isEmpty ? 0 : sums.reduce(0, +) / Double(sums.count), high: quantile(sums, 1 - tail) ?? 0,
            months: months, reported: reported, sites: sites, declared: declared, unsaid: unsaid, declaredUnsaid: declaredUnsaid,
            sitesLeast: months == 0 ? 0 : sitesLeast, largestShare: largestShare)
    }

    /// - Parameter rows: of the month of the models, of one area.
    fileprivate init(_ models: WasteModels, _ rows: [SiteMonth]) {
        reported = rows.count
        var said: [(site: SiteID, log: Double, scale: Double)] = []
        for row in rows.sorted(by: { $0.site < $1.site }) {
            switch models.expected(row) {
            case .interval(let interval):
                said.append((row.site, interval.log, interval.scale))
                declared += row.generated
            case .unsaid(let reason):
                unsaid[reason, default: 0] += 1
                declaredUnsaid += row.generated
            }
        }
        guard !said.isEmpty, !models.residuals.isEmpty else { return }
        (sites, sitesLeast, months) = (said.count, said.count, 1)
        let middles = said.map { exp($0.log + $0.scale * models.middle) }
        largestShare = (middles.max() ?? 0) / max(1, middles.reduce(0, +))
        (sums, parts) = models.sums(said)
    }
}

/// What each site has in an area's expected waste of one month: the mean of its own simulated waste, in the same histories. These add up to the area's
/// figure; the middles of the sites' own intervals do not, since waste is skewed.
public struct AreaParts: Hashable, Sendable {
    /// Ascending; each with its mean at the same place.
    private var sites: [SiteID] = []
    private var means: [Double] = []

    fileprivate init() {}

    fileprivate init(_ sites: [SiteID], _ means: [Double]) {
        self.sites = sites
        self.means = means
    }

    /// Grams; `nil` of a site of which nothing is said.
    public subscript(_ site: SiteID) -> Double? {
        var (low, high) = (0, sites.count)
        while low < high {
            let middle = (low + high) / 2
            if sites[middle] < site { low = middle + 1 } else { high = middle }
        }
        return low < sites.count && sites[low] == site ? means[low] : nil
    }
}

extension WasteModels {
    /// The sum over sites of the month with an interval of its own: neither the sum of the sites' lower ends nor a normal law, since waste is skewed and
    /// sites of one month move together.
    ///
    /// Each of some simulated histories draws one movement that all sites of a month share, and for each site a residual of its own: either its habit,
    /// which is the same in all months of that history, or that of the month alone, so that two months of a site are as alike as those that were seen.
    /// The same rows give the same figure.
    public func draws(_ rows: [SiteMonth]) -> AreaDraws { AreaDraws(self, rows) }

    /// The sum of one month.
    public func sum(_ rows: [SiteMonth]) -> AreaWaste { draws(rows).waste(parameters) }

    /// - Parameter said: ascending by site.
    fileprivate func sums(_ said: [(site: SiteID, log: Double, scale: Double)]) -> ([Double], AreaParts) {
        let own = ownShare
        let scales = Array(Set(said.map(\.scale))).sorted()
        let places = Dictionary(uniqueKeysWithValues: scales.enumerated().map { ($0.element, $0.offset) })
        // The factor of each quantile, once for each group: a draw is then one product.
        let factors = scales.map { scale in residuals.map { exp(scale * (middle + (($0 - middle) * own))) } }
        let sites = said.map { (seed: UInt64(bitPattern: $0.site.value), grams: exp($0.log), place: places[$0.scale] ?? 0) }
        // The level was learnt from these same sites: part of what their habits have in common is in it already.
        let learnt = scales.indices.map { place in 1 / Double(max(said.count { $0.scale == scales[place] }, learntSites[scales[place]] ?? 0)) }
        let month = UInt64(bitPattern: Int64(self.month.index))
        // With this chance a month shows the habit: two months do with its square, which is how alike they are.
        let chance = persistence.squareRoot()
        let habit = UInt64(chance * Double(1 << 32))
        let count = UInt64(residuals.count)
        var common = SplitMix(seed: month)
        var habits = Array(repeating: 0, count: sites.count)
        var totals = Array(repeating: 0.0, count: sites.count)
        let sums = (0..<UInt64(parameters.draws)).map { draw in
            let shift = self.common * common.normal()
            var level = scales.map { _ in 0.0 }
            for (place, site) in sites.enumerated() {
                var dice = SplitMix(seed: Self.history(site.seed, draw))
                habits[place] = Int((dice.next() >> 32) % count)
                level[site.place] += residuals[habits[place]] - middle
            }
            let shifts = scales.indices.map { exp(scales[$0] * (shift - parameters.learntShare * chance * own * level[$0] * learnt[$0])) }
            var sum = 0.0
            for (place, site) in sites.enumerated() {
                var dice = SplitMix(seed: Self.history(site.seed, draw) &* 0x9E37_79B9 &+ month)
                let bits = dice.next()
                let residual = bits & 0xffff_ffff < habit ? habits[place] : Int((bits >> 32) % count)
                let grams = site.grams * shifts[site.place] * factors[site.place][residual]
                sum += grams
                totals[place] += grams
            }
            return sum
        }
        return (sums, AreaParts(said.map(\.site), totals.map { $0 / Double(max(1, sums.count)) }))
    }

    private static func history(_ site: UInt64, _ draw: UInt64) -> UInt64 { site &* 0x2545_F491_4F6C_DD1D &+ draw }

    /// Sites from which was learnt, by the spread of their group.
    private var learntSites: [Double: Int] { Dictionary(groups.values.map { ($0.scale, $0.sites) }, uniquingKeysWith: max) }

    /// What of a residual is the site's own, beside the movement of the month.
    private var ownShare: Double {
        let mean = residuals.reduce(0, +) / Double(residuals.count)
        let variance = residuals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(residuals.count)
        return variance > 0 ? max(0, 1 - common * common / variance).squareRoot() : 1
    }
}
