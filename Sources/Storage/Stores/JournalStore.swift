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
