// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Seal

struct SealTreeTests {
    /// The eight leaves of the reference tests of Certificate Transparency, and the roots over the first one to eight of them.
    ///
    /// Source: google/certificate-transparency, `merkletree/merkle_tree_test.cc`; the same stand in transparency-dev/merkle.
    private static let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// Paths: leaf (from 0), size, hashes from the leaf up.
    private static let paths: [(leaf: Int64, size: Int64, path: [String])] = [
        (0, 1, []),
        (
            0, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            5, 8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1, 5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        ),
    ]

    private static let consistency: [(from: Int64, to: Int64, path: [String])] = [
        (1, 1, []),
        (
            1, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            6, 8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (
            2, 5,
            ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]
        ),
    ]

    private static func reference() throws -> KeptNodes {
        var kept = KeptNodes()
        for input in inputs { kept.append(.leaf(try #require([UInt8](lowerHex: input)))) }
        return kept
    }

    @Test("Roots, paths and consistency proofs are those that Certificate Transparency publishes for its eight leaves")
    func publishedVectors() throws {
        let tree = try Self.reference().tree
        #expect(Digest.empty.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try tree.root(0) == .empty)
        for (i, root) in Self.roots.enumerated() { #expect(try tree.root(Int64(i + 1)).description == root) }
        for vector in Self.paths { #expect(try tree.inclusionProof(of: vector.leaf, in: vector.size).map(\.description) == vector.path) }
        for vector in Self.consistency { #expect(try tree.consistencyProof(from: vector.from, to: vector.to).map(\.description) == vector.path) }
    }

    @Test("Grown leaf by leaf or taken up again at any size, the tree has the roots and proofs of its recursive definition, and they check")
    func againstDefinition() throws {
        var dice = SeededGenerator(seed: 6962)
        var kept = KeptNodes()
        var leaves: [Digest] = []
        for size in 1...300 {
            leaves.append(.leaf((0..<dice.integer(0...40)).map { _ in UInt8(dice.integer(0...255)) }))
            kept.append(leaves[size - 1])
            let tree = kept.tree
            let root = NaiveTree.root(leaves[...])
            #expect(kept.growth.root == root && kept.growth.size == Int64(size))
            #expect(try tree.root(Int64(size)) == root)
            var again = try TreeGrowth(after: Int64(size), of: tree)
            #expect(again.root == root)
            _ = again.append(leaves[0])
            #expect(again.root == NaiveTree.root((leaves + [leaves[0]])[...]))
            let (leaf, earlier) = (dice.integer(0...size - 1), dice.integer(1...size))
            let path = try tree.inclusionProof(of: Int64(leaf), in: Int64(size))
            #expect(path == NaiveTree.path(leaf, leaves[...]))
            #expect(InclusionProof(position: Int64(leaf), size: Int64(size), path: path).root(of: leaves[leaf]) == root)
            let proof = try tree.consistencyProof(from: Int64(earlier), to: Int64(size))
            #expect(proof == NaiveTree.proof(earlier, leaves[...]))
            let old = NaiveTree.root(leaves[..<earlier])
            #expect(ConsistencyProof(earlier: Int64(earlier), later: Int64(size), path: proof).holds(from: old, to: root))
        }
    }

    @Test("A proof with another position, size, leaf or hash in it, or one hash more or less, is refused")
    func wrongProofs() throws {
        var dice = SeededGenerator(seed: 9162)
        var kept = KeptNodes()
        let leaves = (0..<70).map { Digest.leaf([UInt8($0)]) }
        for leaf in leaves { kept.append(leaf) }
        let tree = kept.tree
        for _ in 0..<400 {
            let size = dice.integer(2...70)
            let (leaf, earlier) = (dice.integer(0...size - 1), dice.integer(1...size - 1))
            let root = try tree.root(Int64(size))
            let right = InclusionProof(position: Int64(leaf), size: Int64(size), path: try tree.inclusionProof(of: Int64(leaf), in: Int64(size)))
            let place = dice.integer(0...right.path.count - 1)
            var wrong = [right, right, right, right, right]
            wrong[0].position = Int64((leaf + dice.integer(1...size - 1)) % size)
            wrong[1].path[place] = .node(right.path[place], root)
            wrong[2].path.remove(at: place)
            wrong[3].path.append(root)
            wrong[4].position = -1
            for proof in wrong { #expect(proof.root(of: leaves[leaf]) != root, "\(proof.position) of \(size)") }
            #expect(right.root(of: leaves[(leaf + 1) % 70]) != root)

            let old = try tree.root(Int64(earlier))
            let good = ConsistencyProof(earlier: Int64(earlier), later: Int64(size), path: try tree.consistencyProof(from: Int64(earlier), to: Int64(size)))
            #expect(good.holds(from: old, to: root) && !good.holds(from: root, to: old) && !good.holds(from: old, to: old))
            var bad = [good, good, good]
            let at = dice.integer(0...good.path.count - 1)
            bad[0].path[at] = .node(good.path[at], root)
            bad[1].path.remove(at: at)
            bad[2].path.append(root)
            for proof in bad { #expect(!proof.holds(from: old, to: root), "\(earlier) to \(size)") }
        }
    }

    @Test("A node that is not kept is named by level and place")
    func missingNode() throws {
        var kept = KeptNodes()
        for i in 0..<40 { kept.append(.leaf([UInt8(i)])) }
        kept.levels[4]?.removeLast()
        #expect(throws: MissingNode(level: 4, place: 1)) { try kept.tree.root(40) }
    }
}
