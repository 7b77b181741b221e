// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// A result before it is one: numbers and units as somebody typed them or a file holds them, each read without guessing.
public struct ResultDraft: Hashable, Sendable {
    public var parameter = ""
    /// `=`, `<`, `>`, or blank for `=`; a sign in front of the value counts too.
    public var sign = ""
    public var value: ExactDecimal?
    public var unit = ""
    public var detection: ExactDecimal?
    public var sampledOn: CalendarDate?
    public var reportedOn: CalendarDate?
    public var sample = ""
    public var laboratory = ""
    public var method = ""

    public init() {}
}

/// A draft that can stand: what a result says but for its identifiers.
public struct ResultFacts: Hashable, Sendable {
    public var parameter: String
    public var reading: ResultReading
    public var sampledOn: CalendarDate
    public var reportedOn: CalendarDate?
    public var sample: String
    public var laboratory: String
    public var method: String
}

extension ResultDraft {
    /// Longest name of a laboratory or method, characters.
    public static let textMost = 120
    /// Results older than this year are slips of the keyboard.
    static let firstYear = 1990

    /// Reads a draft by the rules for results.
    ///
    /// - Parameters:
    ///   - field: how the form or file calls a field: of the third row `value` is `value2`.
    ///   - outlet: `nil` where it is not known; what depends on it is then not checked.
    /// - Returns: the facts, or every problem with its field.
    public func checked(
        at outlet: Outlet?, today: CalendarDate, units: ResultUnits, parameters: DischargeParameters = .shipped, field name: (String) -> String = { $0 }
    ) -> (facts: ResultFacts?, problems: [Problem]) {
        var problems: [Problem] = []
        func note(_ field: String, _ phrase: DischargePhrase, _ facts: [String: Fact] = [:]) { problems.append(phrase.problem(name(field), facts)) }
        let medium = outlet?.medium ?? .water
        let known = parameters.named(parameter, in: medium)
        if parameter.isEmpty {
            note("parameter", .parameterMissing)
        } else if known == nil {
            note("parameter", .parameterUnknown, ["text": .text(String(parameter.prefix(40)))])
        }
        let sign = Self.sign(self.sign)
        if sign == nil { note("operator", .signUnknown, ["text": .text(String(self.sign.prefix(10)))]) }
        let unit = known.flatMap { units.unit(self.unit, for: $0) }
        if let known, unit == nil {
            let expected = units.units(for: known).map(\.symbol).joined(separator: ", ")
            note("unit", self.unit.isEmpty ? .unitMissing : .unitUnknown, ["text": .text(String(self.unit.prefix(20))), "expected": .text(expected)])
        }
        // "Below the detection limit" needs no second number.
        let number = value ?? (sign == .below ? detection : nil)
        if number == nil { note("value", .valueMissing) }
        var reading: ResultReading?
        if let known, let unit, let sign, let number { reading = self.reading(number, sign, unit, known, units, note) }
        checkDays(at: outlet, today: today, note)
        for (field, text) in [("laboratory", laboratory), ("method", method), ("sample", sample)] where text.count > Self.textMost {
            note(field, .textTooLong, ["most": .number(Int64(Self.textMost)), "length": .number(Int64(text.count))])
        }
        if laboratory.isEmpty { note("laboratory", .laboratoryMissing) }
        guard problems.isEmpty, let known, let reading, let sampledOn else { return (nil, problems) }
        let facts = ResultFacts(
            parameter: known.code, reading: reading, sampledOn: sampledOn, reportedOn: reportedOn, sample: sample, laboratory: laboratory, method: method)
        return (facts, [])
    }

    /// `=` and its friends; blank says equal. `nil` for what says nothing known.
    public static func sign(_ text: String) -> ResultOperator? {
        switch text {
        case "", "=": .equal
        // What is not above the limit of detection is reported either way.
        case "<", "≤", "<=": .below
        case ">", "≥", ">=": .above
        default: nil
        }
    }

    private func reading(
        _ number: ExactDecimal, _ sign: ResultOperator, _ unit: ResultUnit, _ known: DischargeParameter, _ units: ResultUnits,
        _ note: (String, DischargePhrase, [String: Fact]) -> Void
    ) -> ResultReading? {
        guard let value = Measure(number).times(unit.factor) else {
            note("value", .valueTooLong, [:])
            return nil
        }
        let range = known.range
        let (least, most) = (Measure(ExactDecimal(digits: range.lowerBound, scale: 0)), Measure(ExactDecimal(digits: range.upperBound, scale: 0)))
        if value < least || most < value {
            note(
                "value", .valueOutOfRange,
                ["value": .text(value.description), "least": .number(range.lowerBound), "most": .number(range.upperBound), "unit": .text(known.unit)])
            return nil
        }
        if value.number.digits == 0, !known.canBeZero {
            note("value", .valueZero, [:])
            return nil
        }
        let limit = detection.flatMap { Measure($0).times(unit.factor) }
        if let limit, limit.number.digits <= 0 {
            note("detection", .detectionZero, [:])
            return nil
        }
        if let limit, sign == .equal, value < limit {
            note("value", .belowDetection, ["value": .text(value.description), "limit": .text(limit.description), "unit": .text(known.unit)])
            return nil
        }
        return ResultReading(
            sign: sign, given: Measure(number), unit: unit.symbol, value: value, detection: limit ?? (sign == .below ? value : nil), conversion: units.edition)
    }

    private func checkDays(at outlet: Outlet?, today: CalendarDate, _ note: (String, DischargePhrase, [String: Fact]) -> Void) {
        guard let sampledOn else { return note("sampledOn", .sampledMissing, [:]) }
        if sampledOn > today { return note("sampledOn", .sampledInFuture, ["day": .date(sampledOn), "today": .date(today)]) }
        if sampledOn.components.year < Self.firstYear { return note("sampledOn", .sampledTooEarly, ["day": .date(sampledOn)]) }
        if let reportedOn, reportedOn < sampledOn {
            note("reportedOn", .reportedBeforeSampled, ["sampled": .date(sampledOn), "reported": .date(reportedOn)])
        } else if let reportedOn, reportedOn > today {
            note("reportedOn", .sampledInFuture, ["day": .date(reportedOn), "today": .date(today)])
        }
        guard let outlet, !outlet.isOpen(on: sampledOn) else { return }
        if sampledOn < outlet.openedOn {
            note("sampledOn", .outletNotYet, ["outlet": .text(outlet.code), "day": .date(outlet.openedOn)])
        } else if let closedOn = outlet.closedOn {
            note("sampledOn", .outletClosed, ["outlet": .text(outlet.code), "day": .date(closedOn)])
        }
    }
}

extension LabResult {
    /// Whether it says the same of the same sample.
    public func isSame(as facts: ResultFacts) -> Bool {
        parameter == facts.parameter && sampledOn == facts.sampledOn && sample == facts.sample && reading.sign == facts.reading.sign
            && reading.value == facts.reading.value
    }
}
