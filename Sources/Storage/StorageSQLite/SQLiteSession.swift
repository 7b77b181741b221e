// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import StorageCore

/// The statements of one closure on one connection, inside the transaction that the caller has begun.
final class SQLiteSession: Session {
    let dialect = Dialect.sqlite
    let connection: SQLiteConnection
    /// The first statement that failed. As on PostgreSQL nothing runs after it.
    private var failure: StorageError?
    private var hasEnded = false

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// The closure has returned; a session that got away from it is of no use.
    func end() { hasEnded = true }

    /// - Throws: the failure that the closure met, in case it did not pass it on.
    func confirm() throws(StorageError) {
        if let failure { throw failure }
    }

    func rows(_ query: Query) throws -> [Row] {
        var rows: [Row] = []
        try each(query) { rows.append($0) }
        return rows
    }

    func first(_ query: Query) throws -> Row? {
        let statement = try begin(query)
        defer { connection.giveBack(statement) }
        return try step(statement) ? statement.row() : nil
    }

    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        let statement = try begin(query)
        defer { connection.giveBack(statement) }
        while try step(statement) { try body(statement.row()) }
    }

    func execute(_ query: Query) throws -> Int {
        let statement = try begin(query)
        defer { connection.giveBack(statement) }
        let before = sqlite3_total_changes64(connection.handle)
        while try step(statement) {}
        // The last count stays when a statement changes nothing of its kind (DDL, SELECT); the total tells.
        return sqlite3_total_changes64(connection.handle) == before ? 0 : Int(sqlite3_changes64(connection.handle))
    }

    func executeMany(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        var values: [SQLValue] = []
        return try runMany(sql, count: count) { statement, index throws(StorageError) in
            values.removeAll(keepingCapacity: true)
            bind(index, &values)
            try statement.bind(values)
        }
    }

    /// There is no exchange to be saved.
    func executeSet(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        try executeMany(sql, count: count, bind: bind)
    }

    var gathersSums: Bool { connection.sums.isGathering }

    func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws {
        guard gathersSums else { return _ = try executeMany(sql, count: rows.count) { $1 += rows[$0].values } }
        try mayRun()
        connection.sums.add(rows, by: sql, table)
    }

    func firstMany(
        _ query: Query, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void, row: (_ index: Int, _ row: Row) -> Void
    ) throws {
        guard count > 0 else { return }
        let statement = try take(query.text)
        defer { connection.giveBack(statement) }
        var values: [SQLValue] = []
        for index in 0..<count {
            values.removeAll(keepingCapacity: true)
            bind(index, &values)
            do throws(StorageError) {
                try statement.bind(values)
                if try statement.step() { row(index, statement.row()) }
            } catch {
                throw fail(error)
            }
            statement.reset()
        }
    }

    /// Runs a statement `count` times, with whatever values `bind` gives it.
    func runMany(_ sql: String, count: Int, bind: (PreparedStatement, Int) throws(StorageError) -> Void) throws -> Int {
        guard count > 0 else { return 0 }
        let statement = try take(sql)
        defer { connection.giveBack(statement) }
        var changed: Int64 = 0
        for index in 0..<count {
            do throws(StorageError) {
                try bind(statement, index)
                while try statement.step() {}
            } catch {
                throw fail(error)
            }
            changed += sqlite3_changes64(connection.handle)
            statement.reset()
        }
        return Int(changed)
    }

    private func begin(_ query: Query) throws(StorageError) -> PreparedStatement {
        let statement = try take(query.text)
        do throws(StorageError) {
            try statement.bind(query.arguments)
        } catch {
            connection.giveBack(statement)
            throw fail(error)
        }
        return statement
    }

    private func mayRun() throws(StorageError) {
        precondition(!hasEnded, "A session was used after its closure had returned.")
        if let failure { throw failure }
    }

    private func take(_ text: String) throws(StorageError) -> PreparedStatement {
        try mayRun()
        do throws(StorageError) {
            let statement = try connection.take(text)
            guard !statement.isTransactionControl else {
                connection.giveBack(statement)
                throw .statement(text: text, reason: "the transaction belongs to the database, not to the closure")
            }
            do throws(StorageError) {
                try connection.writeSums(before: statement)
            } catch {
                connection.giveBack(statement)
                throw error
            }
            return statement
        } catch {
            throw fail(error)
        }
    }

    private func step(_ statement: PreparedStatement) throws(StorageError) -> Bool {
        do throws(StorageError) {
            return try statement.step()
        } catch {
            throw fail(error)
        }
    }

    private func fail(_ error: StorageError) -> StorageError {
        failure = failure ?? error
        return error
    }
}
