// SPDX-License-Identifier: Apache-2.0

/// One row of a result, read by position from 0.
///
/// The reader of a row and the writer of its SQL are the same few lines, so a wrong kind is a mistake in the program:
/// it stops with a sentence that names the column.
public struct Row: Sendable, Hashable {
    /// Names as the query gives them, in order; engines name unnamed expressions differently.
    public let columns: [String]
    /// One value per column.
    public let values: [SQLValue]

    public init(columns: [String], values: [SQLValue]) {
        precondition(columns.count == values.count, "A row has one value per column.")
        self.columns = columns
        self.values = values
    }

    public func int(_ column: Int) -> Int64 { optionalInt(column) ?? missing(column, "a whole number") }
    public func int32(_ column: Int) -> Int32 { optionalInt32(column) ?? missing(column, "a whole number of 32 bits") }
    public func real(_ column: Int) -> Double { optionalReal(column) ?? missing(column, "a real number") }
    public func text(_ column: Int) -> String { optionalText(column) ?? missing(column, "text") }
    public func blob(_ column: Int) -> [UInt8] { optionalBlob(column) ?? missing(column, "bytes") }
    public func bool(_ column: Int) -> Bool { optionalBool(column) ?? missing(column, "0 or 1") }

    public func optionalInt(_ column: Int) -> Int64? {
        switch values[column] {
        case .int(let value): value
        case .null: nil
        default: missing(column, "a whole number")
        }
    }

    public func optionalInt32(_ column: Int) -> Int32? {
        guard let value = optionalInt(column) else { return nil }
        guard let narrow = Int32(exactly: value) else { return missing(column, "a whole number of 32 bits") }
        return narrow
    }

    /// A whole number is read as real too: `coalesce(sum(x), 0)` gives either on SQLite.
    public func optionalReal(_ column: Int) -> Double? {
        switch values[column] {
        case .real(let value): value
        case .int(let value): Double(value)
        case .null: nil
        default: missing(column, "a real number")
        }
    }

    public func optionalText(_ column: Int) -> String? {
        switch values[column] {
        case .text(let value): value
        case .null: nil
        default: missing(column, "text")
        }
    }

    public func optionalBlob(_ column: Int) -> [UInt8]? {
        switch values[column] {
        case .blob(let value): value
        case .null: nil
        default: missing(column, "bytes")
        }
    }

    public func optionalBool(_ column: Int) -> Bool? {
        switch values[column] {
        case .int(0): false
        case .int(1): true
        case .null: nil
        default: missing(column, "0 or 1")
        }
    }

    /// Does not return; it has a result so that it can stand where a value is expected.
    private func missing<Value>(_ column: Int, _ expected: String) -> Value {
        let found = if case .int(let value) = values[column] { "the whole number \(value)" } else { values[column].kind }
        preconditionFailure("Column \(column) (\(columns[column])) holds \(found), read as \(expected).")
    }
}
