// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Synchronization

/// Statements that were run, each text once, with the values of its first run.
public final class StatementRecord: Sendable {
    public struct Statement: Sendable {
        public var query: Query
        /// Of which page or verb it was first seen.
        public var label: String
    }

    private struct State {
        var label = ""
        var seen: Set<String> = []
        var statements: [Statement] = []
    }

    private let state = Mutex(State())

    public init() {}

    /// What the following statements are for.
    public func begin(_ label: String) { state.withLock { $0.label = label } }

    func note(_ query: Query) {
        state.withLock { state in
            guard query.text.hasPrefix("SELECT") || query.text.hasPrefix("WITH"), state.seen.insert(query.text).inserted else { return }
            state.statements.append(Statement(query: query, label: state.label))
        }
    }

    public var statements: [Statement] { state.withLock { $0.statements } }
}

/// Passes everything on and notes what was asked.
final class RecordingSession: Session {
    private let inner: any Session
    private let record: StatementRecord

    init(_ inner: any Session, _ record: StatementRecord) {
        self.inner = inner
        self.record = record
    }

    var dialect: Dialect { inner.dialect }

    func rows(_ query: Query) throws -> [Row] {
        record.note(query)
        return try inner.rows(query)
    }

    func first(_ query: Query) throws -> Row? {
        record.note(query)
        return try inner.first(query)
    }

    func execute(_ query: Query) throws -> Int { try inner.execute(query) }

    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        record.note(query)
        try inner.each(query, body)
    }

    func executeMany(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        try inner.executeMany(sql, count: count, bind: bind)
    }

    func executeSet(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        try inner.executeSet(sql, count: count, bind: bind)
    }

    var gathersSums: Bool { inner.gathersSums }

    func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws { try inner.executeSums(sql, of: table, rows) }

    func firstMany(
        _ query: Query, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void, row: (_ index: Int, _ row: Row) -> Void
    ) throws {
        if count > 0 {
            var values: [SQLValue] = []
            bind(0, &values)
            record.note(query.with(values))
        }
        try inner.firstMany(query, count: count, bind: bind, row: row)
    }

    func insertMany(_ rows: RowBatch) throws -> Int { try inner.insertMany(rows) }
}
