// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores

extension Platform {
    /// What making a stop answers: the round, and the note of the stop.
    public struct MadeStop: Sendable {
        public var round: Round
        public var note: Manifest
    }

    /// Makes a stop on the driver's phone, under the round's code.
    public func makeStop(_ form: StopForm, code: String, address: String, key: String?, at moment: Instant? = nil) async throws -> MadeStop {
        let opened = try await openRound(code: code, address: address)
        return try await makeStop(form, on: opened.round, key: key, by: opened.driver, at: moment)
    }

    /// Makes a stop: a note of its own, issued by its sender's word and collected at once.
    ///
    /// Nobody at the sender needs an account: the person who hands over is named, the note says on whose device it was signed,
    /// and a sender who disagrees with a figure proposes a correction.
    ///
    /// - Parameter key: of the form; sent twice, one note is made and both answers name it.
    public func makeStop(_ form: StopForm, on id: RoundID, key: String?, by actor: Actor, at moment: Instant? = nil) async throws -> MadeStop {
        try await perform("round.makeStop", by: actor, at: moment) { work in
            let command = key.map { "stop:\(id):\($0)" }
            let round = try work.round(id, version: nil, action: .makeStop)
            if let made = try work.stopMade(before: command, on: round) { return made }
            return try work.makeStop(form, on: round, command: command)
        }
    }

    /// Passes a planned stop by, on the driver's phone.
    public func skipStop(_ sender: String, reason: String, code: String, address: String, at moment: Instant? = nil) async throws -> Round {
        let opened = try await openRound(code: code, address: address)
        return try await skipStop(sender, reason: reason, on: opened.round, by: opened.driver, at: moment)
    }

    /// Passes a planned stop by, with the reason.
    public func skipStop(_ sender: String, reason: String, on id: RoundID, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        try await perform("round.skipStop", by: actor, at: moment) { work in
            let round = try work.round(id, version: nil, action: .makeStop)
            guard let reason = SkipReason(rawValue: reason) else { throw PlatformError.invalid([RoundPhrase.skipReasonMissing.problem("reason")]) }
            guard let site = SiteID(text: sender), let planned = round.plan.stops.first(where: { $0.site == site }) else {
                throw PlatformError.invalid([RoundPhrase.senderUnknown.problem("sender")])
            }
            // Tapped twice, it is passed by once and confirmed twice.
            if round.skipped.contains(where: { $0.sender == planned }) {
                work.record(.act("stop of round \(id) skipped again"))
                return round
            }
            return try work.save(try round.skipStop(at: planned, reason: reason, by: try work.acting()), on: round)
        }
    }
}

extension Work {
    /// What a form made before, when it is sent again.
    func stopMade(before command: String?, on round: Round) throws -> Platform.MadeStop? {
        guard let answer = try command.flatMap({ try journal.answer(to: $0) }), let known = DocumentID(text: answer), let note = try notes.note(known)
        else { return nil }
        record(.act("form of a stop of round \(round.id) sent again"))
        return Platform.MadeStop(round: round, note: note)
    }

    func makeStop(_ form: StopForm, on round: Round, command: String?) throws -> Platform.MadeStop {
        let (draft, signer) = try stopDraft(form, on: round)
        let note = try makeStopNote(draft, signer: signer, gateReason: form.gateReason, of: round)
        try keepPendingSender(of: note)
        let after = try save(try round.makeStop(at: note.sender, note: note.id, by: try acting()), on: round)
        if let command { try journal.remember(command, operation: operation, answer: note.id.description, at: now) }
        return Platform.MadeStop(round: after, note: note)
    }

    /// What is wrong with a stop's form whoever the sender is.
    func stopProblems(_ form: StopForm, on round: Round) -> [Problem] { readStop(form, on: round).problems }

    private func readStop(_ form: StopForm, on round: Round) -> ReadStop {
        var reader = FormReader(lists: platform.lists, today: today)
        let only = round.plan.wastes.count == 1 ? round.plan.wastes[0].waste.text : ""
        let waste = reader.waste(form.waste.isEmpty ? only : form.waste, field: "waste")
        let (mass, containers) = reader.stopMass(form, container: round.plan.container)
        let signer = String(form.signer.trimmedBlanks.prefix(80))
        if signer.isEmpty { reader.problems.append(RoundPhrase.signerMissing.problem("signer")) }
        _ = reader.text(form.gateReason, field: "gateReason")
        return ReadStop(waste: waste, mass: mass, containers: containers, signer: signer, problems: reader.problems)
    }

    private struct ReadStop {
        var waste: WasteCode?
        var mass: GivenMass?
        var containers: Int?
        var signer: String
        var problems: [Problem]
    }

    /// Reads a stop's form into the draft of its note, and the name of the person who hands over; every problem with its field.
    fileprivate func stopDraft(_ form: StopForm, on round: Round) throws -> (ManifestDraft, signer: String) {
        let plan = round.plan
        guard let sender = try? party(form.sender, field: "sender") else { throw PlatformError.invalid([RoundPhrase.senderUnknown.problem("sender")]) }
        let read = readStop(form, on: round)
        var problems = read.problems
        if let waste = read.waste, let mass = read.mass {
            let most = Mass(Int64(platform.policy(isHazardous: plan.isHazardous, on: today).value(.vehicleMassMax)))
            problems += try round.stopProblems(
                at: sender, handing: waste.id, mass.mass, seen: form.seen, load: try load(of: round), most: most, today: today)
        }
        guard let waste = read.waste, let mass = read.mass, problems.isEmpty else { throw PlatformError.invalid(problems) }
        let line = ManifestLine(waste: waste.id, isHazardous: waste.isHazardous, declared: mass, containers: read.containers)
        // What sender, haulier and plant have agreed on beforehand is drawn down without being asked for at the kerb.
        let arranged = try reading.arrangements(toSendUnder: sender.organisation, on: today).first { one in
            let terms = one.arrangement.terms
            return terms.sender == sender && terms.carrier.organisation == plan.carrier.organisation && terms.receiver == plan.receiver
                && terms.treatment == plan.intended && terms.wastes.contains { $0.waste == waste.id }
        }
        let draft = ManifestDraft(
            sender: sender, receiver: plan.receiver, intended: plan.intended, legs: [Leg(carrier: plan.carrier)], lines: [line], plannedPickup: nil,
            arrangement: arranged?.arrangement.id, round: round.id, policy: platform.policies.edition)
        return (draft, read.signer)
    }

    /// The note of a stop: drafted, issued on the sender's word and collected by the driver, all by the ordinary rules.
    fileprivate func makeStopNote(_ draft: ManifestDraft, signer: String, gateReason: String, of round: Round) throws -> Manifest {
        let word = Acting(
            organisation: draft.sender.organisation, signer: try seal(signer), means: .round, device: round.plan.carrier.organisation, at: now, today: today)
        let driver = Acting(
            organisation: round.plan.carrier.organisation, person: actor.person, signer: round.plan.driver, means: .round, onBehalfOf: actor.onBehalfOf,
            at: now, today: today)
        let note = try create(Manifest(id: mint(), draft: draft, at: now), [.drafted(draft)])
        do {
            _ = try change(note.id, version: nil, action: .makeStop, acting: word) { note, acting, _ in
                try note.issue(try issueFacts(note, reason: gateReason), try minted(for: note), by: acting)
            }
            return try change(note.id, version: nil, action: .makeStop, acting: driver) { note, acting, policy in
                try note.collect(plate: round.plan.plate, policy: policy, pendings: try ledger.pendingEntries(of: note.id), by: acting)
            }
        } catch ManifestError.invalid(let problems) {
            // A note's problems stand at the fields of the stop's form.
            let fields = ["line0.mass": "amount", "line0.containers": "containers", "line0.waste": "waste"]
            throw PlatformError.invalid(problems.map { Problem(field: fields[$0.field] ?? $0.field, phrase: $0.phrase, facts: $0.facts) })
        }
    }
}
