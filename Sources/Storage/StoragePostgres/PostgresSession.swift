// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The statements of one closure on one connection, inside the transaction that the driver has begun.
final class PostgresSession: Session {
    let dialect = Dialect.postgres
    private let connection: PostgresConnection
    /// The first statement that failed. The server runs nothing after it, and neither do we.
    private(set) var failure: PostgresFailure?
    private var hasEnded = false
    private var openCursors = 0

    /// Rows that a stream fetches at a time.
    private static let fetchCount = 500
    /// Statements that are sent before their answers are read: few enough for the answers to wait in the socket.
    private static let sendCount = 128
    /// Rows of one set, so that arrays stay below some megabytes.
    private static let setCount = 5000

    init(_ connection: PostgresConnection) { self.connection = connection }

    /// The closure has returned; a session that got away from it is of no use.
    func end() { hasEnded = true }

    func rows(_ query: Query) throws -> [Row] {
        let result = try run(query.text, query.arguments)
        return try guarded { () throws(PostgresFailure) in try result.rows(0..<result.count) }
    }

    func first(_ query: Query) throws -> Row? {
        let result = try run(query.text, query.arguments)
        return try guarded { () throws(PostgresFailure) in try result.rows(0..<min(1, result.count)).first }
    }

    func execute(_ query: Query) throws -> Int {
        try run(query.text, query.arguments).changed
    }

    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        openCursors += 1
        let cursor = "baitong_\(openCursors)"
        defer { openCursors -= 1 }
        _ = try run("DECLARE \(cursor) NO SCROLL CURSOR FOR \(query.text)", query.arguments)
        // An error of the caller's own leaves the session usable, and the name free.
        defer { if failure == nil { _ = try? run("CLOSE \(cursor)", []) } }
        while true {
            let result = try run("FETCH \(Self.fetchCount) FROM \(cursor)", [])
            for index in 0..<result.count {
                let row = try guarded { () throws(PostgresFailure) in try result.rows(index..<index + 1)[0] }
                try body(row)
            }
            if result.count < Self.fetchCount { return }
        }
    }

    func executeMany(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        var changed = 0
        try sendMany(sql, count: count, bind: bind) { _, result throws(PostgresFailure) in changed += result.changed }
        return changed
    }

    func executeSet(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        var changed = 0
        try sendSets(sql, count: count, bind: bind) { _, result throws(PostgresFailure) in
            changed += result.changed
        } single: { _, result throws(PostgresFailure) in
            changed += result.changed
        }
        return changed
    }

    func firstMany(
        _ query: Query, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void, row: (_ index: Int, _ row: Row) -> Void
    ) throws {
        try sendSets(query.text, count: count, bind: bind) { start, result throws(PostgresFailure) in
            for answer in try result.rows(0..<result.count) { row(start + Int(answer.int(0)) - 1, answer.withoutFirst) }
        } single: { index, result throws(PostgresFailure) in
            if let first = try result.rows(0..<min(1, result.count)).first { row(index, first) }
        }
    }

    /// Runs a statement over sets of rows, or for each row by itself where there are few of them or the statement has no such form.
    ///
    /// - Parameters:
    ///   - set: is given the index of a set's first row and what the set was answered; a row's number in its set stands before its columns.
    ///   - single: is given a row's index and its answer.
    private func sendSets(
        _ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void,
        set: (Int, PostgresResult) throws(PostgresFailure) -> Void, single: (Int, PostgresResult) throws(PostgresFailure) -> Void
    ) throws {
        try mayRun()
        guard count >= SetStatement.countMin else { return try sendMany(sql, count: count, bind: bind, answer: single) }
        for start in stride(from: 0, to: count, by: Self.setCount) {
            let end = min(start + Self.setCount, count)
            let rows = (start..<end).map { index in
                var values: [SQLValue] = []
                bind(index, &values)
                return values
            }
            let statement = try guarded { () throws(PostgresFailure) in try SetStatement(sql, rows: rows) }
            guard let statement else {
                try sendMany(sql, count: rows.count) {
                    $1 += rows[$0]
                } answer: { index, result throws(PostgresFailure) in
                    try single(start + index, result)
                }
                continue
            }
            try guarded { () throws(PostgresFailure) in try set(start, try connection.run(statement.text, statement.arrays.bound)) }
        }
    }

    private func sendMany(
        _ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void,
        answer: (Int, PostgresResult) throws(PostgresFailure) -> Void
    ) throws {
        try mayRun()
        for start in stride(from: 0, to: count, by: Self.sendCount) {
            let end = min(start + Self.sendCount, count)
            try guarded { () throws(PostgresFailure) in
                var rows: [BoundValues] = []
                rows.reserveCapacity(end - start)
                var values: [SQLValue] = []
                for index in start..<end {
                    values.removeAll(keepingCapacity: true)
                    bind(index, &values)
                    rows.append(try BoundValues(values))
                }
                try connection.runMany(sql, rows) { index, result throws(PostgresFailure) in try answer(start + index, result) }
            }
        }
    }

    func insertMany(_ rows: RowBatch) throws -> Int {
        try mayRun()
        guard !rows.isEmpty else { return 0 }
        return try guarded { () throws(PostgresFailure) in try connection.copy(rows) }
    }

    private func run(_ text: String, _ values: [SQLValue]) throws -> PostgresResult {
        try mayRun()
        return try guarded { () throws(PostgresFailure) in try connection.run(text, BoundValues(values)) }
    }

    private func mayRun() throws(StorageError) {
        precondition(!hasEnded, "A session was used after its closure had returned.")
        if let failure { throw failure.error }
    }

    /// Remembers the first failure, and passes it on in the words of the seam.
    private func guarded<T>(_ body: () throws(PostgresFailure) -> T) throws(StorageError) -> T {
        do throws(PostgresFailure) {
            return try body()
        } catch {
            failure = failure ?? error
            throw error.error
        }
    }
}
