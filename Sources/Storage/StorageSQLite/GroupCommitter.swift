// SPDX-License-Identifier: Apache-2.0

import GRDB
import StorageCore

/// Gathers the writes that arrive while a commit is under way and commits them together.
///
/// A commit waits for the disk; sharing it makes many small writes 10 to 40 times faster on a slow disk. There is no
/// timer: the next batch is whatever has come while the last one was written. A write that was rehearsed also waits for others that are, up to
/// ``patienceMax``, so that what they add to one sum is added once; never for anything else, and nobody who did not rehearse waits for it.
actor GroupCommitter {
    private let pool: DatabasePool
    private let connections: ConnectionRegistry
    private let queueLimit: Int
    private let batchLimit: Int
    /// Rehearsed writes for which no more is waited.
    private static let patienceMax = 16
    /// Closures that rehearse at one time: one reader is left to others.
    private let rehearsalsMax: Int
    private var rehearsals = 0
    private var whenRehearsable: [CheckedContinuation<Void, Never>] = []
    private var queue: [any PendingWrite] = []
    /// How many in the queue wait for nobody.
    private var hurried = 0
    private var isCommitting = false
    private var isClosed = false
    private var whenIdle: [CheckedContinuation<Void, Never>] = []
    private var counted = WriterStatistics()

    init(pool: DatabasePool, connections: ConnectionRegistry, readers: Int, queueLimit: Int, batchLimit: Int) {
        rehearsalsMax = max(1, readers - 1)
        self.pool = pool
        self.connections = connections
        self.queueLimit = queueLimit
        self.batchLimit = batchLimit
    }

    var statistics: WriterStatistics {
        var result = counted
        result.waiting = queue.count
        return result
    }

    /// Waits for its turn. ``endRehearsal()`` follows, or a rehearsed write.
    func beginRehearsal() async {
        rehearsals += 1
        if rehearsals - whenRehearsable.count > rehearsalsMax { await withCheckedContinuation { whenRehearsable.append($0) } }
    }

    /// Without a rehearsed write.
    func endRehearsal() {
        leaveRehearsal()
        drainIfDue()
    }

    private func leaveRehearsal() {
        rehearsals -= 1
        if !whenRehearsable.isEmpty { whenRehearsable.removeFirst().resume() }
    }

    /// - Parameter isRehearsed: it was begun with ``beginRehearsal()``, which ends here.
    func write<T: Sendable>(isRehearsed: Bool = false, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        if isRehearsed { leaveRehearsal() }
        guard !isClosed else { throw StorageError.closed }
        guard queue.count < queueLimit else {
            counted.refused += 1
            drainIfDue()
            throw StorageError.queueFull(waiting: queue.count)
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.append(WriteJob(body, continuation, isPatient: isRehearsed))
            if !isRehearsed { hurried += 1 }
            drainIfDue()
        }
    }

    private var isDue: Bool { !queue.isEmpty && (hurried > 0 || rehearsals == 0 || queue.count >= Self.patienceMax || isClosed) }

    private func drainIfDue() {
        guard !isCommitting, isDue else { return }
        isCommitting = true
        // Detached: neither the caller's cancellation nor its task-local values concern the others' writes.
        Task.detached { await self.drain() }
    }

    /// Refuses new writes and waits for the old ones. `false` when it was closed before.
    func close() async -> Bool {
        guard !isClosed else { return false }
        isClosed = true
        drainIfDue()
        if isCommitting { await withCheckedContinuation { whenIdle.append($0) } }
        return true
    }

    private func drain() async {
        while isDue {
            let batch = Array(queue.prefix(batchLimit))
            queue.removeFirst(batch.count)
            hurried -= batch.count { !$0.isPatient }
            await commit(batch)
        }
        isCommitting = false
        for waiter in whenIdle { waiter.resume() }
        whenIdle = []
    }

    private func commit(_ batch: [any PendingWrite]) async {
        do {
            counted.commits += try await pool.writeWithoutTransaction { [connections] db in
                try WriteBatch(jobs: batch, connection: connections.connection(of: db.sqliteConnection)).run()
            }
        } catch {
            // Nothing ran: the writer's connection could not be had.
            let reason = error as? StorageError ?? (error as? DatabaseError).map { StorageError($0) } ?? .unavailable("\(error)")
            for job in batch { job.fail(reason) }
        }
        counted.answered += batch.count
        for job in batch { job.answer() }
    }
}
