// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// By what national figures are told apart.
public enum FateGrouping: String, CaseIterable, Sendable {
    /// Of the site that generated the waste.
    case province, sector
    case chapter, month
}

/// A sum of fate cells of waste.
public struct FateGroupSum: Hashable, Sendable {
    /// Code of a province, ISIC division, chapter of the list of wastes, or index of a month.
    public var key: String
    public var compartment: Compartment
    public var grams: Int64
}

extension LedgerStore {
    /// What became of waste, by province, industry division, chapter or month.
    ///
    /// - Parameter chapters: first digits of waste codes; all unless said.
    public func fateGroups(_ months: ClosedRange<Month>, province: String?, by grouping: FateGrouping, chapters: [String]? = nil) throws -> [FateGroupSum] {
        let key: Query =
            switch grouping {
            case .province: "province"
            case .sector: "substr(sector, 1, 2)"
            case .chapter: "CAST((material - 1000000) / 10000 AS TEXT)"
            case .month: "CAST(occurred AS TEXT)"
            }
        let place: Query = province.map { "AND province = \($0)" } ?? ""
        let span: Query = chapters.map { chapters in "AND (\(chapters.map { Self.material(from: $0) }.joined(separator: " OR ")))" } ?? ""
        return try session.rows(
            """
            SELECT \(key), compartment, CAST(sum(grams) AS BIGINT) FROM fate_cell
            WHERE occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place)
            AND material BETWEEN 1000000 AND 1999999 \(span) GROUP BY \(key), compartment HAVING sum(grams) <> 0
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(1))).map { FateGroupSum(key: row.text(0), compartment: $0, grams: row.int(2)) }
        }
    }

    /// Waste of groups of sites in one kind of place: by size, zone, province or industry class of the site itself.
    public func upperGroups(_ scope: Scope, months: ClosedRange<Month>, compartments: [Compartment]) throws -> [(
        key: String, compartment: Compartment, grams: Int64
    )] {
        try session.rows(
            """
            SELECT key, compartment, CAST(sum(grams) AS BIGINT) FROM upper_cell WHERE scope = \(Int64(scope.rawValue))
            AND occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index))
            AND compartment IN (\(values: compartments.map { Int64($0.number) })) AND material BETWEEN 1000000 AND 1999999
            GROUP BY key, compartment HAVING sum(grams) <> 0
            """
        ).compactMap { row in Compartment(number: Int16(row.int(1))).map { (row.text(0), $0, row.int(2)) } }
    }

    /// Codes that begin with some digits lie in one span.
    private static func material(from digits: String) -> Query {
        var (low, high) = (digits, digits)
        while low.utf8.count < 6 {
            low += "0"
            high += "9"
        }
        return "material BETWEEN \(1_000_000 + (Int64(low) ?? 0)) AND \(1_000_000 + (Int64(high) ?? 0))"
    }
}

/// Waste treated at sites of a group in a month.
public struct TreatedCell: Hashable, Sendable {
    public var key: String
    public var month: Month
    public var compartment: Compartment
    public var material: Material
    public var grams: Int64
}

extension LedgerStore {
    /// Waste treated at sites of groups, by month, treatment and waste.
    ///
    /// - Parameter key: one group; all of the scope unless said.
    public func treatedCells(_ scope: Scope, key: String?, months: ClosedRange<Month>) throws -> [TreatedCell] {
        let place: Query = key.map { "AND key = \($0)" } ?? ""
        return try session.rows(
            """
            SELECT key, occurred, compartment, material, CAST(sum(grams) AS BIGINT) FROM upper_cell WHERE scope = \(Int64(scope.rawValue)) \(place)
            AND occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) AND compartment > 1000
            GROUP BY key, occurred, compartment, material HAVING sum(grams) <> 0
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(2))).map {
                TreatedCell(key: row.text(0), month: Month(index: row.int32(1)), compartment: $0, material: Material(value: row.int32(3)), grams: row.int(4))
            }
        }
    }
}
