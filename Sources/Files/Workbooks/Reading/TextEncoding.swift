// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the letters of a delimited text are stored.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    case utf8, utf16LittleEndian, utf16BigEndian
    /// Western European; Windows without another setting.
    case windows1252
    /// Vietnamese.
    case windows1258

    /// The text of bytes; `nil` where they hold what the encoding does not know.
    public func decode(_ bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .utf16LittleEndian, .utf16BigEndian:
            guard bytes.count % 2 == 0 else { return nil }
            var units: [UInt16] = []
            units.reserveCapacity(bytes.count / 2)
            var high: UInt16?
            for byte in bytes {
                if let first = high {
                    units.append(self == .utf16LittleEndian ? UInt16(byte) << 8 | first : first << 8 | UInt16(byte))
                    high = nil
                } else {
                    high = UInt16(byte)
                }
            }
            return String(validating: units, as: UTF16.self)
        case .windows1252, .windows1258:
            var scalars = String.UnicodeScalarView()
            for byte in bytes {
                let code = byte < 128 ? UInt16(byte) : (self == .windows1252 ? Self.western : Self.vietnamese)[Int(byte) - 128]
                guard code != 0 || byte == 0, let scalar = Unicode.Scalar(code) else { return nil }
                scalars.append(scalar)
            }
            // Vietnamese stores tone marks behind their letters; people expect one letter.
            return self == .windows1258 ? String(scalars).precomposedStringWithCanonicalMapping : String(scalars)
        }
    }

    /// Code points of bytes 128...255; 0 where there is none. Source: the tables of unicode.org, Windows code pages 1252 and 1258.
    private static let western: [UInt16] =
        [
            0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0,
            0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
        ] + Array(0xA0...0xFF)

    private static let vietnamese: [UInt16] = {
        var table = western
        let others: [(byte: Int, code: UInt16)] = [
            (0x8A, 0), (0x8E, 0), (0x9A, 0), (0x9E, 0), (0xC3, 0x102), (0xCC, 0x300), (0xD0, 0x110), (0xD2, 0x309), (0xD5, 0x1A0), (0xDD, 0x1AF),
            (0xDE, 0x303), (0xE3, 0x103), (0xEC, 0x301), (0xF0, 0x111), (0xF2, 0x323), (0xF5, 0x1A1), (0xFD, 0x1B0), (0xFE, 0x20AB),
        ]
        for other in others { table[other.byte - 128] = other.code }
        return table
    }()
}
