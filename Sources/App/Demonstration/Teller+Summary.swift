// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// What came of the telling.
extension Teller {
    /// Counts the notes as the database has them. A note changes after its last step only when its lots go on or come back,
    /// so those that still wait are read again.
    func summary() async throws -> DemonstrationSummary {
        var summary = DemonstrationSummary()
        for (place, note) in notes.sorted(by: { $0.key < $1.key }) {
            let (sender, gate) = (actor(loads[place].sender, [.signer]), actor(loads[place].receiver, [.gate]))
            let now = note.state == .accepted ? try await platform.note(note.id, by: note.isSenderKnown ? sender : gate) : note
            summary.states[now.state, default: DemonstrationSummary.Tally()].add(now)
            if let story = loads[place].story, let number = now.number { summary.stories[story, default: []].append(number) }
        }
        for note in try await notes(of: rounds, plannedRounds) { summary.states[note.state, default: DemonstrationSummary.Tally()].add(note) }
        for note in entered { summary.states[note.state, default: DemonstrationSummary.Tally()].add(note) }
        for (_, note) in returns { summary.states[note.state, default: DemonstrationSummary.Tally()].add(note) }
        summary.organisations = firms.count + applicants.count + unclaimed.count
        summary.operations = operations
        summary.driverCode = driverCode
        return summary
    }
}

extension DemonstrationSummary.Tally {
    mutating func add(_ note: Manifest) {
        notes += 1
        declared += note.declaredMass
    }
}
