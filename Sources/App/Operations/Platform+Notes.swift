// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

extension Platform {
    /// Saves a draft as typed; problems that issuing would find do not stop it, unreadable numbers do.
    ///
    /// - Parameter id: an existing draft, or `nil` for a new note.
    public func saveDraft(_ form: NoteForm, id: DocumentID?, version: Int?, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await perform("note.draft", by: actor, at: moment) { work in
            try work.compose(form, id: id, version: version)
        }
    }

    /// Saves and issues in one step.
    ///
    /// - Parameter key: of the form; sent twice, the note is issued once and both answers name it.
    public func issue(_ form: NoteForm, id: DocumentID?, version: Int?, key: String?, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await perform("note.issue", by: actor, at: moment) { work in
            if let done = try work.done(key) { return done }
            let draft = try work.compose(form, id: id, version: version)
            return try work.change(draft.id, version: draft.version, action: .issueNote, key: key) { note, acting, _ in
                try note.issue(try work.issueFacts(note, reason: form.gateReason), try work.minted(for: note), by: acting)
            }
        }
    }

    /// Issues a draft as it stands: the signer's part where another person prepared it.
    ///
    /// - Parameter gateReason: why it is signed although a permit says something against it.
    public func issue(
        _ id: DocumentID, version: Int, gateReason: String = "", key: String?, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Manifest {
        try await perform("note.issue", by: actor, at: moment) { work in
            if let done = try work.done(key) { return done }
            return try work.change(id, version: version, action: .issueNote, key: key) { note, acting, _ in
                try note.issue(try work.issueFacts(note, reason: gateReason), try work.minted(for: note), by: acting)
            }
        }
    }

    /// Names other carriers before pick-up.
    ///
    /// - Parameter mode: how all of them go; `nil` leaves each part of the way as it was planned.
    public func changeCarrier(
        _ id: DocumentID, version: Int, carrierSites: [String], mode: TransportMode? = nil, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Manifest {
        try await change("note.changeCarrier", id, version: version, action: .issueNote, by: actor, at: moment) { work, note, acting, _ in
            let legs = try carrierSites.filter { !$0.isEmpty }.enumerated().map { i, site in
                // A further part of the way goes on as the last one did.
                let planned = note.legs.isEmpty ? .road : note.legs[min(i, note.legs.count - 1)].mode
                return Leg(carrier: try work.party(site, field: "carrier"), mode: mode ?? planned)
            }
            let facts = try legs.map { try work.facts($0.carrier) }
            return try note.changeCarrier(
                to: legs, carriers: facts, arrangement: try work.arrangement(note.arrangement, of: note.sender.organisation),
                pendings: try work.ledger.pendingEntries(of: note.id), by: acting)
        }
    }

    public func cancel(_ id: DocumentID, version: Int, remark: String, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await change("note.cancel", id, version: version, action: .cancelNote, by: actor, at: moment) { work, note, acting, _ in
            try note.cancel(remark: try work.seal(remark), pendings: try work.ledger.pendingEntries(of: note.id), by: acting)
        }
    }

    /// A form filled from a former note, with today's facts left to the person.
    public func copy(_ id: DocumentID, by actor: Actor) async throws -> NoteForm {
        let note = try await note(id, by: actor)
        var form = NoteForm()
        if let arrangement = note.arrangement {
            let today = self.today
            form.arrangement =
                try await read { r in try r.arrangements.arrangement(arrangement)?.standing(on: today) == .inForce ? arrangement.description : "" }
        }
        form.senderSite = note.sender.site.description
        form.receiverSite = note.receiver.site.description
        form.carrierSites = note.legs.map(\.carrier.site.description)
        form.intended = note.intended?.description ?? ""
        form.lines = note.lines.map { line in
            var copy = NoteForm.Line()
            copy.waste = line.waste.text
            copy.unit = line.declared.unit
            copy.method = line.declared.method.rawValue
            return copy
        }
        return form
    }

    /// A note, for whoever may read it.
    public func note(_ id: DocumentID, by actor: Actor) async throws -> Manifest {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            return note
        }
    }

    // MARK: Gate and plant

    public func arrive(_ id: DocumentID, version: Int?, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await change("note.arrive", id, version: version, action: .recordArrival, by: actor, at: moment) { _, note, acting, _ in
            try note.arrive(by: acting)
        }
    }

    /// Weighs a load; records its arrival on the way when nobody has.
    public func weigh(
        _ id: DocumentID, version: Int?, amount: String, unit: String, method: String, containers: String = "", by actor: Actor, at moment: Instant? = nil
    ) async throws -> Manifest {
        let lists = self.lists
        return try await perform("note.weigh", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            let mass = reader.mass(amount, unit: unit, method: method, field: "weight")
            let count = reader.count(containers, field: "containers")
            guard let mass, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            var seen = version
            let known = try work.notes.note(id)
            if let known { try work.refuseTogether(known) }
            if known?.state == .inTransit {
                let arrived = try work.change(id, version: version, action: .recordArrival) { note, acting, _ in try note.arrive(by: acting) }
                seen = arrived.version
            }
            return try work.change(id, version: seen, action: .weighLoad) { note, acting, _ in
                try note.weigh(mass, containers: count, by: acting)
            }
        }
    }

    /// What the gate typed about a weighed load.
    public struct DecisionForm: Hashable, Sendable {
        /// One per line; blank accepts what was weighed. In kilograms unless `unit` says otherwise.
        public var accepted: [String]
        public var unit: String
        public var refusal: String
        public var discrepancy: String
        public var remark: String
        /// Site to which the refused part goes on; blank sends it back.
        public var onwardTo: String
        /// Why it is accepted although a permit says something against it.
        public var gateReason: String

        public init(
            accepted: [String], unit: String = "kg", refusal: String = "", discrepancy: String = "", remark: String = "", onwardTo: String = "",
            gateReason: String = ""
        ) {
            self.accepted = accepted
            self.unit = unit
            self.refusal = refusal
            self.discrepancy = discrepancy
            self.remark = remark
            self.onwardTo = onwardTo
            self.gateReason = gateReason
        }
    }

    /// Accepts in full, in part, or refuses; the refused part goes on under its own note.
    public func decide(_ id: DocumentID, version: Int, _ form: DecisionForm, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let lists = self.lists
        return try await change("note.decide", id, version: version, action: .decideAcceptance, by: actor, at: moment) { work, note, acting, policy in
            try work.refuseTogether(note)
            var reader = FormReader(lists: lists, today: work.today)
            var accepted: [Mass] = []
            for (i, line) in note.lines.enumerated() {
                let typed = i < form.accepted.count ? form.accepted[i] : ""
                if typed.isEmpty {
                    accepted.append(line.weighed ?? .zero)
                } else if case .number(let number) = NumberReading(typed), number.digits == 0 {
                    accepted.append(.zero)
                } else {
                    let read = reader.mass(typed, unit: form.unit, method: MeasurementMethod.weighed.rawValue, field: "accepted\(i)")
                    accepted.append(read?.mass ?? .zero)
                }
            }
            let remark = reader.text(form.remark, field: "remark")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let command = ReceiptCommand(
                accepted: accepted, refusal: RefusalReason(rawValue: form.refusal), discrepancy: DiscrepancyReason(rawValue: form.discrepancy),
                remark: try work.seal(remark), onwardTo: form.onwardTo.isEmpty ? nil : try work.party(form.onwardTo, field: "onward"))
            let onward = try command.onwardTo.map { try work.facts($0) }
            let gateReason = reader.text(form.gateReason, field: "gateReason")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let gate = try work.gate(accepting: accepted, of: note, reason: gateReason ?? "")
            // A plant without any permit in force is told of once.
            let asksOnward = onward?.hasPermit ?? false
            let onwardGate = try work.gate(sending: accepted, of: note, on: asksOnward ? command.onwardTo : nil, reason: gateReason ?? "")
            return try note.decide(
                command, policy: policy, onward: onward, gate: gate, onwardGate: onwardGate, minted: try work.minted(for: note), by: acting)
        }
    }

    /// What a plant typed about a treatment.
    public struct TreatmentForm: Hashable, Sendable {
        public struct ResidueLine: Hashable, Sendable {
            public var waste = ""
            public var amount = ""
            public var unit = "kg"
            public var method = MeasurementMethod.weighed.rawValue
            public init() {}
        }
        public var line = "0"
        public var code = ""
        public var amount = ""
        public var unit = "kg"
        /// An ISO date; blank is today.
        public var date = ""
        public var residues: [ResidueLine] = []
        public init() {}
    }

    public func treat(_ id: DocumentID, version: Int, _ form: TreatmentForm, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let lists = self.lists
        return try await perform("note.treat", by: actor, at: moment) { work in
            let after = try work.change(id, version: version, action: .recordTreatment) { note, acting, policy in
                var reader = FormReader(lists: lists, today: work.today)
                let line = Int(form.line) ?? -1
                let mass =
                    form.amount.isEmpty && note.lines.indices.contains(line)
                    ? GivenMass(number: "", unit: "g", method: .weighed, conversion: "", mass: note.lines[line].held)
                    : reader.mass(form.amount, unit: form.unit, method: MeasurementMethod.weighed.rawValue, field: "mass")
                let code = TreatmentCode(text: form.code)
                if code == nil { reader.problems.append(ManifestPhrase.treatmentMissing.problem("code")) }
                let date = form.date.isEmpty ? work.today : reader.date(form.date, field: "date")
                var residues: [Residue] = []
                for (i, typed) in form.residues.enumerated() where !(typed.waste.isEmpty && typed.amount.isEmpty) {
                    let waste = reader.waste(typed.waste, field: "residue\(i).waste")
                    let amount = reader.mass(typed.amount, unit: typed.unit, method: typed.method, field: "residue\(i).mass")
                    if let waste, let amount { residues.append(Residue(waste: waste.id, mass: amount, lot: work.mint())) }
                }
                guard let mass, let code, let date, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
                let received = note.receipt?.decidedAt.map { self.zone.date(of: $0) } ?? work.today
                return try note.treat(
                    TreatmentCommand(line: line, code: code, mass: mass.mass, occurred: date, residues: residues), policy: policy, receivedOn: received,
                    by: acting)
            }
            if let done = after.treatments.last {
                try work.notes.insert(
                    TreatmentRow(
                        id: work.operation.value, site: after.receiver.site, occurred: done.occurred, note: after.id, line: done.line,
                        material: after.lines[done.line].material, code: done.code, mass: done.mass))
            }
            return after
        }
    }

    // MARK: Journey

    public func store(_ id: DocumentID, version: Int, at site: String, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await change("note.store", id, version: version, action: .signHandOver, by: actor, at: moment) { work, note, acting, _ in
            let place = try work.party(site, field: "storage")
            return try note.store(at: place, facts: try work.facts(place), by: acting)
        }
    }

    public func leaveStorage(_ id: DocumentID, version: Int, carrierSite: String, plate: String, by actor: Actor, at moment: Instant? = nil) async throws
        -> Manifest
    {
        try await change("note.leaveStorage", id, version: version, action: .signHandOver, by: actor, at: moment) { work, note, acting, _ in
            let leg = Leg(carrier: try work.party(carrierSite, field: "carrier"), plate: try work.seal(plate))
            return try note.leaveStorage(with: leg, facts: try work.facts(leg.carrier), by: acting)
        }
    }

    // MARK: -

    /// One step of one note as an operation of its own.
    func change(
        _ kind: String, _ id: DocumentID, version: Int?, action: Action, by actor: Actor, at moment: Instant?,
        _ decide: @escaping @Sendable (Work, Manifest, Acting, ManifestPolicy) throws -> ManifestDecision
    ) async throws -> Manifest {
        try await perform(kind, by: actor, at: moment) { work in
            try work.change(id, version: version, action: action) { note, acting, policy in try decide(work, note, acting, policy) }
        }
    }
}
