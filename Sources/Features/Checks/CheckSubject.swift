// SPDX-License-Identifier: Apache-2.0

import Domain

/// An answer as rules see it.
public enum CheckAnswer: Hashable, Sendable {
    /// In the whole unit of its field.
    case figure(Int64)
    case nothing, unknown
    /// Something else stands for it, such as the photo of a bill.
    case shown

    public var figure: Int64? { if case .figure(let whole) = self { whole } else { nil } }
    /// 0 where there is nothing of it.
    public var amount: Double? {
        switch self {
        case .figure(let whole): Double(whole)
        case .nothing: 0
        case .unknown, .shown: nil
        }
    }
}

/// The answers of one period.
public struct CheckedPeriod: Hashable, Sendable {
    public var answers: [String: CheckAnswer]
    /// Waste that left, grams.
    public var wastes: [WasteCodeID: Int64]
    /// Waste that came about, grams; `nil` where it is not asked for.
    public var generated: Int64?
    /// Watt-hours of all carriers; `nil` where one of them is not known.
    public var energy: Double?

    public init(answers: [String: CheckAnswer] = [:], wastes: [WasteCodeID: Int64] = [:], generated: Int64? = nil, energy: Double? = nil) {
        self.answers = answers
        self.wastes = wastes
        self.generated = generated
        self.energy = energy
    }
}

/// A figure that was worked out from others of the same return.
public struct CheckedEstimate: Hashable, Sendable {
    public var field: String
    /// What it was worked out from, and what the return says of that now, in the whole unit.
    public var was: Double
    public var now: Double
    /// What the formula gives now, at least and at most; `nil` where nothing is left to work it out from.
    public var range: ClosedRange<Double>?

    public init(field: String, was: Double, now: Double, range: ClosedRange<Double>?) {
        self.field = field
        self.was = was
        self.now = now
        self.range = range
    }
}

/// A return as the rules see it.
public struct CheckSubject: Sendable {
    public var dataSet: String
    public var sector: String
    /// The last day of its period: rules of that day judge.
    public var day: CalendarDate
    /// Days of the period.
    public var days: Int
    /// All fields asked of the site.
    public var fields: [String]
    /// Those of them that measure something, as against people, days and degrees.
    public var measured: Set<String>
    /// Those that say what was made.
    public var products: [String]
    public var now: CheckedPeriod
    /// The same site's periods before, latest first.
    public var past: [CheckedPeriod]
    public var lastYear: CheckedPeriod?
    public var expected: ExpectedWaste?
    public var estimates: [CheckedEstimate] = []

    public init(
        dataSet: String, sector: String, day: CalendarDate, days: Int, fields: [String], measured: Set<String>, products: [String], now: CheckedPeriod,
        past: [CheckedPeriod] = [], lastYear: CheckedPeriod? = nil, expected: ExpectedWaste? = nil
    ) {
        self.dataSet = dataSet
        self.sector = sector
        self.day = day
        self.days = days
        self.fields = fields
        self.measured = measured
        self.products = products
        self.now = now
        self.past = past
        self.lastYear = lastYear
        self.expected = expected
    }

    /// What an operand comes to now; `nil` where that is not known.
    public func amount(_ operand: CheckOperand) -> Double? { value(operand, in: now) }

    /// What an operand comes to in a period; `nil` where that is not known.
    ///
    /// - Parameter isComplete: every field must have an answer; otherwise one that nobody answered counts as none.
    func value(_ operand: CheckOperand, in period: CheckedPeriod, isComplete: Bool = false) -> Double? {
        switch operand {
        case .product: return sum(products, in: period, isComplete: true)
        case .waste: return period.generated.map(Double.init)
        case .energy: return period.energy
        case .workdays:
            guard let people = value(.people, in: period), let days = period.answers["workingDays"]?.amount else { return nil }
            return people * days
        case .activity:
            let parts = [CheckOperand.product, .energy, .water].map { value($0, in: period) }
            let some = parts.compactMap { $0 }.reduce(0, +)
            return some > 0 || !parts.contains(nil) ? some : nil
        default: return sum(operand.fields, in: period, isComplete: isComplete)
        }
    }

    /// The fields that an operand is made of.
    func parts(of operand: CheckOperand) -> [String] {
        switch operand {
        case .product: products
        case .workdays: CheckOperand.people.fields + ["workingDays"]
        default: operand.fields
        }
    }

    /// At least one field must be known; one that says *not known* leaves the whole unknown.
    private func sum(_ names: [String], in period: CheckedPeriod, isComplete: Bool) -> Double? {
        var total = 0.0
        var isKnown = false
        for name in names where fields.contains(name) {
            guard let answer = period.answers[name] else {
                if isComplete { return nil }
                continue
            }
            guard let amount = answer.amount else { return nil }
            total += amount
            isKnown = true
        }
        return isKnown ? total : nil
    }
}
