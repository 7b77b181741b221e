// SPDX-License-Identifier: Apache-2.0

/// The number of a blank paper note: `BP-26-7KQ4-M2X`.
///
/// Prefix, two digits of the year of printing, six symbols of the serial and a check symbol. The check covers the prefix and
/// the year, so that a note's own number (``NoteNumber``) typed in its place is found out.
public struct PaperNumber: Hashable, Sendable, CustomStringConvertible {
    /// 2000...2099.
    public let year: Int
    /// Below ``NoteNumber/serialLimit``.
    public let serial: UInt64

    public static let prefix = "BP"
    private static let bodyLength = 6
    private static let wholeLength = 2 + bodyLength + 1
    private static let prefixValues = prefix.unicodeScalars.compactMap(SpokenAlphabet.value(of:))

    public static func make(year: Int, serial: UInt64) -> PaperNumber {
        precondition(NoteNumber.years.contains(year), "Paper numbers hold years 2000 to 2099.")
        precondition(serial < NoteNumber.serialLimit, "A paper's serial is below 32^6.")
        return PaperNumber(year: year, serial: serial)
    }

    /// Reads a number as typed, scanned or heard, with or without `BP`, in any case and grouping.
    public static func read(_ typed: String) -> Result<PaperNumber, SpokenCodeRefusal> {
        Result { () throws(SpokenCodeRefusal) in
            var values = try SpokenAlphabet.values(of: typed)
            if values.starts(with: prefixValues), values.count > wholeLength { values.removeFirst(prefixValues.count) }
            guard values.count == wholeLength else { throw .wrongLength(expected: wholeLength, found: values.count) }
            if let letter = values[0..<2].first(where: { $0 > 9 }) { throw .badCharacter(SpokenAlphabet.text(of: [letter])) }
            guard SpokenAlphabet.isValid(prefixValues + values) else { throw .wrongCheck }
            let serial = values[2..<2 + bodyLength].reduce(UInt64(0)) { $0 << 5 | UInt64($1) }
            return PaperNumber(year: 2000 + Int(values[0]) * 10 + Int(values[1]), serial: serial)
        }
    }

    /// Scanners type the whole address of a QR code; the number is its last piece.
    public static func scanned(_ typed: String) -> String {
        typed.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) } ?? typed
    }

    /// `BP-26-7KQ4-M2X`.
    public var description: String {
        let text = symbols
        return "\(Self.prefix)-\(text.prefix(2))-\(SpokenCode.grouped(String(text.dropFirst(2))))"
    }

    /// `BP267KQ4M2X`: for addresses and QR codes.
    public var compact: String { Self.prefix + symbols }

    private init(year: Int, serial: UInt64) {
        self.year = year
        self.serial = serial
    }

    private var symbols: String {
        let covered = [UInt8(year % 100 / 10), UInt8(year % 10)] + SpokenCode.body(value: serial, count: Self.bodyLength)
        return SpokenAlphabet.text(of: covered + [SpokenAlphabet.check(for: Self.prefixValues + covered)])
    }
}
