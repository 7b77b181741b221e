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
