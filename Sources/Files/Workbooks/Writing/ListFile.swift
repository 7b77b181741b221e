// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

/// A list that is given out as CSV, as a workbook: the same columns under the same names, numbers as numbers and days as days.
public enum ListFile {
    /// - Parameters:
    ///   - csv: a list of ours, as `CSVWriter` wrote it.
    ///   - name: of the sheet.
    /// - Throws: ``WorkbookRefusal`` when the list has more rows than a sheet, or the machine cannot write it.
    public static func workbook(csv: [UInt8], name: String) throws -> [UInt8] {
        let table = CSVTable(bytes: csv, required: [], optional: nil)
        precondition(table.faults.isEmpty, "A list of ours is written without faults: \(table.faults.map(\.description).joined(separator: "; "))")
        let kinds = table.columns.map { held[$0] }
        return try ListWriter.bytes(
            sheet: name, columns: table.columns.map { ListColumn($0) },
            rows: table.rows.lazy.map { row in zip(row.fields, kinds).map(value) })
    }

    /// What a column of ours holds, by its name; texts where it is not listed, so that codes and telephone numbers keep their zeros.
    private static let held: [String: String] = Dictionary(
        WorkbookResource.table("list_columns", columns: ["column", "holds"]).map { ($0["column"], $0["holds"]) }, uniquingKeysWith: { first, _ in first })

    /// `number`, `date` or `text`; `nil` where a column is not listed, which is a text too.
    public static func kind(of column: String) -> String? { held[column] }

    private static func value(_ field: String, _ kind: String?) -> ListValue {
        if field.isEmpty { return .blank }
        switch kind {
        case "number": return ExactDecimal(field).map { .number($0) } ?? .text(field)
        case "date": return CalendarDate(iso: field).map { .date($0) } ?? .text(field)
        default: return .text(field)
        }
    }
}
