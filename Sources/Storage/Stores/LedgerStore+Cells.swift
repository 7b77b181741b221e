// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// Which upper cells are asked for; `nil` is all of a kind.
public struct UpperCellFilter: Hashable, Sendable {
    public var scope: Scope
    /// One group of the scope, such as a province's code.
    public var key: String?
    /// In which the mass moved.
    public var occurred: ClosedRange<Month>
    /// In which the entries were recorded.
    public var learned: ClosedRange<Month>?
    public var compartment: Compartment?
    public var material: Material?

    public init(
        scope: Scope, key: String? = nil, occurred: ClosedRange<Month>, learned: ClosedRange<Month>? = nil, compartment: Compartment? = nil,
        material: Material? = nil
    ) {
        self.scope = scope
        self.key = key
        self.occurred = occurred
        self.learned = learned
        self.compartment = compartment
        self.material = material
    }
}

/// Single cells of groups of sites, one page after another.
extension LedgerStore {
    /// Cells in the order of key, month, material, compartment and month recorded; those whose grams sum to nothing are left out.
    ///
    /// - Parameter after: the last cell of the page before.
    public func upperCells(_ filter: UpperCellFilter, after: UpperCell?, limit: Int) throws -> [(cell: UpperCell, grams: Int64)] {
        let next: Query =
            after.map { cell in
                """
                AND (key, occurred, material, compartment, learned) > (\(cell.key), \(Int64(cell.occurred.index)), \(Int64(cell.material.value)),
                \(Int64(cell.compartment.number)), \(Int64(cell.learned.index)))
                """
            } ?? ""
        return try session.rows(
            """
            SELECT key, occurred, material, compartment, learned, grams FROM upper_cell WHERE \(Self.condition(filter)) \(next)
            ORDER BY key, occurred, material, compartment, learned LIMIT \(limit)
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(3))).map { compartment in
                let cell = UpperCell(
                    scope: filter.scope, key: row.text(0), material: Material(value: row.int32(2)), compartment: compartment,
                    occurred: Month(index: row.int32(1)), learned: Month(index: row.int32(4)))
                return (cell, row.int(5))
            }
        }
    }

    /// The sum of all cells of a filter.
    public func upperTotal(_ filter: UpperCellFilter) throws -> Int64 {
        try session.first("SELECT CAST(coalesce(sum(grams), 0) AS BIGINT) FROM upper_cell WHERE \(Self.condition(filter))")?.int(0) ?? 0
    }

    private static func condition(_ filter: UpperCellFilter) -> Query {
        var conditions: [Query] = [
            "scope = \(Int64(filter.scope.rawValue))", "grams <> 0",
            "occurred BETWEEN \(Int64(filter.occurred.lowerBound.index)) AND \(Int64(filter.occurred.upperBound.index))",
        ]
        if let key = filter.key { conditions.append("key = \(key)") }
        if let learned = filter.learned {
            conditions.append("learned BETWEEN \(Int64(learned.lowerBound.index)) AND \(Int64(learned.upperBound.index))")
        }
        if let compartment = filter.compartment { conditions.append("compartment = \(Int64(compartment.number))") }
        conditions.append(materials(filter.material, "material"))
        return conditions.joined(separator: " AND ")
    }
}
