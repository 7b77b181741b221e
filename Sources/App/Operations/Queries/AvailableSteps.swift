// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests

extension Platform {
    /// What an actor may do with a note now, in the order of the life-cycle's table: what pages and answers offer.
    public func availableSteps(_ id: DocumentID, by actor: Actor) async throws -> [ManifestEventKind] {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            return try r.availableSteps(note, actor)
        }
    }
}

extension Reading {
    /// The steps that the life-cycle, the permission table and the parties of the note allow this actor now.
    func availableSteps(_ note: Manifest, _ actor: Actor) throws -> [ManifestEventKind] {
        let subject = try subject(of: note, for: actor)
        let policy = platform.policy(for: note, on: platform.today)
        // What the gate does to a round's load it does to the whole of it.
        let isHeld = try note.round.flatMap { try rounds.round($0) }?.holds(note) ?? false
        return note.state.possibleEvents.filter { step in
            !(isHeld && [.arrive, .weigh, .decide].contains(step)) && step.action.map { may($0, actor: actor, subject: subject).isAllowed } == true
                && note.isStep(step, of: actor.principal?.id, under: policy, at: platform.now)
        }
    }

    /// Refuses a step with the sentence that says why, in the order in which the operation itself would find it.
    func require(step: ManifestEventKind, on note: Manifest, by actor: Actor) throws {
        if let action = step.action, case .refused(let refusal) = may(action, actor: actor, subject: try subject(of: note, for: actor)) { throw refusal }
        if case .refused(let phrase) = note.state.transition(on: step) { throw ManifestError.notNow(phrase, note.state) }
        let policy = platform.policy(for: note, on: platform.today)
        guard step.action != nil, note.isStep(step, of: actor.principal?.id, under: policy, at: platform.now) else { throw ManifestError.notYourStep }
    }
}

extension ManifestEventKind {
    /// The permission that the step asks for; `nil` for what only the clock does.
    public var action: Action? {
        switch self {
        case .edit: .draftNote
        case .issue, .changeCarrier, .sell: .issueNote
        case .collect: .signCollection
        case .handOver, .store, .leaveStorage: .signHandOver
        case .arrive: .recordArrival
        case .weigh: .weighLoad
        case .decide: .decideAcceptance
        case .treat: .recordTreatment
        case .moveLots: .arrangeLots
        case .cancel: .cancelNote
        case .reportLoss: .reportLoss
        case .decideLoss: .decideLoss
        case .proposeCorrection: .proposeCorrection
        case .approveCorrection, .refuseCorrection: .decideCorrection
        case .expireCorrection: nil
        case .record: .recordUnannounced
        case .confirm, .dispute: .confirmReceived
        case .decideDispute, .assignSender: .decideDispute
        }
    }
}

extension Manifest {
    /// Whether a step that the state allows is this organisation's to take.
    func isStep(_ step: ManifestEventKind, of organisation: OrganisationID?, under policy: ManifestPolicy, at now: Instant) -> Bool {
        guard let organisation else { return false }
        func isParty(_ party: OrganisationID?) -> Bool { party == organisation }
        let next = leg + 1 < legs.count ? legs[leg + 1].carrier.organisation : nil
        switch step {
        case .edit, .issue, .changeCarrier, .cancel: return isParty(sender.organisation)
        case .collect: return isParty(currentLeg.carrier.organisation) || maySendUnsigned(organisation, policy)
        case .store: return isParty(currentLeg.carrier.organisation)
        case .handOver: return isParty(next)
        case .leaveStorage: return isParty(storage?.organisation) || isParty(next)
        case .arrive, .weigh, .decide, .treat, .moveLots: return isParty(receiver.organisation)
        case .reportLoss: return parties.contains { $0.party.organisation == organisation }
        // An officer's mandate reaches the note; the permission table has said so.
        case .decideLoss: return true
        case .proposeCorrection:
            return parties.contains { $0.party.organisation == organisation } && openCorrection(at: now) == nil && !correctableFields.isEmpty
        case .approveCorrection: return openCorrection(at: now)?.waitingFor.contains(organisation) == true
        case .refuseCorrection:
            return openCorrection(at: now).map { $0.waitingFor.contains(organisation) || $0.proposedBy == organisation } == true
        // A sale is written and signed in one form, from no draft.
        case .confirm, .dispute: return isParty(sender.organisation) && trail?.standing == .waiting
        case .decideDispute: return trail?.standing == .disputed
        case .assignSender: return trail?.standing == .disputed || trail?.standing == .unknownSender
        // So is a load that had no digital note.
        case .expireCorrection, .sell, .record: return false
        }
    }

    /// The proposal that still waits, unless its time is over.
    public func openCorrection(at now: Instant) -> CorrectionProposal? { correction.flatMap { now < $0.expiresAt ? $0 : nil } }

    /// The figures that a correction may change as the note stands: the sender's until the plant has weighed, then what the
    /// plant accepted.
    public var correctableFields: [CorrectedField] {
        if receipt?.decidedAt != nil { return lines.indices.filter { lines[$0].accepted != nil }.map { .accepted(line: $0) } }
        return receipt?.weighed == nil && kind == .ordinary ? lines.indices.map { .declared(line: $0) } : []
    }

    /// The line's figure that a correction would change, as it stands.
    public func figure(_ field: CorrectedField) -> Mass {
        switch field {
        case .declared(let line): lines[line].declared.mass
        case .accepted(let line): lines[line].accepted ?? .zero
        }
    }
}

extension CorrectedField {
    /// As ``Platform/proposeCorrection(_:version:field:amount:unit:method:reason:by:at:)`` reads it: `declared0`.
    public var name: String {
        switch self {
        case .declared(let line): "declared\(line)"
        case .accepted(let line): "accepted\(line)"
        }
    }
}
