// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore
import Stores
import Synchronization

/// Where a process has its identifiers from: a mint under a number that no other process has.
///
/// A leased number is good up to its ceiling. Whoever makes identifiers sees to it beforehand that the ceiling is far enough off, and asks once more
/// before the commit: what was minted beyond it is not saved.
final class IdentifierSource: Sendable {
    /// For how long a number is held, and how long before the end it is renewed by whoever needs it, milliseconds.
    static let span: Int64 = 60_000, margin: Int64 = 5000

    private struct State {
        var mint: IdentifierMint
        /// `nil` under a fixed number.
        var lease: NodeLease?
        /// First millisecond that may not be used.
        var ceiling: Int64
    }

    private let state: Mutex<State>
    /// Who holds the number; blank under a fixed one.
    private let holder: String

    var isLeased: Bool { !holder.isEmpty }

    /// Under a number that nobody else has, as the caller knows.
    init(node: Int64) {
        holder = ""
        state = Mutex(State(mint: IdentifierMint(node: node), ceiling: .max))
    }

    /// Under a number leased from the database.
    ///
    /// - Throws: ``StorageError``; `unavailable` when every number is held.
    init(leasedBy holder: String, in database: any Database, at now: Instant) async throws {
        self.holder = holder
        state = Mutex(Self.state(of: try await Self.take(holder, in: database, at: now)))
    }

    private static func state(of lease: NodeLease) -> State {
        State(mint: IdentifierMint(node: lease.node, from: lease.floor), lease: lease, ceiling: lease.ceiling)
    }

    private static func take(_ holder: String, in database: any Database, at now: Instant) async throws -> NodeLease {
        let moment = IdentifierMint.milliseconds(now)
        let lease = try await database.write { session in try NodeLeaseStore(session).take(by: holder, at: moment, span: span) }
        guard let lease else { throw StorageError.unavailable("all \(NodeLeaseStore.numbers.count) numbers of servers are held by others") }
        return lease
    }

    func mint<Kind>(_ kind: Kind.Type = Kind.self, at now: Instant) -> Identifier<Kind> { state.withLock { $0.mint.mint(kind, at: now) } }

    /// The number and when it ends, in milliseconds from the mint's epoch; `nil` under a fixed number.
    var lease: NodeLease? {
        state.withLock { state in
            guard var lease = state.lease else { return nil }
            lease.ceiling = state.ceiling
            return lease
        }
    }

    /// Renews the number where it ends soon.
    ///
    /// - Throws: ``StorageError`` when it could be neither renewed nor replaced: nothing may be minted.
    func hold(in database: any Database, at now: Instant) async throws {
        let needed = IdentifierMint.milliseconds(now) + Self.margin
        let isFine = state.withLock { max($0.mint.last + Self.margin, needed) < $0.ceiling }
        if !isFine { try await renew(in: database, at: now) }
    }

    /// Renews the number; takes another one where somebody else has it by now.
    func renew(in database: any Database, at now: Instant) async throws {
        let (held, last) = state.withLock { ($0.lease, $0.mint.last) }
        guard let held else { return }
        let end = max(IdentifierMint.milliseconds(now), last) + Self.span
        if let ceiling = try await database.write({ session in try NodeLeaseStore(session).renew(held, until: end) }) {
            state.withLock { state in
                // Of two that renew at one time, the later ceiling stays.
                if state.lease == held { state.ceiling = max(state.ceiling, ceiling) }
            }
            return
        }
        let fresh = try await Self.take(holder, in: database, at: now)
        let isSuperfluous = state.withLock { state in
            guard state.lease == held else { return true }
            state = Self.state(of: fresh)
            return false
        }
        if isSuperfluous { try await database.write { session in try NodeLeaseStore(session).release(fresh, at: fresh.floor) } }
    }

    /// - Throws: ``StorageError/unavailable(_:)`` when something was minted that this process may not use.
    func checkHeld() throws {
        guard state.withLock({ $0.mint.last < $0.ceiling }) else { throw StorageError.unavailable("this server's number for identifiers has run out") }
    }

    /// Gives the number back. Nothing that is minted afterwards is saved.
    func release(in database: any Database) async throws {
        let (held, end) = state.withLock { state in
            defer { if state.lease != nil { state.ceiling = 0 } }
            return (state.lease, state.mint.last + 1)
        }
        guard let held else { return }
        try await database.write { session in try NodeLeaseStore(session).release(held, at: end) }
    }
}
