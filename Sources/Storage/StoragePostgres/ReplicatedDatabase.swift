// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Synchronization

/// A primary, and a hot standby that is read for what may be a little behind.
///
/// Everything goes to the primary but ``readPublished(after:_:)``. The standby is asked each second how far it has come; while it is gone, further
/// behind than the bound, or has not replayed what the reader wrote last, the primary is read.
public final class ReplicatedDatabase: Database {
    private struct State {
        var watch = StandbyWatch()
        /// Why the standby is of no use; `nil` while it answers.
        var trouble: String? = "not asked yet"
        var reads = 0
        var returns = 0
    }

    private let primary: PostgresDatabase
    private let standby: PostgresLane
    /// How far behind a standby may be, seconds.
    private let bound: Duration
    private let state = Mutex(State())
    private let watching = Mutex(Task<Void, Never>?.none)

    private static let began = ContinuousClock.now
    private static var uptime: Duration { ContinuousClock.now - began }
    private static let pause = Duration.seconds(1)

    /// - Parameters:
    ///   - standby: address of the standby, as of ``PostgresDatabase``; it need not be there yet. Of several hosts the first standby is taken.
    ///   - bound: how far behind it may be, seconds.
    public init(primary: PostgresDatabase, standby url: String, bound: Double, readers: Int = 8) {
        self.primary = primary
        self.bound = .seconds(bound)
        standby = PostgresLane(url: url, purpose: .standby, connections: readers, queueLimit: .max)
        watching.withLock { watching in
            watching = Task { [weak self] in
                while !Task.isCancelled {
                    guard let self else { return }
                    await self.look()
                    try? await Task.sleep(for: Self.pause)
                }
            }
        }
    }

    /// Asks both servers where they stand.
    func look() async {
        let asked = Self.uptime
        if let position = try? await position() {
            state.withLock { $0.watch.primaryStood(at: position, asked: asked) }
        }
        do {
            let position = try await standby.run { seat in try Self.position(of: seat) }
            state.withLock { state in
                state.watch.standbyReplayed(position)
                state.trouble = nil
            }
        } catch {
            state.withLock { state in
                state.watch.standbyIsGone()
                state.trouble = "\(error)"
            }
        }
    }

    private static func position(of seat: PostgresSeat) throws -> LogPosition {
        do {
            return try seat.connection(until: Deadline(after: 0)).replayed()
        } catch let failure as PostgresFailure {
            // An idle connection may have been lost long ago: the next one tells.
            seat.leave()
            throw failure.error
        }
    }

    public var dialect: Dialect { primary.dialect }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await primary.read(body) }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await primary.write(body) }

    public func readPublished<T: Sendable>(after position: LogPosition?, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let isFit = state.withLock { $0.trouble == nil && ($0.watch.lag(at: Self.uptime) ?? bound + bound) <= bound }
        if isFit {
            do {
                let result = try await readStandby(after: position, body)
                state.withLock { $0.reads += 1 }
                return result
            } catch is StorageError {
                // Behind, gone, or interrupted by what it replays: the primary knows.
            }
        }
        state.withLock { $0.returns += 1 }
        return try await primary.read(body)
    }

    private func readStandby<T: Sendable>(after wanted: LogPosition?, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let ticket = ReadTicket()
        return try await withTaskCancellationHandler {
            try await standby.run { seat in
                // Asked before the snapshot is taken, so that the snapshot holds at least this much.
                let position = try Self.position(of: seat)
                if let wanted, position < wanted { throw StorageError.unavailable("the standby has not come so far") }
                return try ReadAttempts(seat: seat, ticket: ticket, patience: 0).run(body)
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    public func position() async throws -> LogPosition? {
        try await primary.read { session in
            try session.first("SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS BIGINT)").map { LogPosition(bytes: $0.int(0)) }
        }
    }

    public var copyStanding: String? {
        state.withLock { state in
            let counts = "\(state.reads) reads there, \(state.returns) at the primary instead"
            if let trouble = state.trouble { return "not read: \(trouble); \(counts)" }
            guard let lag = state.watch.lag(at: Self.uptime) else { return "not read: it has not caught up yet; \(counts)" }
            let seconds = Double(lag.components.seconds * 1000 + lag.components.attoseconds / 1_000_000_000_000_000) / 1000
            return "\(lag <= bound ? "read" : "not read"), at most \(seconds) s behind; \(counts)"
        }
    }

    public func integrityCheck() async throws -> [String] { try await primary.integrityCheck() }

    public func close() async throws {
        watching.withLock { $0 }?.cancel()
        await standby.close()
        try await primary.close()
    }
}
