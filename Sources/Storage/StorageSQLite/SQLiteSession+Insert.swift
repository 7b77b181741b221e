// SPDX-License-Identifier: Apache-2.0

import StorageCore

extension SQLiteSession {
    func insertMany(_ rows: RowBatch) throws -> Int {
        guard !rows.isEmpty else { return 0 }
        let names = rows.columns.map(\.name.description).joined(separator: ", ")
        let places = (1...rows.columns.count).map { "$\($0)" }.joined(separator: ", ")
        return try runMany("INSERT INTO \(rows.table) (\(names)) VALUES (\(places))", count: rows.count) { statement, index throws(StorageError) in
            try statement.bind(rows, row: index)
        }
    }
}
