// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import StorageCore

// Lists of notes. Each is read from an index in the order shown, so that a page costs the same however long the history.

extension NoteStore {
    /// Notes that name an organisation, newest first, one page before an id.
    public func notes(of organisation: OrganisationID, _ filter: NoteFilter = NoteFilter(), before: DocumentID? = nil, limit: Int) throws -> [Manifest] {
        var conditions: [Query] = ["p.organisation = \(organisation.value)"]
        if let state = filter.state { conditions.append(Self.among([state])) }
        if let waste = filter.waste {
            conditions.append(
                "EXISTS (SELECT 1 FROM note_waste w WHERE w.organisation = p.organisation AND w.waste = \(Int64(waste.raw)) AND w.note = p.note)")
            if filter.role == nil, filter.state == nil, !filter.isLate {
                return try notes(ofWaste: waste, for: organisation, filter.month, before: before, limit: limit)
            }
        }
        if filter.isLate { conditions.append("EXISTS (SELECT 1 FROM late_note l WHERE l.note = p.note AND l.late = 1)") }
        conditions += Self.window(filter.month, before: before, column: "p.note")
        let pages: [Query]
        if let state = filter.state, state != Self.usualEnd {
            // The plus keeps the role from leading to the longer index.
            if let role = filter.role { conditions.append("+p.role = \(Int64(role.rawValue))") }
            pages = ["SELECT DISTINCT p.note AS note FROM note_party p WHERE \(conditions.joined(separator: " AND "))"]
        } else {
            pages = Self.pages(of: filter.role, conditions, limit: limit)
        }
        return try bodies(
            """
            SELECT n.body FROM note n JOIN (\(pages.joined(separator: " UNION ")) ORDER BY note DESC LIMIT \(limit)) AS page ON page.note = n.id
            ORDER BY n.id DESC
            """)
    }

    /// Each role's notes stand in their order, so a page of all roles is made of the first page of each.
    private static func pages(of role: PartyRole?, _ conditions: [Query], limit: Int) -> [Query] {
        (role.map { [$0] } ?? PartyRole.allCases).map { role in
            """
            SELECT note FROM (SELECT p.note AS note FROM note_party p WHERE \(conditions.joined(separator: " AND "))
              AND p.role = \(Int64(role.rawValue)) ORDER BY p.note DESC LIMIT \(limit)) AS ours
            """
        }
    }

    /// The state in which nearly all notes end; the index by state leaves it out, and a condition that says so finds the index.
    private static let usualEnd = ManifestState.treated

    /// That a party's note `p` is in one of some states.
    static func among(_ states: [ManifestState]) -> Query {
        let any: Query = "p.state IN (\(values: states.map { Int64($0.rawValue) }))"
        return states.contains(usualEnd) ? any : "\(any) AND p.state <> 9"
    }

    /// Notes of the nation or of one province, newest first, one page before an id. Drafts are nobody's but their sender's.
    ///
    /// - Parameter province: in which a party stood when it was named on the note.
    public func notes(_ filter: NoteFilter, province: String? = nil, before: DocumentID? = nil, limit: Int) throws -> [Manifest] {
        if filter.state == nil, province == nil, !filter.isLate, let waste = filter.waste {
            return try notes(ofWaste: waste, for: nil, filter.month, before: before, limit: limit)
        }
        var conditions: [Query] = ["n.state <> \(Int64(ManifestState.draft.rawValue))"]
        if let state = filter.state { conditions.append("n.state = \(Int64(state.rawValue))") }
        if let waste = filter.waste {
            conditions.append("EXISTS (SELECT 1 FROM note_waste w WHERE w.organisation = 0 AND w.waste = \(Int64(waste.raw)) AND w.note = n.id)")
        }
        if filter.isLate { conditions.append("n.id IN (SELECT note FROM late_note WHERE late = 1)") }
        guard let province, filter.state == nil else {
            if let province { conditions.append("EXISTS (SELECT 1 FROM note_place l WHERE l.province = \(province) AND l.note = n.id)") }
            conditions += Self.window(filter.month, before: before, column: "n.id")
            return try bodies("SELECT n.body FROM note n WHERE \(conditions.joined(separator: " AND ")) ORDER BY n.id DESC LIMIT \(limit)")
        }
        conditions += ["l.province = \(province)"] + Self.window(filter.month, before: before, column: "l.note")
        // `+ 0` keeps PostgreSQL from going through the notes of all provinces beside those of this one.
        return try bodies(
            """
            SELECT n.body FROM note_place l JOIN note n ON n.id = l.note + 0 WHERE \(conditions.joined(separator: " AND "))
            ORDER BY l.note DESC LIMIT \(limit)
            """)
    }

    /// Notes on which an organisation stands in a role, in some states, those due first on top and those without a date last.
    public func open(_ organisation: OrganisationID, role: PartyRole, states: [ManifestState], limit: Int) throws -> [(note: Manifest, dueAt: Instant?)] {
        guard !states.isEmpty else { return [] }
        return try session.rows(
            """
            SELECT n.body, n.due_at FROM note n JOIN (
              SELECT p.note AS note FROM note_party p JOIN note d ON d.id = p.note
              WHERE p.organisation = \(organisation.value) AND +p.role = \(Int64(role.rawValue))
              AND \(Self.among(states)) ORDER BY coalesce(d.due_at, \(Int64.max)), p.note LIMIT \(limit)
            ) AS page ON page.note = n.id ORDER BY coalesce(n.due_at, \(Int64.max)), n.id
            """
        ).map { (try Body.note($0.blob(0)), $0.optionalInt(1).map { Instant(microseconds: $0) }) }
    }

    /// How many notes an organisation has in a role, in some states.
    public func countOpen(_ organisation: OrganisationID, role: PartyRole, states: [ManifestState]) throws -> Int {
        guard !states.isEmpty else { return 0 }
        let row = try session.first(
            """
            SELECT count(*) FROM note_party p WHERE p.organisation = \(organisation.value) AND +p.role = \(Int64(role.rawValue))
            AND \(Self.among(states))
            """)
        return Int(row?.int(0) ?? 0)
    }

    /// Notes whose proposed correction an organisation must still answer, the first to expire on top.
    public func corrections(waitingFor organisation: OrganisationID, at now: Instant, limit: Int) throws -> [Manifest] {
        try bodies(
            """
            SELECT n.body FROM correction_wait c JOIN note n ON n.id = c.note
            WHERE c.organisation = \(organisation.value) AND c.expires_at > \(now.microseconds) ORDER BY c.expires_at, c.note LIMIT \(limit)
            """)
    }

    /// Numbers of the notes whose loads made some lots; lots that no note made are left out.
    public func numbers(ofLots lots: [LotID]) throws -> [LotID: String] {
        guard !lots.isEmpty else { return [:] }
        let rows = try session.rows(
            "SELECT l.lot, n.number FROM note_lot l JOIN note n ON n.id = l.note WHERE l.lot IN (\(values: lots.map(\.value))) AND n.number IS NOT NULL")
        return Dictionary(uniqueKeysWithValues: rows.map { (LotID($0.int(0)), $0.text(1)) })
    }

    // MARK: Keeping them

    /// Keeps what lists are read from beside the note.
    func saveListing(_ note: Manifest, before: Manifest?) throws {
        let wastes = Self.wastes(note)
        let formerly = before.map(Self.wastes) ?? []
        if wastes != formerly {
            let gone = formerly.subtracting(wastes).sorted()
            try session.executeMany("DELETE FROM note_waste WHERE organisation = $1 AND waste = $2 AND note = $3", count: gone.count) { i, row in
                row += [.int(gone[i].organisation), .int(gone[i].waste), .int(note.id.value)]
            }
            let new = wastes.subtracting(formerly).sorted()
            try session.executeMany("INSERT INTO note_waste (organisation, waste, note) VALUES ($1, $2, $3)", count: new.count) { i, row in
                row += [.int(new[i].organisation), .int(new[i].waste), .int(note.id.value)]
            }
        }
        let sites = Set(note.parties.map(\.party.site.value))
        if sites != Set(before?.parties.map(\.party.site.value) ?? []) {
            try session.execute(
                """
                INSERT INTO note_place (province, note) SELECT DISTINCT s.province, CAST(\(note.id.value) AS BIGINT) FROM site s
                WHERE s.id IN (\(values: sites.sorted())) ON CONFLICT DO NOTHING
                """)
        }
        try saveWaits(note, before: before)
    }

    private func saveWaits(_ note: Manifest, before: Manifest?) throws {
        func waits(_ note: Manifest?) -> [(organisation: Int64, expiresAt: Int64)] {
            guard let proposal = note?.correction else { return [] }
            return proposal.waitingFor.map { ($0.value, proposal.expiresAt.microseconds) }
        }
        let (old, new) = (waits(before), waits(note))
        guard !old.elementsEqual(new, by: ==) else { return }
        try session.executeMany("DELETE FROM correction_wait WHERE organisation = $1 AND expires_at = $2 AND note = $3", count: old.count) { i, row in
            row += [.int(old[i].organisation), .int(old[i].expiresAt), .int(note.id.value)]
        }
        try session.executeMany("INSERT INTO correction_wait (organisation, expires_at, note) VALUES ($1, $2, $3)", count: new.count) { i, row in
            row += [.int(new[i].organisation), .int(new[i].expiresAt), .int(note.id.value)]
        }
    }

    struct PartyWaste: Hashable, Comparable {
        var organisation: Int64
        var waste: Int64

        static func < (a: PartyWaste, b: PartyWaste) -> Bool { (a.organisation, a.waste) < (b.organisation, b.waste) }
    }

    /// Each waste of a note for each of its parties; for the whole country, number 0, once it is no draft.
    static func wastes(_ note: Manifest) -> Set<PartyWaste> {
        var result: Set<PartyWaste> = []
        for line in note.lines {
            for (_, party) in note.parties { result.insert(PartyWaste(organisation: party.organisation.value, waste: Int64(line.waste.raw))) }
            if note.state != .draft { result.insert(PartyWaste(organisation: 0, waste: Int64(line.waste.raw))) }
        }
        return result
    }

    // MARK: Reading them

    private func notes(ofWaste waste: WasteCodeID, for organisation: OrganisationID?, _ month: Month?, before: DocumentID?, limit: Int) throws -> [Manifest] {
        let conditions =
            ["w.organisation = \(organisation?.value ?? 0)", "w.waste = \(Int64(waste.raw))"] as [Query] + Self.window(month, before: before, column: "w.note")
        return try bodies(
            """
            SELECT n.body FROM note_waste w JOIN note n ON n.id = w.note WHERE \(conditions.joined(separator: " AND "))
            ORDER BY w.note DESC LIMIT \(limit)
            """)
    }

    private func bodies(_ query: Query) throws -> [Manifest] {
        try session.rows(query).map { try Body.note($0.blob(0)) }
    }

    /// Bounds on a note's id: a page's end, and the ids minted in a month.
    private static func window(_ month: Month?, before: DocumentID?, column: StaticString) -> [Query] {
        var conditions: [Query] = []
        if let before { conditions.append("\(raw: column) < \(before.value)") }
        if let month {
            let zone = CivilZone.phnomPenh
            let first = IdentifierMint.floor(zone.start(of: Period.month(month).first))
            let next = IdentifierMint.floor(zone.start(of: Period.month(month.adding(months: 1)).first))
            conditions.append("\(raw: column) >= \(first)")
            conditions.append("\(raw: column) < \(next)")
        }
        return conditions
    }
}
