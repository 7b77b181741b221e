// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

/// Everything that the page of a note, its sub-pages and its paper show.
public struct NoteModel: Sendable {
    public var note: Manifest
    /// When the next step is due; `nil` when nothing more is awaited.
    public var dueAt: Instant?
    /// What the actor may do now, in the order of the life-cycle's table.
    public var steps: [ManifestEventKind]
    /// Whether the actor may show the driver the code by which the next carrier signs.
    public var mayShowCode: Bool
    /// Whether the actor may begin a note of their own from this one.
    public var mayCopy: Bool
    /// The figures in force for the note's class of waste.
    public var policy: ManifestPolicy
    public var names: NoteNames
    /// The latest entries that still say something: those posted, and reservations that wait.
    public var entries: [NoteEntry]
    /// All entries of the note, settled reservations too.
    public var entryCount: Int
    /// By the line's number.
    public var fates: [Int: NoteLineFate]
    public var linked: [LinkedNoteRow]
    /// The arrangement it goes under, when the actor may open it.
    public var arrangement: ArrangementID?
    /// When the last of its parties agreed to that arrangement.
    public var arrangementAgreed: Instant?
    /// Its place on a collection round, when it was picked up on one.
    public var stop: NoteStop?
    /// Latest first.
    public var history: [NoteHistoryLine]
    public var historyHasMore: Bool
    public var now: Instant
    /// What is promised of the last step, for a day after it.
    public var promise: StepPromise?
    /// What others entered in the sender's name.
    public var behalf: [BehalfRow] = []
    /// By hash: photos of the note that were erased.
    public var erasedPhotos: [String: ErasedPhoto] = [:]
}

/// When a photo was erased, and for which organisation.
public struct ErasedPhoto: Sendable {
    public var at: Instant
    /// `nil` for the operator of the server.
    public var by: Organisation?
}

/// A note's place on a collection round.
public struct NoteStop: Sendable {
    public var round: RoundID
    public var day: CalendarDate
    /// From 1, in the order in which stops were made.
    public var number: Int
    /// Weighed and decided with the round's whole load.
    public var isHeld: Bool
    /// Whether the actor may open the round: senders are not told of one another.
    public var mayOpen: Bool
}

/// Names and texts that a note points at.
public struct NoteNames: Sendable {
    public var organisations: [OrganisationID: Organisation] = [:]
    public var sites: [SiteID: Site] = [:]
    public var people: [PersonID: String] = [:]
    /// Opened texts; those erased are missing.
    public var texts: [SealedText: String] = [:]

    public init() {}
}

/// An entry of a note with the accounts on both sides.
public struct NoteEntry: Sendable {
    public enum Standing: Sendable {
        case posted, pending, voided
        /// A reservation that a later entry posted or voided.
        case settled
    }

    public var entry: Entry
    /// `nil` where the actor may not open the account.
    public var credit: AccountID?
    public var debit: AccountID?
    public var standing: Standing
}

/// Entries of a note, oldest first.
public struct NoteEntryList: Sendable {
    public var note: Manifest
    public var entries: [NoteEntry]
    public var names: NoteNames
    /// The last of these, where more follow.
    public var next: EntryID?
}

/// Another note that this one came from or led to.
public struct LinkedNoteRow: Sendable {
    public var note: Manifest
    public var isParent: Bool
    /// Whether the actor may open it.
    public var isReadable: Bool
}

/// A line of the journal about a note.
public struct NoteHistoryLine: Sendable {
    public var at: Instant
    /// What happened to this note; an operation may do two things, such as arrival and weighing.
    public var events: [ManifestEventKind]
    public var attribution: Attribution
    public var entries: Int
    /// First bytes of the line's SHA-256, hexadecimal, by which it can be told from others.
    public var fingerprint: String
}

extension Platform {
    /// Entries and history lines on the page itself; the rest stands on pages of its own.
    public static let noteEntriesShown = 10, noteHistoryShown = 12

    /// The page of a note.
    ///
    /// - Parameter step: asked for by a page that takes this step; refused with the reason where the actor may not.
    public func noteModel(_ id: DocumentID, step: ManifestEventKind? = nil, by actor: Actor) async throws -> NoteModel {
        let (now, today) = (self.now, self.today)
        return try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            if let step { try r.require(step: step, on: note, by: actor) }
            let linked = try r.linked(to: note, actor)
            let all = try r.noteEntries(of: note.id, after: EntryID(0), limit: 500, for: actor)
            let telling = all.filter { $0.standing == .posted || $0.standing == .pending }
            let history = try r.history(of: note, limit: Self.noteHistoryShown + 1)
            let fates = try r.fates(of: note, for: actor)
            let principal = actor.principal?.id
            let arrangement = note.arrangement.flatMap { try? r.arrangement($0, by: actor) }
            let isHandingOver = note.sender.organisation == principal || note.legs.contains { $0.carrier.organisation == principal }
            return NoteModel(
                note: note, dueAt: try r.notes.dueAt(id), steps: try r.availableSteps(note, actor),
                mayShowCode: try Self.signableStep(note) != nil && isHandingOver && r.handsOver(note, actor),
                mayCopy: note.isSenderKnown && note.sender.organisation == principal && may(.draftNote, actor: actor, subject: actor.wholeReach).isAllowed,
                policy: self.policy(for: note, on: today),
                names: try r.names(of: note, entries: all.map(\.entry), history: history, fates: fates, linked: linked.map(\.note)),
                entries: telling.suffix(Self.noteEntriesShown), entryCount: all.count, fates: fates, linked: linked,
                arrangement: arrangement?.id, arrangementAgreed: arrangement?.signatures.last { $0.step == .agree }?.at, stop: try r.stop(of: note, for: actor),
                history: Array(history.prefix(Self.noteHistoryShown)), historyHasMore: history.count > Self.noteHistoryShown, now: now,
                promise: try r.promise(ofLatestLineOf: note),
                behalf: try r.rows(try r.behalf.acts(on: id)), erasedPhotos: try r.erasedPhotos(of: note))
        }
    }

    /// All entries of a note, one page after an id, for whoever may read the note.
    public func noteEntries(_ id: DocumentID, after: EntryID?, limit: Int, by actor: Actor) async throws -> NoteEntryList {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            let found = try r.noteEntries(of: id, after: after ?? EntryID(0), limit: limit + 1, for: actor)
            let entries = Array(found.prefix(limit))
            return NoteEntryList(
                note: note, entries: entries, names: try r.names(of: note, entries: entries.map(\.entry)),
                next: found.count > limit ? entries.last?.entry.id : nil)
        }
    }

    /// All lines of the journal about a note, latest first, for whoever may read the note.
    public func noteHistory(_ id: DocumentID, by actor: Actor) async throws -> (note: Manifest, lines: [NoteHistoryLine], names: NoteNames) {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            let lines = try r.history(of: note, limit: 200)
            return (note, lines, try r.names(of: note, history: lines))
        }
    }

    /// The note behind a number as typed, scanned or heard.
    ///
    /// - Throws: a worded refusal when the number cannot be one, ``PlatformError/notFound`` when no note bears it or the
    ///   actor may not read that note.
    public func note(numbered typed: String, by actor: Actor) async throws -> DocumentID {
        let number = try NoteNumber.read(Self.scannedNumber(typed), assumedYear: today.month.year).get()
        return try await read { r in
            guard let note = try r.notes.note(number: number.description) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            return note.id
        }
    }

    /// Scanners type the whole address of a QR code; the number is its last piece.
    private static func scannedNumber(_ typed: String) -> String {
        typed.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) } ?? typed
    }

    /// A photo that belongs to a note, for whoever may read the note.
    public func notePhoto(_ id: DocumentID, hash: String, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            // The same photo may have been sent with another note first; the note's own word decides whose evidence it is.
            guard note.loss?.photo == hash || note.trail?.photos.contains(hash) == true, let found = try r.notes.attachment(hash) else {
                throw PlatformError.notFound
            }
            return (found.mediaType, found.bytes)
        }
    }
}

extension Reading {
    /// Whether the actor is one of those who deal with loads at their firm; whoever only reads or counts hands nothing over.
    fileprivate func handsOver(_ note: Manifest, _ actor: Actor) throws -> Bool {
        let subject = try subject(of: note, for: actor)
        let actions: [Action] = [.issueNote, .draftNote, .signCollection]
        return actions.contains { may($0, actor: actor, subject: subject).isAllowed }
    }

    fileprivate func erasedPhotos(of note: Manifest) throws -> [String: ErasedPhoto] {
        var erased: [String: ErasedPhoto] = [:]
        for hash in Set([note.loss?.photo].compactMap { $0 } + (note.trail?.photos ?? [])) {
            guard let row = try journal.erasure(of: .photo(hash)) else { continue }
            let by = try journal.line(row.operation)?.attribution.organisation.flatMap { try registry.organisation($0) }
            erased[hash] = ErasedPhoto(at: row.at, by: by)
        }
        return erased
    }

    fileprivate func linked(to note: Manifest, _ actor: Actor) throws -> [LinkedNoteRow] {
        try ([note.parent].compactMap { $0 } + note.children).compactMap { id in
            guard let other = try notes.note(id) else { return nil }
            return LinkedNoteRow(
                note: other, isParent: id == note.parent, isReadable: may(.readNote, actor: actor, subject: try subject(of: other, for: actor)).isAllowed)
        }
    }

    fileprivate func noteEntries(of id: DocumentID, after: EntryID, limit: Int, for actor: Actor) throws -> [NoteEntry] {
        let entries = try ledger.entries(of: id, after: after, limit: limit)
        let resolved = try ledger.resolvedEntries(of: id)
        let ids = try doors(to: entries.flatMap { [$0.credit, $0.debit] }, for: actor)
        return entries.map { entry in
            let standing: NoteEntry.Standing =
                switch entry.phase {
                case 1: resolved.contains(entry.id) ? .settled : .pending
                case 3: .voided
                default: .posted
                }
            return NoteEntry(entry: entry, credit: ids[entry.credit], debit: ids[entry.debit], standing: standing)
        }
    }

    /// Row ids of those accounts whose page the actor may open.
    func doors(to accounts: [Account], for actor: Actor) throws -> [Account: AccountID] {
        let sites = try registry.sites(Set(accounts.map(\.site)))
        return try ledger.ids(
            of: accounts.filter { account in
                sites[account.site].map { may(.readBook, actor: actor, subject: bookSubject(of: $0)).isAllowed } == true
            })
    }

    fileprivate func history(of note: Manifest, limit: Int) throws -> [NoteHistoryLine] {
        try journal.lines(of: note.id, limit: 500).reversed().prefix(limit).map { line in
            let payload = try Body.value(JournalPayload.self, from: line.payload)
            let events = payload.outcomes.compactMap { outcome -> ManifestEventKind? in
                guard case .note(note.id, let event) = outcome else { return nil }
                return event.kind
            }
            return NoteHistoryLine(
                at: line.recorded, events: events, attribution: line.attribution, entries: line.entries,
                fingerprint: Secrets.hex(Array(line.hash.prefix(4))))
        }
    }

    /// Looks up every name and text that a page about the note may say.
    func names(
        of note: Manifest, entries: [Entry] = [], history: [NoteHistoryLine] = [], fates: [Int: NoteLineFate] = [:], linked: [Manifest] = []
    ) throws -> NoteNames {
        var organisations = Set(note.parties.map(\.party.organisation))
        var sites = Set(note.parties.map(\.party.site))
        var people: Set<PersonID> = []
        var sealed = [note.remark, note.receipt?.remark, note.loss?.place, note.loss?.decision?.remark, note.correction?.reason]
        sealed += [note.buyer?.name, note.buyer?.phone, note.buyer?.place]
        if let trail = note.trail {
            sealed += [trail.otherNumber, trail.dispute?.reason, trail.decision?.remark]
            for party in [trail.sender, trail.carrier].compactMap({ $0 }) { sealed += [party.name, party.place, party.phone] }
            organisations.formUnion([trail.dispute?.by, trail.decision?.by].compactMap { $0 })
        }
        sealed += note.gates.map(\.reason) + note.legs.map(\.plate) + note.corrections.map(\.proposal.reason)
        for signature in note.signatures {
            organisations.formUnion([signature.organisation, signature.device, signature.onBehalfOf].compactMap { $0 })
            if let person = signature.person { people.insert(person) }
            sealed.append(signature.signer)
        }
        for line in history {
            organisations.formUnion([line.attribution.organisation, line.attribution.onBehalfOf].compactMap { $0 })
            if let person = line.attribution.person { people.insert(person) }
        }
        for proposal in note.corrections.map(\.proposal) + [note.correction].compactMap({ $0 }) {
            organisations.formUnion([proposal.proposedBy] + proposal.waitingFor + proposal.approvedBy)
        }
        for other in linked { organisations.insert(other.receiver.organisation) }
        if let loss = note.loss { organisations.insert(loss.reportedBy) }
        for entry in entries { sites.formUnion([entry.credit.site, entry.debit.site]) }
        for fate in fates.values { sites.formUnion(fate.fates.map(\.site)) }
        var names = NoteNames()
        names.sites = try registry.sites(sites)
        names.organisations = try registry.organisations(organisations.union(names.sites.values.map(\.organisation)))
        if let by = names.organisations[note.sender.organisation]?.stopEntry?.by { names.organisations[by] = try registry.organisation(by) }
        names.people = try self.people.names(people)
        for text in Set(sealed.compactMap { $0 }) { names.texts[text] = try journal.open(text) }
        return names
    }
}

extension Reading {
    fileprivate func stop(of note: Manifest, for actor: Actor) throws -> NoteStop? {
        guard let id = note.round, let round = try rounds.round(id), let number = round.number(of: note.id) else { return nil }
        return NoteStop(
            round: id, day: round.plan.day, number: number, isHeld: round.holds(note), mayOpen: (try? self.round(id, by: actor)) != nil)
    }
}
