// SPDX-License-Identifier: Apache-2.0

import Domain

/// When people work: from Monday to Saturday, less on Saturdays, not on public holidays with a fixed date.
///
/// Source of the holidays: the yearly sub-decrees on public holidays, recalled; those that follow the moon are left out.
struct Workdays: Sendable {
    let zone: CivilZone

    private static let holidays: Set<[Int]> = [
        [1, 1], [1, 7], [3, 8], [4, 14], [4, 15], [4, 16], [5, 1], [5, 14], [6, 18], [9, 24], [10, 15], [10, 29], [11, 9],
    ]
    /// How much happens, Monday to Sunday.
    private static let rhythm = [1.15, 1.05, 1.0, 1.0, 1.2, 0.6, 0.0]

    func activity(on day: CalendarDate) -> Double {
        let (_, month, number) = day.components
        return Self.holidays.contains([month, number]) ? 0 : Self.rhythm[day.weekday]
    }

    /// The day itself when people work on it, else the next on which they do.
    func workday(from day: CalendarDate) -> CalendarDate {
        var day = day
        while activity(on: day) == 0 { day = day.adding(days: 1) }
        return day
    }

    func workday(before day: CalendarDate) -> CalendarDate {
        var day = day.adding(days: -1)
        while activity(on: day) == 0 { day = day.adding(days: -1) }
        return day
    }

    /// A moment of a day in the country's zone.
    func moment(_ day: CalendarDate, hours: Double) -> Instant { zone.start(of: day).adding(seconds: Int64(hours * 3600)) }

    /// The moment itself when it is in working hours, else the next morning on which people work.
    func working(_ moment: Instant, _ dice: inout Dice) -> Instant {
        let day = zone.date(of: moment)
        let hour = zone.timeOfDay(of: moment).hour
        if activity(on: day) > 0, (7..<18).contains(hour) { return moment }
        let next = workday(from: hour < 7 ? day : day.adding(days: 1))
        return self.moment(next, hours: 7.2 + dice.share() * 2)
    }
}
