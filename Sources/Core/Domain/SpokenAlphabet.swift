// SPDX-License-Identifier: Apache-2.0

/// The 32 symbols of codes that people say and type: digits and capitals without I, L, O and U, which are heard or read
/// as others. Symbol values are 0...31, in this order.
///
/// Source of the symbols: Crockford, "Base 32" (crockford.com/base32.html). Its mod 37 check needs five more signs, so the
/// check symbol here is another: the code word is a polynomial over the field of 32 elements (x^5 + x^2 + 1) that is zero at
/// the field's generator. Any single wrong symbol and any two exchanged symbols less than 31 places apart change that value,
/// and the check symbol stays within the same 32.
public enum SpokenAlphabet {
    public static let symbols: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    /// Longest code, check symbol included, for which the promise above holds: the generator's order.
    public static let lengthMax = 31

    /// The value of a symbol as typed: lower case too, O for 0, I and L for 1, digits of other scripts.
    public static func value(of typed: Unicode.Scalar) -> UInt8? {
        let scalar = typed.latinDigit
        guard scalar.isASCII else { return nil }
        let byte = UInt8(scalar.value)
        let capital = (97...122).contains(byte) ? byte - 32 : byte
        let meant: UInt8 =
            switch capital {
            case UInt8(ascii: "O"): UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
            default: capital
            }
        return symbols.firstIndex(of: meant).map { UInt8($0) }
    }

    /// The values of a code as typed. Spaces, dashes, points and invisible signs between symbols mean nothing.
    public static func values(of text: String) throws(SpokenCodeRefusal) -> [UInt8] {
        var values: [UInt8] = []
        for scalar in text.unicodeScalars where !isSeparator(scalar) {
            guard let value = value(of: scalar) else { throw .badCharacter(String(scalar)) }
            values.append(value)
        }
        return values
    }

    public static func text(of values: some Sequence<UInt8>) -> String {
        String(decoding: values.map { symbols[Int($0)] }, as: UTF8.self)
    }

    /// The symbol that makes `values` followed by it a valid code.
    public static func check(for values: some Sequence<UInt8>) -> UInt8 { timesGenerator(remainder(of: values)) }

    /// Whether the last value is the check of those before it.
    public static func isValid(_ values: some Sequence<UInt8>) -> Bool { remainder(of: values) == 0 }

    /// The polynomial's value at the generator, by Horner's rule.
    private static func remainder(of values: some Sequence<UInt8>) -> UInt8 {
        values.reduce(0) { timesGenerator($0) ^ $1 }
    }

    private static func timesGenerator(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 0b100000 == 0 ? shifted : shifted ^ 0b100101
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace || scalar == "." || scalar == "_" { return true }
        return switch scalar.properties.generalCategory {
        case .dashPunctuation, .format: true
        default: false
        }
    }
}

/// Why a typed code is not one.
public enum SpokenCodeRefusal: Error, Hashable, Sendable {
    /// Lengths count symbols, check symbol included, separators not.
    case wrongLength(expected: Int, found: Int)
    /// A sign that no code contains.
    case badCharacter(String)
    /// At least one symbol is not the one that was given out.
    case wrongCheck
}
