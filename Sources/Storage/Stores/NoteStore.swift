// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import StorageCore

/// Filters of a list of notes.
public struct NoteFilter: Hashable, Sendable {
    public var role: PartyRole?
    public var state: ManifestState?
    public var waste: WasteCodeID?
    public var month: Month?
    /// Only notes recorded late that their sender has not confirmed.
    public var isLate = false

    public init(role: PartyRole? = nil, state: ManifestState? = nil, waste: WasteCodeID? = nil, month: Month? = nil) {
        self.role = role
        self.state = state
        self.waste = waste
        self.month = month
    }
}

/// A code by which a driver signs one step of one note.
public struct SignCode: Hashable, Sendable {
    public var note: DocumentID
    public var step: ManifestEventKind
    /// The leg whose carrier it is for.
    public var leg: Int
    public var madeBy: OrganisationID
    public var expiresAt: Instant
    public var usedAt: Instant?
    /// The operation by which it was used.
    public var operation: OperationID?

    public init(
        note: DocumentID, step: ManifestEventKind, leg: Int, madeBy: OrganisationID, expiresAt: Instant, usedAt: Instant? = nil, operation: OperationID? = nil
    ) {
        self.operation = operation
        self.note = note
        self.step = step
        self.leg = leg
        self.madeBy = madeBy
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}

/// One line of the register of treatments.
public struct TreatmentRow: Hashable, Sendable {
    public var id: Int64
    public var site: SiteID
    public var occurred: CalendarDate
    public var note: DocumentID
    public var line: Int
    public var material: Material
    public var code: TreatmentCode
    public var mass: Mass

    public init(id: Int64, site: SiteID, occurred: CalendarDate, note: DocumentID, line: Int, material: Material, code: TreatmentCode, mass: Mass) {
        self.id = id
        self.site = site
        self.occurred = occurred
        self.note = note
        self.line = line
        self.material = material
        self.code = code
        self.mass = mass
    }
}

/// Hand-over notes, inside one transaction.
public struct NoteStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func note(_ id: DocumentID) throws -> Manifest? {
        try session.first("SELECT body FROM note WHERE id = \(id.value)").map { try Body.note($0.blob(0)) }
    }

    public func note(number: String) throws -> Manifest? {
        try session.first("SELECT body FROM note WHERE number = \(number)").map { try Body.note($0.blob(0)) }
    }

    public func isTaken(number: String) throws -> Bool { try session.first("SELECT 1 FROM note WHERE number = \(number)") != nil }

    /// Saves a new note.
    public func insert(_ note: Manifest, dueAt: Instant?) throws {
        try session.execute(
            """
            INSERT INTO note (id, number, state, version, due_at, body)
            VALUES (\(note.id.value), \(note.number), \(Int64(note.state.rawValue)), \(note.version), \(dueAt?.microseconds),
            \(Body.bytes(note)))
            """)
        try saveParties(note)
        try saveLots(note)
        try saveListing(note, before: nil)
        try saveRegister(note, before: nil)
        try saveIntake(note, before: nil)
        try saveDraw(note, before: nil)
        try saveLate(note, before: nil)
    }

    /// Saves a note that changed since `version` was read.
    ///
    /// - Throws: ``StoreError/stale`` when somebody else saved it first.
    public func update(_ note: Manifest, from version: Int, dueAt: Instant?, before: Manifest) throws {
        let changed = try session.execute(
            """
            UPDATE note SET number = \(note.number), state = \(Int64(note.state.rawValue)), version = \(note.version), due_at = \(dueAt?.microseconds),
            body = \(Body.bytes(note)) WHERE id = \(note.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
        if Self.parties(note) != Self.parties(before) || note.lines.first?.waste != before.lines.first?.waste {
            let gone = Self.parties(before)
            try session.executeMany("DELETE FROM note_party WHERE organisation = $1 AND role = $2 AND note = $3", count: gone.count) { i, row in
                row += [.int(gone[i].0), .int(gone[i].1), .int(note.id.value)]
            }
            try saveParties(note)
        } else if note.state != before.state {
            let state = Int64(note.state.rawValue)
            let parties = Self.parties(note)
            try session.executeMany(
                "UPDATE note_party SET state = $1 WHERE organisation = $2 AND role = $3 AND note = $4", count: parties.count
            ) { i, row in row += [.int(state), .int(parties[i].0), .int(parties[i].1), .int(note.id.value)] }
        }
        if note.lines.map(\.lot) != before.lines.map(\.lot) { try saveLots(note) }
        try saveListing(note, before: before)
        try saveRegister(note, before: before)
        try saveIntake(note, before: before)
        try saveDraw(note, before: before)
        try saveLate(note, before: before)
    }

    /// Notes of an organisation in some states, those due first on top.
    public func waiting(_ organisation: OrganisationID, states: [ManifestState], limit: Int) throws -> [(note: Manifest, dueAt: Instant?)] {
        guard !states.isEmpty else { return [] }
        return try session.rows(
            """
            SELECT n.body, n.due_at FROM note n JOIN (
              SELECT DISTINCT p.note AS note FROM note_party p
              WHERE p.organisation = \(organisation.value) AND \(Self.among(states))
            ) AS mine ON mine.note = n.id ORDER BY n.due_at, n.id LIMIT \(limit)
            """
        ).map { (try Body.note($0.blob(0)), $0.optionalInt(1).map { Instant(microseconds: $0) }) }
    }

    public func counts(of organisation: OrganisationID) throws -> [ManifestState: Int] {
        var counts: [ManifestState: Int] = [:]
        for row in try session.rows(
            "SELECT state, count(DISTINCT note) FROM note_party WHERE organisation = \(organisation.value) AND state IN (1, 2, 3, 4, 5, 6, 7, 13) AND state <> 9 GROUP BY state"
        ) {
            if let state = ManifestState(rawValue: Int16(row.int(0))) { counts[state] = Int(row.int(1)) }
        }
        return counts
    }

    /// The note and line whose load made a lot.
    public func source(of lot: LotID) throws -> (note: DocumentID, line: Int)? {
        try session.first("SELECT note, line FROM note_lot WHERE lot = \(lot.value)").map { (DocumentID($0.int(0)), Int($0.int(1))) }
    }

    /// Wastes an organisation sent lately, latest first.
    public func recentWastes(of organisation: OrganisationID, limit: Int) throws -> [WasteCodeID] {
        try session.rows(
            """
            SELECT waste, max(note) AS latest FROM (
              SELECT waste, note FROM note_party WHERE organisation = \(organisation.value) AND role = 1 ORDER BY note DESC LIMIT 200
            ) AS recent GROUP BY waste ORDER BY latest DESC LIMIT \(limit)
            """
        ).compactMap { WasteCodeID(raw: $0.int32(0)) }
    }

    // MARK: Codes

    public func insert(_ code: SignCode, hash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO sign_code (hash, note, step, leg, made_by, expires_at)
            VALUES (\(hash), \(code.note.value), \(code.step.rawValue), \(code.leg), \(code.madeBy.value), \(code.expiresAt.microseconds))
            """)
    }

    public func signCode(hash: [UInt8]) throws -> SignCode? {
        try session.first("SELECT note, step, leg, made_by, expires_at, used_at, operation FROM sign_code WHERE hash = \(hash)").flatMap { row in
            ManifestEventKind(rawValue: row.text(1)).map {
                SignCode(
                    note: DocumentID(row.int(0)), step: $0, leg: Int(row.int(2)), madeBy: OrganisationID(row.int(3)),
                    expiresAt: Instant(microseconds: row.int(4)), usedAt: row.optionalInt(5).map { Instant(microseconds: $0) },
                    operation: row.optionalInt(6).map { OperationID($0) })
            }
        }
    }

    public func useSignCode(hash: [UInt8], at now: Instant, operation: OperationID) throws {
        try session.execute("UPDATE sign_code SET used_at = \(now.microseconds), operation = \(operation.value) WHERE hash = \(hash)")
    }

    // MARK: Register of treatments

    public func insert(_ row: TreatmentRow) throws {
        try session.execute(
            """
            INSERT INTO treatment_line (id, site, occurred, note, line, material, code, grams)
            VALUES (\(row.id), \(row.site.value), \(Int64(row.occurred.dayNumber)), \(row.note.value), \(row.line), \(Int64(row.material.value)),
            \(row.code.raw), \(row.mass.raw))
            """)
    }

    ///
    /// - Parameter after: the day and id of the last one seen.
    public func treatments(
        at site: SiteID, period: ClosedRange<CalendarDate>, after: (day: CalendarDate, id: Int64)? = nil, limit: Int
    ) throws -> [TreatmentRow] {
        let first = max(period.lowerBound, after?.day ?? period.lowerBound)
        return try session.rows(
            """
            SELECT id, site, occurred, note, line, material, code, grams FROM treatment_line
            WHERE site = \(site.value) AND occurred BETWEEN \(Int64(first.dayNumber)) AND \(Int64(period.upperBound.dayNumber))
            AND (occurred > \(Int64(after?.day.dayNumber ?? 0)) OR id > \(after?.id ?? 0))
            ORDER BY occurred, id LIMIT \(limit)
            """
        ).compactMap { row in
            TreatmentCode(raw: Int(row.int(6))).map {
                TreatmentRow(
                    id: row.int(0), site: SiteID(row.int(1)), occurred: CalendarDate(dayNumber: row.int32(2)), note: DocumentID(row.int(3)),
                    line: Int(row.int(4)), material: Material(value: row.int32(5)), code: $0, mass: Mass(row.int(7)))
            }
        }
    }

    // MARK: Attachments

    /// Keeps a file. One that was erased stays so, whoever sends it again.
    public func attach(_ bytes: [UInt8], hash: String, mediaType: String, to document: DocumentID, at now: Instant) throws {
        let subject = ErasureSubject.photo(hash).description
        guard try session.first("SELECT 1 FROM erasure WHERE subject = \(subject)") == nil else { return }
        try session.execute(
            """
            INSERT INTO attachment (hash, document, media_type, bytes, added_at)
            VALUES (\(hash), \(document.value), \(mediaType), \(bytes), \(now.microseconds)) ON CONFLICT DO NOTHING
            """)
    }

    /// Deletes a file; notes keep its hash.
    public func detach(_ hash: String) throws { try session.execute("DELETE FROM attachment WHERE hash = \(hash)") }

    public func attachment(_ hash: String) throws -> (document: DocumentID, mediaType: String, bytes: [UInt8])? {
        try session.first("SELECT document, media_type, bytes FROM attachment WHERE hash = \(hash)").map {
            (DocumentID($0.int(0)), $0.text(1), $0.blob(2))
        }
    }

    // MARK: Rows

    static func parties(_ note: Manifest) -> [(Int64, Int64, Int64)] {
        var seen: Set<[Int64]> = []
        return note.parties.compactMap { role, party in
            let key = [party.organisation.value, Int64(role.rawValue)]
            return seen.insert(key).inserted ? (key[0], key[1], party.site.value) : nil
        }
    }

    private func saveParties(_ note: Manifest) throws {
        let parties = Self.parties(note)
        let waste = Int64(note.lines.first?.waste.raw ?? 0)
        try session.executeMany(
            "INSERT INTO note_party (organisation, role, note, state, waste) VALUES ($1, $2, $3, $4, $5)", count: parties.count
        ) { i, row in
            row += [.int(parties[i].0), .int(parties[i].1), .int(note.id.value), .int(Int64(note.state.rawValue)), .int(waste)]
        }
    }

    private func saveLots(_ note: Manifest) throws {
        let lots = note.lines.enumerated().compactMap { i, line in line.lot.map { (i, $0) } }
        try session.executeMany(
            "INSERT INTO note_lot (lot, note, line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", count: lots.count
        ) { i, row in
            row += [.int(lots[i].1.value), .int(note.id.value), .int(Int64(lots[i].0))]
        }
    }
}

private func != (a: [(Int64, Int64, Int64)], b: [(Int64, Int64, Int64)]) -> Bool {
    a.count != b.count || zip(a, b).contains { $0 != $1 }
}
