// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// The book as an audit reads it: every entry, account and cell, in an order that needs no sorting in memory.
extension VerificationStore {
    /// One side of an entry: the account's row and its place, in stored numbers.
    public struct EntrySide: Sendable {
        public var account: Int64
        public var site: Int64
        public var compartment: Int16
        public var material: Int32
        /// 0 is no lot.
        public var lot: Int64
    }

    /// An entry in stored numbers: an audit reads so many that making values of the domain of each would take most of its time.
    public struct EntryRow: Sendable {
        public var id: Int64
        public var operation: Int64
        public var grams: Int64
        public var occurred: CalendarDate
        public var reason: Int16
        public var phase: Int16
        /// 0 is none.
        public var resolves: Int64
        public var credit: EntrySide
        public var debit: EntrySide
        /// It reserves, and no other entry has resolved it.
        public var isPending: Bool
        /// When its operation was recorded; `nil` where no line says so.
        public var recorded: Instant?

        public var isPosted: Bool { phase == 0 || phase == 2 }
    }

    /// Every entry in the order of its id.
    public func eachEntry(_ body: (EntryRow) throws -> Void) throws {
        try session.each(
            """
            SELECT e.id, e.operation, e.grams, e.occurred, e.reason, e.phase, coalesce(e.resolves, 0), e.credit, \(raw: LedgerStore.bothSides), e.debit,
            CASE WHEN e.phase = 1 AND r.id IS NULL THEN 1 ELSE 0 END, j.recorded
            FROM entry e \(raw: LedgerStore.joinSides) LEFT JOIN entry r ON e.phase = 1 AND r.resolves = e.id LEFT JOIN journal j ON j.id = e.operation
            ORDER BY e.id
            """
        ) { row in
            let credit = EntrySide(account: row.int(7), site: row.int(8), compartment: Int16(row.int(9)), material: row.int32(10), lot: row.int(11))
            let debit = EntrySide(account: row.int(16), site: row.int(12), compartment: Int16(row.int(13)), material: row.int32(14), lot: row.int(15))
            try body(
                EntryRow(
                    id: row.int(0), operation: row.int(1), grams: row.int(2), occurred: CalendarDate(dayNumber: row.int32(3)), reason: Int16(row.int(4)),
                    phase: Int16(row.int(5)), resolves: row.int(6), credit: credit, debit: debit,
                    isPending: row.bool(17), recorded: row.optionalInt(18).map { Instant(microseconds: $0) }))
        }
    }

    /// Accounts and site cells of each site, in order of the sites: how much a recount of some of them has to keep.
    public func rowCounts() throws -> [(site: SiteID, rows: Int)] {
        try session.rows(
            """
            SELECT site, CAST(sum(n) AS BIGINT) FROM (
              SELECT site, count(*) AS n FROM site_cell GROUP BY site UNION ALL SELECT site, count(*) FROM account GROUP BY site
            ) AS part GROUP BY site ORDER BY site
            """
        ).map { (SiteID($0.int(0)), Int($0.int(1))) }
    }

    /// Accounts of a range of sites, in account order.
    public func eachAccount(of sites: ClosedRange<SiteID>, _ body: (AccountBalance) throws -> Void) throws {
        try session.each(
            """
            SELECT a.id, a.posted, a.pending, a.site, a.compartment, a.material, a.lot FROM account a
            WHERE a.site BETWEEN \(sites.lowerBound.value) AND \(sites.upperBound.value) ORDER BY a.site, a.compartment, a.material, a.lot
            """
        ) { row in
            try body(
                AccountBalance(
                    id: AccountID(row.int(0)), account: LedgerStore.account(row, at: 3), balance: Balance(posted: row.int(1), pending: row.int(2))))
        }
    }

    /// Site cells of a range of sites.
    public func eachSiteCell(of sites: ClosedRange<SiteID>, _ body: (SiteCell, _ grams: Int64) throws -> Void) throws {
        try session.each(
            """
            SELECT site, material, compartment, occurred, learned, grams FROM site_cell
            WHERE site BETWEEN \(sites.lowerBound.value) AND \(sites.upperBound.value) ORDER BY site, occurred, material, compartment, learned
            """
        ) { row in
            guard let compartment = Compartment(number: Int16(row.int(2))) else { return }
            let cell = SiteCell(
                site: SiteID(row.int(0)), material: Material(value: row.int32(1)), compartment: compartment, occurred: Month(index: row.int32(3)),
                learned: Month(index: row.int32(4)))
            try body(cell, row.int(5))
        }
    }

    /// All cells of groups of sites, the nation's first.
    public func eachUpperCell(_ body: (UpperCell, _ grams: Int64) throws -> Void) throws {
        try session.each(
            """
            SELECT scope, key, material, compartment, occurred, learned, CAST(sum(grams) AS BIGINT) FROM upper_cell
            GROUP BY scope, key, occurred, material, compartment, learned ORDER BY scope, key, occurred, material, compartment, learned
            """
        ) { row in
            guard let scope = Scope(rawValue: Int16(row.int(0))), let compartment = Compartment(number: Int16(row.int(3))) else { return }
            let cell = UpperCell(
                scope: scope, key: row.text(1), material: Material(value: row.int32(2)), compartment: compartment, occurred: Month(index: row.int32(4)),
                learned: Month(index: row.int32(5)))
            try body(cell, row.int(6))
        }
    }
}
