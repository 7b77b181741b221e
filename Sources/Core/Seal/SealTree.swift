// SPDX-License-Identifier: Apache-2.0

/// A stored node that a proof needs is not there.
public struct MissingNode: Error, Hashable {
    /// 0 is the leaves.
    public var level: Int
    /// Place of the first one missing, from 0, on its level.
    public var place: Int64
}

/// The tree of RFC 6962 read from the nodes that are kept: leaves, and of the levels above only each fourth. Whatever lies between is hashed
/// again from at most eight of these.
///
/// Positions and places count from 0. A node at level *n* and place *i* covers the leaves `i << n ..< (i + 1) << n`; only complete ones are kept.
public struct SealTree {
    /// Levels 0, 4, 8 and so on are kept: one node for 15 leaves, and a proof over a thousand million leaves reads some 30 short ranges.
    public static let storedEvery = 4

    /// Gives complete nodes of one kept level that follow each other.
    public typealias Stored = (_ level: Int, _ first: Int64, _ count: Int) throws -> [Digest]

    private let stored: Stored

    public init(_ stored: @escaping Stored) { self.stored = stored }

    /// Root over the first `size` leaves.
    ///
    /// - Throws: ``MissingNode``; errors of whoever keeps the nodes.
    public func root(_ size: Int64) throws -> Digest { size == 0 ? .empty : try hash(0, size) }

    /// The path by which a leaf leads to the root over `size` leaves, from the leaf up. Source: RFC 6962, section 2.1.1.
    ///
    /// - Parameter position: `0..<size`.
    public func inclusionProof(of position: Int64, in size: Int64) throws -> [Digest] {
        precondition(position >= 0 && position < size, "Position \(position) is not below the size \(size).")
        var proof: [Digest] = []
        var (first, count, place) = (Int64(0), size, position)
        while count > 1 {
            let half = Self.split(count)
            if place < half {
                proof.append(try hash(first + half, count - half))
                count = half
            } else {
                proof.append(try hash(first, half))
                first += half
                count -= half
                place -= half
            }
        }
        return proof.reversed()
    }

    /// Proves that the tree over `later` leaves begins with the one over `earlier`. Source: RFC 6962, section 2.1.2.
    ///
    /// - Parameter earlier: `0...later`; from 0 and to itself nothing is to be proved.
    public func consistencyProof(from earlier: Int64, to later: Int64) throws -> [Digest] {
        precondition(earlier >= 0 && earlier <= later, "The size \(earlier) is not within \(later).")
        guard earlier > 0, earlier < later else { return [] }
        var proof: [Digest] = []
        var (first, count, known, isWhole) = (Int64(0), later, earlier, true)
        while known != count {
            let half = Self.split(count)
            if known <= half {
                proof.append(try hash(first + half, count - half))
                count = half
            } else {
                proof.append(try hash(first, half))
                first += half
                count -= half
                known -= half
                isWhole = false
            }
        }
        if !isWhole { proof.append(try hash(first, count)) }
        return proof.reversed()
    }

    /// The complete subtrees that together cover the first `size` leaves, largest first: one for each bit of the size.
    func peaks(_ size: Int64) throws -> [(level: Int, hash: Digest)] {
        var first: Int64 = 0
        return try (0..<63).reversed().filter { size & (1 << Int64($0)) != 0 }.map { level in
            defer { first += 1 << Int64(level) }
            return (level, try complete(level, first >> Int64(level)))
        }
    }

    /// Hash over `count` leaves from `first`, which is a multiple of the smallest power of two that is not below `count`.
    private func hash(_ first: Int64, _ count: Int64) throws -> Digest {
        if count & (count - 1) == 0 { return try complete(count.trailingZeroBitCount, first >> Int64(count.trailingZeroBitCount)) }
        let half = Self.split(count)
        return .node(try hash(first, half), try hash(first + half, count - half))
    }

    /// A complete node of any level, hashed from those of the kept level below it.
    private func complete(_ level: Int, _ place: Int64) throws -> Digest {
        let above = level % Self.storedEvery
        let count = 1 << above
        let first = place << Int64(above)
        var row = try stored(level - above, first, count)
        guard row.count == count else { throw MissingNode(level: level - above, place: first + Int64(row.count)) }
        while row.count > 1 { row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) } }
        return row[0]
    }

    /// The largest power of two below a count of at least 2.
    static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }
}

/// The right edge of the tree: leaves are added one by one, at one or two hashes each, and nodes to be kept come out as they are complete.
public struct TreeGrowth {
    /// A complete node of a kept level above the leaves.
    public struct Node: Hashable, Sendable {
        public var level: Int
        public var place: Int64
        public var hash: Digest
    }

    /// Leaves so far.
    public private(set) var size: Int64
    private var peaks: [(level: Int, hash: Digest)]

    /// A tree without leaves.
    public init() {
        size = 0
        peaks = []
    }

    /// Goes on from the first `size` leaves of a tree.
    public init(after size: Int64, of tree: SealTree) throws {
        self.size = size
        peaks = try tree.peaks(size)
    }

    /// Adds a leaf.
    ///
    /// - Returns: nodes of kept levels that are complete now, lowest first.
    public mutating func append(_ leaf: Digest) -> [Node] {
        var kept: [Node] = []
        var (level, hash) = (0, leaf)
        while let left = peaks.last, left.level == level {
            peaks.removeLast()
            hash = .node(left.hash, hash)
            level += 1
            if level % SealTree.storedEvery == 0 { kept.append(Node(level: level, place: size >> Int64(level), hash: hash)) }
        }
        peaks.append((level, hash))
        size += 1
        return kept
    }

    /// Root over all leaves so far.
    public var root: Digest {
        guard var hash = peaks.last?.hash else { return .empty }
        for left in peaks.dropLast().reversed() { hash = .node(left.hash, hash) }
        return hash
    }
}
