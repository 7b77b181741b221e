// SPDX-License-Identifier: Apache-2.0

/// A calendar month, stored as `year * 12 + month - 1` so that months subtract and sort as whole numbers.
public struct Month: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let index: Int32

    public init(index: Int32) { self.index = index }
    public init(year: Int, month: Int) { index = Int32(year * 12 + month - 1) }

    /// Reads `2026-09` and nothing else; `nil` outside ``Period/years`` too, so that the months after it, for which every calculation asks, are there.
    public init?(iso text: some StringProtocol) {
        guard text.utf8.count == 7, let date = CalendarDate(iso: "\(text)-01"), Period.years.contains(date.month.year) else { return nil }
        self = date.month
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let month = Month(iso: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a month such as 2026-09")
        }
        self = month
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var year: Int { Int(index) / 12 }
    /// 1...12.
    public var month: Int { Int(index) % 12 + 1 }
    public func adding(months: Int) -> Month { Month(index: index + Int32(months)) }
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
    public static func < (a: Month, b: Month) -> Bool { a.index < b.index }
}

/// A day, month, quarter or year, with its first and last day.
public enum Period: Hashable, Sendable, CustomStringConvertible {
    case day(CalendarDate)
    case month(Month)
    /// `number` is 1...4.
    case quarter(year: Int, number: Int)
    case year(Int)

    public var first: CalendarDate {
        switch self {
        case .day(let date): date
        case .month(let month): Self.firstDay(month)
        case .quarter(let year, let number): Self.firstDay(Month(year: year, month: number * 3 - 2))
        case .year(let year): Self.firstDay(Month(year: year, month: 1))
        }
    }

    /// The last day that belongs to the period.
    public var last: CalendarDate {
        switch self {
        case .day(let date): date
        case .month(let month): Self.firstDay(month.adding(months: 1)).adding(days: -1)
        case .quarter(let year, let number): Self.firstDay(Month(year: year, month: number * 3 - 2).adding(months: 3)).adding(days: -1)
        case .year(let year): Self.firstDay(Month(year: year + 1, month: 1)).adding(days: -1)
        }
    }

    /// The months the period touches, oldest first.
    public var months: ClosedRange<Month> { first.month...last.month }

    public func contains(_ date: CalendarDate) -> Bool { first <= date && date <= last }

    /// Years that a period read from text may lie in: each has a year after it, so that its last day is the day before one.
    public static let years = 1...9998

    /// Reads `2026-09-12`, `2026-09`, `2026-Q3` or `2026`; `nil` for anything else and outside ``years``.
    public init?(text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let year = Self.number(bytes.prefix(4), digits: 4), Self.years.contains(year) else { return nil }
        if let date = CalendarDate(iso: text) {
            self = .day(date)
        } else if let month = Month(iso: text) {
            self = .month(month)
        } else if bytes.count == 7, bytes[4...].starts(with: "-Q".utf8), let number = Self.number(bytes.suffix(1), digits: 1), (1...4).contains(number) {
            self = .quarter(year: year, number: number)
        } else if bytes.count == 4 {
            self = .year(year)
        } else {
            return nil
        }
    }

    /// Exactly so many digits, without a sign.
    private static func number(_ bytes: some Collection<UInt8>, digits: Int) -> Int? {
        guard bytes.count == digits, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    public var description: String {
        switch self {
        case .day(let date): date.description
        case .month(let month): month.description
        case .quarter(let year, let number): "\(padded(year, 4))-Q\(number)"
        case .year(let year): padded(year, 4)
        }
    }

    private static func firstDay(_ month: Month) -> CalendarDate {
        guard let date = CalendarDate(year: month.year, month: month.month, day: 1) else {
            preconditionFailure("Months stay inside years 1...9999.")
        }
        return date
    }
}
