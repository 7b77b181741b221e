// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import StorageCore
import Stores

/// A record as far as it could be read.
struct ReadRecord {
    var draft: ManifestDraft
    var command: RecordCommand
    var sender: Party?
    var carrier: Party?
    var gateReason: String?
}

extension Work {
    var papers: PaperStore { PaperStore(session) }
    var outages: OutageStore { OutageStore(session) }

    /// Reads a form into a draft and a command; every problem is noted with its field.
    ///
    /// - Parameters:
    ///   - photos: hashes of what was sent with it.
    ///   - others: problems found beside the form, told with its own.
    func read(_ form: RecordForm, photos: [String], besides others: [Problem]) throws -> ReadRecord {
        var reader = FormReader(lists: platform.lists, today: today)
        reader.problems = others
        let zone = platform.zone
        let origin = ManifestOrigin(rawValue: form.origin).flatMap { $0 == .digital ? nil : $0 }
        if origin == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("origin")) }
        let paper = reader.paper(form.paper, field: "paper")
        let other = reader.text(form.otherNumber.trimmedBlanks, field: "otherNumber")
        if origin == .unannounced, paper != nil || other != nil {
            reader.problems.append(PaperPhrase.paperOnlyOnPaper.problem(paper == nil ? "otherNumber" : "paper"))
        }
        if let paper {
            let sheet = try papers.sheet(paper)
            if let problem = sheet.map({ $0.problem("paper", zone: zone) }) ?? PaperPhrase.numberUnknown.problem("paper", ["number": .text(paper)]) {
                reader.problems.append(problem)
            }
        }
        let isAtGate = form.recorder == .receiver
        let received = isAtGate ? reader.moment(form.receivedDate, form.receivedTime, in: zone, field: "received") : nil
        let collected = reader.moment(form.collectedDate, form.collectedTime, in: zone, field: "collected")
        let receiver = try? party(form.receiverSite, field: "receiver")
        if receiver == nil { reader.problems.append(ManifestPhrase.unknownParty.problem("receiver")) }
        let (sender, senderOutside) = try side(form.sender, "sender", mayBeOutside: isAtGate, missing: .senderMissing, &reader)
        let (carrier, carrierOutside) = try side(form.carrier, "carrier", mayBeOutside: isAtGate, missing: .carrierMissing, &reader)
        // A gate cannot know from which of the sender's lots a load was taken.
        let lines = try lines(form.lines, from: isAtGate ? nil : sender, &reader)
        if lines.isEmpty, !reader.problems.contains(where: { $0.field.hasPrefix("line") }) {
            reader.problems.append(ManifestPhrase.lineMissing.problem("line0.waste"))
        }
        let intended = TreatmentCode(text: form.intended)
        if intended == nil { reader.problems.append(ManifestPhrase.treatmentMissing.problem("intended")) }
        let texts = [("plate", form.plate), ("remark", form.remark), ("gateReason", form.gateReason)].map { reader.text($1.trimmedBlanks, field: $0) }
        guard let origin, let receiver, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        let leg = Leg(carrier: carrier ?? receiver, mode: TransportMode(rawValue: form.mode) ?? .road, plate: try seal(texts[0]))
        let draft = ManifestDraft(
            sender: sender ?? receiver, receiver: receiver, intended: intended, legs: [leg], lines: lines, plannedPickup: nil, remark: try seal(texts[1]),
            policy: platform.policies.edition)
        let command = RecordCommand(
            origin: origin, recorder: form.recorder, paper: paper, otherNumber: try seal(other), photos: photos, collectedAt: collected,
            receivedAt: received, isSenderKnown: sender != nil, sender: senderOutside, carrier: carrierOutside)
        return ReadRecord(draft: draft, command: command, sender: sender, carrier: carrier, gateReason: texts[2])
    }

    /// A registered party, or somebody told in words.
    private func side(
        _ typed: RecordForm.Party, _ field: String, mayBeOutside: Bool, missing: PaperPhrase, _ reader: inout FormReader
    ) throws -> (Party?, OutsideParty?) {
        guard typed.isOutside, mayBeOutside else {
            if let found = try? party(typed.site, field: field) { return (found, nil) }
            reader.problems.append(typed.site.isEmpty ? missing.problem(field) : ManifestPhrase.unknownParty.problem(field))
            return (nil, nil)
        }
        let name = reader.text(typed.name.trimmedBlanks, field: field + "Name")
        if name == nil { reader.problems.append(OperationPhrase.fieldMissing.problem(field + "Name")) }
        let place = reader.text(typed.place.trimmedBlanks, field: field + "Place")
        var phone: String?
        if !typed.phone.trimmedBlanks.isEmpty {
            switch PhoneNumber.read(typed.phone, in: platform.country) {
            case .success(let number): phone = number
            case .failure(let refusal): reader.problems.append(refusal.problem(field: field + "Phone"))
            }
        }
        guard reader.problems.isEmpty, let sealed = try seal(name) else { return (nil, nil) }
        return (nil, OutsideParty(name: sealed, place: try seal(place), phone: try seal(phone)))
    }

    /// What recording has to know beside the note.
    func recordFacts(_ note: Manifest, _ read: ReadRecord) throws -> RecordFacts {
        let happened = read.command.happenedAt ?? now
        let day = platform.zone.date(of: happened)
        var gate = PermitGate(.acceptance)
        // Absurd weights are refused by themselves, and their sum might not fit.
        if read.command.recorder == .receiver, note.lines.allSatisfy({ $0.declared.mass <= Limits.lineMass }) {
            let loads = note.lines.enumerated().map { GateLoad(line: $0, waste: $1.waste, isHazardous: $1.isHazardous, mass: $1.declared.mass) }
            let findings = try PlantGate(reading, plants: [note.receiver], on: min(day, today))
                .findings(loads, at: note.receiver.site, by: note.intended, .acceptance)
            gate = PermitGate(.acceptance, findings: findings, reason: try seal(read.gateReason), isUnannounced: true)
        }
        // Of several that cover the sender, or the gate where nobody knows the sender, the one whose days last longest.
        let province = try site(note.sender.site)?.attributes(on: min(day, today)).province
        let outage = try outages.outages(at: happened).filter { $0.covers(province) }.max { $0.until < $1.until }
        return RecordFacts(
            policy: platform.policy(for: note, on: today), sender: try read.sender.map { try facts($0) },
            receiver: try facts(note.receiver),
            carrier: try read.carrier.map { try facts($0) }, gate: gate, outage: outage, zone: platform.zone)
    }

    /// Takes the number of a paper note for a note; whoever is second is told for which note it was used.
    func usePaper(_ number: String?, for note: DocumentID) throws {
        guard let number else { return }
        do {
            try papers.use(number, for: note)
        } catch StoreError.stale {
            let problem = try papers.sheet(number)?.problem("paper", zone: platform.zone)
            throw PlatformError.invalid([problem ?? PaperPhrase.numberUnknown.problem("paper", ["number": .text(number)])])
        }
    }
}
