// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// What an audit asks of the tables: sums that must be zero, rows that must equal a recount, and everything in order.
///
/// Each question is one statement that the database answers without keeping its table in memory, and names the first row
/// that is wrong. What SQL cannot know (a site's classification on a day, the rules of a note) is streamed to the caller.
public struct VerificationStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Numbers

    /// A stored number that stands for nothing this program knows, and so could not be read without stopping.
    public struct UnknownNumber: Hashable, Sendable {
        public var table: String
        public var column: String
        public var number: Int64
    }

    /// The first such number of a table's column; `nil` when every one has a meaning.
    public func unknownNumber() throws -> UnknownNumber? {
        let compartments = Compartment.untreated.map(\.number) + TreatmentCode.allCases.map { Compartment.treated($0).number }
        let reasons = Reason.allCases.map(\.rawValue)
        let scopes = Scope.allCases.map(\.rawValue)
        let questions: [(table: String, column: String, query: Query)] = [
            ("account", "compartment", "SELECT compartment FROM account WHERE compartment NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
            ("entry", "reason", "SELECT reason FROM entry WHERE reason NOT IN (\(values: reasons.map(Int64.init))) LIMIT 1"),
            ("entry", "phase", "SELECT phase FROM entry WHERE phase NOT IN (0, 1, 2, 3) LIMIT 1"),
            ("site_cell", "compartment", "SELECT compartment FROM site_cell WHERE compartment NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
            ("upper_cell", "compartment", "SELECT compartment FROM upper_cell WHERE compartment NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
            ("upper_cell", "scope", "SELECT scope FROM upper_cell WHERE scope NOT IN (\(values: scopes.map(Int64.init))) LIMIT 1"),
            ("fate_cell", "compartment", "SELECT compartment FROM fate_cell WHERE compartment NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
            ("late_entry", "compartment", "SELECT compartment FROM late_entry WHERE compartment NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
            ("late_entry", "other", "SELECT other FROM late_entry WHERE other NOT IN (\(values: compartments.map(Int64.init))) LIMIT 1"),
        ]
        for question in questions {
            if let row = try session.first(question.query) { return UnknownNumber(table: question.table, column: question.column, number: row.int(0)) }
        }
        return nil
    }

    // MARK: Sums

    /// The first material whose accounts do not sum to zero, with what they sum to.
    public func unbalancedMaterial() throws -> (material: Material, balance: Balance)? {
        try session.first(
            """
            SELECT material, CAST(sum(posted) AS BIGINT), CAST(sum(pending) AS BIGINT) FROM account
            GROUP BY material HAVING sum(posted) <> 0 OR sum(pending) <> 0 ORDER BY material LIMIT 1
            """
        ).map { (Material(value: $0.int32(0)), Balance(posted: $0.int(1), pending: $0.int(2))) }
    }

    /// The first account of a lot that holds other grams than it knows the origins of.
    public func wrongContent() throws -> (row: AccountBalance, known: Int64)? {
        try session.first(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot, CAST(coalesce(sum(t.grams), 0) AS BIGINT)
            FROM account a LEFT JOIN content t ON t.account = a.id WHERE a.lot <> 0
            GROUP BY a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot
            HAVING a.posted <> coalesce(sum(t.grams), 0) ORDER BY a.id LIMIT 1
            """
        ).map { row in
            (
                AccountBalance(
                    id: AccountID(row.int(0)), account: LedgerStore.account(row, at: 3), balance: Balance(posted: row.int(1), pending: row.int(2))),
                row.int(7)
            )
        }
    }

    /// The first origin whose grams are not each in exactly one place, an account or a bundle, with what is too many.
    public func unbalancedOrigin() throws -> (origin: OriginID, grams: Int64)? {
        try session.first(
            """
            SELECT origin, CAST(sum(grams) AS BIGINT) FROM (
              SELECT origin, grams FROM content
              UNION ALL SELECT origin, grams FROM bundle_content
              UNION ALL SELECT bundle, -grams FROM bundle_content
            ) AS place GROUP BY origin HAVING sum(grams) <> 0 ORDER BY origin LIMIT 1
            """
        ).map { (OriginID($0.int(0)), $0.int(1)) }
    }

    /// The first group of fate cells of one origin class and pair of months that does not sum to zero over the compartments.
    public func unbalancedFates() throws -> (cell: FateKey, occurred: Month, grams: Int64)? {
        try session.first(
            """
            SELECT province, sector, material, occurred, CAST(sum(grams) AS BIGINT) FROM fate_cell
            GROUP BY province, sector, material, occurred, learned HAVING sum(grams) <> 0
            ORDER BY province, sector, material, occurred LIMIT 1
            """
        ).map { row in
            (
                FateKey(province: row.text(0), sector: row.text(1), material: Material(value: row.int32(2)), compartment: nil), Month(index: row.int32(3)),
                row.int(4)
            )
        }
    }

    /// The first origin class and compartment whose fate cells do not sum to the grams that are there, with both.
    ///
    /// A bundle has the class of the origins inside it, so it is counted closed.
    public func wrongFate() throws -> (cell: FateKey, kept: Int64, counted: Int64)? {
        try session.first(
            """
            SELECT province, sector, material, compartment, CAST(sum(kept) AS BIGINT), CAST(sum(counted) AS BIGINT) FROM (
              SELECT province, sector, material, compartment, grams AS kept, 0 AS counted FROM fate_cell
              UNION ALL
              SELECT o.province, o.sector, o.material, a.compartment, 0, t.grams
              FROM content t JOIN origin o ON o.id = t.origin JOIN account a ON a.id = t.account
            ) AS fate GROUP BY province, sector, material, compartment HAVING sum(kept) <> sum(counted)
            ORDER BY province, sector, material, compartment LIMIT 1
            """
        ).map { row in
            (
                FateKey(
                    province: row.text(0), sector: row.text(1), material: Material(value: row.int32(2)), compartment: Compartment(number: Int16(row.int(3)))),
                row.int(4), row.int(5)
            )
        }
    }

    // MARK: Journal and what it stands for

    /// The first journal line that names entries where none are kept under its operation.
    public func lineWithoutEntries() throws -> OperationID? {
        try session.first(
            """
            SELECT j.id FROM journal j LEFT JOIN (SELECT DISTINCT operation FROM entry) AS e ON e.operation = j.id
            WHERE j.entries > 0 AND e.operation IS NULL ORDER BY j.id LIMIT 1
            """
        ).map { OperationID($0.int(0)) }
    }

    public func countLines() throws -> (all: Int, withEntries: Int) {
        let row = try session.first("SELECT count(*), count(CASE WHEN entries > 0 THEN 1 END) FROM journal")
        return (Int(row?.int(0) ?? 0), Int(row?.int(1) ?? 0))
    }

    /// A note's row beside its body: what lists are read from.
    public struct NoteRow: Hashable, Sendable {
        public var number: String?
        public var state: Int64
        public var version: Int64
        public var body: [UInt8]
    }

    public func noteRow(_ id: DocumentID) throws -> NoteRow? {
        try session.first("SELECT number, state, version, body FROM note WHERE id = \(id.value)").map {
            NoteRow(number: $0.optionalText(0), state: $0.int(1), version: $0.int(2), body: $0.blob(3))
        }
    }

    /// The register's line of a treatment, by the operation that recorded it.
    public func treatment(recordedBy operation: OperationID) throws -> TreatmentRow? {
        try session.first("SELECT id, site, occurred, note, line, material, code, grams FROM treatment_line WHERE id = \(operation.value)").flatMap { row in
            TreatmentCode(raw: Int(row.int(6))).map {
                TreatmentRow(
                    id: row.int(0), site: SiteID(row.int(1)), occurred: CalendarDate(dayNumber: row.int32(2)), note: DocumentID(row.int(3)),
                    line: Int(row.int(4)), material: Material(value: row.int32(5)), code: $0, mass: Mass(row.int(7)))
            }
        }
    }

    /// Entries that the lines of the journal name.
    public func countEntries() throws -> Int { Int(try session.first("SELECT coalesce(sum(entries), 0) FROM journal")?.int(0) ?? 0) }

    public func countTreatments() throws -> Int { Int(try session.first("SELECT count(*) FROM treatment_line")?.int(0) ?? 0) }

    public func eachNoteID(_ body: (DocumentID) throws -> Void) throws {
        try session.each("SELECT id FROM note ORDER BY id") { try body(DocumentID($0.int(0))) }
    }

    public func countNotes() throws -> Int { Int(try session.first("SELECT count(*) FROM note")?.int(0) ?? 0) }

    /// The first note that some party's list shows in another state than the note has.
    public func noteListedWrong() throws -> DocumentID? {
        try session.first(
            "SELECT p.note FROM note_party p JOIN note n ON n.id = p.note WHERE p.state <> n.state ORDER BY p.note LIMIT 1"
        ).map { DocumentID($0.int(0)) }
    }

    /// Bodies of the registry, in the order of their tables and ids: kind of thing, key, body.
    ///
    /// A membership has no body of its own; its dates are given as `from/until`, empty where it has no end.
    public func eachRegistered(_ body: (RegisteredKind, _ key: String, _ body: [UInt8]) throws -> Void) throws {
        for (kind, query) in Self.registered {
            try session.each(query) { row in try body(kind, String(row.int(0)), row.blob(1)) }
        }
        try session.each("SELECT list, edition, content FROM code_list_edition ORDER BY list, edition") { row in
            try body(.listFile, "\(row.text(0)) \(row.text(1))", row.blob(2))
        }
        try session.each("SELECT person, organisation, role, valid_from, valid_until FROM membership ORDER BY person, organisation, role") { row in
            let until = row.optionalInt32(4).map { CalendarDate(dayNumber: $0).description } ?? ""
            try body(.membership, "\(row.int(0))/\(row.int(1))/\(row.text(2))", Array("\(CalendarDate(dayNumber: row.int32(3)))/\(until)".utf8))
        }
    }

    private static let registered: [(RegisteredKind, Query)] = [
        (.organisation, "SELECT id, body FROM organisation ORDER BY id"), (.site, "SELECT id, body FROM site ORDER BY id"),
        (.permit, "SELECT id, body FROM permit ORDER BY id"), (.person, "SELECT id, body FROM person ORDER BY id"),
        (.delegation, "SELECT id, body FROM delegation ORDER BY id"), (.arrangement, "SELECT id, body FROM arrangement ORDER BY id"),
        (.invitation, "SELECT id, body FROM invitation ORDER BY id"), (.claim, "SELECT id, body FROM claim ORDER BY id"),
        (.distinctPair, "SELECT id, body FROM distinct_pair ORDER BY id"),
        (.behalfAct, "SELECT id, body FROM behalf_act ORDER BY id"),
        (.classification, "SELECT id, body FROM site_classification ORDER BY id"),
        (.wasteInquiry, "SELECT id, body FROM waste_inquiry ORDER BY id"), (.sentFile, "SELECT id, body FROM sent_file ORDER BY id"),
        (.returnReminder, "SELECT id, body FROM return_reminder ORDER BY id"),
        (.fileMapping, "SELECT id, body FROM file_mapping ORDER BY id"),
    ]

    /// The first arrangement that stands in lists otherwise than its state says.
    public func arrangementListedWrong() throws -> ArrangementID? {
        try session.first(
            """
            SELECT p.arrangement FROM arrangement_party p JOIN arrangement a ON a.id = p.arrangement WHERE p.state <> a.state
            ORDER BY p.arrangement LIMIT 1
            """
        ).map { ArrangementID($0.int(0)) }
    }

    /// Issued notes that stand in the lists of arrangements.
    public func countArrangementNotes() throws -> Int { Int(try session.first("SELECT count(*) FROM arrangement_note")?.int(0) ?? 0) }

    /// Every erasable text that has not been erased.
    public func eachSealedText(_ body: (SealedText, _ salt: [UInt8], _ content: String) throws -> Void) throws {
        try session.each("SELECT hash, salt, content FROM sealed_text ORDER BY hash") {
            try body(SealedText(hash: $0.text(0)), $0.blob(1), $0.text(2))
        }
    }

    public func eachAttachment(_ body: (_ hash: String, _ bytes: [UInt8]) throws -> Void) throws {
        try session.each("SELECT hash, bytes FROM attachment ORDER BY hash") { try body($0.text(0), $0.blob(1)) }
    }
}

/// A class of origins, and where their grams are; over all compartments when there is none.
public struct FateKey: Hashable, Sendable {
    public var province: String
    public var sector: String
    public var material: Material
    public var compartment: Compartment?
}

/// What the registry keeps a body of.
public enum RegisteredKind: String, CaseIterable, Sendable {
    case organisation, site, permit, person, delegation, arrangement, membership, invitation, claim, distinctPair, behalfAct, classification,
        wasteInquiry, returnReminder, sentFile, fileMapping, listFile
}
