// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// How many entries came to be known after the months they are about; kept in the same transaction as the entries.
public struct LateEntryStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func add(_ counts: [LateEntryCell: Int64]) throws {
        guard !counts.isEmpty else { return }
        let changes = counts.sorted { $0.key < $1.key }.map { (cell: $0.key, entries: $0.value) }
        try SharedSums(session).add(to: .lateEntry, count: changes.count) { i, row in
            let cell = changes[i].cell
            row += [
                .int(Int64(cell.occurred.index)), .text(cell.province), .int(Int64(cell.compartment.number)), .int(Int64(cell.other.number)),
                .int(Int64(cell.learned.index)), .int(changes[i].entries),
            ]
        }
    }

    /// Entries about some months, recorded after a month, by province and both compartments: one for each side.
    public func counts(
        _ months: ClosedRange<Month>, after month: Month
    ) throws -> [(province: String, compartment: Compartment, other: Compartment, entries: Int64)] {
        try session.rows(
            """
            SELECT province, compartment, other, CAST(sum(entries) AS BIGINT) FROM late_entry
            WHERE occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) AND learned > \(Int64(month.index))
            GROUP BY province, compartment, other HAVING sum(entries) <> 0
            """
        ).compactMap { row in
            guard let compartment = Compartment(number: Int16(row.int(1))), let other = Compartment(number: Int16(row.int(2))) else { return nil }
            return (row.text(0), compartment, other, row.int(3))
        }
    }

    /// The first month from whose end on numbers are told; `nil` where entries were counted from the beginning.
    public func countedFrom() throws -> Month? {
        try session.first("SELECT value FROM setting WHERE key = 'late_entries_from'").flatMap { Int32($0.text(0)) }.map { Month(index: $0) }
    }

    /// All numbers of what was recorded after a month, for an audit.
    public func each(after month: Month?, _ body: (LateEntryCell, _ entries: Int64) throws -> Void) throws {
        try session.each(
            """
            SELECT occurred, province, compartment, other, learned, CAST(sum(entries) AS BIGINT) FROM late_entry WHERE learned > \(Int64(month?.index ?? 0))
            GROUP BY occurred, province, compartment, other, learned HAVING sum(entries) <> 0 ORDER BY occurred, province, compartment, other, learned
            """
        ) { row in
            guard let compartment = Compartment(number: Int16(row.int(2))), let other = Compartment(number: Int16(row.int(3))) else { return }
            let cell = LateEntryCell(
                occurred: Month(index: row.int32(0)), province: row.text(1), compartment: compartment, other: other, learned: Month(index: row.int32(4)))
            try body(cell, row.int(5))
        }
    }
}
