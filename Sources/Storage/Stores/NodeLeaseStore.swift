// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// A number for minting identifiers, and the stretch of time it is held for.
public struct NodeLease: Sendable, Hashable {
    /// One of ``NodeLeaseStore/numbers``.
    public var node: Int64
    /// How often the number was taken, this time included.
    public var fence: Int64
    /// First millisecond from the mint's epoch that the holder may use: those before it belonged to the holder before.
    public var floor: Int64
    /// First millisecond that the holder may not use.
    public var ceiling: Int64

    public init(node: Int64, fence: Int64, floor: Int64, ceiling: Int64) {
        self.node = node
        self.fence = fence
        self.floor = floor
        self.ceiling = ceiling
    }
}

/// Numbers of the servers that share a database; inside one transaction.
///
/// No two holders of a number ever use the same millisecond of it, whatever their clocks say: each begins where the one before had to end.
/// Clocks decide only when a number may be taken from a holder that does not renew.
public struct NodeLeaseStore {
    /// Numbers that are leased. Those below are for programs that have a database to themselves.
    public static let numbers = 16...IdentifierMint.nodeRange.upperBound
    /// How long after its ceiling a number that was not given back stays with its holder, milliseconds: so far apart may clocks be before a living
    /// server loses its number to another.
    public static let grace: Int64 = 60_000

    let session: any Session

    public init(_ session: any Session) { self.session = session }

    private struct Held {
        var fence: Int64
        var ceiling: Int64
        var isReleased: Bool
    }

    /// Takes a free number: one that was given back, else one that nobody ever had, else the one whose holder has been silent longest.
    ///
    /// - Parameters:
    ///   - holder: who takes it, for operators; not blank.
    ///   - now: by the taker's clock, in milliseconds from the mint's epoch.
    ///   - span: milliseconds for which it is taken.
    /// - Returns: `nil` when every number is held.
    public func take(by holder: String, at now: Int64, span: Int64) throws -> NodeLease? {
        precondition(!holder.isEmpty, "A lease has a holder.")
        let known = Dictionary(
            uniqueKeysWithValues: try session.rows("SELECT node, fence, ceiling, holder FROM node_lease").map {
                ($0.int(0), Held(fence: $0.int(1), ceiling: $0.int(2), isReleased: $0.text(3).isEmpty))
            })
        let released = known.filter { $0.value.isReleased && $0.value.ceiling <= now }.keys.min()
        let silent = known.filter { !$0.value.isReleased && $0.value.ceiling + Self.grace <= now }.min {
            ($0.value.ceiling, $0.key) < ($1.value.ceiling, $1.key)
        }
        guard let node = released ?? Self.numbers.first(where: { known[$0] == nil }) ?? silent?.key else { return nil }
        let before = known[node]
        let lease = NodeLease(node: node, fence: (before?.fence ?? 0) + 1, floor: before?.ceiling ?? 0, ceiling: now + span)
        let changed = try session.execute(
            """
            INSERT INTO node_lease (node, fence, ceiling, holder) VALUES (\(node), \(lease.fence), \(lease.ceiling), \(holder))
            ON CONFLICT (node) DO UPDATE SET fence = excluded.fence, ceiling = excluded.ceiling, holder = excluded.holder
            WHERE node_lease.fence = \(lease.fence - 1)
            """)
        return changed == 1 ? lease : nil
    }

    /// Holds a number for longer. Its ceiling never goes down, also when the holder's clock does.
    ///
    /// - Returns: the ceiling now; `nil` when the number was lost to somebody else.
    public func renew(_ lease: NodeLease, until ceiling: Int64) throws -> Int64? {
        guard let row = try session.first("SELECT ceiling FROM node_lease WHERE node = \(lease.node) AND fence = \(lease.fence) AND holder <> ''") else {
            return nil
        }
        let new = max(row.int(0), ceiling)
        let changed = try session.execute("UPDATE node_lease SET ceiling = \(new) WHERE node = \(lease.node) AND fence = \(lease.fence)")
        return changed == 1 ? new : nil
    }

    /// Gives a number back; the next holder begins at `end`.
    ///
    /// - Parameter end: the first millisecond not used, at most the ceiling.
    public func release(_ lease: NodeLease, at end: Int64) throws {
        try session.execute("UPDATE node_lease SET ceiling = \(end), holder = '' WHERE node = \(lease.node) AND fence = \(lease.fence)")
    }
}
