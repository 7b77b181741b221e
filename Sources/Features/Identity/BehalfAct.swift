// SPDX-License-Identifier: Apache-2.0

import Domain

public enum BehalfActKind {}
public typealias BehalfActID = Identifier<BehalfActKind>

/// A note that somebody else entered in a small firm's name, shown to the firm until it says that it is right or is not.
public struct BehalfAct: Hashable, Sendable, Codable {
    public enum State: String, CaseIterable, Codable, Sendable {
        case unconfirmed, confirmed, disputed

        public var phrase: BehalfPhrase {
            switch self {
            case .unconfirmed: .stateUnconfirmed
            case .confirmed: .stateConfirmed
            case .disputed: .stateDisputed
            }
        }
    }

    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// Written down; the firm signs it itself.
        case drafted
        /// Written down and issued.
        case issued

        public var phrase: BehalfPhrase { self == .drafted ? .kindDrafted : .kindIssued }
    }

    /// How long a confirmation's code is good, days: a slip of paper reaches a small firm with the next round of a collector,
    /// mostly within the month; two let it be late.
    public static let codeDays = 60
    /// Acts for one firm that may wait at a time. Who has so many unanswered has not shown them to the firm.
    public static let unconfirmedMost = 10

    public let id: BehalfActID
    /// In whose name.
    public let organisation: OrganisationID
    /// Who did it, and for which organisation.
    public let by: OrganisationID
    public let person: PersonID?
    public let document: DocumentID
    public private(set) var kind: Kind
    public let madeAt: Instant
    public private(set) var state: State
    public private(set) var answeredAt: Instant?
    /// By a code or by somebody who signed in.
    public private(set) var means: SignInMeans?
    /// What the firm said; in the erasable table.
    public private(set) var words: SealedText?
    public private(set) var version: Int

    public init(id: BehalfActID, organisation: OrganisationID, by: OrganisationID, person: PersonID?, document: DocumentID, kind: Kind, madeAt: Instant) {
        self.id = id
        self.organisation = organisation
        self.by = by
        self.person = person
        self.document = document
        self.kind = kind
        self.madeAt = madeAt
        state = .unconfirmed
        version = 1
    }

    /// What was drafted is issued now.
    public mutating func issue() {
        kind = .issued
        version += 1
    }

    /// The firm's answer, given once.
    ///
    /// - Throws: ``BehalfRefusal/answered(_:)``.
    public mutating func answer(confirms: Bool, words: SealedText?, means: SignInMeans, at moment: Instant) throws(BehalfRefusal) {
        guard state == .unconfirmed else { throw .answered(state) }
        state = confirms ? .confirmed : .disputed
        self.words = words
        self.means = means
        answeredAt = moment
        version += 1
    }
}

/// What decides whether others may enter in a firm's name.
public struct BehalfFirm: Hashable, Sendable {
    public var status: Organisation.Status
    public var isAuthority: Bool
    /// Of its largest site; `nil` while it is not known.
    public var size: SizeClass?
    /// Somebody of its own can sign in.
    public var hasPeople: Bool

    public init(status: Organisation.Status, isAuthority: Bool, size: SizeClass?, hasPeople: Bool) {
        self.status = status
        self.isAuthority = isAuthority
        self.size = size
        self.hasPeople = hasPeople
    }

    /// Why others do not enter in its name; `nil` when they may. Small firms get help with or without people of their own; a larger
    /// one only while it has nobody, since lending a power is open to it.
    public var refusal: BehalfRefusal? {
        if isAuthority { return .authority }
        if status != .active { return .notOpen }
        if !hasPeople { return nil }
        return size.map { $0 <= .small } ?? false ? nil : .ownPeople
    }
}

/// Whether a body helps the firms of a place: a zone's operator those in its zone, a collection centre those of its district, a
/// support centre those of its province.
public func helps(_ profiles: Set<ChainProfile>, at places: [SiteAttributes], firmAt firmPlaces: [SiteAttributes]) -> Bool {
    func share(_ same: (SiteAttributes, SiteAttributes) -> Bool) -> Bool { places.contains { own in firmPlaces.contains { same(own, $0) } } }
    if profiles.contains(.zone), share({ $0.zone != nil && $0.zone == $1.zone }) { return true }
    if profiles.contains(.supportCentre), share({ $0.province == $1.province }) { return true }
    // Where districts were not entered, the province must do.
    return profiles.contains(.collector) && share { $0.province == $1.province && ($0.district == nil || $1.district == nil || $0.district == $1.district) }
}

/// Why nothing is entered in a firm's name, or an act is not answered so.
public enum BehalfRefusal: Explainable, Hashable {
    case authority
    case notOpen
    case ownPeople
    /// Hazardous waste binds its sender under law: his own signature, or a power he lent.
    case hazardous
    /// Officers write down and never sign for a firm.
    case officerSigns
    case tooMany(Int)
    case answered(BehalfAct.State)
    case codeExpired
    case wordsMissing

    public var standing: Standing {
        switch self {
        case .answered: .conflict
        case .authority, .notOpen, .ownPeople, .officerSigns: .forbidden
        case .hazardous, .tooMany, .codeExpired, .wordsMissing: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .authority: [BehalfPhrase.refusedAuthority.problem()]
        case .notOpen: [BehalfPhrase.refusedNotOpen.problem()]
        case .ownPeople: [BehalfPhrase.refusedOwnPeople.problem()]
        case .hazardous: [BehalfPhrase.refusedHazardous.problem("line0.waste")]
        case .officerSigns: [BehalfPhrase.refusedOfficerSigns.problem()]
        case .tooMany(let count): [BehalfPhrase.refusedTooMany.problem("", ["count": .number(Int64(count))])]
        case .answered(let state): [BehalfPhrase.refusedAnswered.problem("", ["state": state.phrase.fact])]
        case .codeExpired: [BehalfPhrase.refusedCodeExpired.problem("code")]
        case .wordsMissing: [BehalfPhrase.refusedWordsMissing.problem("words")]
        }
    }
}
