// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// What a gate recorded and the sender has not confirmed, summed.
public struct LateSum: Hashable, Sendable {
    public var notes: Int
    public var mass: Mass

    public init(notes: Int, mass: Mass) {
        self.notes = notes
        self.mass = mass
    }
}

// Loads that a gate recorded in somebody's name stand here until the sender, or an officer, has answered. So these rows do not
// grow with the history.
extension NoteStore {
    private struct LateRow: Equatable {
        var sender: Int64
        var standing: String
        var confirmBy: Int64
        var isLate: Bool
        var month: Int64
        var grams: Int64
    }

    private static func late(_ note: Manifest?) -> LateRow? {
        guard let note, let trail = note.trail, trail.isUnconfirmed, note.state != .draft else { return nil }
        // Both countries keep the same civil time.
        let day = CivilZone.phnomPenh.date(of: trail.receivedAt ?? trail.recordedAt)
        return LateRow(
            sender: note.isSenderKnown ? note.sender.organisation.value : 0, standing: trail.standing.rawValue,
            confirmBy: trail.confirmBy?.microseconds ?? Int64.max, isLate: trail.countsAsLate, month: Int64(day.month.index),
            grams: (note.acceptedMass ?? note.declaredMass).raw)
    }

    /// Keeps a note among those that wait for their sender while it does.
    func saveLate(_ note: Manifest, before: Manifest?) throws {
        let (now, former) = (Self.late(note), Self.late(before))
        guard now != former else { return }
        if former != nil { try session.execute("DELETE FROM late_note WHERE note = \(note.id.value)") }
        guard let now else { return }
        try session.execute(
            """
            INSERT INTO late_note (note, sender, standing, confirm_by, late, month, grams)
            VALUES (\(note.id.value), \(now.sender), \(now.standing), \(now.confirmBy), \(Int64(now.isLate ? 1 : 0)), \(now.month), \(now.grams))
            """)
    }

    /// Notes that wait for an organisation's confirmation, the first to be overdue on top.
    public func late(waitingFor organisation: OrganisationID, limit: Int) throws -> [Manifest] {
        try session.rows(
            """
            SELECT n.body FROM late_note l JOIN note n ON n.id = l.note
            WHERE l.sender = \(organisation.value) AND l.standing = \(TrailStanding.waiting.rawValue) ORDER BY l.confirm_by, l.note LIMIT \(limit)
            """
        ).map { try Body.note($0.blob(0)) }
    }

    /// Notes of one standing in the nation or one province, oldest first.
    public func late(_ standing: TrailStanding, province: String?, limit: Int) throws -> [Manifest] {
        let place: Query = province.map { "AND EXISTS (SELECT 1 FROM note_place p WHERE p.province = \($0) AND p.note = l.note)" } ?? ""
        return try session.rows(
            """
            SELECT n.body FROM late_note l JOIN note n ON n.id = l.note WHERE l.standing = \(standing.rawValue) \(place)
            ORDER BY l.note LIMIT \(limit)
            """
        ).map { try Body.note($0.blob(0)) }
    }

    /// Loads received in some months that count as late, of the nation or one province.
    public func lateSum(_ months: ClosedRange<Month>, province: String?) throws -> LateSum {
        let place: Query = province.map { "AND EXISTS (SELECT 1 FROM note_place p WHERE p.province = \($0) AND p.note = l.note)" } ?? ""
        let row = try session.first(
            """
            SELECT count(*), CAST(coalesce(sum(l.grams), 0) AS BIGINT) FROM late_note l WHERE l.late = 1
            AND l.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place)
            """)
        return LateSum(notes: Int(row?.int(0) ?? 0), mass: Mass(row?.int(1) ?? 0))
    }

    /// All rows, for an audit: the note and whether its row says what the note does.
    public func firstLateRowAstray(_ expected: Set<DocumentID>) throws -> DocumentID? {
        var left = expected
        var wrong: DocumentID?
        try session.each("SELECT l.note, l.sender, l.standing, l.confirm_by, l.late, l.month, l.grams, n.body FROM late_note l JOIN note n ON n.id = l.note") {
            row in
            let id = DocumentID(row.int(0))
            let kept = LateRow(
                sender: row.int(1), standing: row.text(2), confirmBy: row.int(3), isLate: row.int(4) == 1, month: row.int(5), grams: row.int(6))
            let isRight = try Self.late(Body.value(Manifest.self, from: row.blob(7))) == kept && left.remove(id) != nil
            if !isRight, wrong == nil { wrong = id }
        }
        return wrong ?? left.min()
    }
}
