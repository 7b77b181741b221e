// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number as a person or file gives it: `digits / 10^scale`.
///
/// Weights are never read through binary fractions: 0.1 t is 100,000 g exactly.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
    public var digits: Int64
    /// Number of digits behind the point, 0...12.
    public var scale: Int

    /// - Parameter scale: 0...12.
    public init(digits: Int64, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads plain canonical text: optional minus, digits, optionally a point and digits. `nil` for anything else,
    /// for more than 12 digits behind the point and for numbers that do not fit.
    public init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// As above; texts of a whole workbook are read by it.
    public init?(_ text: String) {
        var text = text
        guard let read = text.withUTF8({ Self.read($0) }) else { return nil }
        self = read
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
        var digits: Int64 = 0
        var scale = 0
        var seenPoint = false
        var seenDigit = false
        for (i, byte) in text.enumerated() {
            switch byte {
            case 45 where i == 0: continue
            case 46 where !seenPoint && seenDigit: seenPoint = true
            case 48...57:
                seenDigit = true
                let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
                let (sum, overflow2) = product.addingReportingOverflow(Int64(byte - 48))
                if overflow || overflow2 { return nil }
                digits = sum
                if seenPoint { scale += 1 }
            default: return nil
            }
        }
        guard seenDigit, scale <= 12, text.last != 46 else { return nil }
        return ExactDecimal(digits: text.first == 45 ? -digits : digits, scale: scale)
    }

    /// `self * factor` as a whole number, rounded half away from zero.
    ///
    /// - Returns: the whole number and whether rounding changed the value; `nil` when it does not fit 64 bits.
    public func scaled(by factor: ExactDecimal) -> (whole: Int64, isRounded: Bool)? {
        // Two magnitudes of 64 bits never exceed 128, nor does 10^24.
        let product = UInt128(digits.magnitude) * UInt128(factor.digits.magnitude)
        var divisor: UInt128 = 1
        for _ in 0..<(scale + factor.scale) { divisor *= 10 }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        let rounded = remainder >= divisor - remainder ? quotient + 1 : quotient
        guard let whole = Int64(exactly: rounded) else { return nil }
        let isNegative = (digits < 0) != (factor.digits < 0)
        return (isNegative ? -whole : whole, remainder != 0)
    }

    public var description: String {
        let text = String(digits.magnitude)
        let sign = digits < 0 ? "-" : ""
        guard scale > 0 else { return sign + text }
        let filled = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
        return sign + filled.dropLast(scale) + "." + filled.suffix(scale)
    }
}
