// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

// Verification: everything that is derived is derived again and compared with what is kept. Nothing is mended here.
//
//   Platform.verify       the checks one after another on one snapshot, and what they found
//   LineAudit             the hash of each journal line over its own columns and its entries
//   BookSums              whether balances, site cells and cells of groups of sites come to what entries add up to
//   BookRecount           the same one by one, to name the first wrong one
//   LateEntryRecount      how many entries came after the months they are about
//   PayloadMemory         payloads of lines that say the same
//   SitePlaces            sites and what they are classified as, by small numbers
//   PaperReplay           blank paper notes, loads recorded late, declared outages
//   BookingReplay         what returns booked, worked out again
//   ReportedRecount       sums of what groups of sites reported
//   DischargeReplay       outlets, laboratory results, cases, volumes, limits of permits
//   JournalReplay         notes and registry rebuilt from the outcomes that the journal keeps
//   SealAudit             the tree over the journal, its nodes and signed heads (in Sealing)
//   VerifyPhrase          the sentences

/// What an audit of the whole database found.
public struct VerificationReport: Sendable {
    /// The first thing that each check found wrong, in the order of the checks; empty when all is as it was written.
    public var problems: [Problem] = []
    public var lines = 0
    public var entries = 0
    public var notes = 0

    public var isSound: Bool { problems.isEmpty }
}

/// The checks in the order in which they run.
public enum VerificationStep: String, CaseIterable, Sendable {
    case balances, origins, entries, journal, seal, texts

    public var phrase: VerifyPhrase { VerifyPhrase(rawValue: "step" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .stepBalances }
}

extension Platform {
    /// Derives everything again and compares: balances, origins, fates, cells, journal lines, notes, registry, sealed texts.
    ///
    /// Works on one snapshot while others go on writing. Memory does not grow with the history; it grows with the number of
    /// sites and organisations, and with the notes that are under way at one time.
    ///
    /// - Parameters:
    ///   - rowsAtOnce: accounts and cells counted in memory to name a wrong one, some 60 bytes each.
    ///   - progress: told as each check begins.
    /// - Throws: errors of the database itself; what is wrong in it is in the report.
    public func verify(rowsAtOnce: Int = 2_000_000, progress: @escaping @Sendable (VerificationStep) -> Void = { _ in }) async throws -> VerificationReport {
        try await read { r in
            var audit = Audit(reading: r)
            progress(.balances)
            guard try audit.checkNumbers() else { return audit.report }
            try audit.checkBalances()
            progress(.origins)
            try audit.checkOrigins()
            progress(.entries)
            try audit.checkEntries(rowsAtOnce: rowsAtOnce)
            progress(.journal)
            try audit.checkJournal()
            progress(.seal)
            try audit.checkSeal()
            progress(.texts)
            try audit.checkTexts()
            return audit.report
        }
    }
}

/// The checks over one snapshot.
private struct Audit {
    let reading: Reading
    let store: VerificationStore
    var report = VerificationReport()

    init(reading: Reading) {
        self.reading = reading
        store = VerificationStore(reading.session)
    }

    private mutating func add(_ phrase: VerifyPhrase, _ facts: [String: Fact]) { report.problems.append(phrase.problem("", facts)) }

    /// Whether every stored number means something; without that nothing else can be read.
    mutating func checkNumbers() throws -> Bool {
        guard let found = try store.unknownNumber() else { return true }
        add(.unknownNumber, ["table": .text(found.table), "column": .text(found.column), "found": .text(String(found.number))])
        return false
    }

    mutating func checkBalances() throws {
        if let (material, balance) = try store.unbalancedMaterial() {
            add(
                .materialSum,
                ["material": .text(material.codeText), "found": .mass(Mass(balance.posted)), "foundReserved": .mass(Mass(balance.pending))])
        }
    }

    mutating func checkOrigins() throws {
        if let (row, known) = try store.wrongContent() {
            add(.lotContent, place(row).merging(["found": .mass(Mass(row.balance.posted)), "expected": .mass(Mass(known))], uniquingKeysWith: { a, _ in a }))
        }
        if let (origin, grams) = try store.unbalancedOrigin() {
            add(.originSum, ["origin": .text(origin.description), "found": .mass(Mass(grams))])
        }
        if let (cell, month, grams) = try store.unbalancedFates() {
            add(.fateSum, facts(cell).merging(["month": .text(month.description), "found": .mass(Mass(grams))], uniquingKeysWith: { a, _ in a }))
        }
        if let (cell, kept, counted) = try store.wrongFate() {
            add(.fateCell, facts(cell).merging(["found": .mass(Mass(kept)), "expected": .mass(Mass(counted))], uniquingKeysWith: { a, _ in a }))
        }
    }

    /// One reading of all entries serves the hashes of their lines, balances and cells. Only where sums differ are entries read again, to name the row.
    mutating func checkEntries(rowsAtOnce: Int) throws {
        var lines = LineAudit(reading: reading)
        var sums = BookSums(SitePlaces(reading: reading), parts: BookRecount.parts(try store.rowCounts(), most: rowsAtOnce))
        var late = try LateEntryRecount(reading)
        var entries = 0
        try store.eachEntry { entry in
            entries += 1
            try lines.take(entry)
            try sums.take(entry)
            try late.take(entry)
        }
        report.entries = entries
        try lines.finish(store)
        try sums.compare(store)
        var book = BookRecount(sums.places)
        var parts: [ClosedRange<SiteID>?] = sums.wrongParts
        if parts.isEmpty, sums.areGroupsWrong { parts = [nil] }
        for (index, part) in parts.enumerated() {
            book.begin(part, countsGroups: sums.areGroupsWrong && index == 0)
            try store.eachEntry { try book.take($0) }
            try book.finishPart(store)
        }
        if sums.areGroupsWrong { try book.finish(store) }
        let lateProblem = try late.problem(LateEntryStore(reading.session))
        report.problems += [lines.problem, book.balanceProblem, book.siteProblem, book.upperProblem, lateProblem].compactMap { $0 }
    }

    mutating func checkJournal() throws {
        var replay = try JournalReplay(reading: reading, store: store)
        try reading.journal.eachAsSaved { try replay.take($0) }
        try replay.finish()
        report.lines = replay.lines
        report.notes = replay.notesSettled
        report.problems += replay.problems
        if let wrong = try ReportedRecount.difference(reading) { add(.reportedSum, wrong) }
    }

    mutating func checkSeal() throws {
        var audit = SealAudit(reading: reading)
        try audit.run()
        report.problems += audit.problems
    }

    mutating func checkTexts() throws {
        let secrets = reading.platform.secrets
        var wrongText: String?
        try store.eachSealedText { text, salt, content in
            if wrongText == nil, Secrets.base64URL(secrets.sha256(salt + Array(content.utf8))) != text.hash { wrongText = text.hash }
        }
        if let wrongText { add(.sealedText, ["hash": .text(wrongText)]) }
        var wrongFile: String?
        try store.eachAttachment { hash, bytes in
            if wrongFile == nil, Secrets.hex(secrets.sha256(bytes)) != hash { wrongFile = hash }
        }
        if let wrongFile { add(.attachment, ["hash": .text(wrongFile)]) }
    }

    private func place(_ row: AccountBalance) -> [String: Fact] {
        row.account.facts.merging(["account": .text(row.id.description)], uniquingKeysWith: { a, _ in a })
    }

    private func facts(_ cell: FateKey) -> [String: Fact] {
        [
            "province": .text(cell.province), "sector": .text(cell.sector), "material": .text(cell.material.codeText),
            "compartment": .text(cell.compartment?.codeText ?? ""),
        ]
    }
}

// Places of the book as an operator reads them in every language: by number and code.

extension Account {
    var facts: [String: Fact] {
        [
            "site": .text(site.description), "compartment": .text(compartment.codeText), "material": .text(material.codeText),
            "lot": .text(lot?.description ?? "–"),
        ]
    }
}

extension Compartment {
    /// `store`, `held`, `treated.R3` and so on.
    var codeText: String {
        if case .treated(let code) = self { "treated.\(code)" } else { "\(self)" }
    }
}

extension Material {
    var codeText: String { wasteCode?.text ?? String(value) }
}
