// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns
import Stores
import Wording
import Workbooks

/// A file of returns that was sent and waits for answers, or was taken in.
public typealias ReturnFile = SentFile<ReturnFileAnswers>

extension Platform {
    /// Fills drafts of returns from a file, or tells what it would do. Nothing is sent by it.
    ///
    /// - Parameters:
    ///   - organisation: in whose name rows without a registration number are; the actor's own unless said.
    ///   - goodOnly: takes the rows without fault and leaves the others; else all of them or none.
    /// - Returns: what was found; where it is not sound and `goodOnly` was not said, nothing was saved.
    /// - Throws: ``WorkbookRefusal`` when the file cannot be read; ``PermissionRefusal``.
    public func importReturns(
        _ bytes: [UInt8], named name: String, _ answers: ReturnFileAnswers = ReturnFileAnswers(), organisation: OrganisationID? = nil, isDryRun: Bool,
        goodOnly: Bool = false, by actor: Actor, at moment: Instant? = nil
    ) async throws -> ReturnFileReport {
        try await importReturns(
            bytes, named: name, answers, organisation: organisation, isDryRun: isDryRun, goodOnly: goodOnly, waiting: nil, by: actor, at: moment)
    }

    private func importReturns(
        _ bytes: [UInt8], named name: String, _ answers: ReturnFileAnswers, organisation: OrganisationID?, isDryRun: Bool, goodOnly: Bool,
        waiting: ReturnFile?, by actor: Actor, at moment: Instant?
    ) async throws -> ReturnFileReport {
        try requireFilling(actor)
        try Self.requireSize(bytes)
        // Read outside the writer: it takes long and needs no lock.
        let file = try returnFileReading(bytes, named: name, answers)
        let before = try await read { r in
            var resolver = ReturnFileResolver(reading: r, actor: actor, answers: answers, organisation: organisation, keepsEntries: false)
            try resolver.resolve(file)
            return resolver.report
        }
        guard !isDryRun, before.isSound || goodOnly, before.good > 0 else { return before }
        let hash = Secrets.hex(secrets.sha256(bytes))
        var report = before
        var kept = waiting
        let good = before.lines.indices.filter { before.lines[$0].state == .new }
        for first in stride(from: 0, to: good.count, by: Self.returnsAtOnce) {
            let part = Array(good[first..<min(first + Self.returnsAtOnce, good.count)])
            let done = try await perform("returns.import", inPart: first > 0, by: actor, at: moment) { [kept] work in
                var resolver = ReturnFileResolver(reading: work.reading, actor: actor, answers: answers, organisation: organisation, keepsEntries: true)
                try resolver.resolve(file, part)
                // Somebody may have changed something meanwhile.
                guard resolver.report.isSound || goodOnly else { throw PlatformError.stale }
                return try work.fill(resolver, hash: hash, waiting: kept)
            }
            kept = done.file
            for (place, line) in zip(part, done.report.lines) { report.lines[place] = line }
            report.returns += done.report.returns
        }
        return report
    }

    /// Most drafts that are filled in one transaction: a file with no more is taken whole or not at all, a longer one part by part.
    static let returnsAtOnce = 1000

    /// Keeps a file until its questions are answered; what its sender said of earlier files is taken over.
    public func sendReturnFile(_ bytes: [UInt8], named name: String, by actor: Actor, at moment: Instant? = nil) async throws -> ReturnFile {
        try requireFilling(actor)
        guard let organisation = actor.principal?.id else { throw PermissionRefusal.missing }
        let remembered = try await rememberedAnswers(ReturnFileAnswers.self, of: organisation)
        return try await keepFile(bytes, named: name, remembered, by: actor, at: moment) { _ = try returnFileReading(bytes, named: name, $0) }
    }

    /// The latest files of returns of the actor's firm.
    public func returnFiles(by actor: Actor) async throws -> [ReturnFile] {
        try requireFilling(actor)
        return try await keptFiles(ReturnFileAnswers.self, by: actor)
    }

    /// A file with what it would do now.
    public func returnFile(_ id: DocumentID, by actor: Actor) async throws -> (file: ReturnFile, report: ReturnFileReport?, refusal: WorkbookRefusal?) {
        let (file, bytes) = try await returnFileBytes(id, by: actor)
        do {
            return (file, try await importReturns(bytes, named: file.name, file.answers, isDryRun: true, by: actor), nil)
        } catch let refusal as WorkbookRefusal {
            return (file, nil, refusal)
        }
    }

    /// Keeps what somebody answered about a file, and remembers it for the next.
    public func answerReturnFile(
        _ id: DocumentID, _ answers: ReturnFileAnswers, version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws -> ReturnFile {
        try requireFilling(actor)
        return try await answerFile(id, answers, version: version, by: actor, at: moment)
    }

    /// Fills drafts from a file: from all rows, or from those without fault.
    public func takeReturnFile(_ id: DocumentID, goodOnly: Bool, by actor: Actor, at moment: Instant? = nil) async throws -> ReturnFileReport {
        let (file, bytes) = try await returnFileBytes(id, by: actor)
        let report = try await importReturns(
            bytes, named: file.name, file.answers, organisation: nil, isDryRun: false, goodOnly: goodOnly, waiting: file, by: actor, at: moment)
        if let cut = report.cut, !goodOnly { throw PlatformError.invalid([cut]) }
        if !report.isSound, !goodOnly {
            throw PlatformError.invalid([ReturnFilePhrase.notAll.problem("", ["count": .number(Int64(report.rows - report.good - report.known))])])
        }
        if report.returns.isEmpty { throw PlatformError.invalid([ReturnFilePhrase.nothingGood.problem("", ["count": .number(Int64(report.known))])]) }
        return report
    }

    /// What was sent, each cell that must be mended coloured, with a comment in the sender's language.
    public func markedReturnFile(_ id: DocumentID, words: Words, by actor: Actor) async throws -> (name: String, bytes: [UInt8]) {
        let (file, bytes) = try await returnFileBytes(id, by: actor)
        let report = try await importReturns(bytes, named: file.name, file.answers, isDryRun: true, by: actor)
        return try Self.marked(file, bytes, report.allFaults, words)
    }

    private func returnFileBytes(_ id: DocumentID, by actor: Actor) async throws -> (file: ReturnFile, bytes: [UInt8]) {
        try requireFilling(actor)
        return try await keptFile(ReturnFileAnswers.self, id, by: actor)
    }

    private func returnFileReading(_ bytes: [UInt8], named name: String, _ answers: ReturnFileAnswers) throws -> ReturnFileReading {
        let chosen = dataSets.sets.filter { $0.id == answers.dataSet }
        let fields = (chosen + dataSets.sets).flatMap(\.fields)
        let languages = Language.allCases.map { Words($0, table: wording, zone: zone) }
        return try ReturnFileReading(bytes, named: name, answers, fields: fields, words: ColumnWords(fields: fields, languages: languages))
    }

    private func requireFilling(_ actor: Actor) throws {
        if case .refused(let refusal) = may(.fillReturn, actor: actor, subject: actor.wholeReach) {
            guard may(.typeReturn, actor: actor, subject: actor.wholeReach).isAllowed else { throw refusal }
        }
    }
}

extension ReturnFileReport {
    /// Everything that must be mended or answered, with its cell: columns of which nobody has said what they hold among them.
    public var allFaults: [FileFault] {
        let columns = openColumns.map { column in
            let phrase: ReturnFileColumnPhrase = column.holds == nil ? .columnOpen : .unitOpen
            let problem = phrase.problem(column.address.description, ["cell": .text(column.address.description), "heading": .text(column.heading)])
            return FileFault(sheet: column.sheet, address: column.address, problem: problem, isDoubt: true)
        }
        let asked = questions.flatMap { question in
            question.doubts.map { FileFault(sheet: question.sheet, address: $0.address, problem: $0.problem, isDoubt: true) }
        }
        return (columns + asked + faults).sorted { ($0.sheet, $0.address) < ($1.sheet, $1.address) }
    }
}

/// What is asked about a column.
public enum ReturnFileColumnPhrase: String, PhraseKey {
    public static let area = "returncolumns"
    /// Facts: `cell`, `heading`.
    case columnOpen, unitOpen
}

extension Work {
    /// Fills the drafts of some rows of a file.
    fileprivate func fill(_ resolver: ReturnFileResolver, hash: String, waiting: ReturnFile?) throws -> (report: ReturnFileReport, file: ReturnFile?) {
        var report = resolver.report
        var file = waiting
        for entry in resolver.entries {
            let made = try fill(entry)
            report.lines[entry.line].made = made.id
            report.returns.append(made.id)
        }
        record(.act("file of returns sha256 \(hash): \(report.returns.count) drafts"))
        if var taken = file {
            taken.taken = (taken.taken ?? 0) + report.returns.count
            try save(&taken)
            file = taken
        }
        return (report, file)
    }

    /// Begins the return of a row where nobody has, and lays the row's figures over its answers.
    func fill(_ entry: ReturnFileResolver.Entry) throws -> SiteReturn {
        let made = try entry.made ?? begin(entry)
        return try change(made.id, version: made.version, .save) { known, set, _ in
            try known.save(try answers(of: known, set) { _ in entry.form }, at: now)
        }
    }

    private func begin(_ entry: ReturnFileResolver.Entry) throws -> SiteReturn {
        guard let owed = entry.owed else { throw ReturnError.notOwed }
        return try beginReturn(at: entry.site, owed, isTypedFor: entry.means == .forFirm)
    }

    /// Begins a return with what is known already.
    func beginReturn(at site: Site, _ owed: OwedPeriod, isTypedFor: Bool) throws -> SiteReturn {
        let head = reading.head(of: site, owed.dataSet, owed.period, due: owed.due)
        let answers = try reading.prefill(for: head, owed.dataSet).answers(owed.dataSet, isic: head.isic)
        let act = try returnAct(.begin, of: site.organisation, isTypedFor: isTypedFor)
        let made = SiteReturn(id: mint(), head: head, answers: answers, act: act)
        try returns.insert(made)
        try keepProgress(of: made, at: site)
        record(.siteReturn(made.id, .begun(head, answers: answers, act: act)))
        return made
    }
}
