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
        try session.execute("DELETE FROM site_month WHERE site = \(row.site.value) AND month = \(Int64(row.month.index))")
        try session.execute(
            """
            INSERT INTO site_month (site, month, made, sector, province, product, energy, water, wastewater, workers, days, waste, stock)
            VALUES (\(row.site.value), \(Int64(row.month.index)), \(row.made.value), \(row.sector), \(row.province), \(row.product), \(row.energy),
            \(row.water), \(row.wastewater), \(row.workers), \(row.days), \(row.left), \(row.stock))
            """)
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
                made: try Body.value(SiteReturn.self, from: row.blob(2)))
        }
    }
}

/// A finding with the return in which it was made.
public struct StoredFinding: Sendable, Identifiable {
    public var id: FindingID
    public var finding: ReturnFinding
    public var made: SiteReturn
}
