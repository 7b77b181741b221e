// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Random numbers that come out the same for the same seed: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Dice of their own for one thing, so that a firm more or less does not change all the others.
    init(seed: UInt64, for name: String) {
        state = name.utf8.reduce(seed ^ 0x51_7C_C1_B7_27_22_0A_95) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 up to, and without, 1.
    mutating func share() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

    /// The tiny lean towards small numbers does no harm here.
    mutating func integer(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }

    mutating func isChance(_ probability: Double) -> Bool { share() < probability }

    /// Near to a normal distribution around zero with deviation one, never beyond six.
    mutating func bell() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + share() } }

    /// A factor around one, skewed to the right, as sizes of firms and loads are.
    mutating func factor(_ spread: Double) -> Double { exp(bell() * spread) }

    mutating func pick<T>(_ choices: [T]) -> T {
        precondition(!choices.isEmpty, "Nothing to pick from.")
        return choices[integer(0...choices.count - 1)]
    }

    /// A number of events where so many are expected: the whole part, and one more by chance.
    mutating func count(expecting mean: Double) -> Int { Int(mean) + (isChance(mean - mean.rounded(.down)) ? 1 : 0) }
}
