// SPDX-License-Identifier: Apache-2.0

import Mathematics
import Testing

/// Shared mathematics against published values, worked out again by `mathematics_check.py`.
struct MathematicsTests {
    /// Brownlee's stack loss data: air flow, water temperature, acid concentration, loss.
    private static let stack: [[Double]] = [
        [80, 27, 89, 42], [80, 27, 88, 37], [75, 25, 90, 37], [62, 24, 87, 28], [62, 22, 87, 18], [62, 23, 87, 18], [62, 24, 93, 19], [62, 24, 93, 20],
        [58, 23, 87, 15], [58, 18, 80, 14], [58, 18, 89, 14], [58, 17, 88, 13], [58, 18, 82, 11], [58, 19, 93, 12], [50, 18, 89, 8], [50, 18, 86, 7],
        [50, 19, 72, 8], [50, 19, 79, 8], [50, 20, 80, 9], [56, 20, 82, 15], [70, 20, 91, 15],
    ]
    private static let rows = stack.map { [1] + $0.prefix(3) }
    private static let loss = stack.map { $0[3] }
    private static let free = [0.0, 0, 0, 0]

    private func isNear(_ a: [Double]?, _ b: [Double], _ within: Double = 2e-5) -> Bool {
        guard let a, a.count == b.count else { return false }
        return zip(a, b).allSatisfy { abs($0 - $1) <= within }
    }

    @Test("Least squares and Huber's regression give the published coefficients of the stack loss data, and a prior draws them")
    func stackLoss() throws {
        #expect(isNear(leastSquares(Self.rows, Self.loss, prior: Self.free, penalty: Self.free), [-39.919674, 0.71564, 1.295286, -0.152123]))
        let robust = try #require(robustRegression(Self.rows, Self.loss, prior: Self.free, penalty: Self.free, rounds: 200))
        // MASS::rlm prints -41.0265, 0.8294, 0.9261, -0.1278 and 2.441.
        #expect(isNear(robust.coefficients, [-41.026485, 0.829386, 0.926059, -0.127846]), "\(robust)")
        #expect(abs(robust.deviation - 2.440489) < 1e-4)
        let drawn = leastSquares(Self.rows, Self.loss, prior: [0, 1, 0, 0], penalty: [0, 50, 50, 50])
        #expect(isNear(drawn, [-38.450888, 0.857332, 0.772939, -0.140672]), "\(drawn ?? [])")
        #expect(leastSquares([[1, 2], [2, 4]], [1, 2], prior: [0, 0], penalty: [0, 0]) == nil, "Two columns that say the same determine nothing.")
    }

    @Test("The modified z-score gives the published values, and has an answer where more than half of the values are equal")
    func modifiedScore() throws {
        let sample = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]
        let spread = try #require(RobustSpread(sample))
        let scores = sample.compactMap(spread.score)
        #expect(isNear(scores, [-1.5738, 0.6745, -0.2248, 0.2248, -0.6745, -1.5738, -0.6745, 0.6745, 25.8558, 26.3055], 1e-4))
        let equal = try #require(RobustSpread([5, 5, 5, 5, 9]))
        #expect(abs(equal.deviation - 0.8 * 1.253314) < 1e-12)
        #expect(RobustSpread([5, 5, 5])?.score(6) == nil, "Without spread nothing is said.")
        #expect(RobustSpread([5, 5, 5], floor: 0.1)?.score(6) == 2)
        #expect(RobustSpread([]) == nil)
    }

    @Test("Quantiles are numpy's, and weighted ones reach a share of the weight")
    func quantiles() {
        let sample = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]
        #expect(isNear([0.05, 0.25, 0.5, 0.9].compactMap { quantile(sample, $0) }, [2.1, 2.3, 2.45, 8.21], 1e-12))
        #expect(median([3, 1]) == 2 && median([]) == nil && quantile([4], 0.9) == 4)
        let weighted = WeightedValues([(10, 1), (20, 1), (30, 2)])
        #expect([0, 0.25, 0.5, 0.51, 1].map { weighted.quantile($0) } == [10, 10, 20, 30, 30])
        #expect(WeightedValues([]).quantile(0.5) == nil)
    }

    @Test("Simulated numbers are the same for the same seed, and normal ones have mean 0 and deviation 1")
    func simulated() {
        var (a, b) = (SplitMix(seed: 7), SplitMix(seed: 7))
        #expect((0..<5).allSatisfy { _ in a.next() == b.next() })
        let many = (0..<20_000).map { _ in a.normal() }
        let mean = many.reduce(0, +) / 20_000
        #expect(abs(mean) < 0.03)
        #expect(abs((many.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot() - 1) < 0.03)
    }
}
