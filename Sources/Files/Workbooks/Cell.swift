// SPDX-License-Identifier: Apache-2.0

// Workbooks: what factories send as files, and what they get back. A workbook (XLSX) or a delimited text is read row by row in
// little memory, or refused with the reason; a table is found in it, and every doubtful cell is asked about; lists are written as workbooks.
//
//   WorkbookFile      opens a file: its sheets
//   RowSource         the rows of a sheet, one after another
//   WorkbookRefusal   why a file is not read
//   TableShape        where the table stands in a sheet: storeys of its heading, units, columns
//   TableReader       the rows of that table as typed values, and the doubts about them
//   Doubt             a cell that a person is asked about
//   ColumnMapping     which heading means which field, kept for next month
//   ListWriter        a list as a workbook
//   MarkedWorkbook    what was sent, its faults coloured and commented

/// One cell as it stands in the file. Blank cells are left out of rows, but for formulas without a value.
public struct Cell: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case text
        /// A number; ``Cell/text`` is as the file holds it, such as `49.19` or `1.5E-3`.
        case number
        /// A number that its format shows as a day or a time; ``Cell/text`` is the serial number, or an ISO date where the file holds one.
        case date
        /// ``Cell/text`` is `0` or `1`.
        case bool
        /// A formula that failed; ``Cell/text`` is such as `#DIV/0!`.
        case error
        /// Nothing stands in it: only of a formula without a cached value.
        case blank
    }

    /// Whether a formula stands in it, and whether the program that saved the file left its value.
    public enum Formula: Hashable, Sendable {
        case none, withValue, withoutValue
    }

    public var address: CellAddress
    public var kind: Kind
    public var text: String
    public var formula: Formula
    /// The merged range it belongs to; a value stands in its first cell.
    public var merge: CellRange?
    /// Its row or its column is hidden.
    public var isHidden: Bool
    /// Shown in per cent: 0.05 is seen as 5 %.
    public var isPercent: Bool

    public init(
        address: CellAddress, kind: Kind, text: String, formula: Formula = .none, merge: CellRange? = nil, isHidden: Bool = false, isPercent: Bool = false
    ) {
        self.address = address
        self.kind = kind
        self.text = text
        self.formula = formula
        self.merge = merge
        self.isHidden = isHidden
        self.isPercent = isPercent
    }
}

/// One row of a sheet: its cells from left to right, those that hold something.
public struct SheetRow: Hashable, Sendable {
    /// From 1, as spreadsheet programs count.
    public var number: Int
    public var isHidden: Bool
    public var cells: [Cell]

    public init(number: Int, isHidden: Bool = false, cells: [Cell]) {
        self.number = number
        self.isHidden = isHidden
        self.cells = cells
    }

    /// The cell of a column, if it holds something.
    public subscript(column: Int) -> Cell? { cells.first { $0.address.column == column } }
}

/// Rows one after another, in ascending order; rows without cells are left out.
public protocol RowSource: AnyObject {
    /// The next row; `nil` at the end.
    /// - Throws: ``WorkbookRefusal``
    func next() throws -> SheetRow?
}
