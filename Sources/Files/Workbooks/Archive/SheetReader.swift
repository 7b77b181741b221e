// SPDX-License-Identifier: Apache-2.0

/// The rows of a workbook's sheet, from the blocks that its mark-up is parsed into.
final class SheetReader: RowSource {
    private let blocks: SheetBlocks
    private let strings: SharedStrings
    private let looks: [NumberFormats.Look]
    private let outline: SheetOutline
    private let limits: WorkbookLimits

    private var block: CellBlock?
    private var taken = 0
    /// The most rows that were held at once.
    private(set) var heldMost = 0
    /// Merged ranges that reach the present row or lie below, by first row; those passed are left behind.
    private var nextMerge = 0
    /// Merged ranges of the present row, by first column; they do not overlap.
    private var merges: [CellRange] = []

    init(_ blocks: SheetBlocks, strings: SharedStrings, formats: NumberFormats, outline: SheetOutline, limits: WorkbookLimits) {
        self.blocks = blocks
        self.strings = strings
        looks = formats.looks
        self.outline = outline
        self.limits = limits
    }

    func next() throws -> SheetRow? {
        while true {
            while let block, taken < block.rows.count {
                taken += 1
                let raw = block.rows[taken - 1]
                if !outline.merges.isEmpty { try moveMerges(to: raw.number) }
                let cells = try cells(of: raw, in: block)
                if !cells.isEmpty { return SheetRow(number: raw.number, isHidden: raw.isHidden, cells: cells) }
            }
            block = try blocks.next(after: block)
            taken = 0
            guard let block else { return nil }
            heldMost = max(heldMost, block.rows.count)
        }
    }

    private func cells(of row: RawRow, in block: CellBlock) throws -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(row.count)
        for index in row.first..<(row.first + row.count) {
            if let cell = try cell(block.cells[index], row, block.text.start) { cells.append(cell) }
        }
        return cells
    }

    /// `nil` where nothing stands in it after all.
    private func cell(_ raw: RawCell, _ row: RawRow, _ texts: UnsafePointer<UInt8>) throws -> Cell? {
        let written = UnsafeBufferPointer(start: texts + raw.offset, count: Int(raw.length))
        // A formula's empty text is a value only where the file says it is text.
        let isMissing = !raw.hasValue || (written.isEmpty && raw.kind != .formulaText)
        if isMissing, !raw.hasFormula { return nil }
        let column = Int(raw.column)
        let look = looks.indices.contains(Int(raw.style)) ? looks[Int(raw.style)] : .plain
        let kind: Cell.Kind
        var text = ""
        if isMissing {
            kind = .blank
        } else if raw.kind == .shared {
            guard let number = XMLAttributes.number(written) else { throw WorkbookRefusal.damaged(part: "sharedStrings") }
            text = try strings.text(number)
            if text.isEmpty { return nil }
            kind = .text
        } else {
            text = String(decoding: written, as: UTF8.self)
            kind =
                switch raw.kind {
                case .shared, .inline, .formulaText: .text
                case .bool: .bool
                case .error: .error
                case .isoDate: .date
                case .number: look == .date ? .date : .number
                }
        }
        let address = CellAddress(row: row.number, column: column)
        if text.utf8.count > limits.cellCharacters, text.utf16.count > limits.cellCharacters {
            throw WorkbookRefusal.cellTooLong(address, limit: limits.cellCharacters)
        }
        return Cell(
            address: address, kind: kind, text: text, formula: !raw.hasFormula ? .none : isMissing ? .withoutValue : .withValue,
            merge: merges.isEmpty ? nil : merge(over: column),
            isHidden: row.isHidden || (outline.hidesColumns && outline.isHidden(column: column)), isPercent: look == .percent)
    }

    /// The one of ``merges`` that holds a column, found by halving.
    private func merge(over column: Int) -> CellRange? {
        var low = 0
        var high = merges.count
        while low < high {
            let middle = (low + high) / 2
            if merges[middle].last.column < column { low = middle + 1 } else { high = middle }
        }
        return low < merges.count && merges[low].columns.contains(column) ? merges[low] : nil
    }

    private func moveMerges(to number: Int) throws {
        merges.removeAll { $0.last.row < number }
        let known = merges.count
        while nextMerge < outline.merges.count, outline.merges[nextMerge].first.row <= number {
            if outline.merges[nextMerge].last.row >= number { merges.append(outline.merges[nextMerge]) }
            nextMerge += 1
        }
        guard merges.count > known else { return }
        merges.sort { $0.first.column < $1.first.column }
        for (a, b) in zip(merges, merges.dropFirst()) where a.overlaps(b) { throw WorkbookRefusal.damaged(part: "mergeCells") }
    }
}
