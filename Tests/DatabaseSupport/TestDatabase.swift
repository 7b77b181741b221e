// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore
import StoragePostgres
import StorageSQLite
import Stores
import Synchronization

/// A database of a test's own. Closing it takes it away, on PostgreSQL; on SQLite its file is the test's to remove.
public final class TestDatabase: Database {
    private let inner: any Database
    /// Its address, on PostgreSQL.
    public let url: String?
    private let onClose: @Sendable () async throws -> Void
    private let isClosed = Mutex(false)
    private let failure = Mutex(StorageError?.none)
    private let record = Mutex(StatementRecord?.none)
    private let lostAnswer = Mutex(LostAnswer?.none)

    private init(_ inner: any Database, url: String? = nil, onClose: @escaping @Sendable () async throws -> Void = {}) {
        self.inner = inner
        self.url = url
        self.onClose = onClose
    }

    /// - Parameters:
    ///   - path: of the file, on SQLite.
    ///   - migrated: whether it has taken every migration.
    public static func make(at path: String, migrated: Bool = true) async throws -> TestDatabase {
        switch TestEngine.current {
        case .sqlite:
            let database = try await SQLiteDatabase(path: path)
            if migrated { try await MigrationRunner(migrations).run(on: database) }
            return TestDatabase(database)
        case .postgres(let server):
            let copies = try await PostgresCopies.shared(of: server)
            await copies.turn.take()
            do {
                let url = try await copies.make(migrated: migrated)
                let database = try await PostgresDatabase(url: url, configuration: .init(writers: 8, readers: 4))
                return TestDatabase(database, url: url) {
                    try await copies.drop(url)
                    await copies.turn.giveBack()
                }
            } catch {
                await copies.turn.giveBack()
                throw error
            }
        }
    }

    /// A database on the engine of the run that was filled by a load. The first closure has it as it is migrated.
    public static func loaded<T: Sendable>(
        at path: String, prepare: (TestDatabase) async throws -> T, fill: (any LoadDatabase, T) async throws -> Void
    ) async throws -> TestDatabase {
        let database = try await make(at: path)
        let prepared = try await prepare(database)
        if let url = database.url {
            let load = try await PostgresLoad(url: url)
            try await fill(load, prepared)
            try await load.close()
            return database
        }
        // A file is loaded by one connection alone.
        try await database.close()
        let load = try SQLiteLoad(path: path, cacheMegabytes: 64)
        try await fill(load, prepared)
        try await load.close()
        return try await make(at: path, migrated: false)
    }

    public var dialect: Dialect { inner.dialect }

    /// From here on every statement that reads is noted.
    public func keepRecord(_ statements: StatementRecord) { record.withLock { $0 = statements } }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        guard let record = record.withLock({ $0 }) else { return try await inner.read(body) }
        return try await inner.read { try body(RecordingSession($0, record)) }
    }

    public func readThrough<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        guard let record = record.withLock({ $0 }) else { return try await inner.readThrough(body) }
        return try await inner.readThrough { try body(RecordingSession($0, record)) }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        if let failure = failure.withLock({ $0 }) { throw failure }
        let record = record.withLock { $0 }
        let run: @Sendable (any Session) throws -> T = { session in try body(record.map { RecordingSession(session, $0) } ?? session) }
        guard let lost = lostAnswer.withLock({ $0 }) else { return try await inner.write(run) }
        try await inner.write { session in
            let result = try run(session)
            if lost == .beforeCommit { throw StorageError.commitOutcomeUnknown("cut") }
            return result
        }
        throw StorageError.commitOutcomeUnknown("cut")
    }

    @discardableResult
    public func writeRehearsed<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let isWatched = failure.withLock { $0 != nil } || record.withLock { $0 != nil } || lostAnswer.withLock { $0 != nil }
        return isWatched ? try await write(body) : try await inner.writeRehearsed(body)
    }

    /// Where a network breaks that loses the answer to a commit.
    public enum LostAnswer: Sendable { case beforeCommit, afterCommit }

    /// From here on no write is answered, whether it came to its commit or not; `nil` ends it.
    public func loseAnswers(_ lost: LostAnswer?) { lostAnswer.withLock { $0 = lost } }

    /// From here on every write fails so, as an engine in trouble would say; `nil` ends it.
    public func failWrites(_ error: StorageError?) { failure.withLock { $0 = error } }

    public func integrityCheck() async throws -> [String] { try await inner.integrityCheck() }

    public func close() async throws {
        try await inner.close()
        let isFirst = isClosed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        if isFirst { try await onClose() }
    }

    /// Runs a test, and closes however it ends.
    public func closing<T>(_ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            try await close()
            return result
        } catch {
            try? await close()
            throw error
        }
    }

    /// Commits made by the writers.
    public var commits: Int {
        get async {
            switch inner {
            case let database as SQLiteDatabase: await database.writerStatistics.commits
            case let database as PostgresDatabase: database.writerStatistics.commits
            default: preconditionFailure("There are two engines.")
            }
        }
    }

    /// Takes away the triggers that keep a table append-only, for tests that damage it by hand.
    public func unlock(_ table: StaticString) async throws {
        let isSQLite = dialect == .sqlite
        try await write { session in
            if isSQLite {
                try session.execute("DROP TRIGGER \(raw: table)_keeps_rows")
                try session.execute("DROP TRIGGER \(raw: table)_keeps_all")
            } else {
                try session.execute("DROP TRIGGER \(raw: table)_append_only ON \(raw: table)")
            }
        }
    }
}
