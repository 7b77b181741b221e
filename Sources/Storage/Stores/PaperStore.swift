// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// Blank paper notes: the batches in which they were printed, and what became of each number.
public struct PaperStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Batches

    /// Saves a batch with its numbers.
    public func insert(_ batch: PaperBatch, numbers: [String]) throws {
        var organisation: Int64?
        var province: String?
        switch batch.holder {
        case .organisation(let id): organisation = id.value
        case .province(let code): province = code
        }
        try session.execute(
            "INSERT INTO paper_batch (id, organisation, province, body) VALUES (\(batch.id.value), \(organisation), \(province), \(Body.bytes(batch)))")
        try session.executeMany("INSERT INTO paper_number (number, batch, place) VALUES ($1, $2, $3)", count: numbers.count) { i, row in
            row += [.text(numbers[i]), .int(batch.id.value), .int(Int64(i))]
        }
    }

    public func batch(_ id: PaperBatchID) throws -> PaperBatch? {
        try session.first("SELECT body FROM paper_batch WHERE id = \(id.value)").map { try Body.value(PaperBatch.self, from: $0.blob(0)) }
    }

    /// The latest batches of a holder; of everybody when `nil`.
    public func batches(of holder: PaperHolder?, limit: Int) throws -> [PaperBatch] {
        let filter: Query = Self.condition(holder).map { "WHERE \($0)" } ?? ""
        return try session.rows("SELECT b.body FROM paper_batch b \(filter) ORDER BY b.id DESC LIMIT \(limit)").map {
            try Body.value(PaperBatch.self, from: $0.blob(0))
        }
    }

    private static func condition(_ holder: PaperHolder?) -> Query? {
        switch holder {
        case .organisation(let id)?: "b.organisation = \(id.value)"
        case .province(let code)?: "b.province = \(code)"
        case nil: nil
        }
    }

    /// Which of some numbers were printed before.
    public func known(_ numbers: [String]) throws -> Set<String> {
        guard !numbers.isEmpty else { return [] }
        return Set(try session.rows("SELECT number FROM paper_number WHERE number IN (\(values: numbers))").map { $0.text(0) })
    }

    // MARK: Sheets

    private static let columns: Query = "p.number, b.body, p.note, n.number, p.voided_at, p.void_reason"
    private static let tables: Query = "paper_number p JOIN paper_batch b ON b.id = p.batch LEFT JOIN note n ON n.id = p.note"

    public func sheet(_ number: String) throws -> PaperSheet? {
        try session.first("SELECT \(Self.columns) FROM \(Self.tables) WHERE p.number = \(number)").map(Self.sheet)
    }

    /// All sheets of a batch, in the order in which they were printed.
    public func sheets(of batch: PaperBatchID, from place: Int = 0, limit: Int) throws -> [PaperSheet] {
        try session.rows(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE p.batch = \(batch.value) AND p.place >= \(Int64(place)) ORDER BY p.place LIMIT \(limit)"
        ).map(Self.sheet)
    }

    /// Sheets of a holder, the latest batches first and within one in order of printing; of everybody when `nil`.
    ///
    /// - Parameters:
    ///   - batch: only those of one batch.
    ///   - printed: only those printed from the first of these moments on and before the second; open where `nil`.
    ///   - after: the last sheet of the page before.
    public func sheets(
        of holder: PaperHolder?, _ state: PaperState?, batch: PaperBatchID? = nil, printed: (from: Instant?, until: Instant?) = (nil, nil),
        after: String? = nil, limit: Int
    ) throws -> [PaperSheet] {
        var conditions: [Query] = []
        if let holder = Self.condition(holder) { conditions.append(holder) }
        if let batch { conditions.append("p.batch = \(batch.value)") }
        // A batch's number holds the moment in which it was printed.
        if let from = printed.from { conditions.append("p.batch >= \(IdentifierMint.floor(from))") }
        if let until = printed.until { conditions.append("p.batch < \(IdentifierMint.floor(until))") }
        switch state {
        case .blank?: conditions.append("p.note IS NULL AND p.voided_at IS NULL")
        case .used?: conditions.append("p.note IS NOT NULL")
        case .voided?: conditions.append("p.voided_at IS NOT NULL")
        case nil: break
        }
        if let after, let last = try session.first("SELECT batch, place FROM paper_number WHERE number = \(after)") {
            conditions.append("(p.batch < \(last.int(0)) OR (p.batch = \(last.int(0)) AND p.place > \(last.int(1))))")
        }
        let filter: Query = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        return try session.rows("SELECT \(Self.columns) FROM \(Self.tables) \(filter) ORDER BY p.batch DESC, p.place LIMIT \(limit)").map(Self.sheet)
    }

    private static func sheet(_ row: Row) throws -> PaperSheet {
        PaperSheet(
            number: row.text(0), batch: try Body.value(PaperBatch.self, from: row.blob(1)), note: row.optionalInt(2).map { DocumentID($0) },
            noteNumber: row.optionalText(3), voidedAt: row.optionalInt(4).map { Instant(microseconds: $0) },
            voidReason: row.optionalText(5).map { SealedText(hash: $0) })
    }

    /// Takes a number for a note.
    ///
    /// - Throws: ``StoreError/stale`` when it is not blank any more.
    public func use(_ number: String, for note: DocumentID) throws {
        let changed = try session.execute(
            "UPDATE paper_number SET note = \(note.value) WHERE number = \(number) AND note IS NULL AND voided_at IS NULL")
        guard changed == 1 else { throw StoreError.stale }
    }

    /// - Throws: ``StoreError/stale`` when it is not blank any more.
    public func void(_ number: String, because reason: SealedText, at now: Instant) throws {
        let changed = try session.execute(
            """
            UPDATE paper_number SET voided_at = \(now.microseconds), void_reason = \(reason.hash)
            WHERE number = \(number) AND note IS NULL AND voided_at IS NULL
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    /// Every number with its batch and what became of it, for an audit.
    public func eachNumber(_ body: (_ number: String, _ batch: PaperBatchID, _ note: DocumentID?, _ voidedAt: Instant?) throws -> Void) throws {
        try session.each("SELECT number, batch, note, voided_at FROM paper_number ORDER BY number") { row in
            try body(
                row.text(0), PaperBatchID(row.int(1)), row.optionalInt(2).map { DocumentID($0) }, row.optionalInt(3).map { Instant(microseconds: $0) })
        }
    }
}
