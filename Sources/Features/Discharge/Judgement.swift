// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// What a limit asks of a value.
public struct Bound: Hashable, Sendable, Codable {
    public enum Relation: String, CaseIterable, Codable, Sendable {
        case below = "<"
        case atMost = "<="
        case above = ">"
        case atLeast = ">="
        /// From lower to upper, both allowed.
        case range
    }

    public var relation: Relation
    /// In the parameter's unit.
    public var lower: Measure?
    public var upper: Measure?

    /// - Returns: `nil` when a bound that the relation needs is missing, one that it does not know is there, or they are exchanged.
    public init?(_ relation: Relation, lower: Measure?, upper: Measure?) {
        switch relation {
        case .below, .atMost: guard upper != nil, lower == nil else { return nil }
        case .above, .atLeast: guard lower != nil, upper == nil else { return nil }
        case .range: guard let lower, let upper, lower < upper else { return nil }
        }
        self.relation = relation
        self.lower = lower
        self.upper = upper
    }

    /// Whether a value keeps to it; `nil` when what the laboratory says leaves both open.
    ///
    /// `< 0.01` says that the true value lies below 0.01, so against a limit of 0.05 it keeps, and against 0.005 nobody can tell.
    public func isKept(by sign: ResultOperator, _ value: Measure) -> Bool? {
        let isStrict = relation == .below || relation == .above
        // The true value lies from `low` to `high`; `nil` is without end. An end that `sign` leaves open does not belong to it.
        let low = sign == .below ? nil : value
        let high = sign == .above ? nil : value
        let isOpen = sign != .equal
        if let upper {
            // All of it above, or at what is not allowed itself.
            if let low, upper < low || (low == upper && (isStrict || isOpen)) { return false }
        }
        if let lower {
            if let high, high < lower || (high == lower && (isStrict || isOpen)) { return false }
        }
        if let upper {
            guard let high, high < upper || (high == upper && (!isStrict || isOpen)) else { return nil }
        }
        if let lower {
            guard let low, lower < low || (low == lower && (!isStrict || isOpen)) else { return nil }
        }
        return true
    }
}

/// What one limit, or the want of one, says of a result.
public struct Judgement: Hashable, Sendable {
    public enum Finding: String, CaseIterable, Sendable {
        case within, exceeded
        /// Beyond a limit that is too uncertain to convict by.
        case warned
        /// Below a detection limit that is above the limit, or above a count that is below it.
        case undecidable
        /// Nothing to judge by.
        case none

        public var phrase: DischargePhrase { .named("finding", rawValue) }
    }

    /// Why it only warns, cannot be decided, or is not judged.
    public enum Reason: String, CaseIterable, Sendable {
        case lowConfidence, superseded, coefficients
        case detectionLimit, countLimit
        case columnUnknown, noLimit, noAirLimits, noPermitLimit

        public var phrase: DischargePhrase { .named("reason", rawValue) }
    }

    public var finding: Finding
    public var reason: Reason?
    /// What it was held against, where there was something.
    public var bound: Bound?

    public init(_ finding: Finding, _ reason: Reason? = nil, bound: Bound? = nil) {
        self.finding = finding
        self.reason = reason
        self.bound = bound
    }

    /// - Parameter doubt: why the limit cannot convict; `nil` when it can.
    public init(_ reading: ResultReading, against bound: Bound, doubt: Reason?) {
        switch bound.isKept(by: reading.sign, reading.value) {
        case true?: self.init(.within, bound: bound)
        case false?: self.init(doubt == nil ? .exceeded : .warned, doubt, bound: bound)
        case nil: self.init(.undecidable, reading.sign == .above ? .countLimit : .detectionLimit, bound: bound)
        }
    }
}

/// A result beside both kinds of limits that hold on its day.
public struct Verdict: Hashable, Sendable {
    public var standard: Judgement
    /// The limit of the standard that was in force.
    public var limit: DischargeLimit?
    public var permit: Judgement
    public var permitLimit: PermitLimit?

    public var isExceeded: Bool { standard.finding == .exceeded || permit.finding == .exceeded }

    /// - Parameter permits: all limits of the site's permits.
    public init(_ result: LabResult, at outlet: Outlet, limits: DischargeLimits, country: Country, permits: [PermitLimit]) {
        let day = result.sampledOn
        let column = outlet.standing(on: day).column
        limit = limits.limit(country, outlet.medium, column: column, parameter: result.parameter, on: day)
        if let limit {
            standard = Judgement(result.reading, against: limit.bound, doubt: limit.doubt(on: day))
        } else if outlet.medium == .air, !limits.hasAny(country, .air, on: day) {
            standard = Judgement(.none, .noAirLimits)
        } else {
            standard = Judgement(.none, column == nil ? .columnUnknown : .noLimit)
        }
        permitLimit = permits.filter { $0.applies(to: result) }.max { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
        permit = permitLimit.map { Judgement(result.reading, against: $0.bound, doubt: nil) } ?? Judgement(.none, .noPermitLimit)
    }
}
