// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// Files that firms sent and that wait for answers, and what firms said their columns mean; of every kind of file, by the kind's name.
public struct SentFileStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Files

    public func insert(_ id: DocumentID, organisation: OrganisationID, kind: String, hash: String, body: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO sent_file (id, organisation, kind, hash, version, body)
            VALUES (\(id.value), \(organisation.value), \(kind), \(hash), 1, \(body))
            """)
    }

    public func body(_ id: DocumentID, kind: String) throws -> [UInt8]? {
        try session.first("SELECT body FROM sent_file WHERE id = \(id.value) AND kind = \(kind)")?.blob(0)
    }

    /// A firm's latest files of a kind, the latest first.
    public func bodies(of organisation: OrganisationID, kind: String, limit: Int) throws -> [[UInt8]] {
        try session.rows(
            "SELECT body FROM sent_file WHERE organisation = \(organisation.value) AND kind = \(kind) ORDER BY id DESC LIMIT \(limit)"
        ).map { $0.blob(0) }
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ id: DocumentID, body: [UInt8], version: Int, from before: Int) throws {
        let changed = try session.execute(
            "UPDATE sent_file SET body = \(body), version = \(version) WHERE id = \(id.value) AND version = \(before)")
        guard changed == 1 else { throw StoreError.stale }
    }

    // MARK: What columns mean

    /// What a firm said of its files of a kind.
    public func mapping(of organisation: OrganisationID, kind: String) throws -> (id: DocumentID, body: [UInt8])? {
        try session.first("SELECT id, body FROM file_mapping WHERE organisation = \(organisation.value) AND kind = \(kind)").map {
            (DocumentID($0.int(0)), $0.blob(1))
        }
    }

    /// Keeps it in the place of what the firm said before.
    public func remember(_ id: DocumentID, organisation: OrganisationID, kind: String, body: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO file_mapping (id, organisation, kind, body) VALUES (\(id.value), \(organisation.value), \(kind), \(body))
            ON CONFLICT (id) DO UPDATE SET body = excluded.body
            """)
    }
}
