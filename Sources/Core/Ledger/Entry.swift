// SPDX-License-Identifier: Apache-2.0

import Domain

/// Why mass moved. The number is stored; never change one.
public enum Reason: Int16, CaseIterable, Codable, Sendable {
    /// Generated, as a note proves before any report.
    case impliedByNote = 1
    /// Reserved for a load at issue; posted at pick-up.
    case collected = 2
    case handedOver = 3
    case accepted = 4
    /// The refused part, moving on under its linked note.
    case refused = 5
    case weighingDifference = 6
    /// The sender's estimate made true by the weighing.
    case trueUp = 7
    case treated = 8
    case residue = 9
    case grouped = 10
    case split = 11
    /// Lost, spilled, stolen or never arrived, by an officer's decision.
    case lost = 12
    case correction = 13
    /// A correction that found the lot moved on.
    case correctionGap = 14
    case storedOnTheWay = 15
    case returned = 16
    case openingStock = 17
    /// Left with somebody outside the system.
    case sold = 18
    /// As a site told in its return.
    case reported = 19
    /// Left a site by a way without a note, as its return tells.
    case leftWithoutNote = 20
    /// What a counting of the stock found other than the book.
    case stockTaken = 21
    /// Wastewater that a works received by pipe.
    case piped = 22
}

/// How an entry touches balances.
public enum Phase: Hashable, Sendable {
    /// Moves mass now.
    case plain
    /// Reserves: lowers what is available, not what is there.
    case pending
    /// Resolves a pending entry by moving mass; amount and debit may differ from what was reserved.
    case posting(PendingEntry)
    /// Resolves a pending entry by moving nothing.
    case voiding(PendingEntry)

    /// 0 plain, 1 pending, 2 posting, 3 voiding; stored.
    public var number: Int16 {
        switch self {
        case .plain: 0
        case .pending: 1
        case .posting: 2
        case .voiding: 3
        }
    }

    public var resolves: PendingEntry? {
        switch self {
        case .plain, .pending: nil
        case .posting(let entry), .voiding(let entry): entry
        }
    }
}

/// A pending entry that nothing has resolved yet.
public struct PendingEntry: Hashable, Sendable, Codable {
    public var id: EntryID
    public var credit: Account
    public var debit: Account
    public var mass: Mass

    public init(id: EntryID, credit: Account, debit: Account, mass: Mass) {
        self.id = id
        self.credit = credit
        self.debit = debit
        self.mass = mass
    }
}

/// Mass to be moved: what a feature's rules ask of the book.
public struct Move: Hashable, Sendable {
    /// The account that gives.
    public var credit: Account
    /// The account that receives.
    public var debit: Account
    /// Above zero.
    public var mass: Mass
    public var occurred: CalendarDate
    public var reason: Reason
    public var document: DocumentID?
    public var phase: Phase

    public init(
        _ mass: Mass, from credit: Account, to debit: Account, on occurred: CalendarDate, because reason: Reason,
        document: DocumentID? = nil, phase: Phase = .plain
    ) {
        self.credit = credit
        self.debit = debit
        self.mass = mass
        self.occurred = occurred
        self.reason = reason
        self.document = document
        self.phase = phase
    }
}

/// One line of the book. Added once, never changed.
public struct Entry: Hashable, Sendable {
    public var id: EntryID
    public var operation: OperationID
    public var document: DocumentID?
    public var credit: Account
    public var debit: Account
    public var mass: Mass
    /// The site's own calendar day.
    public var occurred: CalendarDate
    public var reason: Reason
    /// As ``Phase/number``.
    public var phase: Int16
    /// The pending entry this one posts or voids.
    public var resolves: EntryID?

    public init(
        id: EntryID, operation: OperationID, document: DocumentID?, credit: Account, debit: Account, mass: Mass,
        occurred: CalendarDate, reason: Reason, phase: Int16, resolves: EntryID?
    ) {
        self.id = id
        self.operation = operation
        self.document = document
        self.credit = credit
        self.debit = debit
        self.mass = mass
        self.occurred = occurred
        self.reason = reason
        self.phase = phase
        self.resolves = resolves
    }

    /// Whether mass moved: plain and posting entries.
    public var isPosted: Bool { phase == 0 || phase == 2 }
}
