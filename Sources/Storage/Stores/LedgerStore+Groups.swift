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
        let span: Query = chapters.map { "AND \(Self.materials(from: $0))" } ?? ""
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

    /// What groups of sites have of some compartments, by waste, the largest first, with the sum and number of all.
    ///
    /// - Parameters:
    ///   - key: the group; empty for what the nation has and no group of the scope.
    ///   - filter: its months, compartments, material and months of recording count.
    public func groupDetails(_ scope: Scope, key: String, _ filter: FateFilter, limit: Int) throws -> (cells: [FateDetail], total: Int64, count: Int) {
        let nation = Int64(Scope.nation.rawValue)
        let place: Query =
            key.isEmpty ? "scope IN (\(nation), \(Int64(scope.rawValue)))" : "scope = \(Int64(scope.rawValue)) AND key = \(key)"
        let grams: Query = key.isEmpty ? "CASE WHEN scope = \(nation) THEN grams ELSE -grams END" : "grams"
        let kinds: Query = filter.compartments.map { "AND compartment IN (\(values: $0.map { Int64($0.number) }))" } ?? ""
        let span = filter.learned.conditions().map { "AND \($0)" as Query }.joined(separator: " ")
        let grouped: Query = """
            SELECT material, compartment, CAST(sum(amount) AS BIGINT) AS grams FROM (
              SELECT material, compartment, \(grams) AS amount FROM upper_cell WHERE \(place)
              AND occurred BETWEEN \(Int64(filter.months.lowerBound.index)) AND \(Int64(filter.months.upperBound.index))
              AND \(Self.materials(filter.material, "material")) \(kinds) \(span)
            ) AS parts GROUP BY material, compartment HAVING sum(amount) <> 0
            """
        let cells = try session.rows("\(grouped) ORDER BY abs(sum(amount)) DESC, material, compartment LIMIT \(limit)").compactMap { row in
            Compartment(number: Int16(row.int(1))).map {
                FateDetail(province: "", sector: "", material: Material(value: row.int32(0)), compartment: $0, grams: row.int(2))
            }
        }
        let whole = try session.first("SELECT CAST(coalesce(sum(grams), 0) AS BIGINT), count(*) FROM (\(grouped)) AS cells")
        return (cells, whole?.int(0) ?? 0, Int(whole?.int(1) ?? 0))
    }

    /// Wastes whose codes begin with one of some digits.
    static func materials(from digits: [String]) -> Query {
        digits.isEmpty ? "1 = 0" : "(\(digits.map { material(from: $0) }.joined(separator: " OR ")))"
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
