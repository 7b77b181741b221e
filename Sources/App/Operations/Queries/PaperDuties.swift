// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Reading {
    /// Loads recorded in the organisation's name that wait for its word, and those that wait for an officer; a bounded number of each.
    func paperDuties(of principal: OrganisationSummary, by actor: Actor, at now: Instant, can: (Action) -> Bool, limit: Int = 8) throws -> [Duty] {
        var duties: [Duty] = []
        if can(.confirmReceived) {
            for note in try notes.late(waitingFor: principal.id, limit: limit)
            where may(.confirmReceived, actor: actor, subject: ownSubject(of: note)).isAllowed {
                let due = note.trail?.confirmBy
                let isLate = due.map { $0 < now } ?? false
                duties.append(
                    Duty(
                        kind: .confirmReceived, urgency: isLate ? .overdue : .due, note: note, dueAt: due, since: note.trail?.recordedAt ?? note.updatedAt))
            }
        }
        if can(.decideDispute) {
            let reach = try actor.noteReach()
            var province: String?
            if case .province(let code) = reach { province = code }
            for (standing, kind) in [(TrailStanding.disputed, Duty.Kind.decideDispute), (.unknownSender, .assignSender)] {
                duties += try readable(try notes.late(standing, province: province, limit: limit), reach: reach, by: actor).map {
                    Duty(kind: kind, urgency: .due, note: $0, since: $0.trail?.dispute?.at ?? $0.trail?.recordedAt ?? $0.updatedAt)
                }
            }
        }
        return duties
    }
}
