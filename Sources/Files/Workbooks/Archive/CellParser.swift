// SPDX-License-Identifier: Apache-2.0

import CExpat
import Foundation

/// Reads the rows of a sheet from its mark-up into blocks.
///
/// A sheet has five events for each of its cells, so they come to plain memory here and never to an object.
final class CellParser {
    private let state: UnsafeMutablePointer<CellState>
    private let parser: MarkupParser
    private let part: String
    private let limits: WorkbookLimits

    init(part: String, limits: WorkbookLimits) {
        self.part = part
        self.limits = limits
        state = .allocate(capacity: 1)
        state.initialize(to: CellState(limits))
        parser = MarkupParser(
            part: part, limits: limits, reader: state,
            start: { data, name, attributes in
                guard let state = data?.assumingMemoryBound(to: MarkupState.self), let name, let attributes, state.enter() else { return }
                let cells = state.pointee.reader.assumingMemoryBound(to: CellState.self)
                cells.start(name, attributes)
                if cells.pointee.failure != .none { state.halt(.reader) }
            },
            end: { data, name in
                guard let state = data?.assumingMemoryBound(to: MarkupState.self), let name, state.leave() else { return }
                state.pointee.reader.assumingMemoryBound(to: CellState.self).end(name)
            },
            text: { data, text, length in
                guard let state = data?.assumingMemoryBound(to: MarkupState.self), let text, state.pointee.stop == .none else { return }
                let cells = state.pointee.reader.assumingMemoryBound(to: CellState.self)
                guard cells.pointee.isCapturing else { return }
                cells.capture(text, Int(length))
                if cells.pointee.failure != .none { state.halt(.reader) }
            })
    }

    deinit {
        state.pointee.free()
        state.deallocate()
    }

    /// How many rows are finished and not taken.
    var ready: Int { state.pointee.rows.count }

    /// - Throws: ``WorkbookRefusal``
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws { try parser.feed(bytes, isLast: isLast) { failure } }

    /// Puts the finished rows into a block, whose memory becomes the parser's.
    func take(into block: CellBlock) { state.pointee.exchange(with: block) }

    private var failure: WorkbookRefusal? {
        let now = state.pointee
        switch now.failure {
        case .none: return nil
        case .damaged: return .damaged(part: part)
        case .rows: return .tooManyRows(limit: limits.rows)
        case .columns: return .tooManyColumns(limit: limits.columns)
        case .long: return .cellTooLong(CellAddress(row: now.row.number, column: now.column), limit: limits.cellCharacters)
        }
    }
}

/// Where the parser stands in a sheet, and what it has read.
struct CellState {
    enum Failure { case none, damaged, rows, columns, long }

    var rows = Growing<RawRow>(capacity: 256)
    var cells = Growing<RawCell>(capacity: 4096)
    var text = Growing<UInt8>(capacity: 65_536)
    var failure = Failure.none

    var isCapturing = false
    var row = RawRow(number: 0, isHidden: false, first: 0, count: 0)
    var column = 0
    /// Where the text of the present row begins, and that of the present cell.
    var rowText = 0
    var cellText = 0
    var cell = RawCell(column: 0, style: -1, offset: 0, length: 0, kind: .number, hasValue: false, hasFormula: false)
    var isInSheet = false
    var isInRow = false
    var isInCell = false
    var isInline = false
    var phonetic = 0
    var hidesRows = false

    let rowsMost: Int
    let columnsMost: Int
    /// Four bytes a character at most.
    let textMost: Int

    init(_ limits: WorkbookLimits) {
        rowsMost = limits.rows
        columnsMost = limits.columns
        textMost = limits.cellCharacters * 4
    }

    func free() {
        rows.free()
        cells.free()
        text.free()
    }

    /// Gives the finished rows away and keeps what is read of the next one.
    mutating func exchange(with block: CellBlock) {
        block.rows.count = 0
        block.cells.count = 0
        block.text.count = 0
        block.text.append(text.start + rowText, count: text.count - rowText)
        for index in row.first..<cells.count {
            var cell = cells[index]
            cell.offset -= rowText
            block.cells.append(cell)
        }
        swap(&block.rows, &rows)
        swap(&block.cells, &cells)
        swap(&block.text, &text)
        row.first = 0
        cellText -= rowText
        rowText = 0
    }
}

extension UnsafeMutablePointer<CellState> {
    fileprivate func start(_ whole: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>) {
        let name = local(whole)
        switch UInt8(bitPattern: name[0]) {
        case UInt8(ascii: "c") where name[1] == 0: startCell(attributes)
        case UInt8(ascii: "v") where name[1] == 0:
            pointee.isCapturing = true
            pointee.cell.hasValue = true
        case UInt8(ascii: "t") where name[1] == 0: pointee.isCapturing = pointee.isInline && pointee.phonetic == 0
        case UInt8(ascii: "f") where name[1] == 0: pointee.cell.hasFormula = true
        case UInt8(ascii: "r"):
            if strcmp(name, "row") == 0 { startRow(XMLAttributes(pairs: attributes)) } else if strcmp(name, "rPh") == 0 { pointee.phonetic += 1 }
        case UInt8(ascii: "i") where strcmp(name, "is") == 0:
            pointee.isInline = true
            pointee.cell.hasValue = true
        case UInt8(ascii: "s"):
            if strcmp(name, "sheetData") == 0 {
                pointee.isInSheet = true
            } else if strcmp(name, "sheetFormatPr") == 0 {
                pointee.hidesRows = XMLAttributes(pairs: attributes).isTrue("zeroHeight")
            }
        default: break
        }
    }

    fileprivate func end(_ whole: UnsafePointer<CChar>) {
        let name = local(whole)
        switch UInt8(bitPattern: name[0]) {
        case UInt8(ascii: "c") where name[1] == 0: endCell()
        case UInt8(ascii: "v") where name[1] == 0, UInt8(ascii: "t") where name[1] == 0: pointee.isCapturing = false
        case UInt8(ascii: "r"):
            if strcmp(name, "row") == 0 { endRow() } else if strcmp(name, "rPh") == 0 { pointee.phonetic -= 1 }
        case UInt8(ascii: "i") where strcmp(name, "is") == 0: pointee.isInline = false
        case UInt8(ascii: "s") where strcmp(name, "sheetData") == 0: pointee.isInSheet = false
        default: break
        }
    }

    @inline(__always)
    fileprivate func capture(_ text: UnsafePointer<CChar>, _ count: Int) {
        UnsafeRawPointer(text).withMemoryRebound(to: UInt8.self, capacity: count) { pointee.text.append($0, count: count) }
        if pointee.text.count - pointee.cellText > pointee.textMost { pointee.failure = .long }
    }

    /// A name without its prefix.
    @inline(__always)
    private func local(_ whole: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
        // Most names have one letter.
        if whole[0] != 0, whole[1] == 0 { return whole }
        var local = whole
        var at = whole
        while at.pointee != 0 {
            if at.pointee == 58 { local = at + 1 }
            at += 1
        }
        return local
    }

    private func startRow(_ attributes: XMLAttributes) {
        // Drawings place themselves by elements of that name.
        guard pointee.isInSheet else { return }
        let number = attributes.bytes("r") == nil ? pointee.row.number + 1 : attributes.number("r") ?? 0
        guard !pointee.isInRow, number > pointee.row.number else { return pointee.failure = .damaged }
        guard number <= pointee.rowsMost else { return pointee.failure = .rows }
        let isHidden = attributes.bytes("hidden") == nil ? pointee.hidesRows : attributes.isTrue("hidden")
        pointee.row = RawRow(number: number, isHidden: isHidden, first: pointee.cells.count, count: 0)
        pointee.rowText = pointee.cellText
        pointee.column = 0
        pointee.isInRow = true
    }

    private func endRow() {
        guard pointee.isInRow else { return }
        pointee.isInRow = false
        pointee.row.count = pointee.cells.count - pointee.row.first
        if pointee.row.count > 0 { pointee.rows.append(pointee.row) }
        pointee.row.first = pointee.cells.count
        pointee.text.count = pointee.cellText
        pointee.rowText = pointee.cellText
    }

    private func startCell(_ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>) {
        guard pointee.isInRow, !pointee.isInCell else {
            if pointee.isInSheet { pointee.failure = .damaged }
            return
        }
        pointee.isInCell = true
        var cell = RawCell(column: 0, style: -1, offset: 0, length: 0, kind: .number, hasValue: false, hasFormula: false)
        var isPlaced = false
        var isStyled = false
        var isKinded = false
        var at = attributes
        while let key = at[0], let value = at[1] {
            at += 2
            let name = local(key)
            guard name[0] != 0, name[1] == 0 else { continue }
            switch UInt8(bitPattern: name[0]) {
            case UInt8(ascii: "r") where !isPlaced:
                isPlaced = true
                guard place(value) else { return pointee.failure = .damaged }
            case UInt8(ascii: "s") where !isStyled:
                isStyled = true
                cell.style = style(value)
            case UInt8(ascii: "t") where !isKinded:
                isKinded = true
                cell.kind = kind(value)
            default: break
            }
        }
        if !isPlaced { pointee.column += 1 }
        guard pointee.column <= pointee.columnsMost else { return pointee.failure = .columns }
        cell.column = Int32(pointee.column)
        pointee.cell = cell
        pointee.text.count = pointee.cellText
        pointee.isInline = false
    }

    private func endCell() {
        guard pointee.isInCell else { return }
        pointee.isInCell = false
        guard pointee.cell.hasValue || pointee.cell.hasFormula else { return }
        pointee.cell.offset = pointee.cellText
        pointee.cell.length = Int32(pointee.text.count - pointee.cellText)
        pointee.cells.append(pointee.cell)
        pointee.cellText = pointee.text.count
    }

    /// Reads an address, which must lie in the present row, right of the cell before.
    @inline(__always)
    private func place(_ value: UnsafePointer<CChar>) -> Bool {
        var column = 0
        var row = 0
        var at = value
        while case let letter = UInt8(bitPattern: at.pointee) & 0xDF, (65...90).contains(letter), column <= CellAddress.widest {
            column = column * 26 + Int(letter - 64)
            at += 1
        }
        guard at.pointee != 48 else { return false }
        while case let digit = at.pointee, (48...57).contains(digit), row <= CellAddress.longest {
            row = row * 10 + Int(digit - 48)
            at += 1
        }
        guard at.pointee == 0, row == pointee.row.number, column > pointee.column else { return false }
        pointee.column = column
        return true
    }

    /// A whole number of at most nine digits; -1 for anything else.
    @inline(__always)
    private func style(_ value: UnsafePointer<CChar>) -> Int32 {
        var style: Int32 = 0
        var at = 0
        while case let digit = value[at], (48...57).contains(digit), at < 9 {
            style = style * 10 + Int32(digit - 48)
            at += 1
        }
        return at > 0 && value[at] == 0 ? style : -1
    }

    @inline(__always)
    private func kind(_ value: UnsafePointer<CChar>) -> RawCell.Kind {
        switch UInt8(bitPattern: value[0]) {
        case UInt8(ascii: "s"): value[1] == 0 ? .shared : .formulaText
        case UInt8(ascii: "i"): .inline
        case UInt8(ascii: "b"): .bool
        case UInt8(ascii: "e"): .error
        case UInt8(ascii: "d"): .isoDate
        default: .number
        }
    }
}
