// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// How far a standby is behind its primary, in time, without comparing the clocks of two machines.
///
/// Now and then the primary is asked where its log stands, and the standby how far it has replayed. Once a standby has replayed a place at which the
/// primary stood at some moment, it holds everything that was written until then.
struct StandbyWatch {
    private struct Sample {
        var asked: Duration
        var position: LogPosition
    }

    /// Places that the standby has not reached yet, in order; the oldest are given up when there are many.
    private var samples: [Sample] = []
    /// Everything until then is there.
    private var reached: Duration?

    private static let samplesMax = 600

    /// - Parameter asked: when the question was sent, by this process's own clock.
    mutating func primaryStood(at position: LogPosition, asked: Duration) {
        // After a change of primaries the log may go on from a little before.
        samples.removeAll { $0.position > position }
        samples.append(Sample(asked: asked, position: position))
        if samples.count > Self.samplesMax { samples.removeFirst() }
    }

    mutating func standbyReplayed(_ position: LogPosition) {
        while let first = samples.first, first.position <= position {
            reached = max(reached ?? first.asked, first.asked)
            samples.removeFirst()
        }
    }

    /// The standby does not answer, or is none: what it held says nothing any more.
    mutating func standbyIsGone() { reached = nil }

    /// The age of the newest moment until which everything is known to be there; `nil` when nothing is known.
    func lag(at now: Duration) -> Duration? { reached.map { now - $0 } }
}
