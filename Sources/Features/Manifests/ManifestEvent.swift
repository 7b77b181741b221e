// SPDX-License-Identifier: Apache-2.0

import Domain

/// Something that happened to a note: what was asked, and what became of it, once. Replaying events gives the note.
public enum ManifestEvent: Hashable, Sendable, Codable {
    case drafted(ManifestDraft)
    /// `lots` has one lot per line; `gate` is what the plant's permits said.
    case issued(number: String, lots: [LotID], gate: GateRecord? = nil, signature: Signature)
    /// Left with somebody without licence, on the sender's word alone.
    case sold(number: String, lots: [LotID], buyer: Buyer, reason: SealedText?, signature: Signature)
    case carrierChanged(legs: [Leg])
    case collected(plate: SealedText?, signature: Signature)
    case handedOver(plate: SealedText?, signature: Signature)
    case stored(at: Party, signature: Signature)
    case leftStorage(leg: Leg, signature: Signature)
    case arrived(signature: Signature)
    /// `lines` has one mass per line: the weight shared over the lines. `round` when it is itself a share of a round's weight.
    case weighed(GivenMass, lines: [Mass], containers: Int?, round: RoundID? = nil, signature: Signature)
    /// `accepted` has one mass per line.
    case decided(
        accepted: [Mass], refusal: RefusalReason?, discrepancy: DiscrepancyReason?, remark: SealedText?, refusedNote: DocumentID?,
        gate: GateRecord? = nil, signature: Signature)
    case treated(Treatment, signature: Signature)
    case lotMoved(line: Int, mass: Mass)
    case cancelled(remark: SealedText?, signature: Signature)
    case lossReported(LossReport)
    case lossDecided(LossDecision)
    case correctionProposed(CorrectionProposal)
    case correctionApproved(by: OrganisationID, at: Instant, isLast: Bool)
    case correctionRefused(by: OrganisationID, at: Instant)
    case correctionExpired(at: Instant)
    /// A note that begins under way: the refused part of another.
    case linked(kind: ManifestKind, parent: DocumentID, number: String, lots: [LotID], at: Instant, gate: GateRecord? = nil)
    case childLinked(DocumentID)
    /// A load that had no digital note, recorded afterwards; `lots` has one lot per line.
    case recorded(number: String, lots: [LotID], trail: PaperTrail, gate: GateRecord? = nil, signature: Signature)
    case confirmed(signature: Signature)
    case disputed(TrailDispute)
    case disputeDecided(TrailDecision)
    /// `lots` has one place per line: the lot as which it was booked anew, where it was.
    case senderAssigned(to: Party, lots: [LotID?], confirmBy: Instant, TrailDecision)
    /// A site named on it got another owner, or its owner went into another firm: who acts for that party from here on. Signatures
    /// stay with whoever gave them.
    case ownerChanged(site: SiteID, from: OrganisationID, to: OrganisationID)

    public var kind: ManifestEventKind? {
        switch self {
        case .drafted: .edit
        case .issued: .issue
        case .sold: .sell
        case .carrierChanged: .changeCarrier
        case .collected: .collect
        case .handedOver: .handOver
        case .stored: .store
        case .leftStorage: .leaveStorage
        case .arrived: .arrive
        case .weighed: .weigh
        case .decided: .decide
        case .treated: .treat
        case .lotMoved: .moveLots
        case .cancelled: .cancel
        case .lossReported: .reportLoss
        case .lossDecided: .decideLoss
        case .correctionProposed: .proposeCorrection
        case .correctionApproved: .approveCorrection
        case .correctionRefused: .refuseCorrection
        case .correctionExpired: .expireCorrection
        case .linked, .childLinked, .ownerChanged: nil
        case .recorded: .record
        case .confirmed: .confirm
        case .disputed: .dispute
        case .disputeDecided: .decideDispute
        case .senderAssigned: .assignSender
        }
    }
}

extension Manifest {
    /// The note after an event. Decides nothing: a journal replays through here.
    public func applying(_ event: ManifestEvent, at now: Instant) -> Manifest {
        var note = self
        note.version += 1
        note.updatedAt = now
        switch event {
        case .drafted(let draft):
            let fresh = Manifest(id: id, draft: draft, at: now)
            note = fresh
            note.version = version + 1
        case .issued(let number, let lots, let gate, let signature):
            note.number = number
            if let gate { note.gates.append(gate) }
            for (i, lot) in lots.enumerated() { note.lines[i].lot = lot }
            note.state = .issued
            note.signatures.append(signature)
        case .sold(let number, let lots, let buyer, let reason, let signature):
            note.number = number
            for (i, lot) in lots.enumerated() { note.lines[i].lot = lot }
            note.buyer = buyer
            note.remark = reason ?? note.remark
            note.legs[0].takenOverAt = signature.at
            note.signatures.append(signature)
            note.state = .sold
        case .carrierChanged(let legs):
            note.legs = legs
            note.leg = 0
        case .collected(let plate, let signature):
            note.take(plate, signature)
            note.state = .inTransit
        case .handedOver(let plate, let signature):
            note.leg += 1
            note.take(plate, signature)
        case .stored(let party, let signature):
            note.storage = party
            note.signatures.append(signature)
            note.state = .inStorage
        case .leftStorage(let leg, let signature):
            note.storage = nil
            note.leg += 1
            if note.leg < note.legs.count, note.legs[note.leg].carrier == leg.carrier {
                note.legs[note.leg] = leg
            } else {
                note.legs.insert(leg, at: note.leg)
            }
            note.legs[note.leg].takenOverAt = signature.at
            note.signatures.append(signature)
            note.state = .inTransit
        case .arrived(let signature):
            note.receipt = Receipt(arrivedAt: signature.at)
            note.signatures.append(signature)
            note.state = .arrived
        case .weighed(let mass, let lines, let containers, let round, let signature):
            note.receipt?.weighed = mass
            note.receipt?.round = round
            note.receipt?.containers = containers
            for (i, line) in lines.enumerated() { note.lines[i].weighed = line }
            note.signatures.append(signature)
            note.state = .weighed
        case .decided(let accepted, let refusal, let discrepancy, let remark, let refusedNote, let gate, let signature):
            if let gate { note.gates.append(gate) }
            note.receipt?.decidedAt = signature.at
            note.receipt?.refusal = refusal
            note.receipt?.discrepancy = discrepancy
            note.receipt?.remark = remark
            note.receipt?.refusedNote = refusedNote
            for (i, mass) in accepted.enumerated() { note.lines[i].accepted = mass }
            note.signatures.append(signature)
            if let refusedNote { note.children.append(refusedNote) }
            note.state = kind == .returned ? .returned : accepted.allSatisfy { $0 == .zero } ? .refused : .accepted
        case .treated(let treatment, let signature):
            note.treatments.append(treatment)
            note.lines[treatment.line].treated += treatment.mass
            note.signatures.append(signature)
            note.settle()
        case .lotMoved(let line, let mass):
            note.lines[line].movedOn += mass
            note.settle()
        case .cancelled(_, let signature):
            note.signatures.append(signature)
            note.state = .cancelled
        case .lossReported(let report):
            note.loss = report
            note.state = .missing
        case .lossDecided(let decision):
            note.state = decision.isFound ? note.loss?.before ?? .inTransit : .lost
            note.loss?.decision = decision
        case .correctionProposed(let proposal):
            note.correction = proposal
        case .correctionApproved(let organisation, let at, let isLast):
            note.correction?.waitingFor.removeAll { $0 == organisation }
            note.correction?.approvedBy.append(organisation)
            if isLast { note.applyCorrection(at: at) }
        case .correctionRefused(let organisation, let at):
            note.closeCorrection(.refused, at: at, by: organisation)
        case .correctionExpired(let at):
            note.closeCorrection(.expired, at: at)
        case .linked(let kind, let parent, let number, let lots, let at, let gate):
            note.kind = kind
            note.parent = parent
            note.number = number
            note.state = .inTransit
            for (i, lot) in lots.enumerated() { note.lines[i].lot = lot }
            note.legs[0].takenOverAt = at
            if let gate { note.gates.append(gate) }
        case .childLinked(let child):
            note.children.append(child)
        case .recorded(let number, let lots, let trail, let gate, let signature):
            if let gate { note.gates.append(gate) }
            note.takeRecord(number: number, lots: lots, trail: trail, signature: signature)
        case .confirmed(let signature): note.takeConfirmation(signature)
        case .disputed(let dispute): note.takeDispute(dispute)
        case .disputeDecided(let decision): note.takeDecision(decision)
        case .senderAssigned(let party, let lots, let confirmBy, let decision):
            note.takeSender(party, lots: lots, confirmBy: confirmBy, decision)
        case .ownerChanged(let site, let from, let to): note.passParties(at: site, from: from, to: to)
        }
        return note
    }

    private mutating func take(_ plate: SealedText?, _ signature: Signature) {
        legs[leg].takenOverAt = signature.at
        if let plate { legs[leg].plate = plate }
        signatures.append(signature)
    }

    /// The state that follows from what is still held, once the gate has taken something in.
    private mutating func settle() {
        // What goes on of a load that was voided changes its figures and nothing else.
        guard kind != .returned, state != .cancelled else { return }
        state = heldMass > .zero ? .accepted : lines.contains { $0.movedOn > .zero } ? .passedOn : .treated
    }

    private mutating func applyCorrection(at: Instant) {
        guard let proposal = correction else { return }
        switch proposal.field {
        case .declared(let line): lines[line].declared = proposal.new
        case .accepted(let line):
            let change = proposal.new.mass - (lines[line].accepted ?? .zero)
            lines[line].accepted = proposal.new.mass
            lines[line].weighed = (lines[line].weighed ?? .zero) + change
        }
        closeCorrection(.applied, at: at)
        if receipt?.decidedAt != nil { settle() }
    }

    private mutating func closeCorrection(_ outcome: CorrectionOutcome, at: Instant, by organisation: OrganisationID? = nil) {
        guard let proposal = correction else { return }
        corrections.append(CorrectionRecord(proposal: proposal, outcome: outcome, at: at, replaces: version - 1, refusedBy: organisation))
        correction = nil
    }
}
