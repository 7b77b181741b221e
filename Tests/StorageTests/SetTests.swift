// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

/// Statements over many rows that have nothing to do with each other.
@Suite struct SetTests {
    /// More than a driver takes at once.
    private static let many = 5_200

    @Test(arguments: [1, 15, 16, many])
    func setsDoWhatSingleRunsDo(count: Int) async throws {
        // Inserted, changed, added up and deleted, as often as said, whatever the size of the set; values of each kind and none.
        try await withSampleDatabase { database in
            let counts = try await database.write { session in
                [
                    try session.executeSet("INSERT INTO kinds (id, n, r, t, b) VALUES ($1, $2, $3, $4, $5)", count: count) { i, row in
                        row += [
                            .int(Int64(i)), i % 3 == 0 ? .null : .int(Int64(i) * 3), .real(Double(i) / 4), i % 2 == 0 ? .text("ជួរ \(i)") : .null,
                            .blob([UInt8(i % 256), 0]),
                        ]
                    },
                    try session.executeSet("INSERT INTO item (id, amount) VALUES ($1, $2 + 1)", count: count) { $1 += [.int(Int64($0)), .int(Int64($0))] },
                    try session.executeSet(
                        "INSERT INTO item (id, amount) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET amount = item.amount + excluded.amount", count: count
                    ) { $1 += [.int(Int64($0)), .int(100)] },
                    try session.executeSet("UPDATE item SET amount = amount + $1 WHERE id = $2", count: count) { $1 += [.int(1000), .int(Int64($0))] },
                    try session.executeSet("DELETE FROM item WHERE id = $1 AND amount = $2", count: count) { i, row in
                        // Only the first is as it is said to be.
                        row += [.int(Int64(i)), .int(i == 0 ? 1101 : -1)]
                    },
                ]
            }
            #expect(counts == [count, count, count, count, 1])
            let sums = try await database.read { try $0.first("SELECT count(*), coalesce(sum(amount - id), 0) FROM item") }
            #expect(sums?.values == [.int(Int64(count - 1)), .int(Int64(count - 1) * 1101)])
            let last = Int64(count - 1)
            let row = try await database.read { try $0.first("SELECT n, r, t, b FROM kinds WHERE id = \(last)") }
            #expect(
                row?.values == [
                    last % 3 == 0 ? .null : .int(last * 3), .real(Double(last) / 4), last % 2 == 0 ? .text("ជួរ \(last)") : .null,
                    .blob([UInt8(last % 256), 0]),
                ])
        }
    }

    @Test func aColumnWithoutAnyValueIsNull() async throws {
        try await withSampleDatabase { database in
            try await database.write { session in
                try session.executeSet("INSERT INTO kinds (id, n, t, b) VALUES ($1, $2, $3, $4)", count: 40) { $1 += [.int(Int64($0)), .null, .null, .null] }
            }
            let counts = try await database.read { try $0.first("SELECT count(*), count(n), count(t), count(b) FROM kinds") }
            #expect(counts?.values == [.int(40), .int(0), .int(0), .int(0)])
        }
    }

    @Test(arguments: [3, 40, many])
    func keysAreAnsweredUnderTheirIndex(count: Int) async throws {
        // Every other key has a row; the answers come in order, each with the index of its key, in the columns of the query.
        try await withSampleDatabase { database in
            let found = try await database.write { session in
                try session.executeSet("INSERT INTO item (id, amount) VALUES ($1, $2)", count: count) { $1 += [.int(Int64($0) * 2), .int(Int64($0))] }
                var found: [[Int64]] = []
                try session.firstMany("SELECT amount, id FROM item WHERE id = \(0) AND amount >= \(0)", count: count) { i, key in
                    key += [.int(Int64(i)), .int(0)]
                } row: { i, row in
                    found.append([Int64(i), row.int(0), row.int(1)])
                }
                return found
            }
            #expect(found == stride(from: Int64(0), to: Int64(count), by: 2).map { [$0, $0 / 2, $0] })
        }
    }

    @Test func aRefusedRowRefusesTheSet() async throws {
        try await withSampleDatabase { database in
            await #expect(throws: StorageError.self) {
                try await database.write { session in
                    try session.executeSet("INSERT INTO item (id, amount) VALUES ($1, 0)", count: 50) { $1.append(.int(Int64($0 % 49))) }
                }
            }
            let left = try await database.read { try $0.first("SELECT count(*) FROM item") }
            #expect(left?.int(0) == 0)
        }
    }
}
