// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// Declared outages.
public struct OutageStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func outage(_ id: OutageID) throws -> Outage? {
        try session.first("SELECT body FROM outage WHERE id = \(id.value)").map { try Body.value(Outage.self, from: $0.blob(0)) }
    }

    public func insert(_ outage: Outage) throws {
        try session.execute(
            """
            INSERT INTO outage (id, from_at, until_at, version, body)
            VALUES (\(outage.id.value), \(outage.from.microseconds), \(outage.until.microseconds), \(outage.version), \(Body.bytes(outage)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when somebody else changed it first.
    public func update(_ outage: Outage, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE outage SET from_at = \(outage.from.microseconds), until_at = \(outage.until.microseconds), version = \(outage.version),
            body = \(Body.bytes(outage)) WHERE id = \(outage.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    /// Those in which a moment lies, the first to begin first.
    public func outages(at moment: Instant) throws -> [Outage] {
        try session.rows(
            "SELECT body FROM outage WHERE until_at >= \(moment.microseconds) AND from_at <= \(moment.microseconds) ORDER BY from_at, id LIMIT 50"
        ).map { try Body.value(Outage.self, from: $0.blob(0)) }
    }

    /// Those that are not over at a moment, the first to begin first.
    public func outages(notOverAt moment: Instant) throws -> [Outage] {
        try session.rows("SELECT body FROM outage WHERE until_at > \(moment.microseconds) ORDER BY from_at, id LIMIT 50")
            .map { try Body.value(Outage.self, from: $0.blob(0)) }
    }

    /// The latest declared first, one page before an id.
    public func outages(before: OutageID? = nil, limit: Int) throws -> [Outage] {
        try session.rows("SELECT body FROM outage WHERE id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)")
            .map { try Body.value(Outage.self, from: $0.blob(0)) }
    }

    /// All, for an audit.
    public func each(_ body: (OutageID, [UInt8]) throws -> Void) throws {
        try session.each("SELECT id, body FROM outage ORDER BY id") { try body(OutageID($0.int(0)), $0.blob(1)) }
    }
}
