// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import Workbooks

// Returns by file: a firm's own workbook, or a template that was filled in, becomes drafts of returns. Nothing is sent by it.
//
//   ReturnFileAnswers    what somebody said of a file: its columns, units and single cells
//   ReturnFileReading    the tables of a file as rows of figures, and what must be asked
//   ReturnFileResolving  rows held against sites, periods owed and drafts
//   ReturnFileEstimate   what a row says of a figure that no meter measured, and what is asked about it
//   Platform+ReturnFiles a file is tried, sent, answered, taken
//   ReturnTemplate       an empty table of a data set

/// What somebody answered about a file of returns. Remembered but for single cells, so that next month asks less.
public struct ReturnFileAnswers: FileAnswers {
    public static let kind = SentFileKind.returns

    public var text = TextReading()
    /// The data set, where a site owes several for such periods.
    public var dataSet: String?
    /// The site whose figures these are, where the file names none.
    public var site: SiteID?
    /// The period, where the file names none: `2026-09`.
    public var period: String?
    /// What a column holds, as ``ReturnColumn/text``, by its key.
    public var columns: [String: String] = [:]
    /// Symbol of a column's unit where its heading names none, by its key.
    public var units: [String: String] = [:]
    /// How doubtful cells of a column are read, by its key.
    public var habits: [String: ColumnHabits] = [:]
    /// What a cell says, by sheet and address such as `1!C8`; of a whole row, such as `1!8`, ``use`` or ``skip``.
    public var cells: [String: String] = [:]
    /// Hidden sheets that count, by name.
    public var hiddenSheets: Set<String> = []

    /// Said of a hidden row, or one without its first cell.
    public static let use = "use", skip = "skip"

    public init() {}

    public var remembered: ReturnFileAnswers {
        var kept = self
        kept.text = TextReading()
        kept.period = nil
        kept.cells = [:]
        kept.hiddenSheets = []
        return kept
    }

    /// Says how a column's doubtful cells are read; what is not said, or not one of the words, stays as it was.
    ///
    /// - Parameters:
    ///   - separator: `groups` or `decimals`.
    ///   - dash: `notMeasured` or `zero`.
    public mutating func read(_ key: String, separator: String = "", dash: String = "", isDayFirst: Bool? = nil) {
        var known = habits[key] ?? ColumnHabits()
        known.separator = ColumnHabits.Separator(rawValue: separator) ?? known.separator
        known.dash = ColumnHabits.Dash(rawValue: dash) ?? known.dash
        known.isDayFirst = isDayFirst ?? known.isDayFirst
        if known != ColumnHabits() { habits[key] = known }
    }

    /// Where a cell's answer stands.
    public static func place(_ sheet: Int, _ address: CellAddress) -> String { "\(sheet + 1)!\(address)" }
    public static func place(_ sheet: Int, row: Int) -> String { "\(sheet + 1)!\(row)" }
}

/// A column of a file, and what is known of it.
public struct ReturnFileColumn: Hashable, Sendable {
    /// By which answers name it: the fingerprint of its heading, with a number behind where several columns have the same.
    public var key: String
    public var sheet: Int
    public var address: CellAddress
    /// What stands over it, storey by storey.
    public var heading: String
    /// What it holds; `nil` while nobody has said.
    public var holds: ReturnColumn?
    /// Symbol of its unit; `nil` where it needs none, or nobody has said.
    public var unit: String?
    /// Units among which somebody must choose; empty where nothing is to be asked.
    public var unitChoices: [String] = []
    /// As the heading names it.
    public var unitWritten: String?

    public var isOpen: Bool { holds == nil || !unitChoices.isEmpty }
}

/// Something that is asked once for the cells of a column.
public struct ReturnFileQuestion: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable { case separator, dash, dayOrder }
    public var kind: Kind
    /// Of the column.
    public var key: String
    public var heading: String
    public var sheet: Int
    /// All that wait for the answer; the first is the example.
    public var doubts: [Doubt]

    public var example: Doubt { doubts[0] }
}
