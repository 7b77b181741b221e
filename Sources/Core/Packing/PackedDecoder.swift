// SPDX-License-Identifier: Apache-2.0

/// Lets a value read itself from the item at one offset.
struct PackedDecoder: Decoder {
    let reader: PackedReader
    let offset: Int

    // Damage is named by its byte, so no path is kept.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try PackedEntries(reader: reader, map: offset))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try PackedElements(reader: reader, array: offset) }
    func singleValueContainer() -> any SingleValueDecodingContainer { PackedItem(reader: reader, offset: offset) }
}

/// A map, looked through once; values mostly come in the order in which they are asked for.
private final class PackedEntries<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let reader: PackedReader
    private var entries: [(key: String, offset: Int)] = []
    private var likely = 0

    init(reader: PackedReader, map offset: Int) throws {
        self.reader = reader
        let head = try reader.head(at: offset)
        guard head.kind == .map else { throw reader.damaged(offset, "a map") }
        var next = head.content
        entries.reserveCapacity(Int(min(head.number, 64)))
        for _ in 0..<head.number {
            let value = try reader.end(of: next)
            entries.append((try reader.key(at: next), value))
            next = try reader.end(of: value)
        }
    }

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    private func find(_ name: String) -> Int? {
        if likely < entries.count, entries[likely].key == name {
            likely += 1
            return entries[likely - 1].offset
        }
        guard let place = entries.firstIndex(where: { $0.key == name }) else { return nil }
        likely = place + 1
        return entries[place].offset
    }

    private func offset(_ key: Key) throws -> Int {
        guard let offset = find(key.stringValue) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "\(key.stringValue) is missing"))
        }
        return offset
    }

    func contains(_ key: Key) -> Bool { entries.contains { $0.key == key.stringValue } }
    func decodeNil(forKey key: Key) throws -> Bool { reader.isNull(at: try offset(key)) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try reader.bool(at: offset(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try reader.text(at: offset(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try reader.real(at: offset(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try reader.int(Int.self, at: offset(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try reader.int(Int64.self, at: offset(key)) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: PackedDecoder(reader: reader, offset: offset(key)))
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let offset = find(key.stringValue), !reader.isNull(at: offset) else { return nil }
        return try Value(from: PackedDecoder(reader: reader, offset: offset))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(try PackedEntries<Nested>(reader: reader, map: offset(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try PackedElements(reader: reader, array: offset(key)) }

    func superDecoder() throws -> any Decoder {
        guard let offset = find("super") else { throw reader.damaged(reader.bytes.count, "an entry named super") }
        return PackedDecoder(reader: reader, offset: offset)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { PackedDecoder(reader: reader, offset: try offset(key)) }
}

private struct PackedElements: UnkeyedDecodingContainer {
    private let reader: PackedReader
    private let size: Int
    private var next: Int
    private(set) var currentIndex = 0

    init(reader: PackedReader, array offset: Int) throws {
        self.reader = reader
        let head = try reader.head(at: offset)
        guard head.kind == .array, head.number <= UInt64(reader.bytes.count) else { throw reader.damaged(offset, "a list") }
        size = Int(head.number)
        next = head.content
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { size }
    var isAtEnd: Bool { currentIndex == size }

    /// Gives an element's offset and goes on behind it.
    private mutating func step() throws -> Int {
        guard !isAtEnd else { throw reader.damaged(next, "one more element") }
        let offset = next
        next = try reader.end(of: offset)
        currentIndex += 1
        return offset
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, reader.isNull(at: next) else { return false }
        _ = try step()
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(at: step()) }
    mutating func decode(_ type: String.Type) throws -> String { try reader.text(at: step()) }
    mutating func decode(_ type: Double.Type) throws -> Double { try reader.real(at: step()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try reader.int(Int.self, at: step()) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try reader.int(Int64.self, at: step()) }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: PackedDecoder(reader: reader, offset: step()))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(try PackedEntries<Nested>(reader: reader, map: step()))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try PackedElements(reader: reader, array: step()) }
    mutating func superDecoder() throws -> any Decoder { PackedDecoder(reader: reader, offset: try step()) }
}

private struct PackedItem: SingleValueDecodingContainer {
    let reader: PackedReader
    let offset: Int
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { reader.isNull(at: offset) }
    func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(at: offset) }
    func decode(_ type: String.Type) throws -> String { try reader.text(at: offset) }
    func decode(_ type: Double.Type) throws -> Double { try reader.real(at: offset) }
    func decode(_ type: Float.Type) throws -> Float { Float(try reader.real(at: offset)) }
    func decode(_ type: Int.Type) throws -> Int { try reader.int(type, at: offset) }
    func decode(_ type: Int8.Type) throws -> Int8 { try reader.int(type, at: offset) }
    func decode(_ type: Int16.Type) throws -> Int16 { try reader.int(type, at: offset) }
    func decode(_ type: Int32.Type) throws -> Int32 { try reader.int(type, at: offset) }
    func decode(_ type: Int64.Type) throws -> Int64 { try reader.int(type, at: offset) }
    func decode(_ type: UInt.Type) throws -> UInt { try reader.int(type, at: offset) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try reader.int(type, at: offset) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try reader.int(type, at: offset) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try reader.int(type, at: offset) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try reader.int(type, at: offset) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: PackedDecoder(reader: reader, offset: offset)) }
}
