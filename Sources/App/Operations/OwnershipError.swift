// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// What is said about sites that change hands and firms that close.
public enum OwnershipPhrase: String, PhraseKey {
    public static let area = "ownership"
    case ownerMissing, ownerUnknown, ownerSame, ownerClosed, ownerAuthority, fromRange, notesFirst, siteClosed, needsSuccessor, closingText
}

/// Why a site does not change hands, or a firm does not close.
public enum OwnershipRefusal: Explainable, Hashable {
    /// The new owner cannot be one; the field is `owner`.
    case owner(OwnershipPhrase)
    /// The first day of the new owner lies outside what is taken.
    case from(ClosedRange<CalendarDate>)
    /// Notes that somebody else counts on; the first of their numbers.
    case notesFirst([String], count: Int)
    case siteClosed
    /// Notes await the firm, or waste stands on its sites.
    case needsSuccessor(notes: Int, mass: Mass)

    public var standing: Standing { .invalid }
    public var problems: [Problem] {
        switch self {
        case .owner(let phrase): [phrase.problem("owner")]
        case .from(let days):
            [OwnershipPhrase.fromRange.problem("from", ["first": .date(days.lowerBound), "last": .date(days.upperBound)])]
        case .notesFirst(let numbers, let count):
            [OwnershipPhrase.notesFirst.problem("", ["count": .number(Int64(count)), "numbers": .text(numbers.joined(separator: ", "))])]
        case .siteClosed: [OwnershipPhrase.siteClosed.problem()]
        case .needsSuccessor(let notes, let mass):
            [OwnershipPhrase.needsSuccessor.problem("owner", ["count": .number(Int64(notes)), "mass": .mass(mass)])]
        }
    }
}
