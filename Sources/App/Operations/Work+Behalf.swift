// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import StorageCore
import Stores

extension Work {
    var behalf: BehalfStore { BehalfStore(session) }

    /// Every note that an entrant touches is kept as an act in the firm's name, in the same transaction; what he may not do is
    /// refused here, whichever door he came by.
    func keepBehalf(_ outcomes: [Outcome]) throws {
        guard actor.isEntrant, let firmID = actor.grantor?.id, let by = actor.actingFor?.id else { return }
        var kinds: [DocumentID: BehalfAct.Kind] = [:]
        for case .note(let id, let event) in outcomes {
            switch event {
            case .drafted: kinds[id] = kinds[id] ?? .drafted
            case .issued: kinds[id] = .issued
            default: break
            }
        }
        guard !kinds.isEmpty else { return }
        guard let firm = try registry.organisation(firmID) else { throw PlatformError.notFound }
        if let refusal = try reading.refusalToEnter(for: firm, by: actor.own(on: today)) { throw refusal }
        for (id, kind) in kinds.sorted(by: { $0.key < $1.key }) {
            guard let note = try notes.note(id) else { continue }
            if note.isHazardous { throw BehalfRefusal.hazardous }
            if kind == .issued, actor.actingFor?.profiles.contains(.authority) == true { throw BehalfRefusal.officerSigns }
            if var known = try behalf.acts(on: id).last(where: { $0.by == by && $0.state == .unconfirmed }) {
                guard kind == .issued, known.kind == .drafted else { continue }
                let before = known.version
                known.issue()
                try behalf.update(known, from: before)
                record(.behalf(known))
                continue
            }
            let waiting = try behalf.unconfirmed(for: firmID)
            guard waiting < BehalfAct.unconfirmedMost else { throw BehalfRefusal.tooMany(waiting) }
            let act = BehalfAct(id: mint(), organisation: firmID, by: by, person: actor.person, document: id, kind: kind, madeAt: now)
            try behalf.insert(act, codeHash: platform.secrets.sha256("behalf:" + platform.behalfCode(act.id).text))
            record(.behalf(act))
        }
    }

    /// The firm's word. A load that it disputes and that has not left is cancelled: nobody may carry it in its name.
    func answer(_ given: BehalfAct, confirms: Bool, words: String) throws -> BehalfAct {
        var act = given
        var reader = FormReader(lists: platform.lists, today: today)
        let text = reader.text(words.trimmedBlanks, field: "words")
        guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        if act.state == .unconfirmed, !confirms, text == nil { throw BehalfRefusal.wordsMissing }
        let sealed = try seal(text)
        try act.answer(confirms: confirms, words: sealed, means: actor.means, at: now)
        try behalf.update(act, from: given.version)
        record(.behalf(act))
        guard !confirms, let note = try notes.note(act.document), [.draft, .issued].contains(note.state) else { return act }
        let acting = Acting(organisation: note.sender.organisation, person: actor.person, means: actor.means.ofSignature, at: now, today: today)
        let decision = try note.cancel(remark: sealed, pendings: try ledger.pendingEntries(of: note.id), by: acting)
        try book(decision.moves)
        _ = try save(decision.events, on: note)
        return act
    }
}

extension Reading {
    var behalf: BehalfStore { BehalfStore(session) }

    /// Whether the actor's trade is one that helps small firms at all.
    func mayHelp(_ actor: Actor) throws -> Bool {
        let base = actor.isEntrant ? actor.own(on: platform.today) : actor
        return may(.enterOnBehalf, actor: base, subject: base.helpReach).isAllowed
    }

    /// Why the actor does not enter in a firm's name; `nil` when he may.
    func refusalToEnter(for firm: Organisation, by actor: Actor) throws -> (any Explainable)? {
        let today = platform.today
        guard actor.principal?.id != firm.id else { return PermissionRefusal.missing }
        let places = try registry.sites(of: firm.id).map { $0.attributes(on: today) }
        var subject = try self.subject(of: firm.id)
        if let own = actor.principal, helps(own.profiles, at: try registry.sites(of: own.id).map({ $0.attributes(on: today) }), firmAt: places) {
            subject.neighbours = [own.id]
        }
        if case .refused(let refusal) = may(.enterOnBehalf, actor: actor, subject: subject) { return refusal }
        let people = try people.memberships(in: firm.id).filter { $0.isInForce(on: today) }
        let hasPeople = try people.contains { try self.people.person($0.person)?.standing == .active }
        return BehalfFirm(
            status: firm.status, isAuthority: firm.profiles.contains(.authority), size: places.compactMap(\.sizeClass).max(), hasPeople: hasPeople
        ).refusal
    }

    /// The firm in whose name a browser enters, while that may still be.
    func entering(tokenHash: [UInt8], by actor: Actor) throws -> Organisation? {
        guard actor.delegation == nil, let id = try behalf.entering(tokenHash: tokenHash), let firm = try registry.organisation(id),
            try refusalToEnter(for: firm, by: actor) == nil
        else { return nil }
        return firm
    }

    func rows(_ acts: [BehalfAct]) throws -> [BehalfRow] {
        let firms = try registry.organisations(acts.flatMap { [$0.organisation, $0.by] })
        let names = try people.names(Set(acts.compactMap(\.person)))
        return try acts.compactMap { act in
            guard let note = try notes.note(act.document), let firm = firms[act.organisation], let by = firms[act.by] else { return nil }
            return BehalfRow(
                act: act, note: note, firm: firm, by: by, personName: act.person.flatMap { names[$0] },
                words: try act.words.flatMap { try journal.open($0) })
        }
    }
}

extension Actor {
    /// What somebody who helps small firms reaches by trade and mandate, wherever those are.
    var helpReach: Subject {
        var subject = Subject(provinces: principal?.mandate?.province.map { [$0] } ?? [])
        if let own = principal, !own.profiles.isDisjoint(with: [.zone, .collector, .supportCentre]) { subject.neighbours = [own.id] }
        return subject
    }
}
