// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore
import Stores

extension Platform {
    /// Sees to it that the history of this year and the next has its partitions, on PostgreSQL; a server asks for it each hour, at its start too. Where
    /// nothing is missing it reads a few rows of the catalogue.
    ///
    /// - Throws: ``StorageError``, where those who write kept the tables busy for longer than two seconds: the next hour is early enough.
    public func keepPartitions() async throws {
        let now = self.now
        for history in PartitionStore.History.allCases {
            while try await database.write({ try PartitionStore($0).keep(history, at: now) }) { try Task.checkCancellation() }
        }
    }

    /// The partitions of each table of history, oldest first; none on SQLite.
    public func partitions() async throws -> [PartitionStore.Partition] {
        try await database.read { session in try PartitionStore.History.allCases.flatMap { try PartitionStore(session).partitions(of: $0) } }
    }
}
