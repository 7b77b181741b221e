// SPDX-License-Identifier: Apache-2.0

/// A linear scale between round numbers.
struct Axis: Sendable, Equatable {
    /// Round numbers from the least to the greatest value, evenly spaced, at least two.
    let ticks: [Double]

    var least: Double { ticks[0] }
    var greatest: Double { ticks[ticks.count - 1] }

    /// - Parameters:
    ///   - values: finite numbers; none gives an axis from 0 to 1.
    ///   - includesZero: whether lengths may be compared on it.
    ///   - about: how many steps are wanted.
    init(_ values: [Double], includesZero: Bool = true, about: Int = 4) {
        let finite = values.filter(\.isFinite)
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        if includesZero {
            low = min(0, low)
            high = max(0, high)
        }
        if low == high { high = low + (low == 0 ? 1 : abs(low) * 0.1) }
        let step = Self.roundStep((high - low) / Double(max(1, about)))
        let first = (low / step + 1e-9).rounded(.down)
        let last = max(first + 1, (high / step - 1e-9).rounded(.up))
        ticks = (Int(first)...Int(last)).map { Double($0) * step }
    }

    /// Position of a value between `start` and `end`.
    func position(_ value: Double, from start: Double, to end: Double) -> Double {
        start + (value - least) / (greatest - least) * (end - start)
    }

    /// The next step of 1, 2, 2.5 or 5 times a power of ten that is not smaller.
    private static func roundStep(_ rough: Double) -> Double {
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        for factor in [1.0, 2, 2.5, 5] where power * factor >= rough * 0.999_999 { return power * factor }
        return power * 10
    }
}
