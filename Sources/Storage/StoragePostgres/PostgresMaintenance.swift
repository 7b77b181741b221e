// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What is done to a server outside any transaction.
public enum PostgresMaintenance {
    /// Runs one statement on a connection of its own, such as `CREATE DATABASE` or `VACUUM`. Blocks.
    ///
    /// - Parameter statement: a constant of the program or of an operator, never built from data.
    /// - Throws: ``StorageError``.
    public static func run(_ statement: String, on url: String) throws(StorageError) {
        let connection = try PostgresConnection(url: url, purpose: .writing)
        do throws(PostgresFailure) {
            try connection.runAlone(statement)
        } catch {
            throw error.error
        }
    }
}

extension PostgresDatabase {
    /// Bytes of the database on the server's disk, its log apart.
    public var size: Int64 {
        get async throws { try await read { try $0.first("SELECT pg_database_size(current_database())")?.int(0) ?? 0 } }
    }
}
