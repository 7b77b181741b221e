// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Foundation
import StorageCore

/// One statement for many rows of values, made of the statement for one row: the values of each placeholder become an array, and the server runs
/// the statement over the rows of `unnest`. A thousand rows cost one exchange and one plan instead of a thousand.
struct SetStatement {
    let text: String
    let arrays: BoundArrays

    /// Below so many rows single statements, sent together, are as fast and keep fewer plans.
    static let countMin = 16

    private enum Form { case insert, update, delete, select }

    /// - Parameters:
    ///   - single: `INSERT … VALUES (…)`, or `UPDATE`, `DELETE` or `SELECT` with a `WHERE`; placeholders `$1`, `$2`, …
    ///   - rows: of values, as many in each as there are placeholders.
    /// - Returns: `nil` where the statement has no such form.
    init?(_ single: String, rows: [[SQLValue]]) throws(PostgresFailure) {
        guard let form = Self.form(of: single), let arrays = try BoundArrays(rows) else { return nil }
        let source = "unnest(\(arrays.casts)) WITH ORDINALITY AS s(\((arrays.names + ["n"]).joined(separator: ", ")))"
        guard let text = Self.text(Self.replacing(single, with: arrays.column), form, from: source) else { return nil }
        self.text = text
        self.arrays = arrays
    }

    private static func form(of text: String) -> Form? {
        let forms: [(String, Form)] = [("INSERT INTO ", .insert), ("UPDATE ", .update), ("DELETE FROM ", .delete), ("SELECT ", .select)]
        return forms.first { text.hasPrefix($0.0) }?.1
    }

    private static func text(_ text: String, _ form: Form, from source: String) -> String? {
        switch form {
        case .insert:
            guard let values = text.range(of: "VALUES ("), let end = closing(text, after: values.upperBound) else { return nil }
            return text[..<values.lowerBound] + "SELECT " + text[values.upperBound..<end] + " FROM " + source + text[text.index(after: end)...]
        case .update, .delete:
            guard let condition = text.range(of: " WHERE ", options: .backwards) else { return nil }
            return text[..<condition.lowerBound] + (form == .update ? " FROM " : " USING ") + source + text[condition.lowerBound...]
        case .select:
            // An index is asked once for each key, whatever the planner believes of the table.
            return "SELECT s.n, q.* FROM \(source) CROSS JOIN LATERAL (\(text) LIMIT 1) q ORDER BY s.n"
        }
    }

    /// Where the parenthesis closes that was opened before an index.
    private static func closing(_ text: String, after start: String.Index) -> String.Index? {
        var depth = 1
        for index in text[start...].indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// The statement with something else in place of each `$n`.
    private static func replacing(_ text: String, with column: (Int) -> String) -> String {
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "$") {
            result += rest[..<mark]
            let digits = rest[rest.index(after: mark)...].prefix { $0.isNumber }
            result += Int(digits).map { column($0 - 1) } ?? "$"
            rest = rest[digits.endIndex...]
        }
        return result + rest
    }
}

/// The values of many rows, one array for each column that has any.
struct BoundArrays {
    /// Arrays in PostgreSQL's binary form, each with its type.
    let types: [Oid]
    private let bytes: [UInt8]
    private let starts: [Int]
    /// What stands for each value of a row in the statement: a column of the set, or NULL where no row has a value.
    private let columns: [String]

    /// - Returns: `nil` where no row has any value, or a column mixes kinds of values.
    init?(_ rows: [[SQLValue]]) throws(PostgresFailure) {
        guard let width = rows.first?.count, width > 0 else { return nil }
        var types: [Oid] = []
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var columns: [String] = []
        for index in 0..<width {
            guard let kind = rows.lazy.compactMap({ Kind($0[index]) }).first else {
                columns.append("NULL")
                continue
            }
            guard rows.allSatisfy({ Kind($0[index]).map { $0 == kind } ?? true }) else { return nil }
            starts.append(bytes.count)
            try kind.append(rows, index, to: &bytes)
            types.append(kind.array)
            columns.append("s.c\(types.count)")
        }
        guard !types.isEmpty else { return nil }
        (self.types, self.bytes, self.starts, self.columns) = (types, bytes, starts, columns)
    }

    func column(_ index: Int) -> String { columns[index] }
    var names: [String] { types.indices.map { "c\($0 + 1)" } }
    var casts: String { zip(types.indices, types).map { "CAST($\($0 + 1) AS \(Kind(array: $1)?.name ?? "text")[])" }.joined(separator: ", ") }

    private enum Kind: CaseIterable {
        case whole, real, text, bytes

        init?(_ value: SQLValue) {
            switch value {
            case .null: return nil
            case .int: self = .whole
            case .real: self = .real
            case .text: self = .text
            case .blob: self = .bytes
            }
        }

        init?(array: Oid) {
            guard let kind = Self.allCases.first(where: { $0.array == array }) else { return nil }
            self = kind
        }

        var element: Oid {
            switch self {
            case .whole: TypeNumber.int8
            case .real: TypeNumber.float8
            case .text: TypeNumber.text
            case .bytes: TypeNumber.bytes
            }
        }
        var array: Oid {
            switch self {
            case .whole: 1016
            case .real: 1022
            case .text: 1009
            case .bytes: 1001
            }
        }
        var name: String {
            switch self {
            case .whole: "int8"
            case .real: "float8"
            case .text: "text"
            case .bytes: "bytea"
            }
        }

        /// Source of the form: `array_send` of PostgreSQL 15. Dimensions, whether any is NULL, type of the elements; then length and first index of the
        /// one dimension; then for each element its length (-1 is NULL) and its bytes.
        func append(_ rows: [[SQLValue]], _ index: Int, to bytes: inout [UInt8]) throws(PostgresFailure) {
            func big(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) } }
            big(Int32(1))
            big(Int32(rows.contains { $0[index] == .null } ? 1 : 0))
            big(UInt32(element))
            big(Int32(rows.count))
            big(Int32(1))
            for row in rows {
                switch row[index] {
                case .null: big(Int32(-1))
                case .int(let number):
                    big(Int32(8))
                    big(number)
                case .real(let number):
                    guard !number.isNaN else { throw PostgresFailure(.invalidValue(position: index + 1, reason: "it is not a number (NaN)")) }
                    big(Int32(8))
                    big(number.bitPattern)
                case .text(let text):
                    guard !text.utf8.contains(0) else {
                        throw PostgresFailure(.invalidValue(position: index + 1, reason: "the text has a NUL character"))
                    }
                    big(Int32(text.utf8.count))
                    bytes.append(contentsOf: text.utf8)
                case .blob(let content):
                    big(Int32(content.count))
                    bytes.append(contentsOf: content)
                }
            }
        }
    }

    /// The arrays as the values of one run.
    var bound: BoundValues { BoundValues(types: types, bytes: bytes, starts: starts) }
}

extension Row {
    /// The row without its first column.
    var withoutFirst: Row { Row(columns: Array(columns.dropFirst()), values: Array(values.dropFirst())) }
}
