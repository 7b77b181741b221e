// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import StorageCore

/// One connection with its prepared statements.
///
/// Unchecked, because GRDB's pool lets only one queue at a time use a connection, and this object goes with it.
final class SQLiteConnection: @unchecked Sendable {
    /// Statements kept per connection. Beyond it, the half that was used longest ago goes.
    static let statementLimit = 512

    let handle: OpaquePointer
    /// Of the commit under way; only the writer gathers any.
    let sums = GatheredSums()
    private var statements: [String: PreparedStatement] = [:]
    private var uses: UInt64 = 0

    init(_ handle: OpaquePointer) { self.handle = handle }

    /// A statement ready to bind. Give it back with ``giveBack(_:)``.
    func take(_ text: String) throws(StorageError) -> PreparedStatement {
        uses += 1
        if let known = statements[text], !known.isTaken {
            known.isTaken = true
            known.lastUse = uses
            return known
        }
        // Missing, or in the middle of its rows: then this use has a copy of its own.
        let statement = try PreparedStatement(text, on: self)
        statement.isTaken = true
        statement.lastUse = uses
        if statements[text] == nil {
            if statements.count >= Self.statementLimit { forgetOldest() }
            statements[text] = statement
        }
        return statement
    }

    func giveBack(_ statement: PreparedStatement) {
        statement.reset()
        statement.isTaken = false
    }

    /// Sees to it that a statement finds the sums that it names as all before it left them.
    func writeSums(before statement: PreparedStatement) throws(StorageError) {
        guard !sums.waiting.isEmpty else { return }
        if statement.sumTablesLookedFor < sums.tableCount {
            statement.sumTables = sums.named(in: statement.text)
            statement.sumTablesLookedFor = sums.tableCount
        }
        if !statement.sumTables.isDisjoint(with: sums.waiting) { try sums.write(on: self) }
    }

    /// Runs a constant statement without values.
    func run(_ text: String) throws(StorageError) {
        let statement = try take(text)
        defer { giveBack(statement) }
        while try statement.step() {}
    }

    /// The first row of a constant query.
    func first(_ text: String) throws(StorageError) -> Row? {
        let statement = try take(text)
        defer { giveBack(statement) }
        return try statement.step() ? statement.row() : nil
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether a commit would fail because a deferred foreign key still points at nothing.
    var hasUnresolvedForeignKeys: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        return sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0) == SQLITE_OK && current != 0
    }

    /// Lets go of every statement, before the connection is closed.
    func forgetAll() { statements = [:] }

    private func forgetOldest() {
        let median = statements.values.map(\.lastUse).sorted()[statements.count / 2]
        statements = statements.filter { $0.value.isTaken || $0.value.lastUse >= median }
    }
}
