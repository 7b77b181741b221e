// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// Standing arrangements, inside one transaction.
public struct ArrangementStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func arrangement(_ id: ArrangementID) throws -> Arrangement? {
        try session.first("SELECT body FROM arrangement WHERE id = \(id.value)").map { try Body.value(Arrangement.self, from: $0.blob(0)) }
    }

    public func arrangements(_ ids: some Collection<ArrangementID>) throws -> [ArrangementID: Arrangement] {
        guard !ids.isEmpty else { return [:] }
        let found = try bodies("SELECT body FROM arrangement WHERE id IN (\(values: ids.map(\.value)))")
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    }

    /// Saves a new arrangement.
    ///
    /// - Parameter provinces: in which its parties stand today.
    public func insert(_ arrangement: Arrangement, provinces: Set<String>) throws {
        try session.execute(
            """
            INSERT INTO arrangement (id, state, version, body)
            VALUES (\(arrangement.id.value), \(Int64(arrangement.state.rawValue)), \(arrangement.version), \(Body.bytes(arrangement)))
            """)
        try saveParties(arrangement)
        let places = provinces.sorted()
        try session.executeMany("INSERT INTO arrangement_place (province, arrangement) VALUES ($1, $2)", count: places.count) { i, row in
            row += [.text(places[i]), .int(arrangement.id.value)]
        }
    }

    /// Saves an arrangement that changed since `version` was read.
    ///
    /// - Throws: ``StoreError/stale`` when somebody else saved it first.
    public func update(_ arrangement: Arrangement, from version: Int, before: Arrangement) throws {
        let changed = try session.execute(
            """
            UPDATE arrangement SET state = \(Int64(arrangement.state.rawValue)), version = \(arrangement.version), body = \(Body.bytes(arrangement))
            WHERE id = \(arrangement.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
        guard arrangement.state != before.state else { return }
        let parties = before.organisations
        try session.executeMany(
            "DELETE FROM arrangement_party WHERE organisation = $1 AND state = $2 AND arrangement = $3", count: parties.count
        ) { i, row in row += [.int(parties[i].value), .int(Int64(before.state.rawValue)), .int(arrangement.id.value)] }
        try saveParties(arrangement)
    }

    private func saveParties(_ arrangement: Arrangement) throws {
        let parties = arrangement.organisations
        try session.executeMany(
            "INSERT INTO arrangement_party (organisation, state, arrangement) VALUES ($1, $2, $3)", count: parties.count
        ) { i, row in row += [.int(parties[i].value), .int(Int64(arrangement.state.rawValue)), .int(arrangement.id.value)] }
    }

    // MARK: Lists

    /// Arrangements of an organisation in one state, newest first, one page before an id.
    public func arrangements(of organisation: OrganisationID, _ state: ArrangementState, before: ArrangementID? = nil, limit: Int) throws -> [Arrangement] {
        try bodies(
            """
            SELECT a.body FROM arrangement_party p JOIN arrangement a ON a.id = p.arrangement
            WHERE p.organisation = \(organisation.value) AND p.state = \(Int64(state.rawValue)) AND p.arrangement < \(before?.value ?? Int64.max)
            ORDER BY p.arrangement DESC LIMIT \(limit)
            """)
    }

    /// Arrangements of the nation or of one province, newest first, one page before an id.
    public func arrangements(province: String?, before: ArrangementID? = nil, limit: Int) throws -> [Arrangement] {
        guard let province else {
            return try bodies("SELECT body FROM arrangement WHERE id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)")
        }
        return try bodies(
            """
            SELECT a.body FROM arrangement_place l JOIN arrangement a ON a.id = l.arrangement
            WHERE l.province = \(province) AND l.arrangement < \(before?.value ?? Int64.max) ORDER BY l.arrangement DESC LIMIT \(limit)
            """)
    }

    /// Notes that were issued under an arrangement, newest first, one page before an id.
    public func notes(of arrangement: ArrangementID, before: DocumentID? = nil, limit: Int) throws -> [Manifest] {
        try session.rows(
            """
            SELECT n.body FROM arrangement_note l JOIN note n ON n.id = l.note
            WHERE l.arrangement = \(arrangement.value) AND l.note < \(before?.value ?? Int64.max) ORDER BY l.note DESC LIMIT \(limit)
            """
        ).map { try Body.note($0.blob(0)) }
    }

    // MARK: What is drawn

    /// What stands against the amount of one year.
    public func use(of arrangement: ArrangementID, year: Int) throws -> ArrangementUse {
        try uses(of: [arrangement], year: year)[arrangement] ?? ArrangementUse(year: year)
    }

    public func uses(of arrangements: some Collection<ArrangementID>, year: Int) throws -> [ArrangementID: ArrangementUse] {
        guard !arrangements.isEmpty else { return [:] }
        let rows = try session.rows(
            """
            SELECT arrangement, reserved, used FROM arrangement_use
            WHERE arrangement IN (\(values: arrangements.map(\.value))) AND year = \(Int64(year))
            """)
        return Dictionary(
            rows.map { (ArrangementID($0.int(0)), ArrangementUse(year: year, reserved: Mass($0.int(1)), used: Mass($0.int(2)))) },
            uniquingKeysWith: { a, _ in a })
    }

    /// Every year in which something was drawn, latest first.
    public func uses(of arrangement: ArrangementID) throws -> [ArrangementUse] {
        try session.rows(
            "SELECT year, reserved, used FROM arrangement_use WHERE arrangement = \(arrangement.value) ORDER BY year DESC LIMIT 50"
        ).map { ArrangementUse(year: Int($0.int(0)), reserved: Mass($0.int(1)), used: Mass($0.int(2))) }
    }

    /// All rows, for an audit, in order.
    public func eachUse(_ body: (ArrangementID, ArrangementUse) throws -> Void) throws {
        try session.each("SELECT arrangement, year, reserved, used FROM arrangement_use ORDER BY arrangement, year") { row in
            try body(ArrangementID(row.int(0)), ArrangementUse(year: Int(row.int(1)), reserved: Mass(row.int(2)), used: Mass(row.int(3))))
        }
    }

    private func bodies(_ query: Query) throws -> [Arrangement] {
        try session.rows(query).map { try Body.value(Arrangement.self, from: $0.blob(0)) }
    }
}

extension NoteStore {
    /// Adds what a note draws from its arrangement now and gives back what it drew before; lists it there once it is issued.
    func saveDraw(_ note: Manifest, before: Manifest?) throws {
        // Both countries keep the same civil time.
        let (now, former) = (note.draw(in: .phnomPenh), before?.draw(in: .phnomPenh))
        if let arrangement = note.arrangement, note.number != nil, before?.number == nil {
            try session.execute(
                "INSERT INTO arrangement_note (arrangement, note) VALUES (\(arrangement.value), \(note.id.value)) ON CONFLICT DO NOTHING")
        }
        guard now != former else { return }
        let given = former.map { ArrangementDraw(arrangement: $0.arrangement, year: $0.year, reserved: -$0.reserved, used: -$0.used) }
        for change in [now, given].compactMap({ $0 }) {
            try session.execute(
                """
                INSERT INTO arrangement_use (arrangement, year, reserved, used)
                VALUES (\(change.arrangement.value), \(Int64(change.year)), \(change.reserved.raw), \(change.used.raw))
                ON CONFLICT (arrangement, year) DO UPDATE SET reserved = arrangement_use.reserved + excluded.reserved,
                used = arrangement_use.used + excluded.used
                """)
        }
    }
}
