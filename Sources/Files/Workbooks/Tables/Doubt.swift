// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// A cell that can be read in several ways, or in none: the person who sent the file is asked. Nothing is guessed.
public struct Doubt: Hashable, Sendable, Codable {
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// `1.234`: the separator groups, or begins the decimals.
        case ambiguousNumber
        /// Text where the column holds numbers.
        case unreadableNumber
        /// `-` where the column holds numbers: not measured, or none.
        case dash
        /// A formula whose value was not saved.
        case formulaWithoutValue
        /// `#DIV/0!` and the like.
        case formulaError
        /// `03/04/2026`: which of the two is the day.
        case ambiguousDate
        /// Text or a number where the column holds days or months.
        case unreadableDate
        /// A month without its year.
        case missingYear
        /// A year of two digits, or of the Buddhist era.
        case unclearYear
        /// A value in a hidden row or column.
        case hidden
        /// One value over several cells of the table.
        case merged
        /// Two columns with the same heading; the cell is the second heading.
        case repeatedHeading
        /// A heading over a column of numbers names a unit that several units are called by, such as `ton`.
        case unclearUnit
        /// An upper heading that is not merged: to which columns does it belong.
        case headingSpan
        /// Numbers in a row without anything in the first column: a row, or a sum.
        case unlabelledRow
    }

    public var address: CellAddress
    public var reason: Reason
    /// What stands in the cell, as the file holds it.
    public var found: String
    /// Ways to read it, such as `1234` and `1.234`, days as `2026-04-03`; empty where a person must give the value.
    public var readings: [String]

    public init(address: CellAddress, reason: Reason, found: String, readings: [String] = []) {
        self.address = address
        self.reason = reason
        self.found = found
        self.readings = readings
    }

    /// The question, with the cell's address as its field.
    public var problem: Problem {
        let phrase = DoubtPhrase(rawValue: reason.rawValue)
        precondition(phrase != nil, "Each reason to ask has a sentence.")
        return (phrase ?? .dash).problem(
            address.description,
            ["cell": .text(address.description), "found": .text(found), "readings": .text(readings.joined(separator: " | "))])
    }
}

/// What a person is asked about a cell: one sentence per ``Doubt/Reason``. Facts: `cell`, `found`, `readings`.
public enum DoubtPhrase: String, PhraseKey {
    public static let area = "doubts"

    case ambiguousNumber, unreadableNumber, dash, formulaWithoutValue, formulaError
    case ambiguousDate, unreadableDate, missingYear, unclearYear
    case hidden, merged, repeatedHeading, unclearUnit, headingSpan, unlabelledRow
}
