// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A bucket of requests for each caller: it holds a minute's worth, and fills up again evenly.
///
/// A bucket is kept as one number, the moment at which it will be full again: an empty one is full after a minute, and one
/// whose moment has passed need not be kept at all. Memory is bounded: callers lie in two halves, and when the younger is
/// full, or a minute old, the older is dropped.
final class TokenBuckets: Sendable {
    /// How a caller stands after a request.
    struct Standing: Hashable, Sendable {
        var isAllowed: Bool
        /// Requests that may still come at once.
        var left: Int
        /// Whole seconds until the bucket is full again.
        var secondsToFull: Int64
        /// Whole seconds until the next request is taken, at least 1; 0 while one is.
        var wait: Int64
    }

    private struct Halves {
        var young: [String: Int64] = [:]
        var old: [String: Int64] = [:]
        /// When the younger half began, microseconds.
        var turnedAt: Int64?
    }

    /// Requests that a full bucket holds.
    let size: Int
    /// Most callers that are remembered.
    let callersMax: Int
    private let halves = Mutex(Halves())

    /// From empty to full, microseconds.
    private static let minute: Int64 = 60_000_000

    /// Microseconds in which one request comes back.
    private var interval: Int64 { Self.minute / Int64(size) }

    /// - Parameters:
    ///   - size: requests a minute, 1...1,000,000.
    ///   - callersMax: 2 or more.
    init(size: Int, callersMax: Int) {
        precondition((1...1_000_000).contains(size) && callersMax >= 2, "A bucket holds 1 to 1,000,000 requests, for 2 callers at least.")
        self.size = size
        self.callersMax = callersMax
    }

    /// Takes one request out of a caller's bucket, or refuses it.
    ///
    /// - Parameter now: microseconds of a clock that never goes back.
    func take(_ caller: String, at now: Int64) -> Standing {
        halves.withLock { halves in
            turn(&halves, at: now)
            let known = halves.young[caller] ?? halves.old.removeValue(forKey: caller)
            var full = max(known ?? now, now)
            let isAllowed = full + interval - now <= interval * Int64(size)
            if isAllowed { full += interval }
            halves.young[caller] = full
            return standing(full: full, isAllowed: isAllowed, at: now)
        }
    }

    /// How a caller would be refused now; `nil` when it would not be. Takes nothing.
    func refusal(of caller: String, at now: Int64) -> Standing? {
        halves.withLock { halves in
            guard let full = halves.young[caller] ?? halves.old[caller], full + interval - now > interval * Int64(size) else { return nil }
            return standing(full: full, isAllowed: false, at: now)
        }
    }

    /// Callers that are remembered now.
    var callers: Int { halves.withLock { $0.young.count + $0.old.count } }

    private func standing(full: Int64, isAllowed: Bool, at now: Int64) -> Standing {
        let missing = full - now
        let room = interval * Int64(size) - missing
        return Standing(
            isAllowed: isAllowed, left: Int(max(0, room) / interval), secondsToFull: Self.seconds(missing),
            wait: isAllowed ? 0 : max(1, Self.seconds(interval - room)))
    }

    /// Whoever lies in the older half by time has not come for a minute, so its bucket is full: nothing is lost with it.
    private func turn(_ halves: inout Halves, at now: Int64) {
        let turnedAt = halves.turnedAt ?? now
        halves.turnedAt = turnedAt
        guard now - turnedAt >= Self.minute || halves.young.count >= callersMax / 2 else { return }
        halves.old = halves.young
        halves.young = [:]
        halves.turnedAt = now
    }

    private static func seconds(_ microseconds: Int64) -> Int64 { (max(0, microseconds) + 999_999) / 1_000_000 }
}
