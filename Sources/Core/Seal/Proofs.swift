// SPDX-License-Identifier: Apache-2.0

/// That a leaf stands at a position of a tree.
public struct InclusionProof: Hashable, Sendable {
    /// From 0.
    public var position: Int64
    /// Leaves of the tree.
    public var size: Int64
    /// From the leaf up.
    public var path: [Digest]

    public init(position: Int64, size: Int64, path: [Digest]) {
        self.position = position
        self.size = size
        self.path = path
    }

    /// The root to which a leaf leads by this path; `nil` when the path has another length than the position asks for.
    ///
    /// Source: RFC 9162, section 2.1.3.2.
    public func root(of leaf: Digest) -> Digest? {
        guard position >= 0, position < size else { return nil }
        var (place, last, hash) = (position, size - 1, leaf)
        for sibling in path {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }
}

/// That a later tree begins with an earlier one.
public struct ConsistencyProof: Hashable, Sendable {
    public var earlier: Int64
    public var later: Int64
    public var path: [Digest]

    public init(earlier: Int64, later: Int64, path: [Digest]) {
        self.earlier = earlier
        self.later = later
        self.path = path
    }

    /// Whether the proof leads from one root to the other.
    ///
    /// Source: RFC 9162, section 2.1.4.2.
    public func holds(from earlierRoot: Digest, to laterRoot: Digest) -> Bool {
        guard earlier >= 0, earlier <= later else { return false }
        if earlier == later { return path.isEmpty && earlierRoot == laterRoot }
        if earlier == 0 { return path.isEmpty && earlierRoot == .empty }
        // A complete earlier tree is itself the first node.
        let nodes = earlier & (earlier - 1) == 0 ? [earlierRoot] + path : path
        guard let first = nodes.first else { return false }
        var (place, last) = (earlier - 1, later - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var (old, new) = (first, first)
        for sibling in nodes.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == earlierRoot && new == laterRoot
    }
}
