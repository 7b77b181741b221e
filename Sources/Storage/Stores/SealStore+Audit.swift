// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import StorageCore

/// What an audit asks of the seal's tables.
extension SealStore {
    /// A position with the line that stands there now.
    public struct SealedRow: Sendable {
        public var position: Int64
        public var line: OperationID
        public var leaf: [UInt8]
        /// `nil` when the journal has no such line.
        public var statement: LineStatement?
    }

    /// In the order of positions, streamed.
    public func eachSealed(_ body: (SealedRow) throws -> Void) throws {
        try session.each(
            """
            SELECT s.position, s.line, s.leaf, j.id, j.kind, j.recorded, j.document, j.hash FROM seal_line s LEFT JOIN journal j ON j.id = s.line
            ORDER BY s.position
            """
        ) { row in
            try body(
                SealedRow(
                    position: row.int(0), line: OperationID(row.int(1)), leaf: row.blob(2),
                    statement: row.optionalInt(3) == nil ? nil : Self.statement(row, at: 3)))
        }
    }

    /// A kept node as it stands; `nil` when it is missing.
    public func nodeBytes(level: Int, place: Int64) throws -> [UInt8]? {
        try session.first("SELECT hash FROM seal_node WHERE level = \(level) AND place = \(place)")?.blob(0)
    }

    public func countNodes() throws -> Int64 { try session.first("SELECT count(*) FROM seal_node")?.int(0) ?? 0 }

    /// The first line of the journal that neither has a position nor waits for one.
    public func unsealedLine() throws -> OperationID? {
        try session.first(
            """
            SELECT j.id FROM journal j LEFT JOIN seal_line s ON s.line = j.id LEFT JOIN seal_wait w ON w.line = j.id
            WHERE s.line IS NULL AND w.line IS NULL ORDER BY j.id LIMIT 1
            """
        ).map { OperationID($0.int(0)) }
    }

    /// The first line that waits although it has a position.
    public func lineWaitingTwice() throws -> OperationID? {
        try session.first("SELECT w.line FROM seal_wait w JOIN seal_line s ON s.line = w.line ORDER BY w.line LIMIT 1").map { OperationID($0.int(0)) }
    }

    /// The first line that waits and is not in the journal.
    public func waitingForNothing() throws -> OperationID? {
        try session.first("SELECT w.line FROM seal_wait w LEFT JOIN journal j ON j.id = w.line WHERE j.id IS NULL ORDER BY w.line LIMIT 1")
            .map { OperationID($0.int(0)) }
    }
}
