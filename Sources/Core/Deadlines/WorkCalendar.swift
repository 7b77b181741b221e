// SPDX-License-Identifier: Apache-2.0

import Domain

/// Days on which offices of a country work.
public struct WorkCalendar: Hashable, Sendable {
    /// Monday is 0.
    public var weekdays: Set<Int>
    public var holidays: Set<CalendarDate>

    public init(weekdays: Set<Int>, holidays: Set<CalendarDate>) {
        self.weekdays = weekdays
        self.holidays = holidays
    }

    public func isWorkday(_ day: CalendarDate) -> Bool { weekdays.contains(day.weekday) && !holidays.contains(day) }

    /// The day itself where it is worked, else the next one that is. Where none follows within a year, the day itself.
    public func workday(onOrAfter day: CalendarDate) -> CalendarDate {
        (0...366).lazy.map { day.adding(days: $0) }.first(where: isWorkday) ?? day
    }

    /// The last of so many working days after a day; the day itself for none.
    public func adding(workdays count: Int, to day: CalendarDate) -> CalendarDate {
        guard !weekdays.isEmpty, count > 0 else { return day }
        var (left, next) = (count, day)
        // Bounded: no calendar leaves out more than six days of a week for years.
        for _ in 0..<(count * 7 + 366) where left > 0 {
            next = next.adding(days: 1)
            if isWorkday(next) { left -= 1 }
        }
        return next
    }

    /// Working days after one day up to and with another; 0 where it is not later.
    public func workdays(after day: CalendarDate, through last: CalendarDate) -> Int {
        guard last > day else { return 0 }
        let days = last.days(since: day)
        // Whole weeks hold the same number each; only holidays among them are looked at one by one.
        let rest = (1...7).prefix(days % 7).count { weekdays.contains(day.adding(days: days - days % 7 + $0).weekday) }
        let off = holidays.count { $0 > day && $0 <= last && weekdays.contains($0.weekday) }
        return days / 7 * weekdays.count + rest - off
    }
}
