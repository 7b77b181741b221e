// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Stores

/// What a site's book says of one material: grams by compartment, and their sum.
public struct BookTotal: Sendable {
    public var material: Material
    public var grams: [Compartment: Int64]
    /// What came from other sites less what left for them: over all sites of the book every material sums to zero.
    public var sum: Int64
}

/// Something that stands on a site.
public struct StockLine: Sendable {
    public var id: AccountID
    public var account: Account
    public var balance: Balance
    /// The note whose load made the lot, where one did.
    public var noteNumber: String?
}

/// The book of one site: sums of its cells, and what stands on it.
public struct SiteBook: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// Of wastes, in order of material.
    public var totals: [BookTotal]
    /// Of goods, water and energy, each in its own unit.
    public var goods: [BookTotal]
    /// Compartments in which anything ever was, in the book's order.
    public var compartments: [Compartment]
    /// The sums of the columns over all materials.
    public var columns: [Compartment: Int64]
    public var sum: Int64
    public var stock: [StockLine]
    /// The last account shown, where more stand on the site.
    public var next: AccountID?
    public var mayArrange: Bool
    public var mayTakeStock: Bool
}

/// Accounts of one compartment and material of a site, one page.
public struct AccountList: Sendable {
    public var site: Site
    public var organisation: Organisation
    public var compartment: Compartment
    public var material: Material
    public var accounts: [StockLine]
    public var next: LotID?
    /// By the site's cells, over all accounts of the list.
    public var total: Int64
}

extension Platform {
    /// Sites whose books stand on one page.
    public static let booksShown = 12

    /// The books of all sites of the organisation in whose name one acts; `others` are sites beyond those shown.
    public func book(by actor: Actor) async throws -> (books: [SiteBook], others: [Site]) {
        try await read { r in
            guard let principal = actor.principal, let organisation = try r.registry.organisation(principal.id) else { throw PermissionRefusal.missing }
            let sites = try r.registry.sites(of: principal.id).filter { may(.readBook, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }
            if sites.isEmpty, case .refused(let refusal) = may(.readBook, actor: actor, subject: actor.wholeReach) { throw refusal }
            let books = try sites.prefix(Self.booksShown).map { try r.book(of: $0, organisation, after: nil, limit: 10, by: actor) }
            return (books, Array(sites.dropFirst(Self.booksShown)))
        }
    }

    /// The book of one site with a page of its stock.
    public func book(of id: SiteID, after: AccountID?, limit: Int, by actor: Actor) async throws -> SiteBook {
        try await read { r in
            let (site, organisation) = try r.bookSite(id, .readBook, by: actor)
            return try r.book(of: site, organisation, after: after, limit: limit, by: actor)
        }
    }

    /// Accounts behind one figure of a site's book.
    public func accounts(
        of id: SiteID, _ compartment: Compartment, _ material: Material, after: LotID?, limit: Int, by actor: Actor
    ) async throws -> AccountList {
        try await read { r in
            let (site, organisation) = try r.bookSite(id, .readBook, by: actor)
            var found = try r.ledger.accounts(of: id, compartment, material, after: after, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            let total = try r.ledger.totals(of: id).first { $0.material == material && $0.compartment == compartment }?.grams ?? 0
            return AccountList(
                site: site, organisation: organisation, compartment: compartment, material: material, accounts: try r.lines(found),
                next: hasMore ? found.last?.account.lot : nil, total: total)
        }
    }
}

extension Platform {
    /// A site whose stock the actor may count.
    public func stockTakeSite(_ id: SiteID, by actor: Actor) async throws -> Site {
        try await read { r in
            let (site, _) = try r.bookSite(id, .readBook, by: actor)
            try r.requireStockTake(at: site, by: actor)
            return site
        }
    }
}

extension Reading {
    /// What permissions see of a site's book.
    func bookSubject(of site: Site) -> Subject {
        Subject(parties: [site.organisation], sites: [site.id], provinces: [site.attributes(on: platform.today).province])
    }

    /// A site and its organisation, for whoever may do this with its book.
    func bookSite(_ id: SiteID, _ action: Action, by actor: Actor) throws -> (Site, Organisation) {
        guard let site = try registry.site(id), let organisation = try registry.organisation(site.organisation) else { throw PlatformError.notFound }
        if case .refused(let refusal) = may(action, actor: actor, subject: bookSubject(of: site)) { throw refusal }
        return (site, organisation)
    }

    fileprivate func book(of site: Site, _ organisation: Organisation, after: AccountID?, limit: Int, by actor: Actor) throws -> SiteBook {
        var byMaterial: [Material: [Compartment: Int64]] = [:]
        var columns: [Compartment: Int64] = [:]
        for total in try ledger.totals(of: site.id) {
            byMaterial[total.material, default: [:]][total.compartment] = total.grams
            guard total.material.isWaste else { continue }
            columns[total.compartment, default: 0] += total.grams
        }
        var stock = try ledger.stock(of: site.id, after: after, limit: limit + 1)
        let hasMore = stock.count > limit
        if hasMore { stock.removeLast() }
        let totals = byMaterial.sorted { $0.key < $1.key }.map { BookTotal(material: $0.key, grams: $0.value, sum: $0.value.values.reduce(0, +)) }
        return SiteBook(
            site: site, organisation: organisation, totals: totals.filter(\.material.isWaste), goods: totals.filter { !$0.material.isWaste },
            compartments: columns.keys.sorted { $0.number < $1.number }, columns: columns, sum: columns.values.reduce(0, +), stock: try lines(stock),
            next: hasMore ? stock.last?.id : nil, mayArrange: may(.arrangeLots, actor: actor, subject: bookSubject(of: site)).isAllowed,
            mayTakeStock: (try? requireStockTake(at: site, by: actor)) != nil)
    }

    fileprivate func lines(_ balances: [AccountBalance]) throws -> [StockLine] {
        let numbers = try notes.numbers(ofLots: balances.compactMap(\.account.lot))
        return balances.map { row in
            StockLine(id: row.id, account: row.account, balance: row.balance, noteNumber: row.account.lot.flatMap { numbers[$0] })
        }
    }
}
