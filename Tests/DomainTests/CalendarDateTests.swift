// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Calendar dates") struct CalendarDateTests {
    @Test(
        "day numbers and weekdays agree with Python's datetime",
        arguments: [
            ("0001-01-01", -719_162, 0), ("1900-01-01", -25_567, 0), ("1900-03-01", -25_508, 3), ("1969-12-31", -1, 2), ("1970-01-01", 0, 3),
            ("2000-02-29", 11_016, 1), ("2024-12-31", 20_088, 1), ("2025-07-01", 20_270, 1), ("2026-09-12", 20_708, 5),
            ("2100-03-01", 47_541, 0), ("9999-12-31", 2_932_896, 4),
        ])
    func known(text: String, dayNumber: Int32, weekday: Int) throws {
        let date = try #require(CalendarDate(iso: text))
        #expect(date.dayNumber == dayNumber)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
    }

    @Test("every day from 1900 to 2100 follows the one before and reads back from its text and parts")
    func roundTrip() throws {
        var expected = try #require(CalendarDate(year: 1900, month: 1, day: 1))
        var days = 0
        for year in 1900...2100 {
            for month in 1...12 {
                for day in 1...CalendarDate.days(inMonth: month, of: year) {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    try #require(date == expected)
                    let parts = date.components
                    try #require(parts.year == year && parts.month == month && parts.day == day)
                    try #require(CalendarDate(iso: date.description) == date)
                    try #require(date.weekday == (days % 7))
                    expected = date.adding(days: 1)
                    days += 1
                }
            }
        }
        // 201 years with 49 leap days: 1904...2096, 1900 and 2100 have none.
        #expect(days == 201 * 365 + 49)
    }

    @Test("days that do not exist and other spellings are refused")
    func refuses() {
        for text in [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "2026-9-12", " 2026-09-12",
            "2026-09-12T00:00", "2026/09/12", "+026-09-12", "២០២៦-09-12", "",
        ] {
            #expect(CalendarDate(iso: text) == nil, "\(text)")
        }
        #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: 2026, month: 1, day: -1) == nil)
    }

    @Test("dates count days between them and sort")
    func arithmetic() throws {
        let start = try #require(CalendarDate(iso: "2023-12-31"))
        let end = try #require(CalendarDate(iso: "2024-12-31"))
        #expect(end.days(since: start) == 366)
        #expect(start.adding(days: 366) == end)
        #expect(start < end)
        #expect(start.month == Month(year: 2023, month: 12))
    }
}
