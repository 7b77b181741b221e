// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOPosix
import StorageCore

/// Threads, each with a connection of its own, and the work that waits for one of them.
///
/// Unchecked, with a plain lock: the thread sanitizer does not see the lock of `Synchronization.Mutex` on Linux.
final class PostgresLane: @unchecked Sendable {
    /// Writing and reading need the primary, for what is read there decides; a standby is read for what may be a little behind.
    enum Purpose: Sendable { case writing, reading, standby }

    private let threads: NIOThreadPool
    private let capacity: Int
    private let queueLimit: Int
    private let lock = NSLock()
    private var free: [PostgresSeat]
    /// Work that waits or runs.
    private var present = 0
    private var isClosed = false
    private var whenEmpty: [CheckedContinuation<Void, Never>] = []
    private var counted = WriterStatistics()

    init(url: String, purpose: Purpose, connections: Int, queueLimit: Int) {
        capacity = connections
        self.queueLimit = queueLimit
        let crossing = Crossing()
        free = (0..<connections).map { _ in PostgresSeat(url: url, purpose: purpose, crossing: crossing) }
        threads = NIOThreadPool(numberOfThreads: connections)
        threads.start()
    }

    var statistics: WriterStatistics {
        lock.withLock {
            var result = counted
            result.waiting = max(0, present - capacity)
            return result
        }
    }

    /// Runs `body` on a thread with a connection. Cancelling the calling task does not stop it.
    ///
    /// - Throws: what `body` throws; ``StorageError/closed``, ``StorageError/queueFull(waiting:)``.
    func run<T: Sendable>(_ body: @escaping @Sendable (PostgresSeat) throws -> T) async throws -> T {
        try enter()
        return try await withCheckedThrowingContinuation { continuation in
            threads.submit { state in
                let result = Result {
                    guard state == .active else { throw StorageError.closed }
                    let seat = self.take()
                    defer { self.giveBack(seat) }
                    return try body(seat)
                }
                self.leave()
                continuation.resume(with: result)
            }
        }
    }

    /// Refuses new work, waits for the old, and closes the connections. Closing twice is fine.
    func close() async {
        await withCheckedContinuation { continuation in
            let isEmpty = lock.withLock {
                isClosed = true
                if present > 0 { whenEmpty.append(continuation) }
                return present == 0
            }
            if isEmpty { continuation.resume() }
        }
        let seats = lock.withLock {
            defer { free = [] }
            return free
        }
        for seat in seats { seat.leave() }
        try? await threads.shutdownGracefully()
    }

    private func enter() throws {
        try lock.withLock {
            guard !isClosed else { throw StorageError.closed }
            guard present - capacity < queueLimit else {
                counted.refused += 1
                throw StorageError.queueFull(waiting: present - capacity)
            }
            present += 1
        }
    }

    private func leave() {
        let waiters = lock.withLock {
            present -= 1
            counted.answered += 1
            guard present == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { whenEmpty = [] }
            return whenEmpty
        }
        for waiter in waiters { waiter.resume() }
    }

    private func take() -> PostgresSeat {
        lock.withLock {
            // There are as many seats as threads, so that one is free for each that runs.
            guard let seat = free.popLast() else { preconditionFailure("More threads than seats.") }
            return seat
        }
    }

    private func giveBack(_ seat: PostgresSeat) {
        lock.withLock {
            counted.commits += seat.commits
            counted.repeats += seat.repeats
            seat.commits = 0
            seat.repeats = 0
            free.append(seat)
        }
    }
}
