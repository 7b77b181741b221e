// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

extension Work {
    /// Loads a note, checks who asks, lets the rules decide, and saves what follows: the one road for every change of a note.
    ///
    /// - Parameters:
    ///   - version: the version the person saw; `nil` where the step itself says all (a driver's signature).
    ///   - key: of the form, so that a form sent twice acts once.
    func change(
        _ id: DocumentID, version: Int?, action: Action, acting given: Acting? = nil, key: String? = nil,
        _ decide: (Manifest, Acting, ManifestPolicy) throws -> ManifestDecision
    ) throws -> Manifest {
        guard var note = try notes.note(id) else { throw PlatformError.notFound }
        try reading.require(action, on: note, by: actor)
        if let version, version != note.version { throw ManifestError.stale(seen: version, now: note.version) }
        note = try expireCorrection(of: note)
        let policy = platform.policy(for: note, on: today)
        let decision = try decide(note, try given ?? acting(), policy)
        try book(decision.moves)
        let after = try save(decision.events, on: note)
        try tellSources(of: decision.moves)
        for linked in decision.linked {
            let fresh = Manifest(id: linked.id, draft: linked.draft, at: now)
            try create(fresh, [.drafted(linked.draft), linked.event])
        }
        if let key { try journal.remember(key, operation: operation, answer: id.description, at: now) }
        return after
    }

    /// Mass that leaves a received lot for a load, or comes back to it by a correction: the notes that brought the lots
    /// learn what has gone on, net.
    func tellSources(of moves: [Move]) throws {
        var moved: [Account: Mass] = [:]
        for move in moves {
            switch move.phase {
            case .pending, .voiding: continue
            case .plain, .posting: break
            }
            if Self.isReceivedStock(move.credit), move.debit.compartment == .transit { moved[move.credit, default: .zero] += move.mass }
            if Self.isReceivedStock(move.debit), move.credit.compartment == .transit, move.reason == .correction {
                moved[move.debit, default: .zero] -= move.mass
            }
        }
        for (account, mass) in moved.sorted(by: { $0.key < $1.key }) where mass != .zero { try markMoved(account.lot, mass: mass, at: account.site) }
    }

    private static func isReceivedStock(_ account: Account) -> Bool {
        account.lot != nil && (account.compartment == .held || account.compartment == .store)
    }

    /// The note a form has made before, when it is sent again.
    func done(_ key: String?) throws -> Manifest? {
        guard let key, let answer = try journal.answer(to: key), let id = DocumentID(text: answer) else { return nil }
        return try notes.note(id)
    }

    /// Who acts, as the rules see it.
    func acting() throws -> Acting {
        guard let principal = actor.principal else { throw PermissionRefusal.missing }
        return Acting(
            organisation: principal.id, person: actor.person, means: actor.means.ofSignature, onBehalfOf: actor.onBehalfOf, at: now, today: today)
    }

    /// Applies events and saves the note.
    func save(_ events: [ManifestEvent], on note: Manifest) throws -> Manifest {
        try follow(note)
        var after = note
        for event in events {
            after = after.applying(event, at: now)
            record(.note(note.id, event))
        }
        try notes.update(after, from: note.version, dueAt: dueAt(after), before: note)
        try keepEvidence(of: after, before: note)
        return after
    }

    @discardableResult
    func create(_ fresh: Manifest, _ events: [ManifestEvent]) throws -> Manifest {
        var note = fresh
        for event in events {
            note = note.applying(event, at: now)
            record(.note(note.id, event))
        }
        try notes.insert(note, dueAt: dueAt(note))
        try keepEvidence(of: note, before: nil)
        return note
    }

    private func expireCorrection(of note: Manifest) throws -> Manifest {
        guard let decision = note.expireCorrection(at: now) else { return note }
        return try save(decision.events, on: note)
    }

    /// When the next step of a note is due; `nil` when nothing more is awaited.
    func dueAt(_ note: Manifest) -> Instant? { platform.dueAt(note, at: now) }

    // MARK: Composing

    /// Reads a form into a draft and saves it as a new or an existing draft.
    func compose(_ form: NoteForm, id: DocumentID?, version: Int?) throws -> Manifest {
        let draft = try draft(form)
        let subject = Subject(parties: [draft.sender.organisation], sites: [draft.sender.site])
        guard case .allowed = may(.draftNote, actor: actor, subject: subject) else {
            throw PlatformError.invalid([ManifestPhrase.unknownParty.problem("sender")])
        }
        guard let id else {
            let fresh = Manifest(id: mint(), draft: draft, at: now)
            return try create(fresh, [.drafted(draft)])
        }
        return try change(id, version: version, action: .draftNote) { note, acting, _ in
            try note.requireEditable(by: acting)
            return ManifestDecision([.drafted(draft)])
        }
    }

    private func draft(_ form: NoteForm) throws -> ManifestDraft {
        var reader = FormReader(lists: platform.lists, today: today)
        let sender = try? party(form.senderSite, field: "sender")
        let lines = try lines(form.lines, from: sender, &reader)
        if lines.isEmpty, reader.problems.isEmpty { reader.problems.append(ManifestPhrase.lineMissing.problem("line0.waste")) }
        let pickup = form.pickup.isEmpty ? nil : reader.date(form.pickup, field: "pickup")
        let remark = reader.text(form.remark, field: "remark")
        if sender == nil { reader.problems.append(ManifestPhrase.unknownParty.problem("sender")) }
        let receiver = try? party(form.receiverSite, field: "receiver")
        if receiver == nil { reader.problems.append(ManifestPhrase.unknownParty.problem("receiver")) }
        var arrangement: ArrangementID?
        if !form.arrangement.isEmpty {
            arrangement = ArrangementID(text: form.arrangement)
            if try sender == nil || self.arrangement(arrangement, of: sender?.organisation) == nil {
                reader.problems.append(ArrangementPhrase.noteUnknown.problem("arrangement"))
            }
        }
        let carriers = form.carrierSites.filter { !$0.isEmpty }
        let legs = carriers.compactMap { site in
            (try? party(site, field: "carrier")).map { Leg(carrier: $0, mode: TransportMode(rawValue: form.mode) ?? .road) }
        }
        if carriers.isEmpty {
            reader.problems.append(ManifestPhrase.carrierMissing.problem("carrier"))
        } else if legs.count != carriers.count {
            reader.problems.append(ManifestPhrase.unknownParty.problem("carrier"))
        }
        let intended = TreatmentCode(text: form.intended)
        if intended == nil { reader.problems.append(ManifestPhrase.treatmentMissing.problem("intended")) }
        guard let sender, let receiver, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        return ManifestDraft(
            sender: sender, receiver: receiver, intended: intended, legs: legs, lines: lines, plannedPickup: pickup, remark: try seal(remark),
            arrangement: arrangement, policy: platform.policies.edition)
    }

    /// What leaves, line by line; every problem is noted with its field.
    ///
    /// - Parameter sender: from whose lots a line may take; `nil` where it may take from none.
    func lines(_ form: [NoteForm.Line], from sender: Party?, _ reader: inout FormReader) throws -> [ManifestLine] {
        var lines: [ManifestLine] = []
        for (i, typed) in form.enumerated() where !typed.isBlank {
            let waste = reader.waste(typed.waste, field: "line\(i).waste")
            let mass = reader.mass(typed.amount, unit: typed.unit, method: typed.method, field: "line\(i).mass")
            let containers = reader.count(typed.containers, field: "line\(i).containers")
            guard let waste, let mass else { continue }
            var draws: [LotDraw] = []
            if !typed.lot.isEmpty {
                guard let id = AccountID(text: typed.lot), let row = try ledger.account(id), row.account.site == sender?.site,
                    row.account.material == .waste(waste.id), row.account.compartment.isBounded
                else {
                    reader.problems.append(ManifestPhrase.drawNotInStock.problem("line\(i).lot"))
                    continue
                }
                draws = [LotDraw(account: row.account, mass: mass.mass)]
            }
            lines.append(ManifestLine(waste: waste.id, isHazardous: waste.isHazardous, declared: mass, containers: containers, draws: draws))
        }
        return lines
    }

    /// A load that somebody outside the system takes: the sender stands for both ends, and no treatment is known.
    ///
    /// - Parameter others: problems found beside the load, told with its own.
    func saleDraft(_ form: NoteForm, besides others: [Problem]) throws -> ManifestDraft {
        var reader = FormReader(lists: platform.lists, today: today)
        reader.problems = others
        let sender = try? party(form.senderSite, field: "sender")
        let lines = try lines(form.lines, from: sender, &reader)
        let remark = reader.text(form.remark, field: "remark")
        if sender == nil { reader.problems.append(ManifestPhrase.unknownParty.problem("sender")) }
        if lines.isEmpty, !reader.problems.contains(where: { $0.field.hasPrefix("line") }) {
            reader.problems.append(ManifestPhrase.lineMissing.problem("line0.waste"))
        }
        guard let sender, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        return ManifestDraft(
            sender: sender, receiver: sender, intended: nil, legs: [Leg(carrier: sender)], lines: lines, plannedPickup: nil, remark: try seal(remark),
            policy: platform.policies.edition)
    }

    /// The party behind a site's number as typed or chosen.
    func party(_ site: String, field: String) throws -> Party {
        guard let id = SiteID(text: site), let found = try self.site(id) else {
            throw PlatformError.invalid([ManifestPhrase.unknownParty.problem(field)])
        }
        return Party(organisation: found.organisation, site: id)
    }

    /// What the rules need to know of a party today.
    func facts(_ party: Party) throws -> PartyFacts {
        guard let organisation = try registry.organisation(party.organisation), let site = try site(party.site), site.organisation == organisation.id
        else {
            return PartyFacts(
                isSiteOfOrganisation: false, isActive: false, openedOn: nil, closedOn: nil, canProduce: false, canCarry: false, canReceive: false,
                hasPermit: false)
        }
        let permits = try registry.permits(of: organisation.id).filter { permit in
            permit.validFrom <= today && (permit.validUntil.map { today <= $0 } ?? true) && (permit.site == nil || permit.site == site.id)
        }
        let opened = [organisation.openedOn, site.openedOn].compactMap { $0 }.max()
        let closed = [organisation.closedOn, site.closedOn].compactMap { $0 }.min()
        return PartyFacts(
            isSiteOfOrganisation: true, isActive: organisation.status == .active, openedOn: opened, closedOn: closed,
            canProduce: organisation.profiles.contains(.producer), canCarry: organisation.profiles.contains(.haulier),
            canReceive: !organisation.profiles.isDisjoint(with: [.collector, .treater]), hasPermit: !permits.isEmpty,
            waitsFromStop: organisation.waitsFromStop)
    }

    /// - Parameter reason: why the note is signed although a permit says something against it.
    func issueFacts(_ note: Manifest, reason: String) throws -> IssueFacts {
        let receiver = try facts(note.receiver)
        let arrangement = try arrangement(note.arrangement, of: note.sender.organisation)
        // A plant without any permit in force is told of once.
        var gate = receiver.hasPermit ? try gate(issuing: note, reason: reason) : PermitGate(.issue, reason: try seal(reason))
        if let finding = try finding(issuing: note, under: arrangement) { gate.findings.append(finding) }
        return IssueFacts(
            policy: platform.policy(for: note, on: today), sender: try facts(note.sender), receiver: receiver,
            carriers: try note.legs.map { try facts($0.carrier) }, gate: gate, arrangement: arrangement)
    }

    /// Numbers and lots that a decision about this note may need.
    func minted(for note: Manifest) throws -> MintedForNote {
        MintedForNote(number: try freshNumber(), lots: note.lines.map { _ in mint() }, linkedNote: mint())
    }

    /// A number that no note of the year bears. One in two of fifty thousand numbers drawn blindly would already hold a pair of equals.
    private func freshNumber() throws -> String {
        // With a tenth of a year's thousand million numbers given, sixteen draws all fail once in 10^16.
        for _ in 0..<16 {
            let serial = platform.secrets.random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % NoteNumber.serialLimit
            let number = NoteNumber.make(year: today.month.year, serial: serial).description
            if try !notes.isTaken(number: number) { return number }
        }
        preconditionFailure("A year has room for a thousand million numbers.")
    }

    var reading: Reading { Reading(session: session, platform: platform) }
}

extension Reading {
    /// Refuses an action on a note that the permission table does not give this actor.
    func require(_ action: Action, on note: Manifest, by actor: Actor) throws {
        if case .refused(let refusal) = may(action, actor: actor, subject: try subject(of: note, for: actor)) { throw refusal }
    }

    /// What permissions see of a note. A draft names nobody but its sender. Provinces are looked up only for those whose
    /// mandate is a province's.
    func subject(of note: Manifest, for actor: Actor) throws -> Subject {
        guard note.state != .draft else {
            // But for the draft of a stop, which the haulier makes and issues in one step.
            let makers = [note.sender] + (note.round == nil ? [] : note.legs.prefix(1).map(\.carrier))
            return Subject(parties: Set(makers.map(\.organisation)), sites: Set(makers.map(\.site)))
        }
        let sites = Set(note.parties.map(\.party.site))
        let today = platform.today
        let asksProvince = actor.principal?.mandate?.province != nil
        let provinces = asksProvince ? try registry.sites(sites).values.map { $0.attributes(on: today).province } : []
        let isCurrent = !note.state.isFinal || platform.zone.date(of: note.updatedAt) == today
        var parties = Set(note.parties.map(\.party.organisation))
        // What a firm signed that had been entered twice is read by the people of the firm it went into.
        if let principal = actor.principal?.id, !parties.contains(principal), !parties.isDisjoint(with: try registry.predecessors(of: principal).map(\.id)) {
            parties.insert(principal)
        }
        return Subject(parties: parties, sites: sites, provinces: Set(provinces), isCurrent: isCurrent)
    }
}

extension Manifest {
    func requireEditable(by acting: Acting) throws {
        if case .refused(let phrase) = state.transition(on: .edit) { throw ManifestError.notNow(phrase, state) }
        guard acting.organisation == sender.organisation else { throw ManifestError.notYourStep }
    }
}
