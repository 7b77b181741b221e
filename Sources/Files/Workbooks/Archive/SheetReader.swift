// SPDX-License-Identifier: Apache-2.0

/// The rows of a workbook's sheet, unpacked and read piece by piece.
final class SheetReader: RowSource, XMLVisitor {
    private let part: ArchivePart
    private let strings: SharedStrings
    private let formats: NumberFormats
    private let outline: SheetOutline
    private let limits: WorkbookLimits
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 8)
    private var reader: XMLReader?

    /// Rows that were finished and not asked for yet: those of one piece.
    private var ready: [SheetRow] = []
    private var taken = 0
    /// The most rows that were held at once.
    private(set) var heldMost = 0
    private var isDone = false

    private var row = SheetRow(number: 0, cells: [])
    private var column = 0
    private var type = ValueType.number
    private var look = NumberFormats.Look.plain
    private var value: [UInt8] = []
    private var isCapturing = false
    private var hasValue = false
    private var hasFormula = false
    private var isInline = false
    private var phonetic = 0
    private var hidesRows = false
    /// Merged ranges that reach the present row or lie below, by first row; those passed are left behind.
    private var nextMerge = 0
    /// Merged ranges of the present row, by first column; they do not overlap.
    private var merges: [CellRange] = []

    private enum ValueType { case number, shared, inline, formulaText, bool, error, isoDate }

    init(_ name: String, of archive: Archive, strings: SharedStrings, formats: NumberFormats, outline: SheetOutline, limits: WorkbookLimits) throws {
        part = try archive.open(name)
        self.strings = strings
        self.formats = formats
        self.outline = outline
        self.limits = limits
        reader = XMLReader(part: name, limits: limits, visitor: self)
    }

    deinit { buffer.deallocate() }

    func next() throws -> SheetRow? {
        while taken == ready.count {
            ready.removeAll(keepingCapacity: true)
            taken = 0
            guard !isDone, let reader else { return nil }
            let count = try part.read(into: buffer)
            isDone = count == 0
            try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), isLast: isDone)
            heldMost = max(heldMost, ready.count)
        }
        taken += 1
        return ready[taken - 1]
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
        if name == "c" {
            try startCell(attributes)
        } else if name == "v" {
            isCapturing = true
            hasValue = true
        } else if name == "t" {
            isCapturing = isInline && phonetic == 0
        } else if name == "f" {
            hasFormula = true
        } else if name == "row" {
            try startRow(attributes)
        } else if name == "is" {
            isInline = true
            hasValue = true
        } else if name == "rPh" {
            phonetic += 1
        } else if name == "sheetFormatPr" {
            hidesRows = attributes.isTrue("zeroHeight")
        }
    }

    func end(_ name: XMLName) throws {
        if name == "c" {
            try endCell()
        } else if name == "v" || name == "t" {
            isCapturing = false
        } else if name == "row" {
            if !row.cells.isEmpty { ready.append(row) }
        } else if name == "is" {
            isInline = false
        } else if name == "rPh" {
            phonetic -= 1
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard isCapturing else { return }
        value.append(contentsOf: bytes)
        // Four bytes a character at most.
        if value.count > limits.cellCharacters * 4 {
            throw WorkbookRefusal.cellTooLong(CellAddress(row: row.number, column: column), limit: limits.cellCharacters)
        }
    }

    private func startRow(_ attributes: XMLAttributes) throws {
        let number = attributes.bytes("r") == nil ? row.number + 1 : attributes.number("r") ?? 0
        guard number > row.number else { throw WorkbookRefusal.damaged(part: part.name) }
        guard number <= limits.rows else { throw WorkbookRefusal.tooManyRows(limit: limits.rows) }
        row = SheetRow(number: number, isHidden: attributes.bytes("hidden") == nil ? hidesRows : attributes.isTrue("hidden"), cells: [])
        row.cells.reserveCapacity(ready.last?.cells.count ?? 8)
        column = 0
        if !outline.merges.isEmpty { try moveMerges(to: number) }
    }

    private func startCell(_ attributes: XMLAttributes) throws {
        if let reference = attributes.bytes("r") {
            guard let address = CellAddress.read(reference), address.row == row.number, address.column > column else {
                throw WorkbookRefusal.damaged(part: part.name)
            }
            column = address.column
        } else {
            column += 1
        }
        guard column <= limits.columns else { throw WorkbookRefusal.tooManyColumns(limit: limits.columns) }
        look = attributes.number("s").map { formats[$0] } ?? .plain
        type = attributes.bytes("t").map(Self.type) ?? .number
        value.removeAll(keepingCapacity: true)
        hasValue = false
        hasFormula = false
        isInline = false
    }

    private static func type(_ bytes: UnsafeBufferPointer<UInt8>) -> ValueType {
        switch (bytes.first, bytes.count) {
        case (115, 1): .shared
        case (115, _): .formulaText
        case (105, _): .inline
        case (98, _): .bool
        case (101, _): .error
        case (100, _): .isoDate
        default: .number
        }
    }

    private func endCell() throws {
        // A formula's empty text is a value only where the file says it is text.
        let isMissing = !hasValue || (value.isEmpty && type != .formulaText)
        if isMissing, !hasFormula { return }
        let address = CellAddress(row: row.number, column: column)
        var cell = Cell(
            address: address, kind: .number, text: "", formula: !hasFormula ? .none : isMissing ? .withoutValue : .withValue,
            merge: merges.isEmpty ? nil : merge(over: column),
            isHidden: row.isHidden || (outline.hidesColumns && outline.isHidden(column: column)), isPercent: look == .percent)
        if isMissing {
            cell.kind = .blank
        } else if type == .shared {
            guard let number = value.withUnsafeBufferPointer(XMLAttributes.number) else { throw WorkbookRefusal.damaged(part: part.name) }
            cell.text = try strings.text(number)
            cell.kind = .text
            if cell.text.isEmpty { return }
        } else {
            cell.text = String(decoding: value, as: UTF8.self)
            cell.kind =
                switch type {
                case .shared, .inline, .formulaText: .text
                case .bool: .bool
                case .error: .error
                case .isoDate: .date
                case .number: look == .date ? .date : .number
                }
        }
        if cell.text.utf8.count > limits.cellCharacters, cell.text.utf16.count > limits.cellCharacters {
            throw WorkbookRefusal.cellTooLong(address, limit: limits.cellCharacters)
        }
        row.cells.append(cell)
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
