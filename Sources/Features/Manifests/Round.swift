// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a haulier plans: one vehicle, one day, many senders, one plant.
public struct RoundPlan: Hashable, Sendable, Codable {
    public var carrier: Party
    public var receiver: Party
    public var day: CalendarDate
    public var intended: TreatmentCode
    /// What is picked up on the way; a stop hands over one of these.
    public var wastes: [ArrangedWaste]
    public var plate: SealedText
    public var driver: SealedText
    /// Senders in the order of the way. Others may be picked up as well, and some passed by.
    public var stops: [Party]
    /// What one of the round's containers holds, where stops are counted in containers; a stop may say otherwise.
    public var container: GivenMass?

    public init(
        carrier: Party, receiver: Party, day: CalendarDate, intended: TreatmentCode, wastes: [ArrangedWaste], plate: SealedText, driver: SealedText,
        stops: [Party], container: GivenMass? = nil
    ) {
        self.carrier = carrier
        self.receiver = receiver
        self.day = day
        self.intended = intended
        self.wastes = wastes
        self.plate = plate
        self.driver = driver
        self.stops = stops
        self.container = container
    }

    public var isHazardous: Bool { wastes.contains(where: \.isHazardous) }
    /// Who plans it and who takes the load in. Senders are no party: none of them is told of the others.
    public var organisations: [OrganisationID] {
        carrier.organisation == receiver.organisation ? [carrier.organisation] : [carrier.organisation, receiver.organisation]
    }
}

/// Where a round stands. The number is stored; never change one.
public enum RoundState: Int16, CaseIterable, Codable, Sendable {
    case planned = 1
    /// At least one stop has been made.
    case underWay
    /// Through the plant's gate, not yet weighed.
    case arrived
    /// One weight was found, and shared over the notes.
    case weighed
    /// The plant has accepted or refused; each note goes on by itself.
    case decided
    /// Given up; nothing of it is on the vehicle.
    case cancelled

    public var isFinal: Bool { self == .decided || self == .cancelled }
}

/// Kinds of event a round can meet once it is planned.
public enum RoundEventKind: String, CaseIterable, Codable, Sendable {
    case makeStop, skipStop, arrive, weigh, decide, cancel, renewCode
}

/// A stop that was made: a note of its own.
public struct RoundStop: Hashable, Sendable, Codable {
    public var sender: Party
    public var note: DocumentID
    public var at: Instant

    public init(sender: Party, note: DocumentID, at: Instant) {
        self.sender = sender
        self.note = note
        self.at = at
    }
}

/// Why nothing was picked up at a stop.
public enum SkipReason: String, CaseIterable, Codable, Sendable {
    case nothingThere, closed, notReady, noAccess, vehicleFull, wrongWaste
}

/// A stop that was passed by.
public struct SkippedStop: Hashable, Sendable, Codable {
    public var sender: Party
    public var reason: SkipReason
    public var at: Instant

    public init(sender: Party, reason: SkipReason, at: Instant) {
        self.sender = sender
        self.reason = reason
        self.at = at
    }
}

/// A note's part of a figure that was found for the whole round.
public struct RoundShare: Hashable, Sendable, Codable {
    public var note: DocumentID
    public var mass: Mass

    public init(note: DocumentID, mass: Mass) {
        self.note = note
        self.mass = mass
    }
}

/// The plant's one weight, and what each note has of it. The shares sum to the weight to the gram.
public struct RoundWeighing: Hashable, Sendable, Codable {
    public var weight: GivenMass
    public var shares: [RoundShare]
}

/// What the plant decided about the whole load, and what of each note was accepted.
public struct RoundVerdict: Hashable, Sendable, Codable {
    public var accepted: [RoundShare]
    public var refusal: RefusalReason?

    public var mass: Mass { accepted.reduce(.zero) { $0 + $1.mass } }
}

/// Who did what to a round as a whole; what was done at a stop is signed on its note.
public struct RoundSignature: Hashable, Sendable, Codable {
    public var organisation: OrganisationID
    public var person: PersonID?
    public var means: SignatureMeans
    /// Who holds the delegation, when done on behalf.
    public var onBehalfOf: OrganisationID?
    public var at: Instant
}

/// Something that happened to a round. Replaying events gives the round.
public enum RoundEvent: Hashable, Sendable, Codable {
    case planned(RoundPlan, signature: RoundSignature)
    case stopMade(RoundStop)
    case stopSkipped(SkippedStop)
    case arrived(signature: RoundSignature)
    case weighed(RoundWeighing, signature: RoundSignature)
    case decided(RoundVerdict, signature: RoundSignature)
    case cancelled(signature: RoundSignature)
    /// The round has another code from here on; the one before opens nothing.
    case codeRenewed(signature: RoundSignature)

    /// `nil` for the event that begins a round.
    public var kind: RoundEventKind? {
        switch self {
        case .planned: nil
        case .stopMade: .makeStop
        case .stopSkipped: .skipStop
        case .arrived: .arrive
        case .weighed: .weigh
        case .decided: .decide
        case .cancelled: .cancel
        case .codeRenewed: .renewCode
        }
    }
}

/// A collection round. Each stop is a hand-over note of its own; what the plant weighs and decides is one load.
public struct Round: Hashable, Sendable, Codable, Identifiable {
    public var id: RoundID
    public var plan: RoundPlan
    public var state: RoundState
    /// Counts events from 1; a command names the version it saw.
    public var version: Int
    /// Made, in the order in which they were made.
    public var stops: [RoundStop]
    public var skipped: [SkippedStop]
    public var weighing: RoundWeighing?
    public var verdict: RoundVerdict?
    /// Planned, arrived, weighed, decided or cancelled, in this order.
    public var signatures: [RoundSignature]
    /// When it was given another code, each time; `nil` while it has its first.
    public var codesRenewed: [RoundSignature]?

    /// A round as it is planned.
    public init(id: RoundID, plan: RoundPlan, signature: RoundSignature) {
        self.id = id
        self.plan = plan
        state = .planned
        version = 1
        stops = []
        skipped = []
        signatures = [signature]
    }

    /// The round after an event. Decides nothing: a journal replays through here.
    public func applying(_ event: RoundEvent) -> Round {
        var after = self
        after.version += 1
        switch event {
        case .planned(let plan, let signature): return Round(id: id, plan: plan, signature: signature)
        case .stopMade(let stop):
            after.stops.append(stop)
            after.state = .underWay
        case .stopSkipped(let stop): after.skipped.append(stop)
        case .arrived(let signature):
            after.signatures.append(signature)
            after.state = .arrived
        case .weighed(let weighing, let signature):
            after.weighing = weighing
            after.signatures.append(signature)
            after.state = .weighed
        case .decided(let verdict, let signature):
            after.verdict = verdict
            after.signatures.append(signature)
            after.state = .decided
        case .cancelled(let signature):
            after.signatures.append(signature)
            after.state = .cancelled
        case .codeRenewed(let signature): after.codesRenewed = (codesRenewed ?? []) + [signature]
        }
        return after
    }

    /// Stops made at one sender's site.
    public func stops(at site: SiteID) -> [RoundStop] { stops.filter { $0.sender.site == site } }

    /// Place of a note among the stops made, from 1; `nil` for a note of another round.
    public func number(of note: DocumentID) -> Int? { stops.firstIndex { $0.note == note }.map { $0 + 1 } }

    /// Planned stops at which nobody has stopped and that were not passed by, in order.
    public var ahead: [Party] {
        plan.stops.filter { planned in !stops.contains { $0.sender == planned } && !skipped.contains { $0.sender == planned } }
    }

    /// Whether a note of the round is weighed and decided with the whole load and not by itself: while it is on the vehicle, and
    /// from the one weight on if it has a share of that.
    public func holds(_ note: Manifest) -> Bool {
        switch state {
        case .planned, .underWay, .arrived: number(of: note.id) != nil && note.isOnRoundsVehicle
        case .weighed: weighing?.shares.contains { $0.note == note.id } ?? false
        case .decided, .cancelled: false
        }
    }
}
