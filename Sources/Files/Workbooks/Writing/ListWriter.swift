// SPDX-License-Identifier: Apache-2.0

import CXlsx
import Domain
import Foundation

/// A column of a list that is given out: its heading, the unit that stands in it, and what its cells hold.
public struct ListColumn: Hashable, Sendable {
    public var title: String
    /// Such as `kg`; stands in the heading, never in a cell, so that a program can add the cells up.
    public var unit: String?
    /// In characters of the usual font.
    public var width: Double

    public init(_ title: String, unit: String? = nil, width: Double = 16) {
        self.title = title
        self.unit = unit
        self.width = width
    }

    var heading: String { unit.map { "\(title) (\($0))" } ?? title }
}

/// What a cell of a list holds.
public enum ListValue: Hashable, Sendable {
    case blank
    case text(String)
    case number(ExactDecimal)
    case date(CalendarDate)
}

/// Writes a list as a workbook of one sheet, row by row, in memory that does not grow with the rows.
///
/// A text that begins like a formula stays a text: every text is written as one, and its cell keeps the mark that programs set when a person types an apostrophe.
public final class ListWriter {
    private let path: String
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let looks: Looks
    private let width: Int
    private var row: UInt32 = 1
    private var isClosed = false
    private let limits: WorkbookLimits

    struct Looks {
        var heading: UnsafeMutablePointer<lxw_format>?
        var date: UnsafeMutablePointer<lxw_format>?
        var text: UnsafeMutablePointer<lxw_format>?
    }

    /// - Parameters:
    ///   - path: the file to write, in a folder that is there.
    ///   - name: of the sheet; what sheets' names cannot hold is left out of it.
    /// - Throws: ``WorkbookRefusal/notWritten(_:)``
    public init(to path: String, sheet name: String, columns: [ListColumn], limits: WorkbookLimits = .shipped) throws {
        self.path = path
        self.limits = limits
        width = columns.count
        (book, sheet) = try Self.begin(path, SheetName.fitting(name))
        looks = Self.looks(in: book)
        // A row keeps the height it is given: programs do not make room for the second line of a heading by themselves.
        let lines = columns.map { Self.lines(of: $0.heading, width: $0.width) }.max() ?? 1
        worksheet_set_row(sheet, 0, Double(lines) * Self.lineHeight, nil)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, Self.paperA4)
        worksheet_repeat_rows(sheet, 0, 0)
        if columns.reduce(0, { $0 + $1.width }) <= Self.widthOfPage { worksheet_fit_to_pages(sheet, 1, 0) }
        for (i, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(i), UInt16(i), column.width, nil)
            worksheet_write_string(sheet, 0, UInt16(i), column.heading, looks.heading)
        }
        worksheet_freeze_panes(sheet, 1, 0)
    }

    /// Points; letters of Khmer reach higher and lower than others.
    private static let lineHeight = 18.0
    private static let paperA4: UInt8 = 9
    /// Characters beside one another that can still be read when they are made to fit a page lying.
    private static let widthOfPage = 200.0

    /// Lines into which a text breaks at its spaces.
    static func lines(of text: String, width: Double) -> Int {
        // Bold letters, and those that are wider than a digit.
        let most = max(1, Int(width / 1.2))
        var lines = 1
        var used = 0
        for word in text.split(separator: " ").map(\.count) {
            if used > 0, used + 1 + word > most {
                lines += 1
                used = 0
            }
            used += (used > 0 ? 1 : 0) + word
            lines += max(0, used - 1) / most
            used = (max(1, used) - 1) % most + 1
        }
        return lines
    }

    deinit {
        if !isClosed {
            workbook_close(book)
            unlink(path)
        }
    }

    /// - Parameter values: one per column.
    /// - Throws: ``WorkbookRefusal``
    public func append(_ values: [ListValue]) throws {
        precondition(values.count == width, "A row has one value per column.")
        guard row < UInt32(limits.rows) else { throw WorkbookRefusal.tooManyRows(limit: limits.rows) }
        for (i, value) in values.enumerated() { try Self.write(value, sheet, row, UInt16(i), looks, limits) }
        row += 1
    }

    /// Finishes the file.
    ///
    /// - Throws: ``WorkbookRefusal/notWritten(_:)``, after removing what was written.
    public func close() throws {
        isClosed = true
        guard workbook_close(book) == LXW_NO_ERROR else {
            unlink(path)
            throw WorkbookRefusal.notWritten(path)
        }
    }

    /// A whole list as bytes, by way of a file in the folder for temporary files.
    ///
    /// - Throws: ``WorkbookRefusal``
    public static func bytes(sheet name: String, columns: [ListColumn], rows: some Sequence<[ListValue]>) throws -> [UInt8] {
        try TemporaryFile.bytes { path in
            let writer = try ListWriter(to: path, sheet: name, columns: columns)
            for row in rows { try writer.append(row) }
            try writer.close()
        }
    }

    static func begin(_ path: String, _ name: String) throws -> (UnsafeMutablePointer<lxw_workbook>, UnsafeMutablePointer<lxw_worksheet>) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options), let sheet = workbook_add_worksheet(book, name) else { throw WorkbookRefusal.notWritten(path) }
        return (book, sheet)
    }

    static func looks(in book: UnsafeMutablePointer<lxw_workbook>) -> Looks {
        let looks = Looks(heading: workbook_add_format(book), date: workbook_add_format(book), text: workbook_add_format(book))
        format_set_bold(looks.heading)
        format_set_text_wrap(looks.heading)
        format_set_num_format(looks.date, "yyyy-mm-dd")
        // As text: a program that lets a person edit the cell does not begin to reckon.
        format_set_num_format(looks.text, "@")
        return looks
    }

    static func write(
        _ value: ListValue, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16, _ looks: Looks, _ limits: WorkbookLimits
    ) throws {
        switch value {
        case .blank: return
        case .text(let text):
            guard text.utf16.count <= limits.cellCharacters else {
                throw WorkbookRefusal.cellTooLong(CellAddress(row: Int(row) + 1, column: Int(column) + 1), limit: limits.cellCharacters)
            }
            let isFormulaLike = ["=", "+", "-", "@", "\t", "\r"].contains { text.hasPrefix($0) }
            worksheet_write_string(sheet, row, column, SheetText.writable(text), isFormulaLike ? looks.text : nil)
        case .number(let number):
            // A binary fraction holds 15 digits exactly; a longer number would change, so it is written as text.
            if number.digits.magnitude < 1_000_000_000_000_000, let double = Double(number.description) {
                worksheet_write_number(sheet, row, column, double, nil)
            } else {
                worksheet_write_string(sheet, row, column, number.description, looks.text)
            }
        case .date(let date):
            if let serial = SerialEpoch.from1900.serial(of: date) {
                worksheet_write_number(sheet, row, column, Double(serial), looks.date)
            } else {
                worksheet_write_string(sheet, row, column, date.description, nil)
            }
        }
    }
}

/// Names that sheets can bear.
enum SheetName {
    /// At most 31 characters, none of `[]:*?/\`, no apostrophe at an end, never empty.
    static func fitting(_ name: String) -> String {
        var units = 0
        var kept = ""
        for character in name where !"[]:*?/\\".contains(character) && !character.unicodeScalars.contains(where: { $0.value < 32 }) {
            units += character.utf16.count
            if units > 31 { break }
            kept.append(character)
        }
        kept = kept.trimmingCharacters(in: CharacterSet(charactersIn: "' "))
        return kept.isEmpty || kept.lowercased() == "history" ? "1" : kept
    }
}

/// Texts as mark-up can hold them.
enum SheetText {
    /// Without control characters that XML does not know.
    static func writable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isForbidden) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isForbidden($0) }))
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 32 && scalar != "\t" && scalar != "\n" && scalar != "\r") || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }
}

/// A file that is there only while something is done with it.
enum TemporaryFile {
    static func bytes(_ write: (String) throws -> Void) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "workbook-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).xlsx").path
        defer { unlink(path) }
        try write(path)
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkbookRefusal.notWritten(path) }
        return [UInt8](data)
    }
}
