// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// Greenhouse gases of what a site reported for one month: a line for each factor, and everything that stands in no sum with its reason.
///
/// Pure: computed whenever it is read, by the rules and factors that hold on the month's last day. docs/ghg.md has the formulas.
public struct GHGInventory: Sendable {
    public struct Line: Sendable {
        /// Its place among the activities.
        public var activity: Int
        public var scope: GHGScope
        public var category: GHGCategory
        public var factor: String
        public var version: String
        public var source: String
        /// The lower of the rule's and the factor's.
        public var confidence: Confidence
        /// Tonnes of CO2 equivalent, CO2 of plants left out.
        public var warming: Interval
        /// Tonnes of CO2 of plants.
        public var biogenic: Double
    }

    public struct Uncounted: Sendable {
        public var activity: Int
        public var reason: GHGReason
        /// What speaks of it.
        public var source: String
    }

    public var lines: [Line]
    public var uncounted: [Uncounted]

    public init() { (lines, uncounted) = ([], []) }

    /// - Parameters:
    ///   - day: the month's last.
    ///   - factors: the rows in force on that day.
    public init(
        _ activities: [ReportedActivity], on day: CalendarDate, country: Country, factors: FactorLibrary, rules: GHGRules = .shipped,
        report: GHGCalculation.Report = .ar5
    ) {
        self.init()
        for (place, activity) in activities.enumerated() where activity.amount?.value != 0 {
            let found = rules.rules(for: activity, on: day)
            if found.isEmpty { uncounted.append(Uncounted(activity: place, reason: .noRule, source: "")) }
            for rule in found {
                switch rule.outcome(of: activity, kind: activity.waste.flatMap(rules.kind), on: day, country: country, factors, report) {
                case .line(var line):
                    line.activity = place
                    lines.append(line)
                case .uncounted(let reason): uncounted.append(Uncounted(activity: place, reason: reason, source: rule.provenance.source))
                }
            }
        }
    }

    /// The sum of lines: those of one factor err together, different factors by themselves.
    public static func total(_ lines: [Line]) -> Interval {
        let groups = Dictionary(grouping: lines, by: \.factor)
        return Interval.sum(lines.map(\.factor).uniqued.map { Interval.together((groups[$0] ?? []).map(\.warming)) })
    }

    public func lines(_ scope: GHGScope) -> [Line] { lines.filter { $0.scope == scope } }

    /// Tonnes of CO2 of plants that the site gave off itself; those of others are theirs.
    public var biogenic: Double { lines(.direct).reduce(0) { $0 + $1.biogenic } }
}

extension GHGRule {
    fileprivate enum Outcome {
        case line(GHGInventory.Line)
        case uncounted(GHGReason)
    }

    fileprivate func outcome(
        of activity: ReportedActivity, kind: String?, on day: CalendarDate, country: Country, _ factors: FactorLibrary, _ report: GHGCalculation.Report
    ) -> Outcome {
        if let reason { return .uncounted(reason) }
        guard let amount = activity.amount, let dimension = activity.dimension else { return .uncounted(.notKnown) }
        let own: ActivityFactor
        switch finding(kind, country, day.month.year, in: factors) {
        case .factor(let found): own = found
        case .notYet: return .uncounted(.factorLater)
        case .unknown, .parameterOnly, .otherCountry: return .uncounted(.noFactor)
        }
        guard let scope = scope(of: activity), let category, let emission = own.emission(of: amount, in: dimension, report, factors) else {
            return .uncounted(.noFactor)
        }
        return .line(
            GHGInventory.Line(
                activity: 0, scope: scope, category: category, factor: own.name, version: own.rows.isEmpty ? report.rawValue : own.version, source: own.source,
                confidence: min(own.confidence, provenance.confidence), warming: emission.warming, biogenic: emission.biogenic))
    }

    private func finding(_ kind: String?, _ country: Country, _ year: Int, in factors: FactorLibrary) -> FactorLibrary.Finding {
        guard !gas.isEmpty else { return factors.finding(factor, country: country, year: year) }
        let written = kind.map { factor.split(separator: "{waste}", omittingEmptySubsequences: false).joined(separator: $0) } ?? factor
        return FactorFormula(written).flatMap { factors.factor(of: $0, gas: gas, isBiogenic: isBiogenic) }.map { .factor($0) } ?? .unknown
    }
}

extension ActivityFactor {
    /// Tonnes of CO2 equivalent and of CO2 of plants that an amount gives off; `nil` where its unit does not fit, or a gas has no warming potential.
    ///
    /// - Parameter amount: in the unit of the International System of `dimension`.
    func emission(
        of amount: Interval, in dimension: UnitDimension, _ report: GHGCalculation.Report, _ library: FactorLibrary
    ) -> (warming: Interval, biogenic: Double)? {
        guard let conversion = conversion(from: dimension) else { return nil }
        // What a fuel gives by heat is one error for all its gases.
        let common = conversion.times(amount).divided(by: base)
        var (warming, biogenic): ([Interval], Double) = ([], 0)
        for gas in gases {
            if gas.isBiogenicCO2 {
                biogenic += gas.kilograms.value * common.value / 1000
            } else {
                guard let potential = library.potential(of: gas.gas, report) else { return nil }
                warming.append(gas.kilograms.times(potential))
            }
        }
        return (Interval.sum(warming).times(common).divided(by: 1000), biogenic)
    }
}

extension FactorLibrary {
    /// How strongly a gas warms beside CO2; 1 for what the source has summed already.
    func potential(of gas: String, _ report: GHGCalculation.Report) -> Double? {
        if gas == "CO2e" { return 1 }
        return self.gas(gas).flatMap { report == .ar5 ? $0.ar5 : $0.ar6 }
    }
}
