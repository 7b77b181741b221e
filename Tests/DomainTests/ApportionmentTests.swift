// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Apportionment") struct ApportionmentTests {
    @Test(
        "worked examples: the units left over go to the largest remainders, ties to the earlier",
        arguments: [
            // Ten over equal thirds; ties; one weight; a zero weight gets nothing; a negative total mirrors.
            (10, [1, 1, 1], [4, 3, 3]), (2, [1, 1, 1], [1, 1, 0]), (7, [5], [7]), (100, [0, 1, 2], [0, 33, 67]), (-10, [1, 1, 1], [-4, -3, -3]),
            (0, [3, 4], [0, 0]), (0, [0, 0], [0, 0]), (1, [1, 2, 2], [0, 1, 0]), (1000, [333, 333, 334], [333, 333, 334]),
        ] as [(Int64, [Int64], [Int64])])
    func examples(total: Int64, weights: [Int64], shares: [Int64]) {
        #expect(apportion(total, by: weights) == shares)
    }

    @Test("2,000 random cases with amounts up to 2^62: shares sum to the total and differ from the exact share by less than one")
    func properties() throws {
        for seed in UInt64(1)...2000 {
            var random = SeededRandom(seed: seed)
            let count = Int.random(in: 1...40, using: &random)
            let bits = Int.random(in: 1...62, using: &random)
            let largest = (Int64(1) << Int64(bits)) / Int64(count)
            var weights = (0..<count).map { _ in Int64.random(in: 0...max(1, largest), using: &random) }
            if weights.allSatisfy({ $0 == 0 }) { weights[0] = 1 }
            let sum = weights.reduce(0, +)
            let isWithdrawal = Bool.random(using: &random)
            let total = isWithdrawal ? Int64.random(in: 0...sum, using: &random) : Int64.random(in: 0...(Int64.max / 2), using: &random)
            let shares = apportion(total, by: weights)
            try #require(shares.count == weights.count, "seed \(seed)")
            try #require(shares.reduce(0, +) == total, "seed \(seed)")
            for (share, weight) in zip(shares, weights) {
                try #require(share >= 0, "seed \(seed)")
                // |share - total * weight / sum| < 1, in whole numbers of 128 bits.
                let error = Int128(share) * Int128(sum) - Int128(total) * Int128(weight)
                try #require(error.magnitude < Int128(sum).magnitude, "seed \(seed)")
                if isWithdrawal { try #require(share <= weight, "seed \(seed)") }
                if weight == 0 { try #require(share == 0, "seed \(seed)") }
            }
            try #require(apportion(-total, by: weights) == shares.map { -$0 }, "seed \(seed)")
        }
    }

    @Test("withdrawing a lot in many steps empties every origin exactly")
    func emptying() throws {
        for seed in UInt64(1)...50 {
            var random = SeededRandom(seed: seed)
            var origins = (0..<12).map { _ in Int64.random(in: 0...5_000_000, using: &random) }
            origins[0] += 1
            while origins.reduce(0, +) > 0 {
                let held = origins.reduce(0, +)
                let taken = apportion(Int64.random(in: 1...held, using: &random), by: origins)
                origins = zip(origins, taken).map { $0 - $1 }
                try #require(origins.allSatisfy { $0 >= 0 }, "seed \(seed)")
            }
            #expect(origins.allSatisfy { $0 == 0 }, "seed \(seed)")
        }
    }
}
