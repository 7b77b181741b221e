// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Sums that operations of the whole nation add to. On SQLite, with its one writer, the operations of one commit add to a row together. On
/// PostgreSQL many would wait for the same row, so an operation inserts a delta, and a folder moves deltas into the sums; the view that
/// everybody reads (`upper_cell`, ...) adds both in one snapshot.
public struct SharedSums {
    /// A table of sums, by the columns that tell one from another.
    public enum Table: CaseIterable, Sendable {
        case upperCell, fateCell, massEvidence, lateEntry, reported

        var name: StaticString {
            switch self {
            case .upperCell: "upper_cell"
            case .fateCell: "fate_cell"
            case .massEvidence: "mass_evidence"
            case .lateEntry: "late_entry"
            case .reported: "reported"
            }
        }

        var keys: StaticString {
            switch self {
            case .upperCell: "scope, key, occurred, material, compartment, learned"
            case .fateCell: "occurred, province, sector, material, compartment, learned"
            case .massEvidence: "month, province, waste, method, learned"
            case .lateEntry: "occurred, province, compartment, other, learned"
            case .reported: "scope, key, month, figure, waste"
            }
        }

        /// The column that is added up.
        var amount: StaticString {
            switch self {
            case .lateEntry: "entries"
            case .reported: "amount"
            case .upperCell, .fateCell, .massEvidence: "grams"
            }
        }

        /// Values in the order of the keys, then the amount.
        fileprivate func adding(on dialect: Dialect) -> String {
            guard let text = Self.statements[dialect]?[self] else { preconditionFailure("Each table has a statement on each engine.") }
            return text
        }

        private static let statements = Dictionary(
            uniqueKeysWithValues: Dialect.allCases.map { dialect in
                (dialect, Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.statement(on: dialect)) }))
            })

        private func statement(on dialect: Dialect) -> String {
            let count = keys.description.split(separator: ",").count + 1
            let values = (1...count).map { "$\($0)" }.joined(separator: ", ")
            return switch dialect {
            case .sqlite:
                """
                INSERT INTO \(name)_sum (\(keys), \(amount)) VALUES (\(values))
                ON CONFLICT (\(keys)) DO UPDATE SET \(amount) = \(name)_sum.\(amount) + excluded.\(amount)
                """
            case .postgres: "INSERT INTO \(name)_delta (\(keys), \(amount)) VALUES (\(values))"
            }
        }
    }

    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// - Parameter bind: appends the key's values in their order, then the amount.
    func add(to table: Table, count: Int, bind: (_ index: Int, _ into: inout [SQLValue]) -> Void) throws {
        let adding = table.adding(on: session.dialect)
        guard session.gathersSums else { return _ = try session.executeSet(adding, count: count, bind: bind) }
        var values: [SQLValue] = []
        let rows = (0..<count).map { index in
            values.removeAll(keepingCapacity: true)
            bind(index, &values)
            return SumRow(values)
        }
        try session.executeSums(adding, of: table.name, rows)
    }

    /// Moves deltas into the sums, at most `limit` of each table. One folder works at a time; another does nothing meanwhile.
    ///
    /// - Returns: how many sums were changed; always 0 on SQLite, which has no deltas.
    public func fold(limit: Int) throws -> Int {
        guard session.dialect == .postgres, try session.first("SELECT pg_try_advisory_xact_lock(\(Self.lockNumber))")?.bool(0) == true else { return 0 }
        return try Table.allCases.reduce(0) { changed, table in
            try changed
                + session.execute(
                    """
                    WITH gone AS (
                      DELETE FROM \(raw: table.name)_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM \(raw: table.name)_delta LIMIT \(limit)))
                      RETURNING \(raw: table.keys), \(raw: table.amount))
                    INSERT INTO \(raw: table.name)_sum (\(raw: table.keys), \(raw: table.amount))
                    SELECT \(raw: table.keys), CAST(sum(\(raw: table.amount)) AS BIGINT) FROM gone GROUP BY \(raw: table.keys)
                    ON CONFLICT (\(raw: table.keys)) DO UPDATE SET \(raw: table.amount) = \(raw: table.name)_sum.\(raw: table.amount) + excluded.\(raw: table.amount)
                    """)
        }
    }

    /// Any number that nobody else takes for a lock of this database.
    private static let lockNumber: Int64 = 0x666f_6c64_6572
}
