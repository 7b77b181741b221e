// SPDX-License-Identifier: Apache-2.0

import Tabular

/// The rows of a delimited text, as a spreadsheet program numbers them: a line break within quotation marks begins no row.
final class DelimitedReader: RowSource {
    private let source: ByteSource
    private let encoding: TextEncoding
    private let separator: UInt8
    private let limits: WorkbookLimits
    private var piece: [UInt8] = []
    private var at = 0
    private var number = 0
    /// A unit that was looked at and given back.
    private var kept: UInt16?

    init(_ source: ByteSource, encoding: TextEncoding, separator: UInt8, limits: WorkbookLimits) {
        self.source = source
        self.encoding = encoding
        self.separator = separator
        self.limits = limits
        piece = source.read(65_536)
        switch encoding {
        case .utf8 where piece.starts(with: [0xEF, 0xBB, 0xBF]): at = 3
        case .utf16LittleEndian where piece.starts(with: [0xFF, 0xFE]), .utf16BigEndian where piece.starts(with: [0xFE, 0xFF]): at = 2
        default: break
        }
    }

    func next() throws -> SheetRow? {
        while let fields = try record() {
            let cells = fields.enumerated().compactMap { column, text -> Cell? in
                text.allSatisfy { $0 == " " } ? nil : Cell(address: CellAddress(row: number, column: column + 1), kind: .text, text: text)
            }
            if !cells.isEmpty { return SheetRow(number: number, cells: cells) }
        }
        return nil
    }

    /// How many fields the next row has that is not blank.
    func width() throws -> Int? {
        while let fields = try record() {
            if fields.count > 1 || !fields[0].isEmpty { return fields.count }
        }
        return nil
    }

    private func record() throws -> [String]? {
        guard var unit = try unit() else { return nil }
        number += 1
        guard number <= limits.rows else { throw WorkbookRefusal.tooManyRows(limit: limits.rows) }
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        while true {
            if isQuoted {
                if unit == 34 {
                    if let after = try self.unit() {
                        if after == 34 { try append(34, to: &field, fields) } else { (isQuoted, kept) = (false, after) }
                    } else {
                        isQuoted = false
                    }
                } else {
                    try append(unit, to: &field, fields)
                }
            } else if unit == 34, field.isEmpty, !wasQuoted {
                (isQuoted, wasQuoted) = (true, true)
            } else if unit == UInt16(separator) {
                fields.append(try text(field, column: fields.count + 1))
                guard fields.count < limits.columns else { throw WorkbookRefusal.tooManyColumns(limit: limits.columns) }
                field.removeAll(keepingCapacity: true)
                wasQuoted = false
            } else if unit == 10 {
                break
            } else if unit == 13 {
                // Alone it ends a row too, as old programs for the Macintosh wrote.
                if let after = try self.unit(), after != 10 { kept = after }
                break
            } else {
                try append(unit, to: &field, fields)
            }
            guard let following = try self.unit() else {
                if isQuoted { throw WorkbookRefusal.quoteNotClosed(row: number) }
                break
            }
            unit = following
        }
        fields.append(try text(field, column: fields.count + 1))
        return fields
    }

    private func append(_ unit: UInt16, to field: inout [UInt8], _ fields: [String]) throws {
        switch encoding {
        case .utf16LittleEndian: field += [UInt8(unit & 255), UInt8(unit >> 8)]
        case .utf16BigEndian: field += [UInt8(unit >> 8), UInt8(unit & 255)]
        default: field.append(UInt8(unit))
        }
        if field.count > limits.cellCharacters * 4 {
            throw WorkbookRefusal.cellTooLong(CellAddress(row: number, column: fields.count + 1), limit: limits.cellCharacters)
        }
    }

    private func text(_ field: [UInt8], column: Int) throws -> String {
        guard let text = encoding.decode(field) else { throw WorkbookRefusal.damaged(part: CellAddress(row: number, column: column).description) }
        if text.utf8.count > limits.cellCharacters, text.utf16.count > limits.cellCharacters {
            throw WorkbookRefusal.cellTooLong(CellAddress(row: number, column: column), limit: limits.cellCharacters)
        }
        // A file of ours that comes back: what was marked when it was given out stands as it was written.
        return FormulaMark.unmarked(text)
    }

    /// The next byte, or pair of bytes in UTF-16.
    private func unit() throws -> UInt16? {
        if let unit = kept {
            kept = nil
            return unit
        }
        guard let first = byte() else { return nil }
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian:
            guard let second = byte() else { throw WorkbookRefusal.damaged(part: "\(number)") }
            return encoding == .utf16LittleEndian ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
        default: return UInt16(first)
        }
    }

    private func byte() -> UInt8? {
        if at == piece.count {
            piece = source.read(65_536)
            at = 0
            if piece.isEmpty { return nil }
        }
        at += 1
        return piece[at - 1]
    }
}
