// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Synchronization

/// A database whose writes die after so many statements, as a process does that is killed.
final class FailingDatabase: Database {
    struct Death: Error {}

    private let inner: any Database
    private let left = Mutex<Int?>(nil)

    init(_ inner: any Database) { self.inner = inner }

    /// Of all writes together from now on; 0 dies before the first.
    func failAfter(_ statements: Int) { left.withLock { $0 = statements } }

    fileprivate func step() throws {
        try left.withLock { left in
            guard let rest = left else { return }
            if rest == 0 { throw Death() }
            left = rest - 1
        }
    }

    var dialect: Dialect { inner.dialect }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await inner.read(body) }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await inner.write { session in
            let result = try body(FailingSession(session, self))
            try self.step()
            return result
        }
    }

    @discardableResult
    func writeRehearsed<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await inner.writeRehearsed { session in
            let result = try body(FailingSession(session, self))
            try self.step()
            return result
        }
    }

    func integrityCheck() async throws -> [String] { try await inner.integrityCheck() }
    func close() async throws {}
}

private final class FailingSession: Session {
    private let inner: any Session
    private let database: FailingDatabase

    init(_ inner: any Session, _ database: FailingDatabase) {
        self.inner = inner
        self.database = database
    }

    var dialect: Dialect { inner.dialect }

    func rows(_ query: Query) throws -> [Row] {
        try database.step()
        return try inner.rows(query)
    }

    func first(_ query: Query) throws -> Row? {
        try database.step()
        return try inner.first(query)
    }

    func execute(_ query: Query) throws -> Int {
        try database.step()
        return try inner.execute(query)
    }

    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        try database.step()
        try inner.each(query, body)
    }

    func executeMany(_ sql: String, count: Int, bind: (Int, inout [SQLValue]) -> Void) throws -> Int {
        try database.step()
        return try inner.executeMany(sql, count: count, bind: bind)
    }

    func executeSet(_ sql: String, count: Int, bind: (Int, inout [SQLValue]) -> Void) throws -> Int {
        try database.step()
        return try inner.executeSet(sql, count: count, bind: bind)
    }

    var gathersSums: Bool { inner.gathersSums }

    func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws {
        try database.step()
        try inner.executeSums(sql, of: table, rows)
    }

    func firstMany(_ query: Query, count: Int, bind: (Int, inout [SQLValue]) -> Void, row: (Int, Row) -> Void) throws {
        try database.step()
        try inner.firstMany(query, count: count, bind: bind, row: row)
    }

    func insertMany(_ rows: RowBatch) throws -> Int {
        try database.step()
        return try inner.insertMany(rows)
    }
}
