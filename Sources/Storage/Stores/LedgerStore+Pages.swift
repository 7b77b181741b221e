// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// A balance row of a site's book.
public struct AccountBalance: Sendable {
    public var id: AccountID
    public var account: Account
    public var balance: Balance
}

/// Sums of one group of cells.
public struct CellSum: Sendable {
    public var material: Material
    public var compartment: Compartment
    public var occurred: Month
    public var grams: Int64
}

/// Where grams of an origin, or the grams of a lot, are.
public struct ContentRow: Sendable {
    public var account: Account
    public var origin: OriginID
    public var grams: Int64
}

/// What pages read from the book.
extension LedgerStore {
    /// Accounts of a site with their balances, empty lots left out, one page by (id).
    public func balances(of site: SiteID, after: AccountID? = nil, limit: Int) throws -> [AccountBalance] {
        try session.rows(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.site = \(site.value) AND (a.posted <> 0 OR a.pending <> 0) AND a.id > \(after?.value ?? 0) ORDER BY a.id LIMIT \(limit)
            """
        ).map { AccountBalance(id: AccountID($0.int(0)), account: Self.account($0, at: 3), balance: Balance(posted: $0.int(1), pending: $0.int(2))) }
    }

    /// Received waste that stands untreated on some sites, by material.
    public func held(at sites: some Collection<SiteID>) throws -> [SiteID: [Material: Mass]] {
        guard !sites.isEmpty else { return [:] }
        // The middle conditions are those of the index of what stands in stock.
        let rows = try session.rows(
            """
            SELECT a.site, a.material, CAST(sum(a.posted) AS BIGINT) FROM account a WHERE a.site IN (\(values: sites.map(\.value)))
            AND \(raw: Self.inStock) AND a.compartment = 7 GROUP BY a.site, a.material
            """)
        var held: [SiteID: [Material: Mass]] = [:]
        for row in rows { held[SiteID(row.int(0)), default: [:]][Material(value: row.int32(1))] = Mass(row.int(2)) }
        return held
    }

    /// Lots of waste on a site that may leave it: stock and held waste with something available.
    public func lots(on site: SiteID, limit: Int = 500) throws -> [AccountBalance] {
        try session.rows(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.site = \(site.value) AND a.compartment IN (5, 7) AND a.posted - a.pending > 0 AND \(Self.materials(nil, "a.material"))
            ORDER BY a.id LIMIT \(limit)
            """
        ).map { AccountBalance(id: AccountID($0.int(0)), account: Self.account($0, at: 3), balance: Balance(posted: $0.int(1), pending: $0.int(2))) }
    }

    /// Sums of an account per material and compartment of one site.
    public func totals(of site: SiteID) throws -> [(material: Material, compartment: Compartment, grams: Int64)] {
        try session.rows(
            """
            SELECT material, compartment, CAST(sum(grams) AS BIGINT) FROM site_cell WHERE site = \(site.value)
            GROUP BY material, compartment ORDER BY material, compartment
            """
        ).compactMap { row in Compartment(number: Int16(row.int(1))).map { (Material(value: row.int32(0)), $0, row.int(2)) } }
    }

    /// Entries of a document, in the order they were booked.
    public func entries(of document: DocumentID, limit: Int = 500) throws -> [Entry] {
        try session.rows("\(Self.entries) WHERE e.document = \(document.value) ORDER BY e.id LIMIT \(limit)").map(Self.entry)
    }

    /// Entries of an account, newest first, one page before an id.
    public func entries(of account: AccountID, before: EntryID? = nil, limit: Int) throws -> [Entry] {
        let end = before?.value ?? Int64.max
        return try session.rows(
            """
            \(Self.entries) WHERE e.id IN (
              SELECT id FROM (SELECT id FROM entry WHERE credit = \(account.value) AND id < \(end) ORDER BY id DESC LIMIT \(limit)) AS credits
              UNION SELECT id FROM (SELECT id FROM entry WHERE debit = \(account.value) AND id < \(end) ORDER BY id DESC LIMIT \(limit)) AS debits
            ) ORDER BY e.id DESC LIMIT \(limit)
            """
        ).map(Self.entry)
    }

    public func account(_ id: AccountID) throws -> AccountBalance? {
        try session.rows("SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a WHERE a.id = \(id.value)")
            .first.map { AccountBalance(id: AccountID($0.int(0)), account: Self.account($0, at: 3), balance: Balance(posted: $0.int(1), pending: $0.int(2))) }
    }

    /// Site cells of some months: the sums behind a site's month.
    public func siteCells(of site: SiteID, months: ClosedRange<Month>) throws -> [CellSum] {
        try cells(
            """
            SELECT material, compartment, occurred, CAST(sum(grams) AS BIGINT) FROM site_cell
            WHERE site = \(site.value) AND occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index))
            GROUP BY material, compartment, occurred
            """)
    }

    /// Cells of waste of a group of sites over some months.
    public func upperCells(_ scope: Scope, key: String, months: ClosedRange<Month>) throws -> [CellSum] {
        try cells(
            """
            SELECT material, compartment, occurred, CAST(sum(grams) AS BIGINT) FROM upper_cell
            WHERE scope = \(Int64(scope.rawValue)) AND key = \(key)
            AND occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) AND \(Self.materials(nil, "material"))
            GROUP BY material, compartment, occurred
            """)
    }

    /// Fate of waste by the industry that generated it, over some months, in the nation or one province.
    public func fates(months: ClosedRange<Month>, province: String?) throws -> [(
        province: String, sector: String, material: Material, compartment: Compartment, occurred: Month, grams: Int64
    )] {
        let place: Query = province.map { "AND province = \($0)" } ?? ""
        return try session.rows(
            """
            SELECT province, sector, material, compartment, occurred, CAST(sum(grams) AS BIGINT) FROM fate_cell
            WHERE occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place)
            GROUP BY province, sector, material, compartment, occurred
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(3))).map {
                (row.text(0), row.text(1), Material(value: row.int32(2)), $0, Month(index: row.int32(4)), row.int(5))
            }
        }
    }

    // MARK: Genealogy

    /// Content of every account of a lot: where its grams are, and whose they are.
    public func contents(ofLot lot: LotID, limit: Int = 5000) throws -> [ContentRow] {
        try contentRows("WHERE a.lot = \(lot.value) AND a.lot <> 0 LIMIT \(limit)")
    }

    /// Every place where grams of an origin are: its fates.
    public func fates(of origin: OriginID, limit: Int = 5000) throws -> [ContentRow] {
        try contentRows("WHERE t.origin = \(origin.value) LIMIT \(limit)")
    }

    /// Bundles that hold grams of an origin.
    public func bundles(holding origin: OriginID) throws -> [(bundle: OriginID, grams: Int64, total: Int64)] {
        try session.rows(
            """
            SELECT b.bundle, b.grams, (SELECT CAST(sum(x.grams) AS BIGINT) FROM bundle_content x WHERE x.bundle = b.bundle)
            FROM bundle_content b WHERE b.origin = \(origin.value)
            """
        ).map { (OriginID($0.int(0)), $0.int(1), $0.int(2)) }
    }

    public func content(ofBundle bundle: OriginID) throws -> [Content.Share] {
        try session.rows("SELECT origin, grams FROM bundle_content WHERE bundle = \(bundle.value) ORDER BY origin")
            .map { Content.Share(origin: OriginID($0.int(0)), grams: $0.int(1)) }
    }

    public func origin(_ id: OriginID) throws -> Origin? {
        try session.rows("SELECT site, material, occurred, province, sector FROM origin WHERE id = \(id.value)").first.map {
            Origin(
                id: id, site: SiteID($0.int(0)), material: Material(value: $0.int32(1)), occurred: CalendarDate(dayNumber: $0.int32(2)),
                province: $0.text(3), sector: $0.text(4))
        }
    }

    /// Posted entries by which grams came into a lot from others, or left it for others: the edges of a genealogy.
    public func edges(ofLot lot: LotID, limit: Int = 200) throws -> [Entry] {
        try session.rows(
            """
            \(Self.entries) WHERE e.phase IN (0, 2) AND e.id IN (
              SELECT x.id FROM account a JOIN entry x ON x.credit = a.id WHERE a.lot = \(lot.value) AND a.lot <> 0
              UNION SELECT x.id FROM account a JOIN entry x ON x.debit = a.id WHERE a.lot = \(lot.value) AND a.lot <> 0)
            ORDER BY e.id LIMIT \(limit)
            """
        ).map(Self.entry)
    }

    // MARK: Rows

    private func contentRows(_ condition: Query) throws -> [ContentRow] {
        try session.rows(
            "SELECT a.site, a.compartment, a.material, a.lot, t.origin, t.grams FROM content t JOIN account a ON a.id = t.account \(condition)"
        ).map { ContentRow(account: Self.account($0, at: 0), origin: OriginID($0.int(4)), grams: $0.int(5)) }
    }

    private func cells(_ query: Query) throws -> [CellSum] {
        try session.rows(query).compactMap { row in
            Compartment(number: Int16(row.int(1))).map {
                CellSum(material: Material(value: row.int32(0)), compartment: $0, occurred: Month(index: row.int32(2)), grams: row.int(3))
            }
        }
    }

    static let entries: Query = """
        SELECT e.id, e.operation, e.document, e.grams, e.occurred, e.reason, e.phase, e.resolves, \(raw: bothSides) FROM entry e \(raw: joinSides)
        """

    static func entry(_ row: Row) -> Entry {
        guard let reason = Reason(rawValue: Int16(row.int(5))) else { preconditionFailure("The book holds reason \(row.int(5)).") }
        return Entry(
            id: EntryID(row.int(0)), operation: OperationID(row.int(1)), document: row.optionalInt(2).map { DocumentID($0) },
            credit: account(row, at: 8), debit: account(row, at: 12), mass: Mass(row.int(3)), occurred: CalendarDate(dayNumber: row.int32(4)),
            reason: reason, phase: Int16(row.int(6)), resolves: row.optionalInt(7).map { EntryID($0) })
    }
}
