// SPDX-License-Identifier: Apache-2.0

/// Shares `total` whole units in proportion to `weights`, so that the shares sum to `total` exactly.
///
/// Largest-remainder method (Hamilton): each share is first rounded down, then the units left over go one each to the
/// largest remainders; ties go to the earlier position, so callers pass weights in a fixed order (by origin id).
///
/// - Parameters:
///   - total: whole units to share, any sign; a negative total shares its magnitude and negates.
///   - weights: one non-negative weight per share, at least one above zero unless `total` is zero.
/// - Returns: one share per weight, in the order given; never above its weight when `|total| <= sum(weights)`.
public func apportion(_ total: Int64, by weights: [Int64]) -> [Int64] {
    if total < 0 { return apportion(-total, by: weights).map { -$0 } }
    if total == 0 { return Array(repeating: 0, count: weights.count) }
    var sum: Int64 = 0
    for weight in weights {
        precondition(weight >= 0, "A weight of an apportionment is not negative.")
        sum += weight
    }
    precondition(sum > 0, "Nothing can be shared over weights that are all zero.")
    if weights.count == 1 { return [total] }

    var shares: [Int64] = []
    shares.reserveCapacity(weights.count)
    var remainders: [(remainder: UInt64, position: Int)] = []
    remainders.reserveCapacity(weights.count)
    var given: Int64 = 0
    let divisor = UInt64(sum)
    for (position, weight) in weights.enumerated() {
        // The product of two 64-bit amounts needs 128 bits; dividing gives back 64 because weight <= sum.
        let product = UInt64(total).multipliedFullWidth(by: UInt64(weight))
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        shares.append(Int64(quotient))
        given += Int64(quotient)
        remainders.append((remainder, position))
    }
    let left = Int(total - given)
    if left > 0 {
        remainders.sort { $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.position < $1.position }
        for i in 0..<left { shares[remainders[i].position] += 1 }
    }
    return shares
}
