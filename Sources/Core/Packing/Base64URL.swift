// SPDX-License-Identifier: Apache-2.0

/// Text of RFC 4648 section 5 without padding, for digests of 32 bytes: 43 characters.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (i, character) in alphabet.enumerated() { values[Int(character)] = UInt8(i) }
        return values
    }()

    /// The 32 bytes behind a text; `nil` for any text that would not come back the same.
    static func digest(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 43 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var (kept, bits) = (UInt32(0), 0)
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != 0xFF else { return nil }
            kept = kept << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: kept >> UInt32(bits)))
            }
        }
        // 43 characters hold 258 bits; the last two must be empty.
        return kept & 3 == 0 ? bytes : nil
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (kept, bits) = (UInt32(0), 0)
        for byte in bytes {
            kept = kept << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(kept >> UInt32(bits)) & 63])
            }
        }
        if bits > 0 { text.append(alphabet[Int(kept << UInt32(6 - bits)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}
