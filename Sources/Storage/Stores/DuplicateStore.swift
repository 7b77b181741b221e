// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// What firms are compared by, pairs that look alike, and what officers decided about them; inside one transaction.
public struct DuplicateStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Faces

    /// Keeps what a firm is compared by; it waits to be compared.
    public func save(_ face: FirmFace) throws {
        try session.execute(
            """
            INSERT INTO firm_face (organisation, is_compared, body) VALUES (\(face.id.value), 0, \(Body.bytes(face)))
            ON CONFLICT (organisation) DO UPDATE SET is_compared = 0, body = excluded.body
            """)
        try session.execute("DELETE FROM firm_key WHERE organisation = \(face.id.value)")
        let keys = face.keys.sorted()
        try session.executeMany("INSERT INTO firm_key (key, organisation) VALUES ($1, $2)", count: keys.count) { i, row in
            row += [.int(keys[i]), .int(face.id.value)]
        }
    }

    public func remove(_ organisation: OrganisationID) throws {
        for query: Query in [
            "DELETE FROM firm_key WHERE organisation = \(organisation.value)", "DELETE FROM firm_face WHERE organisation = \(organisation.value)",
            "DELETE FROM duplicate_pair WHERE first = \(organisation.value)", "DELETE FROM duplicate_pair WHERE second = \(organisation.value)",
        ] { try session.execute(query) }
    }

    public func faces(_ ids: some Collection<OrganisationID>) throws -> [FirmFace] {
        guard !ids.isEmpty else { return [] }
        return try session.rows("SELECT body FROM firm_face WHERE organisation IN (\(values: Set(ids.map(\.value)).sorted()))").map {
            try Body.value(FirmFace.self, from: $0.blob(0))
        }
    }

    /// Faces that wait to be compared, in order of id.
    public func waiting(limit: Int) throws -> [FirmFace] {
        try session.rows("SELECT body FROM firm_face WHERE is_compared = 0 ORDER BY organisation LIMIT \(limit)").map {
            try Body.value(FirmFace.self, from: $0.blob(0))
        }
    }

    public func markCompared(_ organisation: OrganisationID) throws {
        try session.execute("UPDATE firm_face SET is_compared = 1 WHERE organisation = \(organisation.value)")
    }

    /// Firms without a face that could have one: those of a database from before there were any.
    public func faceless(limit: Int) throws -> [OrganisationID] {
        try session.rows(
            """
            SELECT o.id FROM organisation o WHERE o.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM firm_face f WHERE f.organisation = o.id)
            AND NOT EXISTS (SELECT 1 FROM organisation_profile p WHERE p.organisation = o.id AND p.profile = \(ChainProfile.authority.rawValue))
            ORDER BY o.id LIMIT \(limit)
            """
        ).map { OrganisationID($0.int(0)) }
    }

    /// Firms that share a key; a key that more than `most` share says nothing, and gives none.
    public func sharing(_ key: Int64, most: Int) throws -> [OrganisationID] {
        let rows = try session.rows("SELECT organisation FROM firm_key WHERE key = \(key) LIMIT \(most + 1)")
        return rows.count > most ? [] : rows.map { OrganisationID($0.int(0)) }
    }

    // MARK: Pairs

    public func removePairs(of organisation: OrganisationID) throws {
        try session.execute("DELETE FROM duplicate_pair WHERE first = \(organisation.value)")
        try session.execute("DELETE FROM duplicate_pair WHERE second = \(organisation.value)")
    }

    public func save(_ likeness: Likeness, of a: OrganisationID, _ b: OrganisationID) throws {
        try session.execute(
            """
            INSERT INTO duplicate_pair (first, second, score, body) VALUES (\(min(a, b).value), \(max(a, b).value), \(likeness.score), \(Body.bytes(likeness)))
            ON CONFLICT (first, second) DO UPDATE SET score = excluded.score, body = excluded.body
            """)
    }

    public func likeness(of a: OrganisationID, _ b: OrganisationID) throws -> Likeness? {
        try session.first("SELECT body FROM duplicate_pair WHERE first = \(min(a, b).value) AND second = \(max(a, b).value)").map {
            try Body.value(Likeness.self, from: $0.blob(0))
        }
    }

    /// Pairs, the most alike first; a page after one of them.
    ///
    /// - Parameter province: in which both have a site; `nil` is the whole country.
    public func pairs(
        province: String?, after: (score: Int, first: OrganisationID, second: OrganisationID)? = nil, limit: Int
    ) throws -> [(first: OrganisationID, second: OrganisationID, likeness: Likeness)] {
        var conditions: [Query] = ["1 = 1"]
        if let province {
            conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = p.first AND s.province = \(province))")
            conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = p.second AND s.province = \(province))")
        }
        if let after {
            conditions.append(
                """
                (p.score < \(after.score) OR (p.score = \(after.score) AND (p.first > \(after.first.value)
                OR (p.first = \(after.first.value) AND p.second > \(after.second.value)))))
                """)
        }
        return try session.rows(
            """
            SELECT p.first, p.second, p.body FROM duplicate_pair p WHERE \(conditions.joined(separator: " AND "))
            ORDER BY p.score DESC, p.first, p.second LIMIT \(limit)
            """
        ).map { (OrganisationID($0.int(0)), OrganisationID($0.int(1)), try Body.value(Likeness.self, from: $0.blob(2))) }
    }

    public func countPairs() throws -> Int { Int(try session.first("SELECT count(*) FROM duplicate_pair")?.int(0) ?? 0) }

    // MARK: Decisions

    public func insert(_ pair: DistinctPair) throws {
        try session.execute(
            "INSERT INTO distinct_pair (id, first, second, body) VALUES (\(pair.id.value), \(pair.first.value), \(pair.second.value), \(Body.bytes(pair)))")
        try session.execute("DELETE FROM duplicate_pair WHERE first = \(pair.first.value) AND second = \(pair.second.value)")
    }

    public func areDistinct(_ a: OrganisationID, _ b: OrganisationID) throws -> Bool {
        try session.first("SELECT 1 FROM distinct_pair WHERE first = \(min(a, b).value) AND second = \(max(a, b).value)") != nil
    }

    // MARK: Merging

    /// Codes of drivers and open sessions of a firm go to the one it was merged into.
    public func passCodes(of organisation: OrganisationID, to survivor: OrganisationID) throws {
        try session.execute("UPDATE driver_code SET organisation = \(survivor.value) WHERE organisation = \(organisation.value)")
        try session.execute("UPDATE session SET acting_for = \(survivor.value), delegation = NULL WHERE acting_for = \(organisation.value)")
    }
}
