// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

extension Manifest {
    /// A party asks to change a signed figure; the others must agree before the clock runs out.
    public func proposeCorrection(_ field: CorrectedField, to new: GivenMass, reason: SealedText, policy: ManifestPolicy, by acting: Acting)
        throws(ManifestError) -> ManifestDecision
    {
        try require(.proposeCorrection)
        guard parties.contains(where: { $0.party.organisation == acting.organisation }) else { throw .notYourStep }
        guard correction == nil else { throw .notNow(.refusedCorrectionPending, state) }
        var problems: [Problem] = []
        guard lines.indices.contains(field.line) else { throw .invalid([ManifestPhrase.lineMissing.problem("line")]) }
        let line = lines[field.line]
        let old: GivenMass
        switch field {
        case .declared:
            guard receipt?.weighed == nil, kind == .ordinary else { throw .notNow(.refusedDeclaredAfterReceipt, state) }
            old = line.declared
        case .accepted:
            guard let accepted = line.accepted, let weighed = receipt?.weighed else { throw .notNow(.refusedNotReceived, state) }
            old = GivenMass(number: String(accepted.raw), unit: "g", method: weighed.method, conversion: weighed.conversion, mass: accepted)
        }
        if new.mass <= .zero { problems.append(ManifestPhrase.massNotPositive.problem("mass", ["mass": .mass(new.mass)])) }
        if new.mass > Limits.lineMass {
            problems.append(ManifestPhrase.massTooLarge.problem("mass", ["mass": .mass(new.mass), "most": .mass(Limits.lineMass)]))
        }
        if new.mass == old.mass { problems.append(ManifestPhrase.correctionChangesNothing.problem("mass", ["mass": .mass(old.mass)])) }
        guard problems.isEmpty else { throw .invalid(problems) }
        var waiting: [OrganisationID] = []
        for (_, party) in parties where party.organisation != acting.organisation && !waiting.contains(party.organisation) {
            waiting.append(party.organisation)
        }
        // Where one organisation is sender, carrier and receiver, its own second word counts.
        if waiting.isEmpty { waiting = [acting.organisation] }
        let proposal = CorrectionProposal(
            field: field, old: old, new: new, reason: reason, proposedBy: acting.organisation, proposedAt: acting.at,
            expiresAt: acting.at.adding(days: Int64(policy.days(.correctionWithinDays))), waitingFor: waiting, approvedBy: [])
        return ManifestDecision([.correctionProposed(proposal)])
    }

    /// The accounts whose balances an approval asks for: what is held of each line, and its gap.
    public var correctionAccounts: [Account] {
        lines.flatMap { [received($0), gap($0)] }
    }

    /// One of the named approvers agrees; the last one's word applies the correction.
    ///
    /// - Parameter balance: what one of ``correctionAccounts`` holds now, read in the same transaction.
    public func approveCorrection(balance: (Account) -> Balance, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.approveCorrection)
        guard let proposal = correction else { throw .notNow(.refusedNoCorrection, state) }
        guard proposal.waitingFor.contains(acting.organisation) else { throw .notYourStep }
        guard acting.at < proposal.expiresAt else { throw .notNow(.refusedCorrectionExpired, state) }
        if case .declared = proposal.field, receipt?.weighed != nil { throw .notNow(.refusedDeclaredAfterReceipt, state) }
        let isLast = proposal.waitingFor == [acting.organisation]
        let event = ManifestEvent.correctionApproved(by: acting.organisation, at: acting.at, isLast: isLast)
        return ManifestDecision([event], moves: isLast ? correctionMoves(proposal, balance: balance, on: acting.today) : [])
    }

    /// Any named approver's no ends the proposal.
    public func refuseCorrection(by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.refuseCorrection)
        guard let proposal = correction else { throw .notNow(.refusedNoCorrection, state) }
        guard proposal.waitingFor.contains(acting.organisation) || proposal.proposedBy == acting.organisation else { throw .notYourStep }
        return ManifestDecision([.correctionRefused(by: acting.organisation, at: acting.at)])
    }

    /// A proposal whose clock has run out; `nil` while it still runs.
    public func expireCorrection(at now: Instant) -> ManifestDecision? {
        guard let proposal = correction, proposal.expiresAt <= now else { return nil }
        return ManifestDecision([.correctionExpired(at: now)])
    }

    /// The net difference, booked in one operation that names what it replaces by its document.
    private func correctionMoves(_ proposal: CorrectionProposal, balance: (Account) -> Balance, on date: CalendarDate) -> [Move] {
        let line = lines[proposal.field.line]
        let change = proposal.new.mass - proposal.old.mass
        switch proposal.field {
        case .declared: return declaredMoves(line, change: change, on: date)
        case .accepted: return acceptedMoves(line, change: change, balance: balance, on: date)
        }
    }

    /// The load is still whole and under way: more comes from where it came from, or goes back there.
    private func declaredMoves(_ line: ManifestLine, change: Mass, on date: CalendarDate) -> [Move] {
        let process = Account(sender.site, .process, line.material)
        let sources = line.draws.isEmpty ? [LotDraw(account: process, mass: line.declared.mass)] : line.draws
        let shares = apportion(change.raw, by: sources.map(\.mass.raw)).map { Mass($0) }
        return zip(sources, shares).filter { $1 != .zero }.map { source, share in
            share > .zero
                ? Move(share, from: source.account, to: transit(line), on: date, because: .correction, document: id)
                : Move(-share, from: transit(line), to: source.account, on: date, because: .correction, document: id)
        }
    }

    /// The sender's generation is trued up again where the weighing did so; else the weighing difference changes.
    private func acceptedMoves(_ line: ManifestLine, change: Mass, balance: (Account) -> Balance, on date: CalendarDate) -> [Move] {
        let held = received(line)
        // Where the gate alone has weighed, the sender's generation rests on that weight.
        let isTruedUp = isImplied(line) && (line.declared.method.isEstimate || trail?.recorder == .receiver)
        let target = isTruedUp ? source(of: line) : weighingDifference(line)
        if change < .zero { return takeBack(-change, from: held, holding: balance(held), to: target, on: date, document: id) }
        // The note knows what was treated or moved on beyond its figure; the book also what was promised to others at the time.
        // On the receiver's own truck weighing difference and gap are one account, which says nothing.
        let owing = gap(line) == target ? line.overdrawn : max(line.overdrawn, Mass(-balance(gap(line)).posted))
        return bringBack(change, to: held, owing: owing, from: target, on: date, document: id)
    }

    /// Where takeBack books what had left the receiver before a correction.
    private func gap(_ line: ManifestLine) -> Account { Account(receiver.site, .difference, line.material, lot: line.lot) }
}
