// SPDX-License-Identifier: Apache-2.0

import GRDB
import StorageCore

extension SQLiteDatabase {
    /// On a connection of its own, with a small cache and nothing mapped, that is closed afterwards. A connection of the pool would keep every page that
    /// was read mapped into the process, some tens of megabytes, although nobody asks for most of them again.
    public func readThrough<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        // A closed database says so.
        try await read { _ in }
        var once = configuration
        once.cacheMegabytes = 2
        once.mappedMegabytes = 0
        var settings = Self.poolConfiguration(once)
        settings.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: settings)
            defer { try? queue.close() }
            return try await queue.read { db in
                guard let handle = db.sqliteConnection else { throw StorageError.closed }
                let connection = SQLiteConnection(handle)
                defer { connection.forgetAll() }
                let session = SQLiteSession(connection)
                defer { session.end() }
                let result = try body(session)
                try session.confirm()
                return result
            }
        } catch let error as DatabaseError {
            throw StorageError(error)
        } catch let error as StorageError where Task.isCancelled && error == .interrupted {
            throw CancellationError()
        }
    }
}
