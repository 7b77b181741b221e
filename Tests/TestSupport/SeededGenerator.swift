// SPDX-License-Identifier: Apache-2.0

// TestSupport: what every test target may lean on. Randomness with a printed seed, fixed days and moments, identifiers
// in a known order. Nothing here reads a clock.

/// Random numbers that come out the same for the same seed: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    public let seed: UInt64
    private var state: UInt64

    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    public mutating func grams(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }
    public mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// `true` once in `n` times.
    public mutating func once(in n: Int) -> Bool { integer(1...n) == 1 }

    /// One of the elements; stops the test run when there is none.
    public mutating func pick<C: Collection>(_ choices: C) -> C.Element {
        guard let choice = choices.randomElement(using: &self) else { preconditionFailure("Nothing to pick from.") }
        return choice
    }
}
