// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// Sums over one origin in one lot.
public struct OriginSum: Sendable {
    public var origin: Origin
    public var grams: Int64
    /// It is a bundle of small origins and opens to its own content.
    public var isBundle: Bool
}

/// What the pages of a site's book read.
extension LedgerStore {
    /// Waste that stands on a site or is reserved there (store, transit, held), one page by id.
    public func stock(of site: SiteID, after: AccountID? = nil, limit: Int) throws -> [AccountBalance] {
        try session.rows(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.site = \(site.value) AND \(raw: Self.inStock) AND \(Self.materials(nil, "a.material")) AND a.id > \(after?.value ?? 0)
            ORDER BY a.id LIMIT \(limit)
            """
        ).map(Self.accountBalance)
    }

    /// Accounts of one compartment and material of a site, by lot, one page after a lot.
    public func accounts(of site: SiteID, _ compartment: Compartment, _ material: Material, after: LotID?, limit: Int) throws -> [AccountBalance] {
        try session.rows(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.site = \(site.value) AND a.compartment = \(Int64(compartment.number)) AND a.material = \(Int64(material.value))
            AND a.lot > \(after?.value ?? -1) ORDER BY a.lot LIMIT \(limit)
            """
        ).map(Self.accountBalance)
    }

    /// Accounts of a lot, in account order of site and compartment.
    public func accounts(ofLot lot: LotID) throws -> [AccountBalance] {
        try session.rows(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.lot = \(lot.value) AND a.lot <> 0 ORDER BY a.site, a.compartment, a.material
            """
        ).map(Self.accountBalance)
    }

    /// Grams that posted entries from an id on brought into an account, less those they took out.
    public func posted(into account: AccountID, from first: EntryID) throws -> Int64 {
        let row = try session.first(
            """
            SELECT CAST(coalesce((SELECT sum(grams) FROM entry WHERE debit = \(account.value) AND id >= \(first.value) AND phase IN (0, 2)), 0)
            - coalesce((SELECT sum(grams) FROM entry WHERE credit = \(account.value) AND id >= \(first.value) AND phase IN (0, 2)), 0) AS BIGINT)
            """)
        return row?.int(0) ?? 0
    }

    // MARK: Origins of a lot

    /// Origins of what a lot's accounts hold, over all of them, one page after an origin.
    public func origins(ofLot lot: LotID, after: OriginID?, limit: Int) throws -> [OriginSum] {
        try session.rows(
            """
            SELECT \(raw: Self.originColumns), CAST(sum(t.grams) AS BIGINT), \(raw: Self.isBundle)
            FROM account a JOIN content t ON t.account = a.id JOIN origin o ON o.id = t.origin
            WHERE a.lot = \(lot.value) AND a.lot <> 0 AND t.origin > \(after?.value ?? 0)
            GROUP BY \(raw: Self.originColumns) HAVING sum(t.grams) <> 0 ORDER BY o.id LIMIT \(limit)
            """
        ).map(Self.originSum)
    }

    /// Grams of a lot with a known origin, and how many origins there are.
    public func originTotal(ofLot lot: LotID) throws -> (grams: Int64, count: Int) {
        let row = try session.first(
            """
            SELECT CAST(coalesce(sum(s.grams), 0) AS BIGINT), count(*) FROM (
              SELECT t.origin, sum(t.grams) AS grams FROM account a JOIN content t ON t.account = a.id
              WHERE a.lot = \(lot.value) AND a.lot <> 0 GROUP BY t.origin HAVING sum(t.grams) <> 0) AS s
            """)
        return (row?.int(0) ?? 0, Int(row?.int(1) ?? 0))
    }

    /// Content of a bundle with its origins, one page after an origin.
    public func origins(ofBundle bundle: OriginID, after: OriginID?, limit: Int) throws -> [OriginSum] {
        try session.rows(
            """
            SELECT \(raw: Self.originColumns), t.grams, \(raw: Self.isBundle)
            FROM bundle_content t JOIN origin o ON o.id = t.origin
            WHERE t.bundle = \(bundle.value) AND t.origin > \(after?.value ?? 0) ORDER BY o.id LIMIT \(limit)
            """
        ).map(Self.originSum)
    }

    public func bundleTotal(_ bundle: OriginID) throws -> (grams: Int64, count: Int) {
        let row = try session.first("SELECT CAST(coalesce(sum(grams), 0) AS BIGINT), count(*) FROM bundle_content WHERE bundle = \(bundle.value)")
        return (row?.int(0) ?? 0, Int(row?.int(1) ?? 0))
    }

    // MARK: Rows

    static func accountBalance(_ row: Row) -> AccountBalance {
        AccountBalance(id: AccountID(row.int(0)), account: account(row, at: 3), balance: Balance(posted: row.int(1), pending: row.int(2)))
    }

    private static let originColumns: StaticString = "o.id, o.site, o.material, o.occurred, o.province, o.sector"
    private static let isBundle: StaticString =
        "CASE WHEN EXISTS (SELECT 1 FROM bundle_content b WHERE b.bundle = o.id) THEN 1 ELSE 0 END"

    private static func originSum(_ row: Row) -> OriginSum {
        OriginSum(
            origin: Origin(
                id: OriginID(row.int(0)), site: SiteID(row.int(1)), material: Material(value: row.int32(2)),
                occurred: CalendarDate(dayNumber: row.int32(3)), province: row.text(4), sector: row.text(5)),
            grams: row.int(6), isBundle: row.int(7) != 0)
    }
}

/// Grams that moved between a lot and another account.
public struct LotFlow: Sendable {
    public var account: Account
    public var grams: Int64
}

extension LedgerStore {
    /// What came into a lot from accounts outside it, and what left it for such, summed by account.
    public func flows(ofLot lot: LotID) throws -> (into: [LotFlow], outOf: [LotFlow]) {
        let into = try session.rows(
            """
            SELECT c.site, c.compartment, c.material, c.lot, CAST(sum(e.grams) AS BIGINT)
            FROM account d JOIN entry e ON e.debit = d.id JOIN account c ON c.id = e.credit
            WHERE d.lot = \(lot.value) AND d.lot <> 0 AND c.lot <> d.lot AND e.phase IN (0, 2)
            GROUP BY c.site, c.compartment, c.material, c.lot ORDER BY c.site, c.compartment, c.material, c.lot
            """)
        let outOf = try session.rows(
            """
            SELECT d.site, d.compartment, d.material, d.lot, CAST(sum(e.grams) AS BIGINT)
            FROM account c JOIN entry e ON e.credit = c.id JOIN account d ON d.id = e.debit
            WHERE c.lot = \(lot.value) AND c.lot <> 0 AND d.lot <> c.lot AND e.phase IN (0, 2)
            GROUP BY d.site, d.compartment, d.material, d.lot ORDER BY d.site, d.compartment, d.material, d.lot
            """)
        func flow(_ row: Row) -> LotFlow { LotFlow(account: Self.account(row, at: 0), grams: row.int(4)) }
        return (into.map(flow), outOf.map(flow))
    }
}
