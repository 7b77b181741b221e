// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Foundation
import StorageCore

/// One read on one snapshot, begun anew when its connection was lost.
struct ReadAttempts {
    let seat: PostgresSeat
    let ticket: ReadTicket
    /// How long a server that is gone is waited for, in seconds.
    let patience: Double

    /// - Throws: what `body` throws; ``StorageError``; `CancellationError`.
    func run<T: Sendable>(_ body: (any Session) throws -> T) throws -> T {
        let deadline = Deadline(after: patience)
        while true {
            try ticket.check()
            let connection = try seat.connection(until: deadline)
            try ticket.begin(on: connection)
            let session = PostgresSession(connection)
            let result = Result {
                try connection.beginReading()
                return try body(session)
            }
            session.end()
            ticket.end()
            // Nothing was changed: how it ends is all the same, if only it ends.
            if !connection.rollBack() { seat.leave() }
            switch (session.failure, result) {
            case (nil, .success(let value)): return value
            case (nil, .failure(let failure as PostgresFailure)), (let failure?, _):
                try ticket.check()
                guard failure.kind != .refused, !deadline.isPast else { throw failure.error }
                if failure.kind == .lost { seat.leave() }
                seat.repeats += 1
                deadline.pause()
            case (nil, .failure(let error)): throw error
            }
        }
    }
}

/// What a cancelled task holds on to, to stop the statement that runs for it.
///
/// Unchecked, because its lock guards all of it.
final class ReadTicket: @unchecked Sendable {
    private let lock = NSLock()
    private var isCancelled = false
    private var running: OpaquePointer?

    func cancel() {
        lock.withLock { isCancelled = true }
        DispatchQueue.global().async { self.interrupt() }
    }

    /// Again and again until the read has ended: a request that comes between two statements goes unheard.
    private func interrupt() {
        let isRunning = lock.withLock {
            guard let running else { return false }
            var words = [CChar](repeating: 0, count: 256)
            PQcancel(running, &words, 256)
            return true
        }
        if isRunning { DispatchQueue.global().asyncAfter(deadline: .now() + 0.05) { self.interrupt() } }
    }

    func check() throws(CancellationError) {
        if lock.withLock({ isCancelled }) { throw CancellationError() }
    }

    func begin(on connection: PostgresConnection) throws(CancellationError) {
        let handle = connection.cancelHandle
        let stops = lock.withLock {
            running = handle
            return isCancelled
        }
        if stops {
            end()
            throw CancellationError()
        }
    }

    /// The handle belongs to the connection, which may go now.
    func end() { lock.withLock { running = nil } }
}
