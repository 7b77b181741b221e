// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// Standing arrangements: proposed by one party, agreed by the others, sometimes declined or ended.
extension Teller {
    /// The arrangement under which loads of a kind go, agreed before the first of them.
    mutating func arrangement(for load: Load) async throws -> ArrangementID {
        let key = ArrangementKey(load)
        if let known = arrangements[key] { return known }
        let tonnes = max(2, Int(((planned[key] ?? 0) / 1000 * 1.3).rounded(.up)))
        let proposed = try await propose(
            load.waste, from: load.sender, by: load.carriers[0], to: load.receiver, treatment: load.intended, tonnes: tonnes, proposer: load.sender)
        let agreed = try await agree(proposed, [load.carriers[0], load.receiver])
        arrangements[key] = agreed.id
        return agreed.id
    }

    private func propose(
        _ waste: String, from sender: Int, by carrier: Int, to receiver: Int, treatment: String, tonnes: Int, proposer: Int
    ) async throws -> Arrangement {
        var form = ArrangementForm()
        form.sender = firms[sender].site.description
        form.carrier = firms[carrier].site.description
        form.receiver = firms[receiver].site.description
        form.wastes = [waste]
        form.treatment = treatment
        form.amount = String(tonnes)
        form.validUntil = day.adding(days: 720).description
        return try await platform.proposeArrangement(form, by: actor(proposer, [.signer]))
    }

    private func agree(_ arrangement: Arrangement, _ parties: [Int]) async throws -> Arrangement {
        var now = arrangement
        for party in parties where now.waitingFor.contains(firms[party].organisation) {
            now = try await platform.agree(to: now.id, version: now.version, by: actor(party, [.signer]))
        }
        return now
    }

    func tell(_ plan: PlannedArrangement) async throws {
        let proposed = try await propose(
            plan.waste, from: plan.sender, by: plan.carrier, to: plan.receiver, treatment: plan.treatment, tonnes: plan.tonnes, proposer: plan.proposer)
        switch plan.outcome {
        case .waiting: return
        case .declined:
            _ = try await platform.decline(
                proposed.id, version: proposed.version, reason: Remarks.arrangementDeclined, by: actor(plan.receiver, [.signer]))
        case .ended:
            let agreed = try await agree(proposed, [plan.sender, plan.carrier, plan.receiver])
            _ = try await platform.end(agreed.id, version: agreed.version, reason: Remarks.arrangementEnded, by: actor(plan.sender, [.signer]))
        }
    }
}

/// Who sends what to whom by whom.
struct ArrangementKey: Hashable {
    var sender: Int
    var carrier: Int
    var receiver: Int
    var waste: String

    init(_ load: Load) {
        sender = load.sender
        carrier = load.carriers.first ?? load.sender
        receiver = load.receiver
        waste = load.waste
    }
}
