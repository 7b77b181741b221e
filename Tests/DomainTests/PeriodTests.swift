// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Months and periods") struct PeriodTests {
    @Test(
        "a period's text gives its first and last day and reads back",
        arguments: [
            ("2026-09-12", "2026-09-12", "2026-09-12", 1), ("2024-02", "2024-02-01", "2024-02-29", 1), ("2025-02", "2025-02-01", "2025-02-28", 1),
            ("2026-12", "2026-12-01", "2026-12-31", 1), ("2026-Q1", "2026-01-01", "2026-03-31", 3), ("2026-Q4", "2026-10-01", "2026-12-31", 3),
            ("2028", "2028-01-01", "2028-12-31", 12),
        ])
    func bounds(text: String, first: String, last: String, months: Int) throws {
        let period = try #require(Period(text: text))
        #expect(period.first.description == first)
        #expect(period.last.description == last)
        #expect(period.description == text)
        #expect(period.months.upperBound.index - period.months.lowerBound.index + 1 == months)
        #expect(period.contains(period.first) && period.contains(period.last))
        #expect(!period.contains(period.first.adding(days: -1)) && !period.contains(period.last.adding(days: 1)))
    }

    @Test("other texts are no period")
    func refuses() {
        for text in ["", "26", "2026-13", "2026-Q0", "2026-Q5", "2026-9", "2026-02-30", "2026Q1", "20 6", "year", "+202", "+202-Q1", "-202", "0000", "0000-Q1"]
        {
            #expect(Period(text: text) == nil, "\(text)")
        }
    }

    @Test("the last year with a year after it is 9998: every period read from text has a last day")
    func lastYear() throws {
        for text in ["9999", "9999-Q4", "9999-Q1", "9999-12", "9999-01", "9999-12-31"] { #expect(Period(text: text) == nil, "\(text)") }
        for text in ["9998", "9998-Q4", "9998-12", "9998-12-31"] {
            #expect(try #require(Period(text: text)).last.description == "9998-12-31")
        }
        for text in ["0001", "0001-Q1", "0001-01"] { #expect(try #require(Period(text: text)).first.description == "0001-01-01") }
    }

    @Test("months add over the turn of the year, sort, and read back")
    func months() throws {
        let november = try #require(Month(iso: "2026-11"))
        #expect(november.adding(months: 3) == Month(year: 2027, month: 2))
        #expect(november.adding(months: -11).description == "2025-12")
        #expect(november.year == 2026 && november.month == 11)
        #expect(november < Month(year: 2027, month: 1))
        #expect(Month(iso: "2026-11-01") == nil)
        #expect(Month(iso: "2026-1") == nil)
    }
}
