// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with what somebody sent: where, what, and the numbers a person needs to mend it.
///
/// The words stand in the translation table under `phrase`; the same problem reads as a page, as JSON and in a terminal.
public struct Problem: Hashable, Sendable, Codable {
    /// The form field or JSON pointer the problem belongs to; empty when it concerns the whole.
    public var field: String
    /// Key of the sentence in the translation table, `area.key`; stable, also the code at the API.
    public var phrase: String
    /// Facts the sentence names, by placeholder.
    public var facts: [String: Fact]

    public init(field: String = "", phrase: String, facts: [String: Fact] = [:]) {
        self.field = field
        self.phrase = phrase
        self.facts = facts
    }
}

/// A value inside a sentence; written as the reader's language writes it.
public enum Fact: Hashable, Sendable, Codable {
    case text(String)
    /// How many: grouped as the language groups.
    case number(Int64)
    /// Which one: a line, a version, a year; never grouped.
    case numeral(Int64)
    /// A fraction 0...1, shown in per cent.
    case share(Double)
    case mass(Mass)
    case date(CalendarDate)
    case moment(Instant)
    /// Another phrase of the table, `area.key`.
    case phrase(String)
}

/// Errors that a person caused and can mend: all problems at once.
public protocol Explainable: Error {
    var problems: [Problem] { get }
    /// How the doors answer: 422 for bad input, 404, 403, 409 and so on.
    var standing: Standing { get }
}

/// What kind of refusal it is, independent of any protocol.
public enum Standing: String, Sendable, Codable {
    /// The input does not fit; mend and send again.
    case invalid
    /// No such thing, or not yours: the two look the same.
    case missing
    /// You are known, and may not do this.
    case forbidden
    /// Nobody is signed in.
    case unauthenticated
    /// Somebody else changed it first.
    case conflict
    /// Too many tries or too much waiting work; later.
    case busy
    /// Larger than is taken.
    case tooLarge
}

/// Problems found in one piece of input.
public struct Problems: Explainable, Hashable {
    public var problems: [Problem]
    public var standing: Standing

    public init(_ problems: [Problem], standing: Standing = .invalid) {
        self.problems = problems
        self.standing = standing
    }
}
