// SPDX-License-Identifier: Apache-2.0

/// Where a cell stands, as spreadsheet programs write it: `C5` is column 3 of row 5.
public struct CellAddress: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// From 1; at most ``WorkbookLimits/rows``.
    public var row: Int
    /// From 1: `A` is 1.
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `C5` or `AB12`; `nil` for anything else and for what lies outside every sheet.
    public init?(_ text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { Self.read($0) } ?? Array(text.utf8).withUnsafeBufferPointer { Self.read($0) }
        guard let read else { return nil }
        self = read
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = CellAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected the address of a cell such as C5")
        }
        self = address
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String { Self.letters(ofColumn: column) + String(row) }

    /// Row by row, each from left to right.
    public static func < (a: CellAddress, b: CellAddress) -> Bool { a.row != b.row ? a.row < b.row : a.column < b.column }

    /// The letters over a column: 1 is `A`, 27 is `AA`.
    public static func letters(ofColumn column: Int) -> String {
        var rest = column
        var letters: [UInt8] = []
        while rest > 0 {
            letters.append(UInt8(65 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// No sheet of any program is wider or longer than this, so that no address overflows.
    static let widest = 100_000, longest = 100_000_000

    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> CellAddress? {
        var column = 0
        var row = 0
        var at = 0
        while at < bytes.count, case let letter = bytes[at] & 0xDF, (65...90).contains(letter), bytes[at] >= 65 {
            column = column * 26 + Int(letter - 64)
            if column > widest { return nil }
            at += 1
        }
        guard column > 0, at < bytes.count, bytes[at] != 48 else { return nil }
        while at < bytes.count, (48...57).contains(bytes[at]) {
            row = row * 10 + Int(bytes[at] - 48)
            if row > longest { return nil }
            at += 1
        }
        return at == bytes.count ? CellAddress(row: row, column: column) : nil
    }
}

/// Cells from one corner to the other, both belonging to it.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
    public var first: CellAddress
    public var last: CellAddress

    public init(first: CellAddress, last: CellAddress) {
        self.first = first
        self.last = last
    }

    /// Reads `C3:H3`, also with its corners exchanged, and a single address.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { CellAddress($0) }
        guard (1...2).contains(ends.count), let a = ends[0], let b = ends[ends.count - 1] else { return nil }
        first = CellAddress(row: min(a.row, b.row), column: min(a.column, b.column))
        last = CellAddress(row: max(a.row, b.row), column: max(a.column, b.column))
    }

    public var columns: ClosedRange<Int> { first.column...last.column }
    public var rows: ClosedRange<Int> { first.row...last.row }
    public func contains(_ address: CellAddress) -> Bool { rows.contains(address.row) && columns.contains(address.column) }
    public func overlaps(_ other: CellRange) -> Bool { rows.overlaps(other.rows) && columns.overlaps(other.columns) }
    public var description: String { first == last ? first.description : "\(first):\(last)" }
}
