// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What the gate decides about a weighed load.
public struct ReceiptCommand: Hashable, Sendable, Codable {
    /// Mass accepted, one per line; zero refuses the line.
    public var accepted: [Mass]
    public var refusal: RefusalReason?
    public var discrepancy: DiscrepancyReason?
    public var remark: SealedText?
    /// Where the refused part goes; back to the sender when nil.
    public var onwardTo: Party?

    public init(accepted: [Mass], refusal: RefusalReason?, discrepancy: DiscrepancyReason?, remark: SealedText? = nil, onwardTo: Party? = nil) {
        self.accepted = accepted
        self.refusal = refusal
        self.discrepancy = discrepancy
        self.remark = remark
        self.onwardTo = onwardTo
    }
}

extension Manifest {
    /// The load has come through the plant's gate.
    public func arrive(by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.arrive)
        try requireParty(acting, receiver.organisation)
        return ManifestDecision([.arrived(signature: acting.signature(.arrive))])
    }

    /// One weight for the load, shared over its lines in proportion to what was declared, whole grams.
    ///
    /// - Parameter round: the round of whose one weight this is the note's share.
    public func weigh(_ weight: GivenMass, containers: Int?, sharedBy round: RoundID? = nil, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.weigh)
        try requireParty(acting, receiver.organisation)
        guard weight.mass > .zero else { throw .invalid([ManifestPhrase.massNotPositive.problem("weight", ["mass": .mass(weight.mass)])]) }
        guard weight.mass <= Limits.lineMass else {
            throw .invalid([ManifestPhrase.massTooLarge.problem("weight", ["mass": .mass(weight.mass), "most": .mass(Limits.lineMass)])])
        }
        if let containers, containers < 1 {
            throw .invalid([ManifestPhrase.containersNotPositive.problem("containers", ["count": .number(Int64(containers))])])
        }
        let shares = apportion(weight.mass.raw, by: lines.map(\.declared.mass.raw)).map { Mass($0) }
        return ManifestDecision([.weighed(weight, lines: shares, containers: containers, round: round, signature: acting.signature(.weigh))])
    }

    /// By how much the plant's weight differs from the sender's, as a fraction of the sender's; `nil` before weighing.
    public var weightDifference: Double? {
        guard let weighed = receipt?.weighed?.mass, declaredMass > .zero else { return nil }
        return Double(weighed.raw - declaredMass.raw) / Double(declaredMass.raw)
    }

    /// Whether the policy demands a reason for the difference in weight.
    public func isOutsideTolerance(_ policy: ManifestPolicy) -> Bool {
        guard let difference = weightDifference else { return false }
        return abs(difference) > policy.value(.weightTolerance)
    }

    /// The gate accepts all, part or nothing; the refused part goes on at once under a note of its own.
    ///
    /// - Parameters:
    ///   - onward: what is known of `command.onwardTo`, when the refused part goes to somebody else than its sender.
    ///   - gate: what the receiver's permits say against what is accepted.
    ///   - onwardGate: what the permits of `command.onwardTo` say against the refused part.
    ///   - minted: one lot for each line at most, and the linked note's identifier and number.
    public func decide(
        _ command: ReceiptCommand, policy: ManifestPolicy, onward: PartyFacts? = nil, gate: PermitGate = PermitGate(.acceptance),
        onwardGate: PermitGate = PermitGate(.onward), minted: MintedForNote, by acting: Acting
    ) throws(ManifestError) -> ManifestDecision {
        try require(.decide)
        try requireParty(acting, receiver.organisation)
        let weighed = lines.map { $0.weighed ?? .zero }
        var problems: [Problem] = []
        guard command.accepted.count == lines.count else { throw .invalid([ManifestPhrase.lineMissing.problem("accepted0")]) }
        for (i, accepted) in command.accepted.enumerated() {
            if accepted < .zero {
                problems.append(ManifestPhrase.massNotPositive.problem("accepted\(i)", ["mass": .mass(accepted)]))
            } else if accepted > weighed[i] {
                problems.append(
                    ManifestPhrase.acceptedAboveWeighed.problem("accepted\(i)", ["accepted": .mass(accepted), "weighed": .mass(weighed[i])]))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        let refused = zip(weighed, command.accepted).map { $0 - $1 }
        let onwardTo = command.onwardTo == sender ? nil : command.onwardTo
        let isRefusing = refused.contains { $0 > .zero }
        if isRefusing, command.refusal == nil { problems.append(ManifestPhrase.refusalReasonMissing.problem("refusal")) }
        if isOutsideTolerance(policy), command.discrepancy == nil {
            problems.append(
                ManifestPhrase.discrepancyReasonMissing.problem(
                    "discrepancy",
                    [
                        "weighed": .mass(weighed.reduce(.zero, +)), "declared": .mass(declaredMass),
                        "difference": .share(abs(weightDifference ?? 0)), "tolerance": .share(policy.value(.weightTolerance)),
                    ]))
        }
        if isRefusing, kind == .returned { problems.append(ManifestPhrase.returnNotRefusable.problem("accepted0")) }
        if isRefusing, let onwardTo {
            if onwardTo.site == receiver.site || onwardTo.site == sender.site { problems.append(ManifestPhrase.sameSite.problem("onward")) }
            if let onward { problems += onward.problemsAsReceiver("onward", on: acting.today) }
            problems += onwardGate.problems(policy)
        }
        // One reason serves both plants, and is asked for once.
        problems += gate.problems(policy).filter { !problems.contains($0) }
        guard problems.isEmpty else { throw .invalid(problems) }

        var moves: [Move] = []
        var rest: [ManifestLine] = []
        var restLots: [LotID] = []
        for (i, line) in lines.enumerated() {
            moves += weighingMoves(line, weighed: weighed[i], on: acting.today)
            if command.accepted[i] > .zero {
                moves.append(
                    Move(
                        command.accepted[i], from: transit(line), to: received(line), on: acting.today,
                        because: kind == .returned ? .returned : .accepted, document: id))
            }
            if refused[i] > .zero {
                let lot = minted.lots[restLots.count]
                restLots.append(lot)
                moves.append(
                    Move(
                        refused[i], from: transit(line), to: Account(currentLeg.carrier.site, .transit, line.material, lot: lot), on: acting.today,
                        because: .refused, document: minted.linkedNote))
                var part = ManifestLine(
                    waste: line.waste, isHazardous: line.isHazardous,
                    declared: GivenMass(
                        number: String(refused[i].raw), unit: "g", method: receipt?.weighed?.method ?? .weighed,
                        conversion: line.declared.conversion, mass: refused[i]))
                part.lot = lot
                rest.append(part)
            }
        }
        var linked: [LinkedNote] = []
        if !rest.isEmpty {
            let goesBack = onwardTo == nil
            let draft = ManifestDraft(
                sender: receiver, receiver: onwardTo ?? sender, intended: goesBack ? nil : intended,
                legs: [Leg(carrier: currentLeg.carrier, mode: currentLeg.mode, plate: currentLeg.plate)], lines: rest, plannedPickup: nil,
                policy: self.policy)
            linked = [
                LinkedNote(
                    id: minted.linkedNote, draft: draft,
                    event: .linked(
                        kind: goesBack ? .returned : .onward, parent: id, number: minted.number, lots: restLots, at: acting.at,
                        gate: goesBack ? nil : onwardGate.record(policy)))
            ]
        }
        return ManifestDecision(
            [
                .decided(
                    accepted: command.accepted, refusal: command.refusal, discrepancy: command.discrepancy, remark: command.remark,
                    refusedNote: linked.first?.id, gate: gate.record(policy), signature: acting.signature(.decide))
            ], moves: moves, linked: linked)
    }

    /// Books the difference between the carrier's load and the plant's scale; a sender's estimate is made true by it.
    private func weighingMoves(_ line: ManifestLine, weighed: Mass, on date: CalendarDate) -> [Move] {
        let difference = weighed - line.declared.mass
        guard difference != .zero else { return [] }
        let gap = weighingDifference(line)
        let process = Account(sender.site, .process, line.material)
        let isTruedUp = isImplied(line) && line.declared.method.isEstimate
        if difference > .zero {
            let found = Move(difference, from: gap, to: transit(line), on: date, because: .weighingDifference, document: id)
            return isTruedUp ? [found, Move(difference, from: process, to: gap, on: date, because: .trueUp, document: id)] : [found]
        }
        let missing = Move(-difference, from: transit(line), to: gap, on: date, because: .weighingDifference, document: id)
        return isTruedUp ? [missing, Move(-difference, from: gap, to: process, on: date, because: .trueUp, document: id)] : [missing]
    }
}
