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
    case registrationMissing, registrationUnknown, outletMissing, outletTwice, outletUnknown, tooManyRows, tooLarge, notAll, nothingGood, columnsMissing
}

/// A laboratory's file that was sent and waits for answers, or was taken in.
public struct LabFile: Hashable, Sendable, Codable {
    public let id: DocumentID
    public let organisation: OrganisationID
    /// SHA-256, hexadecimal.
    public let hash: String
    public let name: String
    public let sentAt: Instant
    public var answers: LabFileAnswers
    /// How many results were taken, when somebody took them; `nil` before.
    public var taken: Int?
    public var version: Int
}

extension Platform {
    /// Largest file of a laboratory, bytes.
    public static let labFileMost = 5_000_000

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
        try requireRecording(actor)
        guard bytes.count <= Self.labFileMost else { throw PlatformError.invalid([LabFilePhrase.tooLarge.problem("file", ["most": .number(5)])]) }
        // Read outside the writer: it takes long and needs no lock.
        let reading = try LabFileReading(bytes, named: name, answers)
        let hash = Secrets.hex(secrets.sha256(bytes))
        let earliest = reading.rows.compactMap(\.draft.sampledOn).min() ?? today
        let before = try await read { r in
            var resolver = LabFileResolver(session: r.session, platform: self, actor: actor, answers: answers, hash: hash) {
                (OutletID(Int64.max - Int64($0)), earliest)
            }
            try resolver.resolve(reading)
            return resolver.report
        }
        guard !isDryRun, before.isSound || goodOnly, before.good > 0 else { return before }
        return try await perform("results.import", by: actor, at: moment) { work in
            var resolver = LabFileResolver(session: work.session, platform: self, actor: actor, answers: answers, hash: hash) { _ in (work.mint(), earliest) }
            try resolver.resolve(reading)
            // Somebody may have recorded something meanwhile.
            guard resolver.report.isSound || goodOnly else { throw PlatformError.stale }
            var report = resolver.report
            var permits: [SiteID: [PermitLimit]] = [:]
            var missing = resolver.made
            for entry in resolver.entries {
                guard let outlet = resolver.outlets[entry.outlet] else { continue }
                if missing.remove(outlet.id) != nil {
                    try work.discharge.insert(outlet)
                    work.record(.discharge(.outlet(outlet), before: nil))
                }
                if permits[outlet.site] == nil { permits[outlet.site] = try work.discharge.permitLimits(of: outlet.site) }
                let result = work.result(entry.facts, at: outlet, origin: LabResult.Origin(file: hash, row: entry.row.number))
                try work.discharge.insert(result)
                work.record(.discharge(.result(result), before: nil))
                report.results.append(result.id)
                if let opened = try work.openCase(for: result, at: outlet, permits: permits[outlet.site] ?? []) { report.cases.insert(opened.id) }
            }
            work.record(.act("laboratory file sha256 \(hash): \(report.results.count) results"))
            return report
        }
    }

    /// Keeps a file until its questions are answered; what its sender said of earlier files is taken over.
    public func sendLabFile(_ bytes: [UInt8], named name: String, by actor: Actor, at moment: Instant? = nil) async throws -> LabFile {
        try requireRecording(actor)
        guard let organisation = actor.principal?.id else { throw PermissionRefusal.missing }
        if bytes.isEmpty { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        guard bytes.count <= Self.labFileMost else { throw PlatformError.invalid([LabFilePhrase.tooLarge.problem("file", ["most": .number(5)])]) }
        let remembered =
            try await read { r in try r.discharge.mapping(of: organisation).map { try Body.value(LabFileAnswers.self, from: $0) } } ?? LabFileAnswers()
        do {
            _ = try LabFileReading(bytes, named: name, remembered)
        } catch let refusal as WorkbookRefusal {
            // What is a question is asked on the file's own page; all else ends here.
            guard refusal.isQuestion else { throw PlatformError.invalid([refusal.problem(field: "file")]) }
        }
        let hash = Secrets.hex(secrets.sha256(bytes))
        return try await perform("results.send", by: actor, at: moment) { work in
            let file = LabFile(
                id: work.mint(), organisation: organisation, hash: hash, name: String(name.prefix(200)), sentAt: work.now, answers: remembered, taken: nil,
                version: 1)
            try work.notes.attach(bytes, hash: hash, mediaType: "application/octet-stream", to: file.id, at: work.now)
            try work.discharge.insertFile(file.id.value, organisation: organisation, hash: hash, name: file.name, body: Body.bytes(file))
            work.record(.act("laboratory file sha256 \(hash) sent"))
            return file
        }
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
        let known = try await labFileBytes(id, by: actor).file
        guard known.version == version else { throw PlatformError.stale }
        return try await perform("results.answer", by: actor, at: moment) { work in
            var file = known
            file.answers = answers
            file.version += 1
            try work.discharge.updateFile(id.value, body: Body.bytes(file), version: file.version, from: version)
            try work.discharge.remember(Body.bytes(answers.remembered), of: file.organisation)
            work.record(.act("laboratory file \(id) answered"))
            return file
        }
    }

    /// Takes a file's results: all of them, or those without fault.
    public func takeLabFile(_ id: DocumentID, goodOnly: Bool, by actor: Actor, at moment: Instant? = nil) async throws -> LabFileReport {
        let (file, bytes) = try await labFileBytes(id, by: actor)
        let report = try await importResults(bytes, named: file.name, file.answers, isDryRun: false, goodOnly: goodOnly, by: actor, at: moment)
        if !report.missing.isEmpty { throw PlatformError.invalid([LabFilePhrase.columnsMissing.problem()]) }
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
        var marks: [CellAddress: String] = [:]
        for fault in report.faults { marks[fault.address] = words(fault.problem) }
        for question in report.questions { marks[question.example.address] = words(question.example.problem) }
        let workbook = try LabFileReading.open(bytes, named: file.name, file.answers)
        let stem = file.name.split(separator: ".").first.map(String.init) ?? "results"
        return (stem + "-marked.xlsx", try MarkedWorkbook.bytes(workbook, marks: [0: marks]))
    }

    private func labFileBytes(_ id: DocumentID, by actor: Actor) async throws -> (file: LabFile, bytes: [UInt8]) {
        try requireRecording(actor)
        return try await read { r in
            guard let body = try r.discharge.file(id.value) else { throw PlatformError.notFound }
            let file = try Body.value(LabFile.self, from: body)
            guard file.organisation == actor.principal?.id, let kept = try r.notes.attachment(file.hash) else { throw PlatformError.notFound }
            return (file, kept.bytes)
        }
    }

    private func requireRecording(_ actor: Actor) throws {
        if case .refused(let refusal) = may(.recordResults, actor: actor, subject: actor.wholeReach) { throw refusal }
    }
}

extension WorkbookRefusal {
    /// Whether an answer lets the file be read.
    public var isQuestion: Bool {
        switch self {
        case .encodingUnclear, .separatorUnclear: true
        default: false
        }
    }
}
