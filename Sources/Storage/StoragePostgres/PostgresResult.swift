// SPDX-License-Identifier: Apache-2.0

import CPostgres
import StorageCore

/// What a statement answered; its memory is libpq's until the last user lets go.
final class PostgresResult {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    /// Rows answered.
    var count: Int { Int(PQntuples(handle)) }

    /// Rows inserted, updated or deleted; 0 for statements of other kinds.
    var changed: Int {
        let command = String(cString: PQcmdStatus(handle))
        guard Self.changingWords.contains(where: command.hasPrefix) else { return 0 }
        return Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    private static let changingWords = ["INSERT ", "UPDATE ", "DELETE ", "COPY "]

    /// A value of a catalogue query, as text.
    func text(_ row: Int, _ column: Int) -> String? {
        guard PQgetisnull(handle, Int32(row), Int32(column)) == 0 else { return nil }
        return PQgetvalue(handle, Int32(row), Int32(column)).map { String(cString: $0) }
    }

    private lazy var columns = (0..<PQnfields(handle)).map { PQfname(handle, $0).map { String(cString: $0) } ?? "" }
    private lazy var types = (0..<PQnfields(handle)).map { PQftype(handle, $0) }

    /// Rows that came in binary form.
    func rows(_ range: Range<Int>) throws(PostgresFailure) -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(range.count)
        for row in range {
            var values: [SQLValue] = []
            values.reserveCapacity(types.count)
            for column in types.indices { values.append(try value(Int32(row), Int32(column))) }
            rows.append(Row(columns: columns, values: values))
        }
        return rows
    }

    private func value(_ row: Int32, _ column: Int32) throws(PostgresFailure) -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        let type = types[Int(column)]
        switch type {
        case TypeNumber.int8: return .int(Int64(bitPattern: Self.whole(bytes)))
        case TypeNumber.int4: return .int(Int64(Int32(truncatingIfNeeded: Self.whole(bytes))))
        case TypeNumber.int2: return .int(Int64(Int16(truncatingIfNeeded: Self.whole(bytes))))
        case TypeNumber.oid: return .int(Int64(Self.whole(bytes)))
        // Neither engine needs a boolean column; what compares gives one here, and 0 or 1 on SQLite.
        case TypeNumber.boolean: return .int(bytes[0] == 0 ? 0 : 1)
        case TypeNumber.float8: return .real(Double(bitPattern: Self.whole(bytes)))
        case TypeNumber.float4: return .real(Double(Float(bitPattern: UInt32(Self.whole(bytes)))))
        case TypeNumber.text, TypeNumber.varying, TypeNumber.padded, TypeNumber.name, TypeNumber.json, TypeNumber.unknown:
            return .text(String(decoding: bytes, as: UTF8.self))
        case TypeNumber.bytes: return .blob([UInt8](bytes))
        case TypeNumber.numeric: return try Self.numeric(bytes)
        default:
            throw PostgresFailure(.statement(text: columns[Int(column)], reason: "its type has number \(type), which no store reads"))
        }
    }

    /// Up to eight bytes, the highest first.
    private static func whole(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// `sum` of whole numbers is NUMERIC, which SQLite gives as a whole number: so is this, as long as 64 bits hold it.
    ///
    /// Source: `numeric_send` of PostgreSQL 15: digits of base 10,000, their count, weight of the first, sign, digits after the point.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) throws(PostgresFailure) -> SQLValue {
        func part(_ index: Int) -> UInt16 { UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1]) }
        let count = Int(part(0))
        let weight = Int(Int16(bitPattern: part(1)))
        let isNegative = part(2) == 0x4000
        guard part(2) == 0 || isNegative else { return .real(.infinity) }
        if count <= weight + 1 {
            var sum: Int64 = 0
            var fits = true
            for place in 0..<max(weight + 1, 0) {
                let digit = place < count ? Int64(part(4 + place)) : 0
                let (shifted, over) = sum.multipliedReportingOverflow(by: 10_000)
                let (added, tooMuch) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
                fits = fits && !over && !tooMuch
                sum = added
            }
            guard fits else { throw PostgresFailure(.statement(text: "", reason: "integer overflow")) }
            return .int(sum)
        }
        var real = 0.0
        var scale = 1.0
        for _ in 0..<abs(weight) { scale *= 10_000 }
        if weight < 0 { scale = 1 / scale }
        for place in 0..<count {
            real += Double(part(4 + place)) * scale
            scale /= 10_000
        }
        return .real(isNegative ? -real : real)
    }
}
