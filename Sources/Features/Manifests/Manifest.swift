// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

// Manifests: the hand-over note. One kind of document for every waste; what differs (who signs, how long, how exact)
// comes from policies as data. Clients send commands; rules decide events; events alone change a note.
//
//   Manifest                 the note: parties, legs, lines, signatures, what became of it
//   ManifestState, -Event    the life-cycle; `Manifest+Transitions` is its one total table
//   ManifestDecision         events, moves of mass and linked notes that a command leads to
//   Manifest+Issue, ...      one file per verb: pure rules from (note, command, facts) to a decision
//   PermitGate               what the plant's permits say when a note is signed
//   Arrangement              sender, haulier and plant agree beforehand; +Rules its verbs, +Notes how notes draw it down
//   PaperTrail               how a load travelled that had no digital note; Manifest+Record and +Confirm its verbs
//   Outage                   a declared time in which paper was the rule
//   Round                    one vehicle, one day, many senders, one plant; +Rules its verbs, +Transitions its table
//   ManifestPolicy           tolerances, clocks and required fields, each with its source

/// An organisation at one of its sites.
public struct Party: Hashable, Sendable, Codable {
    public var organisation: OrganisationID
    public var site: SiteID

    public init(organisation: OrganisationID, site: SiteID) {
        self.organisation = organisation
        self.site = site
    }
}

public enum TransportMode: String, CaseIterable, Codable, Sendable {
    case road, water, rail, cart, other
}

/// One carrier's part of the way.
public struct Leg: Hashable, Sendable, Codable {
    public var carrier: Party
    public var mode: TransportMode
    /// The vehicle's number plate.
    public var plate: SealedText?
    public var takenOverAt: Instant?

    public init(carrier: Party, mode: TransportMode = .road, plate: SealedText? = nil, takenOverAt: Instant? = nil) {
        self.carrier = carrier
        self.mode = mode
        self.plate = plate
        self.takenOverAt = takenOverAt
    }
}

/// Stock that a line takes from: a lot on the sender's site.
public struct LotDraw: Hashable, Sendable, Codable {
    public var account: Account
    public var mass: Mass

    public init(account: Account, mass: Mass) {
        self.account = account
        self.mass = mass
    }
}

/// One waste on a note.
public struct ManifestLine: Hashable, Sendable, Codable {
    public var waste: WasteCodeID
    public var isHazardous: Bool
    public var declared: GivenMass
    public var containers: Int?
    /// The lot this line's load makes; minted at issue.
    public var lot: LotID?
    /// Where the mass comes from; empty when the note itself proves that it was generated.
    public var draws: [LotDraw]
    /// Set by the weighing: this line's part of the weight.
    public var weighed: Mass?
    public var accepted: Mass?
    /// What left the receiver's stock under a treatment code, and into other lots.
    public var treated: Mass
    public var movedOn: Mass

    public init(waste: WasteCodeID, isHazardous: Bool, declared: GivenMass, containers: Int? = nil, lot: LotID? = nil, draws: [LotDraw] = []) {
        self.waste = waste
        self.isHazardous = isHazardous
        self.declared = declared
        self.containers = containers
        self.lot = lot
        self.draws = draws
        treated = .zero
        movedOn = .zero
    }

    public var material: Material { .waste(waste) }
    /// What the receiver still holds of this line. Nothing, when more was treated than a correction left accepted: what was
    /// done stays done, and the book shows the gap.
    public var held: Mass { max(.zero, (accepted ?? .zero) - treated - movedOn) }
    /// What was treated or moved on beyond what a correction left accepted.
    var overdrawn: Mass { max(.zero, treated + movedOn - (accepted ?? .zero)) }
    /// What the gate refused of this line; nothing before it has decided.
    public var refused: Mass {
        guard let weighed, let accepted else { return .zero }
        return weighed - accepted
    }
}

/// Why a note exists.
public enum ManifestKind: String, Codable, Sendable, CaseIterable {
    case ordinary
    /// Carries a refused part back to its sender.
    case returned
    /// Carries a refused part on to somebody else.
    case onward
}

/// The hand-over note.
public struct Manifest: Hashable, Sendable, Codable, Identifiable {
    public var id: DocumentID
    /// Speakable number with check characters; minted at issue and never used again.
    public var number: String?
    public var state: ManifestState
    /// Counts events from 1; a command names the version it saw.
    public var version: Int
    public var kind: ManifestKind
    public var parent: DocumentID?
    public var children: [DocumentID]
    public var sender: Party
    /// Of a sale, the sender itself.
    public var receiver: Party
    /// Who took a load that went to nobody licensed.
    public var buyer: Buyer?
    /// What the sender intends; what was done stands in `treatments`.
    public var intended: TreatmentCode?
    public var legs: [Leg]
    /// Index of the leg whose carrier has the load or is next to take it.
    public var leg: Int
    public var lines: [ManifestLine]
    public var plannedPickup: CalendarDate?
    public var remark: SealedText?
    /// The standing arrangement under which the load goes and whose yearly amount it draws down.
    public var arrangement: ArrangementID?
    /// The collection round on which the load was picked up.
    public var round: RoundID?
    /// Edition of the policies the note was issued under.
    public var policy: String
    public var signatures: [Signature]
    /// What the plant's permits said when it was signed all the same.
    public var gates: [GateRecord]
    public var receipt: Receipt?
    public var treatments: [Treatment]
    public var storage: Party?
    public var loss: LossReport?
    public var correction: CorrectionProposal?
    public var corrections: [CorrectionRecord]
    /// Of a load that had no digital note when it left.
    public var trail: PaperTrail?
    public var updatedAt: Instant

    public init(id: DocumentID, draft: ManifestDraft, at now: Instant) {
        self.id = id
        state = .draft
        version = 0
        kind = .ordinary
        children = []
        sender = draft.sender
        receiver = draft.receiver
        legs = draft.legs
        leg = 0
        lines = draft.lines
        intended = draft.intended
        plannedPickup = draft.plannedPickup
        remark = draft.remark
        arrangement = draft.arrangement
        round = draft.round
        policy = draft.policy
        signatures = []
        gates = []
        treatments = []
        corrections = []
        updatedAt = now
    }

    public var declaredMass: Mass { lines.reduce(.zero) { $0 + $1.declared.mass } }
    /// `nil` before the gate has decided.
    public var acceptedMass: Mass? { receipt?.decidedAt == nil ? nil : lines.reduce(.zero) { $0 + ($1.accepted ?? .zero) } }
    public var heldMass: Mass { lines.reduce(.zero) { $0 + $1.held } }
    public var isHazardous: Bool { lines.contains(where: \.isHazardous) }
    /// A note has no more lines than this; a longer load is several notes.
    public static let linesMax = 50
    /// The carrier who has the load, or who is to collect it.
    public var currentLeg: Leg { legs[min(leg, legs.count - 1)] }
    /// Where the load is booked while it is under way.
    public var transitSite: SiteID { storage?.site ?? currentLeg.carrier.site }

    /// Every organisation named on the note, and as what.
    public var parties: [(role: PartyRole, party: Party)] {
        // A sale has one party: the others are outside the system.
        if buyer != nil { return [(.sender, sender)] }
        // Whoever is not registered has no part that a page or a permission could know.
        return (isSenderKnown ? [(.sender, sender)] : []) + (isCarrierKnown ? legs : Array(legs.dropFirst())).map { (.carrier, $0.carrier) }
            + [(.receiver, receiver)] + (storage.map { [(.carrier, $0)] } ?? [])
    }
}

/// As what an organisation stands on a note. The number is stored; never change one.
public enum PartyRole: Int16, Codable, Sendable, CaseIterable {
    case sender = 1, carrier, receiver
}

/// What a person fills in before issuing.
public struct ManifestDraft: Hashable, Sendable, Codable {
    public var sender: Party
    public var receiver: Party
    public var intended: TreatmentCode?
    public var legs: [Leg]
    public var lines: [ManifestLine]
    public var plannedPickup: CalendarDate?
    public var remark: SealedText?
    public var arrangement: ArrangementID?
    /// The collection round on which the load is picked up.
    public var round: RoundID?
    public var policy: String

    public init(
        sender: Party, receiver: Party, intended: TreatmentCode?, legs: [Leg], lines: [ManifestLine], plannedPickup: CalendarDate?,
        remark: SealedText? = nil, arrangement: ArrangementID? = nil, round: RoundID? = nil, policy: String
    ) {
        self.sender = sender
        self.receiver = receiver
        self.intended = intended
        self.legs = legs
        self.lines = lines
        self.plannedPickup = plannedPickup
        self.remark = remark
        self.arrangement = arrangement
        self.round = round
        self.policy = policy
    }
}
