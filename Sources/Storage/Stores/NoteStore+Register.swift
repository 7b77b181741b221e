// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// Statutory registers: notes by the month in which they entered somebody's register, and treatments by their day.
extension NoteStore {
    /// Notes of some organisations' registers over some months, in the order of month and note; one may come more than once.
    public func registered(_ organisations: [OrganisationID], role: PartyRole, months: ClosedRange<Month>, limit: Int) throws -> [Manifest] {
        try session.rows(
            """
            SELECT n.body FROM note_register r JOIN note n ON n.id = r.note
            WHERE r.organisation IN (\(values: organisations.map(\.value))) AND r.role = \(Int64(role.rawValue))
            AND r.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) ORDER BY r.month, r.note LIMIT \(limit)
            """
        ).map { try Body.note($0.blob(0)) }
    }

    /// The same in pages, in the order of months and of notes in them.
    ///
    /// - Parameter after: the month and note of the last one seen.
    public func registered(
        _ organisations: [OrganisationID], role: PartyRole, months: ClosedRange<Month>, after: (month: Month, note: DocumentID)?, limit: Int
    ) throws -> [(month: Month, note: Manifest)] {
        let first = max(months.lowerBound, after?.month ?? months.lowerBound)
        return try session.rows(
            """
            SELECT p.month, n.body FROM (
              SELECT DISTINCT r.month AS month, r.note AS note FROM note_register r
              WHERE r.organisation IN (\(values: organisations.map(\.value))) AND r.role = \(Int64(role.rawValue))
              AND r.month BETWEEN \(Int64(first.index)) AND \(Int64(months.upperBound.index))
              AND (r.month > \(Int64(after?.month.index ?? 0)) OR r.note > \(after?.note.value ?? 0)) ORDER BY r.month, r.note LIMIT \(limit)
            ) AS p JOIN note n ON n.id = p.note ORDER BY p.month, p.note
            """
        ).map { (Month(index: $0.int32(0)), try Body.note($0.blob(1))) }
    }

    /// How many loads stand in a register, up to a bound.
    public func countRegistered(_ organisations: [OrganisationID], role: PartyRole, months: ClosedRange<Month>, atMost limit: Int) throws -> Int {
        let row = try session.first(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM note_register r WHERE r.organisation IN (\(values: organisations.map(\.value))) AND r.role = \(Int64(role.rawValue))
              AND r.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) LIMIT \(limit)) AS few
            """)
        return Int(row?.int(0) ?? 0)
    }

    /// How many treatments were recorded at some sites, up to a bound.
    public func countTreatments(at sites: [SiteID], period: ClosedRange<CalendarDate>, atMost limit: Int) throws -> Int {
        guard !sites.isEmpty else { return 0 }
        let row = try session.first(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM treatment_line WHERE site IN (\(values: sites.map(\.value)))
              AND occurred BETWEEN \(Int64(period.lowerBound.dayNumber)) AND \(Int64(period.upperBound.dayNumber)) LIMIT \(limit)) AS few
            """)
        return Int(row?.int(0) ?? 0)
    }

    /// Notes by which a waste left senders of a province in a month, one page after an id; and those sold outside the system, which stand in no register,
    /// of any month.
    public func left(in month: Month, from province: String, _ waste: WasteCodeID, after: DocumentID?, limit: Int) throws -> [Manifest] {
        func carries(_ note: StaticString) -> Query {
            "EXISTS (SELECT 1 FROM note_waste w WHERE w.organisation = 0 AND w.waste = \(Int64(waste.raw)) AND w.note = \(raw: note))"
        }
        return try session.rows(
            """
            SELECT n.body FROM note n WHERE n.id IN (
              SELECT r.note FROM site s JOIN note_register r ON r.organisation = s.organisation AND r.role = \(Int64(PartyRole.sender.rawValue))
              AND r.month = \(Int64(month.index)) WHERE s.province = \(province) AND \(carries("r.note"))
              UNION SELECT x.id FROM note x WHERE x.state = \(Int64(ManifestState.sold.rawValue)) AND \(carries("x.id")))
            AND n.id > \(after?.value ?? 0) ORDER BY n.id LIMIT \(limit)
            """
        ).map { try Body.note($0.blob(0)) }
    }

    /// Numbers of some notes; drafts have none.
    public func numbers(of notes: some Collection<DocumentID>) throws -> [DocumentID: String] {
        guard !notes.isEmpty else { return [:] }
        let rows = try session.rows("SELECT id, number FROM note WHERE number IS NOT NULL AND id IN (\(values: Set(notes.map(\.value)).sorted()))")
        return Dictionary(uniqueKeysWithValues: rows.map { (DocumentID($0.int(0)), $0.text(1)) })
    }

    /// How many notes are in each of some states, in the nation or one province.
    public func count(states: [ManifestState], province: String?) throws -> Int {
        guard !states.isEmpty else { return 0 }
        let place: Query = province.map { "AND EXISTS (SELECT 1 FROM note_place l WHERE l.province = \($0) AND l.note = n.id)" } ?? ""
        let row = try session.first("SELECT count(*) FROM note n WHERE n.state IN (\(values: states.map { Int64($0.rawValue) })) \(place)")
        return Int(row?.int(0) ?? 0)
    }

    /// How many notes were signed by their sender and begun between two moments.
    public func countIssued(from start: Instant, to end: Instant) throws -> Int {
        let row = try session.first(
            """
            SELECT count(*) FROM note WHERE id >= \(IdentifierMint.floor(start)) AND id < \(IdentifierMint.floor(end))
            AND state <> \(Int64(ManifestState.draft.rawValue)) AND number IS NOT NULL
            """)
        return Int(row?.int(0) ?? 0)
    }

    /// Enters a note in the registers of its parties once its load was collected, and once it arrived.
    func saveRegister(_ note: Manifest, before: Manifest?) throws {
        let known = before.map(Self.register) ?? []
        let now = Self.register(note)
        // A load that turned out to be another sender's leaves the register of the first.
        for gone in known.subtracting(now) where note.sender != before?.sender {
            try session.execute(
                """
                DELETE FROM note_register WHERE organisation = \(gone.organisation) AND role = \(gone.role) AND month = \(gone.month)
                AND note = \(note.id.value)
                """)
        }
        let fresh = now.subtracting(known).sorted { ($0.organisation, $0.role, $0.month) < ($1.organisation, $1.role, $1.month) }
        try session.executeMany(
            "INSERT INTO note_register (organisation, role, month, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", count: fresh.count
        ) { i, row in
            row += [.int(fresh[i].organisation), .int(fresh[i].role), .int(fresh[i].month), .int(note.id.value)]
        }
    }

    struct RegisterKey: Hashable {
        var organisation: Int64
        var role: Int64
        var month: Int64
    }

    static func register(_ note: Manifest) -> Set<RegisterKey> {
        var keys: Set<RegisterKey> = []
        func enter(_ party: Party, _ role: PartyRole, _ moment: Instant?) {
            guard let moment else { return }
            // Both countries keep the same civil time.
            let month = CivilZone.phnomPenh.date(of: moment).month
            keys.insert(RegisterKey(organisation: party.organisation.value, role: Int64(role.rawValue), month: Int64(month.index)))
        }
        if note.isSenderKnown { enter(note.sender, .sender, note.legs.compactMap(\.takenOverAt).first) }
        if note.buyer == nil { for leg in note.isCarrierKnown ? note.legs : Array(note.legs.dropFirst()) { enter(leg.carrier, .carrier, leg.takenOverAt) } }
        enter(note.receiver, .receiver, note.receipt?.arrivedAt)
        return keys
    }
}
