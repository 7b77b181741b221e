// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Work that a thread of its own does ahead of whoever takes it, by a fixed number of pieces, so that memory stays flat whichever is the faster.
///
/// Taken from by one thread at a time. The thread ends with the last piece, with the first failure, and when nobody takes any more.
final class Ahead<Piece: Sendable>: Sendable {
    private let table: Table

    /// - Parameters:
    ///   - pieces: empty ones, to be filled in turn.
    ///   - fill: fills one on the thread; false when there is no more to fill it with.
    init(_ pieces: [Piece], fill: @escaping @Sendable (Piece) throws -> Bool) {
        let table = Table(pieces)
        self.table = table
        Thread { table.work(fill) }.start()
    }

    deinit { table.leave() }

    /// The next filled piece; `nil` at the end.
    ///
    /// - Parameter used: the piece before, to be filled again.
    /// - Throws: what filling threw, after the pieces that were filled before.
    func next(after used: Piece?) throws -> Piece? { try table.next(after: used) }

    /// What both threads touch. Pieces change hands by the half of them, so that neither thread wakes the other for each.
    private final class Table: @unchecked Sendable {
        private let lock = NSCondition()
        private let half: Int
        // Under the lock.
        private var empty: [Piece]
        private var filled: [Piece] = []
        private var failure: (any Error)?
        private var isDone = false
        private var isLeft = false
        // Of whoever takes, last first.
        private var taken: [Piece] = []
        private var used: [Piece] = []

        init(_ pieces: [Piece]) {
            empty = pieces
            half = max(1, pieces.count / 2)
        }

        func next(after spent: Piece?) throws -> Piece? {
            if let spent { used.append(spent) }
            if let next = taken.popLast() { return next }
            lock.lock()
            defer { lock.unlock() }
            empty += used
            used = []
            if empty.count >= half { lock.signal() }
            while filled.count < half, !isDone { lock.wait() }
            taken = filled.reversed()
            filled = []
            if let next = taken.popLast() { return next }
            if let failure { throw failure }
            return nil
        }

        func work(_ fill: (Piece) throws -> Bool) {
            while let pieces = takeEmpty() {
                for piece in pieces {
                    do {
                        guard try fill(piece) else { return finish(nil) }
                        give(piece)
                    } catch {
                        return finish(error)
                    }
                }
            }
        }

        func leave() {
            lock.lock()
            isLeft = true
            lock.signal()
            lock.unlock()
        }

        /// `nil` when nobody takes any more.
        private func takeEmpty() -> [Piece]? {
            lock.lock()
            defer { lock.unlock() }
            while empty.count < half, !isLeft { lock.wait() }
            if isLeft { return nil }
            defer { empty = [] }
            return empty
        }

        private func give(_ piece: Piece) {
            lock.lock()
            filled.append(piece)
            if filled.count >= half { lock.signal() }
            lock.unlock()
        }

        private func finish(_ error: (any Error)?) {
            lock.lock()
            failure = error
            isDone = true
            lock.signal()
            lock.unlock()
        }
    }
}
