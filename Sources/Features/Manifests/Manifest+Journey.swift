// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

extension Manifest {
    /// The first carrier takes the load: what was reserved is booked.
    public func collect(plate: SealedText?, policy: ManifestPolicy, pendings: [PendingEntry], by acting: Acting) throws(ManifestError)
        -> ManifestDecision
    {
        try require(.collect)
        if !maySendUnsigned(acting.organisation, policy) { try requireParty(acting, currentLeg.carrier.organisation) }
        if policy.isOn(.plateRequired), plate == nil, currentLeg.plate == nil { throw .invalid([ManifestPhrase.plateMissing.problem("plate")]) }
        // In the order in which they were made: a load is generated before it leaves.
        let moves = pendings.sorted { $0.id < $1.id }.map {
            Move(
                $0.mass, from: $0.credit, to: $0.debit, on: acting.today,
                because: $0.credit.compartment == .process ? .impliedByNote : .collected, document: id, phase: .posting($0))
        }
        return ManifestDecision([.collected(plate: plate, signature: acting.signature(.collect))], moves: moves)
    }

    /// Whether the policy lets the sender say that the load was collected, without its driver's signature.
    public func maySendUnsigned(_ organisation: OrganisationID, _ policy: ManifestPolicy) -> Bool {
        organisation == sender.organisation && !policy.isOn(.driverSignatureRequired)
    }

    /// The next carrier of the note takes the load over from the one who has it.
    public func handOver(plate: SealedText?, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.handOver)
        guard leg + 1 < legs.count else { throw .notNow(.refusedNoNextCarrier, state) }
        try requireParty(acting, legs[leg + 1].carrier.organisation)
        let target = legs[leg + 1].carrier.site
        return ManifestDecision(
            [.handedOver(plate: plate, signature: acting.signature(.handOver))],
            moves: carry(to: target, because: .handedOver, on: acting.today))
    }

    /// The carrier sets the load down on the way, at a site of its own.
    public func store(at place: Party, facts: PartyFacts, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.store)
        try requireParty(acting, currentLeg.carrier.organisation)
        guard place.organisation == acting.organisation else { throw .invalid([ManifestPhrase.unknownParty.problem("storage")]) }
        let problems = facts.problems("storage", canAct: true, lacks: .unknownParty, needsPermit: false, on: acting.today)
        guard problems.isEmpty else { throw .invalid(problems) }
        return ManifestDecision(
            [.stored(at: place, signature: acting.signature(.store))], moves: carry(to: place.site, because: .storedOnTheWay, on: acting.today))
    }

    /// The load leaves the place where it was set down, with the carrier who comes for it: the next one of the note, who signs
    /// it over, or one whom the keeper of the place names.
    public func leaveStorage(with next: Leg, facts: PartyFacts, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.leaveStorage)
        guard let storage else { throw .notNow(.refusedInTransit, state) }
        let isPlanned = leg + 1 < legs.count && legs[leg + 1].carrier == next.carrier
        let isNextCarrier = isPlanned && acting.organisation == next.carrier.organisation
        guard isNextCarrier || acting.organisation == storage.organisation else { throw .notYourStep }
        let problems = facts.problemsAsCarrier(isOwn: next.carrier.organisation == storage.organisation, on: acting.today)
        guard problems.isEmpty else { throw .invalid(problems) }
        return ManifestDecision(
            [.leftStorage(leg: next, signature: acting.signature(.leaveStorage))],
            moves: carry(to: next.carrier.site, because: .handedOver, on: acting.today))
    }

    private func carry(to site: SiteID, because reason: Reason, on date: CalendarDate) -> [Move] {
        guard site != transitSite else { return [] }
        return lines.map {
            Move(
                $0.declared.mass, from: transit($0), to: Account(site, .transit, $0.material, lot: $0.lot), on: date, because: reason, document: id)
        }
    }

    // MARK: Loss

    /// Any party reports that the load was lost, spilled, stolen or never came.
    public func reportLoss(_ report: LossReport, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.reportLoss)
        guard parties.contains(where: { $0.party.organisation == acting.organisation }) else { throw .notYourStep }
        var signed = report
        signed.reportedBy = acting.organisation
        signed.reportedAt = acting.at
        signed.before = state
        signed.decision = nil
        return ManifestDecision([.lossReported(signed)])
    }

    /// An officer decides: found, and the note goes on; or given up, and the mass is booked to `difference`.
    public func decideLoss(isFound: Bool, remark: SealedText?, by acting: Acting) throws(ManifestError) -> ManifestDecision {
        try require(.decideLoss)
        let decision = LossDecision(isFound: isFound, at: acting.at, remark: remark)
        let moves =
            isFound
            ? []
            : lines.map {
                Move($0.declared.mass, from: transit($0), to: weighingDifference($0), on: acting.today, because: .lost, document: id)
            }
        return ManifestDecision([.lossDecided(decision)], moves: moves)
    }
}
