// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Returns
import StorageCore

/// Months of sites as peers are compared by them, and what checks found in returns.
public struct CheckStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Months

    /// Puts a month in the place of what stood there.
    public func put(_ row: SiteMonth) throws {
        guard row.length == 1 else { return try putSpan(row) }
        try session.execute("DELETE FROM site_month WHERE site = \(row.site.value) AND month = \(Int64(row.month.index))")
        try session.execute(
            """
            INSERT INTO site_month (site, month, made, sector, province, product, energy, water, wastewater, workers, days, waste, stock)
            VALUES (\(row.site.value), \(Int64(row.month.index)), \(row.made.value), \(row.sector), \(row.province), \(row.product), \(row.energy),
            \(row.water), \(row.wastewater), \(row.workers), \(row.days), \(row.left), \(row.stock))
            """)
    }

    private func putSpan(_ row: SiteMonth) throws {
        let (length, month) = (Int64(row.length), Int64(row.month.index))
        try session.execute("DELETE FROM site_span WHERE site = \(row.site.value) AND length = \(length) AND month = \(month)")
        try session.execute(
            """
            INSERT INTO site_span (site, length, month, data_set, made, sector, province, product, energy, water, wastewater, workers, days, waste, stock)
            VALUES (\(row.site.value), \(length), \(month), \(row.set), \(row.made.value), \(row.sector), \(row.province), \(row.product), \(row.energy),
            \(row.water), \(row.wastewater), \(row.workers), \(row.days), \(row.left), \(row.stock))
            """)
    }

    /// Quarters or years that begin within months, of all sites or of one, in order of site and month.
    public func spans(_ length: Int, _ months: ClosedRange<Month>, of site: SiteID? = nil) throws -> [SiteMonth] {
        let one: Query = site.map { "AND m.site = \($0.value)" } ?? ""
        return try session.rows(
            """
            SELECT m.site, m.month, m.made, m.sector, m.province, m.product, m.energy, m.water, m.wastewater, m.workers, m.days, m.waste, m.stock, b.stock,
            m.data_set FROM site_span m LEFT JOIN site_span b ON b.site = m.site AND b.length = m.length AND b.month = m.month - m.length
            WHERE m.length = \(Int64(length)) AND m.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(one)
            ORDER BY m.site, m.month
            """
        ).map { row in
            var found = Self.row(row)
            (found.length, found.set) = (length, row.text(14))
            return found
        }
    }

    private static let columns: Query = """
        m.site, m.month, m.made, m.sector, m.province, m.product, m.energy, m.water, m.wastewater, m.workers, m.days, m.waste, m.stock, b.stock
        FROM site_month m LEFT JOIN site_month b ON b.site = m.site AND b.month = m.month - 1
        """

    /// Months of all sites, of one province where one is given, in order of site and month.
    public func rows(_ months: ClosedRange<Month>, province: String? = nil) throws -> [SiteMonth] {
        let place: Query = province.map { "AND m.province = \($0)" } ?? ""
        return try session.rows(
            """
            SELECT \(Self.columns) WHERE m.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place)
            ORDER BY m.site, m.month
            """
        ).map(Self.row)
    }

    /// Months of one site, oldest first.
    public func rows(of site: SiteID, _ months: ClosedRange<Month>) throws -> [SiteMonth] {
        try session.rows(
            """
            SELECT \(Self.columns) WHERE m.site = \(site.value)
            AND m.month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) ORDER BY m.month
            """
        ).map(Self.row)
    }

    /// How the rows of months stand. Months without rows have none.
    public func marks(_ months: ClosedRange<Month>) throws -> [Month: MonthMark] {
        let rows = try session.rows(
            """
            SELECT month, count(*), max(made), CAST(sum(waste) AS BIGINT), CAST(sum(coalesce(product, 0) % 1000003 + coalesce(energy, 0) % 999983
            + coalesce(water, 0) % 999979 + coalesce(stock, 0) % 999961) AS BIGINT)
            FROM site_month WHERE month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) GROUP BY month
            """)
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (Month(index: row.int32(0)), MonthMark(sites: row.int(1), made: ReturnID(row.int(2)), waste: row.int(3), figures: row.int(4)))
            })
    }

    private static func row(_ row: Row) -> SiteMonth {
        SiteMonth(
            site: SiteID(row.int(0)), month: Month(index: row.int32(1)), made: ReturnID(row.int(2)), sector: row.text(3), province: row.text(4),
            product: row.optionalInt(5), energy: row.optionalInt(6), water: row.optionalInt(7), wastewater: row.optionalInt(8),
            workers: row.optionalInt(9), days: row.optionalInt(10), left: row.int(11), stock: row.optionalInt(12), opening: row.optionalInt(13))
    }

    // MARK: Findings

    /// Puts what was found in a return in the place of what was found before.
    public func put(_ findings: [ReturnFinding], of made: ReturnID, _ head: ReturnHead, mint: () -> FindingID) throws {
        try session.execute("DELETE FROM return_finding WHERE made = \(made.value)")
        for finding in findings {
            try session.execute(
                """
                INSERT INTO return_finding (id, made, province, sector, rule, far, body)
                VALUES (\(mint().value), \(made.value), \(head.province), \(head.isic), \(finding.rule), \(finding.isFar == true ? 1 : 0), \(Body.bytes(finding)))
                """)
        }
    }

    public func count(of made: ReturnID) throws -> Int {
        Int(try session.first("SELECT count(*) FROM return_finding WHERE made = \(made.value)")?.int(0) ?? 0)
    }

    /// Which findings are asked for.
    public struct Filter: Hashable, Sendable {
        public var province: String?
        /// First digits of an industry.
        public var sector: String?
        public var rule: String?
        /// Only waste declared far below what is expected.
        public var isFar: Bool

        public init(province: String? = nil, sector: String? = nil, rule: String? = nil, isFar: Bool = false) {
            self.province = province
            self.sector = sector
            self.rule = rule
            self.isFar = isFar
        }
    }

    /// Findings in returns that were sent, the latest first.
    public func findings(_ filter: Filter, before: FindingID?, limit: Int) throws -> [StoredFinding] {
        var condition: Query = "f.id < \(before?.value ?? Int64.max)"
        if let province = filter.province { condition = "\(condition) AND f.province = \(province)" }
        if let sector = filter.sector { condition = "\(condition) AND f.sector LIKE \(sector + "%")" }
        if let rule = filter.rule { condition = "\(condition) AND f.rule = \(rule)" }
        if filter.isFar { condition = "\(condition) AND f.far = 1" }
        return try session.rows(
            "SELECT f.id, f.body, r.body FROM return_finding f JOIN site_return r ON r.id = f.made WHERE \(condition) ORDER BY f.id DESC LIMIT \(limit)"
        ).map { row in
            StoredFinding(
                id: FindingID(row.int(0)), finding: try Body.value(ReturnFinding.self, from: row.blob(1)),
                made: try Body.siteReturn(row.blob(2)))
        }
    }
}

/// What tells whether rows of a month are still the same: their number, the latest return, and sums of their figures.
public struct MonthMark: Hashable, Sendable {
    var sites: Int64
    var made: ReturnID
    var waste: Int64
    /// Of remainders, so that no sum grows beyond 64 bits.
    var figures: Int64
}

/// A finding with the return in which it was made.
public struct StoredFinding: Sendable, Identifiable {
    public var id: FindingID
    public var finding: ReturnFinding
    public var made: SiteReturn
}
