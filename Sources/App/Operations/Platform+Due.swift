// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

extension Platform {
    /// When the next step of a note is due by its policy; `nil` when nothing more is awaited.
    func dueAt(_ note: Manifest, at now: Instant) -> Instant? {
        func end(_ start: Instant, _ key: PolicyKey) -> Instant {
            start.adding(days: Int64(policy(for: note, on: zone.date(of: now)).days(key)))
        }
        switch note.state {
        case .issued:
            let planned = note.plannedPickup.map { zone.start(of: $0) } ?? now
            return end(max(planned, note.signatures.last { $0.step == .issue }?.at ?? now), .collectWithinDays)
        case .inTransit, .inStorage, .arrived, .weighed:
            return end(note.legs.compactMap(\.takenOverAt).first ?? now, .receiveWithinDays)
        case .accepted: return end(note.receipt?.decidedAt ?? now, .treatWithinDays)
        case .missing: return note.loss?.reportedAt
        default: return nil
        }
    }
}
