// SPDX-License-Identifier: Apache-2.0

import Domain

public enum ClassificationChangeKind {}
public typealias ClassificationChangeID = Identifier<ClassificationChangeKind>

/// What an officer said of a site's province, industry, size or zone, and why. Added, never changed.
public struct ClassificationChange: Hashable, Sendable, Codable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// The site changed; what occurred from the day on belongs to the new group.
        case change
        /// What was written was wrong; what occurred while the mistaken row held moves to the right group.
        case correction

        public var phrase: ClassificationPhrase { self == .change ? .kindChange : .kindCorrection }
    }

    public let id: ClassificationChangeID
    public let site: SiteID
    public let kind: Kind
    /// What was held true on the first day before.
    public let old: SiteAttributes
    public let new: SiteAttributes
    /// In the erasable table.
    public let reason: SealedText
    public let person: PersonID?
    /// In whose name the officer acted; `nil` at the server's command line.
    public let office: OrganisationID?
    public let madeAt: Instant

    public init(
        id: ClassificationChangeID, site: SiteID, kind: Kind, old: SiteAttributes, new: SiteAttributes, reason: SealedText, person: PersonID?,
        office: OrganisationID?, madeAt: Instant
    ) {
        self.id = id
        self.site = site
        self.kind = kind
        self.old = old
        self.new = new
        self.reason = reason
        self.person = person
        self.office = office
        self.madeAt = madeAt
    }
}

/// Why a classification is not changed so.
public enum ClassificationRefusal: Explainable, Hashable {
    case reasonMissing
    case dayMissing
    /// A change lies after the site's first row and at most a year ahead.
    case dayRange(ClosedRange<CalendarDate>)
    /// A row begins on that day: it is corrected.
    case dayTaken(CalendarDate)
    /// No row begins on that day: nothing to correct.
    case rowUnknown(CalendarDate)
    case nothingChanges

    public var standing: Standing { .invalid }
    public var problems: [Problem] {
        switch self {
        case .reasonMissing: [ClassificationPhrase.reasonMissing.problem("reason")]
        case .dayMissing: [ClassificationPhrase.dayMissing.problem("from")]
        case .dayRange(let days):
            [ClassificationPhrase.dayRange.problem("from", ["first": .date(days.lowerBound), "last": .date(days.upperBound)])]
        case .dayTaken(let day): [ClassificationPhrase.dayTaken.problem("from", ["date": .date(day)])]
        case .rowUnknown(let day): [ClassificationPhrase.rowUnknown.problem("from", ["date": .date(day)])]
        case .nothingChanges: [ClassificationPhrase.nothingChanges.problem("province")]
        }
    }
}

extension SiteAttributes {
    /// Both rows say the same, whenever they hold and were learned.
    public func isSame(as other: SiteAttributes) -> Bool {
        var moved = other
        moved.validFrom = validFrom
        moved.learnedAt = learnedAt
        return moved == self
    }
}
