// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// An erasure as it was recorded.
public struct ErasureRow: Hashable, Sendable {
    public var erasure: Erasure
    public var operation: OperationID
    public var at: Instant

    public init(_ erasure: Erasure, operation: OperationID, at: Instant) {
        self.erasure = erasure
        self.operation = operation
        self.at = at
    }
}

extension JournalStore {
    public func insert(_ row: ErasureRow) throws {
        try session.execute(
            """
            INSERT INTO erasure (subject, operation, reason, at)
            VALUES (\(row.erasure.subject.description), \(row.operation.value), \(row.erasure.reason.rawValue), \(row.at.microseconds))
            """)
    }

    public func erasure(of subject: ErasureSubject) throws -> ErasureRow? {
        try session.first("\(Self.erasures) WHERE subject = \(subject.description)").flatMap(Self.erasure)
    }

    /// Latest first; a page after an operation.
    public func erasures(before: OperationID? = nil, limit: Int) throws -> [ErasureRow] {
        try session.rows("\(Self.erasures) WHERE operation < \(before?.value ?? Int64.max) ORDER BY operation DESC, subject LIMIT \(limit)")
            .compactMap(Self.erasure)
    }

    /// In the order in which they were done, streamed.
    public func eachErasure(_ body: (ErasureRow) throws -> Void) throws {
        try session.each("\(Self.erasures) ORDER BY operation, subject") { row in
            if let erasure = Self.erasure(row) { try body(erasure) }
        }
    }

    private static let erasures: Query = "SELECT subject, operation, reason, at FROM erasure"

    private static func erasure(_ row: Row) -> ErasureRow? {
        guard let subject = ErasureSubject(row.text(0)), let reason = ErasureReason(rawValue: row.text(2)) else { return nil }
        return ErasureRow(Erasure(subject, because: reason), operation: OperationID(row.int(1)), at: Instant(microseconds: row.int(3)))
    }
}
