// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number as a person or file gives it: `digits / 10^scale`.
///
/// Weights are never read through binary fractions: 0.1 t is 100,000 g exactly.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
    public var digits: Int64
    /// Number of digits behind the point, 0...12.
    public var scale: Int

    public init(digits: Int64, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads plain canonical text: optional minus, digits, optionally a point and digits. `nil` for anything else,
    /// for more than 12 digits behind the point and for numbers that do not fit.
    public init?(_ text: some StringProtocol) {
        var digits: Int64 = 0
        var scale = 0
        var seenPoint = false
        var seenDigit = false
        var negative = false
        for (i, byte) in text.utf8.enumerated() {
            switch byte {
            case 45 where i == 0: negative = true
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
        guard seenDigit, scale <= 12, !text.hasSuffix(".") else { return nil }
        self.digits = negative ? -digits : digits
        self.scale = scale
    }

    /// `self * numerator / 10^denominatorScale` as a whole number, rounded half away from zero.
    ///
    /// - Returns: the whole number and whether rounding changed the value; `nil` when it does not fit 64 bits.
    public func scaled(by factor: ExactDecimal) -> (whole: Int64, isRounded: Bool)? {
        let (high, low) = digits.magnitude.multipliedFullWidth(by: factor.digits.magnitude)
        var divisor: UInt64 = 1
        for _ in 0..<(scale + factor.scale) {
            let (next, overflow) = divisor.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            divisor = next
        }
        guard high < divisor else { return nil }
        let (quotient, remainder) = divisor.dividingFullWidth((high, low))
        let rounded = remainder >= divisor - remainder && remainder > 0 ? quotient + 1 : quotient
        guard rounded <= UInt64(Int64.max) else { return nil }
        let isNegative = (digits < 0) != (factor.digits < 0)
        return (isNegative ? -Int64(rounded) : Int64(rounded), remainder != 0)
    }

    public var description: String {
        let text = String(digits.magnitude)
        let sign = digits < 0 ? "-" : ""
        guard scale > 0 else { return sign + text }
        let filled = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
        return sign + filled.dropLast(scale) + "." + filled.suffix(scale)
    }
}
