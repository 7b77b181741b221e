// SPDX-License-Identifier: Apache-2.0

import Domain

/// How long to wait after failed tries to sign in or to enter a code. The counting is the caller's; this is the rule.
///
/// Tripling from 10 seconds to 30 minutes as Trackdéchets does: five free tries and then one per half hour leave an attacker
/// some 50 guesses a day, while a person who mistypes waits seconds.
public struct Throttle: Hashable, Sendable {
    /// Failures that cost nothing.
    public let free: Int
    /// Wait after the first failure beyond those, seconds.
    public let firstWait: Int64
    public let factor: Int64
    /// The longest wait, seconds.
    public let longestWait: Int64
    /// Failures older than this are forgotten, seconds.
    public let window: Int64

    /// For one sign-in name, whoever tries it.
    public static let perName = Throttle(free: 5, firstWait: 10, factor: 3, longestWait: 1800, window: 86_400)
    /// For one network address, whatever names it tries: a whole factory may stand behind one.
    public static let perAddress = Throttle(free: 40, firstWait: 10, factor: 3, longestWait: 1800, window: 86_400)
    /// For one code of a load or a lost password, whoever tries it.
    public static let perCode = Throttle(free: 3, firstWait: 10, factor: 3, longestWait: 1800, window: 86_400)

    public init(free: Int, firstWait: Int64, factor: Int64, longestWait: Int64, window: Int64) {
        precondition(free >= 0 && firstWait > 0 && factor >= 1 && longestWait >= firstWait, "A throttle's waits are positive and grow.")
        self.free = free
        self.firstWait = firstWait
        self.factor = factor
        self.longestWait = longestWait
        self.window = window
    }

    /// Seconds to wait after the last of so many failures within the window; zero while tries are free.
    public func wait(after failures: Int) -> Int64 {
        guard failures > free else { return 0 }
        var wait = firstWait
        for _ in 1..<(failures - free) where wait < longestWait { wait *= factor }
        return min(wait, longestWait)
    }

    /// When the next try may be made; `nil` when now.
    ///
    /// - Parameters:
    ///   - failures: moments of failed tries, in any order; those outside the window do not count.
    public func nextTry(failures: [Instant], now: Instant) -> Instant? {
        let counted = failures.filter { now.seconds(since: $0) < window }
        guard let last = counted.max() else { return nil }
        return nextTry(failures: counted.count, last: last, now: now)
    }

    /// When the next try may be made; `nil` when now.
    ///
    /// - Parameter failures: how many within the window, the last of them at `last`.
    public func nextTry(failures: Int, last: Instant, now: Instant) -> Instant? {
        let next = last.adding(seconds: wait(after: failures))
        return next > now ? next : nil
    }
}

/// Too many failed tries; the moment from which the next is taken.
public struct ThrottleRefusal: Explainable, Hashable {
    public var nextTry: Instant
    /// Whole seconds until then, at least 1; what a page shows and `Retry-After` says.
    public var seconds: Int64

    public init(nextTry: Instant, now: Instant) {
        self.nextTry = nextTry
        seconds = max(1, (nextTry.microseconds - now.microseconds + 999_999) / 1_000_000)
    }

    public var standing: Standing { .busy }
    public var problems: [Problem] {
        let minutes = (seconds + 59) / 60
        return seconds < 120
            ? [IdentityPhrase.throttledSeconds.problem("", ["seconds": .number(seconds)])]
            : [IdentityPhrase.throttledMinutes.problem("", ["minutes": .number(minutes)])]
    }
}
