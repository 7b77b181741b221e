// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import StorageCore

/// The tree over the journal: positions, kept nodes, heads, keys; and who seals.
public struct SealStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Who seals

    /// Who may seal now. Each new holder gets a higher fencing number, and what comes under an old one is refused; the beat goes on as long as
    /// the holder lives, so that others see it without comparing clocks.
    public struct Lease: Hashable, Sendable {
        public var fence: Int64
        public var beat: Int64
        /// Empty when nobody holds it.
        public var holder: String
    }

    public func lease() throws -> Lease {
        let row = try session.first("SELECT fence, beat, holder FROM seal_lease WHERE id = 1")
        return Lease(fence: row?.int(0) ?? 0, beat: row?.int(1) ?? 0, holder: row?.text(2) ?? "")
    }

    /// Takes the lease from whoever held it under a fencing number.
    ///
    /// - Returns: the new number; `nil` when somebody else took it meanwhile.
    public func seize(after fence: Int64, holder: String) throws -> Int64? {
        let isTaken = try session.execute("UPDATE seal_lease SET fence = fence + 1, beat = 0, holder = \(holder) WHERE id = 1 AND fence = \(fence)")
        return isTaken == 1 ? fence + 1 : nil
    }

    /// Shows that the holder lives, and holds the row to the end of the transaction, so that sealers wait for one another.
    ///
    /// - Returns: whether the number is still good.
    public func beat(_ fence: Int64) throws -> Bool {
        try session.execute("UPDATE seal_lease SET beat = beat + 1 WHERE id = 1 AND fence = \(fence)") == 1
    }

    /// Lets others seal at once.
    public func release(_ fence: Int64) throws { try session.execute("UPDATE seal_lease SET holder = '' WHERE id = 1 AND fence = \(fence)") }

    // MARK: Growing

    public func hasWaiting() throws -> Bool { try session.first("SELECT line FROM seal_wait LIMIT 1") != nil }

    /// Lines without a position, in the order in which they were saved: what was done to one thing comes in the order in which it was done.
    public func waiting(limit: Int) throws -> [WaitingLine] {
        try session.rows(
            """
            SELECT w.saved, j.id, j.kind, j.recorded, j.document, j.hash FROM seal_wait w JOIN journal j ON j.id = w.line ORDER BY w.saved LIMIT \(limit)
            """
        ).map { WaitingLine(saved: $0.int(0), statement: Self.statement($0, at: 1)) }
    }

    /// A line that was saved and has no position yet.
    public struct WaitingLine: Sendable {
        /// Ascends in the order of saving; only among those that wait at one time.
        public var saved: Int64
        public var statement: LineStatement
    }

    /// How many lines have a position.
    public func size() throws -> Int64 { try session.first("SELECT max(position) FROM seal_line")?.optionalInt(0).map { $0 + 1 } ?? 0 }

    /// Gives lines the positions from `first` on, in their order.
    public func insert(_ lines: [WaitingLine], leaves: [Digest], from first: Int64) throws {
        try session.executeMany("INSERT INTO seal_line (position, line, leaf) VALUES ($1, $2, $3)", count: lines.count) { i, values in
            values += [.int(first + Int64(i)), .int(lines[i].statement.line.value), .blob(leaves[i].bytes)]
        }
        try session.executeMany("DELETE FROM seal_wait WHERE saved = $1", count: lines.count) { i, values in values.append(.int(lines[i].saved)) }
    }

    public func insert(_ nodes: [TreeGrowth.Node]) throws {
        try session.executeMany("INSERT INTO seal_node (level, place, hash) VALUES ($1, $2, $3)", count: nodes.count) { i, values in
            values += [.int(Int64(nodes[i].level)), .int(nodes[i].place), .blob(nodes[i].hash.bytes)]
        }
    }

    public func insert(_ signed: SignedHead) throws {
        let head = signed.head
        try session.execute(
            """
            INSERT INTO seal_head (size, root, at, signed_by, signature)
            VALUES (\(head.size), \(head.root.bytes), \(head.at.microseconds), \(head.key), \(signed.signature))
            """)
    }

    // MARK: Tree

    /// The tree as far as it is kept.
    public var tree: SealTree { SealTree { try nodes(level: $0, first: $1, count: $2) } }

    /// Kept nodes that follow each other; ends before the first that is missing or no hash.
    public func nodes(level: Int, first: Int64, count: Int) throws -> [Digest] {
        let end = first + Int64(count)
        let rows =
            level == 0
            ? try session.rows("SELECT position, leaf FROM seal_line WHERE position >= \(first) AND position < \(end) ORDER BY position")
            : try session.rows("SELECT place, hash FROM seal_node WHERE level = \(level) AND place >= \(first) AND place < \(end) ORDER BY place")
        var found: [Digest] = []
        for row in rows {
            guard row.int(0) == first + Int64(found.count), let hash = Digest(row.blob(1)) else { break }
            found.append(hash)
        }
        return found
    }

    /// Positions of lines; those that wait have none.
    public func positions(of lines: some Collection<OperationID>) throws -> [OperationID: Int64] {
        guard !lines.isEmpty else { return [:] }
        let rows = try session.rows("SELECT line, position FROM seal_line WHERE line IN (\(values: Set(lines.map(\.value)).sorted()))")
        return Dictionary(uniqueKeysWithValues: rows.map { (OperationID($0.int(0)), $0.int(1)) })
    }

    // MARK: Heads

    /// A head as it stands in its row; its nation is that of the installation.
    public struct HeadRow: Hashable, Sendable {
        public var size: Int64
        public var root: [UInt8]
        public var at: Instant
        public var key: String
        public var signature: [UInt8]

        /// `nil` where the root is no hash.
        public func signed(nation: String) -> SignedHead? {
            Digest(root).map { SignedHead(head: TreeHead(nation: nation, size: size, root: $0, at: at, key: key), signature: signature) }
        }
    }

    public func latestHead() throws -> HeadRow? { try session.first("\(Self.heads) ORDER BY size DESC LIMIT 1").map(Self.head) }

    public func head(of size: Int64) throws -> HeadRow? { try session.first("\(Self.heads) WHERE size = \(size)").map(Self.head) }

    /// The next larger one.
    public func head(after size: Int64) throws -> HeadRow? { try session.first("\(Self.heads) WHERE size > \(size) ORDER BY size LIMIT 1").map(Self.head) }

    /// The last one before a moment.
    public func head(before moment: Instant) throws -> HeadRow? {
        try session.first("\(Self.heads) WHERE at < \(moment.microseconds) ORDER BY at DESC, size DESC LIMIT 1").map(Self.head)
    }

    private static let heads: Query = "SELECT size, root, at, signed_by, signature FROM seal_head"

    private static func head(_ row: Row) -> HeadRow {
        HeadRow(size: row.int(0), root: row.blob(1), at: Instant(microseconds: row.int(2)), key: row.text(3), signature: row.blob(4))
    }

    static func statement(_ row: Row, at column: Int) -> LineStatement {
        // A hash of another length was written past the platform; it still stands for what is there.
        let hash = row.blob(column + 4)
        return LineStatement(
            line: OperationID(row.int(column)), kind: row.text(column + 1), recorded: Instant(microseconds: row.int(column + 2)),
            document: row.optionalInt(column + 3).map { DocumentID($0) }, hash: Digest(hash) ?? Digest(of: hash))
    }
}
