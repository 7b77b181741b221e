// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Stores

// Loading: a whole history written at one go, for countries that are invented to be large.
//
//   HistoryLoad      the database while it is being filled
//   HistoryWriter    journal lines, entries and notes as operations write them

/// Fills a database with a history. From ``begin()`` to ``finish(progress:)`` the database is marked as unfinished, and nobody works with it.
public struct HistoryLoad: Sendable {
    /// Set while a load is under way.
    public static let mark = "unfinished_load"
    /// Rows that go into one transaction.
    private static let rowsAtOnce = 50_000

    private let database: any LoadDatabase

    public init(_ database: any LoadDatabase) { self.database = database }

    /// Marks the database, then takes indexes and references away.
    public func begin() async throws {
        try await database.write { try SettingStore($0).set(Self.mark, to: "1") }
        try await database.setAside(HistoryRows.tables)
    }

    public func insert(_ batches: [RowBatch]) async throws {
        var group: [RowBatch] = []
        var count = 0
        for batch in batches {
            group.append(batch)
            count += batch.count
            guard count >= Self.rowsAtOnce else { continue }
            try await write(group)
            group = []
            count = 0
        }
        try await write(group)
    }

    private func write(_ group: [RowBatch]) async throws {
        guard !group.isEmpty else { return }
        try await database.write { session in
            for batch in group { try session.insertMany(batch) }
        }
    }

    /// Makes the indexes, brings everything to the disk, and takes the mark away.
    public func finish(progress: @escaping @Sendable (String) -> Void) async throws {
        try await database.putBack(progress: progress)
        try await database.write { try SettingStore($0).remove(Self.mark) }
    }
}
