// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// Collection rounds, inside one transaction.
public struct RoundStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func round(_ id: RoundID) throws -> Round? {
        try session.first("SELECT body FROM round WHERE id = \(id.value)").map { try Body.value(Round.self, from: $0.blob(0)) }
    }

    public func insert(_ round: Round) throws {
        try session.execute(
            """
            INSERT INTO round (id, carrier, receiver, state, version, body)
            VALUES (\(round.id.value), \(round.plan.carrier.organisation.value), \(round.plan.receiver.organisation.value),
            \(Int64(round.state.rawValue)), \(round.version), \(Body.bytes(round)))
            """)
    }

    /// Saves a round that changed since `version` was read.
    ///
    /// - Throws: ``StoreError/stale`` when somebody else saved it first.
    public func update(_ round: Round, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE round SET state = \(Int64(round.state.rawValue)), version = \(round.version), body = \(Body.bytes(round))
            WHERE id = \(round.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    /// Rounds of a haulier, newest first, one page before an id.
    public func rounds(of carrier: OrganisationID, before: RoundID? = nil, limit: Int) throws -> [Round] {
        try bodies(
            "SELECT body FROM round WHERE carrier = \(carrier.value) AND id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)")
    }

    /// Rounds of a haulier that stand in some states, oldest first.
    public func rounds(of carrier: OrganisationID, in states: [RoundState], limit: Int) throws -> [Round] {
        try bodies(
            """
            SELECT body FROM round WHERE carrier = \(carrier.value) AND state IN (\(values: states.map { Int64($0.rawValue) }))
            ORDER BY id LIMIT \(limit)
            """)
    }

    /// Rounds to a plant that stand in some states, oldest first.
    public func rounds(to receiver: OrganisationID, in states: [RoundState], limit: Int) throws -> [Round] {
        try bodies(
            """
            SELECT body FROM round WHERE receiver = \(receiver.value) AND state IN (\(values: states.map { Int64($0.rawValue) }))
            ORDER BY id LIMIT \(limit)
            """)
    }

    // MARK: Codes

    public func insertCode(hash: [UInt8], of round: RoundID, expiresAt: Instant) throws {
        try session.execute("INSERT INTO round_code (hash, round, expires_at) VALUES (\(hash), \(round.value), \(expiresAt.microseconds))")
    }

    public func code(hash: [UInt8]) throws -> (round: RoundID, expiresAt: Instant)? {
        try session.first("SELECT round, expires_at FROM round_code WHERE hash = \(hash)").map {
            (RoundID($0.int(0)), Instant(microseconds: $0.int(1)))
        }
    }

    // MARK: Audit

    /// What is stored of a round beside its body, and the body itself.
    public func row(_ id: RoundID) throws -> (state: Int64, version: Int, body: [UInt8])? {
        try session.first("SELECT state, version, body FROM round WHERE id = \(id.value)").map { ($0.int(0), Int($0.int(1)), $0.blob(2)) }
    }

    public func count() throws -> Int { Int(try session.first("SELECT count(*) FROM round")?.int(0) ?? 0) }

    private func bodies(_ query: Query) throws -> [Round] {
        try session.rows(query).map { try Body.value(Round.self, from: $0.blob(0)) }
    }
}
