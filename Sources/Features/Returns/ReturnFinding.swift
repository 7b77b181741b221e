// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a soft check found in answers as they were sent, with the figures of that moment: it is never judged again by later rules or a later model.
public struct ReturnFinding: Hashable, Sendable, Codable {
    /// The rule and the edition of the rules.
    public var rule: String
    public var edition: String
    /// How the rule judges, as the checks word it.
    public var kind: String
    /// The field; `@waste` for the waste of the period.
    public var field: String
    public var waste: WasteCodeID?
    /// In the field's whole unit; `nil` where there is no figure.
    public var found: Int64?
    /// What was expected, at least and at most.
    public var low: Int64?
    public var high: Int64?
    /// How many times too much or too little, where a unit may have slipped.
    public var factor: Int?
    /// Declared waste lies far below what is expected.
    public var isFar: Bool?
    /// Of an estimate whose figures were changed: its formula, what it was worked out from, and what stands there now.
    public var formula: FigureEstimate.Formula?
    public var was: Int64?
    public var now: Int64?
    /// Why it is so, in the words of whoever sent it.
    public var explanation: SealedText?

    public init(
        rule: String, edition: String, kind: String, field: String, waste: WasteCodeID? = nil, found: Int64?, low: Int64?, high: Int64?, factor: Int? = nil,
        isFar: Bool? = nil, explanation: SealedText? = nil
    ) {
        self.rule = rule
        self.edition = edition
        self.kind = kind
        self.field = field
        self.waste = waste
        self.found = found
        self.low = low
        self.high = high
        self.factor = factor
        self.isFar = isFar
        self.explanation = explanation
    }

    /// Names it within its return, in forms and at the API: `ownPast.diesel`.
    public var key: String { ([rule, field.replacing("@", with: "")] + [waste?.text].compactMap { $0 }).joined(separator: ".") }
}

public enum FindingKind {}
/// A finding in the list of officers.
public typealias FindingID = Identifier<FindingKind>
