// SPDX-License-Identifier: Apache-2.0

/// What a closure read on a snapshot, and what it would write.
///
/// The writes are done later in a transaction in which each read is asked again. If all are answered as before, the closure would do there just what it did
/// on the snapshot, since it has no effect outside its session and nothing else to go by.
public struct Rehearsal: Sendable {
    /// Something that was read has changed since, or a statement changed other than the usual number of rows. Whatever was written is to be undone.
    public struct Outdated: Error {}

    enum Reading: Sendable {
        case rows(Query, [Row])
        case first(Query, Row?)
        case many(Query, keys: [[SQLValue]], answers: [Int: Row])
    }

    enum Writing: Sendable {
        case one(Query)
        case many(String, rows: [[SQLValue]])
        case set(String, rows: [[SQLValue]])
        case sums(String, table: StaticString, rows: [SumRow])
        case load(RowBatch)
    }

    var readings: [Reading] = []
    var writings: [(writing: Writing, changed: Int)] = []

    /// Asks again and writes.
    ///
    /// - Throws: ``Outdated``; ``StorageError``.
    public func play(on session: any Session) throws {
        for reading in readings {
            guard try reading.isStillSo(on: session) else { throw Outdated() }
        }
        for (writing, changed) in writings {
            guard try writing.run(on: session) ?? changed == changed else { throw Outdated() }
        }
    }
}

extension Rehearsal.Reading {
    fileprivate func isStillSo(on session: any Session) throws -> Bool {
        switch self {
        case .rows(let query, let known): return try session.rows(query).elementsEqual(known) { $0.values == $1.values }
        case .first(let query, let known): return try session.first(query)?.values == known?.values
        case .many(let query, let keys, let known):
            var left = known.count
            var isSame = true
            try session.firstMany(query, count: keys.count) {
                $1 += keys[$0]
            } row: { index, row in
                left -= 1
                if known[index]?.values != row.values { isSame = false }
            }
            return isSame && left == 0
        }
    }
}

extension Rehearsal.Writing {
    /// - Returns: rows changed; `nil` where nobody is told.
    fileprivate func run(on session: any Session) throws -> Int? {
        switch self {
        case .one(let query): return try session.execute(query)
        case .many(let sql, let rows): return try session.executeMany(sql, count: rows.count) { $1 += rows[$0] }
        case .set(let sql, let rows): return try session.executeSet(sql, count: rows.count) { $1 += rows[$0] }
        case .sums(let sql, let table, let rows):
            try session.executeSums(sql, of: table, rows)
            return nil
        case .load(let rows): return try session.insertMany(rows)
        }
    }
}
