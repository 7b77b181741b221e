// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import StorageCore

extension SQLiteDatabase {
    /// Moves everything from the log into the file and empties the log.
    ///
    /// - Throws: ``StorageError/busy`` when a reader or another process kept that from happening in time.
    public func checkpoint() async throws {
        do {
            let isBusy = try await pool.writeWithoutTransaction { [connections] db in
                try connections.connection(of: db.sqliteConnection).first("PRAGMA wal_checkpoint(TRUNCATE)")?.bool(0)
            }
            if isBusy == true { throw StorageError.busy }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    /// What is damaged: one line each for broken pages, indexes that disagree with their table, and references that
    /// point at nothing. Empty when all is well. Reads the whole file.
    public func integrityCheck() async throws -> [String] {
        try await read { session in
            let damages = try session.rows("PRAGMA integrity_check").map { $0.text(0) }.filter { $0 != "ok" }
            let dangling = try session.rows("PRAGMA foreign_key_check").map { row in
                "row \(row.optionalInt(1).map(String.init) ?? "without number") of \(row.text(0)) refers to a missing row of \(row.text(2))"
            }
            return damages + dangling
        }
    }

    /// Bytes on the disk: the file and its log.
    public var fileSize: Int64 {
        get throws {
            try [path, path + "-wal"].reduce(0) { sum, path in
                guard FileManager.default.fileExists(atPath: path) else { return sum }
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
                return sum + (size?.int64Value ?? 0)
            }
        }
    }
}
