// SPDX-License-Identifier: Apache-2.0

import Domain
import Mathematics

/// How other sites of a sector lie: the quarter points, never a sum, a mean or a single site.
public struct PeerSpread: Hashable, Sendable {
    public var quarter: Double
    public var median: Double
    public var threeQuarters: Double
    public var sites: Int
}

/// What may be told of peers.
public enum PeerFigure: Hashable, Sendable {
    case spread(PeerSpread)
    case withheld(Reason)

    public enum Reason: String, CaseIterable, Sendable {
        case fewSites
        /// One site makes most of what all make.
        case dominated

        public var phrase: CheckPhrase { self == .fewSites ? .peersFew : .peersDominated }
    }

    public var spread: PeerSpread? { if case .spread(let spread) = self { spread } else { nil } }
}

/// A site's intensity against its own past and its peers.
public struct Benchmark: Sendable {
    public struct Point: Sendable {
        public var month: Month
        public var made: ReturnID
        public var value: Double
    }

    public var unit: IntensityUnit
    /// Months in which both sides are known, oldest first.
    public var own: [Point]
    public var peers: PeerFigure

    /// The latest month's.
    public var latest: Point? { own.last }
    /// Of the own months before the latest.
    public var ownMedian: Double? { median(own.dropLast().map(\.value)) }
}

/// Sites of the nation by sector, each by its own twelve months: what peers' figures are drawn from.
public struct PeerIntensities: Sendable {
    /// First and last month; it ends with a quarter, so that no month's newcomer is seen by what it changes.
    public let months: ClosedRange<Month>
    private let parameters: ModelParameters
    fileprivate var byGroup: [String: [SiteID: Totals]] = [:]

    /// Sums of months in which both sides are known.
    fileprivate struct Totals: Sendable {
        var product: Int64 = 0
        var amounts: [IntensityBase: [Intensity: (amount: Double, divisor: Double)]] = [:]
        var months = 0
    }

    /// The twelve months that end with the last quarter that is over.
    public static func months(on today: CalendarDate, _ parameters: ModelParameters = .shipped) -> ClosedRange<Month> {
        let month = today.month
        let last = month.adding(months: -(1 + (month.month - 1) % 3))
        return last.adding(months: 1 - parameters.window)...last
    }

    public init(_ rows: [SiteMonth], months: ClosedRange<Month>, _ parameters: ModelParameters = .shipped) {
        self.months = months
        self.parameters = parameters
        for row in rows where months.contains(row.last) {
            for key in row.peers { byGroup[key, default: [:]][row.site, default: Totals()].add(row) }
        }
    }

    /// What may be told of the others of a site's sector: of its class where sites enough are in it, else of its division.
    ///
    /// - Parameter peers: names of its groups, as ``SiteMonth/peers(_:set:length:)`` gives them.
    public func peers(of site: SiteID, _ peers: [String], _ unit: IntensityUnit) -> PeerFigure {
        let groups = peers.compactMap { byGroup[$0] }
        var figure = PeerFigure.withheld(.fewSites)
        for group in groups {
            figure = spread(group.filter { $0.key != site }.map(\.value), unit)
            if figure.spread != nil { return figure }
        }
        return figure
    }

    private func spread(_ others: [Totals], _ unit: IntensityUnit) -> PeerFigure {
        // A site with a single month or two says little of itself, and would come and go.
        let known = others.compactMap { one -> (value: Double, product: Int64)? in
            guard one.months >= 3, let sums = one.amounts[unit.base]?[unit.intensity], sums.divisor > 0 else { return nil }
            return (unit.value(sums.amount, over: sums.divisor), one.product)
        }
        guard known.count >= parameters.benchmarkSites else { return .withheld(.fewSites) }
        let product = known.reduce(0.0) { $0 + Double($1.product) }
        let most = Double(known.map(\.product).max() ?? 0)
        guard product <= 0 || most <= parameters.dominance * product else { return .withheld(.dominated) }
        let values = known.map(\.value)
        func rounded(_ share: Double) -> Double { Self.twoDigits(quantile(values, share) ?? 0) }
        return .spread(PeerSpread(quarter: rounded(0.25), median: rounded(0.5), threeQuarters: rounded(0.75), sites: known.count))
    }

    /// Two significant digits: the exact figure of the site that happens to stand at a quarter point is nobody's to read.
    static func twoDigits(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        // Powers of ten above one are exact.
        var (scaled, times, over) = (value, 1.0, 1.0)
        while scaled >= 100 { (scaled, times) = (scaled / 10, times * 10) }
        while scaled < 10 { (scaled, over) = (scaled * 10, over * 10) }
        return scaled.rounded() * times / over
    }
}

extension PeerIntensities.Totals {
    fileprivate mutating func add(_ row: SiteMonth) {
        months += row.length
        product += row.product ?? 0
        for base in IntensityBase.allCases {
            guard let divisor = base.amount(row), divisor > 0 else { continue }
            for intensity in Intensity.allCases {
                guard let amount = intensity.amount(row) else { continue }
                let known = amounts[base]?[intensity] ?? (0, 0)
                amounts[base, default: [:]][intensity] = (known.amount + Double(amount), known.divisor + Double(divisor))
            }
        }
    }
}

extension Benchmark {
    /// - Parameter rows: the site's own months, oldest first.
    public init(_ unit: IntensityUnit, of site: SiteID, _ groups: [String], rows: [SiteMonth], among all: PeerIntensities) {
        self.unit = unit
        own = rows.compactMap { row in
            guard let amount = unit.intensity.amount(row), let divisor = unit.base.amount(row), divisor > 0 else { return nil }
            return Point(month: row.month, made: row.made, value: unit.value(Double(amount), over: Double(divisor)))
        }
        peers = all.peers(of: site, groups, unit)
    }
}
