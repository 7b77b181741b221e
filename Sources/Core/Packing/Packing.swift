// SPDX-License-Identifier: Apache-2.0

// Packing: any Codable value as few bytes, and back. What is kept for decades is written in a public form, CBOR
// (RFC 8949), so that it can be read without this program; frequent words are numbers of a table that only grows.
//
//   PackedNames          the table of frequent words
//   PackedWriter         one item of CBOR after another
//   PackedEncoder        Codable on top of it
//   PackedReader         finds items in bytes that may be damaged
//   PackedDecoder        Codable on top of it
//   PackedTree           the same value for those who do not know its type, and as JSON
//
// Equal values give equal bytes, as long as they encode no unordered set or dictionary.

/// Writes and reads values in the packed form, with one table of names.
public struct Packing: Sendable {
    let names: PackedNames

    public init(names: PackedNames) { self.names = names }

    /// The value's bytes.
    ///
    /// - Throws: what the value's own `encode(to:)` throws.
    public func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = PackedEncoder(PackedWriter(names: names))
        try encoder.take(value)
        return encoder.writer.bytes
    }

    /// - Throws: `DecodingError` when the bytes do not hold such a value and nothing else.
    public func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        let reader = PackedReader(bytes: bytes, names: names)
        guard try reader.end(of: 0) == bytes.count else { throw reader.damaged(bytes.count, "one value and nothing after it") }
        return try Value(from: PackedDecoder(reader: reader, offset: 0))
    }
}

/// How an item begins: its major type and what follows, as RFC 8949 section 3 numbers them.
enum PackedKind: UInt8 {
    case unsigned, negative, bytes, text, array, map, tag, simple
}

/// Marks before an item that say how it was written before it was packed.
enum PackedTag {
    /// The number of a name in the table. RFC 8949 leaves tag 6 to be assigned; inside this platform's files it means this.
    static let name: UInt64 = 6
    /// A whole number that was text of decimal digits, as identifiers are. Tag 7 is left to be assigned, too.
    static let digits: UInt64 = 7
    /// A whole number that stands before in the same value: its place among those of 8 bytes. Tag 8 is left to be assigned, too.
    static let same: UInt64 = 8
    /// Bytes that were text in base64url (RFC 8949 section 3.4.5.2).
    static let base64url: UInt64 = 21
}

/// One-byte items.
enum PackedSimple {
    static let no: UInt8 = 0xF4
    static let yes: UInt8 = 0xF5
    static let null: UInt8 = 0xF6
    static let real: UInt8 = 0xFB
}

/// Numbers of 8 bytes, identifiers and moments mostly, come again and again within one value.
enum PackedRepeat {
    static let least: UInt64 = 1 << 32
    /// No more than these are looked through for each number.
    static let window = 256
}
