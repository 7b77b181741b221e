// SPDX-License-Identifier: Apache-2.0

import CPostgres
import StorageCore

/// Types of PostgreSQL, by their number in `pg_type`, which no version changes.
enum TypeNumber {
    static let boolean: Oid = 16, bytes: Oid = 17, name: Oid = 19, int8: Oid = 20, int2: Oid = 21, int4: Oid = 23, text: Oid = 25, oid: Oid = 26
    static let json: Oid = 114, float4: Oid = 700, float8: Oid = 701, unknown: Oid = 705, padded: Oid = 1042, varying: Oid = 1043, numeric: Oid = 1700
}

/// The values of one run of a statement, in PostgreSQL's binary form.
struct BoundValues {
    /// One per value; 0 for NULL, whose type the server finds out.
    let types: [Oid]
    private let bytes: [UInt8]
    /// Where each value begins in `bytes`; -1 for NULL.
    private let starts: [Int]
    private let lengths: [Int32]

    init(_ values: [SQLValue]) throws(PostgresFailure) {
        var types: [Oid] = []
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var lengths: [Int32] = []
        types.reserveCapacity(values.count)
        starts.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        bytes.reserveCapacity(values.count * 8)
        for (index, value) in values.enumerated() {
            let start = bytes.count
            switch value {
            case .null:
                types.append(0)
            case .int(let number):
                types.append(TypeNumber.int8)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .real(let number):
                guard !number.isNaN else { throw PostgresFailure(.invalidValue(position: index + 1, reason: "it is not a number (NaN)")) }
                types.append(TypeNumber.float8)
                withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                types.append(TypeNumber.text)
                bytes.append(contentsOf: text.utf8)
                guard !bytes[start...].contains(0) else {
                    throw PostgresFailure(.invalidValue(position: index + 1, reason: "the text has a NUL character"))
                }
            case .blob(let content):
                types.append(TypeNumber.bytes)
                bytes.append(contentsOf: content)
            }
            starts.append(value == .null ? -1 : start)
            lengths.append(Int32(bytes.count - start))
        }
        // So that an empty value has an address, which no address would make NULL.
        bytes.append(0)
        self.types = types
        self.bytes = bytes
        self.starts = starts
        self.lengths = lengths
    }

    /// Values in binary form that stand one after another, none of them NULL.
    init(types: [Oid], bytes: [UInt8], starts: [Int]) {
        self.types = types
        self.starts = starts
        lengths = starts.indices.map { Int32(($0 + 1 < starts.count ? starts[$0 + 1] : bytes.count) - starts[$0]) }
        self.bytes = bytes + [0]
    }

    /// Lends what libpq asks for: number, addresses, lengths, and forms (1 is binary).
    func withArguments<T>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        let forms = [Int32](repeating: 1, count: starts.count)
        return bytes.withUnsafeBytes { buffer in
            let addresses: [UnsafePointer<CChar>?] = starts.map { start in
                start < 0 ? nil : buffer.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
            }
            return addresses.withUnsafeBufferPointer { addresses in
                lengths.withUnsafeBufferPointer { lengths in
                    forms.withUnsafeBufferPointer { forms in
                        body(Int32(starts.count), addresses.baseAddress, lengths.baseAddress, forms.baseAddress)
                    }
                }
            }
        }
    }
}
