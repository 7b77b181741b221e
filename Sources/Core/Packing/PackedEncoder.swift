// SPDX-License-Identifier: Apache-2.0

/// Lets a value write itself as items. One encoder serves a whole value: containers are written in the order of their use.
final class PackedEncoder: Encoder {
    let writer: PackedWriter

    init(_ writer: PackedWriter) { self.writer = writer }

    // Nothing here fails by place, so no path is kept.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(PackedMap(encoder: self, container: writer.open(.map)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { PackedArray(encoder: self, container: writer.open(.array)) }
    func singleValueContainer() -> any SingleValueEncodingContainer { PackedSingle(encoder: self) }

    /// Writes one value. A value that says nothing about itself is an empty map.
    func take(_ value: some Encodable) throws {
        let before = writer.bytes.count
        try value.encode(to: self)
        if writer.bytes.count == before { _ = writer.open(.map) }
    }
}

private struct PackedMap<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: PackedEncoder
    let container: Int
    var codingPath: [any CodingKey] { [] }

    private func next(_ key: Key) -> PackedWriter {
        encoder.writer.count(in: container)
        encoder.writer.key(key.stringValue)
        return encoder.writer
    }

    func encodeNil(forKey key: Key) { next(key).null() }
    func encode(_ value: Bool, forKey key: Key) { next(key).bool(value) }
    func encode(_ value: String, forKey key: Key) { next(key).text(value) }
    func encode(_ value: Double, forKey key: Key) { next(key).real(value) }
    func encode(_ value: Float, forKey key: Key) { next(key).real(Double(value)) }
    func encode(_ value: Int, forKey key: Key) { next(key).int(Int64(value)) }
    func encode(_ value: Int64, forKey key: Key) { next(key).int(value) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        _ = next(key)
        try encoder.take(value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        _ = next(key)
        return encoder.container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        _ = next(key)
        return encoder.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        encoder.writer.count(in: container)
        encoder.writer.key("super")
        return encoder
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        _ = next(key)
        return encoder
    }
}

private struct PackedArray: UnkeyedEncodingContainer {
    let encoder: PackedEncoder
    let container: Int
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.writer.elements(of: container) }

    private func next() -> PackedWriter {
        encoder.writer.count(in: container)
        return encoder.writer
    }

    func encodeNil() { next().null() }
    func encode(_ value: Bool) { next().bool(value) }
    func encode(_ value: String) { next().text(value) }
    func encode(_ value: Double) { next().real(value) }
    func encode(_ value: Int) { next().int(Int64(value)) }
    func encode(_ value: Int64) { next().int(value) }

    func encode(_ value: some Encodable) throws {
        _ = next()
        try encoder.take(value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        _ = next()
        return encoder.container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        _ = next()
        return encoder.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        _ = next()
        return encoder
    }
}

private struct PackedSingle: SingleValueEncodingContainer {
    let encoder: PackedEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.writer.null() }
    func encode(_ value: Bool) { encoder.writer.bool(value) }
    func encode(_ value: String) { encoder.writer.text(value) }
    func encode(_ value: Double) { encoder.writer.real(value) }
    func encode(_ value: Float) { encoder.writer.real(Double(value)) }
    func encode(_ value: Int) { encoder.writer.int(Int64(value)) }
    func encode(_ value: Int8) { encoder.writer.int(Int64(value)) }
    func encode(_ value: Int16) { encoder.writer.int(Int64(value)) }
    func encode(_ value: Int32) { encoder.writer.int(Int64(value)) }
    func encode(_ value: Int64) { encoder.writer.int(value) }
    func encode(_ value: UInt) { encoder.writer.number(UInt64(value)) }
    func encode(_ value: UInt8) { encoder.writer.number(UInt64(value)) }
    func encode(_ value: UInt16) { encoder.writer.number(UInt64(value)) }
    func encode(_ value: UInt32) { encoder.writer.number(UInt64(value)) }
    func encode(_ value: UInt64) { encoder.writer.number(value) }
    func encode(_ value: some Encodable) throws { try encoder.take(value) }
}
