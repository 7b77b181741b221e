// SPDX-License-Identifier: Apache-2.0

// StorageSQLite: the embedded default. One file, one writer whose commits are grouped, several readers.
//
//   SQLiteDatabase          opening, reading, writing, closing; +Rehearsal: writing worked out before; +Through: reading much once; +Maintenance: checkpoint, integrity, size
//   GroupCommitter          gathers the writes that wait and commits them together; WriteJob is one of them
//   WriteBatch              one transaction over such a group, a savepoint for each; GatheredSums: what they add to sums, written once
//   SQLiteSession           the statements of one closure
//   SQLiteConnection        a connection with its prepared statements; PreparedStatement binds, steps, reads
//   SQLiteLoad              one connection that fills a file without a log
//   SQLiteFailure           SQLite's result codes in the words of StorageError
//
// GRDB owns the connections, their queues and the pool of readers. Statements go to SQLite's C interface directly,
// because a bulk load spends its time there.

import GRDB
import GRDBSQLite
import StorageCore

/// A database in one SQLite file, in WAL mode with full synchronisation: an answered write survives a power cut.
///
/// - Readers work on snapshots and wait for nobody.
/// - Writes that arrive together commit together and are answered after the commit.
/// - Another process may use the same file; the two wait for each other up to the busy timeout.
public final class SQLiteDatabase: StorageCore.Database {
    public struct Configuration: Sendable {
        /// Connections that read at the same time, 1 or more.
        public var readers: Int
        /// Writes that may wait; the next one is refused with ``StorageError/queueFull(waiting:)``.
        public var queueLimit: Int
        /// Writes that share one commit at most.
        public var batchLimit: Int
        /// Page cache of each reading connection, in MiB.
        public var cacheMegabytes: Int
        /// Page cache of the writer, in MiB; it fills as far as writes need it.
        public var writerCacheMegabytes: Int
        /// How much of the file is read through memory mapping, in MiB; 0 turns it off.
        public var mappedMegabytes: Int
        /// How long to wait for a lock of another process, in seconds.
        public var busyTimeout: Double

        public init(
            readers: Int = 4, queueLimit: Int = 4096, batchLimit: Int = 512, cacheMegabytes: Int = 32, writerCacheMegabytes: Int = 96,
            mappedMegabytes: Int = 256,
            busyTimeout: Double = 5
        ) {
            precondition(readers > 0 && queueLimit > 0 && batchLimit > 0, "Readers and limits are above zero.")
            self.readers = readers
            self.queueLimit = queueLimit
            self.batchLimit = batchLimit
            self.cacheMegabytes = cacheMegabytes
            self.writerCacheMegabytes = writerCacheMegabytes
            self.mappedMegabytes = mappedMegabytes
            self.busyTimeout = busyTimeout
        }
    }

    public let dialect = Dialect.sqlite
    public let path: String
    let pool: DatabasePool
    let connections = ConnectionRegistry()
    let configuration: Configuration
    let committer: GroupCommitter

    /// Opens the file, making it when it is missing; its folder must exist.
    ///
    /// - Throws: ``StorageError``; `unavailable` also when full synchronisation cannot be had.
    public init(path: String, configuration: Configuration = Configuration()) async throws {
        self.path = path
        self.configuration = configuration
        do {
            pool = try DatabasePool(path: path, configuration: Self.poolConfiguration(configuration))
            committer = GroupCommitter(
                pool: pool, connections: connections, readers: configuration.readers, queueLimit: configuration.queueLimit, batchLimit: configuration.batchLimit
            )
            try await pool.writeWithoutTransaction { [connections] db in
                let writer = try connections.connection(of: db.sqliteConnection)
                // On the writer all statements are ours, transactions too. GRDB would note what they change, for
                // observers that we do not have, and its notes would only grow.
                sqlite3_set_authorizer(writer.handle, nil, nil)
                _ = sqlite3_commit_hook(writer.handle, nil, nil)
                _ = sqlite3_rollback_hook(writer.handle, nil, nil)
                try Self.insistOnFullSynchronisation(writer)
                // A large batch changes more pages than a reader ever keeps. Written out early, for want of room, they would go to the log twice.
                try writer.run("PRAGMA cache_spill = OFF")
                try writer.run("PRAGMA cache_size = -\(configuration.writerCacheMegabytes * 1024)")
            }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        do {
            return try await pool.read { [connections] db in
                let session = SQLiteSession(try connections.connection(of: db.sqliteConnection))
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

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await committer.write(body)
    }

    /// What the writer has done since the database was opened.
    public var writerStatistics: WriterStatistics {
        get async { await committer.statistics }
    }

    public func close() async throws {
        guard await committer.close() else { return }
        do {
            // Behind the barrier nobody reads. A checkpoint leaves one complete file; if another process holds it up,
            // the log stays beside the file and the next opening reads both.
            try await pool.barrierWriteWithoutTransaction { [connections] db in
                _ = try? connections.connection(of: db.sqliteConnection).first("PRAGMA wal_checkpoint(TRUNCATE)")
                connections.forgetStatements()
            }
            try pool.close()
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    static func poolConfiguration(_ configuration: Configuration) -> GRDB.Configuration {
        var result = GRDB.Configuration()
        result.label = "baitong"
        result.maximumReaderCount = configuration.readers
        result.foreignKeysEnabled = true
        result.busyMode = .timeout(configuration.busyTimeout)
        result.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA recursive_triggers = ON;
                    PRAGMA secure_delete = ON;
                    PRAGMA wal_autocheckpoint = 16384;
                    PRAGMA cache_size = -\(configuration.cacheMegabytes * 1024);
                    PRAGMA mmap_size = \(configuration.mappedMegabytes * 1024 * 1024);
                    """)
            if db.configuration.readonly {
                // GRDB interrupts a connection when its task is cancelled, which goes unheard between two statements.
                // So a long query asks now and then; it runs on its task's thread.
                sqlite3_progress_handler(db.sqliteConnection, 10_000, { _ in Task.isCancelled ? 1 : 0 }, nil)
            }
        }
        return result
    }

    /// GRDB lowers `synchronous` to NORMAL after its own preparation, and NORMAL in WAL mode loses answered writes in a
    /// power cut. So it is set after opening, and looked at.
    private static func insistOnFullSynchronisation(_ connection: SQLiteConnection) throws {
        try connection.run("PRAGMA synchronous = FULL")
        let level = try connection.first("PRAGMA synchronous")?.int(0)
        guard level == 2 else {
            throw StorageError.unavailable("full synchronisation was asked for, but PRAGMA synchronous is \(level ?? -1) instead of 2")
        }
    }
}
