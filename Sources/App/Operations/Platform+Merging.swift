// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import StorageCore
import Stores

extension Platform {
    /// Notes under way that one operation passes to another owner; a firm with more finishes some first.
    public static let notesPassedMost = 500

    /// Makes one firm of two that are the same: the survivor takes sites with their books, permits, people, powers, letters and
    /// notes under way; the other stays readable, closed, with a pointer. The ledger is not touched: accounts belong to sites.
    ///
    /// - Parameters:
    ///   - reason: needed when something speaks against it.
    ///   - versions: of the survivor and of the merged firm, as the officer saw them.
    /// - Throws: ``MergeRefusal``; ``PlatformError/stale``.
    @discardableResult
    public func merge(
        _ merged: OrganisationID, into survivor: OrganisationID, reason: String, versions: (survivor: Int, merged: Int), by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> Organisation {
        try await perform("organisation.merge", by: actor, at: moment) { work in
            guard merged != survivor else { throw MergeRefusal.sameFirm }
            guard var kept = try work.registry.organisation(survivor), var gone = try work.registry.organisation(merged) else { throw PlatformError.notFound }
            try work.reading.requireMerging(survivor, merged, by: actor)
            guard kept.merger == nil, gone.merger == nil else { throw MergeRefusal.alreadyMerged }
            guard kept.version == versions.survivor, gone.version == versions.merged else { throw PlatformError.stale }
            if kept.profiles.contains(.authority) || gone.profiles.contains(.authority) { throw MergeRefusal.authority }
            guard kept.country == gone.country else { throw MergeRefusal.otherCountry }
            var reader = FormReader(lists: work.platform.lists, today: work.today)
            let text = reader.text(reason.trimmedBlanks, field: "reason")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let contradictions = MergeSide.contradictions(try work.side(kept), try work.side(gone))
            guard contradictions.isEmpty || text != nil else { throw MergeRefusal.contradictions(contradictions) }
            let sealed = try work.seal(text)

            try work.endArrangements(of: gone, for: kept, reason: sealed)
            try work.passNotes(of: merged, to: survivor)
            try work.passSites(of: merged, to: survivor)
            try work.passPermits(of: merged, to: survivor)
            try work.passPeople(of: merged, to: survivor)
            try work.passLetters(of: merged, to: kept)
            try work.duplicates.passCodes(of: merged, to: survivor)

            kept.profiles.formUnion(gone.profiles)
            kept.version += 1
            try work.registry.update(kept, from: versions.survivor)
            work.record(.organisation(kept))
            gone.status = .closed
            gone.closedOn = gone.closedOn ?? work.today
            gone.merger = Merger(into: survivor, on: work.today, reason: sealed)
            gone.version += 1
            try work.registry.update(gone, from: versions.merged)
            work.record(.organisation(gone))
            try work.faceChanged(of: merged)
            try work.faceChanged(of: survivor)
            return kept
        }
    }

    /// Notes that a firm signed before it went into another, newest first; for whoever may read them.
    public func formerNotes(of organisation: OrganisationID, before: DocumentID?, limit: Int, by actor: Actor) async throws -> FormerNotes {
        try await read { r in
            guard try r.registry.organisation(organisation) != nil else { throw PlatformError.notFound }
            try unseenAsMissing { try r.require(.readNote, of: organisation, by: actor) }
            var found = try r.notes.notes(of: organisation, NoteFilter(), before: before, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            let readable = try found.filter { may(.readNote, actor: actor, subject: try r.subject(of: $0, for: actor)).isAllowed }
            return FormerNotes(notes: readable, next: hasMore ? found.last?.id : nil)
        }
    }
}

extension Work {
    fileprivate func side(_ firm: Organisation) throws -> MergeSide {
        MergeSide(
            firm, hasAdministrator: try reading.hasAdministrator(firm.id), permits: try registry.permits(of: firm.id).count { $0.isInForce(on: today) })
    }

    /// Notes under way, drafts among them, name the new owner from here on: at one site, or at all of the former owner's.
    ///
    /// - Throws: ``MergeRefusal/tooManyNotes(most:)``.
    func passNotes(of former: OrganisationID, to owner: OrganisationID, at site: SiteID? = nil) throws {
        let states = ManifestState.allCases.filter { !$0.isFinal }
        var open = try notes.waiting(former, states: states, limit: Platform.notesPassedMost + 1).map(\.note)
        let known = Set(open.map(\.id))
        // A closed note may still wait for an answer to a correction.
        open += try notes.corrections(waitingFor: former, at: now, limit: Platform.notesPassedMost + 1).filter { !known.contains($0.id) }
        guard open.count <= Platform.notesPassedMost else { throw MergeRefusal.tooManyNotes(most: Platform.notesPassedMost) }
        for note in open {
            let sites = Set(note.parties.map(\.party).filter { $0.organisation == former && (site == nil || $0.site == site) }.map(\.site))
            guard !sites.isEmpty else { continue }
            _ = try save(sites.sorted().map { .ownerChanged(site: $0, from: former, to: owner) }, on: note)
        }
    }

    fileprivate func passSites(of former: OrganisationID, to owner: OrganisationID) throws {
        for var site in try registry.sites(of: former) {
            let before = site.version
            site.pass(to: owner, from: today)
            try registry.update(site, from: before, on: max(today, site.attributes[site.attributes.count - 1].validFrom))
            record(.site(site))
        }
    }

    fileprivate func passPermits(of former: OrganisationID, to owner: OrganisationID) throws {
        for var permit in try registry.permits(of: former) {
            let before = permit.version
            permit.organisation = owner
            permit.version += 1
            try registry.update(permit, from: before)
            record(.permit(permit))
        }
    }

    /// Roles and lent powers end on one side and begin on the other; every act done under them keeps its number.
    fileprivate func passPeople(of former: OrganisationID, to owner: OrganisationID) throws {
        let held = Set(try people.memberships(in: owner).filter { $0.isInForce(on: today) }.map { "\($0.person)|\($0.role.rawValue)" })
        for var membership in try people.memberships(in: former) where membership.isInForce(on: today) {
            membership.validUntil = today.adding(days: -1)
            try people.save(membership)
            record(.membership(membership))
            if !held.contains("\(membership.person)|\(membership.role.rawValue)") { try give(membership.role, to: membership.person, in: owner) }
        }
        let lent = try people.delegations(grantedBy: former).filter { today <= $0.validUntil }
        let taken = try people.delegations(to: PersonID(0), organisations: [former]).filter { today <= $0.validUntil }
        for var power in lent + taken.filter({ !lent.contains($0) }) {
            let next = Delegation(
                id: mint(), grantor: power.grantor == former ? owner : power.grantor,
                delegate: power.delegate == .organisation(former) ? .organisation(owner) : power.delegate, role: power.role, scope: power.scope,
                validFrom: max(today, power.validFrom), validUntil: power.validUntil)
            power.validUntil = today.adding(days: -1)
            power.version += 1
            try people.save(power)
            record(.delegation(power))
            // A firm lends nothing to itself.
            guard next.delegate != .organisation(next.grantor) else { continue }
            try people.save(next)
            record(.delegation(next))
        }
        if try people.contact(of: owner) == nil, let contact = try people.contact(of: former)?.contact, !contact.isEmpty {
            try people.insert(contact, of: owner)
        }
    }

    /// A letter that lies at the one address opens the other firm, unless that one is somebody's already.
    fileprivate func passLetters(of former: OrganisationID, to owner: Organisation) throws {
        for claim in try invitations.claims(of: former) where claim.state == .waiting {
            var moved = claim
            moved.move(to: owner.id)
            try invitations.update(moved, from: claim.version)
            record(.claim(moved))
        }
        guard var letter = try invitations.open(of: former) else { return }
        let before = letter.version
        if try invitations.open(of: owner.id) == nil, try reading.claimStanding(of: owner).refusal == nil {
            letter.move(to: owner.id)
        } else {
            letter.void()
        }
        try invitations.update(letter, from: before)
        record(.invitation(letter))
    }

    /// An arrangement binds who signed it; the survivor proposes its own.
    ///
    /// - Parameter site: ends those alone that name it; `nil` ends all of the former owner's.
    func endArrangements(of former: Organisation, for owner: Organisation, reason: SealedText?, at site: SiteID? = nil) throws {
        let because = try reason ?? seal(owner.registrationNumber)
        for arrangement in try reading.openArrangements(of: former.id)
        where site == nil || arrangement.terms.parties.contains(where: { $0.party.site == site }) {
            let event = ArrangementEvent.answered(
                signature: ArrangementSignature(
                    step: .end, organisation: former.id, person: actor.person, means: actor.means.ofSignature, reason: because, at: now))
            let after = arrangement.applying(event)
            try arrangements.update(after, from: arrangement.version, before: arrangement)
            record(.arrangement(arrangement.id, event))
        }
    }
}

extension Reading {
    /// Arrangements that are agreed or wait for an answer.
    func openArrangements(of organisation: OrganisationID) throws -> [Arrangement] {
        try [ArrangementState.proposed, .agreed].flatMap { try arrangements.arrangements(of: organisation, $0, limit: 200) }
    }
}
