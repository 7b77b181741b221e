// SPDX-License-Identifier: Apache-2.0

/// A value with the ends of its 95 % range, where they are known.
///
/// Ranges of independent values are joined as in approach 1 of the IPCC 2006 Guidelines (Vol. 1 ch. 3): products by the root of the sum of
/// squared relative half-ranges, sums by that of the absolute ones; each side by itself, since few ranges are symmetric.
public struct Interval: Hashable, Sendable {
    public var value: Double
    /// `low <= value <= high`; both or neither.
    public var low: Double?
    public var high: Double?

    public init(_ value: Double, low: Double? = nil, high: Double? = nil) {
        self.value = value
        self.low = low
        self.high = high
    }

    public var isKnown: Bool { low != nil }
    private var below: Double { low.map { value - $0 } ?? 0 }
    private var above: Double { high.map { $0 - value } ?? 0 }

    /// A value without error times this one.
    public func times(_ factor: Double) -> Interval { Interval(value * factor, low: low.map { $0 * factor }, high: high.map { $0 * factor }) }

    /// This value over one without error.
    public func divided(by divisor: Double) -> Interval { Interval(value / divisor, low: low.map { $0 / divisor }, high: high.map { $0 / divisor }) }

    /// This value less another, each side as far as both allow.
    public func less(_ other: Interval) -> Interval {
        guard isKnown || other.isKnown else { return Interval(value - other.value) }
        return Interval(value - other.value, low: (low ?? value) - (other.high ?? other.value), high: (high ?? value) - (other.low ?? other.value))
    }

    /// The product with an independent value; a side that is not known counts as exact.
    public func times(_ other: Interval) -> Interval {
        let product = value * other.value
        guard isKnown || other.isKnown else { return Interval(product) }
        // Written without dividing by the values, which may be zero.
        func side(_ own: Double, _ others: Double) -> Double { ((own * other.value) * (own * other.value) + (others * value) * (others * value)).squareRoot() }
        return Interval(product, low: product - side(below, other.below), high: product + side(above, other.above))
    }

    /// The sum of independent values; those whose range is not known count as exact.
    public static func sum(_ parts: [Interval]) -> Interval {
        let value = parts.reduce(0) { $0 + $1.value }
        guard parts.contains(where: \.isKnown) else { return Interval(value) }
        let below = parts.reduce(0) { $0 + $1.below * $1.below }.squareRoot()
        let above = parts.reduce(0) { $0 + $1.above * $1.above }.squareRoot()
        return Interval(value, low: value - below, high: value + above)
    }

    /// The sum of values that err together, such as lines of one factor.
    public static func together(_ parts: [Interval]) -> Interval {
        let value = parts.reduce(0) { $0 + $1.value }
        guard parts.contains(where: \.isKnown) else { return Interval(value) }
        return Interval(value, low: value - parts.reduce(0) { $0 + $1.below }, high: value + parts.reduce(0) { $0 + $1.above })
    }
}
