// SPDX-License-Identifier: Apache-2.0

import Domain
import Synchronization

/// The clock of a history that is being told: it stands where the teller puts it.
final class DemonstrationClock: Sendable {
    private let moment: Mutex<Instant>

    init(_ start: Instant) { moment = Mutex(start) }

    var now: Instant { moment.withLock { $0 } }

    /// Goes on to a moment; never back, since identifiers and journal follow the clock.
    func advance(to later: Instant) { moment.withLock { $0 = max($0, later) } }
}
