// SPDX-License-Identifier: Apache-2.0

import Calculations
import Checks
import CodeLists
import Deadlines
import Discharge
import Domain
import Identity
import Ledger
import Manifests
import Returns
import Seal
import StorageCore
import Stores
import Synchronization
import Wording

// Operations: every verb a person or system can perform. Each loads what it needs, lets a feature's pure rules decide, and
// saves state, entries, cells and one journal line in one transaction. Pages, interfaces and commands all come through
// here; none of them holds a rule of its own.
//
//   Platform               database, clock, mint, lists, policies: what every verb needs
//   Work                   one operation inside its transaction
//   Platform+Notes, ...    the verbs, one file per family
//   ...Query               what pages read

/// Everything the verbs need. One per process.
public final class Platform: Sendable {
    public let database: any Database
    public let country: Country
    public let secrets: Secrets
    /// The rules in force, with figures that officers loaded.
    public var policies: ManifestPolicies { shared.withLock { $0.policies } }
    /// The lists in force, with editions that officers loaded.
    public var lists: CodeLists { shared.withLock { $0.lists } }
    /// Limits of what is discharged, with those that officers loaded.
    public var dischargeLimits: DischargeLimits { shared.withLock { $0.limits } }
    /// Days off that are known, with the years that officers loaded.
    public var holidays: Holidays { shared.withLock { $0.holidays } }
    /// How the country counts what is due.
    public var dueDays: DueDays { shared.withLock { $0.dueDays } }
    /// Emission factors by the days from which they hold, with those that officers loaded.
    public var factorEditions: FactorEditions { shared.withLock { $0.factors } }
    /// What returns ask and who owes them, with versions that officers loaded.
    public var dataSets: DataSets { shared.withLock { $0.dataSets } }
    /// The sentences in force, with corrections that native readers sent in.
    public var wording: WordingTable { shared.withLock { $0.wording } }
    let siteCache = SiteCache()
    let openFiguresCache = OpenFiguresCache()
    let fateCache = FateCache()
    let peerCache = PeerCache<WindowMarks, WasteModels>()
    let spanCache = PeerCache<SpanMark, WasteModels>()
    let markCache = PeerCache<CalendarDate, WindowMarks>()
    let areaCache = PeerCache<AreaMark, [String: AreaDraws]>()
    let intensityCache = PeerCache<CalendarDate, PeerIntensities>()
    let outageShelf = OutageShelf()
    let identifiers: IdentifierSource
    private let isHistory: Bool
    let sealKeeping = SealKeeping()
    private let clock: @Sendable () -> Instant
    private let shared: Mutex<Shared>
    /// What officers' lists and rules are laid over.
    private let shippedLists: CodeLists
    private let shippedPolicies: ManifestPolicies

    private struct Shared {
        var lists: CodeLists
        var policies: ManifestPolicies
        var limits: DischargeLimits
        var holidays: Holidays
        var dueDays: DueDays
        var factors: FactorEditions
        var dataSets: DataSets
        var wording: WordingTable
        var serverKey: [UInt8]
        /// Of the sentences, lists and rules read from the database last.
        var vocabularyVersion: Int64
    }

    /// - Parameters:
    ///   - database: migrated.
    ///   - node: number of this process among those that share the database, 0...1023, where no other process writes; not used with `holder`.
    ///   - holder: leases a number from the database under this name, for operators to read.
    ///   - isHistory: operations come one after another at moments that are told, as of a demonstration: none can overtake another.
    ///   - lists: those the program ships with; what officers loaded since is laid over them.
    ///   - clock: the only source of "now".
    /// - Throws: ``StorageError``; ``ListFaults`` when a loaded edition no longer fits the lists of this program.
    public init(
        database: any Database, country: Country, node: Int64 = 0, holder: String? = nil, secrets: Secrets = Secrets(), isHistory: Bool = false,
        lists: CodeLists = .shipped, policies: ManifestPolicies = .shipped, clock: @escaping @Sendable () -> Instant
    ) async throws {
        self.database = database
        self.country = country
        self.secrets = secrets
        self.clock = clock
        self.isHistory = isHistory
        identifiers =
            if let holder { try await IdentifierSource(leasedBy: holder, in: database, at: clock()) } else { IdentifierSource(node: node) }
        let fresh = secrets.random(32)
        let (key, vocabulary) = try await database.write { session in
            (try SettingStore(session).value("server_key", orSet: Secrets.hex(fresh)), try Vocabulary(session))
        }
        shippedLists = lists
        shippedPolicies = policies
        let known = try vocabulary.lists(over: lists)
        let holidays = try vocabulary.value(of: .holidays, over: .shipped, known)
        let dataSets = try vocabulary.value(of: .dataSets, over: .shipped, known)
        shared = Mutex(
            Shared(
                lists: known, policies: try vocabulary.value(of: .policies, over: policies, known),
                limits: try vocabulary.value(of: .dischargeLimits, over: .shipped, known),
                holidays: holidays, dueDays: DueDays(returnsIn: country, holidays),
                factors: try vocabulary.value(of: .factors, over: .shipped, known), dataSets: dataSets,
                wording: vocabulary.wording(with: dataSets), serverKey: [UInt8](hex: key.prefix(64)),
                vocabularyVersion: vocabulary.version))
        try await refreshOutages()
        try await fillReported()
    }

    public var now: Instant { clock() }
    public var zone: CivilZone { country.zone }
    public var today: CalendarDate { zone.date(of: now) }

    /// Authenticates bytes with this installation's own key.
    func authenticate(_ text: String) -> [UInt8] { secrets.authenticate(Array(text.utf8), key: shared.withLock { $0.serverKey }) }

    func mint<Kind>(_ kind: Kind.Type = Kind.self, at now: Instant) -> Identifier<Kind> {
        identifiers.mint(kind, at: now)
    }

    /// Sees to it that this process may mint identifiers for a while.
    ///
    /// - Parameter moment: from when on; now unless another server's clock is ahead of this one's.
    /// - Throws: ``StorageError`` when it may not: another server has its number, or the database cannot be asked.
    func holdNode(at moment: Instant? = nil) async throws {
        if identifiers.isLeased { try await identifiers.hold(in: database, at: moment ?? clock()) }
    }

    /// Holds this process's number for longer, before anybody has to wait for it.
    public func renewNode() async throws { try await identifiers.renew(in: database, at: clock()) }

    /// Gives this process's number back to others; afterwards nothing more is saved.
    public func releaseNode() async throws { try await identifiers.release(in: database) }

    /// Number of the last change to sentences, lists and rules that is in force here.
    public var vocabularyVersion: Int64 { shared.withLock { $0.vocabularyVersion } }

    /// Takes over sentences, lists and rules that were saved at another server of the same database; reads one small row when
    /// nothing was.
    ///
    /// - Returns: whether anything was taken over.
    /// - Throws: ``StorageError``; ``ListFaults`` when an edition that was loaded elsewhere does not fit the lists of this
    ///   program, which then stay as they are.
    @discardableResult
    public func refreshVocabulary() async throws -> Bool {
        let known = vocabularyVersion
        let found = try await database.read { session in
            try SettingStore(session).vocabularyVersion() == known ? nil : try Vocabulary(session)
        }
        guard let found else { return false }
        let lists = try found.lists(over: shippedLists)
        let policies = try found.value(of: .policies, over: shippedPolicies, lists)
        let limits = try found.value(of: .dischargeLimits, over: .shipped, lists)
        let holidays = try found.value(of: .holidays, over: .shipped, lists)
        let factors = try found.value(of: .factors, over: .shipped, lists)
        let dataSets = try found.value(of: .dataSets, over: .shipped, lists)
        let wording = found.wording(with: dataSets)
        shared.withLock { shared in
            // Of two looks at one time, the later change stays.
            guard found.version > shared.vocabularyVersion else { return }
            shared.lists = lists
            shared.policies = policies
            shared.limits = limits
            shared.holidays = holidays
            shared.dueDays = DueDays(returnsIn: country, holidays)
            shared.factors = factors
            shared.dataSets = dataSets
            shared.wording = wording
            shared.vocabularyVersion = found.version
        }
        return true
    }

    /// The policy for a note on a day.
    public func policy(for note: Manifest, on date: CalendarDate) -> ManifestPolicy {
        policies.policy(country, isHazardous: note.isHazardous, wastes: Set(note.lines.map(\.waste)), on: date)
    }

    /// The policy for a class of wastes on a day.
    public func policy(isHazardous: Bool, on date: CalendarDate) -> ManifestPolicy {
        policies.policy(country, isHazardous: isHazardous, on: date)
    }

    /// Performs one operation: the closure's changes and its journal line are saved together, or nothing is.
    ///
    /// The closure may run again; it has no effect outside its ``Work``.
    ///
    /// - Parameters:
    ///   - kind: the verb as the journal names it, such as `note.issue`.
    ///   - moment: when it is recorded; now unless a demonstration is being built.
    ///   - isRehearsed: one of many that are performed at the same time, worked out beside each other (``Database/writeRehearsed(_:)``).
    func perform<T: Sendable>(
        _ kind: String, by actor: Actor, at moment: Instant? = nil, isRehearsed: Bool = false, _ body: @escaping @Sendable (Work) throws -> T
    ) async throws -> T {
        try await holdNode()
        var now = moment ?? clock()
        for _ in 0..<16 {
            do {
                return try await perform(kind, by: actor, at: now, isBuilt: isHistory || moment != nil, isRehearsed: isRehearsed, body)
            } catch let other as Overtaken {
                // Whoever was quicker is told of first, also where clocks of servers differ.
                now = max(clock(), Instant(microseconds: other.by.microseconds + 1000))
                try await holdNode(at: now)
            }
        }
        throw StorageError.busy
    }

    private func perform<T: Sendable>(
        _ kind: String, by actor: Actor, at now: Instant, isBuilt: Bool, isRehearsed: Bool, _ body: @escaping @Sendable (Work) throws -> T
    ) async throws -> T {
        let operation: OperationID = mint(at: now)
        let key = KeyedCommand.current
        let last = Mutex((result: T, line: LineStatement)?.none)
        do {
            let act: @Sendable (any Session) throws -> T = { session in
                let work = Work(session: session, platform: self, operation: operation, now: now, isBuilt: isBuilt, actor: actor)
                try key?.begin(in: work)
                let result = try body(work)
                let line = try work.finish(kind)
                last.withLock { $0 = (result, line) }
                return result
            }
            let result = isRehearsed ? try await database.writeRehearsed(act) : try await database.write(act)
            if let line = last.withLock({ $0?.line }) { SavedLine.current?.keep(line) }
            return result
        } catch StorageError.commitOutcomeUnknown(let reason) {
            // Its line in the journal was saved with it, or nothing was.
            guard let done = last.withLock({ $0 }), try await hasLine(operation) else { throw StorageError.commitOutcomeUnknown(reason) }
            SavedLine.current?.keep(done.line)
            return done.result
        }
    }

    private func hasLine(_ operation: OperationID) async throws -> Bool {
        do {
            return try await read { r in try r.journal.line(operation) != nil }
        } catch is StorageError {
            return false
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Reading) throws -> T) async throws -> T {
        try await database.read { session in try body(Reading(session: session, platform: self)) }
    }
}

/// Stores over a read-only snapshot.
struct Reading {
    let session: any Session
    let platform: Platform

    var ledger: LedgerStore { LedgerStore(session) }
    var notes: NoteStore { NoteStore(session) }
    var registry: RegistryStore { RegistryStore(session) }
    var people: PeopleStore { PeopleStore(session) }
    var arrangements: ArrangementStore { ArrangementStore(session) }
    var rounds: RoundStore { RoundStore(session) }
    var journal: JournalStore { JournalStore(session) }
}

/// Sentences, lists and rules as one snapshot of the database has them.
private struct Vocabulary: Sendable {
    var version: Int64
    var corrections: [Sentence]
    var editions: [StoredEdition]

    init(_ session: any Session) throws {
        let settings = SettingStore(session)
        version = try settings.vocabularyVersion()
        corrections = try settings.wording()
        editions = try settings.editions()
    }

    func lists(over shipped: CodeLists) throws -> CodeLists {
        let others = [ManifestPolicies.file, DischargeLimits.file, Holidays.file, FactorEditions.file] + DataSets.files
        return try editions.reduce(shipped) { others.contains($1.list) ? $0 : try $0.applying($1) }
    }

    /// The sentences with names that came with files of data sets, and with what native readers corrected.
    func wording(with sets: DataSets) -> WordingTable { WordingTable.shipped.adding(sets.names).overlaid(with: corrections) }

    /// A list with the files that officers laid over it.
    func value<Value>(of list: LoadedList<Value>, over shipped: Value, _ lists: CodeLists) throws -> Value {
        try list.laid(editions, over: shipped, lists)
    }
}
