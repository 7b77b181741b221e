// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a cell of a table means.
public enum CellValue: Hashable, Sendable, Codable {
    case blank
    case text(String)
    case number(Measure)
    case day(CalendarDate)
    case month(Month)
    /// A dash of which somebody said that it means this.
    case notMeasured
    /// Asked about: there is a ``Doubt`` for it.
    case doubtful

    public static func number(_ number: ExactDecimal) -> CellValue { .number(Measure(number)) }
}

/// How a column's doubtful cells are read, as somebody answered once for all of them.
public struct ColumnHabits: Hashable, Sendable, Codable {
    public enum Separator: String, Hashable, Sendable, Codable { case groups, decimals }
    public enum Dash: String, Hashable, Sendable, Codable { case notMeasured, zero }

    /// What the separator of `1.234` or `1,234` does.
    public var separator: Separator?
    /// Whether the day stands before the month in `03/04/2026`.
    public var isDayFirst: Bool?
    public var dash: Dash?

    public init(separator: Separator? = nil, isDayFirst: Bool? = nil, dash: Dash? = nil) {
        self.separator = separator
        self.isDayFirst = isDayFirst
        self.dash = dash
    }
}

/// One cell of a table, read as its column says.
public struct FoundCell: Hashable, Sendable {
    public var address: CellAddress
    public var value: CellValue
    /// As the file holds it.
    public var found: String

    static func isDash(_ text: String) -> Bool { ["-", "–", "—", "−", "--"].contains(text.trimmed) }

    /// Reads a cell; where it cannot be read in one way only, its value is ``CellValue/doubtful`` and the doubt comes with it.
    static func read(_ cell: Cell, as kind: ColumnKind, habits: ColumnHabits, epoch: SerialEpoch) -> (cell: FoundCell, doubt: Doubt?) {
        func doubt(_ reason: Doubt.Reason, _ readings: [String] = []) -> (FoundCell, Doubt?) {
            (
                FoundCell(address: cell.address, value: .doubtful, found: cell.text),
                Doubt(address: cell.address, reason: reason, found: cell.text, readings: readings)
            )
        }
        func sure(_ value: CellValue) -> (FoundCell, Doubt?) { (FoundCell(address: cell.address, value: value, found: cell.text), nil) }

        if cell.formula == .withoutValue { return doubt(.formulaWithoutValue) }
        if cell.kind == .error { return doubt(.formulaError) }
        if cell.kind == .text, cell.text.trimmed.isEmpty { return sure(.blank) }
        // The most frequent cell by far.
        if kind == .number, cell.kind == .number { return ExactDecimal(workbook: cell.text).map { sure(.number($0)) } ?? doubt(.unreadableNumber) }
        // What lies below the first whole day is a time of day.
        var serial: CalendarDate? {
            cell.kind == .text ? nil : Double(cell.text).flatMap { $0 < 1 ? nil : epoch.date($0)?.date } ?? CalendarDate(iso: cell.text.prefix(10))
        }
        switch (kind, cell.kind) {
        case (.text, .date): return serial.map { sure(.day($0)) } ?? doubt(.unreadableDate)
        case (.text, .number): return ExactDecimal(workbook: cell.text).map { sure(.text($0.description)) } ?? sure(.text(cell.text))
        case (.text, _): return sure(.text(cell.text.trimmed))
        case (.number, .text):
            if isDash(cell.text) {
                switch habits.dash {
                case .notMeasured: return sure(.notMeasured)
                case .zero: return sure(.number(ExactDecimal(digits: 0, scale: 0)))
                case nil: return doubt(.dash, ["notMeasured", "0"])
                }
            }
            switch NumberReading(cell.text) {
            case .number(let number): return sure(.number(number))
            case .ambiguous(let readings):
                switch (habits.separator, readings.count) {
                case (.groups, 2): return sure(.number(readings[0]))
                case (.decimals, 2): return sure(.number(readings[1]))
                default: return doubt(.ambiguousNumber, readings.map(\.description))
                }
            case .nothing: return sure(.blank)
            case .unreadable: return doubt(.unreadableNumber)
            }
        case (.number, _): return doubt(.unreadableNumber)
        case (.day, .date), (.month, .date):
            guard let serial else { return doubt(.unreadableDate) }
            if kind == .day { return sure(.day(serial)) }
            // Among months the first day stands for its month.
            return serial.components.day == 1 ? sure(.month(serial.month)) : doubt(.unreadableDate, [serial.month.description, serial.description])
        case (.day, .text), (.month, .text):
            switch DateReading(cell.text) {
            case .day(let day):
                return kind == .day
                    ? sure(.day(day))
                    : day.components.day == 1 ? sure(.month(day.month)) : doubt(.unreadableDate, [day.month.description, day.description])
            case .month(let month): return kind == .month ? sure(.month(month)) : doubt(.unreadableDate, [month.description])
            case .ambiguous(let readings, .ambiguousDate) where readings.count == 2 && habits.isDayFirst != nil:
                let day = CalendarDate(iso: readings[habits.isDayFirst == true ? 0 : 1])
                return day.map { sure(.day($0)) } ?? doubt(.ambiguousDate, readings)
            case .ambiguous(let readings, let reason): return doubt(reason, readings)
            case .monthWithoutYear: return doubt(.missingYear)
            case .unreadable: return doubt(.unreadableDate)
            }
        case (.day, _), (.month, _):
            // A serial number that lost its format, perhaps.
            let plausible = serial.flatMap { (1990...2100).contains($0.components.year) ? [$0.description] : nil }
            return doubt(.unreadableDate, plausible ?? [])
        }
    }
}
