// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Wording

/// A signed-in browser.
public struct WebSession: Hashable, Sendable {
    public var person: PersonID
    public var actingFor: OrganisationID?
    public var delegation: DelegationID?
    /// Token that every form of this session carries.
    public var csrf: String
    public var means: SignInMeans
    public var createdAt: Instant
    public var touchedAt: Instant
    public var expiresAt: Instant

    public init(
        person: PersonID, actingFor: OrganisationID?, delegation: DelegationID? = nil, csrf: String, means: SignInMeans, createdAt: Instant,
        touchedAt: Instant, expiresAt: Instant
    ) {
        self.person = person
        self.actingFor = actingFor
        self.delegation = delegation
        self.csrf = csrf
        self.means = means
        self.createdAt = createdAt
        self.touchedAt = touchedAt
        self.expiresAt = expiresAt
    }
}

/// A haulier's code for one of its drivers.
public struct DriverCode: Hashable, Sendable {
    public var organisation: OrganisationID
    /// How the haulier knows the driver; shown beside signatures.
    public var label: String
    public var createdAt: Instant
    /// Its last day.
    public var validUntil: CalendarDate
    public var revokedAt: Instant?

    public init(organisation: OrganisationID, label: String, createdAt: Instant, validUntil: CalendarDate, revokedAt: Instant? = nil) {
        self.organisation = organisation
        self.label = label
        self.createdAt = createdAt
        self.validUntil = validUntil
        self.revokedAt = revokedAt
    }

    /// Neither revoked nor past its last day.
    public func isGood(on day: CalendarDate) -> Bool { revokedAt == nil && day <= validUntil }
}

/// People, what they may sign in with, and where they hold roles; inside one transaction.
public struct PeopleStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: People

    public func person(_ id: PersonID) throws -> Person? {
        try session.first("SELECT body FROM person WHERE id = \(id.value)").map { try Body.value(Person.self, from: $0.blob(0)) }
    }

    public func insert(_ person: Person, _ profile: PersonProfile) throws {
        try session.execute("INSERT INTO person (id, version, body) VALUES (\(person.id.value), \(person.version), \(Body.bytes(person)))")
        try session.execute(
            """
            INSERT INTO person_profile (person, display_name, phone, sign_in_name, language)
            VALUES (\(person.id.value), \(profile.displayName), \(profile.phone), \(profile.signInName), \(profile.language.rawValue))
            """)
    }

    public func update(_ person: Person, from version: Int) throws {
        let changed = try session.execute(
            "UPDATE person SET version = \(person.version), body = \(Body.bytes(person)) WHERE id = \(person.id.value) AND version = \(version)")
        guard changed == 1 else { throw StoreError.stale }
    }

    public func setLanguage(_ language: Language, of person: PersonID) throws {
        try session.execute("UPDATE person_profile SET language = \(language.rawValue) WHERE person = \(person.value)")
    }

    public func profile(_ id: PersonID) throws -> PersonProfile? {
        try session.first("SELECT display_name, phone, sign_in_name, language FROM person_profile WHERE person = \(id.value)").map(Self.profile)
    }

    public func names(_ ids: some Collection<PersonID>) throws -> [PersonID: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try session.rows("SELECT person, display_name FROM person_profile WHERE person IN (\(values: Set(ids.map(\.value)).sorted()))")
        return Dictionary(uniqueKeysWithValues: rows.map { (PersonID($0.int(0)), $0.text(1)) })
    }

    /// The person who signs in by a phone number or a chosen name.
    public func person(signingInBy text: String) throws -> PersonID? {
        try session.first("SELECT person FROM person_profile WHERE phone = \(text) OR sign_in_name = \(text)").map { PersonID($0.int(0)) }
    }

    public func passwordHash(of person: PersonID) throws -> String? {
        try session.first("SELECT password_hash FROM credential WHERE person = \(person.value)")?.text(0)
    }

    public func setPassword(_ hash: String, of person: PersonID, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO credential (person, password_hash, changed_at) VALUES (\(person.value), \(hash), \(now.microseconds))
            ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at
            """)
    }

    // MARK: Memberships and delegations

    public func memberships(of person: PersonID) throws -> [Membership] {
        try session.rows("\(Self.memberships) WHERE person = \(person.value) ORDER BY organisation, role").compactMap(Self.membership)
    }

    public func memberships(in organisation: OrganisationID) throws -> [Membership] {
        try session.rows("\(Self.memberships) WHERE organisation = \(organisation.value) ORDER BY person, role").compactMap(Self.membership)
    }

    public func save(_ membership: Membership) throws {
        try session.execute(
            """
            INSERT INTO membership (person, organisation, role, valid_from, valid_until)
            VALUES (\(membership.person.value), \(membership.organisation.value), \(membership.role.rawValue),
            \(Int64(membership.validFrom.dayNumber)), \(membership.validUntil.map { Int64($0.dayNumber) }))
            ON CONFLICT (person, organisation, role) DO UPDATE SET valid_from = excluded.valid_from, valid_until = excluded.valid_until
            """)
    }

    public func delegation(_ id: DelegationID) throws -> Delegation? {
        try session.first("SELECT body FROM delegation WHERE id = \(id.value)").map { try Body.value(Delegation.self, from: $0.blob(0)) }
    }

    /// Powers lent by an organisation, or lent to a person or one of their organisations.
    public func delegations(grantedBy grantor: OrganisationID) throws -> [Delegation] {
        try session.rows("SELECT body FROM delegation WHERE grantor = \(grantor.value) ORDER BY id").map {
            try Body.value(Delegation.self, from: $0.blob(0))
        }
    }

    public func delegations(to person: PersonID, organisations: [OrganisationID]) throws -> [Delegation] {
        let members: Query = organisations.isEmpty ? "" : "OR delegate_organisation IN (\(values: organisations.map(\.value)))"
        return try session.rows("SELECT body FROM delegation WHERE delegate_person = \(person.value) \(members) ORDER BY id").map {
            try Body.value(Delegation.self, from: $0.blob(0))
        }
    }

    public func save(_ delegation: Delegation) throws {
        var organisation: Int64?
        var person: Int64?
        switch delegation.delegate {
        case .organisation(let id): organisation = id.value
        case .person(let id): person = id.value
        }
        try session.execute(
            """
            INSERT INTO delegation (id, grantor, delegate_organisation, delegate_person, valid_until, body)
            VALUES (\(delegation.id.value), \(delegation.grantor.value), \(organisation), \(person), \(Int64(delegation.validUntil.dayNumber)),
            \(Body.bytes(delegation)))
            ON CONFLICT (id) DO UPDATE SET valid_until = excluded.valid_until, body = excluded.body
            """)
    }

    // MARK: Sessions

    public func webSession(tokenHash: [UInt8]) throws -> WebSession? {
        try session.first(
            "SELECT person, acting_for, delegation, csrf, means, created_at, touched_at, expires_at FROM session WHERE token_hash = \(tokenHash)"
        ).map { row in
            WebSession(
                person: PersonID(row.int(0)), actingFor: row.optionalInt(1).map { OrganisationID($0) },
                delegation: row.optionalInt(2).map { DelegationID($0) }, csrf: row.text(3), means: SignInMeans(rawValue: row.text(4)) ?? .password,
                createdAt: Instant(microseconds: row.int(5)), touchedAt: Instant(microseconds: row.int(6)),
                expiresAt: Instant(microseconds: row.int(7)))
        }
    }

    public func insert(_ web: WebSession, tokenHash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO session (token_hash, person, acting_for, delegation, csrf, means, created_at, touched_at, expires_at)
            VALUES (\(tokenHash), \(web.person.value), \(web.actingFor?.value), \(web.delegation?.value), \(web.csrf), \(web.means.rawValue),
            \(web.createdAt.microseconds), \(web.touchedAt.microseconds), \(web.expiresAt.microseconds))
            """)
    }

    public func touch(tokenHash: [UInt8], at now: Instant, expiresAt: Instant) throws {
        try session.execute("UPDATE session SET touched_at = \(now.microseconds), expires_at = \(expiresAt.microseconds) WHERE token_hash = \(tokenHash)")
    }

    public func setActing(tokenHash: [UInt8], organisation: OrganisationID?, delegation: DelegationID?) throws {
        try session.execute(
            "UPDATE session SET acting_for = \(organisation?.value), delegation = \(delegation?.value), entering_for = NULL WHERE token_hash = \(tokenHash)")
    }

    public func endSession(tokenHash: [UInt8]) throws {
        try session.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Ends every session of a person: after a reset or a suspension.
    public func endSessions(of person: PersonID) throws {
        try session.execute("DELETE FROM session WHERE person = \(person.value)")
    }

    // MARK: Codes

    public func insertOneTimeCode(hash: [UInt8], kind: String, person: PersonID, expiresAt: Instant) throws {
        try session.execute(
            "INSERT INTO one_time_code (hash, kind, person, expires_at) VALUES (\(hash), \(kind), \(person.value), \(expiresAt.microseconds))")
    }

    public func oneTimeCode(hash: [UInt8]) throws -> (kind: String, person: PersonID, expiresAt: Instant, usedAt: Instant?)? {
        try session.first("SELECT kind, person, expires_at, used_at FROM one_time_code WHERE hash = \(hash)").map {
            ($0.text(0), PersonID($0.int(1)), Instant(microseconds: $0.int(2)), $0.optionalInt(3).map { Instant(microseconds: $0) })
        }
    }

    /// Uses a code up.
    ///
    /// - Returns: whether it was still unused.
    public func useOneTimeCode(hash: [UInt8], at now: Instant) throws -> Bool {
        try session.execute("UPDATE one_time_code SET used_at = \(now.microseconds) WHERE hash = \(hash) AND used_at IS NULL") == 1
    }

    public func voidOneTimeCodes(of person: PersonID, at now: Instant) throws {
        try session.execute("UPDATE one_time_code SET used_at = \(now.microseconds) WHERE person = \(person.value) AND used_at IS NULL")
    }

    public func insert(_ code: DriverCode, hash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO driver_code (hash, organisation, label, created_at, valid_until)
            VALUES (\(hash), \(code.organisation.value), \(code.label), \(code.createdAt.microseconds), \(Int64(code.validUntil.dayNumber)))
            """)
    }

    public func driverCode(hash: [UInt8]) throws -> DriverCode? {
        try session.first("SELECT organisation, label, created_at, valid_until, revoked_at FROM driver_code WHERE hash = \(hash)").map(Self.driverCode)
    }

    public func driverCodes(of organisation: OrganisationID) throws -> [(hash: [UInt8], code: DriverCode)] {
        try session.rows(
            """
            SELECT organisation, label, created_at, valid_until, revoked_at, hash FROM driver_code WHERE organisation = \(organisation.value)
            ORDER BY created_at
            """
        )
        .map { ($0.blob(5), Self.driverCode($0)) }
    }

    public func revokeDriverCode(hash: [UInt8], of organisation: OrganisationID, at now: Instant) throws {
        try session.execute(
            "UPDATE driver_code SET revoked_at = \(now.microseconds) WHERE hash = \(hash) AND organisation = \(organisation.value) AND revoked_at IS NULL")
    }

    // MARK: Failures

    public func failures(of subject: String) throws -> (count: Int, lastAt: Instant)? {
        try session.first("SELECT failures, last_at FROM sign_in_failure WHERE subject = \(subject)").map {
            (Int($0.int(0)), Instant(microseconds: $0.int(1)))
        }
    }

    public func setFailures(_ count: Int, of subject: String, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (\(subject), \(count), \(now.microseconds))
            ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at
            """)
    }

    public func clearFailures(of subject: String) throws {
        try session.execute("DELETE FROM sign_in_failure WHERE subject = \(subject)")
    }

    // MARK: Rows

    private static let memberships: Query = "SELECT person, organisation, role, valid_from, valid_until FROM membership"

    private static func membership(_ row: Row) -> Membership? {
        Role(rawValue: row.text(2)).map {
            Membership(
                person: PersonID(row.int(0)), organisation: OrganisationID(row.int(1)), role: $0,
                validFrom: CalendarDate(dayNumber: row.int32(3)), validUntil: row.optionalInt32(4).map { CalendarDate(dayNumber: $0) })
        }
    }

    private static func profile(_ row: Row) -> PersonProfile {
        PersonProfile(
            displayName: row.text(0), phone: row.optionalText(1), signInName: row.optionalText(2), language: Language(rawValue: row.text(3)) ?? .english)
    }

    private static func driverCode(_ row: Row) -> DriverCode {
        DriverCode(
            organisation: OrganisationID(row.int(0)), label: row.text(1), createdAt: Instant(microseconds: row.int(2)),
            validUntil: CalendarDate(dayNumber: row.int32(3)), revokedAt: row.optionalInt(4).map { Instant(microseconds: $0) })
    }
}
