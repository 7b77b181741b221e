// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDBSQLite
import StorageCore

/// One connection that fills a file as fast as the disk takes it: no log and no waiting for the disk before the end.
///
/// A crash on the way leaves a file of no use; ``putBack(progress:)`` is what makes it whole and safe. Nobody else may have the file open.
public actor SQLiteLoad: LoadDatabase {
    public nonisolated let dialect = Dialect.sqlite
    private let path: String
    private let connection: SQLiteConnection
    private var isOpen = true
    /// Texts of the indexes that were taken away.
    private var indexes: [(name: String, text: String)] = []

    /// - Parameters:
    ///   - path: of a file that has been migrated.
    ///   - cacheMegabytes: pages kept in memory, in MiB; also what sorting an index may use.
    /// - Throws: ``StorageError``.
    public init(path: String, cacheMegabytes: Int = 1024) throws {
        self.path = path
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw StorageError(code: code, message: "the file cannot be opened", text: path)
        }
        connection = SQLiteConnection(handle)
        do throws(StorageError) {
            for setting in [
                "locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "temp_store = FILE", "threads = 2",
                "cache_size = -\(cacheMegabytes * 1024)",
            ] { try connection.run("PRAGMA \(setting)") }
        } catch {
            sqlite3_close_v2(handle)
            throw error
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await write(body) }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        guard isOpen else { throw StorageError.closed }
        let session = SQLiteSession(connection)
        defer { session.end() }
        try connection.run("BEGIN IMMEDIATE")
        do {
            let result = try body(session)
            try session.confirm()
            try connection.run("COMMIT")
            return result
        } catch {
            // Without a log nothing can be undone: the file is spoilt, and its mark says so.
            if connection.isInTransaction { try? connection.run("COMMIT") }
            throw error
        }
    }

    public func setAside(_ tables: [String]) async throws {
        guard isOpen else { throw StorageError.closed }
        indexes = try await write { session in
            try session.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(values: tables)) ORDER BY name")
                .map { ($0.text(0), $0.text(1)) }
        }
        for index in indexes { try connection.run("DROP INDEX \(index.name)") }
    }

    public func putBack(progress: @escaping @Sendable (String) -> Void) async throws {
        guard isOpen else { throw StorageError.closed }
        for index in indexes {
            progress(index.name)
            try connection.run(index.text)
        }
        indexes = []
        // What the operating system still holds goes to the disk; only then is the file as good as any other.
        try synchronise()
    }

    public func integrityCheck() async throws -> [String] {
        try await read { session in try session.rows("PRAGMA integrity_check").map { $0.text(0) }.filter { $0 != "ok" } }
    }

    public func close() async throws {
        guard isOpen else { return }
        isOpen = false
        try synchronise()
        connection.forgetAll()
        sqlite3_close_v2(connection.handle)
    }

    private func synchronise() throws(StorageError) {
        let descriptor = open(path, O_RDWR)
        guard descriptor >= 0 else { throw .unavailable("the file cannot be opened to be synchronised") }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unavailable("the disk did not take the file: \(String(cString: strerror(errno)))") }
    }
}
