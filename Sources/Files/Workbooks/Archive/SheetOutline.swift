// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What must be known of a sheet before its rows are read, though the file holds part of it behind them: merged ranges, hidden columns.
public struct SheetOutline: Sendable {
    /// By first row, then by first column.
    public private(set) var merges: [CellRange] = []
    /// By column; a column beyond the end is shown.
    private var hidden: [Bool] = []

    public init() {}

    public var hidesColumns: Bool { !hidden.isEmpty }
    public func isHidden(column: Int) -> Bool { column < hidden.count && hidden[column] }

    /// Unpacks the sheet and reads only what stands before its rows and behind them.
    init(_ name: String, of archive: Archive, limits: WorkbookLimits) throws {
        let visitor = OutlineVisitor(limits: limits)
        let reader = XMLReader(part: name, limits: limits, visitor: visitor)
        let part = try archive.open(name)
        var cut = RowsCut(limits)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 8)
        defer { buffer.deallocate() }
        while case let count = try part.read(into: buffer), count > 0 {
            try cut.pass(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { try reader.feed($0, isLast: false) }
        }
        try cut.finish { try reader.feed($0, isLast: true) }
        merges = visitor.merges.sorted { $0.first < $1.first }
        hidden = visitor.hidden
    }
}

/// Lets through what stands before the end of a sheet's opening tag of rows and from its closing tag on.
///
/// Within text a `<` is never plain, so `</sheetData` means what it says; a file that hides one in a comment fails as damaged.
private struct RowsCut {
    private enum Place { case before, opening, within, after }

    private static let word = Array("sheetData".utf8)
    /// The longest closing tag with its prefix that is looked for.
    private static let longest = 64
    private let tokenBytes: Int
    private var place = Place.before
    /// The last bytes of what was passed over, so that a word over the border of two pieces is found.
    private var carry: [UInt8] = []

    init(_ limits: WorkbookLimits) { tokenBytes = limits.tokenBytes }

    mutating func pass(_ bytes: UnsafeRawBufferPointer, _ give: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch place {
        case .after: try give(bytes)
        case .within: try skip(bytes, give)
        case .before, .opening:
            let all = carry + bytes
            carry = []
            var at = 0
            if place == .before {
                guard let found = all.withUnsafeBytes({ Self.find($0, from: 0) }) else {
                    // All but what may be the beginning of the word is passed on.
                    let keep = min(all.count, Self.word.count)
                    carry = Array(all.suffix(keep))
                    return try all.dropLast(keep).withUnsafeBytes(give)
                }
                try all[..<found].withUnsafeBytes(give)
                at = found
                place = .opening
            }
            guard let close = all[at...].firstIndex(of: 62) else {
                if all.count - at > tokenBytes { throw WorkbookRefusal.damaged(part: "sheetData") }
                return carry = Array(all[at...])
            }
            try all[at...close].withUnsafeBytes(give)
            place = all[close - 1] == 47 ? .after : .within
            try all[(close + 1)...].withUnsafeBytes { try pass($0, give) }
        }
    }

    mutating func finish(_ give: (UnsafeRawBufferPointer) throws -> Void) throws {
        try (place == .after ? [] : carry).withUnsafeBytes(give)
    }

    private mutating func skip(_ bytes: UnsafeRawBufferPointer, _ give: (UnsafeRawBufferPointer) throws -> Void) throws {
        let border = carry + bytes.prefix(Self.longest)
        if let open = border.withUnsafeBytes(Self.closingTag) {
            place = .after
            try border[open...].withUnsafeBytes(give)
            return try give(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Self.longest)))
        }
        if let open = Self.closingTag(bytes) {
            place = .after
            return try give(UnsafeRawBufferPointer(rebasing: bytes[open...]))
        }
        carry = Array((bytes.count < Self.longest ? border[...] : Array(bytes.suffix(Self.longest))[...]).suffix(Self.longest))
    }

    private static func find(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        // Its second letter is rare in sheets.
        var at = start + 1
        while at + word.count - 1 <= bytes.count, let found = memchr(base + at, 104, bytes.count - at) {
            at = UnsafeRawPointer(found) - base
            if at + word.count - 1 <= bytes.count, memcmp(base + at - 1, word, word.count) == 0 { return at - 1 }
            at += 1
        }
        return nil
    }

    /// Where the first closing tag of the rows begins.
    private static func closingTag(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var at = 0
        while let found = find(bytes, from: at) {
            if let open = closingTag(bytes, before: found) { return open }
            at = found + word.count
        }
        return nil
    }

    /// Where `</` or `</prefix:` begins that ends at a place.
    private static func closingTag(_ bytes: UnsafeRawBufferPointer, before place: Int) -> Int? {
        var at = place - 1
        while at > 0, place - at < 50 {
            if bytes[at] == 47, bytes[at - 1] == 60 { return at - 1 }
            let isName =
                bytes[at] == 58 || bytes[at] == 45 || bytes[at] == 46 || bytes[at] == 95 || (48...57).contains(bytes[at])
                || (65...90).contains(bytes[at] & 0xDF)
            if !isName { return nil }
            at -= 1
        }
        return nil
    }
}

private final class OutlineVisitor: XMLVisitor {
    var merges: [CellRange] = []
    var hidden: [Bool] = []
    private var columnRanges = 0
    private let limits: WorkbookLimits

    init(limits: WorkbookLimits) { self.limits = limits }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
        if name == "mergeCell" {
            guard let range = attributes["ref"].flatMap({ CellRange($0) }) else { throw WorkbookRefusal.damaged(part: "mergeCells") }
            merges.append(range)
            if merges.count > limits.merges { throw WorkbookRefusal.tooManyMerges(limit: limits.merges) }
        } else if name == "col", attributes.isTrue("hidden"), let first = attributes.number("min"), let last = attributes.number("max"), first >= 1 {
            let last = min(last, limits.columns)
            while hidden.count <= last { hidden.append(false) }
            for column in stride(from: first, through: last, by: 1) { hidden[column] = true }
            columnRanges += 1
            if columnRanges > limits.columns { throw WorkbookRefusal.damaged(part: "cols") }
        }
    }
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
