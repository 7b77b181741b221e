// SPDX-License-Identifier: Apache-2.0

import Domain

public enum InvitationKind {}
public typealias InvitationID = Identifier<InvitationKind>

/// A printed letter with a code by which a firm that was entered by an office is claimed by whoever runs it.
///
/// The code itself stands on the paper alone; what is stored beside this is its hash. One letter is open per firm: a new
/// one voids the one before, so that a letter that went astray opens nothing once its successor is printed.
public struct Invitation: Hashable, Sendable, Codable {
    public enum State: String, CaseIterable, Codable, Sendable {
        case open
        /// Somebody claimed the firm with it.
        case used
        /// A later letter took its place, or the firm was claimed or merged meanwhile.
        case void
    }

    /// Days from the day of printing on which a letter opens its firm, that day included.
    ///
    /// Letters go out by hand: sorted by commune, carried by local offices, left with whoever is there. Four months let a
    /// quarter's round of visits end and a second one remind. The code's 55 bits cannot be guessed in that time.
    public static let daysGood = 120

    public let id: InvitationID
    /// Changes only when the firm is merged into another.
    public private(set) var organisation: OrganisationID
    public let madeAt: Instant
    /// Its last day.
    public let validUntil: CalendarDate
    public private(set) var state: State
    public private(set) var version: Int

    /// - Parameter today: day of `madeAt` in the country's zone.
    public init(id: InvitationID, organisation: OrganisationID, madeAt: Instant, today: CalendarDate) {
        self.id = id
        self.organisation = organisation
        self.madeAt = madeAt
        validUntil = today.adding(days: Self.daysGood - 1)
        state = .open
        version = 1
    }

    public func isGood(on day: CalendarDate) -> Bool { state == .open && day <= validUntil }

    /// Why it opens nothing any more; `nil` while it does.
    public func refusal(on day: CalendarDate) -> InvitationRefusal? {
        switch state {
        case .used: .used
        case .void: .replaced
        case .open: day <= validUntil ? nil : .expired(validUntil)
        }
    }

    /// Uses the letter up.
    ///
    /// - Throws: ``refusal(on:)``.
    public mutating func use(on day: CalendarDate) throws(InvitationRefusal) {
        if let refusal = refusal(on: day) { throw refusal }
        state = .used
        version += 1
    }

    /// Makes an open letter open nothing; one that was used stays used.
    public mutating func void() {
        guard state == .open else { return }
        state = .void
        version += 1
    }

    /// The firm went into another: the letter now opens that one.
    public mutating func move(to survivor: OrganisationID) {
        organisation = survivor
        version += 1
    }
}

/// Why a letter opens nothing.
public enum InvitationRefusal: Explainable, Hashable {
    case used
    case replaced
    case expired(CalendarDate)
    /// The firm has an administrator.
    case claimed
    /// Somebody else's claim is being looked at.
    case waiting
    /// The firm has closed or awaits approval itself.
    case notOpen
    /// Authorities name their people at the command line and to each other, never by letter.
    case authority
    /// A letter that is still good was printed before.
    case hasLetter(until: CalendarDate)

    public var standing: Standing { .invalid }
    public var problems: [Problem] { [problem(field: "code")] }

    public func problem(field: String) -> Problem {
        switch self {
        case .used: ClaimPhrase.letterUsed.problem(field)
        case .replaced: ClaimPhrase.letterReplaced.problem(field)
        case .expired(let day): ClaimPhrase.letterExpired.problem(field, ["date": .date(day)])
        case .claimed: ClaimPhrase.firmClaimed.problem(field)
        case .waiting: ClaimPhrase.firmWaiting.problem(field)
        case .notOpen: ClaimPhrase.firmNotOpen.problem(field)
        case .authority: ClaimPhrase.firmAuthority.problem(field)
        case .hasLetter(let day): ClaimPhrase.firmHasLetter.problem(field, ["date": .date(day)])
        }
    }
}

/// What stands in the way of inviting or claiming a firm.
public struct ClaimStanding: Hashable, Sendable {
    public var status: Organisation.Status
    public var isAuthority: Bool
    public var hasAdministrator: Bool
    public var hasWaitingClaim: Bool
    /// Last day of an earlier letter that is still good.
    public var letterUntil: CalendarDate?

    public init(status: Organisation.Status, isAuthority: Bool, hasAdministrator: Bool, hasWaitingClaim: Bool, letterUntil: CalendarDate? = nil) {
        self.status = status
        self.isAuthority = isAuthority
        self.hasAdministrator = hasAdministrator
        self.hasWaitingClaim = hasWaitingClaim
        self.letterUntil = letterUntil
    }

    /// Why nobody may claim it now; `nil` when somebody may.
    public var refusal: InvitationRefusal? {
        if isAuthority { return .authority }
        if status != .active { return .notOpen }
        if hasAdministrator { return .claimed }
        return hasWaitingClaim ? .waiting : nil
    }

    /// Why no letter is printed for it; `nil` when one is.
    ///
    /// - Parameter again: prints a new letter although an earlier one is still good, which voids the earlier one.
    public func refusalOfLetter(again: Bool) -> InvitationRefusal? {
        if let refusal { return refusal }
        guard let letterUntil, !again else { return nil }
        return .hasLetter(until: letterUntil)
    }
}
