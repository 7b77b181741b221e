// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Mathematics

/// What peers would have had in a month.
public enum ExpectedWaste: Hashable, Sendable {
    case interval(WasteInterval)
    /// The model cannot say, and does not guess.
    case unsaid(Reason)

    public enum Reason: String, CaseIterable, Sendable {
        /// What was made is not known, or nothing was.
        case noProduct
        /// Of a longer period: how many people work there is not known.
        case noPeople
        case fewPeers
        /// Far more or less was made than at any peer.
        case beyondPeers

        public var phrase: CheckPhrase {
            switch self {
            case .noProduct: .unsaidNoProduct
            case .noPeople: .unsaidNoPeople
            case .fewPeers: .unsaidFewPeers
            case .beyondPeers: .unsaidBeyondPeers
            }
        }
    }

    public var interval: WasteInterval? { if case .interval(let interval) = self { interval } else { nil } }
    /// Why nothing is said; `nil` where something is.
    public var reason: Reason? { if case .unsaid(let reason) = self { reason } else { nil } }
}

/// Grams: the middle, and what nine months of ten lie between.
public struct WasteInterval: Hashable, Sendable {
    public var low: Double
    public var middle: Double
    public var high: Double
    /// Peers from which was learnt.
    public var sites: Int
    /// Logarithm of the middle as fitted, and the spread of its group: what an area is summed from.
    var log: Double
    var scale: Double

    /// Whether declared waste is so far below that officers see it first.
    public func isFarAbove(_ declared: Double, _ parameters: ModelParameters = .shipped) -> Bool { declared < low * parameters.farBelow }
}

/// The model of one month, learnt from the months before it: waste from production, energy and water, sector by sector.
///
/// Formula, sources and measured coverage: docs/checks.md.
public struct WasteModels: Hashable, Sendable {
    public let month: Month
    let parameters: ModelParameters
    /// By names of peers.
    let groups: [String: PeerGroup]
    /// Equally likely standardised residuals, ascending.
    let residuals: [Double]
    let low: Double
    let middle: Double
    let high: Double
    /// Standard deviation of what all sites of a month have in common, in standardised residuals.
    let common: Double
    /// How alike two months of one site are: the correlation of their residuals, 0...1.
    let persistence: Double

    static let quantiles = 256

    /// What is expected of a month at a site.
    public func expected(_ row: SiteMonth) -> ExpectedWaste {
        guard let made = row.base, made > 0 else { return .unsaid(row.length == 1 ? .noProduct : .noPeople) }
        guard let group = group(of: row) else { return .unsaid(.fewPeers) }
        let product = Foundation.log(Double(made))
        let reach = Foundation.log(parameters.reach)
        guard product >= group.least - reach, product <= group.most + reach else { return .unsaid(.beyondPeers) }
        let log = group.log(row, product: product, folds: parameters.folds)
        func grams(_ residual: Double) -> Double { exp(log + group.scale * residual) }
        return .interval(
            WasteInterval(low: grams(low), middle: grams(middle), high: grams(high), sites: group.sites, log: log, scale: group.scale))
    }

    /// The class where it has sites enough, else the division.
    func group(of row: SiteMonth) -> PeerGroup? { row.peers.lazy.compactMap { groups[$0] }.first }
}

/// Peers, and what was learnt from them.
struct PeerGroup: Hashable, Sendable {
    var sites: Int
    /// Medians of the logarithms: production, energy a unit, water a unit; and of waste.
    var centre: [Double]
    var wasteCentre: Double
    /// Of logarithms of production.
    var least: Double
    var most: Double
    /// Coefficients without the sites of each fold; the last with all.
    var folds: [[Double]]
    var scale: Double

    /// A site is judged by what others say: by the coefficients without its own fold.
    func log(_ row: SiteMonth, product: Double, folds count: Int) -> Double {
        let coefficients = folds[Self.fold(of: row.site, count)]
        return wasteCentre + zip(Self.columns(row, product: product, centre), coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// 1, and the distances of the logarithms from their medians; what is not known lies at the median.
    static func columns(_ row: SiteMonth, product: Double, _ centre: [Double]) -> [Double] {
        func perUnit(_ whole: Int64?, _ middle: Double) -> Double {
            guard let whole, whole > 0 else { return 0 }
            return Foundation.log(Double(whole)) - product - middle
        }
        return [1, product - centre[0], perUnit(row.energy, centre[1]), perUnit(row.beside, centre[2])]
    }

    static func fold(of site: SiteID, _ count: Int) -> Int {
        var dice = SplitMix(seed: UInt64(bitPattern: site.value))
        return Int(dice.next() % UInt64(count))
    }
}
