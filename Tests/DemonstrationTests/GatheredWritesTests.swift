// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore
import Stores
import Testing

@testable import Demonstration

struct GatheredWritesTests {
    private struct Refused: Error {}

    @Test("Operations share one commit, and each sees what those before it wrote")
    func sharesOneCommit() async throws {
        try await withEmptyDatabase { database in
            let gathered = GatheredWrites(database)
            let before = await database.commits
            try await gathered.together {
                for i in 1...20 {
                    _ = try await gathered.write { try SettingStore($0).value("k\(i)", orSet: "\(i)") }
                    let seen = try await gathered.read { try SettingStore($0).value("k\(i)") }
                    #expect(seen == "\(i)")
                }
            }
            #expect(await database.commits == before + 1)
            #expect(try await database.read { try SettingStore($0).value("k20") } == "20")
        }
    }

    @Test("A failure undoes all of them and is passed on; afterwards writes go straight through")
    func failsAsOne() async throws {
        try await withEmptyDatabase { database in
            let gathered = GatheredWrites(database)
            await #expect(throws: Refused.self) {
                try await gathered.together {
                    _ = try await gathered.write { try SettingStore($0).value("a", orSet: "1") }
                    throw Refused()
                }
            }
            #expect(try await database.read { try SettingStore($0).value("a") } == nil)
            _ = try await gathered.write { try SettingStore($0).value("b", orSet: "2") }
            #expect(try await database.read { try SettingStore($0).value("b") } == "2")
        }
    }

    @Test("A database that cannot begin fails the first operation instead of leaving it to wait")
    func failsToBegin() async throws {
        try await withEmptyDatabase { database in
            let gathered = GatheredWrites(database)
            try await database.close()
            await #expect(throws: StorageError.closed) {
                try await gathered.together { try await gathered.write { _ in } }
            }
        }
    }
}
