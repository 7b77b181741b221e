// SPDX-License-Identifier: Apache-2.0

import Domain
import Mathematics

/// Something that a rule found.
public struct CheckFinding: Hashable, Sendable {
    public var rule: String
    public var kind: CheckKind
    public var isHard: Bool
    /// Where it belongs: a field, or ``CheckOperand/waste``.
    public var field: String
    public var waste: WasteCodeID?
    /// In the field's whole unit; `nil` where there is no figure.
    public var found: Double?
    /// What was expected, at least and at most.
    public var low: Double?
    public var high: Double?
    /// 10, 100 or 1,000 of a slip.
    public var factor: Int?
    /// Of a figure that was worked out: from what, and what stands there now.
    public var was: Double?
    public var now: Double?

    init(_ rule: CheckRule, _ field: String, found: Double?, low: Double? = nil, high: Double? = nil, waste: WasteCodeID? = nil, factor: Int? = nil) {
        self.rule = rule.id
        kind = rule.kind
        isHard = rule.isHard
        self.field = field
        self.waste = waste
        self.found = found
        self.low = low
        self.high = high
        self.factor = factor
    }
}

extension CheckRules {
    /// Everything that the rules of the period find, hard ones first, in the order of the rules. At one figure the first soft rule alone speaks.
    /// Nothing is expected from a figure that a rule before refused or found far out.
    public func judge(_ subject: CheckSubject) -> [CheckFinding] {
        var found: [CheckFinding] = []
        var spoken: Set<String> = []
        var doubtful: Set<String> = []
        for rule in all where rule.covers(subject) {
            // Of a return that is refused the model would speak by figures that cannot be.
            guard rule.kind != .expected || !found.contains(where: \.isHard) else { continue }
            for finding in rule.judge(subject, doubtful: doubtful) {
                if finding.isHard || [.slip, .usual].contains(finding.kind) { doubtful.insert(finding.field) }
                let place = finding.field + (finding.waste?.text ?? "")
                guard finding.isHard || spoken.insert(place).inserted else { continue }
                found.append(finding)
            }
        }
        let refused = Set(found.filter(\.isHard).map(\.field))
        return found.filter(\.isHard) + found.filter { !$0.isHard && !refused.contains($0.field) }
    }
}

extension CheckRule {
    /// - Parameter doubtful: fields by which nothing else is judged.
    func judge(_ subject: CheckSubject, doubtful: Set<String> = []) -> [CheckFinding] {
        switch kind {
        case .expected: return judgeExpected(subject)
        case .outdated: return judgeOutdated(subject)
        case .wasteStopped: return judgeStopped(subject)
        case .silent: return each(subject).compactMap { judgeSilent($0, subject) }
        default: break
        }
        return each(subject).compactMap { operand in
            guard let value = subject.value(operand, in: subject.now) else { return nil }
            let place = operand.fields.first { (subject.now.answers[$0]?.amount ?? 0) > 0 } ?? operand.fields.first ?? operand.text
            if let base {
                // Days of work stand in only where nothing was made or nobody knows how much.
                if kind == .perWorkday, let against, (subject.value(against, in: subject.now) ?? 0) > 0 { return nil }
                guard !subject.parts(of: base).contains(where: doubtful.contains) else { return nil }
                return judgePerUnit(value, of: operand, by: base, at: place, subject)
            }
            return judge(value, of: operand, at: place, subject)
        }
    }

    /// What a figure is divided by; `nil` of rules that divide by nothing.
    private var base: CheckOperand? {
        switch kind {
        case .perUnit: against
        case .perWorkday: .workdays
        default: nil
        }
    }

    /// What it judges, field by field where it says *each*.
    private func each(_ subject: CheckSubject) -> [CheckOperand] {
        figures == [.each] ? subject.fields.filter(subject.measured.contains).map { CheckOperand(text: $0) } : figures
    }

    private func judge(_ value: Double, of operand: CheckOperand, at place: String, _ subject: CheckSubject) -> CheckFinding? {
        switch kind {
        case .perDay:
            let most = (high ?? 0) * Double(subject.days)
            return value > most ? CheckFinding(self, place, found: value, high: most) : nil
        case .between:
            let range = (low ?? 0)...max(low ?? 0, high ?? .infinity)
            return range.contains(value) ? nil : CheckFinding(self, place, found: value, low: range.lowerBound, high: range.upperBound)
        case .share:
            guard let against, let whole = subject.value(against, in: subject.now, isComplete: isComplete), let high, value > high * whole, whole > 0 || !isHard
            else { return nil }
            return CheckFinding(self, place, found: value, low: 0, high: high * whole)
        case .requires:
            guard let against, value > 0, subject.value(against, in: subject.now) == 0 else { return nil }
            return CheckFinding(self, operand == .product ? subject.products.first { subject.fields.contains($0) } ?? place : place, found: value)
        case .slip: return judgeSlip(value, of: operand, at: place, subject)
        case .usual:
            let past = subject.past.compactMap { subject.value(operand, in: $0) }
            return ordinary(past).flatMap { $0.contains(value) ? nil : CheckFinding(self, place, found: value, low: $0.lowerBound, high: $0.upperBound) }
        case .lastYear:
            guard let high, let before = subject.lastYear.flatMap({ subject.value(operand, in: $0) }), before > 0,
                value > before * high || value < before / high
            else { return nil }
            return CheckFinding(self, place, found: value, low: before / high, high: before * high)
        case .perUnit, .perWorkday, .expected, .outdated, .silent, .wasteStopped: return nil
        }
    }

    /// What is ordinary after some values of the past; `nil` where they are too few to say.
    private func ordinary(_ past: [Double]) -> ClosedRange<Double>? {
        if past.count >= least, let spread = RobustSpread(past, floor: floor), let high, spread.deviation > 0 {
            let most = max(high * spread.deviation, low ?? 0)
            return max(0, spread.median - most)...(spread.median + most)
        }
        guard let few, past.count >= 2, let middle = median(past), middle > 0 else { return nil }
        return min(middle / few, max(0, middle - (low ?? 0)))...max(middle * few, middle + (low ?? 0))
    }

    private func judgeSlip(_ value: Double, of operand: CheckOperand, at place: String, _ subject: CheckSubject) -> CheckFinding? {
        let past = subject.past.compactMap { subject.value(operand, in: $0) }.filter { $0 > 0 }
        guard past.count >= least, value > 0, let middle = median(past), let high, abs(value - middle) > low ?? 0 else { return nil }
        let ratio = max(value / middle, middle / value)
        guard let factor = [10, 100, 1000].first(where: { ratio >= Double($0) / high && ratio <= Double($0) * high }) else { return nil }
        return CheckFinding(self, place, found: value, low: middle, high: middle, factor: factor)
    }

    private func judgePerUnit(_ value: Double, of operand: CheckOperand, by base: CheckOperand, at place: String, _ subject: CheckSubject) -> CheckFinding? {
        guard let units = subject.value(base, in: subject.now), units > 0 else { return nil }
        let past = subject.past.compactMap { period -> Double? in
            guard let before = subject.value(operand, in: period), let units = subject.value(base, in: period), units > 0 else { return nil }
            return before / units
        }
        guard let range = ordinary(past), !range.contains(value / units) else { return nil }
        return CheckFinding(self, place, found: value, low: range.lowerBound * units, high: range.upperBound * units)
    }

    private func judgeExpected(_ subject: CheckSubject) -> [CheckFinding] {
        guard let declared = subject.now.generated.map(Double.init), case .interval(let expected)? = subject.expected else { return [] }
        guard declared < expected.low || declared > expected.high else { return [] }
        return [CheckFinding(self, CheckOperand.waste.text, found: declared, low: expected.low, high: expected.high)]
    }

    private func judgeOutdated(_ subject: CheckSubject) -> [CheckFinding] {
        subject.estimates.filter { $0.was != $0.now }.map { estimate in
            var found = CheckFinding(
                self, estimate.field, found: subject.now.answers[estimate.field]?.amount, low: estimate.range?.lowerBound, high: estimate.range?.upperBound)
            (found.was, found.now) = (estimate.was, estimate.now)
            return found
        }
    }

    private func judgeSilent(_ operand: CheckOperand, _ subject: CheckSubject) -> CheckFinding? {
        let recent = subject.past.prefix(least).compactMap { $0.answers[operand.text]?.figure }.filter { $0 > 0 }
        guard recent.count == least, let middle = median(recent.map(Double.init)) else { return nil }
        switch subject.now.answers[operand.text] {
        case .figure, .shown: return nil
        case .nothing, .unknown, nil: return CheckFinding(self, operand.text, found: nil, low: middle, high: middle)
        }
    }

    private func judgeStopped(_ subject: CheckSubject) -> [CheckFinding] {
        let recent = subject.past.prefix(least)
        guard recent.count == least, let latest = recent.first else { return [] }
        return latest.wastes.keys.sorted { $0.text < $1.text }.compactMap { code in
            let amounts = recent.compactMap { $0.wastes[code] }.filter { $0 > 0 }
            guard amounts.count == least, (subject.now.wastes[code] ?? 0) == 0, let middle = median(amounts.map(Double.init)) else { return nil }
            return CheckFinding(self, CheckOperand.waste.text, found: 0, low: middle, high: middle, waste: code)
        }
    }
}
