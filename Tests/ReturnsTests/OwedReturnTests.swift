// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import TestSupport
import Testing

@Suite("What a site owes")
struct OwedReturnTests {
    @Test("A key is read back from its text for months, quarters and years; anything else is none")
    func keys() throws {
        for text in ["2026-09", "2026-Q3", "2026"] {
            let key = OwedKey(site: SiteID(42 << 22), dataSet: "simple", period: try #require(Period(text: text)))
            #expect(OwedKey(text: key.text) == key && key.text.hasSuffix(".simple.\(text)"))
        }
        for text in ["", "1.simple", "1..2026", "x.simple.2026", "1.simple.2026-13", "1.simple.2026.4"] { #expect(OwedKey(text: text) == nil, "\(text)") }
    }

    @Test("Shares are of what is owed, and of what has come to its day")
    func shares() {
        #expect(OwedCount().completeness == nil && OwedCount(owed: 3).timeliness == nil)
        let count = OwedCount(owed: 8, arrived: 4, inTime: 3, overdue: 2)
        #expect(count.completeness == 0.5 && count.timeliness == 0.5)
    }

    @Test("Months are counted with the quarters and years that end in them, one period by itself, and the other periods not")
    func periods() {
        func month(_ number: Int) -> Month { Month(year: 2026, month: number) }
        func text(_ span: OwedSpan) -> [String] { span.periods.map(\.description).sorted() }
        #expect(text(.period(.quarter(year: 2026, number: 3))) == ["2026-Q3"])
        #expect(text(.months(month(8)...month(8))) == ["2026-08"])
        #expect(text(.months(month(8)...month(10))) == ["2026-08", "2026-09", "2026-10", "2026-Q3"])
        #expect(text(.months(month(12)...Month(year: 2027, month: 1))) == ["2026", "2026-12", "2026-Q4", "2027-01"])
        #expect(OwedSpan.months(month(8)...month(9)).last == FixedTime.day(2026, 9, 30))
    }
}
