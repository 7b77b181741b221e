// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What an officer decides about a recorded load has to know beside the note.
public struct AssignFacts: Sendable {
    public var sender: PartyFacts
    public var policy: ManifestPolicy
    public var zone: CivilZone

    public init(sender: PartyFacts, policy: ManifestPolicy, zone: CivilZone) {
        self.sender = sender
        self.policy = policy
        self.zone = zone
    }
}

extension Manifest {
    /// The sender stands behind what the gate recorded; that is its signature.
    public func confirm(by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.confirm)
        guard trail?.standing == .waiting else { throw .notNow(.refusedNothingToConfirm, state) }
        try requireParty(acting, sender.organisation)
        return ManifestDecision([.confirmed(signature: acting.signature(.confirm))])
    }

    /// The sender says that the load is not as recorded, or not its own; an officer decides.
    public func dispute(reason: SealedText, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.dispute)
        guard trail?.standing == .waiting else { throw .notNow(.refusedNothingToConfirm, state) }
        try requireParty(acting, sender.organisation)
        return ManifestDecision([.disputed(TrailDispute(by: acting.organisation, at: acting.at, reason: reason))])
    }

    /// The accounts whose balances an officer's decision asks for: what is still held of each line.
    public var heldAccounts: [Account] { lines.map(received) }

    /// An officer decides that the record stands, or that there was no such load: then its entries are taken back, and what
    /// has gone on meanwhile is booked as a gap of the plant that moved it.
    ///
    /// - Parameter balance: what one of ``heldAccounts`` holds now, read in the same transaction.
    public func decideDispute(stands: Bool, remark: SealedText?, zone: CivilZone, balance: (Account) -> Balance, by acting: Acting) throws(ManifestError)
        -> ManifestDecision
    {
        try require(.decideDispute)
        guard trail?.standing == .disputed else { throw .notNow(.refusedNothingDisputed, state) }
        guard stands || correction == nil else { throw .notNow(.refusedCorrectionPending, state) }
        let decision = TrailDecision(outcome: stands ? .upheld : .voided, by: acting.organisation, at: acting.at, remark: remark)
        let day = receivedDay(zone)
        let moves = stands ? [] : lines.flatMap { line in takenBack(line, balance: balance, on: day) }
        return ManifestDecision([.disputeDecided(decision)], moves: moves)
    }

    private func takenBack(_ line: ManifestLine, balance: (Account) -> Balance, on day: CalendarDate) -> [Move] {
        guard let accepted = line.accepted, accepted > .zero else { return [] }
        let held = received(line)
        return takeBack(accepted, from: held, holding: balance(held), to: source(of: line), on: day, document: id)
    }

    /// An officer names the firm from which the load came: generation moves there, and that firm is asked to confirm.
    ///
    /// A load that still stands whole at the plant is booked anew as a lot of its own, so that its origin is the right one too.
    /// Of one that has gone on, the generation moves and the grams keep the origin under which others know them.
    ///
    /// - Parameters:
    ///   - balance: what one of ``heldAccounts`` holds now, read in the same transaction.
    ///   - lots: one fresh lot a line.
    public func assignSender(
        to party: Party, _ facts: AssignFacts, remark: SealedText?, balance: (Account) -> Balance, lots: [LotID], by acting: Acting
    ) throws(ManifestError) -> ManifestDecision {
        try require(.assignSender)
        guard let trail, trail.standing == .disputed || trail.standing == .unknownSender else { throw .notNow(.refusedNothingDisputed, state) }
        guard correction == nil else { throw .notNow(.refusedCorrectionPending, state) }
        var problems = facts.sender.problems(
            "sender", canAct: facts.sender.canProduce || facts.sender.canReceive, lacks: .partyCannotSend, needsPermit: false, on: receivedDay(facts.zone))
        if party.site == receiver.site { problems.append(ManifestPhrase.sameSite.problem("sender")) }
        if isSenderKnown, party == sender { problems.append(PaperPhrase.sameSender.problem("sender")) }
        guard problems.isEmpty else { throw .invalid(problems) }
        precondition(lots.count >= lines.count, "One lot is minted per line.")
        let (left, received) = (facts.zone.date(of: trail.collectedAt ?? trail.recordedAt), receivedDay(facts.zone))
        var moves: [Move] = []
        var fresh: [LotID?] = []
        for (line, lot) in zip(lines, lots) {
            fresh.append(nil)
            guard let accepted = line.accepted, accepted > .zero else { continue }
            let process = Account(party.site, .process, line.material)
            let held = self.received(line)
            let there = balance(held)
            if line.held == accepted, min(there.posted, there.available) >= accepted.raw {
                fresh[fresh.count - 1] = lot
                moves.append(Move(accepted, from: held, to: source(of: line), on: received, because: .correction, document: id))
                let anew = Account(held.site, held.compartment, held.material, lot: lot)
                moves.append(Move(accepted, from: process, to: anew, on: received, because: .correction, document: id))
            } else {
                moves.append(Move(accepted, from: process, to: source(of: line), on: min(left, received), because: .correction, document: id))
            }
        }
        let decision = TrailDecision(outcome: .assigned, by: acting.organisation, at: acting.at, remark: remark)
        let confirmBy = acting.at.adding(days: Int64(facts.policy.days(.confirmWithinDays)))
        return ManifestDecision([.senderAssigned(to: party, lots: fresh, confirmBy: confirmBy, decision)], moves: moves)
    }

    private func receivedDay(_ zone: CivilZone) -> CalendarDate { zone.date(of: trail?.receivedAt ?? updatedAt) }

    mutating func takeConfirmation(_ signature: Signature) {
        trail?.standing = .confirmed
        signatures.append(signature)
    }

    mutating func takeDispute(_ dispute: TrailDispute) {
        trail?.standing = .disputed
        trail?.dispute = dispute
    }

    mutating func takeDecision(_ decision: TrailDecision) {
        trail?.decision = decision
        guard decision.outcome == .voided else {
            trail?.standing = .upheld
            return
        }
        trail?.standing = .voided
        for i in lines.indices {
            lines[i].weighed = .zero
            lines[i].accepted = .zero
        }
        state = .cancelled
    }

    mutating func takeSender(_ party: Party, lots: [LotID?], confirmBy: Instant, _ decision: TrailDecision) {
        sender = party
        for (i, lot) in lots.enumerated() where lines.indices.contains(i) { lines[i].lot = lot ?? lines[i].lot }
        trail?.isSenderKnown = true
        trail?.standing = .waiting
        trail?.confirmBy = confirmBy
        trail?.decision = decision
    }
}
