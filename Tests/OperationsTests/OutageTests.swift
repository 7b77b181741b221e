// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Testing

/// Declared outages, and the paper notes of such a time.
struct OutageTests {
    private func paperForm(_ country: TestCountry, hoursAgo hours: Int64) -> RecordForm {
        var form = country.recordForm("50")
        form.origin = ManifestOrigin.paper.rawValue
        let outage = country.outageForm(fromHoursAgo: hours, until: 0)
        (form.receivedDate, form.receivedTime) = (outage.fromDate, outage.fromTime)
        return form
    }

    @Test("A paper note of a declared outage, entered within the days after it, is not late and keeps both clocks; one of another day, or without paper, is")
    func excused() async throws {
        try await withTestCountry { country in
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 300, until: 100), by: country.actor(.ministry))
            let within = try await country.platform.recordLoad(
                paperForm(country, hoursAgo: 290), photos: [RecordTests.photo], by: country.actor(.plant))
            #expect(within.trail?.outage != nil && within.trail?.daysLate == 0 && !within.countsAsLate && within.trail?.standing == .waiting)
            #expect((within.trail?.receivedAt ?? within.updatedAt) < (within.trail?.recordedAt ?? .init(seconds: 0)).adding(hours: -280))
            // The sender is asked all the same.
            #expect(try await country.platform.today(by: country.actor(.factory)).duties.contains { $0.kind == .confirmReceived })
            let month = country.platform.today.month
            let nation = try await country.platform.nation(months: month.adding(months: -2)...month, province: nil, by: country.actor(.ministry))
            #expect(nation.late.notes == 0)
            let before = try await country.platform.recordLoad(
                paperForm(country, hoursAgo: 310), photos: [RecordTests.photo], by: country.actor(.plant))
            #expect(before.trail?.outage == nil && before.countsAsLate && before.trail?.daysLate ?? 0 > 0)
            var bare = paperForm(country, hoursAgo: 290)
            bare.origin = ManifestOrigin.unannounced.rawValue
            #expect(try await country.platform.recordLoad(bare, by: country.actor(.plant)).trail?.outage == nil)
            await #expect(throws: ManifestError.self) {
                _ = try await country.platform.recordLoad(paperForm(country, hoursAgo: 290), by: country.actor(.plant))
            }
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Once the days after an outage are over, its papers count as late like all others")
    func overdue() async throws {
        try await withTestCountry { country in
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 30, until: 1), by: country.actor(.ministry))
            let form = paperForm(country, hoursAgo: 20)
            country.clock.advance(days: 9)
            let note = try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant))
            #expect(note.trail?.outage == nil && note.countsAsLate && note.trail?.daysLate ?? 0 > 0)
        }
    }

    @Test(
        "An outage of one province excuses papers of senders there only, not of those who send there; where nobody knows the sender the gate's province counts")
    func provincial() async throws {
        try await withTestCountry { country in
            // The factory stands in 12, the plant in 08.
            let plants = try await country.platform.declareOutage(
                country.outageForm(fromHoursAgo: 30, until: 1, province: "08"), by: country.actor(.ministry))
            let form = paperForm(country, hoursAgo: 20)
            #expect(try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant)).trail?.outage == nil)
            var unknown = form
            unknown.sender.site = RecordForm.Party.outside
            unknown.sender.name = "A man with a cart"
            #expect(try await country.platform.recordLoad(unknown, photos: [RecordTests.photo], by: country.actor(.plant)).trail?.outage == plants.id)
            let senders = try await country.platform.declareOutage(
                country.outageForm(fromHoursAgo: 30, until: 1, province: "12"), by: country.actor(.ministry))
            #expect(try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant)).trail?.outage == senders.id)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Of two outages at one time the one that ends last excuses, since its papers may be entered longest")
    func overlapping() async throws {
        try await withTestCountry { country in
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 200, until: 150), by: country.actor(.ministry))
            let longer = try await country.platform.declareOutage(
                country.outageForm(fromHoursAgo: 190, until: 1, province: "12"), by: country.actor(.ministry))
            let note = try await country.platform.recordLoad(
                paperForm(country, hoursAgo: 180), photos: [RecordTests.photo], by: country.actor(.plant))
            #expect(note.trail?.outage == longer.id && note.trail?.daysLate == 0)
        }
    }

    @Test("The office of a province declares outages of its province and moves their ends, and no others")
    func ownProvince() async throws {
        try await withTestCountry { country in
            let office = country.actor(.department)
            for province in ["12", "99"] {
                do {
                    _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1, province: province), by: office)
                    Issue.record("an office of 08 declared an outage of \(province)")
                } catch let error as PlatformError { #expect(error.problems.map(\.field) == ["province"], "\(error.problems)") }
            }
            // Whether it names its province or not: it can mean no other.
            for province in ["08", ""] {
                let made = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: -5, province: province), by: office)
                #expect(made.province == "08" && made.declaredBy == country.organisation(.department))
            }
            let sooner = country.outageForm(fromHoursAgo: 1, until: 0)
            let own = try #require(country.platform.runningOutages.first)
            let ended = try await country.platform.endOutage(own.outage.id, version: 1, date: sooner.fromDate, time: sooner.fromTime, by: office)
            #expect(ended.version == 2)
            for province in ["", "12"] {
                let other = try await country.platform.declareOutage(
                    country.outageForm(fromHoursAgo: 3, until: -5, province: province), by: country.actor(.ministry))
                await #expect(throws: PermissionRefusal.forbidden(.declareOutage)) {
                    _ = try await country.platform.endOutage(other.id, version: 1, date: sooner.fromDate, time: sooner.fromTime, by: office)
                }
            }
            #expect(country.actor(.factory).outageReach == nil && country.actor(.ministry).outageReach == .nation)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Only officers declare; what is wrong is told at once; a running outage is at hand for every page, and its end can change")
    func declared() async throws {
        try await withTestCountry { country in
            await #expect(throws: PermissionRefusal.self) {
                _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1), by: country.actor(.factory))
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1), by: country.actor(.department, [.inspector]))
            }
            var wrong = country.outageForm(fromHoursAgo: 1, until: 3, province: "99")
            wrong.reason = " "
            do {
                _ = try await country.platform.declareOutage(wrong, by: country.actor(.ministry))
                Issue.record("an outage without anything right was declared")
            } catch let error as PlatformError { #expect(Set(error.problems.map(\.field)) == ["until", "province", "reason"], "\(error.problems)") }
            #expect(country.platform.runningOutages.isEmpty)
            let running = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: -20), by: country.actor(.ministry))
            #expect(country.platform.runningOutages.map(\.outage.id) == [running.id])
            #expect(country.platform.runningOutages.first?.reason == "The data centre has no power.")
            let sooner = country.outageForm(fromHoursAgo: 1, until: 0)
            let ended = try await country.platform.endOutage(
                running.id, version: 1, date: sooner.fromDate, time: sooner.fromTime, by: country.actor(.ministry))
            #expect(ended.version == 2 && country.platform.runningOutages.isEmpty)
            await #expect(throws: PlatformError.stale) {
                _ = try await country.platform.endOutage(running.id, version: 1, date: sooner.fromDate, time: "23:59", by: country.actor(.ministry))
            }
            #expect(try await country.platform.outages(limit: 10).notices.map(\.outage) == [ended])
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
