// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// The book's tables, inside one transaction.
public struct LedgerStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// The part of the book that moves touch, with the row ids of accounts that exist.
    public struct Loaded {
        public var view: BookView
        fileprivate var ids: [Account: AccountID]
    }

    /// Loads every account that the moves name, and contents where lots are kept apart.
    public func load(_ moves: [Move], classify: @escaping @Sendable (SiteID, CalendarDate) -> Classification) throws -> Loaded {
        var view = BookView(classify: classify)
        var ids: [Account: AccountID] = [:]
        var wanted: Set<Account> = []
        for move in moves {
            wanted.insert(move.credit)
            wanted.insert(move.debit)
            if let pending = move.phase.resolves {
                wanted.insert(pending.credit)
                wanted.insert(pending.debit)
                if try session.first("SELECT 1 FROM entry WHERE resolves = \(pending.id.value) AND id > \(pending.id.value - Self.aDay)") != nil {
                    view.resolved.insert(pending.id)
                }
            }
        }
        let tracesLots = Set(moves.lazy.filter { $0.credit.lot != nil || $0.debit.lot != nil }.flatMap { [$0.credit, $0.debit] }.filter { $0.lot != nil })
        let accounts = wanted.sorted()
        view.balances.reserveCapacity(accounts.count)
        ids.reserveCapacity(accounts.count)
        try session.firstMany(Self.finding, count: accounts.count) { i, key in
            key += Self.key(accounts[i])
        } row: { i, row in
            ids[accounts[i]] = AccountID(row.int(0))
            view.balances[accounts[i]] = Balance(posted: row.int(1), pending: row.int(2))
        }
        for account in accounts where tracesLots.contains(account) {
            if let id = ids[account] { view.contents[account] = try content(id, origins: &view.origins) }
        }
        // An origin has the id of the lot it was first booked in; that lot may have been emptied since.
        for lot in Set(wanted.compactMap(\.lot)) {
            let id = OriginID(lot.value)
            if view.origins[id] == nil { view.origins[id] = try origin(id) }
        }
        for lot in Set(moves.lazy.filter { $0.credit.compartment == .difference }.compactMap(\.credit.lot)) {
            view.compositions[lot] = try composition(lot, origins: &view.origins)
        }
        return Loaded(view: view, ids: ids)
    }

    /// Saves a posting whole. Rows are touched in account order, each once.
    ///
    /// - Parameter mint: ids for accounts that are new.
    public func save(_ posting: Posting, onto loaded: Loaded, mint: () -> AccountID) throws {
        var ids = loaded.ids
        try session.executeSet(
            "INSERT INTO origin (id, site, material, occurred, province, sector) VALUES ($1, $2, $3, $4, $5, $6)",
            count: posting.origins.count
        ) { i, row in
            let origin = posting.origins[i]
            row += [
                .int(origin.id.value), .int(origin.site.value), .int(Int64(origin.material.value)), .int(Int64(origin.occurred.dayNumber)),
                .text(origin.province), .text(origin.sector),
            ]
        }
        var touched: [(account: Account, change: Balance)] = posting.balances.map { ($0.key, $0.value) }
        for account in posting.contents.keys where posting.balances[account] == nil { touched.append((account, Balance())) }
        // What voids a reservation names accounts without changing them.
        for entry in posting.entries where !entry.isPosted {
            for account in [entry.credit, entry.debit] where posting.balances[account] == nil && posting.contents[account] == nil && ids[account] == nil {
                touched.append((account, Balance()))
            }
        }
        touched.sort { $0.account < $1.account }
        let changed = touched.filter { ids[$0.account] != nil && ($0.change.posted != 0 || $0.change.pending != 0) }
            .map { (id: ids[$0.account]?.value ?? 0, change: $0.change) }.sorted { $0.id < $1.id }
        try session.executeSet(
            "UPDATE account SET posted = posted + $1, pending = pending + $2 WHERE id = $3", count: changed.count
        ) { i, row in
            row += [.int(changed[i].change.posted), .int(changed[i].change.pending), .int(changed[i].id)]
        }
        var fresh: [(id: AccountID, account: Account, change: Balance)] = []
        for (account, change) in touched where ids[account] == nil {
            let id = mint()
            ids[account] = id
            fresh.append((id, account, change))
        }
        try session.executeSet(
            "INSERT INTO account (id, site, compartment, material, lot, posted, pending) VALUES ($1, $2, $3, $4, $5, $6, $7)", count: fresh.count
        ) { i, row in
            let (id, account, change) = fresh[i]
            row += [
                .int(id.value), .int(account.site.value), .int(Int64(account.compartment.number)), .int(Int64(account.material.value)),
                .int(account.lot?.value ?? 0), .int(change.posted), .int(change.pending),
            ]
        }
        let rowIDs = ids
        func id(_ account: Account) -> Int64 {
            guard let id = rowIDs[account] else { preconditionFailure("Every account of a posting was loaded or made.") }
            return id.value
        }
        try session.executeSet(
            """
            INSERT INTO entry (id, operation, document, credit, debit, grams, occurred, reason, phase, resolves)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, count: posting.entries.count
        ) { i, row in
            let entry = posting.entries[i]
            row += [
                .int(entry.id.value), .int(entry.operation.value), entry.document.map { .int($0.value) } ?? .null, .int(id(entry.credit)),
                .int(id(entry.debit)), .int(entry.mass.raw), .int(Int64(entry.occurred.dayNumber)), .int(Int64(entry.reason.rawValue)),
                .int(Int64(entry.phase)), entry.resolves.map { .int($0.value) } ?? .null,
            ]
        }
        try saveContents(posting, id: id)
        try saveCells(posting)
    }

    private func saveContents(_ posting: Posting, id: (Account) -> Int64) throws {
        let shares = posting.contents.flatMap { account, content in content.shares.map { (id(account), $0) } }
        try session.executeSet(
            """
            INSERT INTO content (account, origin, grams) VALUES ($1, $2, $3)
            ON CONFLICT (account, origin) DO UPDATE SET grams = content.grams + excluded.grams
            """, count: shares.count
        ) { i, row in
            row += [.int(shares[i].0), .int(shares[i].1.origin.value), .int(shares[i].1.grams)]
        }
        try session.executeSet(
            "DELETE FROM content WHERE account = $1 AND origin = $2 AND grams = 0", count: shares.count
        ) { i, row in
            row += [.int(shares[i].0), .int(shares[i].1.origin.value)]
        }
        let bundled = posting.bundles.flatMap { bundle in bundle.content.shares.map { (bundle.origin.id, $0) } }
        try session.executeSet(
            "INSERT INTO bundle_content (bundle, origin, grams) VALUES ($1, $2, $3)", count: bundled.count
        ) { i, row in
            row += [.int(bundled[i].0.value), .int(bundled[i].1.origin.value), .int(bundled[i].1.grams)]
        }
    }

    private func saveCells(_ posting: Posting) throws {
        let sites = posting.siteCells
        try session.executeSet(
            """
            INSERT INTO site_cell (site, occurred, material, compartment, learned, grams) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (site, occurred, material, compartment, learned) DO UPDATE SET grams = site_cell.grams + excluded.grams
            """, count: sites.count
        ) { i, row in
            let cell = sites[i].cell
            row += [
                .int(cell.site.value), .int(Int64(cell.occurred.index)), .int(Int64(cell.material.value)), .int(Int64(cell.compartment.number)),
                .int(Int64(cell.learned.index)), .int(sites[i].grams),
            ]
        }
        let uppers = posting.upperCells
        let sums = SharedSums(session)
        try sums.add(to: .upperCell, count: uppers.count) { i, row in
            let cell = uppers[i].cell
            row += [
                .int(Int64(cell.scope.rawValue)), .text(cell.key), .int(Int64(cell.occurred.index)), .int(Int64(cell.material.value)),
                .int(Int64(cell.compartment.number)), .int(Int64(cell.learned.index)), .int(uppers[i].grams),
            ]
        }
        let fates = posting.fateCells
        try sums.add(to: .fateCell, count: fates.count) { i, row in
            let cell = fates[i].cell
            row += [
                .int(Int64(cell.occurred.index)), .text(cell.province), .text(cell.sector), .int(Int64(cell.material.value)),
                .int(Int64(cell.compartment.number)), .int(Int64(cell.learned.index)), .int(fates[i].grams),
            ]
        }
    }

    // MARK: Reading for rules

    /// What resolves an entry is younger. Clocks of servers differ, never by a day; so far back it is looked for, and not in the years before.
    private static let aDay: Int64 = 86_400_000 << 22

    /// Pending entries of a document that nothing has resolved, in the order they were made.
    public func pendingEntries(of document: DocumentID) throws -> [PendingEntry] {
        try session.rows(
            """
            SELECT e.id, e.grams, \(raw: Self.bothSides) FROM entry e \(raw: Self.joinSides)
            WHERE e.document = \(document.value) AND e.phase = 1 AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.resolves = e.id AND r.id > e.id - \(Self.aDay))
            ORDER BY e.id
            """
        ).map { row in
            PendingEntry(id: EntryID(row.int(0)), credit: Self.account(row, at: 2), debit: Self.account(row, at: 6), mass: Mass(row.int(1)))
        }
    }

    public func balance(of account: Account) throws -> Balance {
        guard let row = try session.first(Self.find(account)) else { return Balance() }
        return Balance(posted: row.int(1), pending: row.int(2))
    }

    private func content(_ id: AccountID, origins: inout [OriginID: Origin]) throws -> Content {
        var shares: [Content.Share] = []
        // At most a thousand or so: beyond that the smallest origins are one bundle.
        for row in try session.rows(
            """
            SELECT c.origin, c.grams, o.site, o.material, o.occurred, o.province, o.sector
            FROM content c JOIN origin o ON o.id = c.origin WHERE c.account = \(id.value)
            """)
        {
            let origin = Origin(
                id: OriginID(row.int(0)), site: SiteID(row.int(2)), material: Material(value: row.int32(3)),
                occurred: CalendarDate(dayNumber: row.int32(4)), province: row.text(5), sector: row.text(6))
            origins[origin.id] = origin
            shares.append(Content.Share(origin: origin.id, grams: row.int(1)))
        }
        return Content(shares)
    }

    private func composition(_ lot: LotID, origins: inout [OriginID: Origin]) throws -> Content {
        var whole = Content()
        for row in try session.rows("SELECT id FROM account WHERE lot = \(lot.value) AND lot <> 0") {
            whole = whole.adding(try content(AccountID(row.int(0)), origins: &origins))
        }
        return whole
    }

    static func find(_ account: Account) -> Query { finding.with(key(account)) }

    private static func key(_ account: Account) -> [SQLValue] {
        [.int(account.site.value), .int(Int64(account.compartment.number)), .int(Int64(account.material.value)), .int(account.lot?.value ?? 0)]
    }

    private static let finding: Query =
        "SELECT id, posted, pending FROM account WHERE site = \(0) AND compartment = \(0) AND material = \(0) AND lot = \(0)"

    /// Condition on account `a`: on the site, on the way or received. In the words of the index `account_in_stock`.
    static let inStock: StaticString = "a.compartment >= 5 AND a.compartment <= 7 AND (a.posted <> 0 OR a.pending <> 0)"
    static let bothSides: StaticString =
        "c.site, c.compartment, c.material, c.lot, d.site, d.compartment, d.material, d.lot"
    static let joinSides: StaticString = "JOIN account c ON c.id = e.credit JOIN account d ON d.id = e.debit"

    static func account(_ row: Row, at column: Int) -> Account {
        guard let compartment = Compartment(number: Int16(row.int(column + 1))) else {
            preconditionFailure("The book holds compartment \(row.int(column + 1)), which this program does not know.")
        }
        let lot = row.int(column + 3)
        return Account(SiteID(row.int(column)), compartment, Material(value: row.int32(column + 2)), lot: lot == 0 ? nil : LotID(lot))
    }
}
