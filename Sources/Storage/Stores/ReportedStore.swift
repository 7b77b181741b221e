// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Returns
import StorageCore

/// What the sites of a group reported for a month under one name.
public struct ReportedCell: Hashable, Comparable, Sendable {
    public var scope: Scope
    public var key: String
    public var month: Month
    /// A field, `way.` and a destination, or `sites.` and either: how many sites reported it.
    public var figure: String
    /// Of ways; `nil` for fields.
    public var waste: WasteCodeID?

    public init(scope: Scope, key: String, month: Month, figure: String, waste: WasteCodeID?) {
        self.scope = scope
        self.key = key
        self.month = month
        self.figure = figure
        self.waste = waste
    }

    public static func < (a: ReportedCell, b: ReportedCell) -> Bool {
        // One after another: a tuple of texts compares them twice, and a return has hundreds of cells to be ordered.
        if a.scope != b.scope { return a.scope.rawValue < b.scope.rawValue }
        if a.key != b.key { return a.key < b.key }
        if a.month != b.month { return a.month < b.month }
        if a.figure != b.figure { return a.figure < b.figure }
        return (a.waste?.raw ?? 0) < (b.waste?.raw ?? 0)
    }
}

/// Sums of what sites reported, kept in the same transaction as the returns.
public struct ReportedStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// Adds to cells; amounts below zero take away.
    ///
    /// - Parameter rows: each cell once, in order, so that rows that lie together are saved together.
    public func add(_ rows: [(cell: ReportedCell, amount: Int64)]) throws {
        try SharedSums(session).add(to: .reported, count: rows.count) { i, row in
            let cell = rows[i].cell
            row += [
                .int(Int64(cell.scope.rawValue)), .text(cell.key), .int(Int64(cell.month.index)), .text(cell.figure), .int(Int64(cell.waste?.raw ?? 0)),
                .int(rows[i].amount),
            ]
        }
    }

    /// Cells of groups of sites that are not empty.
    ///
    /// - Parameters:
    ///   - key: one group; all of the scope unless said.
    ///   - figures: only these.
    public func cells(_ scope: Scope, key: String?, months: ClosedRange<Month>, figures: [String]? = nil) throws -> [(cell: ReportedCell, amount: Int64)] {
        if let figures, figures.isEmpty { return [] }
        let place: Query = key.map { "AND key = \($0)" } ?? ""
        let names: Query = figures.map { "AND figure IN (\(values: $0))" } ?? ""
        return try session.rows(
            """
            SELECT scope, key, month, figure, waste, CAST(sum(amount) AS BIGINT) FROM reported WHERE scope = \(Int64(scope.rawValue)) \(place)
            AND month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(names)
            GROUP BY scope, key, month, figure, waste HAVING sum(amount) <> 0
            """
        ).compactMap(Self.cell)
    }

    // MARK: Audit

    /// Every cell that is not empty, in order.
    public func each(_ body: (ReportedCell, Int64) throws -> Void) throws {
        try session.each(
            """
            SELECT scope, key, month, figure, waste, CAST(sum(amount) AS BIGINT) FROM reported
            GROUP BY scope, key, month, figure, waste HAVING sum(amount) <> 0
            """
        ) { row in
            if let (cell, amount) = Self.cell(row) { try body(cell, amount) }
        }
    }

    private static func cell(_ row: Row) -> (cell: ReportedCell, amount: Int64)? {
        guard let scope = Scope(rawValue: Int16(row.int(0))) else { return nil }
        let waste = row.int32(4) == 0 ? nil : WasteCodeID(raw: row.int32(4))
        return (ReportedCell(scope: scope, key: row.text(1), month: Month(index: row.int32(2)), figure: row.text(3), waste: waste), row.int(5))
    }
}

extension ReturnStore {
    /// Sites that ever began a return, a page after one.
    public func sites(after site: SiteID?, limit: Int) throws -> [SiteID] {
        try session.rows("SELECT DISTINCT site FROM site_return WHERE site > \(site?.value ?? 0) ORDER BY site LIMIT \(limit)").map { SiteID($0.int(0)) }
    }

    /// Returns of a province for periods that begin on one of some days, one page after an id.
    public func returns(of province: String, beginningOn days: [CalendarDate], after: ReturnID?, limit: Int) throws -> [SiteReturn] {
        try session.rows(
            """
            SELECT body FROM site_return WHERE province = \(province) AND first_day IN (\(values: days.map { Int64($0.dayNumber) }))
            AND id > \(after?.value ?? 0) ORDER BY id LIMIT \(limit)
            """
        ).map { try Body.value(SiteReturn.self, from: $0.blob(0)) }
    }
}
