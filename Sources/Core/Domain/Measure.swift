// SPDX-License-Identifier: Apache-2.0

/// An exact number that bodies and answers hold as its digits, so that what was given is never lost to binary fractions.
public struct Measure: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let number: ExactDecimal

    public init(_ number: ExactDecimal) { self.number = number.withoutTrailingZeros }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = ExactDecimal(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a number such as 12.5")
        }
        self.init(number)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String { number.description }
    /// For drawing only.
    public var approximate: Double { Double(number.description) ?? 0 }

    public static func < (a: Measure, b: Measure) -> Bool {
        // 64 bits times 10^12 fit 128.
        Int128(a.number.digits) * power(b.number.scale) < Int128(b.number.digits) * power(a.number.scale)
    }

    /// `self * factor`, exactly; `nil` when it takes more than 64 bits or 12 places.
    public func times(_ factor: ExactDecimal) -> Measure? {
        var digits = Int128(number.digits) * Int128(factor.digits)
        var scale = number.scale + factor.scale
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        guard scale <= 12, let small = Int64(exactly: digits) else { return nil }
        return Measure(ExactDecimal(digits: small, scale: scale))
    }

    /// Ten to the power of a whole number from 0 to 38.
    public static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 } }
}
