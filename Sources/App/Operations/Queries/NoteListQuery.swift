// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Whose notes a person is shown in a list.
public enum NoteReach: Hashable, Sendable {
    /// Those that name the organisation in whose name one acts.
    case own(OrganisationID)
    case province(String)
    case nation
}

/// One page of a list of notes.
public struct NoteList: Sendable {
    public struct Line: Sendable {
        public var note: Manifest
        /// When the note was begun, by its number.
        public var begun: CalendarDate
    }

    public var reach: NoteReach
    /// Newest first.
    public var lines: [Line]
    /// Names of everybody on the notes.
    public var organisations: [OrganisationID: Organisation]
    /// The last note looked at, where older ones follow.
    public var next: DocumentID?
    /// Wastes that one's own organisation sent lately.
    public var recentWastes: [WasteCodeID]
    public var mayExport: Bool
}

extension Platform {
    /// Notes that the actor may read, newest first, one page before an id.
    public func noteList(_ filter: NoteFilter, before: DocumentID?, limit: Int, by actor: Actor) async throws -> NoteList {
        let zone = self.zone
        return try await readPublished { r in
            let reach = try actor.noteReach()
            var found =
                switch reach {
                case .own(let organisation): try r.notes.notes(of: organisation, filter, before: before, limit: limit + 1)
                case .province(let province): try r.notes.notes(filter, province: province, before: before, limit: limit + 1)
                case .nation: try r.notes.notes(filter, before: before, limit: limit + 1)
                }
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            let next = hasMore ? found.last?.id : nil
            let notes = try r.readable(found, reach: reach, by: actor)
            let ids = Set(notes.flatMap { $0.parties.map(\.party.organisation) })
            var recent: [WasteCodeID] = []
            if case .own(let organisation) = reach { recent = try r.notes.recentWastes(of: organisation, limit: 20) }
            return NoteList(
                reach: reach, lines: notes.map { NoteList.Line(note: $0, begun: zone.date(of: $0.id.minted)) },
                organisations: try r.registry.organisations(ids), next: next, recentWastes: recent,
                mayExport: may(.exportRegister, actor: actor, subject: actor.wholeReach).isAllowed)
        }
    }
}

extension Actor {
    /// A subject that names all this actor acts for: the organisation, the sites a power was lent for, the mandate's province.
    var wholeReach: Subject {
        var sites: Set<SiteID> = []
        if case .sites(let lent) = delegation?.scope { sites = lent }
        return Subject(parties: principal.map { [$0.id] } ?? [], sites: sites, provinces: principal?.mandate?.province.map { [$0] } ?? [])
    }

    /// How far the actor's sight of notes reaches.
    ///
    /// - Throws: ``PermissionRefusal`` when the actor may read no notes at all.
    func noteReach() throws -> NoteReach {
        if may(.readNote, actor: self, subject: Subject()).isAllowed { return .nation }
        if let province = principal?.mandate?.province, may(.readNote, actor: self, subject: Subject(provinces: [province])).isAllowed {
            return .province(province)
        }
        switch may(.readNote, actor: self, subject: wholeReach) {
        case .allowed(let row) where row.scope <= .own:
            guard let principal else { throw PermissionRefusal.missing }
            return .own(principal.id)
        case .allowed: throw PermissionRefusal.missing
        case .refused(let refusal): throw refusal
        }
    }
}

extension Reading {
    /// Those of some notes that the actor may read, in the same order.
    func readable(_ notes: [Manifest], reach: NoteReach, by actor: Actor) throws -> [Manifest] {
        // Provinces matter only to an officer of one; elsewhere they are not looked up.
        var provinces: [SiteID: String] = [:]
        if case .province = reach {
            let today = platform.today
            provinces = try registry.sites(Set(notes.flatMap { $0.parties.map(\.party.site) })).mapValues { $0.attributes(on: today).province }
        }
        let known = provinces
        return notes.filter { may(.readNote, actor: actor, subject: ownSubject(of: $0, provinces: known)).isAllowed }
    }

    /// What permissions see of a note, without reading its sites. A draft names nobody but its sender.
    func ownSubject(of note: Manifest, provinces: [SiteID: String] = [:]) -> Subject {
        guard note.state != .draft else { return Subject(parties: [note.sender.organisation], sites: [note.sender.site]) }
        let sites = Set(note.parties.map(\.party.site))
        return Subject(
            parties: Set(note.parties.map(\.party.organisation)), sites: sites, provinces: Set(sites.compactMap { provinces[$0] }),
            isCurrent: !note.state.isFinal || platform.zone.date(of: note.updatedAt) == platform.today)
    }
}

extension Identifier {
    /// The moment at which the identifier was made, to the millisecond.
    var minted: Instant { Instant(microseconds: IdentifierMint.epoch.microseconds + (value >> 22) * 1000) }
}
