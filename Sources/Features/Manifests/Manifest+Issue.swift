// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What issuing has to know beside the note.
public struct IssueFacts: Sendable {
    public var policy: ManifestPolicy
    public var sender: PartyFacts
    public var receiver: PartyFacts
    /// One per leg.
    public var carriers: [PartyFacts]
    /// What the receiver's permits say against the load.
    public var gate: PermitGate
    /// The arrangement that the note names; `nil` when it names none, or one that is not there.
    public var arrangement: Arrangement?

    public init(
        policy: ManifestPolicy, sender: PartyFacts, receiver: PartyFacts, carriers: [PartyFacts], gate: PermitGate = PermitGate(.issue),
        arrangement: Arrangement? = nil
    ) {
        self.policy = policy
        self.sender = sender
        self.receiver = receiver
        self.carriers = carriers
        self.gate = gate
        self.arrangement = arrangement
    }
}

extension Manifest {
    /// All that is wrong with a note that is to be issued; empty when it may be.
    ///
    /// Field names are those of the compose form: `sender`, `receiver`, `carrier`, `pickup`, `line0.mass` and so on.
    public static func problems(in draft: ManifestDraft, facts: IssueFacts, today: CalendarDate) -> [Problem] {
        var problems: [Problem] = []
        func add(_ phrase: ManifestPhrase, _ field: String, _ values: [String: Fact] = [:]) { problems.append(phrase.problem(field, values)) }

        if draft.round != nil, facts.sender.waitsFromStop {
            if !facts.policy.isOn(.pendingSenderOnRound) { problems.append(RoundPhrase.senderNotApproved.problem("sender")) }
        } else {
            problems += facts.sender.problems(
                "sender", canAct: facts.sender.canProduce || facts.sender.canReceive, lacks: .partyCannotSend, needsPermit: false, on: today)
        }
        problems += facts.receiver.problemsAsReceiver("receiver", on: today)
        if draft.receiver.site == draft.sender.site { add(.sameSite, "receiver") }
        precondition(draft.legs.count == facts.carriers.count, "Facts of one carrier per leg.")
        if draft.legs.isEmpty { add(.carrierMissing, "carrier") }
        for (leg, party) in zip(draft.legs, facts.carriers) {
            let carriesOwn = leg.carrier.organisation == draft.sender.organisation || leg.carrier.organisation == draft.receiver.organisation
            problems += party.problemsAsCarrier(isOwn: carriesOwn, on: today)
        }

        if draft.intended == nil { add(.treatmentMissing, "intended") }
        if let pickup = draft.plannedPickup {
            if pickup < today { add(.pickupInPast, "pickup", ["date": .date(pickup)]) }
            if pickup.days(since: today) > 90 { add(.pickupTooFar, "pickup", ["days": .number(90)]) }
        }
        problems += lineProblems(in: draft, facts.policy)
        if draft.arrangement != nil {
            problems += facts.arrangement?.problems(of: draft, today: today) ?? [ArrangementPhrase.noteUnknown.problem("arrangement")]
        }
        return problems + facts.gate.problems(facts.policy)
    }

    /// All that is wrong with the lines of a note, and with their sum.
    ///
    /// - Parameter capsVehicle: whether one vehicle must be able to carry it; what has come already, has come.
    static func lineProblems(in draft: ManifestDraft, _ policy: ManifestPolicy, capsVehicle: Bool = true) -> [Problem] {
        var problems: [Problem] = []
        func add(_ phrase: ManifestPhrase, _ field: String, _ values: [String: Fact] = [:]) { problems.append(phrase.problem(field, values)) }
        if draft.lines.isEmpty { add(.lineMissing, "line0.waste") }
        if draft.lines.count > linesMax {
            add(.tooManyLines, "line0.waste", ["count": .number(Int64(draft.lines.count)), "most": .number(Int64(linesMax))])
        }
        var total = Mass.zero
        for (i, line) in draft.lines.enumerated() {
            let field = "line\(i).mass"
            if line.declared.mass <= .zero {
                add(.massNotPositive, field, ["mass": .mass(line.declared.mass)])
            } else if line.declared.mass > Limits.lineMass {
                add(.massTooLarge, field, ["mass": .mass(line.declared.mass), "most": .mass(Limits.lineMass)])
            } else {
                total += line.declared.mass
            }
            if let containers = line.containers, containers < 1 {
                add(.containersNotPositive, "line\(i).containers", ["count": .number(Int64(containers))])
            }
            if line.draws.contains(where: { !line.mayDraw(from: $0.account, of: draft.sender) }) { add(.drawNotInStock, "line\(i).lot") }
            if let draw = line.draws.first(where: { $0.mass <= .zero }) {
                add(.massNotPositive, field, ["mass": .mass(draw.mass)])
            } else if let draw = line.draws.first(where: { $0.mass > Limits.lineMass }) {
                add(.massTooLarge, field, ["mass": .mass(draw.mass), "most": .mass(Limits.lineMass)])
            } else if !line.draws.isEmpty {
                let drawn = line.draws.reduce(Mass.zero) { $0 + $1.mass }
                if drawn != line.declared.mass {
                    add(.drawsDiffer, field, ["drawn": .mass(drawn), "declared": .mass(line.declared.mass)])
                }
            }
        }
        let most = Mass(Int64(policy.value(.vehicleMassMax)))
        if capsVehicle, draft.legs.first?.mode == .road, total > most {
            add(.overVehicle, "line0.mass", ["mass": .mass(total), "most": .mass(most)])
        }
        return problems
    }

    /// The sender signs: the number is minted, the mass reserved.
    ///
    /// What the note proves and no report has covered is generated and reserved in one step, pending until pick-up; what
    /// is drawn from stock is reserved there.
    public func issue(_ facts: IssueFacts, _ minted: MintedForNote, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.issue)
        try requireParty(acting, sender.organisation)
        let problems = Manifest.problems(in: asDraft, facts: facts, today: acting.today)
        guard problems.isEmpty else { throw .invalid(problems) }
        precondition(minted.lots.count >= lines.count, "One lot is minted per line.")
        var moves: [Move] = []
        for (line, lot) in zip(lines, minted.lots) {
            var made = line
            made.lot = lot
            moves += reservation(made, on: plannedPickup ?? acting.today)
        }
        return ManifestDecision(
            [
                .issued(
                    number: minted.number, lots: Array(minted.lots.prefix(lines.count)), gate: facts.gate.record(facts.policy),
                    signature: acting.signature(.issue))
            ], moves: moves)
    }

    private var asDraft: ManifestDraft {
        ManifestDraft(
            sender: sender, receiver: receiver, intended: intended, legs: legs, lines: lines, plannedPickup: plannedPickup, arrangement: arrangement,
            round: round, policy: policy)
    }

    func linesProblems(_ policy: ManifestPolicy, capsVehicle: Bool = true) -> [Problem] {
        Self.lineProblems(in: asDraft, policy, capsVehicle: capsVehicle)
    }

    /// Pending entries of one line, to the carrier who is to collect it.
    func reservation(_ line: ManifestLine, on date: CalendarDate) -> [Move] {
        let transit = transit(line)
        if isImplied(line) {
            let process = Account(sender.site, .process, line.material)
            let store = Account(sender.site, .store, line.material, lot: line.lot)
            return [
                Move(line.declared.mass, from: process, to: store, on: date, because: .impliedByNote, document: id, phase: .pending),
                Move(line.declared.mass, from: store, to: transit, on: date, because: .collected, document: id, phase: .pending),
            ]
        }
        return line.draws.map {
            Move($0.mass, from: $0.account, to: transit, on: date, because: .collected, document: id, phase: .pending)
        }
    }

    /// Before pick-up the sender may name other carriers; the reservations move to them.
    public func changeCarrier(
        to legs: [Leg], carriers: [PartyFacts], arrangement agreed: Arrangement? = nil, pendings: [PendingEntry], by acting: Acting
    ) throws(ManifestError) -> ManifestDecision {
        try require(.changeCarrier)
        try requireParty(acting, sender.organisation)
        precondition(legs.count == carriers.count, "Facts of one carrier per leg.")
        var problems: [Problem] = legs.isEmpty ? [ManifestPhrase.carrierMissing.problem("carrier")] : []
        for (leg, party) in zip(legs, carriers) {
            let carriesOwn = leg.carrier.organisation == sender.organisation || leg.carrier.organisation == receiver.organisation
            problems += party.problemsAsCarrier(isOwn: carriesOwn, on: acting.today)
        }
        if let agreed, let problem = agreed.carrierProblem(legs) { problems.append(problem) }
        guard problems.isEmpty else { throw .invalid(problems) }
        var changed = self
        changed.legs = legs
        changed.leg = 0
        let date = plannedPickup ?? acting.today
        let moves = voiding(pendings, on: date) + lines.flatMap { changed.reservation($0, on: date) }
        return ManifestDecision([.carrierChanged(legs: legs)], moves: moves)
    }

    /// A draft, an issued note that nobody collected, or a sale recorded in error is taken back; its number stays used.
    public func cancel(remark: SealedText?, pendings: [PendingEntry], by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.cancel)
        try requireParty(acting, sender.organisation)
        return ManifestDecision(
            [.cancelled(remark: remark, signature: acting.signature(.cancel))],
            moves: state == .sold ? unsale(on: acting.today) : voiding(pendings, on: acting.today))
    }

    private func voiding(_ pendings: [PendingEntry], on date: CalendarDate) -> [Move] {
        pendings.map { Move($0.mass, from: $0.credit, to: $0.debit, on: date, because: .collected, document: id, phase: .voiding($0)) }
    }
}

extension ManifestLine {
    /// Only stock of this waste that stands on the sender's own site can leave with the sender's note.
    fileprivate func mayDraw(from account: Account, of sender: Party) -> Bool {
        account.site == sender.site && account.material == material && (account.compartment == .store || account.compartment == .held)
    }
}
