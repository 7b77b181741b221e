// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import StorageSQLite
import Testing

/// Reading much once.
@Suite struct ReadThroughTests {
    @Test func itIsOneSnapshotThatOnlyReads() async throws {
        // What is committed is seen, what is committed meanwhile is not, writing is refused, and a closed database says so.
        try await withDatabase { database in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 5)")
            let gate = Gate()
            let reading = Task {
                try await database.readThrough { session in
                    let first = try session.rows("SELECT id FROM item").count
                    gate.hold()
                    return [first, try session.rows("SELECT id FROM item").count]
                }
            }
            await gate.whenHeld()
            try await database.run("INSERT INTO item (id, amount) VALUES (2, 5)")
            gate.open()
            #expect(try await reading.value == [1, 1])
            let refused = await storageError { _ = try await database.readThrough { try $0.execute("INSERT INTO item (id, amount) VALUES (3, 5)") } }
            #expect(refused != nil)
            #expect(try await database.value("SELECT count(*) FROM item") == .int(2))
            try await database.close()
            #expect(await storageError { _ = try await database.readThrough { try $0.rows("SELECT 1").count } } == .closed)
        }
    }
}
