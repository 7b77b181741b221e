// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Deadlines
import Domain
import Identity
import Operations
import Returns
import Stores
import Testing

/// What sites owe, counted; what is late, and who is told; reminders; holidays that officers load.
struct OwedTests {
    private let month = Period.month(Month(year: 2026, month: 9))

    private func factory(_ country: TestCountry) -> OwedKey { OwedKey(site: country.site(.factory), dataSet: "factoryMonthly", period: month) }

    private func opened(_ country: TestCountry) async throws {
        // One site at a time, so that the walk is taken up again.
        for _ in 0..<50 where try await country.platform.openPeriods(limit: 1) == 0 { break }
        #expect(try await country.platform.openPeriods(limit: 50) == 0, "Once all are as of today there is nothing to do.")
    }

    private func total(_ country: TestCountry, _ group: OwedGroup = .province, by firm: TestFirm = .ministry) async throws -> OwedCount {
        try await country.platform.completeness(by: group, of: .period(month), by: country.actor(firm)).total
    }

    @Test("What is owed, came, came in time, was approved or is late is counted as it happens, the same by every group")
    func counted() async throws {
        try await withTestCountry { country in
            try await opened(country)
            let (platform, ministry) = (country.platform, country.actor(.ministry))
            let before = try await total(country)
            #expect(before.owed > 0 && before.arrived == 0 && before.overdue == 0 && before.timeliness == nil)
            country.clock.advance(days: 20)
            var made = try await country.sentReturn()
            #expect(try await total(country) == before + OwedCount(arrived: 1, inTime: 1))
            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Water is missing.", by: ministry)
            #expect(try await total(country) == before + OwedCount(arrived: 1, inTime: 1, toMend: 1))
            country.clock.advance(days: 3)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory))
            country.clock.advance(days: 4)
            made = try await platform.approveReturn(made.id, version: made.version, by: ministry)
            for group in OwedGroup.allCases {
                #expect(try await total(country, group) == before + OwedCount(arrived: 1, inTime: 1, approved: 1), "\(group)")
            }
            let line = try #require(try await platform.completeness(by: .province, of: .period(month), by: ministry).officers.first)
            #expect(line.count == OfficerCount(officer: try #require(ministry.person), decided: 1, days: 4, longest: 4))
            // All others are late in time; the one that came is not.
            country.clock.advance(days: 60)
            let late = try await total(country)
            #expect(late.overdue == before.owed - 1 && late.timeliness == 1 / Double(before.owed))
            for (show, number) in [(OwedShow.owed, late.owed), (.arrived, 1), (.inTime, 1), (.approved, 1), (.toMend, 0), (.overdue, late.overdue)] {
                let page = try await platform.owedReturns(of: .period(month), show, in: .province, key: nil, by: ministry)
                #expect(page.lines.count == number, "\(show)")
            }
            #expect(try await platform.verify().isSound)
        }
    }

    @Test("An officer of a province counts and sees that province alone; a firm counts nothing")
    func reach() async throws {
        try await withTestCountry { country in
            try await opened(country)
            let nation = try await country.platform.completeness(by: .province, of: .period(month), by: country.actor(.ministry))
            let there = try await country.platform.completeness(by: .province, of: .period(month), by: country.actor(.department))
            #expect(there.rows.map(\.key) == ["08"] && there.rows[0].count == nation.rows.first { $0.key == "08" }?.count)
            country.clock.advance(days: 90)
            let late = try await country.platform.lateReturns(by: country.actor(.department))
            #expect(!late.rows.isEmpty && late.rows.allSatisfy { $0.owed.province == "08" })
            await #expect(throws: PermissionRefusal.self) { try await total(country, by: .factory) }
            await #expect(throws: PermissionRefusal.self) { try await country.platform.lateReturns(by: country.actor(.factory)) }
        }
    }

    @Test("A late return is told to the province, then to the ministry; pages of late returns follow each other without a gap")
    func escalation() async throws {
        try await withTestCountry { country in
            try await opened(country)
            let (platform, ministry, department) = (country.platform, country.actor(.ministry), country.actor(.department))
            func told(_ actor: Actor) async throws -> Int? {
                try await platform.today(by: actor).duties.first { $0.kind == .followReturns }?.lateReturns?.count
            }
            // Due on the sixteenth of October; five working days later is the twenty-third.
            country.clock.advance(days: 38)
            #expect(platform.today.description == "2026-10-22")
            #expect(try await told(department) == nil)
            #expect(try await platform.lateReturns(by: ministry).counts[.province] == 0)
            country.clock.advance(days: 1)
            let there = try await platform.lateReturns(from: .province, by: department)
            #expect(try await told(department) == there.rows.count && !there.rows.isEmpty)
            #expect(try await told(ministry) == nil)
            #expect(there.rows.allSatisfy { $0.level == .province && $0.workdaysLate == 5 })
            country.clock.advance(days: 40)
            let all = try await platform.lateReturns(from: .firm, limit: 100, by: ministry)
            #expect(try await told(ministry) == all.counts[.ministry])
            var (seen, after): ([OwedKey], OwedKey?) = ([], nil)
            for _ in 0..<20 {
                let page = try await platform.lateReturns(from: .firm, after: after, limit: 1, by: ministry)
                seen += page.rows.map(\.owed.key)
                after = page.next
                if after == nil { break }
            }
            #expect(seen == all.rows.map(\.owed.key) && seen.count > 2)
        }
    }

    @Test("A firm is reminded of what is late once a day, reads it on its page of the day, and not of what is in time or was sent")
    func reminders() async throws {
        try await withTestCountry { country in
            try await opened(country)
            let (platform, ministry, key) = (country.platform, country.actor(.ministry), factory(country))
            func refusal() async -> [String] { await problems { _ = try await platform.remindReturn(key, by: ministry) }.map(\.phrase) }
            #expect(await refusal() == [ReturnPhrase.notLate.fullKey])
            country.clock.advance(days: 40)
            let reminder = try await platform.remindReturn(key, by: ministry)
            #expect(await refusal() == [ReturnPhrase.remindedToday.fullKey])
            let other = OwedKey(site: country.site(.factory), dataSet: "simple", period: month)
            let refused = try await platform.remindReturns([key, other], by: ministry)
            #expect(refused.map(\.key) == [key, other])
            let duty = try #require(try await platform.today(by: country.actor(.factory)).duties.first { $0.siteReturn?.period == month })
            #expect(duty.siteReturn?.reminder == reminder && duty.urgency == .overdue)
            await #expect(throws: PermissionRefusal.self) { try await platform.remindReturn(key, by: country.actor(.factory)) }
            country.clock.advance(days: 1)
            _ = try await platform.remindReturn(key, by: ministry)
            _ = try await country.sentReturn()
            country.clock.advance(days: 1)
            #expect(await refusal() == [ReturnPhrase.notLate.fullKey])
            #expect(try await platform.verify().isSound)
            // The audit knows a reminder that nobody made.
            try await country.run("DELETE FROM return_reminder WHERE id = \(reminder.id.value)")
            #expect(try await !platform.verify().isSound)
        }
    }

    @Test("What becomes of a firm or a site is counted at once: a closed site owes nothing any more, and what it owed before stays")
    func moves() async throws {
        try await withTestCountry { country in
            try await opened(country)
            let october = Period.month(Month(year: 2026, month: 10))
            func owed(_ period: Period) async throws -> Int {
                try await country.platform.completeness(by: .dataSet, of: .period(period), by: country.actor(.ministry)).total.owed
            }
            #expect(try await owed(october) == 0)
            country.clock.advance(days: 20)
            #expect(try await owed(october) == 0, "The new month is counted from when the day has begun here.")
            try await opened(country)
            #expect(try await owed(october) == owed(month))
        }
    }

    @Test("An official list of a year moves due days of what is not begun, at every door; a list with faults changes nothing")
    func holidays() async throws {
        try await withTestCountry { country in
            let (platform, ministry) = (country.platform, country.actor(.ministry))
            func due() async throws -> String? {
                try await platform.returnList(by: country.actor(.factory)).lines.first { $0.period == month }?.due.description
            }
            try await opened(country)
            func counted() async throws -> [String] {
                let page = try await platform.owedReturns(of: .period(month), .owed, in: .dataSet, key: "factoryMonthly", by: ministry)
                return page.lines.filter { $0.site.id == country.site(.factory) }.map(\.owed.due.description)
            }
            #expect(try await due() == "2026-10-16")
            #expect(try await counted() == ["2026-10-16"])
            #expect(platform.dueDays.standing(ofYear: 2026) == .assumed)
            let file = "country,day,name_en,name_km,name_vi,standing,source,confidence\nKH,2026-10-16,A day,,,official,Sub-decree,high\n"
            await #expect(throws: PermissionRefusal.self) { try await platform.loadHolidays(Array(file.utf8), by: country.actor(.factory)) }
            await #expect(throws: (any Error).self) {
                try await platform.loadHolidays(Array("\(file)KH,2026-99-16,A day,,,official,x,high\n".utf8), by: ministry)
            }
            #expect(try await due() == "2026-10-16")
            try await platform.loadHolidays(Array(file.utf8), by: ministry)
            // The fifteenth is worked by that list.
            #expect(try await due() == "2026-10-15")
            try await opened(country)
            #expect(try await counted() == ["2026-10-15"], "What is counted follows on the same day.")
            #expect(platform.dueDays.standing(ofYear: 2026) == .official)
            let again = await problems { try await platform.loadHolidays(Array(file.utf8), by: ministry) }
            #expect(again.count == 1)
            let other = try await Platform(database: country.database, country: .cambodia, node: 9) { country.clock.now() }
            #expect(other.dueDays.standing(ofYear: 2026) == .official, "A server that starts later knows it too.")
        }
    }
}
