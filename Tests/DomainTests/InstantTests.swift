// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Moments and zones") struct InstantTests {
    @Test("the day in Phnom Penh turns at 17:00 UTC, also before 1970")
    func turnsOfDay() throws {
        let day = try #require(CalendarDate(iso: "2026-09-12"))
        for zone in CivilZone.allCases {
            let start = zone.start(of: day)
            #expect(start == Instant(seconds: 20_708 * 86_400 - 7 * 3600))
            #expect(zone.date(of: start) == day)
            #expect(zone.date(of: Instant(microseconds: start.microseconds - 1)) == day.adding(days: -1))
            #expect(zone.timeOfDay(of: start) == (0, 0))
            #expect(zone.timeOfDay(of: Instant(microseconds: start.microseconds - 1)) == (23, 59))
        }
        #expect(CivilZone.phnomPenh.date(of: Instant(seconds: -7 * 3600 - 1)).description == "1969-12-31")
        #expect(CivilZone.phnomPenh.timeOfDay(of: Instant(seconds: -1)) == (6, 59))
    }

    @Test("seconds, hours and days add up; differences round toward zero")
    func arithmetic() {
        let start = Instant(seconds: 1000)
        #expect(start.adding(days: 1) == start.adding(hours: 24))
        #expect(start.adding(hours: 1).seconds(since: start) == 3600)
        #expect(Instant(microseconds: 1_999_999).seconds(since: Instant(seconds: 0)) == 1)
        #expect(Instant(microseconds: -1_999_999).seconds(since: Instant(seconds: 0)) == -1)
        #expect(start < start.adding(seconds: 1))
    }

    @Test("positions outside the globe are refused")
    func positions() {
        #expect(Position(latitude: 11.57, longitude: 104.92) != nil)
        #expect(Position(latitude: 104.92, longitude: 11.57) == nil)
        #expect(Position(latitude: 0, longitude: 180.5) == nil)
        #expect(Position(latitude: .nan, longitude: 0) == nil)
        #expect(Country.allCases.map(\.rawValue) == ["KH", "VN"])
    }
}
