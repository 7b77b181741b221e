// SPDX-License-Identifier: Apache-2.0

/// The public number of a hand-over note: `BT-26-7KQ4-M2X`.
///
/// Prefix, two digits of the year of issue, six symbols of the serial and a check symbol, which covers the year too. 32^6
/// serials a year are over 1,000 million. The number names a note and opens nothing by itself.
public struct NoteNumber: Hashable, Sendable, Codable, CustomStringConvertible {
    /// 2000...2099.
    public let year: Int
    /// Below ``serialLimit``.
    public let serial: UInt64

    public static let prefix = "BT"
    public static let years = 2000...2099
    public static let serialLimit: UInt64 = 1 << 30

    private static let bodyLength = 6
    /// Year, serial and check symbol.
    private static let wholeLength = 2 + bodyLength + 1

    public static func make(year: Int, serial: UInt64) -> NoteNumber {
        precondition(years.contains(year), "Note numbers hold years 2000 to 2099.")
        precondition(serial < serialLimit, "A note's serial is below 32^6.")
        return NoteNumber(year: year, serial: serial)
    }

    /// Reads a number as typed or heard, with or without `BT`, in any case and grouping, as ``SpokenCode`` does.
    ///
    /// - Parameter assumedYear: the year meant when only the seven symbols after it were typed; the check symbol then
    ///   confirms the year as well. Without it the year must be there.
    public static func read(_ typed: String, assumedYear: Int? = nil) -> Result<NoteNumber, SpokenCodeRefusal> {
        Result { () throws(SpokenCodeRefusal) in
            var values = try SpokenAlphabet.values(of: typed)
            let prefixValues = prefix.unicodeScalars.compactMap(SpokenAlphabet.value(of:))
            if values.starts(with: prefixValues), values.count > bodyLength + 1 { values.removeFirst(prefixValues.count) }
            if let assumedYear, values.count == bodyLength + 1 { values = yearValues(assumedYear) + values }
            guard values.count == wholeLength else { throw .wrongLength(expected: wholeLength, found: values.count) }
            if let letter = values[0..<2].first(where: { $0 > 9 }) { throw .badCharacter(SpokenAlphabet.text(of: [letter])) }
            guard SpokenAlphabet.isValid(values) else { throw .wrongCheck }
            let serial = values[2..<2 + bodyLength].reduce(UInt64(0)) { $0 << 5 | UInt64($1) }
            return NoteNumber(year: 2000 + Int(values[0]) * 10 + Int(values[1]), serial: serial)
        }
    }

    /// `BT-26-7KQ4-M2X`: said in pairs and threes, never longer than four.
    public var description: String {
        let text = Self.prefix + symbols
        let year = text.dropFirst(2).prefix(2)
        return "\(Self.prefix)-\(year)-\(SpokenCode.grouped(String(text.dropFirst(4))))"
    }

    /// `BT267KQ4M2X`: for addresses and QR codes.
    public var compact: String { Self.prefix + symbols }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard case .success(let number) = NoteNumber.read(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a note number such as BT-26-7KQ4-M2X")
        }
        self = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private init(year: Int, serial: UInt64) {
        self.year = year
        self.serial = serial
    }

    private var symbols: String {
        let covered = Self.yearValues(year) + SpokenCode.body(value: serial, count: Self.bodyLength)
        return SpokenAlphabet.text(of: covered + [SpokenAlphabet.check(for: covered)])
    }

    private static func yearValues(_ year: Int) -> [UInt8] { [UInt8(year % 100 / 10), UInt8(year % 10)] }
}
