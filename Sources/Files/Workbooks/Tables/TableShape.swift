// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the cells of a column hold, by most of its first rows; what differs below is asked about.
public enum ColumnKind: String, Hashable, Sendable, Codable {
    case text, number, day, month
}

/// One column of a table that was found.
public struct TableColumn: Hashable, Sendable {
    /// From 1, in the sheet.
    public var column: Int
    public var heading: ColumnHeading
    public var kind: ColumnKind
}

/// Where a table stands in a sheet: the storeys of its heading and its columns.
public struct TableShape: Sendable {
    public var sheet: Int
    /// Rows of the heading, one to three.
    public var headingRows: ClosedRange<Int>
    /// From left to right.
    public var columns: [TableColumn]
    /// Texts above the heading, such as a title or the firm's name.
    public var titles: [Cell]
    /// What must be asked about the heading.
    public var doubts: [Doubt]
    let outline: SheetOutline

    /// How many rows are looked at before the columns' kinds are settled.
    static let looked = 200

    /// Finds the table of a sheet: the first row of texts, two or more, right above a row that holds a number or a day; in a table of texts alone the first
    /// row of two or more texts that has a row beneath.
    ///
    /// - Throws: ``WorkbookRefusal/noTable(sheet:)``, and what reading throws.
    public init(in file: WorkbookFile, sheet: Int) throws {
        outline = try file.outline(of: sheet)
        let source = try file.rows(of: sheet, outline: outline)
        var rows: [SheetRow] = []
        while rows.count < Self.looked, let row = try source.next() { rows.append(row) }
        guard let lowest = Self.heading(of: rows) else { throw WorkbookRefusal.noTable(sheet: file.sheets[sheet].name) }
        var first = lowest
        while lowest - first < 2, first > 0, Self.isStorey(rows[first - 1], above: rows[first], lowest: rows[lowest]) { first -= 1 }
        self.sheet = sheet
        let range = rows[first].number...rows[lowest].number
        headingRows = range
        titles = rows[..<first].flatMap(\.cells)
        let storeys = Array(rows[first...lowest])
        let body = Array(rows[(lowest + 1)...])
        let merges = outline.merges.filter { $0.rows.overlaps(range) }
        var numbers = Set(storeys.flatMap { $0.cells.map(\.address.column) })
        for merge in merges where merge.columns.count <= 1000 && storeys.contains(where: { $0[merge.first.column] != nil }) { numbers.formUnion(merge.columns) }
        for row in body where row.cells.count > 1 { numbers.formUnion(row.cells.map(\.address.column)) }
        columns = numbers.sorted().map { column in
            let texts = range.map { row in Self.text(CellAddress(row: row, column: column), storeys, merges) }
            return TableColumn(column: column, heading: ColumnHeading(storeys: texts), kind: Self.kind(of: column, in: body, epoch: file.epoch))
        }
        doubts = []
        doubts = headingDoubts(storeys, merges)
    }

    private static func heading(of rows: [SheetRow]) -> Int? {
        for (i, row) in rows.enumerated().dropFirst() where row.cells.count >= 2 && row.cells.contains(where: isValue) {
            let above = rows[i - 1]
            if isTexts(above), above.cells.count >= 2, above.cells.count * 2 >= row.cells.count { return i - 1 }
        }
        return rows.indices.dropLast().first { rows[$0].cells.count >= 2 && isTexts(rows[$0]) && rows[$0 + 1].cells.count >= 2 }
    }

    private static func isTexts(_ row: SheetRow) -> Bool { row.cells.allSatisfy { $0.kind == .text && !isValue($0) } }

    /// A number, a day, a formula, or a text that reads as one of the first two.
    private static func isValue(_ cell: Cell) -> Bool {
        guard cell.kind == .text else { return true }
        switch NumberReading(cell.text) {
        case .number, .ambiguous: return true
        case .nothing: return false
        case .unreadable:
            switch DateReading(cell.text) {
            case .day, .month, .ambiguous: return true
            case .monthWithoutYear, .unreadable: return false
            }
        }
    }

    /// Texts right above a heading that stand over some of its columns; one text alone, or one merged over all of them, is a title.
    private static func isStorey(_ row: SheetRow, above: SheetRow, lowest: SheetRow) -> Bool {
        guard row.number == above.number - 1, isTexts(row), let left = lowest.cells.first?.address.column, let right = lowest.cells.last?.address.column else {
            return false
        }
        if row.cells.count >= 2 { return true }
        guard let merge = row.cells.first?.merge else { return false }
        return merge.last.row > row.number || (merge.columns.count > 1 && !(merge.first.column <= left && merge.last.column >= right))
    }

    /// The text of one storey over one column; of a range merged downwards only in its first row.
    private static func text(_ address: CellAddress, _ storeys: [SheetRow], _ merges: [CellRange]) -> String {
        guard let row = storeys.first(where: { $0.number == address.row }) else { return "" }
        if let cell = row[address.column] { return cell.text.trimmed }
        guard let merge = merges.first(where: { $0.contains(address) }), merge.first.row == address.row else { return "" }
        return row[merge.first.column]?.text.trimmed ?? ""
    }

    private static func kind(of column: Int, in rows: [SheetRow], epoch: SerialEpoch) -> ColumnKind {
        var numbers = 0
        var days = 0
        var months = 0
        var texts = 0
        for row in rows where row.cells.first.map({ !TableWords.isTotal($0.text) }) ?? false {
            guard let cell = row[column], cell.formula != .withoutValue else {
                if row[column] != nil { numbers += 1 }
                continue
            }
            switch cell.kind {
            case .number: numbers += 1
            case .date: if epoch.date(Double(cell.text) ?? -1)?.date.components.day == 1 { months += 1 } else { days += 1 }
            case .text:
                if FoundCell.isDash(cell.text) { continue }
                let text = cell.text.trimmed
                // A zero in front is no number's: a code or a telephone number.
                if text.utf8.count > 1, text.first == "0", text.allSatisfy(\.isNumber) { return .text }
                switch NumberReading(text) {
                case .number, .ambiguous: numbers += 1
                case .nothing: continue
                case .unreadable:
                    switch DateReading(text) {
                    case .day, .ambiguous(_, .ambiguousDate): days += 1
                    case .month, .ambiguous, .monthWithoutYear: months += 1
                    // Notes beneath a table stand alone in their rows.
                    case .unreadable: texts += row.cells.count > 1 ? 1 : 0
                    }
                }
            case .bool, .error, .blank: continue
            }
        }
        if numbers > 0, numbers >= days + months, numbers >= texts { return .number }
        if days + months > texts { return days == 0 ? .month : .day }
        return .text
    }

    private func headingDoubts(_ storeys: [SheetRow], _ merges: [CellRange]) -> [Doubt] {
        var doubts: [Doubt] = []
        var seen: Set<String> = []
        for column in columns {
            let address = CellAddress(row: headingRows.upperBound, column: column.column)
            let written = column.heading.storeys.last ?? ""
            if !column.heading.name.isEmpty, !seen.insert(column.heading.fingerprint).inserted {
                doubts.append(Doubt(address: address, reason: .repeatedHeading, found: written))
            }
            if column.heading.unit == nil, column.heading.unitWritten != nil {
                doubts.append(Doubt(address: address, reason: .unclearUnit, found: written, readings: ["t", "short_ton", "long_ton"]))
            }
            if outline.isHidden(column: column.column) { doubts.append(Doubt(address: address, reason: .hidden, found: written)) }
        }
        for storey in storeys.dropLast() {
            for cell in storey.cells where cell.merge == nil {
                let right = CellAddress(row: storey.number, column: cell.address.column + 1)
                let isOpen = storey[right.column] == nil && !merges.contains { $0.contains(right) } && columns.contains { $0.column == right.column }
                if isOpen { doubts.append(Doubt(address: cell.address, reason: .headingSpan, found: cell.text)) }
            }
        }
        return doubts.sorted { $0.address < $1.address }
    }
}
