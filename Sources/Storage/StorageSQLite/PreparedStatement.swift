// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import StorageCore

/// One compiled statement: bind its values, step through its rows, reset.
final class PreparedStatement {
    let text: String
    var isTaken = false
    var lastUse: UInt64 = 0
    let parameterCount: Int
    /// Whether it begins, ends or nests a transaction.
    let isTransactionControl: Bool
    /// Tables of sums that the text names, among the first so many that the connection met.
    var sumTables = SumTables()
    var sumTablesLookedFor = 0
    private let handle: OpaquePointer
    private unowned let connection: SQLiteConnection
    /// Position of `$n` at index `n - 1`; `nil` when SQLite numbered them as we do.
    private let positions: [Int32]?
    private var columns: [String] = []

    init(_ text: String, on connection: SQLiteConnection) throws(StorageError) {
        var handle: OpaquePointer?
        var hasMore = false
        var source = text
        let code = source.withUTF8 { bytes -> Int32 in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    connection.handle, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
                if code == SQLITE_OK, let start = characters.baseAddress, let tail {
                    hasMore = characters[(tail - start)...].contains { $0 > 32 && $0 != 59 }
                }
                return code
            }
        }
        guard code == SQLITE_OK else { throw connection.failure(code, text) }
        guard let handle else { throw .statement(text: text, reason: "it is empty") }
        guard !hasMore else {
            sqlite3_finalize(handle)
            throw .statement(text: text, reason: "it holds more than one statement, and only the first would run")
        }
        do throws(StorageError) {
            positions = try Self.positions(of: handle, text)
        } catch {
            sqlite3_finalize(handle)
            throw error
        }
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
        isTransactionControl = Query.isTransactionControl(text)
        self.text = text
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// SQLite numbers `$n` by first appearance, not by its number: in `SELECT $2, $1` the value 1 is that of `$2`.
    private static func positions(of handle: OpaquePointer, _ text: String) throws(StorageError) -> [Int32]? {
        let count = sqlite3_bind_parameter_count(handle)
        var positions = [Int32](repeating: 0, count: Int(count))
        for position in 0..<count {
            let name = sqlite3_bind_parameter_name(handle, position + 1).map { String(cString: $0) } ?? "?"
            guard name.first == "$", let number = Int32(name.dropFirst()), (1...count).contains(number) else {
                throw .statement(text: text, reason: "placeholder \(name) is none of $1 to $\(count)")
            }
            positions[Int(number - 1)] = position + 1
        }
        return positions.elementsEqual(1..<(count + 1)) ? nil : positions
    }

    func bind(_ values: [SQLValue]) throws(StorageError) {
        guard values.count == parameterCount else {
            throw .statement(text: text, reason: "it has \(parameterCount) placeholders, and \(values.count) values came")
        }
        for index in 0..<values.count {
            let code = try bind(values[index], at: positions?[index] ?? Int32(index + 1), number: index + 1)
            if code != SQLITE_OK { throw connection.failure(code, text) }
        }
    }

    private func bind(_ value: SQLValue, at position: Int32, number: Int) throws(StorageError) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, position)
        case .int(let value):
            return sqlite3_bind_int64(handle, position, value)
        case .real(let value):
            guard !value.isNaN else { throw .invalidValue(position: number, reason: "it is not a number (NaN)") }
            return sqlite3_bind_double(handle, position, value)
        case .text(var value):
            var hasNUL = false
            let code = value.withUTF8 { bytes -> Int32 in
                // An empty buffer may have no address, which would bind NULL.
                guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(handle, position, "", 0, nil) }
                hasNUL = bytes.contains(0)
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(handle, position, $0, UInt64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
                }
            }
            guard !hasNUL else { throw .invalidValue(position: number, reason: "the text has a NUL character") }
            return code
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, position, 0) }
            return bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, position, $0.baseAddress, UInt64($0.count), Self.copied) }
        }
    }

    /// Binds a packed row.
    func bind(_ rows: RowBatch, row: Int) throws(StorageError) {
        let start = rows.starts[row]
        let code: Int32 = rows.bytes.withUnsafeBytes { bytes in
            var offset = start + 2
            for (index, column) in rows.columns.enumerated() {
                let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
                offset += 4
                let position = Int32(index + 1)
                let code: Int32
                if length < 0 {
                    code = sqlite3_bind_null(handle, position)
                } else {
                    switch column.kind {
                    case .int: code = sqlite3_bind_int64(handle, position, Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
                    case .real:
                        let pattern = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                        code = sqlite3_bind_double(handle, position, Double(bitPattern: pattern))
                    case .text:
                        let text = bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
                        code =
                            length == 0
                            ? sqlite3_bind_text(handle, position, "", 0, nil)
                            : sqlite3_bind_text64(handle, position, text, UInt64(length), Self.copied, UInt8(SQLITE_UTF8))
                    case .blob:
                        code =
                            length == 0
                            ? sqlite3_bind_zeroblob(handle, position, 0)
                            : sqlite3_bind_blob64(handle, position, bytes.baseAddress.map { $0 + offset }, UInt64(length), Self.copied)
                    }
                    offset += length
                }
                if code != SQLITE_OK { return code }
            }
            return SQLITE_OK
        }
        if code != SQLITE_OK { throw connection.failure(code, text) }
    }

    /// `SQLITE_TRANSIENT`: SQLite copies the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// `true` when there is a row, `false` at the end.
    func step() throws(StorageError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.failure(code, text)
        }
    }

    func reset() { sqlite3_reset(handle) }

    /// The row that the last step arrived at.
    func row() -> Row {
        let count = sqlite3_column_count(handle)
        if columns.count != Int(count) {
            columns = (0..<count).map { sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "" }
        }
        let values = [SQLValue](unsafeUninitializedCapacity: Int(count)) { buffer, initialised in
            for column in 0..<count { buffer.initializeElement(at: Int(column), to: value(column)) }
            initialised = Int(count)
        }
        return Row(columns: columns, values: values)
    }

    private func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER:
            return .int(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, column)
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))))
        default:
            return .null
        }
    }
}
