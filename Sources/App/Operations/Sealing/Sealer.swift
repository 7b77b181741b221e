// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import StorageCore
import Stores
import Synchronization
import Wording

// Sealing: lines are saved without an order; one sealer at a time gives those that are committed their positions in the tree, and signs the
// head, in one transaction.
//
//   Sealer                 one server's part: takes the lease when nobody has it, seals, sees when it lost it
//   SealKeeping            the secret key of this process, where it has one
//   Platform+SealKeys      publishing a key and its successor
//   SavedLine, PromiseQuery  what is promised of a line before it is sealed
//   SealAudit              counts the tree again
//   SealQuery, ReceiptQuery  what everybody may read; a note's proof

/// Why a sealer seals nothing.
public enum SealRefusal: Error, Hashable {
    /// Another sealer has taken over since.
    case fenced
    /// Another key signs now.
    case keySuperseded
    /// The tree does not lead to the head that was signed last, at that size; going on would sign over it. `verify` names what is wrong.
    case treeAstray(size: Int64)
}

/// Seals what waits, as long as no other sealer does.
///
/// Clocks are never compared: whoever holds the lease raises its beat, and another takes over only when it has looked often enough and seen no
/// change. Two that both think they hold it are told apart by the fencing number inside the transaction.
public final class Sealer: Sendable {
    private struct State {
        /// While this one holds the lease.
        var fence: Int64?
        /// Of another holder, as last seen, and how often it was the same since.
        var seen: SealStore.Lease?
        var sightings = 0
        /// Looks since the own beat was raised last.
        var idle = 0
    }

    private let platform: Platform
    private let secret: SealSecret
    private let name: String
    private let state = Mutex(State())

    /// Looks with the same beat after which a holder counts as gone.
    static let patience = 10
    /// A holder with nothing to seal shows itself at every fourth look.
    static let idleLooks = 4

    /// - Parameter name: of this process, for operators to read; two of one name are still told apart.
    public init(_ platform: Platform, secret: SealSecret, name: String) {
        self.platform = platform
        self.secret = secret
        self.name = name
    }

    /// Whether this one holds the lease, as far as it knows.
    public var holdsLease: Bool { state.withLock { $0.fence != nil } }

    /// Seals what waits if it may; takes the lease when nobody has it. A server looks each second.
    ///
    /// - Parameter limit: lines sealed at one time.
    /// - Returns: how many were sealed, `0...limit`.
    /// - Throws: ``SealRefusal`` but for ``SealRefusal/fenced``, which only means that another seals; ``StorageError``.
    public func look(limit: Int = 5000) async throws -> Int {
        if let fence = state.withLock({ $0.fence }) {
            let (isQuiet, key) = try await platform.database.read { (try !SealStore($0).hasWaiting(), try SealStore($0).currentKey()) }
            platform.sealKeeping.learn(current: key)
            let rests = state.withLock { state in
                state.idle = isQuiet ? state.idle + 1 : 0
                return isQuiet && state.idle % Self.idleLooks != 0
            }
            return rests ? 0 : try await sealOrStepBack(under: fence, limit: limit)
        }
        let (lease, key) = try await platform.database.read { (try SealStore($0).lease(), try SealStore($0).currentKey()) }
        platform.sealKeeping.learn(current: key)
        let isFree = state.withLock { state in
            state.sightings = state.seen == lease ? state.sightings + 1 : 0
            state.seen = lease
            return lease.holder.isEmpty || state.sightings >= Self.patience
        }
        guard isFree, let fence = try await seize(after: lease) else { return 0 }
        return try await sealOrStepBack(under: fence, limit: limit)
    }

    /// Seals all that waits now, taking the lease from whoever has it, and gives it back: for commands that have just filled a database.
    ///
    /// - Returns: how many lines were sealed.
    public func sealAll(limit: Int = 5000) async throws -> Int {
        let lease = try await platform.database.read { try SealStore($0).lease() }
        guard let fence = try await seize(after: lease) else { throw SealRefusal.fenced }
        var count = 0
        while true {
            let sealed = try await seal(under: fence, limit: limit)
            count += sealed
            if sealed < limit { break }
        }
        try await release()
        return count
    }

    /// Lets others seal at once; a server does it when it stops.
    public func release() async throws {
        let fence = state.withLock { state in
            defer { state = State() }
            return state.fence
        }
        if let fence { try await platform.database.write { try SealStore($0).release(fence) } }
    }

    private func seize(after lease: SealStore.Lease) async throws -> Int64? {
        let name = self.name
        let fence = try await platform.database.write { try SealStore($0).seize(after: lease.fence, holder: name.isEmpty ? "-" : name) }
        state.withLock { state in
            state = State()
            state.fence = fence
        }
        return fence
    }

    private func sealOrStepBack(under fence: Int64, limit: Int) async throws -> Int {
        do {
            return try await seal(under: fence, limit: limit)
        } catch SealRefusal.fenced {
            state.withLock { $0 = State() }
            return 0
        }
    }

    /// One step, in one transaction: positions, nodes and head stand together, or none does.
    ///
    /// - Parameter fence: number under which this sealer holds the lease.
    /// - Throws: ``SealRefusal``; ``StorageError``.
    public func seal(under fence: Int64, limit: Int) async throws -> Int {
        let (secret, nation, now) = (self.secret, platform.country.rawValue, platform.now)
        return try await platform.database.write { session in
            let store = SealStore(session)
            guard try store.beat(fence) else { throw SealRefusal.fenced }
            guard try store.currentKey() == secret.key.id else { throw SealRefusal.keySuperseded }
            let lines = try store.waiting(limit: limit)
            guard !lines.isEmpty else { return 0 }
            let size = try store.size()
            let last = try store.latestHead()
            var growth: TreeGrowth
            do {
                growth = try TreeGrowth(after: size, of: store.tree)
            } catch is MissingNode {
                throw SealRefusal.treeAstray(size: size)
            }
            guard last?.size ?? 0 == size, last?.root ?? Digest.empty.bytes == growth.root.bytes else { throw SealRefusal.treeAstray(size: size) }
            let leaves = lines.map(\.statement.leaf)
            let nodes = leaves.flatMap { growth.append($0) }
            try store.insert(lines, leaves: leaves, from: size)
            try store.insert(nodes)
            // Servers' clocks may be apart; the heads of a nation never go back in time.
            let head = TreeHead(nation: nation, size: growth.size, root: growth.root, at: max(now, last?.at ?? now), key: secret.key.id)
            try store.insert(head.signed(by: secret))
            return lines.count
        }
    }
}
