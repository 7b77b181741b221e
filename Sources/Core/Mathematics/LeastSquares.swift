// SPDX-License-Identifier: Apache-2.0

/// Coefficients that explain `y` by the columns of `rows`: the smallest weighted sum of squared residuals plus penalties for leaving a prior.
///
/// Minimises Σ wᵢ (yᵢ − xᵢβ)² + Σ pⱼ (βⱼ − bⱼ)², by the normal equations and a Cholesky factorisation.
///
/// - Parameters:
///   - rows: one row an observation, each as long as `prior`.
///   - weights: at least 0, one an observation; all 1 when `nil`.
///   - prior: where each coefficient is drawn to.
///   - penalty: how strongly, at least 0; 0 leaves it free.
/// - Returns: `nil` where the observations do not determine the coefficients.
/// - Source: Hoerl, Kennard, "Ridge regression", Technometrics 12 (1970), with a centre other than zero.
public func leastSquares(_ rows: [[Double]], _ y: [Double], weights: [Double]? = nil, prior: [Double], penalty: [Double]) -> [Double]? {
    let size = prior.count
    var matrix = [Double](repeating: 0, count: size * size)
    var right = [Double](repeating: 0, count: size)
    for j in 0..<size {
        matrix[j * size + j] = penalty[j]
        right[j] = penalty[j] * prior[j]
    }
    for (i, row) in rows.enumerated() {
        let weight = weights?[i] ?? 1
        guard weight > 0 else { continue }
        for j in 0..<size {
            let scaled = weight * row[j]
            right[j] += scaled * y[i]
            for k in 0...j { matrix[j * size + k] += scaled * row[k] }
        }
    }
    return solve(lower: matrix, right, size: size)
}

/// Solves a symmetric system of which the lower triangle is given; `nil` where it is not positive definite.
private func solve(lower: [Double], _ right: [Double], size: Int) -> [Double]? {
    var factor = lower
    for j in 0..<size {
        for k in 0...j {
            var sum = lower[j * size + k]
            for m in 0..<k { sum -= factor[j * size + m] * factor[k * size + m] }
            if j == k {
                guard sum > 1e-12 * max(1, lower[j * size + j]) else { return nil }
                factor[j * size + j] = sum.squareRoot()
            } else {
                factor[j * size + k] = sum / factor[k * size + k]
            }
        }
    }
    var answer = right
    for j in 0..<size {
        for m in 0..<j { answer[j] -= factor[j * size + m] * answer[m] }
        answer[j] /= factor[j * size + j]
    }
    for j in stride(from: size - 1, through: 0, by: -1) {
        for m in (j + 1)..<max(size, j + 1) { answer[j] -= factor[m * size + j] * answer[m] }
        answer[j] /= factor[j * size + j]
    }
    return answer
}

/// Regression in which observations far off count less.
public struct RobustFit: Hashable, Sendable {
    public var coefficients: [Double]
    /// An estimate of the standard deviation of the residuals.
    public var deviation: Double
    public var rounds: Int
}

/// Huber's M-estimate by weights found again in rounds: an observation counts 1 within 1.345 deviations, less in proportion beyond.
///
/// The deviation is the median of the absolute residuals over 0.6745, found again in each round.
///
/// - Parameters: as of ``leastSquares(_:_:weights:prior:penalty:)``.
/// - Returns: `nil` where the observations do not determine the coefficients.
/// - Source: Huber, "Robust Statistics", Wiley 1981, section 7.8; the constants as in R's `MASS::rlm`.
public func robustRegression(_ rows: [[Double]], _ y: [Double], prior: [Double], penalty: [Double], rounds: Int = 40) -> RobustFit? {
    guard var coefficients = leastSquares(rows, y, prior: prior, penalty: penalty) else { return nil }
    var deviation = 0.0
    for round in 1...max(1, rounds) {
        let residuals = zip(rows, y).map { row, value in value - zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 } }
        deviation = (median(residuals.map(abs)) ?? 0) / 0.6745
        guard deviation > 1e-12 else { return RobustFit(coefficients: coefficients, deviation: 0, rounds: round) }
        let weights = residuals.map { abs($0) <= 1.345 * deviation ? 1 : 1.345 * deviation / abs($0) }
        guard let next = leastSquares(rows, y, weights: weights, prior: prior, penalty: penalty) else { return nil }
        let change = zip(next, coefficients).map { abs($0 - $1) / max(1e-6, abs($1)) }.max() ?? 0
        coefficients = next
        if change < 1e-7 { return RobustFit(coefficients: coefficients, deviation: deviation, rounds: round) }
    }
    return RobustFit(coefficients: coefficients, deviation: deviation, rounds: rounds)
}
