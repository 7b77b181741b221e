// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore

/// A place for one connection: made when it is needed, thrown away when it is lost. Used by one thread at a time.
final class PostgresSeat: @unchecked Sendable {
    private let url: String
    private let purpose: PostgresLane.Purpose
    let crossing: Crossing
    private var kept: PostgresConnection?
    var commits = 0
    var repeats = 0

    init(url: String, purpose: PostgresLane.Purpose, crossing: Crossing) {
        self.url = url
        self.purpose = purpose
        self.crossing = crossing
    }

    /// The connection, made anew where there is none; a server that is gone is waited for.
    ///
    /// - Throws: ``StorageError/unavailable(_:)`` at the deadline, with the reason of the last try.
    func connection(until deadline: Deadline) throws(StorageError) -> PostgresConnection {
        if let kept { return kept }
        while true {
            do throws(StorageError) {
                let made = try PostgresConnection(url: url, purpose: purpose)
                kept = made
                return made
            } catch {
                guard !deadline.isPast else { throw error }
                deadline.pause()
            }
        }
    }

    /// The connection is of no use any more.
    func leave() {
        kept = nil
    }
}

/// Until when a call waits for a server that is gone.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(after seconds: Double) { end = .now + .seconds(seconds) }

    var isPast: Bool { ContinuousClock.now >= end }

    func pause() { Thread.sleep(forTimeInterval: 0.05) }
}
