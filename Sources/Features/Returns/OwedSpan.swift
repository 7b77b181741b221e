// SPDX-License-Identifier: Apache-2.0

import Domain

/// Of which returns it is counted how many are owed and came: those of one period, or those of all periods that end in some months.
public enum OwedSpan: Hashable, Sendable {
    case period(Period)
    /// Monthly returns of the months, and returns of the quarters and years whose last month is one of them.
    case months(ClosedRange<Month>)

    /// All periods whose returns are counted.
    public var periods: Set<Period> {
        switch self {
        case .period(let period): return [period]
        case .months(let months):
            let ends = (months.lowerBound.index...months.upperBound.index).map { Period.month(Month(index: $0)).last }
            return Set(ends.flatMap { end in PeriodKind.allCases.map { $0.period(of: end) }.filter { $0.last == end } })
        }
    }

    /// The one period; `nil` where months were asked for.
    public var period: Period? { if case .period(let period) = self { period } else { nil } }
    /// The months; `nil` where one period was asked for.
    public var months: ClosedRange<Month>? { if case .months(let months) = self { months } else { nil } }

    /// The last day of which a return is counted.
    public var last: CalendarDate {
        switch self {
        case .period(let period): period.last
        case .months(let months): Period.month(months.upperBound).last
        }
    }

    /// As names of files write it: `2026-Q3`, or `2026-07-2026-10` for months.
    public var text: String {
        switch self {
        case .period(let period): period.description
        case .months(let months): "\(months.lowerBound)-\(months.upperBound)"
        }
    }
}
