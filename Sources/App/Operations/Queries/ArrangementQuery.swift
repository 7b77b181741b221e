// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// An arrangement in a list, with what is drawn of a year's amount.
public struct ArrangementLine: Sendable {
    public var arrangement: Arrangement
    public var use: ArrangementUse

    /// What the year still leaves; nothing once it is used up.
    public var left: Mass { max(.zero, arrangement.terms.yearlyAmount - use.taken) }
    /// Share of the year's amount that is taken, 0 and up.
    public var takenShare: Double { Double(use.taken.raw) / Double(max(1, arrangement.terms.yearlyAmount.raw)) }
}

/// A part of the list of arrangements.
public enum ArrangementShelf: String, CaseIterable, Sendable {
    /// Waits for the reader's own word; for that of others; can be drawn from; is over.
    case mine, others, agreed, over
    /// All: the only part for those who watch over many firms.
    case all
}

/// The list of arrangements that somebody may read.
public struct ArrangementList: Sendable {
    public struct Section: Sendable {
        public var shelf: ArrangementShelf
        public var lines: [ArrangementLine]
        /// More of them follow on a page of their own.
        public var hasMore: Bool
    }

    public var reach: NoteReach
    /// Those that are not empty, most pressing first.
    public var sections: [Section]
    /// The last one looked at, where older ones follow: on the page of one shelf.
    public var next: ArrangementID?
    public var organisations: [OrganisationID: Organisation]
    public var mayPropose: Bool
    /// What the reader may do with each now.
    public var steps: [ArrangementID: [ArrangementStep]] = [:]
}

/// The page of an arrangement.
public struct ArrangementModel: Sendable {
    public var line: ArrangementLine
    /// Latest year first; this year always among them.
    public var years: [ArrangementUse]
    /// The latest notes under it, newest first.
    public var notes: [Manifest]
    public var notesHaveMore: Bool
    public var names: NoteNames
    /// What the reader may do with it now.
    public var steps: [ArrangementStep]
    /// May begin a note from it now.
    public var mayCompose: Bool
    public var documentType: String?
    public var today: CalendarDate

    public var arrangement: Arrangement { line.arrangement }
    public var standing: ArrangementStanding { arrangement.standing(on: today) }
}

/// Notes under an arrangement, newest first.
public struct ArrangementNoteList: Sendable {
    public var arrangement: Arrangement
    public var notes: [Manifest]
    public var names: NoteNames
    /// The last one looked at, where older ones follow.
    public var next: DocumentID?
}

extension Platform {
    /// Arrangements in a section, notes on the page of one.
    public static let arrangementsShown = 20, arrangementNotesShown = 8

    /// What somebody may read of arrangements.
    ///
    /// - Parameter shelf: one part of the list alone, paged; `nil` for the beginning of each.
    public func arrangementList(
        _ shelf: ArrangementShelf? = nil, before: ArrangementID? = nil, limit most: Int = arrangementsShown, by actor: Actor
    ) async throws -> ArrangementList {
        let today = self.today
        return try await read { r in
            guard may(.readArrangement, actor: actor, subject: actor.wholeReach).isAllowed || may(.readArrangement, actor: actor, subject: Subject()).isAllowed
            else { throw PermissionRefusal.missing }
            let reach = try actor.noteReach()
            var list = ArrangementList(
                reach: reach, sections: [], organisations: [:], mayPropose: actor.mayPropose)
            var found: [(shelf: ArrangementShelf, arrangements: [Arrangement], last: ArrangementID?)] = []
            switch reach {
            case .nation, .province:
                var province: String?
                if case .province(let code) = reach { province = code }
                let rows = try r.arrangements.arrangements(province: province, before: before, limit: most + 1)
                found = [(.all, Array(rows.prefix(most)), rows.count > most ? rows[most - 1].id : nil)]
            case .own(let own):
                for part in shelf.map({ [$0] }) ?? [.mine, .others, .agreed, .over] {
                    let (rows, last) = try r.shelf(part, of: own, on: today, before: shelf == nil ? nil : before, limit: most)
                    found.append((part, rows.filter { may(.readArrangement, actor: actor, subject: Subject(of: $0)).isAllowed }, last))
                }
            }
            let uses = try r.arrangements.uses(of: found.flatMap { $0.arrangements.map(\.id) }, year: today.month.year)
            list.sections = found.filter { !$0.arrangements.isEmpty }.map { part in
                ArrangementList.Section(
                    shelf: part.shelf,
                    lines: part.arrangements.map { ArrangementLine(arrangement: $0, use: uses[$0.id] ?? ArrangementUse(year: today.month.year)) },
                    hasMore: part.last != nil)
            }
            for one in found.flatMap(\.arrangements) { list.steps[one.id] = r.steps(of: one, by: actor, today: today) }
            if shelf != nil || found.first?.shelf == .all { list.next = found.first?.last }
            list.organisations = try r.registry.organisations(Set(found.flatMap { $0.arrangements.flatMap(\.organisations) }))
            return list
        }
    }

    /// The page of an arrangement.
    ///
    /// - Throws: ``PlatformError/notFound`` to strangers as for one that is not there.
    public func arrangementModel(_ id: ArrangementID, step: ArrangementStep? = nil, by actor: Actor) async throws -> ArrangementModel {
        let today = self.today
        return try await read { r in
            let arrangement = try r.arrangement(id, by: actor)
            if let step { try r.require(step, on: arrangement, by: actor, today: today) }
            let year = today.month.year
            var years = try r.arrangements.uses(of: id)
            if !years.contains(where: { $0.year == year }) { years = ([ArrangementUse(year: year)] + years).sorted { $0.year > $1.year } }
            let notes = try r.arrangements.notes(of: id, limit: Self.arrangementNotesShown + 1)
            let line = ArrangementLine(arrangement: arrangement, use: years.first { $0.year == year } ?? ArrangementUse(year: year))
            return ArrangementModel(
                line: line, years: years,
                notes: try r.readable(Array(notes.prefix(Self.arrangementNotesShown)), reach: try actor.noteReach(), by: actor),
                notesHaveMore: notes.count > Self.arrangementNotesShown, names: try r.names(of: arrangement),
                steps: r.steps(of: arrangement, by: actor, today: today),
                mayCompose: arrangement.standing(on: today) == .inForce && actor.maySend(under: arrangement),
                documentType: try arrangement.terms.document.flatMap { try r.notes.attachment($0)?.mediaType }, today: today)
        }
    }

    /// Notes under an arrangement, newest first, one page before an id.
    public func arrangementNotes(_ id: ArrangementID, before: DocumentID?, limit: Int, by actor: Actor) async throws -> ArrangementNoteList {
        try await read { r in
            let arrangement = try r.arrangement(id, by: actor)
            let rows = try r.arrangements.notes(of: id, before: before, limit: limit + 1)
            let page = Array(rows.prefix(limit))
            let notes = try r.readable(page, reach: try actor.noteReach(), by: actor)
            return ArrangementNoteList(
                arrangement: arrangement, notes: notes, names: try r.names(of: arrangement), next: rows.count > limit ? page.last?.id : nil)
        }
    }

    /// The signed paper of an arrangement, for whoever may read it.
    public func arrangementPaper(_ id: ArrangementID, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            guard let hash = try r.arrangement(id, by: actor).terms.document, let found = try r.notes.attachment(hash) else { throw PlatformError.notFound }
            return (found.mediaType, found.bytes)
        }
    }

    /// A note's form with everything filled in that the arrangement says; the person adds the weight.
    public func noteForm(under id: ArrangementID, by actor: Actor) async throws -> NoteForm {
        try await read { r in
            let arrangement = try r.arrangement(id, by: actor)
            guard actor.principal?.id == arrangement.terms.sender.organisation else { throw PermissionRefusal.forbidden(.draftNote) }
            let terms = arrangement.terms
            var form = NoteForm()
            form.arrangement = id.description
            form.senderSite = terms.sender.site.description
            form.receiverSite = terms.receiver.site.description
            form.carrierSites = [terms.carrier.site.description]
            form.intended = terms.treatment.description
            if terms.wastes.count == 1, let only = terms.wastes.first {
                var line = NoteForm.Line()
                line.waste = only.waste.text
                form.lines = [line]
            }
            return form
        }
    }
}

extension Actor {
    /// Whether the actor proposes arrangements for a firm; authorities are no party of one.
    var mayPropose: Bool { principal?.mandate == nil && may(.proposeArrangement, actor: self, subject: wholeReach).isAllowed }

    /// Whether the actor prepares notes for the sender of an arrangement.
    func maySend(under arrangement: Arrangement) -> Bool {
        principal?.id == arrangement.terms.sender.organisation
            && may(.draftNote, actor: self, subject: Subject(parties: [arrangement.terms.sender.organisation], sites: [arrangement.terms.sender.site]))
                .isAllowed
    }
}

extension Reading {
    /// An arrangement, for whoever may read it; to others it is not there.
    func arrangement(_ id: ArrangementID, by actor: Actor) throws -> Arrangement {
        guard let found = try arrangements.arrangement(id) else { throw PlatformError.notFound }
        var subject = Subject(of: found)
        if actor.principal?.mandate?.province != nil {
            let today = platform.today
            subject.provinces = Set(try registry.sites(subject.sites).values.map { $0.attributes(on: today).province })
        }
        guard may(.readArrangement, actor: actor, subject: subject).isAllowed else { throw PlatformError.notFound }
        return found
    }

    /// What somebody may do with an arrangement now.
    fileprivate func steps(of arrangement: Arrangement, by actor: Actor, today: CalendarDate) -> [ArrangementStep] {
        [.agree, .decline, .end].filter { (try? require($0, on: arrangement, by: actor, today: today)) != nil }
    }

    /// Refuses a step with the sentence that says why, in the order in which the operation itself would find it.
    func require(_ step: ArrangementStep, on arrangement: Arrangement, by actor: Actor, today: CalendarDate) throws {
        let action: Action = step == .end ? .endArrangement : .decideArrangement
        if case .refused(let refusal) = may(action, actor: actor, subject: Subject(of: arrangement)) { throw refusal }
        guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
        if let refusal = arrangement.refusal(of: step, by: own, on: today) { throw refusal }
    }

    /// One part of an organisation's list, newest first, and where to read on.
    fileprivate func shelf(_ shelf: ArrangementShelf, of own: OrganisationID, on day: CalendarDate, before: ArrangementID?, limit: Int) throws
        -> ([Arrangement], ArrangementID?)
    {
        func belongs(_ arrangement: Arrangement) -> Bool {
            switch arrangement.standing(on: day) {
            case _ where shelf == .all: true
            case .proposed: shelf == (arrangement.waitingFor.contains(own) ? .mine : .others)
            case .upcoming, .inForce: shelf == .agreed
            case .declined, .ended, .expired: shelf == .over
            }
        }
        let states: [ArrangementState] =
            switch shelf {
            case .mine, .others: [.proposed]
            case .agreed: [.agreed]
            case .over, .all: ArrangementState.allCases
            }
        // What expired stands among those that were proposed or agreed, so a few more rows are read than are shown.
        let most = limit * 5
        let rows = try states.flatMap { try arrangements.arrangements(of: own, $0, before: before, limit: most) }.sorted { $0.id > $1.id }.prefix(most)
        let found = rows.filter(belongs)
        if found.count > limit { return (Array(found.prefix(limit)), found[limit - 1].id) }
        return (found, rows.count == most ? rows.last?.id : nil)
    }

    /// Those in force that an organisation sends under, newest first, for whoever prepares its notes.
    func arrangements(toSendUnder own: OrganisationID, on day: CalendarDate? = nil, by actor: Actor? = nil) throws -> [ArrangementLine] {
        let day = day ?? platform.today
        let found = try arrangements.arrangements(of: own, .agreed, limit: 100).filter { one in
            one.terms.sender.organisation == own && one.standing(on: day) == .inForce && (actor?.maySend(under: one) ?? true)
        }
        let uses = try arrangements.uses(of: found.map(\.id), year: day.month.year)
        return found.map { ArrangementLine(arrangement: $0, use: uses[$0.id] ?? ArrangementUse(year: day.month.year)) }
    }

    /// Those that fit a form as far as it is filled in; the chosen one is always among them while it is the sender's.
    func arrangements(for form: NoteForm, of own: OrganisationID, on day: CalendarDate) throws -> [ArrangementLine] {
        let sites = Dictionary(try registry.sites(of: own).map { ($0.id.description, $0.organisation) }, uniquingKeysWith: { a, _ in a })
        let carriers = try registry.sites(Set(form.carrierSites.compactMap { SiteID(text: $0) })).values.map(\.organisation)
        let wastes = form.lines.compactMap { WasteCodeID(written: $0.waste) }
        var found = try arrangements(toSendUnder: own, on: day).filter { line in
            let terms = line.arrangement.terms
            if line.arrangement.id.description == form.arrangement { return true }
            return terms.sender.site.description == form.senderSite && (form.receiverSite.isEmpty || terms.receiver.site.description == form.receiverSite)
                && carriers.allSatisfy { $0 == terms.carrier.organisation } && wastes.allSatisfy { waste in terms.wastes.contains { $0.waste == waste } }
        }
        if let id = ArrangementID(text: form.arrangement), !found.contains(where: { $0.arrangement.id == id }),
            let chosen = try arrangements.arrangement(id), sites.values.contains(chosen.terms.sender.organisation)
        {
            let use = try arrangements.use(of: id, year: day.month.year)
            found.insert(ArrangementLine(arrangement: chosen, use: use), at: 0)
        }
        return Array(found.prefix(30))
    }

    /// Proposals that wait for an organisation's word, oldest first.
    func arrangements(awaiting own: OrganisationID, limit: Int, by actor: Actor) throws -> [Arrangement] {
        let today = platform.today
        let open = try arrangements.arrangements(of: own, .proposed, limit: 100).filter { one in
            one.standing(on: today) == .proposed && one.waitingFor.contains(own)
                && may(.decideArrangement, actor: actor, subject: Subject(of: one)).isAllowed
        }
        return Array(open.reversed().prefix(limit))
    }

    /// Every name and text that a page about an arrangement says.
    fileprivate func names(of arrangement: Arrangement) throws -> NoteNames {
        var names = NoteNames()
        names.sites = try registry.sites(Set(arrangement.terms.parties.map(\.party.site)))
        names.organisations = try registry.organisations(Set(arrangement.organisations + arrangement.signatures.compactMap(\.onBehalfOf)))
        names.people = try people.names(Set(arrangement.signatures.compactMap(\.person)))
        for text in arrangement.signatures.compactMap(\.reason) { names.texts[text] = try journal.open(text) }
        return names
    }
}
