// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// Letters to firms and claims to them, inside one transaction.
public struct InvitationStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Letters

    public func insert(_ invitation: Invitation, codeHash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO invitation (id, organisation, code_hash, state, valid_until, version, body)
            VALUES (\(invitation.id.value), \(invitation.organisation.value), \(codeHash), \(invitation.state.rawValue),
            \(Int64(invitation.validUntil.dayNumber)), \(invitation.version), \(Body.bytes(invitation)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ invitation: Invitation, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE invitation SET organisation = \(invitation.organisation.value), state = \(invitation.state.rawValue), version = \(invitation.version),
            body = \(Body.bytes(invitation)) WHERE id = \(invitation.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    public func invitation(codeHash: [UInt8]) throws -> Invitation? {
        try session.first("SELECT body FROM invitation WHERE code_hash = \(codeHash)").map { try Body.value(Invitation.self, from: $0.blob(0)) }
    }

    /// The letter of a firm that opens it, past its last day too.
    public func open(of organisation: OrganisationID) throws -> Invitation? {
        try session.first("SELECT body FROM invitation WHERE organisation = \(organisation.value) AND state = 'open'").map {
            try Body.value(Invitation.self, from: $0.blob(0))
        }
    }

    /// Open letters of several firms.
    public func open(of organisations: some Collection<OrganisationID>) throws -> [OrganisationID: Invitation] {
        guard !organisations.isEmpty else { return [:] }
        let rows = try session.rows(
            "SELECT body FROM invitation WHERE state = 'open' AND organisation IN (\(values: Set(organisations.map(\.value)).sorted()))")
        let found = try rows.map { try Body.value(Invitation.self, from: $0.blob(0)) }
        return Dictionary(found.map { ($0.organisation, $0) }, uniquingKeysWith: { _, later in later })
    }

    /// Active firms of a province that nobody rules and nobody waits to rule, in order of id; a page after an id.
    ///
    /// - Parameters:
    ///   - province: `nil` is the whole country.
    ///   - words: folded words that the name or number must contain, all of them.
    ///   - withoutLetterOn: leaves out those with a letter that is good on this day.
    public func unclaimed(
        province: String?, words: [String] = [], withoutLetterOn day: CalendarDate? = nil, today: CalendarDate, after: OrganisationID? = nil, limit: Int
    ) throws -> [Organisation] {
        let number = Int64(today.dayNumber)
        var conditions: [Query] = [
            "o.id > \(after?.value ?? 0)", "o.status = \(Organisation.Status.active.rawValue)",
            """
            NOT EXISTS (SELECT 1 FROM membership m WHERE m.organisation = o.id AND m.role = \(Role.administrator.rawValue)
            AND m.valid_from <= \(number) AND (m.valid_until IS NULL OR m.valid_until >= \(number)))
            """,
            "NOT EXISTS (SELECT 1 FROM claim c WHERE c.organisation = o.id AND c.state = \(Claim.State.waiting.rawValue))",
            "NOT EXISTS (SELECT 1 FROM organisation_profile p WHERE p.organisation = o.id AND p.profile = \(ChainProfile.authority.rawValue))",
        ]
        if let province { conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = o.id AND s.province = \(province))") }
        if let day {
            conditions.append(
                "NOT EXISTS (SELECT 1 FROM invitation i WHERE i.organisation = o.id AND i.state = 'open' AND i.valid_until >= \(Int64(day.dayNumber)))")
        }
        for word in words { conditions.append("o.name_folded LIKE \(RegistryStore.pattern(word)) ESCAPE '!'") }
        return try session.rows("SELECT o.body FROM organisation o WHERE \(conditions.joined(separator: " AND ")) ORDER BY o.id LIMIT \(limit)")
            .map { try Body.value(Organisation.self, from: $0.blob(0)) }
    }

    // MARK: Claims

    public func insert(_ claim: Claim, position: String) throws {
        try session.execute(
            """
            INSERT INTO claim (id, organisation, person, state, version, position_text, body)
            VALUES (\(claim.id.value), \(claim.organisation.value), \(claim.person.value), \(claim.state.rawValue), \(claim.version), \(position),
            \(Body.bytes(claim)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ claim: Claim, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE claim SET organisation = \(claim.organisation.value), state = \(claim.state.rawValue), version = \(claim.version),
            body = \(Body.bytes(claim)) WHERE id = \(claim.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    public func claim(_ id: ClaimID) throws -> (claim: Claim, position: String)? {
        try session.first("SELECT body, position_text FROM claim WHERE id = \(id.value)").map { (try Body.value(Claim.self, from: $0.blob(0)), $0.text(1)) }
    }

    /// The claim that a letter was used for.
    public func claims(of organisation: OrganisationID) throws -> [Claim] {
        try session.rows("SELECT body FROM claim WHERE organisation = \(organisation.value) ORDER BY id").map { try Body.value(Claim.self, from: $0.blob(0)) }
    }

    /// Claims of a person, latest first.
    public func claims(by person: PersonID, limit: Int) throws -> [Claim] {
        try session.rows("SELECT body FROM claim WHERE person = \(person.value) ORDER BY id DESC LIMIT \(limit)").map {
            try Body.value(Claim.self, from: $0.blob(0))
        }
    }

    /// Claims that wait for an answer, oldest first; a page after an id.
    ///
    /// - Parameter province: in which a site of the firm stands; `nil` is the whole country.
    public func waiting(province: String?, after: ClaimID? = nil, limit: Int) throws -> [(claim: Claim, position: String)] {
        var conditions: [Query] = ["c.state = \(Claim.State.waiting.rawValue)", "c.id > \(after?.value ?? 0)"]
        if let province { conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = c.organisation AND s.province = \(province))") }
        return try session.rows("SELECT c.body, c.position_text FROM claim c WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.id LIMIT \(limit)")
            .map { (try Body.value(Claim.self, from: $0.blob(0)), $0.text(1)) }
    }
}
