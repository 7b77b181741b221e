// SPDX-License-Identifier: Apache-2.0

// StoragePostgres: for a nation, when one machine is outgrown. Many writers, each with a transaction of its own.
//
//   PostgresDatabase        opening, reading, writing, closing
//   PostgresLane            threads with a connection each, and the work that waits for one; PostgresSeat keeps the connection
//   WriteAttempts           a write until it stands: again after a conflict, looked up after a lost COMMIT; ReadAttempts
//   ReplicatedDatabase      a primary and a standby that is read for what may be a little behind; StandbyWatch says how far it is
//   PostgresSession         the statements of one closure
//   PostgresConnection      a connection with its prepared statements
//   BoundValues, PostgresResult  values in and out, in PostgreSQL's binary form
//   PostgresLoad            a database filled for the first time, by COPY
//   PostgresFailure         SQLSTATE in the words of StorageError
//
// Calls of libpq block, each on a thread of its lane: measured as fast as asynchronous sockets, and much simpler.

import StorageCore

/// A database on a PostgreSQL server, version 14 or later.
///
/// - Writes run at isolation level SERIALIZABLE: whatever a closure reads and decides is as if it had run alone. Where the
///   server finds that it could not have, the closure runs again.
/// - Reads run on one snapshot and wait for nobody.
/// - When a connection is lost in the middle of a COMMIT, the server is asked what became of it: no acknowledged write is
///   lost and none is made twice.
/// - When the server is gone, calls fail with ``StorageError/unavailable(_:)`` after a short patience, and succeed again when it is back.
public final class PostgresDatabase: Database {
    public struct Configuration: Sendable {
        /// Connections that write at the same time, 1 or more.
        public var writers: Int
        /// Connections that read at the same time, 1 or more.
        public var readers: Int
        /// Writes that may wait for a connection; the next one is refused with ``StorageError/queueFull(waiting:)``.
        public var queueLimit: Int
        /// How often a write runs at most when others get in its way.
        public var attempts: Int
        /// How long a call waits for a server that is gone, in seconds.
        public var patience: Double

        public init(writers: Int = 16, readers: Int = 8, queueLimit: Int = 4096, attempts: Int = 40, patience: Double = 2) {
            precondition(writers > 0 && readers > 0 && queueLimit > 0 && attempts > 0, "Connections and limits are above zero.")
            self.writers = writers
            self.readers = readers
            self.queueLimit = queueLimit
            self.attempts = attempts
            self.patience = patience
        }
    }

    public let dialect = Dialect.postgres
    private let writers: PostgresLane
    private let readers: PostgresLane
    private let configuration: Configuration

    /// Connects once, to see that the server is there and fit.
    ///
    /// - Parameter url: `postgres://user@host:port/name?sslmode=...`, or whatever libpq takes; passwords may stand in its own places
    ///   (`PGPASSWORD`, `~/.pgpass`), and so do certificates.
    /// - Throws: ``StorageError/unavailable(_:)`` with the server's or libpq's words.
    public init(url: String, configuration: Configuration = Configuration()) async throws {
        self.configuration = configuration
        writers = PostgresLane(url: url, purpose: .writing, connections: configuration.writers, queueLimit: configuration.queueLimit)
        // Readers wait as long as need be: a page that nobody waits for any more is cancelled.
        readers = PostgresLane(url: url, purpose: .reading, connections: configuration.readers, queueLimit: .max)
        do {
            try await writers.run { [configuration] seat in _ = try seat.connection(until: Deadline(after: configuration.patience)) }
        } catch {
            await writers.close()
            await readers.close()
            throw error
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let ticket = ReadTicket()
        return try await withTaskCancellationHandler {
            try await readers.run { [configuration] seat in try ReadAttempts(seat: seat, ticket: ticket, patience: configuration.patience).run(body) }
        } onCancel: {
            ticket.cancel()
        }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await writers.run { [configuration] seat in
            try WriteAttempts(seat: seat, limit: configuration.attempts, patience: configuration.patience).run(body)
        }
    }

    /// Indexes that were left half made, and constraints that were never held against what is there. Pages are the server's own to check (`pg_amcheck`).
    public func integrityCheck() async throws -> [String] {
        try await read { session in
            try session.rows(
                """
                SELECT 'index ' || c.relname || ' is not valid' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE NOT i.indisvalid AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                UNION ALL
                SELECT 'constraint ' || conname || ' was not checked' FROM pg_constraint
                WHERE NOT convalidated AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                """
            ).map { $0.text(0) }
        }
    }

    /// What the writers have done since the database was opened.
    public var writerStatistics: WriterStatistics { writers.statistics }

    public func close() async throws {
        await writers.close()
        await readers.close()
    }
}
