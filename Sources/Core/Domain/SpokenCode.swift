// SPDX-License-Identifier: Apache-2.0

/// A short code that is said over the telephone, written on paper and typed on a small screen: symbols of
/// ``SpokenAlphabet``, the last one a check symbol.
public struct SpokenCode: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Canonical text: capitals, no separators, check symbol last.
    public let text: String

    /// - Parameters:
    ///   - randomness: at least `length - 1` random bytes; each gives five bits, so the code holds `5 * (length - 1)` bits.
    ///   - length: symbols with the check symbol, `2...31`.
    public static func make(randomness: [UInt8], length: Int) -> SpokenCode {
        precondition(randomness.count >= length - 1, "A spoken code needs one random byte per symbol.")
        return make(body: randomness.prefix(length - 1).map { $0 & 31 }, length: length)
    }

    /// - Parameters:
    ///   - value: a number below `32^(length - 1)`; shorter numbers are filled with zeros in front.
    ///   - length: symbols with the check symbol, `2...31`.
    public static func make(value: UInt64, length: Int) -> SpokenCode {
        make(body: SpokenCode.body(value: value, count: length - 1), length: length)
    }

    /// Reads what a person typed: lower case, O for 0, I and L for 1, digits of other scripts, spaces and dashes anywhere.
    ///
    /// - Parameter length: symbols the code must have, check symbol included.
    public static func read(_ typed: String, length: Int) -> Result<SpokenCode, SpokenCodeRefusal> {
        Result { () throws(SpokenCodeRefusal) in
            let values = try SpokenAlphabet.values(of: typed)
            guard values.count == length else { throw .wrongLength(expected: length, found: values.count) }
            guard SpokenAlphabet.isValid(values) else { throw .wrongCheck }
            return SpokenCode(text: SpokenAlphabet.text(of: values))
        }
    }

    /// Groups of four joined by dashes, as shown and said: `7KQ4-M2XA`.
    public var description: String { Self.grouped(text) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let values = try? SpokenAlphabet.values(of: text), values.count >= 2, SpokenAlphabet.isValid(values) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a code with its check symbol")
        }
        self.init(text: SpokenAlphabet.text(of: values))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private init(text: String) { self.text = text }

    private static func make(body: [UInt8], length: Int) -> SpokenCode {
        precondition((2...SpokenAlphabet.lengthMax).contains(length), "A spoken code has 2 to 31 symbols.")
        return SpokenCode(text: SpokenAlphabet.text(of: body + [SpokenAlphabet.check(for: body)]))
    }

    static func grouped(_ text: String) -> String {
        var result = ""
        for (position, symbol) in text.enumerated() {
            if position > 0, position % 4 == 0 { result.append("-") }
            result.append(symbol)
        }
        return result
    }

    /// `value` in base 32 with `count` digits, highest first.
    static func body(value: UInt64, count: Int) -> [UInt8] {
        var rest = value
        var digits = [UInt8](repeating: 0, count: count)
        for position in digits.indices.reversed() {
            digits[position] = UInt8(rest & 31)
            rest >>= 5
        }
        precondition(rest == 0, "The number does not fit the code's length.")
        return digits
    }
}
