// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Stores

extension TestCountry {
    /// Changes packed values past the platform, as somebody with the file and a program in hand could.
    ///
    /// - Returns: the ids of the rows that came out different, in their order.
    @discardableResult
    public func rewrite<Value: Codable & Sendable>(
        _ table: StaticString, _ type: Value.Type, column: StaticString = "body", where condition: StaticString = "1 = 1",
        _ change: @escaping @Sendable (inout Value) -> Void
    ) async throws -> [Int64] {
        let changed = try await database.read { session in
            try session.rows("SELECT id, \(raw: column) FROM \(raw: table) WHERE \(raw: condition) ORDER BY id").compactMap { row -> (Int64, [UInt8])? in
                var value = try Body.value(type, from: row.blob(1))
                change(&value)
                let bytes = Body.bytes(value)
                return bytes == row.blob(1) ? nil : (row.int(0), bytes)
            }
        }
        for (id, bytes) in changed { try await run("UPDATE \(raw: table) SET \(raw: column) = \(bytes) WHERE id = \(id)") }
        return changed.map(\.0)
    }

    /// What the packed values of a table say, as JSON.
    public func bodies(_ table: StaticString, column: StaticString = "body") async throws -> [String] {
        try await database.read { session in
            try session.rows("SELECT \(raw: column) FROM \(raw: table)").map { Body.tree($0.blob(0))?.description ?? "damaged" }
        }
    }

    /// Adds a byte to the payload of the journal's lines of a kind.
    ///
    /// - Returns: the id of the first.
    public func lengthenPayload(of kind: String) async throws -> Int64? {
        try await database.write { session in
            let lines = try session.rows("SELECT id, payload FROM journal WHERE kind = \(kind) ORDER BY id")
            for line in lines { try session.execute("UPDATE journal SET payload = \(line.blob(1) + [0]) WHERE id = \(line.int(0))") }
            return lines.first?.int(0)
        }
    }
}
