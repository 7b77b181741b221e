// SPDX-License-Identifier: Apache-2.0

import Domain

/// Into which firm a firm went that had been entered twice.
public struct Merger: Hashable, Sendable, Codable {
    public let into: OrganisationID
    public let on: CalendarDate
    /// Why it was done although something spoke against it; in the erasable table.
    public let reason: SealedText?

    public init(into: OrganisationID, on: CalendarDate, reason: SealedText?) {
        self.into = into
        self.on = on
        self.reason = reason
    }
}

public enum DistinctPairKind {}

/// An officer's word that two firms that look alike are two.
public struct DistinctPair: Hashable, Sendable, Codable {
    public let id: Identifier<DistinctPairKind>
    /// The lower number first.
    public let first: OrganisationID
    public let second: OrganisationID
    public let decidedAt: Instant

    public init(id: Identifier<DistinctPairKind>, _ a: OrganisationID, _ b: OrganisationID, decidedAt: Instant) {
        self.id = id
        first = min(a, b)
        second = max(a, b)
        self.decidedAt = decidedAt
    }
}

/// What decides whether two firms may be made one.
public struct MergeSide: Hashable, Sendable {
    public var organisation: Organisation
    public var hasAdministrator: Bool
    /// Permits in force that an authority recorded under its registration number.
    public var permits: Int

    public init(_ organisation: Organisation, hasAdministrator: Bool, permits: Int) {
        self.organisation = organisation
        self.hasAdministrator = hasAdministrator
        self.permits = permits
    }

    /// Somebody outside answered for its number: whoever runs it and was admitted, or an authority with a permit.
    var isNumberVouchedFor: Bool { hasAdministrator || permits > 0 }

    /// What speaks against one firm behind both; an officer who merges them all the same says why.
    public static func contradictions(_ a: MergeSide, _ b: MergeSide) -> [MergeContradiction] {
        var found: [MergeContradiction] = []
        let numbers = (FirmFace.number(a.organisation.registrationNumber), FirmFace.number(b.organisation.registrationNumber))
        if numbers.0 != numbers.1, a.isNumberVouchedFor, b.isNumberVouchedFor { found.append(.numbers) }
        if a.hasAdministrator, b.hasAdministrator { found.append(.administrators) }
        if a.permits > 0, b.permits > 0 { found.append(.permits) }
        return found
    }
}

public enum MergeContradiction: String, CaseIterable, Codable, Sendable {
    /// Two different registration numbers, each answered for by somebody.
    case numbers
    /// Both have an administrator.
    case administrators
    /// Both hold permits in force.
    case permits

    public var phrase: DuplicatePhrase {
        DuplicatePhrase(rawValue: "contradiction" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .contradictionNumbers
    }
}

/// Why two firms are not made one.
public enum MergeRefusal: Explainable, Hashable {
    case sameFirm
    case alreadyMerged
    /// Authorities are set up by hand and never merged.
    case authority
    case otherCountry
    /// Something speaks against it and no reason was given.
    case contradictions([MergeContradiction])
    /// More notes are under way than one operation moves.
    case tooManyNotes(most: Int)

    public var standing: Standing {
        switch self {
        case .alreadyMerged: .conflict
        default: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .sameFirm: [DuplicatePhrase.sameFirm.problem("survivor")]
        case .alreadyMerged: [DuplicatePhrase.alreadyMerged.problem()]
        case .authority: [DuplicatePhrase.authority.problem()]
        case .otherCountry: [DuplicatePhrase.otherCountry.problem()]
        case .contradictions(let found): found.map { $0.phrase.problem("reason") }
        case .tooManyNotes(let most): [DuplicatePhrase.tooManyNotes.problem("", ["most": .number(Int64(most))])]
        }
    }
}
