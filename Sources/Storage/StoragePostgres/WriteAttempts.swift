// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore

/// One write, run until it stands, is refused, or cannot be had.
struct WriteAttempts {
    let seat: PostgresSeat
    /// How often the closure runs at most when other transactions get in its way.
    let limit: Int
    /// How long a server that is gone is waited for, in seconds.
    let patience: Double

    private enum Outcome<T> {
        case stands(T)
        /// Another transaction was in the way; nothing of this one remains.
        case conflict
        /// The connection was lost before the COMMIT was sent; nothing remains.
        case lost(String)
        /// The connection was lost while the answer to the COMMIT was awaited.
        case uncertain(T, PostgresConnection.Mark, reason: String)
    }

    /// - Throws: what `body` throws; ``StorageError``.
    func run<T: Sendable>(_ body: (any Session) throws -> T) throws -> T {
        let deadline = Deadline(after: patience)
        for attempt in 1...limit {
            switch try seat.crossing.pass(.init(attempt: attempt), { try once(body, until: deadline) }) {
            case .stands(let value):
                seat.commits += 1
                return value
            case .conflict:
                pause(after: attempt)
            case .lost(let reason):
                seat.leave()
                guard !deadline.isPast else { throw StorageError.unavailable(reason) }
            case .uncertain(let value, let mark, let reason):
                seat.leave()
                if try didCommit(mark, reason) {
                    seat.commits += 1
                    return value
                }
            }
            seat.repeats += 1
        }
        throw StorageError.busy
    }

    private func once<T>(_ body: (any Session) throws -> T, until deadline: Deadline) throws -> Outcome<T> {
        let connection = try seat.connection(until: deadline)
        let mark: PostgresConnection.Mark
        do throws(PostgresFailure) {
            mark = try connection.beginWriting()
        } catch {
            return try outcome(of: error)
        }
        let session = PostgresSession(connection)
        let result = Result { try body(session) }
        session.end()
        if let failure = session.failure {
            rollBack(connection)
            return try outcome(of: failure)
        }
        switch result {
        case .failure(let error):
            rollBack(connection)
            throw error
        case .success(let value):
            do throws(PostgresFailure) {
                try connection.commit()
                return .stands(value)
            } catch {
                guard error.kind == .lost else { return try outcome(of: error) }
                return .uncertain(value, mark, reason: error.reason)
            }
        }
    }

    private func outcome<T>(of failure: PostgresFailure) throws(StorageError) -> Outcome<T> {
        switch failure.kind {
        case .conflict: return .conflict
        case .lost: return .lost(failure.reason)
        case .refused: throw failure.error
        }
    }

    private func rollBack(_ connection: PostgresConnection) {
        // What cannot be rolled back is rolled back by the server when the connection ends.
        if !connection.rollBack() { seat.leave() }
    }

    /// Asks the server, on another connection, what became of a transaction whose COMMIT went unanswered.
    ///
    /// Source: PostgreSQL manual 9.27.4, `pg_xact_status`: made for this question. After a change of servers only some
    /// answers are certain, see ``PostgresConnection/status(of:)``; whoever wrote must look for what it wrote otherwise.
    private func didCommit(_ mark: PostgresConnection.Mark, _ reason: String) throws -> Bool {
        // A change of servers takes a while, and an answer is worth it: without it a person must look for herself.
        let deadline = Deadline(after: max(patience, 15))
        while true {
            do {
                let status = try seat.connection(until: deadline).status(of: mark)
                switch status {
                case .committed: return true
                case .aborted: return false
                case .running: break
                case .unknown: throw StorageError.commitOutcomeUnknown(reason)
                }
            } catch let failure as PostgresFailure {
                seat.leave()
                if failure.kind == .refused { throw StorageError.commitOutcomeUnknown(reason) }
            } catch StorageError.unavailable {
                throw StorageError.commitOutcomeUnknown(reason)
            }
            guard !deadline.isPast else { throw StorageError.commitOutcomeUnknown(reason) }
            deadline.pause()
        }
    }

    /// A random while that grows with each conflict, so that those who collided do not collide again.
    private func pause(after attempt: Int) {
        let longest = min(0.001 * Double(1 << min(attempt, 6)), 0.03)
        Thread.sleep(forTimeInterval: Double.random(in: 0...longest))
    }
}
