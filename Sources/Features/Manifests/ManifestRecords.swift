// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

// What happened to a note, as it stands in its body.

/// By what means somebody proved to be who they are.
public enum SignatureMeans: String, CaseIterable, Codable, Sendable {
    /// Signed in with a password.
    case password
    /// A one-time code for this note and this step, on the driver's own phone.
    case signCode
    /// The driver's own code from his haulier, on somebody else's device; the note says so.
    case driverCode
    /// On the driver's phone at a stop of a collection round, under the round's code.
    case round
    /// A program with the person's token.
    case token
    case system
}

/// One party's signature on one step.
public struct Signature: Hashable, Sendable, Codable {
    public var step: ManifestEventKind
    public var organisation: OrganisationID
    /// Absent when a driver without account signed.
    public var person: PersonID?
    /// The driver's name as given, when there is no account.
    public var signer: SealedText?
    public var means: SignatureMeans
    /// The organisation on whose device it was signed, when that is another.
    public var device: OrganisationID?
    /// Who holds the delegation, when signed on behalf.
    public var onBehalfOf: OrganisationID?
    public var at: Instant

    public init(
        step: ManifestEventKind, organisation: OrganisationID, person: PersonID? = nil, signer: SealedText? = nil, means: SignatureMeans,
        device: OrganisationID? = nil, onBehalfOf: OrganisationID? = nil, at: Instant
    ) {
        self.step = step
        self.organisation = organisation
        self.person = person
        self.signer = signer
        self.means = means
        self.device = device
        self.onBehalfOf = onBehalfOf
        self.at = at
    }
}

/// Why a load or part of it was refused.
public enum RefusalReason: String, CaseIterable, Codable, Sendable {
    case wrongWaste, contaminated, packaging, tooMuch, notPermitted, noCapacity, documents
}

/// Why the weights differ by more than the tolerance.
public enum DiscrepancyReason: String, CaseIterable, Codable, Sendable {
    case estimateAtSender, moisture, scaleDifference, partlyUnloaded, spilled, other
}

/// What the plant's gate found and decided.
public struct Receipt: Hashable, Sendable, Codable {
    public var arrivedAt: Instant
    public var weighed: GivenMass?
    public var decidedAt: Instant?
    public var refusal: RefusalReason?
    public var discrepancy: DiscrepancyReason?
    public var remark: SealedText?
    /// The note that carries the refused part.
    public var refusedNote: DocumentID?
    public var containers: Int?
    /// The round of whose one weight this is a share.
    public var round: RoundID?

    /// Whether the weight is this load's share of one that was found for several loads together, by what their senders declared.
    public var isShared: Bool { round != nil }

    public init(arrivedAt: Instant) { self.arrivedAt = arrivedAt }
}

/// Waste that a treatment leaves behind: a new lot of the plant's own.
public struct Residue: Hashable, Sendable, Codable {
    public var waste: WasteCodeID
    public var mass: GivenMass
    public var lot: LotID

    public init(waste: WasteCodeID, mass: GivenMass, lot: LotID) {
        self.waste = waste
        self.mass = mass
        self.lot = lot
    }
}

/// One treatment of one line, in whole or in part.
public struct Treatment: Hashable, Sendable, Codable {
    public var line: Int
    public var code: TreatmentCode
    public var mass: Mass
    public var occurred: CalendarDate
    public var residues: [Residue]
    public var at: Instant

    public init(line: Int, code: TreatmentCode, mass: Mass, occurred: CalendarDate, residues: [Residue], at: Instant) {
        self.line = line
        self.code = code
        self.mass = mass
        self.occurred = occurred
        self.residues = residues
        self.at = at
    }
}

public enum LossKind: String, CaseIterable, Codable, Sendable {
    case lost, spilled, stolen, neverArrived
}

/// A load that did not arrive: what was reported, and what an officer decided.
public struct LossReport: Hashable, Sendable, Codable {
    public var kind: LossKind
    public var reportedBy: OrganisationID
    public var reportedAt: Instant
    public var place: SealedText?
    public var position: Position?
    /// SHA-256 of the photo, by which it is stored.
    public var photo: String?
    /// State before the report, to which the note goes back when the load is found.
    public var before: ManifestState
    public var decision: LossDecision?

    public init(
        kind: LossKind, reportedBy: OrganisationID, reportedAt: Instant, place: SealedText?, position: Position?, photo: String?,
        before: ManifestState
    ) {
        self.kind = kind
        self.reportedBy = reportedBy
        self.reportedAt = reportedAt
        self.place = place
        self.position = position
        self.photo = photo
        self.before = before
    }
}

public struct LossDecision: Hashable, Sendable, Codable {
    public var isFound: Bool
    public var at: Instant
    public var remark: SealedText?

    public init(isFound: Bool, at: Instant, remark: SealedText?) {
        self.isFound = isFound
        self.at = at
        self.remark = remark
    }
}

/// A figure of a signed note that a party wants changed.
public enum CorrectedField: Hashable, Sendable, Codable {
    /// The sender's mass of a line, before the plant has weighed it.
    case declared(line: Int)
    /// What the plant accepted of a line.
    case accepted(line: Int)

    public var line: Int {
        switch self {
        case .declared(let line), .accepted(let line): line
        }
    }
}

/// A correction that waits for the other parties.
public struct CorrectionProposal: Hashable, Sendable, Codable {
    public var field: CorrectedField
    public var old: GivenMass
    public var new: GivenMass
    public var reason: SealedText
    public var proposedBy: OrganisationID
    public var proposedAt: Instant
    public var expiresAt: Instant
    /// Organisations that must agree; each is taken off as it does.
    public var waitingFor: [OrganisationID]
    public var approvedBy: [OrganisationID]
}

public enum CorrectionOutcome: String, Codable, Sendable, CaseIterable {
    case applied, refused, expired
}

/// A correction that was decided: the superseding version and what it replaced.
public struct CorrectionRecord: Hashable, Sendable, Codable {
    public var proposal: CorrectionProposal
    public var outcome: CorrectionOutcome
    public var at: Instant
    /// The version of the note that the correction superseded.
    public var replaces: Int
    public var refusedBy: OrganisationID?
}
