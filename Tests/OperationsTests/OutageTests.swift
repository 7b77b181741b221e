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

    @Test("An outage of one province excuses loads of its sites only")
    func provincial() async throws {
        try await withTestCountry { country in
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 30, until: 1, province: "03"), by: country.actor(.ministry))
            let form = paperForm(country, hoursAgo: 20)
            #expect(try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant)).trail?.outage == nil)
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 30, until: 1, province: "08"), by: country.actor(.ministry))
            #expect(try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant)).trail?.outage != nil)
        }
    }

    @Test("Only a ministry declares; what is wrong is told at once; a running outage is at hand for every page, and its end can change")
    func declared() async throws {
        try await withTestCountry { country in
            await #expect(throws: PermissionRefusal.self) {
                _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1), by: country.actor(.factory))
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1), by: country.actor(.department))
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
