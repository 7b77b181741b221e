// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores
import Wording
import Workbooks

/// What is done with files of every kind. Whether somebody may send one is asked by the verbs of the kind.
extension Platform {
    /// Largest file that is sent, bytes.
    public static let sentFileMost = 10_000_000
    /// Longest body of a form with such a file, bytes.
    public static let sentFormMost = sentFileMost + 300_000

    static func requireSize(_ bytes: [UInt8]) throws {
        if bytes.isEmpty { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        guard bytes.count <= sentFileMost else {
            throw PlatformError.invalid([SentFilePhrase.tooLarge.problem("file", ["most": .number(Int64(sentFileMost / 1_000_000))])])
        }
    }

    /// What a firm said of its earlier files of a kind.
    func rememberedAnswers<Answers: FileAnswers>(_ kind: Answers.Type, of organisation: OrganisationID) async throws -> Answers {
        try await read { r in
            try SentFileStore(r.session).mapping(of: organisation, kind: kind.kind.rawValue).map { try Body.value(kind, from: $0.body) }
        } ?? Answers()
    }

    /// Performs one part of a file's taking. A key that the sender chose is remembered with the first part; sent again without its answer, the file's rows
    /// are known by what they say.
    func perform<T: Sendable>(
        _ kind: String, inPart isFurther: Bool, by actor: Actor, at moment: Instant?, _ body: @escaping @Sendable (Work) throws -> T
    ) async throws -> T {
        guard isFurther else { return try await perform(kind, by: actor, at: moment, body) }
        return try await KeyedCommand.$current.withValue(nil) { try await perform(kind, by: actor, at: moment, body) }
    }

    /// Keeps a file until its questions are answered.
    ///
    /// - Parameters:
    ///   - answers: what is known of it already; what the firm said of earlier files is taken over by the caller.
    ///   - check: reads the file once, so that what cannot be read at all is not kept.
    func keepFile<Answers: FileAnswers>(
        _ bytes: [UInt8], named name: String, _ answers: Answers, by actor: Actor, at moment: Instant?, _ check: (Answers) throws -> Void
    ) async throws -> SentFile<Answers> {
        guard let organisation = actor.principal?.id else { throw PermissionRefusal.missing }
        try Self.requireSize(bytes)
        do {
            try check(answers)
        } catch let refusal as WorkbookRefusal {
            // What is a question is asked on the file's own page; all else ends here.
            guard refusal.isQuestion else { throw PlatformError.invalid([refusal.problem(field: "file")]) }
        }
        let hash = Secrets.hex(secrets.sha256(bytes))
        return try await perform("\(Answers.kind.rawValue).send", by: actor, at: moment) { work in
            let file = SentFile(
                id: work.mint(), organisation: organisation, hash: hash, name: String(name.prefix(200)), sentAt: work.now, answers: answers, taken: nil,
                version: 1)
            let body = Body.bytes(file)
            try work.notes.attach(bytes, hash: hash, mediaType: "application/octet-stream", to: file.id, at: work.now)
            try work.sentFiles.insert(file.id, organisation: organisation, kind: Answers.kind.rawValue, hash: hash, body: body)
            work.record(.sentFile(file.id, digest: work.digest(body)))
            return file
        }
    }

    /// A file of the actor's firm, and its bytes.
    func keptFile<Answers: FileAnswers>(_ kind: Answers.Type, _ id: DocumentID, by actor: Actor) async throws -> (file: SentFile<Answers>, bytes: [UInt8]) {
        try await read { r in
            guard let body = try SentFileStore(r.session).body(id, kind: kind.kind.rawValue) else { throw PlatformError.notFound }
            let file = try Body.value(SentFile<Answers>.self, from: body)
            guard file.organisation == actor.principal?.id, let kept = try r.notes.attachment(file.hash) else { throw PlatformError.notFound }
            return (file, kept.bytes)
        }
    }

    /// The latest files of a kind that the actor's firm sent, the latest first.
    func keptFiles<Answers: FileAnswers>(_ kind: Answers.Type, by actor: Actor) async throws -> [SentFile<Answers>] {
        guard let organisation = actor.principal?.id else { return [] }
        return try await read { r in
            try SentFileStore(r.session).bodies(of: organisation, kind: kind.kind.rawValue, limit: 12).map { try Body.value(SentFile<Answers>.self, from: $0) }
        }
    }

    /// Keeps what somebody answered about a file, and remembers of it what holds for the next.
    func answerFile<Answers: FileAnswers>(
        _ id: DocumentID, _ answers: Answers, version: Int, by actor: Actor, at moment: Instant?
    ) async throws -> SentFile<Answers> {
        let known = try await keptFile(Answers.self, id, by: actor).file
        guard known.version == version else { throw PlatformError.stale }
        return try await perform("\(Answers.kind.rawValue).answer", by: actor, at: moment) { work in
            var file = known
            file.answers = answers
            try work.save(&file)
            try work.remember(answers, of: file.organisation)
            return file
        }
    }

    /// What was sent, each cell that must be mended coloured, with a comment in the reader's language.
    static func marked<Answers: FileAnswers>(
        _ file: SentFile<Answers>, _ bytes: [UInt8], _ faults: [FileFault], _ words: Words
    ) throws -> (name: String, bytes: [UInt8]) {
        let workbook = try WorkbookFile(.memory(bytes), named: file.name, text: file.answers.text)
        let stem = file.name.split(separator: ".").first.map(String.init) ?? Answers.kind.rawValue
        return (stem + "-marked.xlsx", try MarkedWorkbook.bytes(workbook, marks: FileFault.marks(faults, words)))
    }
}

extension Work {
    var sentFiles: SentFileStore { SentFileStore(session) }

    /// Names of files and typed answers are nobody else's business, so the journal keeps the hash of a body alone.
    func digest(_ body: [UInt8]) -> [UInt8] { platform.secrets.sha256(body) }

    /// Saves a file that changed as its next version.
    func save<Answers: FileAnswers>(_ file: inout SentFile<Answers>) throws {
        let before = file.version
        file.version += 1
        let body = Body.bytes(file)
        try sentFiles.update(file.id, body: body, version: file.version, from: before)
        record(.sentFile(file.id, digest: digest(body)))
    }

    /// Keeps what holds for a firm's next file of the kind.
    func remember<Answers: FileAnswers>(_ answers: Answers, of organisation: OrganisationID) throws {
        let id = try sentFiles.mapping(of: organisation, kind: Answers.kind.rawValue)?.id ?? mint()
        let body = Body.bytes(answers.remembered)
        try sentFiles.remember(id, organisation: organisation, kind: Answers.kind.rawValue, body: body)
        record(.fileMapping(id, digest: digest(body)))
    }
}
