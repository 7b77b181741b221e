// SPDX-License-Identifier: Apache-2.0

// Tabular: strict comma-separated files in and out (RFC 4180), for lists, translations, imports and exports.
// Every fault names its line and column, and reading goes on to find the others.

/// A fault in a delimited file: where it is and what stands there.
public struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case notUTF8, unclosedQuote, textAfterQuote, quoteInsideField
        case missingHeader, unknownColumn, repeatedColumn, missingColumn
        case tooFewFields, tooManyFields
        /// Found by the readers of single lists: a value that its column cannot hold, a row that must be there.
        case unreadableValue, missingRow
    }
    /// 1 is the header's line; counts lines of the file, also inside quoted fields.
    public var line: Int
    /// Column name where it is known, else empty.
    public var column: String
    public var value: String
    public var reason: Reason

    public init(line: Int, column: String = "", value: String = "", reason: Reason) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
    }

    public var description: String {
        "line \(line)\(column.isEmpty ? "" : ", column \(column)"): \(reason.rawValue)\(value.isEmpty ? "" : " (\(value))")"
    }
}

/// One row of a table, read by column name.
public struct TableRow: Sendable {
    /// The line in the file on which the row starts.
    public let line: Int
    public let fields: [String]
    let positions: [String: Int]

    /// The field of a column; `""` when blank. The column must be one the table declares.
    public subscript(column: String) -> String {
        guard let position = positions[column] else { preconditionFailure("The table has no column \(column).") }
        return fields[position]
    }

    /// The field, or `nil` when it is blank or the file has no such column.
    public func value(_ column: String) -> String? {
        guard let position = positions[column], !fields[position].isEmpty else { return nil }
        return fields[position]
    }
}

/// A delimited file with a header row.
public struct CSVTable: Sendable {
    public let columns: [String]
    /// Rows in file order; those with faults are left out.
    public let rows: [TableRow]
    /// Every fault found, in file order.
    public let faults: [TableFault]

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without byte-order mark, lines ending in LF or CRLF.
    ///   - required: columns that must be there.
    ///   - optional: columns that may be there; any other is a fault unless `optional` is nil.
    ///   - separator: `,` unless said.
    public init(bytes: [UInt8], required: [String], optional: [String]? = [], separator: UInt8 = 44) {
        var faults: [TableFault] = []
        var reader = CSVReader(bytes: bytes, separator: separator)
        // Only the first line names the columns: with a fault in it nothing below can be read by name.
        guard let header = reader.first(&faults) else {
            columns = []
            rows = []
            self.faults = faults.isEmpty ? [TableFault(line: 1, reason: .missingHeader)] : faults
            return
        }
        var positions: [String: Int] = [:]
        for (i, column) in header.fields.enumerated() {
            if positions[column] != nil { faults.append(TableFault(line: 1, column: column, reason: .repeatedColumn)) }
            positions[column] = i
            if let optional, !required.contains(column), !optional.contains(column) {
                faults.append(TableFault(line: 1, column: column, reason: .unknownColumn))
            }
        }
        for column in required where positions[column] == nil {
            faults.append(TableFault(line: 1, column: column, reason: .missingColumn))
        }
        var rows: [TableRow] = []
        let isComplete = required.allSatisfy { positions[$0] != nil }
        while let record = reader.next(&faults) {
            if record.isBlank { continue }
            if record.fields.count != header.fields.count {
                let reason: TableFault.Reason = record.fields.count < header.fields.count ? .tooFewFields : .tooManyFields
                faults.append(TableFault(line: record.line, value: "\(record.fields.count) of \(header.fields.count)", reason: reason))
            } else if isComplete {
                rows.append(TableRow(line: record.line, fields: record.fields, positions: positions))
            }
        }
        columns = header.fields
        self.rows = rows
        self.faults = faults
    }
}

/// Splits bytes into records. Faults are noted and the record that holds one is skipped.
struct CSVReader {
    struct Record {
        /// The line on which it starts.
        var line: Int
        var fields: [String]
        /// Nothing at all stands on its line, not even quotation marks.
        var isBlank: Bool
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var at = 0
    private var line = 1

    init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// The first record; `nil` when there is none or it holds a fault.
    mutating func first(_ faults: inout [TableFault]) -> Record? {
        guard at < bytes.count else { return nil }
        let record = record(&faults)
        return faults.isEmpty ? record : nil
    }

    mutating func next(_ faults: inout [TableFault]) -> Record? {
        while at < bytes.count {
            let known = faults.count
            let record = record(&faults)
            if faults.count == known { return record }
        }
        return nil
    }

    private mutating func record(_ faults: inout [TableFault]) -> Record {
        let quote: UInt8 = 34
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var closed = false
        let started = line
        var isBlank = true
        func text(_ faults: inout [TableFault]) -> String {
            guard let text = String(validating: field, as: UTF8.self) else {
                faults.append(TableFault(line: started, value: String(decoding: field, as: UTF8.self), reason: .notUTF8))
                return ""
            }
            return FormulaMark.unmarked(text)
        }
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte != 10, !(byte == 13 && at < bytes.count && bytes[at] == 10) { isBlank = false }
            if isQuoted {
                if byte == quote {
                    if at < bytes.count, bytes[at] == quote {
                        field.append(quote)
                        at += 1
                    } else {
                        isQuoted = false
                        closed = true
                    }
                } else {
                    if byte == 10 { line += 1 }
                    field.append(byte)
                }
                continue
            }
            switch byte {
            case quote where field.isEmpty && !closed: isQuoted = true
            case quote: faults.append(TableFault(line: line, value: String(decoding: field, as: UTF8.self), reason: .quoteInsideField))
            case separator:
                fields.append(text(&faults))
                field.removeAll(keepingCapacity: true)
                closed = false
            case 13 where at < bytes.count && bytes[at] == 10: continue
            case 10:
                fields.append(text(&faults))
                line += 1
                return Record(line: started, fields: fields, isBlank: isBlank)
            default:
                if closed { faults.append(TableFault(line: line, value: String(decoding: field, as: UTF8.self), reason: .textAfterQuote)) }
                closed = false
                field.append(byte)
            }
        }
        if isQuoted { faults.append(TableFault(line: started, reason: .unclosedQuote)) }
        fields.append(text(&faults))
        line += 1
        return Record(line: started, fields: fields, isBlank: isBlank)
    }
}

/// Writes delimited files that ``CSVTable`` reads back unchanged.
public struct CSVWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private let width: Int
    private let forSpreadsheets: Bool

    /// - Parameter forSpreadsheets: begins with a byte-order mark, which spreadsheet programs need to read Khmer, and keeps them from taking
    ///   texts for formulas by ``FormulaMark``.
    public init(columns: [String], forSpreadsheets: Bool = false) {
        width = columns.count
        self.forSpreadsheets = forSpreadsheets
        if forSpreadsheets { bytes = [0xEF, 0xBB, 0xBF] }
        append(columns)
    }

    public mutating func append(_ fields: [String]) {
        precondition(fields.count == width, "A row has one field per column.")
        for (i, text) in fields.enumerated() {
            let field = FormulaMark.marked(text, forSpreadsheets: forSpreadsheets)
            if i > 0 { bytes.append(44) }
            // In a file of one column a bare empty field would be a blank line, which no reader takes for a row.
            let isBlankLine = width == 1 && field.isEmpty
            if isBlankLine || field.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) {
                bytes.append(34)
                for byte in field.utf8 {
                    if byte == 34 { bytes.append(34) }
                    bytes.append(byte)
                }
                bytes.append(34)
            } else {
                bytes.append(contentsOf: field.utf8)
            }
        }
        bytes.append(10)
    }
}
