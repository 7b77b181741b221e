// SPDX-License-Identifier: Apache-2.0

/// A six-digit code of a waste list, such as 04 02 22. Only the number: names and the hazard mark stand in the list.
///
/// The number is the code read as a whole number (40222), so that it sorts like the code and fits a database column.
public struct WasteCodeID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// 010101...999999, the six digits read as one number.
    public let raw: Int32

    /// `nil` unless chapter, subchapter and entry are each 1...99.
    public init?(raw: Int32) {
        guard (10_101...999_999).contains(raw), raw % 10_000 >= 101, raw % 100 >= 1 else { return nil }
        self.raw = raw
    }

    /// Reads exactly six digits, `040222`, as files and interfaces write it.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int32(text) else { return nil }
        self.init(raw: number)
    }

    /// Reads a code as people write it: `04 02 22`, `04.02.22*`, `040222`; the hazard mark is passed over.
    public init?(written text: some StringProtocol) {
        var digits = ""
        for scalar in text.unicodeScalars {
            let scalar = scalar.latinDigit
            switch scalar.value {
            case 48...57: digits.unicodeScalars.append(scalar)
            case 0x20, 0xA0, 0x2009, 0x202F, 0x200B, 0x2E, 0x2D, 0x2A: continue
            default: return nil
            }
        }
        self.init(text: digits)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = WasteCodeID(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a waste code of six digits such as 040222")
        }
        self = code
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Six digits without spaces, `040222`; read back by ``init(text:)``.
    public var text: String { padded(Int(raw), 6) }
    /// Two digits, `04`.
    public var chapter: String { String(text.prefix(2)) }
    /// Four digits, `0402`.
    public var subchapter: String { String(text.prefix(4)) }

    /// As printed in the list, without hazard mark: `04 02 22`.
    public var description: String {
        "\(padded(Int(raw) / 10_000, 2)) \(padded(Int(raw) / 100 % 100, 2)) \(padded(Int(raw) % 100, 2))"
    }

    public static func < (a: WasteCodeID, b: WasteCodeID) -> Bool { a.raw < b.raw }
}
