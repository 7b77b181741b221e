// SPDX-License-Identifier: Apache-2.0

// StorageCore: the seam between the platform and its database. Stores write SQL once against these types; a driver
// (StorageSQLite, StoragePostgres) runs it. Nothing here opens a file or a socket.
//
//   Database, Session               transactions, and the statements inside one
//   Query                           SQL text with its values kept apart; text can only come from literals
//   SQLValue, SQLConvertible, Row   what goes in, what comes out
//   LogPosition                     how far a database was written, or a copy has followed it
//   StorageError, ConstraintKind    what may go wrong, the same words for every engine
//   Dialect                         the few true differences between the engines
//   Migration, MigrationRunner      how a database grows, forward only
//   SumRow                          an amount that is added to a row
//   RowBatch, LoadDatabase          many rows at once, and a whole history at one go
//   Rehearsal                       a closure run on a snapshot, whose writes are done later if what it read is still so

/// A database that runs closures in transactions.
///
/// **A closure may run again** when the engine had to give up its transaction for a reason that lies outside the
/// closure. So a closure has no effect outside its session: identifiers and times are fixed before it, and mail, files
/// and webhooks go through an outbox table.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on one consistent snapshot that no later write changes. Writing is refused.
    ///
    /// - Throws: what `body` throws; ``StorageError``; `CancellationError` when the calling task was cancelled.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// Runs `body` in a transaction and answers once its changes are durable.
    ///
    /// All changes of the closure stand or fall together. An error thrown by the closure undoes them and is passed on.
    /// After a failed statement the closure has failed too, even if it catches the error: that is PostgreSQL's rule,
    /// and both engines keep it, so that a closure means the same on either. Cancelling the calling task does not stop
    /// a write; the answer says what became of it.
    ///
    /// - Throws: what `body` throws; ``StorageError``.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// Runs `body` as ``write(_:)`` does, where many such closures wait for each other: an engine with one writer lets it run beforehand on a snapshot,
    /// beside others, and then only looks whether all that it read is still so. If not, it runs once more as any write does. One by itself takes longer so.
    @discardableResult
    func writeRehearsed<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// Runs `body` on a snapshot that may be a little behind: of a copy, where there is one that is fit.
    ///
    /// - Parameter position: the snapshot holds everything that was written before it; `nil` where nothing must be in it.
    /// - Throws: as ``read(_:)`` does. A copy that is gone or too far behind is no error: the database itself is read then.
    func readPublished<T: Sendable>(after position: LogPosition?, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// Runs `body` as ``readPublished(after:_:)`` does where nothing must be in the snapshot; for what reads a large part of the database and is seldom
    /// asked: what was read is not kept in memory for a next time.
    func readThrough<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// Where the log stands: whatever was answered before this call was written before it. `nil` where no copies are read.
    func position() async throws -> LogPosition?

    /// How the copy that is read does, in words for operators; `nil` where there is none.
    var copyStanding: String? { get }

    /// What the engine finds wrong with its own storage, in sentences for operators; empty when all is well. Reads everything on SQLite.
    func integrityCheck() async throws -> [String]

    /// Lets the writes that wait finish, then closes. Later calls throw ``StorageError/closed``. Closing twice is fine.
    func close() async throws
}

extension Database {
    @discardableResult
    public func writeRehearsed<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await write(body) }

    public func readPublished<T: Sendable>(after position: LogPosition?, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await read(body)
    }

    public func readThrough<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await readPublished(after: nil, body)
    }

    public func position() async throws -> LogPosition? { nil }

    public var copyStanding: String? { nil }
}

/// The statements of one transaction. Lives inside the closure that received it and is used by that closure's thread.
public protocol Session: AnyObject {
    /// For the few stores whose statements differ between the engines.
    var dialect: Dialect { get }

    /// All rows of a query. For results without a small bound use ``each(_:_:)``.
    func rows(_ query: Query) throws -> [Row]

    /// The first row, or `nil` when there is none. Later rows are not fetched.
    func first(_ query: Query) throws -> Row?

    /// Runs a statement to its end.
    ///
    /// - Returns: rows inserted, updated or deleted by the statement itself, not by triggers or cascades; 0 for others.
    @discardableResult func execute(_ query: Query) throws -> Int

    /// Hands over one row after another; memory does not grow with the result. `body` may run other statements that
    /// do not change what `query` reads; an error it throws ends the query and is passed on.
    func each(_ query: Query, _ body: (Row) throws -> Void) throws

    /// Runs one INSERT, UPDATE or DELETE `count` times: prepared once, values bound per index.
    ///
    /// - Parameters:
    ///   - sql: constant text with placeholders `$1`, `$2`, ...; never built from data.
    ///   - count: how often to run it, 0 or more.
    ///   - bind: appends the values of index `0..<count` in the order of their numbers to the array, which arrives empty.
    /// - Returns: rows changed, summed over all runs.
    @discardableResult
    func executeMany(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int

    /// As ``executeMany(_:count:bind:)`` for rows that have nothing to do with each other: no two of them insert or change the same row. A server runs
    /// them as one set, in any order.
    ///
    /// - Parameter sql: `INSERT … VALUES (…)`, or `UPDATE` or `DELETE` with a `WHERE`, all of whose parts read the same when their values stand in columns.
    @discardableResult
    func executeSet(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int

    /// Whether it makes a difference to add to sums by ``executeSums(_:of:_:)``; where it makes none its rows need not be made.
    var gathersSums: Bool { get }

    /// As ``executeSet(_:count:bind:)`` for a statement that adds an amount, its last value, to the row that the values before tell, and makes the row where
    /// there is none. An engine with one writer may do it later in the commit, once for all who add to a row, but before anything reads or changes such rows.
    ///
    /// - Parameter table: stands in the text of every statement that reads or changes the rows.
    func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws

    /// Asks one query once for each of many keys: prepared once, and on a server without waiting for one answer before the next is asked.
    ///
    /// - Parameters:
    ///   - query: its values are replaced by those that `bind` appends for each index.
    ///   - row: is given the first row of each index that has one, in the order of the indexes; it runs no statements.
    func firstMany(
        _ query: Query, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void, row: (_ index: Int, _ row: Row) -> Void) throws

    /// Inserts many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.
    ///
    /// - Returns: rows inserted.
    @discardableResult
    func insertMany(_ rows: RowBatch) throws -> Int
}

extension Session {
    public var gathersSums: Bool { false }

    public func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws {
        try executeSet(sql, count: rows.count) { $1 += rows[$0].values }
    }
}
