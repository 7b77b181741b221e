// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Mathematics

extension WasteModels {
    /// Learns from the months before one.
    ///
    /// - Parameter rows: of any months, all of one length; those outside the window, and those without product or waste, are passed over.
    public init(of month: Month, from rows: [SiteMonth], _ parameters: ModelParameters = .shipped) {
        let usable = rows.filter {
            $0.last < month && $0.month >= month.adding(months: -parameters.window(of: $0.length)) && ($0.base ?? 0) > 0 && $0.generated > 0
        }.map(Observation.init)
        var byKey: [String: [Observation]] = [:]
        for one in usable {
            for key in one.row.peers { byKey[key, default: []].append(one) }
        }
        let samples = byKey.compactMapValues { Sample($0, parameters) }
        // Slopes of all sectors together: each month once, in the group by which its site is judged.
        let homes = byKey.keys.filter { key in
            samples[key] != nil && (SiteMonth.isClass(key) || usable.contains { $0.row.peers[1] == key && samples[$0.row.peers[0]] == nil })
        }.sorted()
        let shared = Self.sharedSlopes(homes.compactMap { samples[$0] })
        var fitted: [String: Fitted] = [:]
        for (key, sample) in samples { fitted[key] = sample.fit(towards: shared, parameters) }

        let all = homes.compactMap { key in fitted[key].map { (sites: Double($0.group.sites), log: Foundation.log(max($0.ownScale, 1e-6))) } }
        let weight = all.reduce(0) { $0 + $1.sites }
        let mean = weight > 0 ? all.reduce(0) { $0 + $1.sites * $1.log } / weight : 0
        var groups: [String: PeerGroup] = [:]
        for (key, fit) in fitted {
            var group = fit.group
            let sites = Double(group.sites)
            group.scale = exp((sites * Foundation.log(max(fit.ownScale, 1e-6)) + parameters.priorSites * mean) / (sites + parameters.priorSites))
            groups[key] = group
        }

        var pooled: [(value: Double, weight: Double)] = []
        var byMonth: [Month: [Double]] = [:]
        var bySite: [SiteID: [Double]] = [:]
        for key in homes {
            guard let fit = fitted[key], let group = groups[key] else { continue }
            let rows = fit.residuals.filter { samples[$0.row.peers[0]] == nil || $0.row.peers[0] == key }
            let months = Dictionary(grouping: rows, by: \.row.site).mapValues(\.count)
            for one in rows {
                let standardised = one.residual / group.scale
                pooled.append((standardised, 1 / Double(months[one.row.site] ?? 1)))
                byMonth[one.row.month, default: []].append(standardised)
                bySite[one.row.site, default: []].append(standardised)
            }
        }
        let spread = WeightedValues(pooled)
        // So many sites speak that their extremes are not taken for those of all: the correction of conformal prediction.
        let correction = 1 + 1 / Double(max(1, bySite.count))
        let tail = (1 - parameters.level) / 2
        let upper = min(1, (1 - tail) * correction)
        self.month = month
        self.parameters = parameters
        self.groups = groups
        low = spread.quantile(1 - upper) ?? 0
        middle = spread.quantile(0.5) ?? 0
        high = spread.quantile(upper) ?? 0
        residuals = (0..<Self.quantiles).compactMap { spread.quantile((Double($0) + 0.5) / Double(Self.quantiles)) }
        common = Self.common(byMonth, least: parameters.monthShift / max(1e-6, exp(mean)))
        persistence = Self.persistence(bySite, spread)
    }

    private static func sharedSlopes(_ samples: [Sample]) -> [Double] {
        let rows = samples.flatMap { sample in sample.all.map { Array($0.columns(sample.centre).dropFirst()) } }
        let waste = samples.flatMap { sample in sample.all.map { $0.waste - sample.wasteCentre } }
        // Waste grows with production unless something else is seen.
        let prior = [1.0, 0, 0]
        return robustRegression(rows, waste, prior: prior, penalty: [1, 1, 1])?.coefficients ?? prior
    }

    /// The mean of the products of two residuals of one site over the variance, each site weighing the same; residuals in the outer hundredths count as
    /// those at the hundredth.
    private static func persistence(_ bySite: [SiteID: [Double]], _ spread: WeightedValues) -> Double {
        guard let least = spread.quantile(0.01), let most = spread.quantile(0.99), let centre = spread.quantile(0.5) else { return 1 }
        var (alike, variance, sites) = (0.0, 0.0, 0.0)
        for values in bySite.sorted(by: { $0.key < $1.key }).map(\.value) where values.count > 1 {
            let moved = values.map { min(most, max(least, $0)) - centre }
            let (sum, squares) = moved.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1, $0.1 + $1 * $1) }
            let count = Double(values.count)
            alike += (sum * sum - squares) / (count * (count - 1))
            variance += squares / count
            sites += 1
        }
        // Nobody was seen twice: a site is taken to stay as it is, which makes the interval the widest.
        return sites > 0 && variance > 0 ? min(1, max(0, alike / variance)) : 1
    }

    /// How far the months' means lie apart beyond what single sites explain.
    private static func common(_ byMonth: [Month: [Double]], least: Double) -> Double {
        let months = byMonth.values.filter { $0.count >= 8 }
        guard months.count >= 3 else { return least }
        let means = months.map { $0.reduce(0, +) / Double($0.count) }
        let centre = means.reduce(0, +) / Double(means.count)
        let between = means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(means.count - 1)
        let within =
            zip(months, means).map { values, mean in
                values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1) / Double(values.count)
            }.reduce(0, +) / Double(months.count)
        return max(least, (max(0, between - within) * (1 + 1 / Double(months.count))).squareRoot())
    }
}

/// One month of one site, in logarithms.
private struct Observation {
    let row: SiteMonth
    let product: Double
    let waste: Double

    init(_ row: SiteMonth) {
        self.row = row
        product = log(Double(row.base ?? 1))
        waste = log(Double(row.generated))
    }

    func columns(_ centre: [Double]) -> [Double] { PeerGroup.columns(row, product: product, centre) }
}

/// Months of the sites of one group.
private struct Sample {
    let all: [Observation]
    let sites: Int
    let centre: [Double]
    let wasteCentre: Double

    /// `nil` where the sites are too few.
    init?(_ all: [Observation], _ parameters: ModelParameters) {
        sites = Set(all.map(\.row.site)).count
        guard sites >= parameters.peerSites else { return nil }
        self.all = all
        func middle(_ figure: (SiteMonth) -> Int64?) -> Double {
            median(all.compactMap { one in figure(one.row).flatMap { $0 > 0 ? log(Double($0)) - one.product : nil } }) ?? 0
        }
        centre = [median(all.map(\.product)) ?? 0, middle(\.energy), middle(\.beside)]
        wasteCentre = median(all.map(\.waste)) ?? 0
    }

    /// Fits without each fold of sites in turn; what the sites left out then differ by is what a new site would.
    func fit(towards slopes: [Double], _ parameters: ModelParameters) -> Fitted {
        let rows = all.map { $0.columns(centre) }
        let waste = all.map { $0.waste - wasteCentre }
        let folds = all.map { PeerGroup.fold(of: $0.row.site, parameters.folds) }
        let prior = [0] + slopes
        let penalty =
            [1e-6]
            + (1...3).map { j in
                parameters.priorMonths * max(1e-3, rows.reduce(0) { $0 + $1[j] * $1[j] } / Double(rows.count))
            }
        func coefficients(without fold: Int?) -> [Double] {
            let kept = all.indices.filter { folds[$0] != fold }
            return robustRegression(kept.map { rows[$0] }, kept.map { waste[$0] }, prior: prior, penalty: penalty)?.coefficients ?? prior
        }
        let whole = coefficients(without: nil)
        let used = Set(folds)
        let fitted = (0..<parameters.folds).map { used.contains($0) ? coefficients(without: $0) : whole }
        let residuals = all.indices.map { i in
            (row: all[i].row, residual: waste[i] - zip(rows[i], fitted[folds[i]]).reduce(0) { $0 + $1.0 * $1.1 })
        }
        let months = Dictionary(grouping: residuals, by: \.row.site).mapValues(\.count)
        let spread = WeightedValues(residuals.map { (abs($0.residual), 1 / Double(months[$0.row.site] ?? 1)) })
        let products = all.map(\.product)
        let group = PeerGroup(
            sites: sites, centre: centre, wasteCentre: wasteCentre, least: products.min() ?? 0, most: products.max() ?? 0, folds: fitted, scale: 1)
        return Fitted(group: group, residuals: residuals, ownScale: (spread.quantile(0.5) ?? 0) / 0.6745)
    }
}

private struct Fitted {
    var group: PeerGroup
    var residuals: [(row: SiteMonth, residual: Double)]
    var ownScale: Double
}
