// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

/// A row that a list file can be read into.
protocol ReadableRow {
    static var file: ListFile { get }
    static var columns: [String] { get }
    /// Reads every column before giving up, so that all faults of the row are noted; `nil` when the row cannot stand.
    init?(_ reader: inout RowReader)
}

/// A value in one file that must be a key of another, or of the same.
struct ListReference: Hashable, Sendable {
    var line: Int
    var column: String
    /// As it stands in the file.
    var value: String
    var target: ListFile
    /// As the target knows it.
    var key: String
}

/// Reads the columns of one row and notes every fault.
struct RowReader {
    let file: ListFile
    let row: TableRow
    /// Keys of the lists read before, with the name each key goes by.
    let known: [ListFile: [String: String]]
    private(set) var faults: [ListFault] = []
    private(set) var references: [ListReference] = []
    /// The row's key and other names under which the row may be referred to; empty until ``isKnown(as:by:column:)``.
    private(set) var names: [String] = []
    private(set) var key = ""
    private(set) var keyColumn = ""

    init(file: ListFile, row: TableRow, known: [ListFile: [String: String]]) {
        self.file = file
        self.row = row
        self.known = known
    }

    mutating func note(_ column: String, _ reason: ListFault.Reason, expected: String = "") {
        faults.append(
            ListFault(file: file.rawValue, line: row.line, column: column, value: row[column], reason: reason, expected: expected))
    }

    /// Declares the row's key; `names` are further keys under which others refer to it.
    mutating func isKnown(as key: String, column: String, also names: [String] = []) {
        self.key = key
        keyColumn = column
        self.names = names
    }

    /// The column's text, which must not be blank.
    mutating func text(_ column: String) -> String? {
        if row[column].isEmpty {
            note(column, .blank)
            return nil
        }
        return row[column]
    }

    /// The column's text or `nil` when blank.
    func optionalText(_ column: String) -> String? { row[column].isEmpty ? nil : row[column] }

    /// The column read by `read`; `nil` with a fault when it is blank or cannot be read.
    mutating func parsed<T>(_ column: String, _ reason: ListFault.Reason, expected: String, _ read: (String) -> T?) -> T? {
        guard let text = text(column) else { return nil }
        guard let value = read(text) else {
            note(column, reason, expected: expected)
            return nil
        }
        return value
    }

    /// One of the words of an enum.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ column: String, as type: Word.Type = Word.self) -> Word? {
        parsed(column, .badWord, expected: Word.allCases.map(\.rawValue).joined(separator: ", ")) { Word(rawValue: $0) }
    }

    /// `1` or `0`.
    mutating func flag(_ column: String) -> Bool? {
        parsed(column, .badWord, expected: "0, 1") { $0 == "1" ? true : $0 == "0" ? false : nil }
    }

    /// A plain decimal number, or `nil` without a fault when the column is blank.
    mutating func optionalDecimal(_ column: String) -> ExactDecimal? {
        row[column].isEmpty ? nil : parsed(column, .badNumber, expected: "12.5") { ExactDecimal($0) }
    }

    mutating func provenance() -> Provenance? {
        let source = text("source")
        guard let confidence = word("confidence", as: Confidence.self), let source else { return nil }
        return Provenance(source: source, confidence: confidence)
    }

    /// Latitude and longitude from two columns of decimal degrees.
    mutating func position(_ latitude: String, _ longitude: String) -> Position? {
        func degrees(_ column: String, _ range: ClosedRange<Double>) -> Double? {
            parsed(column, .badNumber, expected: "\(Int(range.lowerBound))...\(Int(range.upperBound))") { text in
                ExactDecimal(text).flatMap { _ in Double(text) }.flatMap { range.contains($0) ? $0 : nil }
            }
        }
        guard let north = degrees(latitude, -90...90), let east = degrees(longitude, -180...180) else { return nil }
        return Position(latitude: north, longitude: east)
    }

    /// Notes that `value`, which stands in `column`, must be a key of `target`; `key` says how the target knows it.
    mutating func refer(_ column: String, _ value: String, to target: ListFile, as key: String? = nil) {
        references.append(ListReference(line: row.line, column: column, value: value, target: target, key: key ?? value))
    }

    /// The key by which an already read list knows `name`.
    func resolved(_ name: String, in target: ListFile) -> String? { known[target]?[name] }
}
