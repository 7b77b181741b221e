// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Ledger
import Manifests
import Returns
import Rulings
import Seal
import StorageCore
import Stores

/// What became of an operation, as its journal line keeps it. Replay applies these and decides nothing.
public enum Outcome: Codable, Hashable, Sendable {
    case organisation(Organisation)
    case site(Site)
    case permit(Permit)
    case person(Person)
    case membership(Membership)
    case delegation(Delegation)
    case invitation(Invitation)
    case claim(Claim)
    /// Two firms that look alike are two.
    case distinct(DistinctPair)
    /// A note entered in a small firm's name, and the firm's answer.
    case behalf(BehalfAct)
    case note(DocumentID, ManifestEvent)
    case arrangement(ArrangementID, ArrangementEvent)
    case round(RoundID, RoundEvent)
    case siteReturn(ReturnID, ReturnEvent)
    /// Lots of a site grouped or split: which, and into what.
    case lots(from: [LotID], to: LotID)
    /// Something without state of its own: a code made, a text erased, a list loaded.
    case act(String)
    case erased(Erasure)
    case paper(PaperEvent)
    case outage(Outage)
    case sealKey(SealKeyAct)
    case classified(ClassificationChange)
    /// Origins that took the province and industry which their site had.
    case originsClassified([OriginID], province: String, sector: String)
    /// An outlet, a result, a case, a volume or a limit of a permit, and what it was before.
    case discharge(DischargeRecord, before: DischargeRecord?)
    /// A firm's question about a waste, with the ruling once there is one.
    case inquiry(WasteInquiry)
    /// An officer reminded a firm of a return that is late.
    case reminded(ReturnReminder)
    /// What a version of a return booked, in place of what it booked before.
    case returnBooked(ReturnID, ReturnBooking)
    /// Waste in store that was counted or brought forward.
    case stockTaken(StockTake)
    /// A file that waits for answers: SHA-256 of its body.
    case sentFile(DocumentID, digest: [UInt8])
    /// What a firm said the columns of its files mean: SHA-256 of its body.
    case fileMapping(DocumentID, digest: [UInt8])

    var isOfNote: Bool { if case .note = self { true } else { false } }

    /// What people wrote texts on, by which lines of the journal are found again.
    var document: DocumentID? {
        switch self {
        case .note(let id, _): id
        case .siteReturn(let id, _), .returnBooked(let id, _): DocumentID(id.value)
        case .inquiry(let inquiry): DocumentID(inquiry.id.value)
        case .discharge(let record, _): DocumentID(record.key)
        case .stockTaken(let take): take.document
        default: nil
        }
    }
}

struct JournalPayload: Codable {
    var outcomes: [Outcome]
    var versions: Versions

    /// Editions of rules and lists that were used.
    struct Versions: Codable {
        var policy: String
        var waste: String
    }
}

/// Another operation on the same note was begun later, or by a clock that is ahead, and saved sooner. The moments of one note ascend with its
/// versions, so this one begins again with a later moment and identifier.
struct Overtaken: Error {
    var by: Instant
}

/// One operation inside its transaction.
final class Work {
    let session: any Session
    let platform: Platform
    let operation: OperationID
    let now: Instant
    /// Whether `now` is a moment of a demonstration's history, which is told in its order.
    let isBuilt: Bool
    let actor: Actor
    private(set) var document: DocumentID?
    private var outcomes: [Outcome] = []
    private var entries: [Entry] = []
    private var sites: [SiteID: Site] = [:]

    init(session: any Session, platform: Platform, operation: OperationID, now: Instant, isBuilt: Bool, actor: Actor) {
        self.session = session
        self.platform = platform
        self.operation = operation
        self.now = now
        self.isBuilt = isBuilt
        self.actor = actor
    }

    var ledger: LedgerStore { LedgerStore(session) }
    var notes: NoteStore { NoteStore(session) }
    var registry: RegistryStore { RegistryStore(session) }
    var people: PeopleStore { PeopleStore(session) }
    var arrangements: ArrangementStore { ArrangementStore(session) }
    var rounds: RoundStore { RoundStore(session) }
    var journal: JournalStore { JournalStore(session) }
    var settings: SettingStore { SettingStore(session) }
    var today: CalendarDate { platform.zone.date(of: now) }

    /// Sees to it that what is done to a note now comes after all that was done before.
    func follow(_ note: Manifest) throws {
        // Identifiers tell moments by the millisecond. What this operation itself did to the note comes in its one line.
        guard !isBuilt, !touches(note.id), note.updatedAt.microseconds / 1000 >= now.microseconds / 1000 else { return }
        throw Overtaken(by: note.updatedAt)
    }

    private func touches(_ id: DocumentID) -> Bool {
        outcomes.contains { if case .note(id, _) = $0 { true } else { false } }
    }

    func mint<Kind>(_ kind: Kind.Type = Kind.self) -> Identifier<Kind> { platform.mint(kind, at: now) }

    /// Notes what became of the operation; the first note's document is the line's, else the first of another kind.
    func record(_ outcome: Outcome) {
        if case .note(let id, _) = outcome, !outcomes.contains(where: \.isOfNote) { document = id }
        if document == nil { document = outcome.document }
        outcomes.append(outcome)
    }

    /// Seals a free text or a name: its hash goes into bodies, its content into the erasable table. Blank text is none.
    func seal(_ content: String?) throws -> SealedText? {
        guard let content, !content.isEmpty else { return nil }
        let (text, salt) = platform.secrets.seal(content)
        try journal.seal(text, salt: salt, content: content)
        return text
    }

    /// A site, loaded once per operation.
    func site(_ id: SiteID) throws -> Site? {
        if let known = sites[id] { return known }
        let site = try platform.siteCache.site(id, registry)
        sites[id] = site
        return site
    }

    /// Books moves: entries, balances, contents and cells.
    func book(_ moves: [Move]) throws {
        guard !moves.isEmpty else { return }
        for id in Set(moves.flatMap { [$0.credit.site, $0.debit.site] }) { _ = try site(id) }
        let known = sites
        let learned = today.month
        let zone = platform.zone
        let loaded = try ledger.load(moves) { id, date in known[id]?.classification(on: date, knownIn: learned, zone) ?? .unknown }
        let posting = try post(
            moves, by: operation, learned: learned, in: loaded.view,
            mintEntry: { self.mint() }, mintOrigin: { self.mint() })
        try ledger.save(posting, onto: loaded) { self.mint() }
        entries += posting.entries
        try moveCells(of: posting.entries, learned: learned)
        try countLate(posting.entries, learned: learned)
    }

    /// Writes the journal line. Called once, last.
    ///
    /// - Returns: what the tree will hold of it.
    func finish(_ kind: String) throws -> LineStatement {
        try keepBehalf(outcomes)
        try keepOwed(outcomes)
        let payload = Body.bytes(
            JournalPayload(
                outcomes: outcomes,
                versions: JournalPayload.Versions(
                    policy: platform.policies.edition, waste: platform.lists.wasteCodes.edition(on: today).edition)))
        var line = JournalLine(
            id: operation, kind: kind, attribution: actor.attribution, recorded: now, document: document, entries: entries.count, payload: payload,
            hash: [])
        line.hash = platform.secrets.sha256(line.bytes(entries))
        try journal.append(line)
        try platform.identifiers.checkHeld()
        return line.statement
    }
}
