// SPDX-License-Identifier: Apache-2.0

import Dispatch
import StorageCore
import Synchronization

/// A database on which many operations, one after another, share one transaction and one wait for the disk.
///
/// A demonstration makes some fifteen thousand operations that only make sense together. Committed one by one they wait
/// for the disk as often; at the same time they would come in another order each time. Here they run in order, inside one
/// long transaction of the database beneath, and a failure undoes all of them: right for a history that is made at one go,
/// and for nothing else. Other writers wait meanwhile.
final class GatheredWrites: Database {
    private let inner: any Database
    private let open = Mutex<Mailbox?>(nil)

    init(_ inner: any Database) { self.inner = inner }

    var dialect: Dialect { inner.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        guard let mailbox = open.withLock({ $0 }) else { return try await inner.read(body) }
        return try await mailbox.perform(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        guard let mailbox = open.withLock({ $0 }) else { return try await inner.write(body) }
        return try await mailbox.perform(body)
    }

    func integrityCheck() async throws -> [String] { try await inner.integrityCheck() }

    /// The database beneath belongs to whoever opened it.
    func close() async throws {}

    /// Runs `body`; everything it reads and writes here happens in one transaction, committed before this returns.
    ///
    /// - Throws: what `body` throws, with nothing saved; errors of the commit.
    func together(_ body: () async throws -> Void) async throws {
        let mailbox = Mailbox()
        open.withLock { $0 = mailbox }
        defer { open.withLock { $0 = nil } }
        let inner = self.inner
        let committed = Task {
            do {
                try await inner.write { try mailbox.serve($0) }
            } catch {
                mailbox.close(with: error)
                throw error
            }
        }
        do {
            try await body()
        } catch {
            mailbox.close(with: error)
            _ = await committed.result
            throw error
        }
        mailbox.close(with: nil)
        try await committed.value
    }
}

/// Hands closures to the thread that holds the transaction, in the order in which they come.
private final class Mailbox: Sendable {
    private struct Job: Sendable {
        let run: @Sendable (any Session) -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isServed = false
        var isClosed = false
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)

    func perform<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(run: { session in continuation.resume(with: Result { try body(session) }) }, fail: { continuation.resume(throwing: $0) })
            let refusal = state.withLock { state -> (any Error)? in
                if state.isClosed { return state.failure ?? StorageError.closed }
                state.jobs.append(job)
                return nil
            }
            if let refusal { job.fail(refusal) } else { arrivals.signal() }
        }
    }

    /// Runs jobs until the mailbox is closed; with an error, the transaction is to be undone.
    func serve(_ session: any Session) throws {
        // A driver may run a closure again; what was answered before would be missing then.
        let isSecondTime = state.withLock { state in
            defer { state.isServed = true }
            return state.isServed
        }
        if isSecondTime { throw StorageError.unavailable("a long transaction was given up half-way and cannot run again") }
        while true {
            arrivals.wait()
            let (job, failure) = state.withLock { state in (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.failure) }
            if let failure {
                job?.fail(failure)
                throw failure
            }
            guard let job else { return }
            job.run(session)
        }
    }

    /// No more jobs; those that still wait fail with the error.
    func close(with failure: (any Error)?) {
        let waiting = state.withLock { state -> [Job] in
            guard !state.isClosed || failure != nil else { return [] }
            state.isClosed = true
            state.failure = state.failure ?? failure
            guard failure != nil else { return [] }
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in waiting { job.fail(failure ?? StorageError.closed) }
        arrivals.signal()
    }
}
