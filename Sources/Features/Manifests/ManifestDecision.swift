// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What a command leads to: events on the note, mass to move, and notes that begin because of it. Nothing is saved yet.
public struct ManifestDecision: Sendable {
    public var events: [ManifestEvent]
    public var moves: [Move]
    /// Notes that begin, with their events; their moves are among `moves`.
    public var linked: [LinkedNote]

    public init(_ events: [ManifestEvent], moves: [Move] = [], linked: [LinkedNote] = []) {
        self.events = events
        self.moves = moves
        self.linked = linked
    }
}

/// A note that another note's event brings about.
public struct LinkedNote: Sendable {
    public var id: DocumentID
    public var draft: ManifestDraft
    public var event: ManifestEvent
}

/// Identifiers and numbers a decision may need, made before the transaction so that it may run again.
public struct MintedForNote: Sendable {
    public var number: String
    public var lots: [LotID]
    public var linkedNote: DocumentID

    public init(number: String, lots: [LotID], linkedNote: DocumentID) {
        self.number = number
        self.lots = lots
        self.linkedNote = linkedNote
    }
}

/// Who acts, when, by what means: the same for every command.
public struct Acting: Sendable {
    public var organisation: OrganisationID
    public var person: PersonID?
    public var signer: SealedText?
    public var means: SignatureMeans
    public var device: OrganisationID?
    public var onBehalfOf: OrganisationID?
    public var at: Instant
    /// The country's civil date of `at`.
    public var today: CalendarDate

    public init(
        organisation: OrganisationID, person: PersonID? = nil, signer: SealedText? = nil, means: SignatureMeans = .password,
        device: OrganisationID? = nil, onBehalfOf: OrganisationID? = nil, at: Instant, today: CalendarDate
    ) {
        self.organisation = organisation
        self.person = person
        self.signer = signer
        self.means = means
        self.device = device
        self.onBehalfOf = onBehalfOf
        self.at = at
        self.today = today
    }

    func signature(_ step: ManifestEventKind) -> Signature {
        Signature(
            step: step, organisation: organisation, person: person, signer: signer, means: means, device: device, onBehalfOf: onBehalfOf, at: at)
    }
}

/// What the rules need to know of a party on the day.
public struct PartyFacts: Hashable, Sendable {
    public var isSiteOfOrganisation: Bool
    public var isActive: Bool
    public var openedOn: CalendarDate?
    public var closedOn: CalendarDate?
    public var canProduce: Bool
    public var canCarry: Bool
    public var canReceive: Bool
    /// Whether a permit to carry or to receive waste is in force that day.
    public var hasPermit: Bool
    /// Entered at a stop of a round and not answered yet: no party of any note but of a round's.
    public var waitsFromStop: Bool

    public init(
        isSiteOfOrganisation: Bool, isActive: Bool, openedOn: CalendarDate?, closedOn: CalendarDate?, canProduce: Bool, canCarry: Bool,
        canReceive: Bool, hasPermit: Bool, waitsFromStop: Bool = false
    ) {
        self.isSiteOfOrganisation = isSiteOfOrganisation
        self.isActive = isActive
        self.openedOn = openedOn
        self.closedOn = closedOn
        self.canProduce = canProduce
        self.canCarry = canCarry
        self.canReceive = canReceive
        self.hasPermit = hasPermit
        self.waitsFromStop = waitsFromStop
    }

    func isOpen(on date: CalendarDate) -> Bool {
        isActive && (openedOn.map { $0 <= date } ?? true) && (closedOn.map { date <= $0 } ?? true)
    }

    /// Why the party cannot take its part; empty or one problem, the first that holds.
    ///
    /// - Parameters:
    ///   - lacks: what to say when `canAct` is false.
    ///   - needsPermit: whether a permit must be in force for it.
    func problems(_ field: String, canAct: Bool, lacks: ManifestPhrase, needsPermit: Bool, on date: CalendarDate) -> [Problem] {
        if !isSiteOfOrganisation { return [ManifestPhrase.unknownParty.problem(field)] }
        if !isOpen(on: date) {
            if let openedOn, date < openedOn { return [ManifestPhrase.partyNotYetOpen.problem(field, ["date": .date(openedOn)])] }
            return [ManifestPhrase.partyClosed.problem(field)]
        }
        if !canAct { return [lacks.problem(field)] }
        return needsPermit && !hasPermit ? [ManifestPhrase.partyWithoutPermit.problem(field)] : []
    }

    /// Why the party cannot carry. Sender and receiver may carry their own waste without being hauliers.
    func problemsAsCarrier(isOwn: Bool, on date: CalendarDate) -> [Problem] {
        problems("carrier", canAct: canCarry || isOwn, lacks: .partyCannotCarry, needsPermit: !isOwn, on: date)
    }

    /// Why the party cannot receive.
    func problemsAsReceiver(_ field: String, on date: CalendarDate) -> [Problem] {
        problems(field, canAct: canReceive, lacks: .partyCannotReceive, needsPermit: true, on: date)
    }
}

extension Manifest {
    /// Refuses an event that the life-cycle does not allow here, with the sentence of the table.
    func require(_ event: ManifestEventKind) throws(ManifestError) {
        if case .refused(let phrase) = state.transition(on: event) { throw .notNow(phrase, state) }
    }

    /// Refuses anybody but the one whose step it is.
    func requireParty(_ acting: Acting, _ organisation: OrganisationID) throws(ManifestError) {
        guard acting.organisation == organisation else { throw .notYourStep }
    }

    func transit(_ line: ManifestLine) -> Account { Account(transitSite, .transit, line.material, lot: line.lot) }

    /// Where the receiver books what it accepts: waste that comes back is the sender's own stock again.
    func received(_ line: ManifestLine) -> Account {
        Account(receiver.site, kind == .returned ? .store : .held, line.material, lot: line.lot)
    }

    func weighingDifference(_ line: ManifestLine) -> Account {
        Account(transitSite, .difference, line.material, lot: line.lot)
    }

    /// The line's mass was implied by this note, so the sender's generation can be trued up by it.
    func isImplied(_ line: ManifestLine) -> Bool { line.draws.isEmpty && kind == .ordinary }
}
