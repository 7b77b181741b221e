// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Rebuilds notes and registry from the outcomes that the journal keeps, line by line, and compares them with what is
/// stored. Nothing is decided again.
///
/// A note is compared and forgotten as soon as it has come to the version that is stored, so only notes under way are kept.
struct JournalReplay {
    /// Of each of these the first thing wrong is named.
    private enum Area: CaseIterable { case line, note, intake, evidence, arrangement, round, siteReturn, registry, erasure, paper, discharge }

    private struct NoteUnderWay {
        var note: Manifest
        var stored: VerificationStore.NoteRow
    }

    private struct OriginClass: Hashable {
        var province: String
        var sector: String
    }

    private(set) var lines = 0
    /// Notes that came to the version that is stored.
    private(set) var notesSettled = 0
    private let reading: Reading
    private let store: VerificationStore
    private var notes: [DocumentID: NoteUnderWay] = [:]
    private var notesBegun = 0
    private var treatments = 0
    private var registry: RegistryReplay
    /// What settled notes take of plants' permitted amounts.
    private var intake: [PlantDay: (accepted: Mass, reserved: Mass)] = [:]
    private var evidence: EvidenceRecount
    private var erased: [ErasureSubject: OperationID] = [:]
    /// Arrangements as the journal has them: no more than firms have partners.
    private var arrangements: [ArrangementID: Arrangement] = [:]
    /// What settled notes draw from arrangements.
    private var draws: [ArrangementYear: ArrangementUse] = [:]
    private var notesArranged = 0
    private var papers = PaperReplay()
    /// Of origins whose site was classified otherwise after they were booked.
    private var classes: [OriginID: OriginClass] = [:]
    private var rounds: RoundReplay
    private var discharge: DischargeReplay
    private var returns: ReturnReplay
    private var payloads = PayloadMemory()
    private var found: [Area: Problem] = [:]

    init(reading: Reading, store: VerificationStore) throws {
        self.reading = reading
        evidence = try EvidenceRecount(EvidenceStore(reading.session))
        self.store = store
        registry = RegistryReplay(reading)
        rounds = RoundReplay(reading)
        discharge = DischargeReplay(reading)
        returns = ReturnReplay(reading)
    }

    /// The first thing wrong with lines, with notes, with the registry and with what was erased.
    var problems: [Problem] { Area.allCases.compactMap { found[$0] } }

    mutating func take(_ line: JournalLine) throws {
        lines += 1
        if line.entries == 0, reading.platform.secrets.sha256(line.bytes([])) != line.hash { find(.line, .lineHash, line.facts) }
        let payload: JournalPayload
        do {
            payload = try payloads.payload(of: line)
        } catch {
            find(.line, .lineUnreadable, line.facts)
            return
        }
        for outcome in payload.outcomes { try take(outcome, of: line) }
    }

    private mutating func take(_ outcome: Outcome, of line: JournalLine) throws {
        switch outcome {
        case .note(let id, let event):
            rounds.take(event)
            try take(event, on: id, of: line)
        case .organisation(let organisation): registry.put(.organisation, organisation.id.description, organisation)
        case .arrangement(let id, let event): take(event, on: id, of: line)
        case .round(let id, let event): try rounds.take(event, on: id, of: line)
        case .siteReturn(let id, let event): try returns.take(event, on: id, of: line)
        case .returnBooked(let id, let booking): try returns.bookings.take(booking, of: id, line)
        case .stockTaken(let take): try returns.bookings.take(take, line)
        case .site(let site): registry.put(.site, site.id.description, site)
        case .permit(let permit): registry.put(.permit, permit.id.description, permit)
        case .person(let person): registry.put(.person, person.id.description, person)
        case .delegation(let delegation): registry.put(.delegation, delegation.id.description, delegation)
        case .invitation(let invitation): registry.put(.invitation, invitation.id.description, invitation)
        case .claim(let claim): registry.put(.claim, claim.id.description, claim)
        case .behalf(let act): registry.put(.behalfAct, act.id.description, act)
        case .inquiry(let inquiry): registry.put(.wasteInquiry, inquiry.id.description, inquiry)
        case .reminded(let reminder): registry.put(.returnReminder, reminder.id.description, reminder)
        case .sentFile(let id, let digest): registry.put(.sentFile, id.description, digest: digest)
        case .fileMapping(let id, let digest): registry.put(.fileMapping, id.description, digest: digest)
        case .distinct(let pair): registry.put(.distinctPair, pair.id.description, pair)
        case .membership(let membership):
            let key = "\(membership.person)/\(membership.organisation)/\(membership.role.rawValue)"
            registry.put(.membership, key, body: Array("\(membership.validFrom)/\(membership.validUntil?.description ?? "")".utf8))
        case .erased(let erasure): erased[erasure.subject] = line.id
        case .paper(let event): papers.take(event)
        case .outage(let outage): papers.take(outage)
        case .classified(let change): registry.put(.classification, change.id.description, change)
        case .originsClassified(let ids, let province, let sector): for id in ids { classes[id] = OriginClass(province: province, sector: sector) }
        case .discharge(let record, let before): discharge.take(record, before: before)
        case .act(let text): if let mark = ListMark.read(text) { registry.put(.listFile, mark.key, digest: mark.digest) }
        case .lots, .sealKey: break
        }
    }

    // MARK: Notes

    private mutating func take(_ event: ManifestEvent, on id: DocumentID, of line: JournalLine) throws {
        if notes[id] == nil {
            guard case .drafted(let draft) = event else {
                find(.note, .noteBeyond, ["note": .text(id.description), "line": .text(line.id.description)])
                return
            }
            guard let stored = try store.noteRow(id) else {
                find(.note, .noteMissing, ["note": .text(id.description), "line": .text(line.id.description)])
                return
            }
            notes[id] = NoteUnderWay(note: Manifest(id: id, draft: draft, at: line.recorded), stored: stored)
            notesBegun += 1
        }
        guard var way = notes[id] else { return }
        guard way.note.isReady(for: event) else {
            find(.line, .lineUnreadable, line.facts)
            notes[id] = nil
            return
        }
        let before = way.note
        way.note = before.applying(event, at: line.recorded)
        try evidence.take(way.note, before: before, learned: reading.platform.zone.date(of: line.recorded).month, reading)
        if case .treated(let treatment, _) = event { try check(treatment, of: way.note, line) }
        if case .recorded(_, _, let trail, _, _) = event { papers.use(trail.paper, for: id) }
        guard way.note.version == Int(way.stored.version) else {
            notes[id] = way
            return
        }
        notes[id] = nil
        notesSettled += 1
        compare(way.note, with: way.stored)
        if way.note.arrangement != nil, way.note.number != nil { notesArranged += 1 }
        if let draw = way.note.draw(in: .phnomPenh) {
            let key = ArrangementYear(arrangement: draw.arrangement, year: draw.year)
            draws[key, default: ArrangementUse(year: draw.year)].reserved += draw.reserved
            draws[key, default: ArrangementUse(year: draw.year)].used += draw.used
        }
        papers.take(way.note)
        for part in way.note.intake(in: .phnomPenh) {
            let key = PlantDay(site: part.site, day: part.day, waste: part.waste)
            let known = intake[key] ?? (.zero, .zero)
            intake[key] = (known.accepted + part.accepted, known.reserved + part.reserved)
        }
    }

    private mutating func compare(_ note: Manifest, with stored: VerificationStore.NoteRow) {
        let body = Body.bytes(note)
        let isListedRight = stored.number == note.number && stored.state == Int64(note.state.rawValue)
        guard body != stored.body || !isListedRight else { return }
        var facts: [String: Fact] = ["note": .text(note.id.description), "number": .text(note.number ?? "–"), "version": .numeral(Int64(note.version))]
        let difference = body == stored.body ? nil : BodyDifference(kept: stored.body, replayed: body)
        facts["field"] = .text(difference?.field ?? (stored.number == note.number ? "state" : "number"))
        facts["found"] = .text(difference?.kept ?? (stored.number == note.number ? String(stored.state) : stored.number ?? "–"))
        facts["expected"] = .text(difference?.replayed ?? (stored.number == note.number ? String(note.state.rawValue) : note.number ?? "–"))
        find(.note, .noteBody, facts)
    }

    private mutating func check(_ treatment: Treatment, of note: Manifest, _ line: JournalLine) throws {
        treatments += 1
        let expected = TreatmentRow(
            id: line.id.value, site: note.receiver.site, occurred: treatment.occurred, note: note.id, line: treatment.line,
            material: note.lines[treatment.line].material, code: treatment.code, mass: treatment.mass)
        let kept = try store.treatment(recordedBy: line.id)
        guard kept != expected else { return }
        find(
            .note, .treatmentLine,
            [
                "line": .text(line.id.description), "note": .text(note.number ?? note.id.description), "expected": .mass(expected.mass),
                "found": .mass(kept?.mass ?? .zero),
            ])
    }

    // MARK: Arrangements

    private mutating func take(_ event: ArrangementEvent, on id: ArrangementID, of line: JournalLine) {
        switch (event, arrangements[id]) {
        case (.proposed(let terms, let signature), nil): arrangements[id] = Arrangement(id: id, terms: terms, signature: signature)
        case (.answered, let known?): arrangements[id] = known.applying(event)
        default: find(.line, .lineUnreadable, line.facts)
        }
        if let now = arrangements[id] { registry.put(.arrangement, id.description, now) }
    }

    private mutating func compareDraws() throws {
        var expected = draws
        var wrong: (key: ArrangementYear, found: ArrangementUse, expected: ArrangementUse)?
        try reading.arrangements.eachUse { id, row in
            guard wrong == nil else { return }
            let key = ArrangementYear(arrangement: id, year: row.year)
            let right = expected.removeValue(forKey: key) ?? ArrangementUse(year: row.year)
            if right != row { wrong = (key, row, right) }
        }
        if wrong == nil, let (key, right) = expected.min(by: { $0.key < $1.key }) { wrong = (key, ArrangementUse(year: key.year), right) }
        guard let wrong else { return }
        find(
            .arrangement, .arrangementUse,
            [
                "arrangement": .text(wrong.key.arrangement.description), "year": .text(String(wrong.key.year)), "found": .mass(wrong.found.used),
                "foundReserved": .mass(wrong.found.reserved), "expected": .mass(wrong.expected.used), "expectedReserved": .mass(wrong.expected.reserved),
            ])
    }

    // MARK: Registry

    // MARK: At the end

    /// Names what the journal knows and the tables do not, and the other way round.
    mutating func finish() throws {
        if let (id, way) = notes.min(by: { $0.key < $1.key }) {
            find(
                .note, .noteAhead,
                [
                    "note": .text(way.note.number ?? id.description), "found": .text(String(way.stored.version)), "expected": .number(Int64(way.note.version)),
                ])
        }
        if try store.countNotes() != notesBegun, found[.note] == nil, let id = try firstNoteWithoutLine() {
            find(.note, .noteUnjournalled, ["note": .text(id.description)])
        }
        if try store.countTreatments() != treatments {
            find(.note, .treatmentCount, ["found": .number(Int64(try store.countTreatments())), "expected": .number(Int64(treatments))])
        }
        try compareIntake()
        try compareDraws()
        let listed = try store.countArrangementNotes()
        if listed != notesArranged {
            find(.arrangement, .arrangementNotes, ["found": .number(Int64(listed)), "expected": .number(Int64(notesArranged))])
        }
        if let id = try store.arrangementListedWrong() { find(.arrangement, .arrangementListed, ["arrangement": .text(id.description)]) }
        if let wrong = try evidence.difference(EvidenceStore(reading.session)) { find(.evidence, .massEvidence, wrong) }
        if let id = try store.noteListedWrong() { find(.note, .noteListed, ["note": .text(id.description)]) }
        try rounds.finish()
        found[.round] = rounds.problem
        try returns.finish()
        found[.siteReturn] = returns.problem
        if let problem = try registry.problem(store) { found[.registry] = problem }
        try compareErasures()
        try compareOrigins()
        if let problem = try papers.problem(reading) { found[.paper] = problem }
        if let problem = try discharge.problem() { found[.discharge] = problem }
    }

    /// What the journal says was erased is listed to be erased again after a restore, and is gone.
    private mutating func compareErasures() throws {
        var missing = erased
        var problem: Problem?
        try reading.journal.eachErasure { row in
            let subject = row.erasure.subject
            let facts: [String: Fact] = ["subject": .text(subject.description)]
            if missing.removeValue(forKey: subject) != row.operation { problem = problem ?? VerifyPhrase.erasureUnjournalled.problem("", facts) }
            if try reading.isThere(subject) { problem = problem ?? VerifyPhrase.erasureUndone.problem("", facts) }
        }
        if let problem {
            found[.erasure] = problem
        } else if let (subject, line) = missing.min(by: { $0.value < $1.value }) {
            find(.erasure, .erasureUnlisted, ["subject": .text(subject.description), "line": .text(line.description)])
        }
    }

    private mutating func compareOrigins() throws {
        for (id, expected) in classes.sorted(by: { $0.key < $1.key }) {
            let origin = try reading.ledger.origin(id)
            guard origin.map({ OriginClass(province: $0.province, sector: $0.sector) }) != expected else { continue }
            find(
                .registry, .originClass,
                [
                    "origin": .text(id.description), "found": .text(origin.map { "\($0.province) \($0.sector)" } ?? "–"),
                    "expected": .text("\(expected.province) \(expected.sector)"),
                ])
            return
        }
    }

    private mutating func compareIntake() throws {
        var expected = intake
        var wrong: [(key: PlantDay, found: (accepted: Mass, reserved: Mass), expected: (accepted: Mass, reserved: Mass))] = []
        try reading.notes.eachIntake { row in
            guard wrong.isEmpty else { return }
            let key = PlantDay(site: row.site, day: row.day, waste: row.waste)
            let right = expected.removeValue(forKey: key) ?? (.zero, .zero)
            if right != (row.accepted, row.reserved) { wrong.append((key, (row.accepted, row.reserved), right)) }
        }
        if wrong.isEmpty, let (key, right) = expected.min(by: { $0.key < $1.key }) { wrong.append((key, (.zero, .zero), right)) }
        guard let first = wrong.first else { return }
        find(
            .intake, .plantIntake,
            [
                "site": .text(first.key.site.description), "day": .date(first.key.day), "waste": .text(first.key.waste.text),
                "found": .mass(first.found.accepted), "foundReserved": .mass(first.found.reserved), "expected": .mass(first.expected.accepted),
                "expectedReserved": .mass(first.expected.reserved),
            ])
    }

    /// Only asked for when there are more notes than the journal began: then their ids are worth the memory.
    private func firstNoteWithoutLine() throws -> DocumentID? {
        var begun: Set<DocumentID> = []
        try reading.journal.each { line in
            guard let payload = try? Body.value(JournalPayload.self, from: line.payload) else { return }
            for case .note(let id, _) in payload.outcomes { begun.insert(id) }
        }
        var first: DocumentID?
        try store.eachNoteID { id in
            if first == nil, !begun.contains(id) { first = id }
        }
        return first
    }

    private mutating func find(_ area: Area, _ phrase: VerifyPhrase, _ facts: [String: Fact]) {
        if found[area] == nil { found[area] = phrase.problem("", facts) }
    }
}
