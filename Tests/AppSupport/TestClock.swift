// SPDX-License-Identifier: Apache-2.0

import Domain
import Synchronization
import TestSupport

/// A clock that a test holds in its hand: each look moves it on by one second, and the test by as much as it likes.
public final class TestClock: Sendable {
    private let moment: Mutex<Instant>

    public init(_ start: Instant = FixedTime.now) { moment = Mutex(start) }

    public func now() -> Instant {
        moment.withLock { moment in
            moment = moment.adding(seconds: 1)
            return moment
        }
    }

    public func advance(hours: Int64) { moment.withLock { $0 = $0.adding(hours: hours) } }
    public func advance(days: Int64) { moment.withLock { $0 = $0.adding(days: days) } }
}
