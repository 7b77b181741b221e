// SPDX-License-Identifier: Apache-2.0

@testable import Seal

/// The tree as RFC 6962 section 2.1 defines it, word for word, over all leaves at once.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        if leaves.isEmpty { return .empty }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let k = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<k]), root(leaves[k...]))
    }

    static func path(_ m: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        if leaves.count <= 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m < k ? path(m, leaves[..<middle]) + [root(leaves[middle...])] : path(m - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ m: Int, _ leaves: ArraySlice<Digest>) -> [Digest] { m == 0 ? [] : subproof(m, leaves, true) }

    private static func subproof(_ m: Int, _ leaves: ArraySlice<Digest>, _ isWhole: Bool) -> [Digest] {
        if m == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m <= k
            ? subproof(m, leaves[..<middle], isWhole) + [root(leaves[middle...])] : subproof(m - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

/// Nodes as a database keeps them.
struct KeptNodes {
    var levels: [Int: [Digest]] = [:]
    var growth = TreeGrowth()

    mutating func append(_ leaf: Digest) {
        levels[0, default: []].append(leaf)
        for node in growth.append(leaf) {
            precondition(levels[node.level, default: []].count == Int(node.place), "Nodes of a level come out in their order.")
            levels[node.level, default: []].append(node.hash)
        }
    }

    var tree: SealTree {
        SealTree { [levels] level, first, count in Array((levels[level] ?? []).dropFirst(Int(first)).prefix(count)) }
    }
}
