// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Tabular
import Wording

/// One figure of a rule as an officer types and chooses it.
public struct PolicyForm: Sendable {
    /// `hazardous`, `non_hazardous`, or `waste` with a code beside it.
    public var scope = ""
    public var waste = ""
    /// Per cent, days, hours, kilograms; of a yes or no and of an answer, the number that a file says.
    public var value = ""
    public var standing = ""
    /// The document that fixes the figure: title, article, date.
    public var source = ""
    /// An ISO date.
    public var validFrom = ""

    public init() {}
}

extension Platform {
    /// Fixes one figure of a rule, from its day on.
    ///
    /// - Parameter seen: ``Platform/vocabularyVersion`` as the officer saw it, where he says.
    /// - Throws: every problem of the form with its field; ``PlatformError/stale`` when something was changed since.
    public func changePolicy(_ key: PolicyKey, _ form: PolicyForm, seen: Int64? = nil, by actor: Actor, at moment: Instant? = nil) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        var reader = FormReader(lists: lists, today: today)
        let scope: String? =
            switch form.scope {
            case "waste": reader.waste(form.waste, field: "waste")?.id.text
            default: PolicyScope(text: form.scope).map(\.text)
            }
        if scope == nil, form.scope != "waste" { reader.problems.append(OperationPhrase.fieldMissing.problem("scope")) }
        let value = reader.policyValue(form.value, key.measure, field: "value")
        let standing = PolicyStanding(rawValue: form.standing)
        if standing == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("standing")) }
        let source = reader.text(form.source.trimmedBlanks, field: "source")
        if source == nil, form.source.trimmedBlanks.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("source")) }
        let from = form.validFrom.isEmpty ? nil : reader.date(form.validFrom, field: "valid_from")
        if form.validFrom.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("valid_from")) }
        guard let scope, let value, let standing, let source, let from, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        var file = CSVWriter(columns: ManifestPolicies.columns)
        file.append([
            country.rawValue, scope, key.rawValue, ManifestPolicies.text(value), standing.rawValue, source, from.description,
        ])
        try await loadPolicies(file.bytes, seen: seen, by: actor, at: moment)
    }
}

extension FormReader {
    /// The figure of a rule as typed, in the number that a file says; `nil` with a problem noted.
    mutating func policyValue(_ text: String, _ measure: PolicyMeasure, field: String) -> Double? {
        if text.trimmedBlanks.isEmpty {
            problems.append(OperationPhrase.fieldMissing.problem(field))
            return nil
        }
        let value: Double?
        switch measure {
        case .mass: value = mass(text, unit: "kg", method: MeasurementMethod.weighed.rawValue, field: field).map { Double($0.mass.raw) }
        case .share: value = number(text, field: field).map { $0 / 100 }
        case .days, .hours, .flag, .answer: value = number(text, field: field)
        }
        guard let value else { return nil }
        guard measure.accepts(value) else {
            let scale: Double = measure == .share ? 100 : 1
            let (least, most) = (measure.range.lowerBound * scale, measure.range.upperBound * scale)
            let facts: [String: Fact] =
                if case .mass = measure {
                    ["least": .mass(Mass(Int64(least))), "most": .mass(Mass(Int64(most)))]
                } else {
                    ["least": .number(Int64(least)), "most": .number(Int64(most))]
                }
            problems.append(EditingPhrase.ruleOutOfRange.problem(field, facts.merging(["text": .text(String(text.prefix(40)))]) { a, _ in a }))
            return nil
        }
        return value
    }

    private mutating func number(_ text: String, field: String) -> Double? {
        let reading = NumberReading(text)
        switch reading {
        case .number(let number): return Double(number.description)
        case .ambiguous: ask(reading, text, field: field)
        case .nothing, .unreadable:
            problems.append(OperationPhrase.unreadableNumber.problem(field, ["text": .text(String(text.prefix(40)))]))
        }
        return nil
    }
}
