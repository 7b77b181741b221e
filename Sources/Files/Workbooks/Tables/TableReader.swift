// SPDX-License-Identifier: Apache-2.0

import Domain

/// One row beneath a heading.
public struct FoundRow: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case data
        /// Its first text says that it sums up others.
        case total
        /// A remark beneath or between the rows.
        case note
        /// The heading once more, as printed lists repeat it.
        case heading
    }

    public var number: Int
    public var kind: Kind
    /// By column of the sheet; blank cells are left out. Of rows that are no data, texts as they stand.
    public var cells: [FoundCell]
    /// What must be asked about this row; only of data.
    public var doubts: [Doubt]
}

/// What somebody answered: for single cells of one file, and for columns once and for all.
public struct TableAnswers: Hashable, Sendable, Codable {
    public var cells: [CellAddress: CellValue]
    /// By fingerprint of the heading.
    public var columns: [String: ColumnHabits]

    public init(cells: [CellAddress: CellValue] = [:], columns: [String: ColumnHabits] = [:]) {
        self.cells = cells
        self.columns = columns
    }
}

/// The rows of a table one after another, as typed values with their addresses, and the doubts about them.
public final class TableReader {
    private let source: any RowSource
    private let shape: TableShape
    private let answers: TableAnswers
    private let epoch: SerialEpoch
    /// By number of the column in the sheet, from 0 on, as far as the table goes.
    private let columns: [Column?]
    private let hasCellAnswers: Bool
    private var seenTotal = false

    private struct Column {
        var kind: ColumnKind
        var habits: ColumnHabits
        /// The lowest storey of its heading.
        var heading: String?
    }

    /// - Throws: ``WorkbookRefusal``
    public init(_ shape: TableShape, of file: WorkbookFile, answers: TableAnswers = TableAnswers()) throws {
        source = try file.rows(of: shape.sheet, outline: shape.outline)
        self.shape = shape
        self.answers = answers
        hasCellAnswers = !answers.cells.isEmpty
        epoch = file.epoch
        var columns = [Column?](repeating: nil, count: (shape.columns.map(\.column).max() ?? 0) + 1)
        for found in shape.columns {
            columns[found.column] = Column(
                kind: found.kind, habits: answers.columns[found.heading.fingerprint] ?? ColumnHabits(), heading: found.heading.storeys.last)
        }
        self.columns = columns
    }

    /// The next row beneath the heading that holds anything; `nil` at the end.
    /// - Throws: ``WorkbookRefusal``
    public func next() throws -> FoundRow? {
        while let row = try source.next() {
            if row.number > shape.headingRows.upperBound { return read(row) }
        }
        return nil
    }

    private func read(_ row: SheetRow) -> FoundRow {
        let kind = kind(of: row)
        if kind == .total { seenTotal = true }
        guard kind == .data else {
            let cells = row.cells.map { FoundCell(address: $0.address, value: .text($0.text), found: $0.text) }
            return FoundRow(number: row.number, kind: kind, cells: cells, doubts: [])
        }
        var result = FoundRow(number: row.number, kind: .data, cells: [], doubts: [])
        result.cells.reserveCapacity(row.cells.count)
        if row.isHidden, let first = row.cells.first { result.doubts.append(Doubt(address: first.address, reason: .hidden, found: first.text)) }
        if let doubt = unlabelled(row) { result.doubts.append(doubt) }
        for cell in row.cells {
            if hasCellAnswers, let value = answers.cells[cell.address] {
                result.cells.append(FoundCell(address: cell.address, value: value, found: cell.text))
                continue
            }
            let column = column(cell)
            // A cell beside the table is kept as a text: a remark that belongs to its row.
            let read = FoundCell.read(cell, as: column?.kind ?? .text, habits: column?.habits ?? ColumnHabits(), epoch: epoch)
            result.cells.append(read.cell)
            if let doubt = read.doubt { result.doubts.append(doubt) }
            if let merge = cell.merge, merge.first != merge.last {
                result.doubts.append(Doubt(address: cell.address, reason: .merged, found: cell.text, readings: [merge.description]))
            }
        }
        return result
    }

    private func column(_ cell: Cell) -> Column? { columns.indices.contains(cell.address.column) ? columns[cell.address.column] : nil }

    private func kind(of row: SheetRow) -> FoundRow.Kind {
        guard let first = row.cells.first, first.kind == .text else { return .data }
        if TableWords.isTotal(first.text) { return .total }
        if row.cells.count == 1, shape.columns.count > 2 {
            if seenTotal { return .note }
            let kind = column(first)?.kind ?? .text
            // A text of one cell is a row where its column holds texts; among numbers and months it is a remark, unless it reads as one.
            if kind != .text,
                FoundCell.read(first, as: kind, habits: ColumnHabits(), epoch: epoch).doubt.map({ $0.readings.isEmpty && $0.reason != .missingYear }) ?? false
            {
                return .note
            }
        }
        let isRepeated =
            row.cells.count > 1 && row.cells.allSatisfy { cell in column(cell).map { $0.heading == cell.text.trimmed } ?? false }
        return isRepeated ? .heading : .data
    }

    /// Numbers without anything in the first column, where no merged cell reaches into the row.
    private func unlabelled(_ row: SheetRow) -> Doubt? {
        guard let first = shape.columns.first, first.kind != .number, shape.columns.count > 2, row[first.column] == nil else { return nil }
        let address = CellAddress(row: row.number, column: first.column)
        guard answers.cells[address] == nil, !shape.outline.merges.contains(where: { $0.contains(address) }) else { return nil }
        guard row.cells.contains(where: { column($0)?.kind == .number }) else { return nil }
        return Doubt(address: address, reason: .unlabelledRow, found: "")
    }
}
