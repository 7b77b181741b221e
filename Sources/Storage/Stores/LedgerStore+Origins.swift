// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// Where grams of an origin are.
public struct OriginPlace: Hashable, Sendable {
    public var origin: OriginID
    public var compartment: Compartment
    public var grams: Int64
}

extension LedgerStore {
    /// Where the grams of some origins are or ended, by compartment. What lies in a bundle is not told here: see ``bundled(_:)``.
    public func places(ofOrigins origins: some Collection<OriginID>) throws -> [OriginPlace] {
        guard !origins.isEmpty else { return [] }
        return try session.rows(
            """
            SELECT t.origin, a.compartment, CAST(sum(t.grams) AS BIGINT) FROM content t JOIN account a ON a.id = t.account
            WHERE t.origin IN (\(values: origins.map(\.value))) GROUP BY t.origin, a.compartment ORDER BY t.origin, a.compartment
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(1))).map { OriginPlace(origin: OriginID(row.int(0)), compartment: $0, grams: row.int(2)) }
        }
    }

    /// Those of some origins of which grams lie in bundles.
    public func bundled(_ origins: some Collection<OriginID>) throws -> Set<OriginID> {
        guard !origins.isEmpty else { return [] }
        return Set(
            try session.rows("SELECT DISTINCT origin FROM bundle_content WHERE origin IN (\(values: origins.map(\.value)))").map { OriginID($0.int(0)) })
    }
}
