// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import StorageCore

/// A published key and the journal's line that published it.
public struct SealKeyRow: Hashable, Sendable {
    public var published: PublishedKey
    public var line: OperationID

    public init(_ published: PublishedKey, line: OperationID) {
        self.published = published
        self.line = line
    }
}

extension SealStore {
    /// Servers that start at one time with one key both write it. The later one, who looked before the key was there, has its transaction begun again
    /// by the conflict, and then finds it.
    ///
    /// - Throws: ``StorageError/constraint(kind:table:detail:)`` when the key was there to be seen.
    public func insert(_ row: SealKeyRow) throws {
        let key = row.published
        let inserted = try session.execute(
            """
            INSERT INTO seal_key (id, public_key, valid_from, previous, endorsement, line)
            VALUES (\(key.key.id), \(key.key.bytes), \(key.from.microseconds), \(key.previous), \(key.endorsement), \(row.line.value))
            ON CONFLICT (id) DO NOTHING
            """)
        guard inserted == 1 else { throw StorageError.constraint(kind: .unique, table: "seal_key", detail: "id") }
    }

    /// Every key that ever signed, in the order in which they followed each other; few.
    public func keys() throws -> [SealKeyRow] {
        try session.rows("SELECT public_key, valid_from, previous, endorsement, line FROM seal_key ORDER BY valid_from").compactMap { row in
            SealKey(row.blob(0)).map { key in
                SealKeyRow(
                    PublishedKey(
                        key: key, from: Instant(microseconds: row.int(1)), previous: row.optionalText(2), endorsement: row.optionalBlob(3)),
                    line: OperationID(row.int(4)))
            }
        }
    }

    /// Id of the key that signs now; `nil` when none was published.
    public func currentKey() throws -> String? { try session.first("SELECT id FROM seal_key ORDER BY valid_from DESC LIMIT 1")?.text(0) }
}
