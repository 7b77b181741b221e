// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// How a load comes to have a note.
public enum ManifestOrigin: String, CaseIterable, Codable, Sendable {
    /// Issued before the load left.
    case digital
    /// The load travelled with a paper; the note was recorded from it afterwards.
    case paper
    /// The load came to the gate without anything.
    case unannounced
}

/// Whether the sender stands behind what the gate recorded in its name.
public enum TrailStanding: String, CaseIterable, Codable, Sendable {
    /// The sender recorded it itself; nobody has to confirm.
    case own
    case waiting, confirmed, disputed
    /// An officer decided that it stands although the sender disputed it.
    case upheld
    /// Nobody who is registered was named; an officer has to find the sender.
    case unknownSender
    /// An officer decided that there was no such load.
    case voided
}

/// Somebody who is not registered, in the words of the gate. Who it was is personal content.
public struct OutsideParty: Hashable, Sendable, Codable {
    public var name: SealedText
    public var place: SealedText?
    public var phone: SealedText?

    public init(name: SealedText, place: SealedText?, phone: SealedText?) {
        self.name = name
        self.place = place
        self.phone = phone
    }
}

/// A sender's word that the load is not as recorded, or not its own.
public struct TrailDispute: Hashable, Sendable, Codable {
    public var by: OrganisationID
    public var at: Instant
    public var reason: SealedText

    public init(by: OrganisationID, at: Instant, reason: SealedText) {
        self.by = by
        self.at = at
        self.reason = reason
    }
}

/// What an officer can decide about a load that its sender disputed or nobody could name.
public enum TrailOutcome: String, CaseIterable, Codable, Sendable {
    case upheld, assigned, voided
}

public struct TrailDecision: Hashable, Sendable, Codable {
    public var outcome: TrailOutcome
    public var by: OrganisationID
    public var at: Instant
    public var remark: SealedText?

    public init(outcome: TrailOutcome, by: OrganisationID, at: Instant, remark: SealedText?) {
        self.outcome = outcome
        self.by = by
        self.at = at
        self.remark = remark
    }
}

/// What there is in place of a digital note that went with the load: the paper, who recorded it afterwards, by which clock, and
/// whether its sender stands behind it.
public struct PaperTrail: Hashable, Sendable, Codable {
    public var origin: ManifestOrigin
    /// Whose record it is: the receiver's at its gate, or the sender's own.
    public var recorder: PartyRole
    /// Number of the blank paper note that was filled in by hand, as ``PaperNumber`` writes it.
    public var paper: String?
    /// Number that another paper bears.
    public var otherNumber: SealedText?
    /// SHA-256 of each photo, by which it is stored.
    public var photos: [String]
    /// As the paper or the driver says; `nil` when nobody knows.
    public var collectedAt: Instant?
    /// When the plant received the load; `nil` in a sender's record.
    public var receivedAt: Instant?
    public var recordedAt: Instant
    /// Whole days beyond those that the policy leaves for recording; 0 when it was done in time.
    public var daysLate: Int
    /// The declared outage on whose account nothing counts as late.
    public var outage: OutageID?
    /// The note names a registered sender. Without one the receiver stands in its place, and the mass comes from outside.
    public var isSenderKnown: Bool
    /// As the gate was told.
    public var sender: OutsideParty?
    public var carrier: OutsideParty?
    public var standing: TrailStanding
    /// Until when the sender is asked; `nil` when nobody is.
    public var confirmBy: Instant?
    public var dispute: TrailDispute?
    /// The last one.
    public var decision: TrailDecision?

    public init(
        origin: ManifestOrigin, recorder: PartyRole, paper: String? = nil, otherNumber: SealedText? = nil, photos: [String] = [],
        collectedAt: Instant? = nil, receivedAt: Instant? = nil, recordedAt: Instant, daysLate: Int = 0, outage: OutageID? = nil,
        isSenderKnown: Bool = true, sender: OutsideParty? = nil, carrier: OutsideParty? = nil, standing: TrailStanding, confirmBy: Instant? = nil
    ) {
        self.origin = origin
        self.recorder = recorder
        self.paper = paper
        self.otherNumber = otherNumber
        self.photos = photos
        self.collectedAt = collectedAt
        self.receivedAt = receivedAt
        self.recordedAt = recordedAt
        self.daysLate = daysLate
        self.outage = outage
        self.isSenderKnown = isSenderKnown
        self.sender = sender
        self.carrier = carrier
        self.standing = standing
        self.confirmBy = confirmBy
    }

    /// Nobody but the recorder stands behind it yet.
    public var isUnconfirmed: Bool { [.waiting, .disputed, .unknownSender].contains(standing) }
    /// Counted as late: unconfirmed, and no declared outage is the reason.
    public var countsAsLate: Bool { isUnconfirmed && outage == nil }
}

extension Manifest {
    public var origin: ManifestOrigin { trail?.origin ?? .digital }
    /// Recorded late and not confirmed by its sender.
    public var countsAsLate: Bool { trail?.countsAsLate ?? false }
    /// A registered firm stands as the sender.
    public var isSenderKnown: Bool { trail?.isSenderKnown ?? true }
    /// A registered firm stands as the carrier.
    public var isCarrierKnown: Bool { trail?.carrier == nil }
    /// Where the mass of a line was before the load: the sender's process, or outside of everything that is known.
    func source(of line: ManifestLine) -> Account { Account(sender.site, isSenderKnown ? .process : .supply, line.material) }
}

extension ManifestOrigin {
    /// The name people see.
    public var phrase: PaperPhrase {
        switch self {
        case .digital: .originDigital
        case .paper: .originPaper
        case .unannounced: .originUnannounced
        }
    }
}

extension TrailStanding {
    /// The name people see.
    public var phrase: PaperPhrase {
        switch self {
        case .own: .standingOwn
        case .waiting: .standingWaiting
        case .confirmed: .standingConfirmed
        case .disputed: .standingDisputed
        case .upheld: .standingUpheld
        case .unknownSender: .standingUnknownSender
        case .voided: .standingVoided
        }
    }
}

extension TrailOutcome {
    /// The name people see.
    public var phrase: PaperPhrase {
        switch self {
        case .upheld: .outcomeUpheld
        case .assigned: .outcomeAssigned
        case .voided: .outcomeVoided
        }
    }
}
