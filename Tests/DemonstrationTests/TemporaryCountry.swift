// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Demonstration
import Domain
import Operations
import StorageCore
import Stores
import TestSupport

/// A fresh database in a folder that is gone after the closure.
func withEmptyDatabase<T>(_ body: (TestDatabase) async throws -> T) async throws -> T {
    try await withTemporaryFolder { folder in
        let database = try await TestDatabase.make(at: folder + "/demo.db")
        return try await database.closing { try await body(database) }
    }
}

/// The tiny country as it stands at a moment, and a server's platform on it.
func withTinyCountry<T>(
    seed: UInt64 = 2026, now: Instant = FixedTime.now, _ body: (DemonstrationSummary, Platform, TestDatabase) async throws -> T
) async throws -> T {
    try await withEmptyDatabase { database in
        let today = Country.cambodia.zone.date(of: now)
        let summary = try await Demonstration.build(database: database, scale: .tiny, seed: seed, today: today, now: now)
        let platform = try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { now }
        return try await body(summary, platform, database)
    }
}
