// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore

/// Finds the prepared statements that belong to a connection of GRDB's pool.
///
/// Unchecked, with a plain lock: the thread sanitizer does not see the lock of `Synchronization.Mutex` on Linux and
/// reports races that are none.
final class ConnectionRegistry: @unchecked Sendable {
    private let lock = NSLock()
    private var connections: [OpaquePointer: SQLiteConnection] = [:]

    /// - Throws: ``StorageError/closed`` when the pool has closed the connection.
    func connection(of handle: OpaquePointer?) throws(StorageError) -> SQLiteConnection {
        guard let handle else { throw .closed }
        lock.lock()
        defer { lock.unlock() }
        if let known = connections[handle] { return known }
        let connection = SQLiteConnection(handle)
        connections[handle] = connection
        return connection
    }

    /// SQLite does not close a connection that has statements. Only while nobody uses any connection.
    func forgetStatements() {
        lock.lock()
        defer { lock.unlock() }
        connections.removeAll()
    }
}
