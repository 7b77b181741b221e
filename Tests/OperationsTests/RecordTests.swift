// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import Testing

/// Loads that come to a gate without a digital note.
struct RecordTests {
    static let photo = Platform.Photo(bytes: [0xFF, 0xD8, 0xFF, 0xE0] + Array("a photo of the paper".utf8))

    @Test("A load that came with nothing is received in one step: generated at the sender, held at the plant, and waits for the sender's word")
    func received() async throws {
        try await withTestCountry { country in
            let note = try await country.platform.recordLoad(country.recordForm("1240"), key: "k", by: country.actor(.plant, [.gate]))
            #expect(note.state == .accepted && note.number != nil && note.origin == .unannounced)
            #expect(note.trail?.standing == .waiting && note.countsAsLate && note.trail?.daysLate == 0)
            #expect(note.signatures.map(\.step) == [.record])
            #expect(try await country.grams(.process, of: .factory) == -1_240_000)
            #expect(try await country.grams(.transit, of: .haulier) == 0)
            #expect(try await country.grams(.held, of: .plant) == 1_240_000)
            // The form sent twice records one load.
            let again = try await country.platform.recordLoad(country.recordForm("1240"), key: "k", by: country.actor(.plant, [.gate]))
            #expect(again.id == note.id)
            let today = try await country.platform.today(by: country.actor(.factory))
            #expect(today.duties.contains { $0.kind == .confirmReceived && $0.note?.id == note.id })
            let month = country.platform.today.month
            let nation = try await country.platform.nation(months: month...month, province: nil, by: country.actor(.ministry))
            #expect(nation.late == LateSum(notes: 1, mass: Mass(1_240_000)) && nation.whole[.generated] == 1_240_000)
            var filter = NoteFilter()
            filter.isLate = true
            for firm in [TestFirm.factory, .plant, .ministry, .department] {
                let list = try await country.platform.noteList(filter, before: nil, limit: 10, by: country.actor(firm))
                #expect(list.lines.map(\.note.id) == [note.id], "\(firm)")
            }
            let register = try await country.platform.register(.incoming, of: nil, months: month...month, by: country.actor(.plant))
            #expect(register.lines.map(\.isLate) == [true])

            let confirmed = try await country.platform.confirmReceived(note.id, version: note.version, by: country.actor(.factory))
            #expect(confirmed.trail?.standing == .confirmed && !confirmed.countsAsLate && confirmed.signatures.map(\.step) == [.record, .confirm])
            #expect(try await country.number("SELECT count(*) FROM late_note") == 0)
            _ = try await country.treat(confirmed)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A sender disputes: an officer lets the record stand, or voids it to the gram, or finds the true sender, who is asked in turn")
    func disputed() async throws {
        try await withTestCountry { country in
            func disputed(_ kilograms: String) async throws -> Manifest {
                let note = try await country.platform.recordLoad(country.recordForm(kilograms), by: country.actor(.plant))
                return try await country.platform.disputeReceived(note.id, version: note.version, reason: "not our truck", by: country.actor(.factory))
            }
            let first = try await disputed("100")
            #expect(first.countsAsLate)
            let officers = try await country.platform.today(by: country.actor(.department))
            #expect(officers.duties.contains { $0.kind == .decideDispute && $0.note?.id == first.id })
            let stands = try await country.platform.decideDispute(first.id, version: first.version, stands: true, by: country.actor(.department))
            #expect(stands.trail?.standing == .upheld && !stands.countsAsLate)
            #expect(try await country.grams(.held, of: .plant) == 100_000)

            let second = try await disputed("200")
            let voided = try await country.platform.decideDispute(second.id, version: second.version, stands: false, by: country.actor(.ministry))
            #expect(voided.state == .cancelled && voided.trail?.standing == .voided)
            #expect(try await country.grams(.held, of: .plant) == 100_000)
            #expect(try await country.grams(.process, of: .factory) == -100_000)

            let third = try await disputed("300")
            let moved = try await country.platform.assignSender(
                third.id, version: third.version, to: country.site(.secondFactory).description, remark: "plate known", by: country.actor(.ministry))
            #expect(moved.sender.organisation == country.organisation(.secondFactory) && moved.trail?.standing == .waiting)
            #expect(moved.lines[0].lot != third.lines[0].lot)
            #expect(try await country.grams(.process, of: .factory) == -100_000)
            #expect(try await country.grams(.process, of: .secondFactory) == -300_000)
            #expect(try await country.grams(.held, of: .plant) == 400_000)
            let month = country.platform.today.month
            #expect(try await country.platform.register(.outgoing, of: nil, months: month...month, by: country.actor(.factory)).lines.count == 2)
            #expect(try await country.platform.register(.outgoing, of: nil, months: month...month, by: country.actor(.secondFactory)).lines.count == 1)
            // What the plant treats is known to come from the true sender's province.
            let treated = try await country.treat(
                try await country.platform.confirmReceived(moved.id, version: moved.version, by: country.actor(.secondFactory)))
            #expect(treated.state == .treated)
            let nation = try await country.platform.nation(months: month...month, province: nil, by: country.actor(.ministry))
            #expect(nation.provinces["08"]?[.recycling] == 300_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A load that was treated before the dispute was decided leaves a gap with the plant, or moves the generation alone")
    func goneOn() async throws {
        try await withTestCountry { country in
            func treated(_ kilograms: String, _ part: String) async throws -> Manifest {
                let note = try await country.platform.recordLoad(country.recordForm(kilograms), by: country.actor(.plant))
                let disputed = try await country.platform.disputeReceived(note.id, version: note.version, reason: "no", by: country.actor(.factory))
                return try await country.treat(disputed, part)
            }
            let first = try await treated("100", "60")
            let voided = try await country.platform.decideDispute(first.id, version: first.version, stands: false, by: country.actor(.ministry))
            #expect(voided.heldMass == .zero)
            #expect(try await country.grams(.difference, of: .plant) == -60_000)
            #expect(try await country.grams(.process, of: .factory) == 0)
            let second = try await treated("500", "500")
            let moved = try await country.platform.assignSender(
                second.id, version: second.version, to: country.site(.secondFactory).description, by: country.actor(.ministry))
            #expect(moved.lines[0].lot == second.lines[0].lot)
            #expect(try await country.grams(.process, of: .secondFactory) == -500_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A sender and a carrier whom nobody knows are written down in words, erasable, and an officer names the firm later")
    func unknownSender() async throws {
        try await withTestCountry { country in
            var form = country.recordForm("750")
            form.sender.site = RecordForm.Party.outside
            form.sender.name = "Uncle Sovann's workshop"
            form.sender.place = "behind the station"
            form.sender.phone = "012 345 678"
            form.carrier = form.sender
            form.carrier.name = "A blue pick-up"
            let note = try await country.platform.recordLoad(form, by: country.actor(.plant))
            #expect(note.trail?.standing == .unknownSender && note.parties.map(\.role) == [.receiver])
            #expect(try await country.grams(.supply, of: .plant) == -750_000)
            #expect(try await country.grams(.held, of: .plant) == 750_000)
            for text in ["Sovann", "345 678", "12345678", "blue pick-up", "station"] {
                let kept = try await country.bodies("note") + country.bodies("journal", column: "payload")
                #expect(!kept.contains { $0.contains(text) }, "\(text)")
            }
            let erasable = try await country.platform.erasable(note.number ?? "", by: country.actor(.ministry, [.administrator]))
            #expect(erasable.filter { $0.kind == .kindOutside }.count >= 4, "\(erasable)")
            let officers = try await country.platform.today(by: country.actor(.department))
            #expect(officers.duties.contains { $0.kind == .assignSender && $0.note?.id == note.id })
            let named = try await country.platform.assignSender(
                note.id, version: note.version, to: country.site(.factory).description, by: country.actor(.department))
            #expect(named.isSenderKnown && named.sender.site == country.site(.factory))
            #expect(try await country.grams(.supply, of: .plant) == 0)
            #expect(try await country.grams(.process, of: .factory) == -750_000)
            #expect(try await country.platform.today(by: country.actor(.factory)).duties.contains { $0.kind == .confirmReceived })
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A hazardous load is not turned away either: what no permit covers is told, and a reason is kept where the policy asks for one")
    func hazardous() async throws {
        try await withTestCountry { country in
            var form = country.recordForm("40")
            form.lines[0].waste = "130205"
            do {
                _ = try await country.platform.recordLoad(form, by: country.actor(.plant))
                Issue.record("the policy asks for a reason")
            } catch let error as any Explainable {
                #expect(error.problems.map(\.field) == ["line0.waste", "gateReason"], "\(error.problems)")
            }
            form.gateReason = "It stands here and nobody else can take it today"
            let note = try await country.platform.recordLoad(form, by: country.actor(.plant))
            #expect(note.state == .accepted && note.gates.first?.reason != nil)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Everything wrong with a record is told at once, and nothing is kept")
    func refused() async throws {
        try await withTestCountry { country in
            var form = country.recordForm("many")
            form.origin = ""
            form.sender.site = ""
            form.carrier.site = RecordForm.Party.outside
            form.carrier.phone = "12"
            form.intended = ""
            form.receivedTime = "25:10"
            form.collectedDate = country.platform.today.description
            let expected: Set<String> = ["origin", "sender", "carrierName", "carrierPhone", "line0.mass", "intended", "received", "collected", "photo"]
            let text = Platform.Photo(bytes: Array("no picture".utf8))
            do {
                _ = try await country.platform.recordLoad(form, photos: [text], by: country.actor(.plant))
                Issue.record("a form without anything was recorded")
            } catch let error as PlatformError { #expect(Set(error.problems.map(\.field)) == expected, "\(error.problems)") }
            // Rules: a paper needs its photo, times have an order and do not lie ahead.
            var early = country.recordForm("10")
            early.origin = ManifestOrigin.paper.rawValue
            early.collectedDate = country.platform.today.adding(days: 1).description
            early.collectedTime = "08:00"
            do {
                _ = try await country.platform.recordLoad(early, by: country.actor(.plant))
                Issue.record("a paper without photo was recorded")
            } catch let error as ManifestError { #expect(Set(error.problems.map(\.field)) == ["photo", "collected"], "\(error.problems)") }
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            #expect(try await country.number("SELECT count(*) FROM attachment") == 0)
        }
    }

    @Test("Only a gate records what it received, only the sender answers, and only officers decide")
    func permission() async throws {
        try await withTestCountry { country in
            await #expect(throws: PermissionRefusal.forbidden(.recordUnannounced)) {
                _ = try await country.platform.recordLoad(country.recordForm("10"), by: country.actor(.plant, [.signer]))
            }
            await #expect(throws: PlatformError.self) {
                _ = try await country.platform.recordLoad(country.recordForm("10"), by: country.actor(.collector))
            }
            let note = try await country.platform.recordLoad(country.recordForm("10"), by: country.actor(.plant))
            await #expect(throws: ManifestError.notYourStep) {
                _ = try await country.platform.confirmReceived(note.id, version: note.version, by: country.actor(.plant, [.signer]))
            }
            await #expect(throws: PermissionRefusal.forbidden(.decideDispute)) {
                _ = try await country.platform.decideDispute(note.id, version: note.version, stands: true, by: country.actor(.factory))
            }
            await #expect(throws: ManifestError.notNow(.refusedNothingDisputed, .accepted)) {
                _ = try await country.platform.decideDispute(note.id, version: note.version, stands: true, by: country.actor(.ministry))
            }
        }
    }

    @Test("A load heavier than any vehicle may carry has come all the same, and is received")
    func overweight() async throws {
        try await withTestCountry { country in
            let note = try await country.platform.recordLoad(country.recordForm("46000"), by: country.actor(.plant))
            #expect(note.acceptedMass == .kilograms(46_000))
        }
    }

    @Test("What is recorded after the policy's days says how many days late it is")
    func late() async throws {
        try await withTestCountry { country in
            var form = country.recordForm("10")
            form.receivedDate = country.platform.today.adding(days: -12).description
            form.receivedTime = "09:00"
            let note = try await country.platform.recordLoad(form, by: country.actor(.plant))
            #expect(note.trail?.daysLate == 5)
            let received = country.platform.zone.date(of: try #require(note.receipt?.decidedAt))
            #expect(received == country.platform.today.adding(days: -12))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A correction of what the gate alone has weighed moves the sender's generation with it")
    func corrected() async throws {
        try await withTestCountry { country in
            let note = try await country.platform.recordLoad(country.recordForm("100"), by: country.actor(.plant))
            var now = try await country.platform.proposeCorrection(
                note.id, version: note.version, field: "accepted0", amount: "90", unit: "kg", method: "weighed", reason: "tare", by: country.actor(.plant))
            for firm in [TestFirm.factory, .haulier] {
                now = try await country.platform.answerCorrection(now.id, version: now.version, approves: true, by: country.actor(firm))
            }
            #expect(try await country.grams(.process, of: .factory) == -90_000)
            #expect(try await country.grams(.held, of: .plant) == 90_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
