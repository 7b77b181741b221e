// SPDX-License-Identifier: Apache-2.0

import Foundation

// DatabaseSupport: databases for tests, on the engine that the run is for.
//
//   TestEngine       SQLite unless BAITONG_TEST_POSTGRES names a server
//   TestDatabase     a database of a test's own, empty or migrated, gone afterwards

/// The engine that this run of the tests is for. `scripts/with-postgres` starts a server of its own and sets the variable.
public enum TestEngine: Sendable {
    case sqlite
    /// URL of a server on which the tests may make and drop databases, without a database's name.
    case postgres(String)

    public static let current: TestEngine =
        ProcessInfo.processInfo.environment["BAITONG_TEST_POSTGRES"].map { .postgres($0) } ?? .sqlite

    public static var isSQLite: Bool {
        if case .sqlite = current { true } else { false }
    }
}
