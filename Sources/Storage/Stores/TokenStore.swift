// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// A token of somebody's own system, without the token: only its hash is known.
public struct APIToken: Hashable, Sendable {
    public var person: PersonID
    /// The organisation in whose name the program acts.
    public var organisation: OrganisationID
    public var scopes: Set<TokenScope>
    /// How its maker tells it from others.
    public var label: String
    public var createdAt: Instant
    public var expiresAt: Instant
    public var lastUsed: CalendarDate?
    public var revokedAt: Instant?

    public init(
        person: PersonID, organisation: OrganisationID, scopes: Set<TokenScope>, label: String, createdAt: Instant, expiresAt: Instant,
        lastUsed: CalendarDate? = nil, revokedAt: Instant? = nil
    ) {
        self.person = person
        self.organisation = organisation
        self.scopes = scopes
        self.label = label
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsed = lastUsed
        self.revokedAt = revokedAt
    }

    public func isGood(at now: Instant) -> Bool { revokedAt == nil && now < expiresAt }
}

/// Tokens by hash, inside one transaction.
public struct TokenStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func insert(_ token: APIToken, hash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO api_token (hash, person, organisation, scopes, label, created_at, expires_at)
            VALUES (\(hash), \(token.person.value), \(token.organisation.value), \(token.scopes.sorted().map(\.rawValue).joined(separator: " ")),
            \(token.label), \(token.createdAt.microseconds), \(token.expiresAt.microseconds))
            """)
    }

    public func token(hash: [UInt8]) throws -> APIToken? {
        try session.first("\(Self.tokens) WHERE hash = \(hash)").map(Self.token)
    }

    /// In the order in which they were made.
    ///
    /// - Parameter person: `nil` for those of everybody in the organisation.
    public func tokens(of organisation: OrganisationID, person: PersonID?) throws -> [(hash: [UInt8], token: APIToken)] {
        let own: Query = person.map { "AND person = \($0.value)" } ?? ""
        return try session.rows("\(Self.tokens) WHERE organisation = \(organisation.value) \(own) ORDER BY created_at").map { ($0.blob(8), Self.token($0)) }
    }

    public func revoke(hash: [UInt8], at now: Instant) throws {
        try session.execute("UPDATE api_token SET revoked_at = \(now.microseconds) WHERE hash = \(hash) AND revoked_at IS NULL")
    }

    /// Notes the day of use; once a day is enough for knowing which tokens nobody needs.
    public func touch(hash: [UInt8], on day: CalendarDate) throws {
        try session.execute("UPDATE api_token SET last_used_day = \(Int64(day.dayNumber)) WHERE hash = \(hash)")
    }

    private static let tokens: Query =
        "SELECT person, organisation, scopes, label, created_at, expires_at, last_used_day, revoked_at, hash FROM api_token"

    private static func token(_ row: Row) -> APIToken {
        APIToken(
            person: PersonID(row.int(0)), organisation: OrganisationID(row.int(1)),
            scopes: Set(row.text(2).split(separator: " ").compactMap { TokenScope(rawValue: String($0)) }), label: row.text(3),
            createdAt: Instant(microseconds: row.int(4)), expiresAt: Instant(microseconds: row.int(5)),
            lastUsed: row.optionalInt32(6).map { CalendarDate(dayNumber: $0) }, revokedAt: row.optionalInt(7).map { Instant(microseconds: $0) })
    }
}
