// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What somebody records about a load that had no digital note.
public struct RecordCommand: Sendable {
    public var origin: ManifestOrigin
    /// The receiver at its gate, or the sender.
    public var recorder: PartyRole
    public var paper: String?
    public var otherNumber: SealedText?
    public var photos: [String]
    public var collectedAt: Instant?
    public var receivedAt: Instant?
    public var isSenderKnown: Bool
    public var sender: OutsideParty?
    public var carrier: OutsideParty?

    public init(
        origin: ManifestOrigin, recorder: PartyRole, paper: String? = nil, otherNumber: SealedText? = nil, photos: [String] = [],
        collectedAt: Instant? = nil, receivedAt: Instant? = nil, isSenderKnown: Bool = true, sender: OutsideParty? = nil, carrier: OutsideParty? = nil
    ) {
        self.origin = origin
        self.recorder = recorder
        self.paper = paper
        self.otherNumber = otherNumber
        self.photos = photos
        self.collectedAt = collectedAt
        self.receivedAt = receivedAt
        self.isSenderKnown = isSenderKnown
        self.sender = sender
        self.carrier = carrier
    }

    /// The moment that the clock of recording starts from.
    public var happenedAt: Instant? { recorder == .receiver ? receivedAt : collectedAt }
}

/// What recording has to know beside the note.
public struct RecordFacts: Sendable {
    public var policy: ManifestPolicy
    /// Of a registered sender.
    public var sender: PartyFacts?
    public var receiver: PartyFacts
    /// Of a registered carrier.
    public var carrier: PartyFacts?
    public var gate: PermitGate
    /// Declared for the time and a place of the load; `nil` where none was.
    public var outage: Outage?
    /// Tells the civil day of a moment.
    public var zone: CivilZone

    public init(
        policy: ManifestPolicy, sender: PartyFacts?, receiver: PartyFacts, carrier: PartyFacts?, gate: PermitGate = PermitGate(.acceptance),
        outage: Outage? = nil, zone: CivilZone
    ) {
        self.policy = policy
        self.sender = sender
        self.receiver = receiver
        self.carrier = carrier
        self.gate = gate
        self.outage = outage
        self.zone = zone
    }
}

extension Manifest {
    /// No record reaches further back than this, days.
    public static let recordDaysMax = 366
    public static let photosMax = 3

    /// A load that had no digital note is recorded afterwards: at the gate as received, which asks the sender to confirm; or by
    /// its sender as collected, after which the gate receives it in the ordinary way.
    ///
    /// The book follows the same road as for every other note, so no gram is missing: generated or taken from stock, on the road, held. A load is
    /// never turned away for want of a paper; what permits say against it is told as the policy has it.
    public func record(_ command: RecordCommand, _ facts: RecordFacts, _ minted: MintedForNote, by acting: Acting) throws(ManifestError)
        -> ManifestDecision
    {
        try require(.record)
        precondition(command.recorder != .carrier, "A carrier records no load.")
        try requireParty(acting, command.recorder == .receiver ? receiver.organisation : sender.organisation)
        let problems = recordProblems(command, facts, at: acting.at)
        guard problems.isEmpty, let happened = command.happenedAt else { throw .invalid(problems) }
        precondition(minted.lots.count >= lines.count, "One lot is minted per line.")
        let isAtGate = command.recorder == .receiver
        var trail = PaperTrail(
            origin: command.origin, recorder: command.recorder, paper: command.paper, otherNumber: command.otherNumber, photos: command.photos,
            collectedAt: command.collectedAt, receivedAt: command.receivedAt, recordedAt: acting.at, daysLate: 0, isSenderKnown: command.isSenderKnown,
            sender: command.sender, carrier: command.carrier, standing: isAtGate ? command.isSenderKnown ? .waiting : .unknownSender : .own)
        let day = facts.zone.date(of: happened)
        if command.origin == .paper, let outage = facts.outage, outage.excuses(happened, recordedOn: acting.today, facts.policy, facts.zone) {
            trail.outage = outage.id
        } else {
            trail.daysLate = max(0, acting.today.days(since: day) - facts.policy.days(.paperWithinDays))
        }
        if trail.standing == .waiting { trail.confirmBy = acting.at.adding(days: Int64(facts.policy.days(.confirmWithinDays))) }
        var shaped = self
        shaped.trail = trail
        let left = facts.zone.date(of: command.collectedAt ?? happened)
        let moves = zip(lines, minted.lots).flatMap { line, lot in
            var made = line
            made.lot = lot
            return shaped.recordMoves(made, leftOn: left, receivedOn: isAtGate ? day : nil)
        }
        return ManifestDecision(
            [
                .recorded(
                    number: minted.number, lots: Array(minted.lots.prefix(lines.count)), trail: trail, gate: facts.gate.record(facts.policy),
                    signature: acting.signature(.record))
            ], moves: moves)
    }

    private func recordMoves(_ line: ManifestLine, leftOn: CalendarDate, receivedOn: CalendarDate?) -> [Move] {
        let mass = line.declared.mass
        var moves: [Move]
        if !line.draws.isEmpty {
            moves = line.draws.map { Move($0.mass, from: $0.account, to: transit(line), on: leftOn, because: .collected, document: id) }
        } else if isSenderKnown {
            let store = Account(sender.site, .store, line.material, lot: line.lot)
            moves = [
                Move(mass, from: source(of: line), to: store, on: leftOn, because: .impliedByNote, document: id),
                Move(mass, from: store, to: transit(line), on: leftOn, because: .collected, document: id),
            ]
        } else {
            moves = [Move(mass, from: source(of: line), to: transit(line), on: leftOn, because: .impliedByNote, document: id)]
        }
        if let receivedOn {
            moves.append(Move(mass, from: transit(line), to: received(line), on: receivedOn, because: .accepted, document: id))
        }
        return moves
    }

    private func recordProblems(_ command: RecordCommand, _ facts: RecordFacts, at now: Instant) -> [Problem] {
        var problems = timeProblems(command, facts, at: now)
        // A load that stands at the gate is recorded whoever brought it; a sender names partners who may act.
        let isAtGate = command.recorder == .receiver
        let day = facts.zone.date(of: command.happenedAt ?? now)
        if let party = facts.sender {
            problems += party.problems("sender", canAct: party.canProduce || party.canReceive, lacks: .partyCannotSend, needsPermit: false, on: day)
            if sender.site == receiver.site { problems.append(ManifestPhrase.sameSite.problem(isAtGate ? "sender" : "receiver")) }
        }
        problems += facts.receiver.problems(
            "receiver", canAct: facts.receiver.canReceive, lacks: .partyCannotReceive, needsPermit: false, on: day)
        if let party = facts.carrier { problems += party.problems("carrier", canAct: true, lacks: .unknownParty, needsPermit: false, on: day) }
        if command.origin == .paper, command.photos.isEmpty { problems.append(PaperPhrase.photoMissing.problem("photo")) }
        if command.photos.count > Self.photosMax {
            problems.append(
                PaperPhrase.tooManyPhotos.problem("photo", ["count": .number(Int64(command.photos.count)), "most": .number(Int64(Self.photosMax))]))
        }
        // Only whoever keeps the stock can say from which lot a load was taken.
        for (i, line) in lines.enumerated() where isAtGate && !line.draws.isEmpty { problems.append(ManifestPhrase.drawNotInStock.problem("line\(i).lot")) }
        return problems + linesProblems(facts.policy, capsVehicle: false) + facts.gate.problems(facts.policy)
    }

    private func timeProblems(_ command: RecordCommand, _ facts: RecordFacts, at now: Instant) -> [Problem] {
        let field = command.recorder == .receiver ? "received" : "collected"
        guard let happened = command.happenedAt else { return [PaperPhrase.timeMissing.problem(field)] }
        let earliest = facts.zone.date(of: now).adding(days: -Self.recordDaysMax)
        if happened > now { return [PaperPhrase.receivedInFuture.problem(field, ["moment": .moment(happened), "now": .moment(now)])] }
        if facts.zone.date(of: happened) < earliest {
            return [
                PaperPhrase.receivedTooLongAgo.problem(
                    field, ["moment": .moment(happened), "days": .number(Int64(Self.recordDaysMax)), "earliest": .date(earliest)])
            ]
        }
        guard let collected = command.collectedAt, let received = command.receivedAt else { return [] }
        if collected > received {
            return [PaperPhrase.collectedAfterReceived.problem("collected", ["collected": .moment(collected), "received": .moment(received)])]
        }
        if facts.zone.date(of: collected) < earliest {
            return [
                PaperPhrase.receivedTooLongAgo.problem(
                    "collected", ["moment": .moment(collected), "days": .number(Int64(Self.recordDaysMax)), "earliest": .date(earliest)])
            ]
        }
        return []
    }
}

extension Manifest {
    /// The note as recorded: what applying ``ManifestEvent/recorded(number:lots:trail:gate:signature:)`` makes of it.
    mutating func takeRecord(number: String, lots: [LotID], trail: PaperTrail, signature: Signature) {
        self.number = number
        self.trail = trail
        for (i, lot) in lots.enumerated() where lines.indices.contains(i) { lines[i].lot = lot }
        signatures.append(signature)
        if !legs.isEmpty { legs[0].takenOverAt = trail.collectedAt ?? trail.receivedAt ?? signature.at }
        guard trail.recorder == .receiver, let received = trail.receivedAt else {
            state = .inTransit
            return
        }
        var receipt = Receipt(arrivedAt: received)
        receipt.decidedAt = received
        receipt.weighed = lines.count == 1 ? lines[0].declared : weightOfAll
        let counts = lines.compactMap(\.containers)
        receipt.containers = counts.isEmpty ? nil : counts.reduce(0, +)
        self.receipt = receipt
        for i in lines.indices {
            lines[i].weighed = lines[i].declared.mass
            lines[i].accepted = lines[i].declared.mass
        }
        state = .accepted
    }

    /// The sum of what the gate weighed; an estimate when one part of it is.
    private var weightOfAll: GivenMass? {
        guard let first = lines.first?.declared else { return nil }
        let mass = declaredMass
        let method = lines.first { $0.declared.method.isEstimate }?.declared.method ?? first.method
        return GivenMass(number: String(mass.raw), unit: "g", method: method, conversion: first.conversion, mass: mass)
    }
}
