// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

/// Packed rows, as loads of millions send them.
@Suite struct RowBatchTests {
    private static let columns: [RowBatch.Column] = [.init("id"), .init("n"), .init("r", .real), .init("t", .text), .init("b", .blob)]

    @Test func everyKindOfValueComesBack() async throws {
        // Numbers of either sign, empty and Khmer texts, empty bytes and NULL are what they were, on either engine.
        var batch = RowBatch("kinds", Self.columns)
        let rows: [(Int64, Int64?, Double?, String?, [UInt8])] = [
            (1, .min, -0.5, "ប័ណ្ណ", [0, 255, 10]), (2, nil, nil, nil, []), (3, .max, 1e300, "", [92, 78]),
        ]
        for row in rows {
            batch.begin(key: row.0)
            batch.append(row.0)
            batch.append(row.1)
            batch.append(row.2)
            batch.append(row.3)
            batch.append(row.4)
        }
        let sent = batch
        try await withSampleDatabase { database in
            #expect(try await database.write { try $0.insertMany(sent) } == 3)
            let found = try await database.read { try $0.rows("SELECT n, r, t, b FROM kinds ORDER BY id").map(\.values) }
            #expect(
                found == [
                    [.int(.min), .real(-0.5), .text("ប័ណ្ណ"), .blob([0, 255, 10])], [.null, .null, .null, .blob([])],
                    [.int(.max), .real(1e300), .text(""), .blob([92, 78])],
                ])
        }
    }

    @Test func aRefusedRowTakesAllWithIt() async throws {
        // The second row breaks a CHECK: nothing of the batch stays, and the error says which constraint.
        var batch = RowBatch("item", [.init("id"), .init("amount")])
        for (id, amount) in [(1, 5), (2, -5)] as [(Int64, Int64)] {
            batch.begin(key: id)
            batch.append(id)
            batch.append(amount)
        }
        let sent = batch
        try await withSampleDatabase { database in
            let error = await storageError { _ = try await database.write { try $0.insertMany(sent) } }
            #expect(error == .constraint(kind: .check, table: "item", detail: "amount_not_negative"))
            let left = try await database.read { try $0.first("SELECT count(*) FROM item")?.int(0) }
            #expect(left == 0)
        }
    }

    @Test func rowsAreTakenInOrderUpToALimit() {
        // What is not ripe stays behind, whole, and comes later.
        var batch = RowBatch("item", [.init("id"), .init("amount")])
        for key in [7, 3, 9, 1] as [Int64] {
            batch.begin(key: key)
            batch.append(key)
            batch.append(key * 10)
        }
        let first = batch.take(below: 8)
        #expect(first.keys == [1, 3, 7] && first.count == 3 && batch.keys == [9])
        var whole = batch.take()
        #expect(whole.keys == [9] && batch.isEmpty)
        let count = whole.bytes.count
        whole.append(first)
        #expect(whole.keys == [9, 1, 3, 7] && whole.starts == [0, count, 2 * count, 3 * count])
        #expect(Array(whole.bytes[whole.range(1)]) == Array(first.bytes[first.range(0)]))
    }
}
