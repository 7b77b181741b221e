// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What the members of one commit add to sums, each sum once: sixteen returns of one month add to the same sums of the nation, of its industries and
/// provinces.
///
/// A member that fails adds nothing. Whoever reads or changes such sums within the commit has them written before, those of members that succeeded before
/// it and its own; if it then fails they are undone with the rest of it, and the others' wait again.
final class GatheredSums {
    private typealias Addition = (statement: Int, row: SumRow)

    /// Sums to be written, each once, in the order in which they came first.
    private struct Sums {
        private(set) var rows: [Addition] = []
        private var places: [Key: Int] = [:]

        private struct Key: Hashable {
            let statement: Int
            let row: SumRow

            func hash(into hasher: inout Hasher) { hasher.combine(row.hash) }
            static func == (a: Key, b: Key) -> Bool { a.row.hash == b.row.hash && a.statement == b.statement && a.row.key == b.row.key }
        }

        mutating func add(_ additions: [Addition]) {
            for (statement, row) in additions {
                let key = Key(statement: statement, row: row)
                if let place = places[key] {
                    let (sum, isTooLarge) = rows[place].row.amount.addingReportingOverflow(row.amount)
                    if !isTooLarge {
                        rows[place].row.amount = sum
                        continue
                    }
                }
                places[key] = rows.count
                rows.append((statement, row))
            }
        }
    }

    private(set) var isGathering = false
    private var statements: [(sql: String, table: SumTables)] = []
    private var tables: [String] = []
    /// Of members that succeeded.
    private var settled = Sums()
    /// Of the member that runs.
    private var own: [Addition] = []
    /// What was settled when the running member wrote it.
    private var written = Sums()
    /// Whose rows wait.
    private(set) var waiting = SumTables()

    func begin() {
        forget()
        isGathering = true
    }

    /// Nothing waits any more, whatever became of it.
    func end() {
        forget()
        isGathering = false
    }

    private func forget() { (settled, own, written, waiting) = (Sums(), [], Sums(), SumTables()) }

    func add(_ rows: [SumRow], by sql: String, _ table: StaticString) {
        guard !rows.isEmpty else { return }
        let statement = number(of: sql, table)
        own.reserveCapacity(own.count + rows.count)
        for row in rows { own.append((statement, row)) }
        waiting.formUnion(statements[statement].table)
    }

    private func number(of sql: String, _ table: StaticString) -> Int {
        if let known = statements.firstIndex(where: { $0.sql == sql }) { return known }
        let name = table.description
        let place = tables.firstIndex(of: name) ?? tables.count
        if place == tables.count { tables.append(name) }
        precondition(place < SumTables.most, "No more tables of sums are told apart.")
        statements.append((sql, SumTables(rawValue: 1 << UInt32(place))))
        return statements.count - 1
    }

    /// Which tables of sums a text names.
    func named(in text: String) -> SumTables {
        tables.indices.reduce(into: SumTables()) { found, place in
            if text.contains(tables[place]) { found.insert(SumTables(rawValue: 1 << UInt32(place))) }
        }
    }

    /// How many tables are told apart so far.
    var tableCount: Int { tables.count }

    /// The running member has succeeded.
    func keep() {
        settled.add(own)
        (own, written) = ([], Sums())
    }

    /// The running member has failed, and what it did is undone.
    func drop() {
        if !written.rows.isEmpty { settled = written }
        (own, written) = ([], Sums())
        waiting = settled.rows.reduce(into: SumTables()) { $0.formUnion(statements[$1.statement].table) }
    }

    /// Writes what waits.
    func write(on connection: SQLiteConnection) throws(StorageError) {
        var all = settled
        all.add(own)
        for number in statements.indices {
            let rows = all.rows.filter { $0.statement == number }
            guard !rows.isEmpty else { continue }
            let statement = try connection.take(statements[number].sql)
            defer { connection.giveBack(statement) }
            for (_, row) in rows {
                try statement.bind(row.values)
                while try statement.step() {}
                statement.reset()
            }
        }
        // A member that writes twice found nothing settled the second time.
        if !settled.rows.isEmpty { written = settled }
        (settled, own, waiting) = (Sums(), [], SumTables())
    }
}

/// Some of the tables of sums that a connection has met, by their numbers.
struct SumTables: OptionSet {
    static let most = 32
    let rawValue: UInt32
}
