// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import Operations
import StorageCore
import Stores
import Wording

/// Loads an invented country of the size of a real one.
public enum Nation {
    /// What came of it.
    public struct Summary: Sendable, Hashable {
        public var organisations = 0
        public var entries = 0
        public var notes = 0
        public var seconds = 0.0

        public init() {}
    }

    /// Accounts written at a time at the end.
    private static let accountsAtOnce = 500_000

    /// Fills an empty database. The same seed, scale and moment give the same rows on either engine.
    ///
    /// Months are written while further ones are made, up to a bound, so memory grows with firms and with a month's entries, not with history.
    ///
    /// - Parameters:
    ///   - database: migrated, without organisations, used by nobody else.
    ///   - platform: of the same country; only its lists, policies and hashes are used.
    ///   - now: last moment of the history, on `today`.
    ///   - progress: told a sentence now and then.
    /// - Throws: ``StorageError``. What is left then is marked as unfinished.
    @discardableResult
    public static func load(
        into database: any LoadDatabase, platform: Platform, scale: NationScale, seed: UInt64, today: CalendarDate, now: Instant,
        language: Language = .english, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Summary {
        let started = ContinuousClock.now
        let words = Words(language, zone: platform.zone)
        let begin = Period.month(today.month.adding(months: -12 * scale.years)).first
        let firms = NationFirms(scale, seed: seed, lists: platform.lists, begin: begin)
        let load = HistoryLoad(database)
        try await load.begin()
        var summary = Summary()
        summary.organisations = firms.firms.count

        let registry = NationRegistry(firms: firms, seed: seed)
        for start in stride(from: 0, to: firms.firms.count, by: 20_000) {
            var writer = HistoryWriter(platform: platform, on: begin)
            registry.write(into: &writer, on: today, start..<min(start + 20_000, firms.firms.count))
            try await load.insert(writer.rows.take())
        }
        progress(words(DemonstrationPhrase.nationSettled, ["organisations": .number(Int64(firms.firms.count))]))

        let calendar = NationCalendar(from: begin, through: today)
        let book = NationBook(accounts: firms.accounts)
        let reports = NationReports(firms: firms, seed: seed, now: now, calendar: calendar, book: book)
        let plates = Dictionary(uniqueKeysWithValues: firms.hauliers.map { ($0, NationRegistry.plate(of: $0).text) })
        let notes = NationNotes(platform: platform, firms: firms, seed: seed, now: now, calendar: calendar, plates: plates)
        let telling = NationMonth(platform: platform, firms: firms, reports: reports, notes: notes)
        var tally = NationTally(firms)
        var pending = HistoryRows()
        var queue = NationQueue(load)
        for index in begin.month.index...today.month.index {
            let month = Month(index: index)
            let parts = try await telling.write(month)
            var ripe = tally.ripe(learned: month)
            for part in parts {
                summary.entries += part.entries
                summary.notes += part.notes
                pending.append(part.rows)
                tally.add(part.tally)
                ripe.add(part.ripe)
            }
            tally.write(ripe, learned: month, into: &pending)
            let next = platform.zone.start(of: Period.month(month.adding(months: 1)).first)
            try await queue.add(pending.take(below: month == today.month ? .max : IdentifierMint.floor(next)))
            progress(
                words(
                    DemonstrationPhrase.nationMonth,
                    ["month": .text(month.description), "entries": .number(Int64(summary.entries)), "notes": .number(Int64(summary.notes))]))
        }
        try await queue.finish()
        try await writeAccounts(firms, book, tally, load)
        var sums = HistoryRows()
        tally.finish(into: &sums)
        try await load.insert(sums.take())
        try await load.finish { progress(words(DemonstrationPhrase.nationIndex, ["index": .text($0)])) }

        let spent = ContinuousClock.now - started
        summary.seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        progress(
            words(
                DemonstrationPhrase.nationDone,
                [
                    "organisations": .number(Int64(summary.organisations)), "entries": .number(Int64(summary.entries)), "notes": .number(Int64(summary.notes)),
                    "seconds": .number(Int64(summary.seconds.rounded())), "rate": .number(Int64(Double(summary.entries) / max(summary.seconds, 0.001))),
                ]))
        return summary
    }

    /// Accounts without a lot, with all that the history left in them.
    private static func writeAccounts(_ firms: NationFirms, _ book: NationBook, _ tally: NationTally, _ load: HistoryLoad) async throws {
        var rows = HistoryRows()
        var count = 0
        for firm in firms.firms {
            for (index, stream) in firms.row(firm).streams.prefix(Int(firm.streams)).enumerated() {
                guard let waste = WasteCodeID(text: stream.waste) else { continue }
                for (number, compartment) in NationFirms.compartments.enumerated() {
                    let place = Int(firm.firstAccount) + index * NationFirms.compartments.count + number
                    let taken = tally.taken[Int32(place)]
                    let posted = book.posted(place) + (taken?.posted ?? 0)
                    guard posted != 0 || taken != nil else { continue }
                    let account = StoredAccount(
                        row: firms.accountRow(place), site: firm.id, compartment: compartment.number, material: Material.waste(waste).value)
                    rows.add(account, posted: posted, pending: taken?.pending ?? 0)
                    count += 1
                }
            }
            guard count >= accountsAtOnce else { continue }
            try await load.insert(rows.take())
            count = 0
        }
        try await load.insert(rows.take())
    }
}

/// Makes a month in parts, side by side.
struct NationMonth: Sendable {
    let platform: Platform
    let firms: NationFirms
    let reports: NationReports
    let notes: NationNotes

    struct Part: Sendable {
        var rows: HistoryRows
        var tally: NationTally
        var ripe: RipeCells
        var entries: Int
        var notes: Int
    }

    /// Two parts of firms: as many as a small machine has cores.
    func write(_ month: Month) async throws -> [Part] {
        let half = firms.firms.count / 2
        async let first = part(month, 0..<half)
        async let second = part(month, half..<firms.firms.count)
        return try await [first, second]
    }

    private func part(_ month: Month, _ places: Range<Int>) async throws -> Part {
        var writer = HistoryWriter(platform: platform, on: Period.month(month).first)
        var tally = NationTally(firms)
        reports.write(month, places, into: &writer, &tally)
        let written = try notes.write(month, places, into: &writer, &tally)
        let ripe = tally.ripe(learned: month)
        return Part(rows: writer.rows, tally: tally, ripe: ripe, entries: writer.rows.entries, notes: written)
    }
}
