// SPDX-License-Identifier: Apache-2.0

/// Rows of one table, packed as they are made, for loads of millions: ten values of a row cost no ten objects.
///
/// A row stands in `bytes` as PostgreSQL's binary COPY wants it: the number of values in two bytes, then for each its length in four
/// bytes (-1 is NULL) and the value, numbers as eight bytes, the highest first. Drivers read it from there.
public struct RowBatch: Sendable {
    public enum Kind: Sendable {
        case int, real, text, blob
    }

    public struct Column: Sendable {
        public let name: StaticString
        public let kind: Kind

        public init(_ name: StaticString, _ kind: Kind = .int) {
            self.name = name
            self.kind = kind
        }
    }

    public let table: StaticString
    public let columns: [Column]
    public private(set) var bytes: [UInt8] = []
    /// Where each row begins in `bytes`.
    public private(set) var starts: [Int] = []
    /// By which rows are put in order; one per row.
    public private(set) var keys: [Int64] = []

    public init(_ table: StaticString, _ columns: [Column]) {
        self.table = table
        self.columns = columns
    }

    public var count: Int { starts.count }
    public var isEmpty: Bool { starts.isEmpty }

    /// Begins a row; as many values follow as there are columns.
    public mutating func begin(key: Int64) {
        starts.append(bytes.count)
        keys.append(key)
        append(big: Int16(columns.count))
    }

    public mutating func append(_ value: Int64) {
        // Length and value at one go: most of what a load packs are numbers.
        withUnsafeBytes(of: (UInt64(8).bigEndian, value.bigEndian)) { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[4..<16])) }
    }

    public mutating func append(_ value: Int64?) {
        if let value { append(value) } else { append(big: Int32(-1)) }
    }

    public mutating func append(_ value: Double?) {
        guard let value else { return append(big: Int32(-1)) }
        append(big: Int32(8))
        append(big: Int64(bitPattern: value.bitPattern))
    }

    public mutating func append(_ value: String) {
        let utf8 = value.utf8
        append(big: Int32(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    public mutating func append(_ value: String?) {
        if let value { append(value) } else { append(big: Int32(-1)) }
    }

    public mutating func append(_ value: [UInt8]) {
        append(big: Int32(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func append(big value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Adds the rows of another batch of the same table.
    public mutating func append(_ other: RowBatch) {
        let shift = bytes.count
        bytes += other.bytes
        keys += other.keys
        starts.reserveCapacity(starts.count + other.count)
        for start in other.starts { starts.append(start + shift) }
    }

    /// Takes out the rows whose key is below a limit, in the order of their keys; the others stay.
    public mutating func take(below limit: Int64 = .max) -> RowBatch {
        var order: [Int] = []
        var rest: [Int] = []
        for index in keys.indices { if keys[index] < limit { order.append(index) } else { rest.append(index) } }
        keys.withUnsafeBufferPointer { keys in order.sort { keys[$0] < keys[$1] } }
        let taken = picked(order)
        self = picked(rest)
        return taken
    }

    /// The bytes of one row.
    public func range(_ row: Int) -> Range<Int> { starts[row]..<(row + 1 < starts.count ? starts[row + 1] : bytes.count) }

    private func picked(_ rows: [Int]) -> RowBatch {
        var result = RowBatch(table, columns)
        result.starts.reserveCapacity(rows.count)
        result.keys.reserveCapacity(rows.count)
        result.bytes.reserveCapacity(rows.count == count ? bytes.count : rows.reduce(0) { $0 + range($1).count })
        for row in rows {
            result.starts.append(result.bytes.count)
            result.keys.append(keys[row])
            result.bytes.append(contentsOf: bytes[range(row)])
        }
        return result
    }
}
