// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import Testing

/// Standing arrangements from proposal to the last gram, with everything kept about them audited.
///
/// Waste 15 02 02 is hazardous and on the permits of the country; 04 02 22 is not.
struct ArrangementOperationTests {
    private let hazardous = "150202"

    private func use(_ arrangement: Arrangement, _ country: TestCountry) async throws -> ArrangementUse {
        let year = country.platform.today.month.year
        return try await country.database.read { try ArrangementStore($0).use(of: arrangement.id, year: year) }
    }

    @Test("Three parties agree, notes draw it down to the last gram, the next is refused with what is left, and a cancelled one gives back")
    func drawnToZero() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement("1", wastes: [hazardous])
            #expect(arrangement.state == .agreed)
            let first = try await country.issue(country.form("600", under: arrangement, waste: hazardous))
            #expect(first.arrangement == arrangement.id && first.gates.isEmpty)
            let last = try await country.issue(country.form("400", under: arrangement, waste: hazardous))
            #expect(try await use(arrangement, country).reserved == .tonnes(1))
            let over = await problems { _ = try await country.issue(country.form("1", under: arrangement, waste: hazardous)) }
            #expect(over.map(\.phrase) == [ManifestPhrase.gateArranged.fullKey] && over.map(\.field) == ["arrangement"])
            #expect(over.first?.facts["left"] == .mass(.zero) && over.first?.facts["limit"] == .mass(.tonnes(1)))
            _ = try await country.platform.cancel(last.id, version: last.version, remark: "", by: country.actor(.factory))
            #expect(try await use(arrangement, country) == ArrangementUse(year: country.platform.today.month.year, reserved: .kilograms(600)))
            _ = try await country.issue(country.form("400", under: arrangement, waste: hazardous))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("What the plant refuses is given back, what it accepts is used, and a correction changes what is used")
    func givenBack() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement("10")
            let weighed = try await country.weigh(try await country.collect(try await country.issue(country.form("1000", under: arrangement))), "1020")
            #expect(try await use(arrangement, country).reserved == .kilograms(1020), "the scale says what is on its way")
            let accepted = try await country.decide(weighed, accepted: ["900"], refusal: RefusalReason.contaminated.rawValue)
            let year = country.platform.today.month.year
            #expect(try await use(arrangement, country) == ArrangementUse(year: year, used: .kilograms(900)))
            #expect(try await country.platform.note(accepted.children[0], by: country.actor(.factory)).arrangement == nil)
            var note = try await country.platform.proposeCorrection(
                accepted.id, version: accepted.version, field: "accepted0", amount: "850", unit: "kg", method: "weighed", reason: "pallet",
                by: country.actor(.plant))
            for firm in [TestFirm.factory, .haulier] {
                note = try await country.platform.answerCorrection(note.id, version: note.version, approves: true, by: country.actor(firm))
            }
            #expect(try await use(arrangement, country) == ArrangementUse(year: year, used: .kilograms(850)))
            let refused = try await country.weigh(try await country.collect(try await country.issue(country.form("500", under: arrangement))), "500")
            _ = try await country.decide(refused, accepted: ["0"], refusal: RefusalReason.wrongWaste.rawValue)
            #expect(try await use(arrangement, country) == ArrangementUse(year: year, used: .kilograms(850)))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Hazardous waste without an arrangement is issued only with a reason, which stands on the note; ordinary waste goes without")
    func demanded() async throws {
        try await withTestCountry { country in
            var form = country.form("100", waste: hazardous)
            let asked = await problems { _ = try await country.issue(form) }
            #expect(asked.map(\.phrase) == [ManifestPhrase.gateArrangement, .gateReasonMissing].map(\.fullKey))
            #expect(asked.map(\.field) == ["arrangement", "gateReason"])
            form.gateReason = "First load; the arrangement is being signed."
            let note = try await country.issue(form)
            #expect(note.gates.first?.findings.map(\.topic) == [.arrangement] && note.gates.first?.reason != nil)
            #expect(try await country.issue(country.form("100")).gates.isEmpty)
        }
    }

    @Test("Ordinary waste above the year's amount is issued with a reason and is told on the note")
    func ordinaryOver() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement("1")
            var form = country.form("1200", under: arrangement)
            let asked = await problems { _ = try await country.issue(form) }
            #expect(asked.map(\.phrase) == [ManifestPhrase.gateArranged, .gateReasonMissing].map(\.fullKey))
            form.gateReason = "The season was good."
            let note = try await country.issue(form)
            #expect(note.gates.first?.findings.first?.load == .kilograms(1200))
            #expect(try await use(arrangement, country).reserved == .kilograms(1200))
        }
    }

    @Test("Sixty-four clients on one arrangement: never more is promised than a year allows, and the room is used")
    func manyAtOnce() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement("10", wastes: [hazardous])
            let total = try await promisedAtOnce(seed: 65, refusedWith: .gateArranged) { kilograms in
                _ = try await country.issue(country.form(kilograms, under: arrangement, waste: hazardous))
            }
            #expect(try await use(arrangement, country).reserved == .kilograms(total))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Proposed, declined, ended and expired ones carry no note, each with its own sentence; notes issued before go on")
    func notInForce() async throws {
        try await withTestCountry { country in
            let open = try await country.propose(country.arrangementForm())
            func refusal(_ arrangement: Arrangement) async -> [String] {
                await problems { _ = try await country.issue(country.form("10", under: arrangement)) }.map(\.phrase)
            }
            #expect(await refusal(open) == [ArrangementPhrase.noteNotAgreed.fullKey])
            let declined = try await country.platform.decline(open.id, version: open.version, reason: "too much", by: country.actor(.plant))
            #expect(await refusal(declined) == [ArrangementPhrase.noteEnded.fullKey])
            let agreed = try await country.arrangement(days: 5)
            let note = try await country.issue(country.form("300", under: agreed))
            let late = try await country.arrangement(days: 300)
            let ended = try await country.platform.end(late.id, version: late.version, reason: "another plant", by: country.actor(.haulier))
            #expect(await refusal(ended) == [ArrangementPhrase.noteEnded.fullKey])
            country.clock.advance(days: 6)
            #expect(await refusal(agreed) == [ArrangementPhrase.noteOutsideDates.fullKey])
            let received = try await country.decide(try await country.weigh(try await country.collect(note), "300"))
            #expect(received.state == .accepted)
            #expect(try await use(agreed, country).used == .kilograms(300))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A stranger is told what somebody is told who asks for nothing that is there, whatever they try; nothing is written")
    func strangers() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement()
            let missing = ArrangementID(arrangement.id.value + 77)
            let stranger = country.actor(.secondFactory)
            let lines = try await country.number("SELECT count(*) FROM journal")
            func same(_ attempt: (ArrangementID) async throws -> Void) async {
                let (seen, none) = (await problems { try await attempt(arrangement.id) }, await problems { try await attempt(missing) })
                #expect(!seen.isEmpty && seen == none)
            }
            await same { _ = try await country.platform.arrangementModel($0, by: stranger) }
            await same { _ = try await country.platform.arrangementNotes($0, before: nil, limit: 10, by: stranger) }
            await same { _ = try await country.platform.arrangementPaper($0, by: stranger) }
            await same { _ = try await country.platform.noteForm(under: $0, by: stranger) }
            await same { _ = try await country.platform.agree(to: $0, version: 3, by: stranger) }
            await same { _ = try await country.platform.decline($0, version: 3, reason: "", by: stranger) }
            await same { _ = try await country.platform.end($0, version: 3, reason: "x", by: stranger) }
            await same {
                var form = country.form("10", from: .secondFactory)
                form.arrangement = $0.description
                _ = try await country.issue(form, by: .secondFactory)
            }
            #expect(try await country.number("SELECT count(*) FROM journal") == lines)
            #expect(try await country.platform.arrangementList(by: stranger).sections.isEmpty)
            #expect(try await country.platform.compose(NoteForm(), by: stranger).arrangements.isEmpty)
        }
    }

    @Test("Who may do what: signers and administrators answer, preparers and gates read, officers read and never answer")
    func permissions() async throws {
        try await withTestCountry { country in
            let open = try await country.propose(country.arrangementForm())
            for role in [Role.preparer, .gate, .reader] {
                let actor = country.actor(.plant, [role])
                #expect(try await country.platform.arrangementModel(open.id, by: actor).steps == [])
                await #expect(throws: PermissionRefusal.self) { try await country.platform.agree(to: open.id, version: open.version, by: actor) }
            }
            for officer in [TestFirm.ministry, .department] {
                #expect(try await country.platform.arrangementModel(open.id, by: country.actor(officer)).steps == [])
                await #expect(throws: PermissionRefusal.self) {
                    try await country.platform.agree(to: open.id, version: open.version, by: country.actor(officer))
                }
                #expect(try await country.platform.arrangementList(by: country.actor(officer)).sections.map(\.shelf) == [.all])
            }
            let half = try await country.platform.agree(to: open.id, version: open.version, by: country.actor(.plant, [.administrator]))
            #expect(try await country.platform.arrangementModel(half.id, by: country.actor(.haulier, [.signer])).steps == [.agree, .decline])
            await #expect(throws: ArrangementError.stale(seen: 1, now: 2)) {
                try await country.platform.agree(to: half.id, version: 1, by: country.actor(.haulier, [.signer]))
            }
        }
    }

    @Test("A form sent twice proposes once; a form with faults names all of them, its paper's too, and keeps nothing")
    func forms() async throws {
        try await withTestCountry { country in
            let first = try await country.propose(country.arrangementForm(), key: "k1")
            #expect(try await country.propose(country.arrangementForm(), key: "k1").id == first.id)
            #expect(try await country.number("SELECT count(*) FROM arrangement") == 1)
            var bad = country.arrangementForm("many", wastes: ["999999"])
            bad.treatment = ""
            bad.carrier = ""
            bad.validUntil = ""
            let found = await problems {
                _ = try await country.platform.proposeArrangement(bad, paper: ArrangementPaper(bytes: Array("MZ".utf8)), by: country.actor(.factory))
            }
            #expect(Set(found.map(\.field)) == ["waste0", "amount", "treatment", "carrier", "validUntil", "document"])
            #expect(try await country.number("SELECT count(*) FROM arrangement") == 1)
            let paper = ArrangementPaper(bytes: Array("%PDF-1.7 agreed".utf8))
            let made = try await country.platform.proposeArrangement(country.arrangementForm(), paper: paper, by: country.actor(.plant))
            let kept = try await country.platform.arrangementPaper(made.id, by: country.actor(.haulier))
            #expect(kept.mediaType == "application/pdf" && kept.bytes == paper.bytes)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("From the day's page and from the arrangement a note is begun with everything but its weight; another carrier is refused afterwards")
    func quickStart() async throws {
        try await withTestCountry { country in
            let proposed = try await country.propose(country.arrangementForm(wastes: [hazardous]), by: .plant)
            let waiting = try await country.platform.today(by: country.actor(.factory)).duties
            #expect(waiting.contains { $0.kind == .answerArrangement && $0.arrangement?.id == proposed.id })
            let arrangement = try await country.agree(try await country.agree(proposed, by: .factory), by: .haulier)
            let today = try await country.platform.today(by: country.actor(.factory))
            #expect(today.arranged.map(\.arrangement.id) == [arrangement.id] && !today.duties.contains { $0.kind == .answerArrangement })
            #expect(try await country.platform.today(by: country.actor(.plant)).arranged.isEmpty)
            var form = try await country.platform.noteForm(under: arrangement.id, by: country.actor(.factory))
            #expect(try await country.platform.compose(form, by: country.actor(.factory)).arrangements.map(\.arrangement.id) == [arrangement.id])
            form.lines[0].amount = "250"
            let note = try await country.issue(form)
            #expect(note.arrangement == arrangement.id && note.gates.isEmpty)
            let other = await problems {
                _ = try await country.platform.changeCarrier(
                    note.id, version: note.version, carrierSites: [country.site(.collector).description], by: country.actor(.factory))
            }
            #expect(other.map(\.phrase).contains(ArrangementPhrase.noteCarrier.fullKey))
            #expect(try await country.platform.arrangementModel(arrangement.id, by: country.actor(.haulier)).notes.map(\.id) == [note.id])
        }
    }

    @Test("A draft under an arrangement is nobody's but its sender's, and draws nothing yet")
    func drafts() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement()
            let draft = try await country.platform.saveDraft(country.form("700", under: arrangement), id: nil, version: nil, by: country.actor(.factory))
            #expect(try await use(arrangement, country).taken == .zero)
            #expect(try await country.platform.arrangementModel(arrangement.id, by: country.actor(.plant)).notes.isEmpty)
            _ = try await country.platform.issue(draft.id, version: draft.version, key: nil, by: country.actor(.factory))
            #expect(try await use(arrangement, country).reserved == .kilograms(700))
            let dropped = try await country.platform.saveDraft(country.form("90", under: arrangement), id: nil, version: nil, by: country.actor(.factory))
            _ = try await country.platform.cancel(dropped.id, version: dropped.version, remark: "", by: country.actor(.factory))
            #expect(try await country.platform.arrangementModel(arrangement.id, by: country.actor(.plant)).notes.map(\.id) == [draft.id])
        }
    }

    @Test("The audit names an arrangement's year that was tampered with, one that was changed, and one that stands in the wrong list")
    func audited() async throws {
        try await withTestCountry { country in
            let arrangement = try await country.arrangement()
            _ = try await country.received(country.form("300", under: arrangement))
            try await country.run("UPDATE arrangement_use SET used = used - 1000")
            let use = try await country.platform.verify().problems
            #expect(use.map(\.phrase) == [VerifyPhrase.arrangementUse.fullKey])
            #expect(use.first?.facts["found"] == .mass(.kilograms(299)) && use.first?.facts["expected"] == .mass(.kilograms(300)))
            try await country.run("UPDATE arrangement_use SET used = used + 1000")
            try await country.run("UPDATE arrangement_party SET state = 4")
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.arrangementListed.fullKey])
            try await country.run("UPDATE arrangement_party SET state = 2")
            try await country.run("DELETE FROM arrangement_note")
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.arrangementNotes.fullKey])
            try await country.run("INSERT INTO arrangement_note SELECT \(arrangement.id.value), id FROM note")
            try await country.rewrite("arrangement", Arrangement.self, where: "version = 3") { $0.terms.yearlyAmount = .tonnes(99) }
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.registryBody.fullKey])
        }
    }
}
