// SPDX-License-Identifier: Apache-2.0

import CXlsx
import Domain
import Foundation

/// What was sent, given back as a workbook in which each cell that must be mended is coloured and bears a comment.
///
/// Values are kept as they were read; formulas come back as their values, formats of cells other than days do not come back, and merged ranges are cells again.
public enum MarkedWorkbook {
    /// How many marks a workbook bears; programs become slow with more comments. The rest is for the list of faults.
    public static let mostMarks = 10_000

    /// - Parameters:
    ///   - marks: what to say at each cell, by sheet; sheets without marks come back as they are.
    ///   - path: the file to write, in a folder that is there.
    /// - Returns: how many marks were left out because there are more than ``mostMarks``.
    /// - Throws: ``WorkbookRefusal``
    public static func write(_ file: WorkbookFile, marks: [Int: [CellAddress: String]], to path: String) throws -> Int {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else { throw WorkbookRefusal.notWritten(path) }
        var pen = Pen(file: file, book: book)
        do {
            for sheet in file.sheets.indices { try pen.copy(sheet, marks[sheet] ?? [:]) }
        } catch {
            workbook_close(book)
            unlink(path)
            throw error
        }
        guard workbook_close(book) == LXW_NO_ERROR else {
            unlink(path)
            throw WorkbookRefusal.notWritten(path)
        }
        return pen.leftOut
    }

    /// The same as bytes, by way of a file in the folder for temporary files.
    ///
    /// - Throws: ``WorkbookRefusal``
    public static func bytes(_ file: WorkbookFile, marks: [Int: [CellAddress: String]]) throws -> [UInt8] {
        try TemporaryFile.bytes { _ = try write(file, marks: marks, to: $0) }
    }
}

/// Writes one sheet after another.
private struct Pen {
    let file: WorkbookFile
    let book: UnsafeMutablePointer<lxw_workbook>
    let looks: ListWriter.Looks
    let marked: UnsafeMutablePointer<lxw_format>?
    let markedDate: UnsafeMutablePointer<lxw_format>?
    var left = MarkedWorkbook.mostMarks
    var leftOut = 0
    private var names: Set<String> = []

    init(file: WorkbookFile, book: UnsafeMutablePointer<lxw_workbook>) {
        self.file = file
        self.book = book
        looks = ListWriter.looks(in: book)
        marked = workbook_add_format(book)
        markedDate = workbook_add_format(book)
        // A pale red that black text is read on, and that prints grey.
        for format in [marked, markedDate] { format_set_bg_color(format, 0xFFC7CE) }
        format_set_num_format(markedDate, "yyyy-mm-dd")
    }

    mutating func copy(_ index: Int, _ marks: [CellAddress: String]) throws {
        let sheet = file.sheets[index]
        guard let page = workbook_add_worksheet(book, fresh(sheet.name)) else { throw WorkbookRefusal.notWritten("") }
        if sheet.visibility != .visible, index > 0 { worksheet_hide(page) }
        for (column, width) in try widths(of: index) { worksheet_set_column(page, UInt16(column - 1), UInt16(column - 1), width, nil) }
        var waiting = marks.sorted { $0.key < $1.key }[...]
        let rows = try file.rows(of: index)
        while let row = try rows.next() {
            // Marks of rows that hold nothing, such as a missing one, stand where they belong.
            while let mark = waiting.first, mark.key.row < row.number { empty(waiting.removeFirst(), page) }
            var own: [Int: String] = [:]
            while let mark = waiting.first, mark.key.row == row.number {
                own[mark.key.column] = mark.value
                waiting.removeFirst()
            }
            for cell in row.cells {
                let mark = own.removeValue(forKey: cell.address.column)
                try write(cell, page, isMarked: mark != nil)
                if let mark { comment(mark, cell.address, page) }
            }
            for (column, text) in own.sorted(by: { $0.key < $1.key }) { empty((CellAddress(row: row.number, column: column), text), page) }
        }
        for mark in waiting { empty(mark, page) }
    }

    /// Wide enough for what stands in the first rows beside something else; a day that does not fit is not shown at all.
    private func widths(of index: Int) throws -> [Int: Double] {
        var widths: [Int: Double] = [:]
        let rows = try file.rows(of: index)
        var seen = 0
        while seen < 200, let row = try rows.next() {
            seen += 1
            guard row.cells.count > 1 else { continue }
            for cell in row.cells {
                let width = cell.kind == .date ? 11 : min(30, Double(cell.text.count) + 1)
                widths[cell.address.column] = max(widths[cell.address.column] ?? 9, width)
            }
        }
        return widths
    }

    private func write(_ cell: Cell, _ page: UnsafeMutablePointer<lxw_worksheet>, isMarked: Bool) throws {
        let row = UInt32(cell.address.row - 1)
        let column = UInt16(cell.address.column - 1)
        let plain = isMarked ? marked : nil
        switch cell.kind {
        case .blank: if isMarked { worksheet_write_blank(page, row, column, marked) }
        case .bool: worksheet_write_boolean(page, row, column, cell.text == "1" ? 1 : 0, plain)
        case .number:
            if let number = Double(cell.text) {
                worksheet_write_number(page, row, column, number, plain)
            } else {
                worksheet_write_string(page, row, column, SheetText.writable(cell.text), plain)
            }
        case .date:
            // The copy counts from 1900 whatever the original counted from.
            if let serial = Double(cell.text), let found = file.epoch.date(serial), let day = SerialEpoch.from1900.serial(of: found.date) {
                worksheet_write_number(page, row, column, Double(day) + found.fraction, isMarked ? markedDate : looks.date)
            } else {
                worksheet_write_string(page, row, column, SheetText.writable(cell.text), plain)
            }
        case .text, .error: worksheet_write_string(page, row, column, SheetText.writable(cell.text), plain)
        }
    }

    private mutating func empty(_ mark: (key: CellAddress, value: String), _ page: UnsafeMutablePointer<lxw_worksheet>) {
        worksheet_write_blank(page, UInt32(mark.key.row - 1), UInt16(mark.key.column - 1), marked)
        comment(mark.value, mark.key, page)
    }

    private mutating func comment(_ text: String, _ address: CellAddress, _ page: UnsafeMutablePointer<lxw_worksheet>) {
        guard left > 0 else { return leftOut += 1 }
        left -= 1
        worksheet_write_comment(page, UInt32(address.row - 1), UInt16(address.column - 1), SheetText.writable(String(text.prefix(2000))))
    }

    /// The sheet's name, made to fit, and told apart from those before it, which a program compares without case.
    private mutating func fresh(_ name: String) -> String {
        let fitting = SheetName.fitting(name)
        if names.insert(fitting.lowercased()).inserted { return fitting }
        for number in 2... {
            let other = SheetName.fitting(String(fitting.prefix(24))) + " \(number)"
            if names.insert(other.lowercased()).inserted { return other }
        }
        return fitting
    }
}
