// SPDX-License-Identifier: Apache-2.0

/// The columns of a list as a file, in their order: each with its name and with what a row has under it, in codes and digits
/// that programs read. An empty text stands for what is not known.
///
///     let columns: FileColumns<Outlet> = ["outlet": { $0.code }, "opened_on": { $0.openedOn.description }]
public struct FileColumns<Row>: ExpressibleByDictionaryLiteral {
    fileprivate var columns: [(name: String, text: (Row) -> String)]

    public init(dictionaryLiteral elements: (String, (Row) -> String)...) { self.init(elements) }

    /// - Parameter columns: where their names are not written out in the source.
    public init(_ columns: [(String, (Row) -> String)]) { self.columns = columns.map { (name: $0.0, text: $0.1) } }

    public static func + (first: Self, second: Self) -> Self {
        var both = first
        both.columns += second.columns
        return both
    }
}

/// Rows of a list under the names of their columns, a part of the list or all of it.
public struct FileRows: Sendable, Equatable {
    public let names: [String]
    public private(set) var rows: [[String]]

    public init<Row>(_ rows: some Sequence<Row>, _ columns: FileColumns<Row>) {
        names = columns.columns.map(\.name)
        self.rows = rows.map { row in columns.columns.map { $0.text(row) } }
    }

    /// - Precondition: both have the same columns.
    public mutating func append(_ other: FileRows) {
        precondition(names == other.names, "Parts of one list have the same columns.")
        rows += other.rows
    }

    /// As comma-separated values that spreadsheet programs open with their letters as they are.
    public var csv: [UInt8] {
        var writer = CSVWriter(columns: names, forSpreadsheets: true)
        for row in rows { writer.append(row) }
        return writer.bytes
    }
}
