// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import Testing

/// What permits allow, asked when a note is issued and when a load is accepted.
///
/// Waste 13 02 05 is hazardous and on no permit of the country, so each test writes the permit it speaks of. Arrangements are not
/// demanded here; they have tests of their own.
struct PermitGateTests {
    private func withPermits(_ body: (TestCountry) async throws -> Void) async throws {
        try await withTestCountry(policies: try .shipped(ruling: .arrangementRequired, as: .pass), body)
    }

    private func oil(_ kilograms: String, to plant: TestFirm = .plant) -> (TestCountry) -> NoteForm {
        { country in
            var form = country.form(kilograms, waste: "130205", to: plant)
            form.intended = "R9"
            return form
        }
    }

    /// The problems of an attempt, by field and sentence.
    private func problems(_ body: () async throws -> Manifest) async -> [Problem] {
        do {
            _ = try await body()
            return []
        } catch let error as any Explainable {
            return error.problems
        } catch {
            Issue.record(error)
            return []
        }
    }

    @Test("A waste, a treatment or a day outside every permit is refused at issue, each with its own sentence at the plant's field")
    func cover() async throws {
        try await withPermits { country in
            let none = await problems { try await country.issue(oil("100")(country)) }
            #expect(none.map(\.phrase) == [ManifestPhrase.gateWaste.fullKey] && none.map(\.field) == ["receiver"])
            try await country.permit(.plant, number: "OIL-1", wastes: "130205", treatments: "R9", from: "2020-01-01", until: "2021-12-31")
            let expired = await problems { try await country.issue(oil("100")(country)) }
            #expect(expired.map(\.phrase) == [ManifestPhrase.gateDates.fullKey])
            #expect(expired.first?.facts["permit"] == .text("OIL-1") && expired.first?.facts["day"] == CalendarDate(iso: "2021-12-31").map(Fact.date))
            try await country.permit(.plant, number: "OIL-2", wastes: "13*", treatments: "D10")
            let otherwise = await problems { try await country.issue(oil("100")(country)) }
            #expect(otherwise.map(\.phrase) == [ManifestPhrase.gateDates.fullKey], "the permit that would allow it is the nearest")
            try await country.permit(.plant, number: "OIL-3", wastes: "130205", treatments: "R9")
            let note = try await country.issue(oil("100")(country))
            #expect(note.gates.isEmpty)
        }
    }

    @Test("Open notes hold a permit's room from issue on, and give it back when they are cancelled")
    func reservations() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1", yearly: "1.5")
            let first = try await country.issue(oil("700")(country))
            let over = await problems { try await country.issue(oil("301")(country)) }
            #expect(over.map(\.phrase) == [ManifestPhrase.gateDay.fullKey])
            let facts = try #require(over.first?.facts)
            #expect(facts["limit"] == .mass(.tonnes(1)) && facts["used"] == .mass(.kilograms(700)) && facts["left"] == .mass(.kilograms(300)))
            #expect(facts["load"] == .mass(.kilograms(301)))
            _ = try await country.issue(oil("300")(country))
            // Another day has room of its own; the year has not.
            var later = oil("501")(country)
            later.pickup = country.platform.today.adding(days: 3).description
            let year = await problems { try await country.issue(later) }
            #expect(year.map(\.phrase) == [ManifestPhrase.gateYear.fullKey] && year.first?.facts["left"] == .mass(.kilograms(500)))
            _ = try await country.platform.cancel(first.id, version: first.version, remark: "", by: country.actor(.factory))
            _ = try await country.issue(oil("700")(country))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("What stands untreated on site counts against the ceiling, and treating it makes room again")
    func ceiling() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", ceiling: "1")
            let note = try await country.received(oil("800")(country))
            let full = await problems { try await country.issue(oil("300")(country)) }
            #expect(full.map(\.phrase) == [ManifestPhrase.gateStore.fullKey] && full.first?.facts["used"] == .mass(.kilograms(800)))
            _ = try await country.treat(note, "500", code: "R9")
            _ = try await country.issue(oil("300")(country))
        }
    }

    @Test("Ordinary waste above a permit's amount is issued with a reason, which stands on the note with the figures; without one nothing is issued")
    func reasons() async throws {
        try await withPermits { country in
            try await country.permit(.secondPlant, number: "TEX", wastes: "040221", daily: "1")
            var form = country.form("1200", waste: "040221", to: .secondPlant)
            // The country's general permits cover this waste too; the narrower one must be the only one asked.
            try await country.run("DELETE FROM permit WHERE number = 'P-secondPlant'")
            let asked = await problems { try await country.issue(form) }
            #expect(asked.map(\.phrase) == [ManifestPhrase.gateDay, .gateReasonMissing].map(\.fullKey) && asked.map(\.field) == ["receiver", "gateReason"])
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            form.gateReason = "The plant has promised a night shift."
            let note = try await country.issue(form)
            let record = try #require(note.gates.first)
            #expect(record.step == .issue && record.findings.map(\.topic) == [.day] && record.findings.first?.load == .kilograms(1200))
            let text = try #require(record.reason)
            #expect(try await country.database.read { try JournalStore($0).open(text) } == "The plant has promised a night shift.")
        }
    }

    @Test("At the gate only what stands there counts; above the amount the load is accepted with a reason or in part, never turned away by the form")
    func acceptance() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1")
            let first = try await country.received(oil("900")(country))
            #expect(first.gates.isEmpty)
            // Weighed heavier than declared: above what is left of the day.
            let second = try await country.collect(try await country.issue(oil("100")(country)))
            let weighed = try await country.weigh(second, "104")
            let asked = await problems { try await country.decide(weighed) }
            #expect(asked.map(\.phrase) == [ManifestPhrase.gateDay, .gateReasonMissing].map(\.fullKey) && asked.map(\.field) == ["accepted0", "gateReason"])
            let inPart = try await country.decide(weighed, accepted: ["100"], refusal: RefusalReason.noCapacity.rawValue)
            #expect(inPart.gates.isEmpty && inPart.acceptedMass == .kilograms(100))

            country.clock.advance(days: 1)
            let third = try await country.weigh(try await country.collect(try await country.issue(oil("1000")(country))), "1004")
            let accepted = try await country.platform.decide(
                third.id, version: third.version, Platform.DecisionForm(accepted: [""], gateReason: "Four kilograms over."), by: country.actor(.plant, [.gate]))
            #expect(accepted.gates.map(\.step) == [.acceptance] && accepted.gates.first?.reason != nil)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A load refused for want of room goes on to the plant that has room, and to none whose permit does not cover it or is full")
    func onward() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1")
            _ = try await country.received(oil("900")(country))
            let load = try await country.weigh(try await country.collect(try await country.issue(oil("100")(country))), "150")
            func sendOn(reason: String = "") async throws -> Manifest {
                try await country.platform.decide(
                    load.id, version: load.version,
                    Platform.DecisionForm(
                        accepted: ["100"], refusal: RefusalReason.noCapacity.rawValue, discrepancy: DiscrepancyReason.scaleDifference.rawValue,
                        onwardTo: country.site(.secondPlant).description, gateReason: reason), by: country.actor(.plant, [.gate]))
            }
            let uncovered = await problems { try await sendOn() }
            #expect(uncovered.map(\.phrase) == [ManifestPhrase.gateWaste.fullKey] && uncovered.map(\.field) == ["onward"])
            try await country.permit(.secondPlant, number: "OIL-2", wastes: "130205", treatments: "R9", daily: "0.1")
            let other = try await country.issue(oil("60", to: .secondPlant)(country))
            let full = await problems { try await sendOn(reason: "no reason helps: hazardous waste above capacity is refused") }
            #expect(full.map(\.phrase) == [ManifestPhrase.gateDay.fullKey] && full.map(\.field) == ["onward"])
            #expect(full.first?.facts["load"] == .mass(.kilograms(50)) && full.first?.facts["left"] == .mass(.kilograms(40)))
            _ = try await country.platform.cancel(other.id, version: other.version, remark: "", by: country.actor(.factory))
            let decided = try await sendOn()
            let child = try #require(decided.children.first)
            let onward = try await country.platform.note(child, by: country.actor(.secondPlant))
            #expect(onward.kind == .onward && onward.receiver.site == country.site(.secondPlant) && onward.declaredMass == .kilograms(50))
            // The load on its way holds its room there.
            let next = await problems { try await country.issue(oil("51", to: .secondPlant)(country)) }
            #expect(next.map(\.phrase) == [ManifestPhrase.gateDay.fullKey] && next.first?.facts["used"] == .mass(.kilograms(50)))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Ordinary waste sent on above the other plant's amount needs a reason, which stands on the onward note")
    func onwardReason() async throws {
        try await withPermits { country in
            try await country.run("DELETE FROM permit WHERE number = 'P-secondPlant'")
            try await country.permit(.secondPlant, number: "TEX", wastes: "040222", daily: "0.1")
            let load = try await country.weigh(try await country.collect(try await country.issue(country.form("300"))), "300")
            func sendOn(_ reason: String) async throws -> Manifest {
                try await country.platform.decide(
                    load.id, version: load.version,
                    Platform.DecisionForm(
                        accepted: ["0"], refusal: RefusalReason.noCapacity.rawValue, onwardTo: country.site(.secondPlant).description, gateReason: reason),
                    by: country.actor(.plant, [.gate]))
            }
            let asked = await problems { try await sendOn("") }
            #expect(asked.map(\.phrase) == [ManifestPhrase.gateDay, .gateReasonMissing].map(\.fullKey) && asked.map(\.field) == ["onward", "gateReason"])
            let refused = try await sendOn("They open a second line tonight.")
            let onward = try await country.platform.note(try #require(refused.children.first), by: country.actor(.secondPlant))
            #expect(onward.gates.map(\.step) == [.onward] && onward.gates.first?.findings.map(\.topic) == [.day] && onward.gates.first?.reason != nil)
        }
    }

    @Test("A record of low confidence warns on the note and refuses nobody")
    func unsure() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1")
            try await country.rewrite("permit", Permit.self, where: "number = 'OIL'") { $0.confidence = .low }
            let note = try await country.issue(oil("2000")(country))
            #expect(note.gates.first?.findings.map(\.topic) == [.day] && note.gates.first?.reason == nil)
        }
    }

    @Test("Sixty-four clients on one plant's room: never more is promised than the permit allows, and every refusal names what was left")
    func manyAtOnce() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "10")
            let total = try await promisedAtOnce(seed: 64, refusedWith: .gateDay) { kilograms in
                _ = try await country.issue(oil(kilograms)(country))
            }
            #expect(try await country.number("SELECT sum(reserved) FROM plant_intake") == total * 1000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("The audit names a plant's day on which more or less is kept than the notes give")
    func audited() async throws {
        try await withPermits { country in
            _ = try await country.received(country.form("300"))
            try await country.run("UPDATE plant_intake SET accepted = accepted - 1000")
            let found = try await country.platform.verify().problems
            #expect(found.map(\.phrase) == [VerifyPhrase.plantIntake.fullKey])
            #expect(found.first?.facts["found"] == .mass(.kilograms(299)) && found.first?.facts["expected"] == .mass(.kilograms(300)))
        }
    }

    @Test("Choosing a plant, one sees what its permits leave that day, that year and in its store")
    func headroom() async throws {
        try await withPermits { country in
            try await country.permit(.plant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1", yearly: "20", ceiling: "5")
            let note = try await country.received(oil("400")(country))
            _ = try await country.issue(oil("250")(country))
            let model = try await country.platform.compose(oil("600")(country), by: country.actor(.factory))
            let option = try #require(model.plants.first { $0.site.id == country.site(.plant) })
            #expect(
                option.headroom.day?.left == .kilograms(350) && option.headroom.year?.left == .kilograms(19_350)
                    && option.headroom.store?.left == .kilograms(4350))
            #expect(option.load == .kilograms(600))
            _ = try await country.treat(note, "400", code: "R9")
            let after = try await country.platform.compose(oil("600")(country), by: country.actor(.factory))
            #expect(after.plants.first { $0.site.id == country.site(.plant) }?.headroom.store?.left == .kilograms(4750))
        }
    }
}
