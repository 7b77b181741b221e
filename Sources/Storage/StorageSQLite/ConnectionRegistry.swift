// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Synchronization

/// Finds the prepared statements that belong to a connection of GRDB's pool.
final class ConnectionRegistry: Sendable {
    private let connections = Mutex<[UInt: SQLiteConnection]>([:])

    /// - Throws: ``StorageError/closed`` when the pool has closed the connection.
    func connection(of handle: OpaquePointer?) throws(StorageError) -> SQLiteConnection {
        guard let handle else { throw .closed }
        let key = UInt(bitPattern: handle)
        return connections.withLock { connections in
            if let known = connections[key] { return known }
            let connection = SQLiteConnection(key)
            connections[key] = connection
            return connection
        }
    }

    /// SQLite does not close a connection that has statements. Only while nobody uses any connection.
    func forgetStatements() {
        connections.withLock { $0.removeAll() }
    }
}
