// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// One line of the journal: who did what, when, by what means, and what became of it.
public struct JournalLine: Hashable, Sendable {
    /// The operation.
    public var id: OperationID
    /// The verb, such as `note.issue`.
    public var kind: String
    public var attribution: Attribution
    public var recorded: Instant
    public var document: DocumentID?
    /// Number of entries the operation booked; the entries themselves are the outcome, kept once.
    public var entries: Int
    /// Packed: what was asked and what became of it, with the editions of rules and lists.
    public var payload: [UInt8]
    /// SHA-256 over all of the above and the entries.
    public var hash: [UInt8]

    public init(
        id: OperationID, kind: String, attribution: Attribution, recorded: Instant, document: DocumentID?, entries: Int, payload: [UInt8],
        hash: [UInt8]
    ) {
        self.id = id
        self.kind = kind
        self.attribution = attribution
        self.recorded = recorded
        self.document = document
        self.entries = entries
        self.payload = payload
        self.hash = hash
    }
}

public struct JournalStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func append(_ line: JournalLine) throws {
        try session.execute(
            """
            INSERT INTO journal (id, kind, person, organisation, means, on_behalf_of, delegation, recorded, document, entries, payload, hash)
            VALUES (\(line.id.value), \(line.kind), \(line.attribution.person?.value), \(line.attribution.organisation?.value),
            \(line.attribution.means.rawValue), \(line.attribution.onBehalfOf?.value), \(line.attribution.delegation?.value),
            \(line.recorded.microseconds), \(line.document?.value), \(line.entries), \(line.payload), \(line.hash))
            """)
    }

    /// Lines in the order of their ids, streamed.
    public func each(after: OperationID? = nil, _ body: (JournalLine) throws -> Void) throws {
        try session.each("\(Self.lines) WHERE id > \(after?.value ?? 0) ORDER BY id") { try body(Self.line($0)) }
    }

    /// Lines in the order in which they were saved, streamed: those of the tree by their positions, then those that wait for theirs. Of two operations on
    /// one thing the later one's line comes later, whatever clocks and ids say. Lines that neither stand in the tree nor wait, as no engine leaves them,
    /// come last.
    ///
    /// - Parameter positionsAtOnce: read by one statement, so that the engine sorts no more than these.
    public func eachAsSaved(positionsAtOnce: Int64 = 20_000, _ body: (JournalLine) throws -> Void) throws {
        let size = try SealStore(session).size()
        var told = 0
        func tell(_ row: Row) throws {
            told += 1
            try body(Self.line(row))
        }
        for first in stride(from: Int64(0), to: size, by: Int64.Stride(positionsAtOnce)) {
            try session.each(
                """
                \(Self.lines) JOIN seal_line s ON s.line = journal.id WHERE s.position >= \(first) AND s.position < \(first + positionsAtOnce)
                ORDER BY s.position
                """
            ) { try tell($0) }
        }
        try session.each(
            """
            \(Self.lines) JOIN seal_wait w ON w.line = journal.id WHERE NOT EXISTS (SELECT 1 FROM seal_line s WHERE s.line = w.line) ORDER BY w.saved
            """
        ) { try tell($0) }
        guard try session.first("SELECT count(*) FROM journal")?.int(0) != Int64(told) else { return }
        try session.each(
            """
            \(Self.lines) WHERE NOT EXISTS (SELECT 1 FROM seal_line s WHERE s.line = journal.id)
            AND NOT EXISTS (SELECT 1 FROM seal_wait w WHERE w.line = journal.id) ORDER BY id
            """
        ) { try body(Self.line($0)) }
    }

    public func lines(of document: DocumentID, limit: Int = 200) throws -> [JournalLine] {
        try session.rows("\(Self.lines) WHERE document = \(document.value) ORDER BY id LIMIT \(limit)").map(Self.line)
    }

    /// The line about a document that was recorded last.
    public func latestLine(of document: DocumentID) throws -> JournalLine? {
        try session.first("\(Self.lines) WHERE document = \(document.value) ORDER BY id DESC LIMIT 1").map(Self.line)
    }

    public func line(_ id: OperationID) throws -> JournalLine? {
        try session.first("\(Self.lines) WHERE id = \(id.value)").map(Self.line)
    }

    // MARK: Erasable texts

    public func seal(_ text: SealedText, salt: [UInt8], content: String) throws {
        try session.execute("INSERT INTO sealed_text (hash, salt, content) VALUES (\(text.hash), \(salt), \(content)) ON CONFLICT DO NOTHING")
    }

    /// The content behind a hash; `nil` once erased.
    public func open(_ text: SealedText) throws -> String? {
        try session.first("SELECT content FROM sealed_text WHERE hash = \(text.hash)")?.text(0)
    }

    public func erase(_ text: SealedText) throws {
        try session.execute("DELETE FROM sealed_text WHERE hash = \(text.hash)")
    }

    // MARK: Commands done

    /// The answer of a command that was done before under the same key.
    public func answer(to key: String) throws -> String? {
        try session.first("SELECT answer FROM done_command WHERE key = \(key)")?.text(0)
    }

    public func remember(_ key: String, operation: OperationID, answer: String, at: Instant) throws {
        try session.execute(
            "INSERT INTO done_command (key, operation, answer, at) VALUES (\(key), \(operation.value), \(answer), \(at.microseconds))")
    }

    private static let lines: Query =
        "SELECT id, kind, person, organisation, means, on_behalf_of, delegation, recorded, document, entries, payload, hash FROM journal"

    private static func line(_ row: Row) -> JournalLine {
        JournalLine(
            id: OperationID(row.int(0)), kind: row.text(1),
            attribution: Attribution(
                person: row.optionalInt(2).map { PersonID($0) }, organisation: row.optionalInt(3).map { OrganisationID($0) },
                means: SignInMeans(rawValue: row.text(4)) ?? .system, onBehalfOf: row.optionalInt(5).map { OrganisationID($0) },
                delegation: row.optionalInt(6).map { DelegationID($0) }),
            recorded: Instant(microseconds: row.int(7)), document: row.optionalInt(8).map { DocumentID($0) }, entries: Int(row.int(9)),
            payload: row.blob(10), hash: row.blob(11))
    }
}
