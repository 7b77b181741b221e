// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers that look random and are the same for the same seed: a simulation gives the same figure each time.
///
/// - Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.
public struct SplitMix: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0..<1.
    public mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Of the standard normal distribution.
    ///
    /// - Source: Box, Muller, Annals of Mathematical Statistics 29 (1958).
    public mutating func normal() -> Double { (-2 * log(1 - share())).squareRoot() * cos(2 * .pi * share()) }
}
