// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// The years in which a server's database keeps its history. On SQLite a file keeps all of it in one piece, and nothing here does anything.
public struct PartitionStore {
    /// Tables whose rows are only added, and that are read by identifiers.
    public enum History: String, CaseIterable, Sendable {
        case entry, journal
    }

    /// What one table keeps of some years.
    public struct Partition: Sendable, Hashable {
        public var name: String
        /// The first year, UTC; that of ``IdentifierMint/epoch`` holds whatever is older too.
        public var from: Int
        /// The first year that it does not hold; `nil` for the open one, which takes all that comes later.
        public var until: Int?
        /// As the server last estimated it.
        public var rows: Int64
        /// With its indexes, bytes.
        public var size: Int64
    }

    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// Takes one step towards having this year's partition and the next one's, with an open one after them.
    ///
    /// - Returns: whether there is more to do, in a transaction of its own. What somebody else is doing is left to him.
    /// - Throws: ``StorageError``; the step waits two seconds at most for those who use the table, then nothing has changed.
    public func keep(_ history: History, at now: Instant) throws -> Bool {
        guard session.dialect == .postgres else { return false }
        return try session.first("SELECT keep_partitions(\(history.rawValue), \(now.microseconds / 1000))")?.text(0) == "again"
    }

    /// The partitions of a table, oldest first; none on SQLite.
    public func partitions(of history: History) throws -> [Partition] {
        guard session.dialect == .postgres else { return [] }
        let rows = try session.rows(
            """
            SELECT CAST(c.relname AS TEXT), CAST(right(c.relname, 4) AS BIGINT), CAST(greatest(c.reltuples, 0) AS BIGINT), pg_total_relation_size(c.oid),
            pg_get_expr(c.relpartbound, c.oid) LIKE '%TO (MAXVALUE)'
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(\(history.rawValue)) ORDER BY c.relname
            """)
        return rows.enumerated().map { place, row in
            Partition(
                name: row.text(0), from: Int(row.int(1)), until: row.bool(4) ? nil : place + 1 < rows.count ? Int(rows[place + 1].int(1)) : nil,
                rows: row.int(2), size: row.int(3))
        }
    }
}
