// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import Testing

@Suite("Working days, holidays and due days")
struct WorkCalendarTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }
    private let cambodia = Holidays.shipped.calendar(.cambodia)

    @Test("Weekends and holidays are not worked: the Water Festival of 2026 makes a week of two days")
    func workdays() throws {
        let monday = try day("2026-11-23")
        #expect((0..<7).map { cambodia.isWorkday(monday.adding(days: $0)) } == [false, false, false, true, true, false, false])
        #expect(cambodia.workday(onOrAfter: monday) == (try day("2026-11-26")))
        #expect(cambodia.adding(workdays: 3, to: try day("2026-11-20")) == (try day("2026-11-30")))
        #expect(cambodia.adding(workdays: 0, to: monday) == monday)
    }

    @Test("Counting by weeks comes to the same as looking at each day, whichever days are off")
    func counting() throws {
        let first = try day("2025-12-20")
        for calendar in [cambodia, Holidays.shipped.calendar(.vietNam), WorkCalendar(weekdays: [0, 2, 5], holidays: [first.adding(days: 3)])] {
            for start in 0..<15 {
                var count = 0
                for length in 1...400 {
                    let (from, to) = (first.adding(days: start), first.adding(days: start + length))
                    if calendar.isWorkday(to) { count += 1 }
                    #expect(calendar.workdays(after: from, through: to) == count)
                }
            }
        }
        #expect(cambodia.workdays(after: first, through: first.adding(days: -5)) == 0)
    }

    @Test("A due day on which nobody works moves to the next that is worked; lateness is told to the firm, the province, then the ministry")
    func due() throws {
        let counting = DueDays(returnsIn: .cambodia, .shipped)
        // The fifteenth of August 2026 is a Saturday, the fifteenth of October a holiday.
        #expect(counting.due(15, after: try day("2026-07-31")) == (try day("2026-08-17")))
        #expect(counting.due(15, after: try day("2026-09-30")) == (try day("2026-10-16")))
        let due = try day("2026-08-17")
        #expect(counting.level(due, on: due) == nil)
        #expect(counting.level(due, on: try day("2026-08-18")) == .firm)
        #expect(counting.level(due, on: try day("2026-08-23")) == .firm)
        #expect(counting.level(due, on: try day("2026-08-24")) == .province)
        #expect(counting.level(due, on: try day("2026-09-14")) == .ministry)
        for level in EscalationLevel.allCases {
            let today = try day("2026-11-27")
            let last = try #require(counting.rules.lastDue(at: level, on: today, counting.calendar))
            #expect(counting.level(last, on: today).map { $0 >= level } == true)
            let next = counting.level(last.adding(days: 1), on: today)
            #expect(next == nil || next! < level)
        }
    }

    @Test("A loaded year replaces that year whole and no other; it is official only where every row says so")
    func loading() throws {
        let file = """
            country,day,name_en,name_km,name_vi,standing,source,confidence
            KH,2026-11-24,Only holiday,,,official,Sub-decree 1,high
            """
        let (after, faults) = Holidays.shipped.adding(csv: Array(file.utf8))
        #expect(faults.isEmpty)
        #expect(after.listed(.cambodia).filter { $0.day.components.year == 2026 }.count == 1)
        #expect(after.standing(.cambodia, year: 2026) == .official)
        #expect(after.standing(.cambodia, year: 2025) == .assumed)
        #expect(after.standing(.vietNam, year: 2026) == .assumed)
        #expect(after.standing(.cambodia, year: 2031) == .unknown)
        #expect(after.calendar(.cambodia).isWorkday(try day("2026-11-23")))
        #expect(
            after.listed(.cambodia).filter { $0.day.components.year == 2025 } == Holidays.shipped.listed(.cambodia).filter { $0.day.components.year == 2025 })
        // What is written out reads back to the same.
        let (again, none) = after.adding(csv: after.csv(.cambodia))
        #expect(none.isEmpty && again.all == after.all)
    }

    @Test("Every fault of a file is named with line and column; nothing that is assumed passes for certain")
    func faults() {
        let file = """
            country,day,name_en,name_km,name_vi,standing,source,confidence
            XX,2026-13-01,,,,maybe,,sure
            KH,2026-01-01,New Year,,,assumed,Somebody,high
            KH,2026-01-02,A day,,,official,List,high
            KH,2026-01-02,Again,,,official,List,high
            """
        let found = Holidays.shipped.adding(csv: Array(file.utf8)).faults.map { "\($0.line) \($0.column)" }
        #expect(
            Set(found) == [
                "2 country", "2 day", "2 standing", "2 confidence", "2 name_en", "2 source", "3 confidence", "5 day",
            ])
        #expect(!Holidays.shipped.adding(csv: Array("country,day,name_en,name_km,name_vi,standing,source,confidence\n".utf8)).faults.isEmpty)
    }
}
