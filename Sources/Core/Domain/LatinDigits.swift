// SPDX-License-Identifier: Apache-2.0

extension Unicode.Scalar {
    /// The Latin digit that means the same as this digit of another script (Khmer ០-៩, full-width ０-９); else itself.
    ///
    /// A Khmer keyboard types its own digits into codes, telephone numbers and weights; the platform stores Latin ones.
    public var latinDigit: Unicode.Scalar {
        for zero: UInt32 in [0x17E0, 0xFF10] where (zero..<zero + 10).contains(value) {
            return Unicode.Scalar(UInt8(48 + value - zero))
        }
        return self
    }
}

extension StringProtocol {
    /// The same text with every digit of another script written as a Latin one.
    public var withLatinDigits: String {
        String(String.UnicodeScalarView(unicodeScalars.map(\.latinDigit)))
    }
}
