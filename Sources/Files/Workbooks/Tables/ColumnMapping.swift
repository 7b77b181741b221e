// SPDX-License-Identifier: Apache-2.0

/// Which column means which field, as a person said once; kept as JSON and applied to next month's file.
public struct ColumnMapping: Hashable, Sendable, Codable {
    public struct Entry: Hashable, Sendable, Codable {
        /// Of the heading, unit included: ``ColumnHeading/fingerprint``.
        public var fingerprint: String
        /// Of the heading without its unit.
        public var unitless: String
        /// The field of the data set.
        public var field: String
        /// The unit somebody said where the heading names none.
        public var unit: String?
        public var habits: ColumnHabits

        public init(_ heading: ColumnHeading, field: String, unit: String? = nil, habits: ColumnHabits = ColumnHabits()) {
            fingerprint = heading.fingerprint
            unitless = heading.unitless
            self.field = field
            self.unit = unit ?? heading.unit
            self.habits = habits
        }
    }

    public var entries: [Entry]

    public init(entries: [Entry] = []) { self.entries = entries }

    /// How a mapping fits a table.
    public struct Fit: Hashable, Sendable {
        /// Column of the sheet by field.
        public var columns: [String: Int] = [:]
        /// Columns nobody has said anything about.
        public var unknown: [TableColumn] = []
        /// Entries whose column is not there.
        public var missing: [Entry] = []
        /// Columns that bear the name of a missing entry and another unit: to be asked about, never taken over.
        public var otherUnit: [TableColumn] = []
        /// Headings that stand over several columns, so that none is taken.
        public var repeated: [Entry] = []
    }

    /// Finds each entry's column by the fingerprint of its heading, wherever it stands now.
    public func fit(_ shape: TableShape) -> Fit {
        var fit = Fit()
        let byPrint = Dictionary(grouping: shape.columns) { $0.heading.fingerprint }
        for entry in entries {
            switch byPrint[entry.fingerprint]?.count ?? 0 {
            case 0: fit.missing.append(entry)
            case 1: fit.columns[entry.field] = byPrint[entry.fingerprint]?.first?.column
            default: fit.repeated.append(entry)
            }
        }
        let known = Set(entries.map(\.fingerprint))
        fit.unknown = shape.columns.filter { !known.contains($0.heading.fingerprint) }
        fit.otherUnit = fit.unknown.filter { column in fit.missing.contains { $0.unitless == column.heading.unitless } }
        return fit
    }

    /// What was answered for whole columns, for ``TableReader``.
    public var answers: TableAnswers {
        TableAnswers(columns: Dictionary(entries.map { ($0.fingerprint, $0.habits) }, uniquingKeysWith: { first, _ in first }))
    }
}
