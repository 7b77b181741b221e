// SPDX-License-Identifier: Apache-2.0

/// Reads from a snapshot and only notes what is written.
///
/// A closure that would read what it wrote itself cannot be rehearsed, and neither can one whose statements cannot be told from their text. What triggers
/// write is not noticed: nothing that is rehearsed reads such tables. Of a statement
/// that writes it is said that it changed the usual number of rows: one for each run, none if it deletes. Where that turns out to be wrong the rehearsal is
/// worth nothing, and says so.
public final class RehearsalSession: Session {
    /// The closure does what only a transaction can.
    public struct Impossible: Error {}

    /// More rows of one query are not kept.
    private static let rowsMax = 5000

    private let inner: any Session
    private var noted = Rehearsal()
    private var written: [String] = []
    private var isImpossible = false

    public init(_ inner: any Session) { self.inner = inner }

    /// What was read and is to be written, once the closure has returned.
    ///
    /// - Throws: ``Impossible``, also where the closure went on after such an error.
    public func rehearsal() throws -> Rehearsal {
        guard !isImpossible else { throw Impossible() }
        return noted
    }

    public var dialect: Dialect { inner.dialect }

    public func rows(_ query: Query) throws -> [Row] {
        try mayRead(query)
        let rows = try inner.rows(query)
        guard rows.count <= Self.rowsMax else { throw impossible() }
        noted.readings.append(.rows(query, rows))
        return rows
    }

    public func first(_ query: Query) throws -> Row? {
        try mayRead(query)
        let row = try inner.first(query)
        noted.readings.append(.first(query, row))
        return row
    }

    public func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        try mayRead(query)
        var rows: [Row] = []
        try inner.each(query) { row in
            guard rows.count < Self.rowsMax else { throw impossible() }
            rows.append(row)
        }
        noted.readings.append(.rows(query, rows))
        for row in rows { try body(row) }
    }

    public func firstMany(
        _ query: Query, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void, row: (_ index: Int, _ row: Row) -> Void
    ) throws {
        guard count > 0 else { return }
        try mayRead(query)
        let keys = Self.values(count, bind)
        var answers: [Int: Row] = [:]
        try inner.firstMany(query, count: count) {
            $1 += keys[$0]
        } row: { index, found in
            answers[index] = found
            row(index, found)
        }
        noted.readings.append(.many(query, keys: keys, answers: answers))
    }

    public func execute(_ query: Query) throws -> Int { try note(.one(query), query.text, count: 1) }

    public func executeMany(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        try note(.many(sql, rows: Self.values(count, bind)), sql, count: count)
    }

    public func executeSet(_ sql: String, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws -> Int {
        try note(.set(sql, rows: Self.values(count, bind)), sql, count: count)
    }

    public var gathersSums: Bool { true }

    public func executeSums(_ sql: String, of table: StaticString, _ rows: [SumRow]) throws {
        guard !rows.isEmpty else { return }
        wrote(table.description)
        noted.writings.append((.sums(sql, table: table, rows: rows), rows.count))
    }

    public func insertMany(_ rows: RowBatch) throws -> Int {
        guard !rows.isEmpty else { return 0 }
        wrote(rows.table.description)
        noted.writings.append((.load(rows), rows.count))
        return rows.count
    }

    // MARK: What can be rehearsed

    private static func values(_ count: Int, _ bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) -> [[SQLValue]] {
        (0..<count).map { index in
            var values: [SQLValue] = []
            bind(index, &values)
            return values
        }
    }

    private func mayRead(_ query: Query) throws {
        guard !isImpossible, !written.contains(where: { query.text.utf8.holds($0.utf8) }) else { throw impossible() }
    }

    private func note(_ writing: Rehearsal.Writing, _ text: String, count: Int) throws -> Int {
        guard !isImpossible, let told = Self.told(text) else { throw impossible() }
        guard count > 0 else { return 0 }
        wrote(told.table)
        let changed = told.deletes ? 0 : count
        noted.writings.append((writing, changed))
        return changed
    }

    /// The table that a statement changes; `nil` where its text does not begin with it.
    private static func told(_ text: String) -> (table: String, deletes: Bool)? {
        let words = text.utf8.split(maxSplits: 3) { $0 == 32 || $0 == 10 || $0 == 40 }.prefix(3).map { String(Substring($0)) }
        guard words.count == 3 else { return nil }
        return switch (words[0], words[1]) {
        case ("INSERT", "INTO"): (words[2], false)
        case ("DELETE", "FROM"): (words[2], true)
        case ("UPDATE", _): (words[1], false)
        default: nil
        }
    }

    private func wrote(_ table: String) {
        if !written.contains(table) { written.append(table) }
    }

    private func impossible() -> Impossible {
        isImpossible = true
        return Impossible()
    }
}

extension String.UTF8View {
    /// Whether other text stands in it, as a part of a word too: a name that only seems to be a table's costs no more than a rehearsal.
    fileprivate func holds(_ other: Self) -> Bool {
        let found = withContiguousStorageIfAvailable { whole in
            other.withContiguousStorageIfAvailable { part in
                guard let first = part.first, whole.count >= part.count else { return false }
                return (0...(whole.count - part.count)).contains { start in
                    whole[start] == first && whole[start..<start + part.count].elementsEqual(part)
                }
            }
        }
        // Text that does not lie in one piece is none of ours.
        return (found ?? nil) ?? true
    }
}
