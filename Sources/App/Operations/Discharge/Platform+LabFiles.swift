// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores
import Wording
import Workbooks

/// What is said about files of laboratories.
public enum LabFilePhrase: String, PhraseKey {
    public static let area = "labfiles"
    case registrationMissing, registrationUnknown, outletMissing, outletTwice, outletUnknown, tooManyRows, notAll, nothingGood, columnsMissing
}

/// A laboratory's file that was sent and waits for answers, or was taken in.
public typealias LabFile = SentFile<LabFileAnswers>

extension Platform {
    /// Takes a laboratory's file in, or tells what it would do.
    ///
    /// A row is known by its file and place, and by what it says, so that the same file sent again adds nothing.
    ///
    /// - Parameters:
    ///   - goodOnly: takes the rows without fault and leaves the others; else all of them or none.
    /// - Returns: what was found; where it is not sound and `goodOnly` was not said, nothing was saved.
    /// - Throws: ``WorkbookRefusal`` when the file cannot be read; ``PermissionRefusal``.
    public func importResults(
        _ bytes: [UInt8], named name: String, _ answers: LabFileAnswers = LabFileAnswers(), isDryRun: Bool, goodOnly: Bool = false, by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> LabFileReport {
        try await importResults(bytes, named: name, answers, isDryRun: isDryRun, goodOnly: goodOnly, waiting: nil, by: actor, at: moment)
    }

    private func importResults(
        _ bytes: [UInt8], named name: String, _ answers: LabFileAnswers, isDryRun: Bool, goodOnly: Bool, waiting: LabFile?, by actor: Actor,
        at moment: Instant?
    ) async throws -> LabFileReport {
        try requireRecording(actor)
        try Self.requireSize(bytes)
        // Read outside the writer: it takes long and needs no lock.
        let reading = try LabFileReading(bytes, named: name, answers)
        let hash = Secrets.hex(secrets.sha256(bytes))
        let earliest = reading.earliest ?? today
        let before = try await read { r in
            var resolver = try LabFileResolver(session: r.session, platform: self, actor: actor, answers: answers, hash: hash, keepsEntries: false) {
                (OutletID(Int64.max - Int64($0)), earliest)
            }
            try resolver.resolve(reading)
            return resolver.report
        }
        guard !isDryRun, before.isSound || goodOnly, before.good > 0 else { return before }
        let rows = try reading.open()
        var report = before
        var file = waiting
        var isFurther = false
        while case let part = try rows.next(Self.resultsAtOnce, of: before.goodRows), !part.isEmpty {
            let entry = LabFilePart(rows: part, answers: answers, hash: hash, earliest: earliest, goodOnly: goodOnly, file: file)
            let done = try await perform("results.import", inPart: isFurther, by: actor, at: moment) { try $0.take(entry) }
            (file, isFurther) = (done.file, true)
            report.results += done.report.results
            report.cases.formUnion(done.report.cases)
        }
        return report
    }

    /// Most results that are recorded in one transaction: a file with no more is taken whole or not at all, a longer one part by part.
    static let resultsAtOnce = 5000

    /// Keeps a file until its questions are answered; what its sender said of earlier files is taken over.
    public func sendLabFile(_ bytes: [UInt8], named name: String, by actor: Actor, at moment: Instant? = nil) async throws -> LabFile {
        try requireRecording(actor)
        guard let organisation = actor.principal?.id else { throw PermissionRefusal.missing }
        let remembered = try await rememberedAnswers(LabFileAnswers.self, of: organisation)
        return try await keepFile(bytes, named: name, remembered, by: actor, at: moment) { _ = try LabFileReading(bytes, named: name, $0) }
    }

    /// A file with what it would do now.
    public func labFile(_ id: DocumentID, by actor: Actor) async throws -> (file: LabFile, report: LabFileReport?, refusal: WorkbookRefusal?) {
        let (file, bytes) = try await labFileBytes(id, by: actor)
        do {
            return (file, try await importResults(bytes, named: file.name, file.answers, isDryRun: true, by: actor), nil)
        } catch let refusal as WorkbookRefusal {
            return (file, nil, refusal)
        }
    }

    /// Keeps what somebody answered about a file, and remembers it for the next.
    public func answerLabFile(_ id: DocumentID, _ answers: LabFileAnswers, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> LabFile {
        try requireRecording(actor)
        return try await answerFile(id, answers, version: version, by: actor, at: moment)
    }

    /// Takes a file's results: all of them, or those without fault.
    public func takeLabFile(_ id: DocumentID, goodOnly: Bool, by actor: Actor, at moment: Instant? = nil) async throws -> LabFileReport {
        let (file, bytes) = try await labFileBytes(id, by: actor)
        let report = try await importResults(bytes, named: file.name, file.answers, isDryRun: false, goodOnly: goodOnly, waiting: file, by: actor, at: moment)
        if !report.missing.isEmpty { throw PlatformError.invalid([LabFilePhrase.columnsMissing.problem()]) }
        if let cut = report.cut, !goodOnly { throw PlatformError.invalid([cut]) }
        if !report.isSound, !goodOnly {
            throw PlatformError.invalid([LabFilePhrase.notAll.problem("", ["count": .number(Int64(report.rows - report.good - report.known))])])
        }
        if report.results.isEmpty { throw PlatformError.invalid([LabFilePhrase.nothingGood.problem("", ["known": .number(Int64(report.known))])]) }
        return report
    }

    /// What was sent, each cell that must be mended coloured, with a comment in the sender's language.
    public func markedLabFile(_ id: DocumentID, words: Words, by actor: Actor) async throws -> (name: String, bytes: [UInt8]) {
        let (file, bytes) = try await labFileBytes(id, by: actor)
        let report = try await importResults(bytes, named: file.name, file.answers, isDryRun: true, by: actor)
        let questions = report.questions.map { FileFault(address: $0.example.address, problem: $0.example.problem, isDoubt: true) }
        return try Self.marked(file, bytes, report.faults + questions, words)
    }

    private func labFileBytes(_ id: DocumentID, by actor: Actor) async throws -> (file: LabFile, bytes: [UInt8]) {
        try requireRecording(actor)
        return try await keptFile(LabFileAnswers.self, id, by: actor)
    }

    private func requireRecording(_ actor: Actor) throws {
        if case .refused(let refusal) = may(.recordResults, actor: actor, subject: actor.wholeReach) { throw refusal }
    }
}

/// Some good rows of a laboratory's file.
private struct LabFilePart: Sendable {
    var rows: [LabRow]
    var answers: LabFileAnswers
    var hash: String
    var earliest: CalendarDate
    var goodOnly: Bool
    /// Where it waited for answers.
    var file: LabFile?
}

extension LabFileReading.Rows {
    fileprivate func next(_ most: Int, of good: Set<Int>) throws -> [LabRow] {
        var rows: [LabRow] = []
        while rows.count < most, let row = try next() {
            if good.contains(row.number) { rows.append(row) }
        }
        return rows
    }
}

extension Work {
    fileprivate func take(_ part: LabFilePart) throws -> (report: LabFileReport, file: LabFile?) {
        var resolver = try LabFileResolver(
            session: session, platform: platform, actor: actor, answers: part.answers, hash: part.hash, keepsEntries: true
        ) { _ in (self.mint(), part.earliest) }
        try resolver.resolve(part.rows)
        // Somebody may have recorded something meanwhile.
        guard resolver.report.isSound || part.goodOnly else { throw PlatformError.stale }
        var report = resolver.report
        var permits: [SiteID: [PermitLimit]] = [:]
        var missing = resolver.made
        var months: [SiteID: Set<Month>] = [:]
        for entry in resolver.entries {
            if let site = resolver.outlets[entry.outlet]?.site { months[site, default: []].insert(entry.facts.sampledOn.month) }
        }
        let places = try registry.sites(Set(months.keys)).values.map { (site: $0, months: months[$0.id]) }
        try keepLoads(of: places) {
            for entry in resolver.entries {
                guard let outlet = resolver.outlets[entry.outlet] else { continue }
                if missing.remove(outlet.id) != nil {
                    try discharge.insert(outlet)
                    record(.discharge(.outlet(outlet), before: nil))
                }
                if permits[outlet.site] == nil { permits[outlet.site] = try discharge.permitLimits(of: outlet.site) }
                let result = result(entry.facts, at: outlet, origin: LabResult.Origin(file: part.hash, row: entry.row.number))
                try discharge.insert(result)
                record(.discharge(.result(result), before: nil))
                report.results.append(result.id)
                if let opened = try openCase(for: result, at: outlet, permits: permits[outlet.site] ?? []) { report.cases.insert(opened.id) }
            }
        }
        record(.act("laboratory file sha256 \(part.hash): \(report.results.count) results"))
        var file = part.file
        if var taken = file {
            taken.taken = (taken.taken ?? 0) + report.results.count
            try save(&taken)
            file = taken
        }
        return (report, file)
    }
}
