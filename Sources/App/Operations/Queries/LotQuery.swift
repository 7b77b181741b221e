// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Stores

/// Where part of a lot's mass came from, or where it is now.
public struct LotPart: Sendable {
    /// On the way in: the account outside the lot that gave it. On the way out: the account that has it.
    public var account: Account
    public var accountID: AccountID?
    public var grams: Int64
    /// Thousandths of the lot; over one side they sum to 1,000.
    public var permille: Int64
}

/// Grams of one origin.
public struct OriginPart: Sendable {
    public var origin: Origin
    public var isBundle: Bool
    public var grams: Int64
    /// Of the whole, 0...1.
    public var share: Double
}

/// A lot read from both ends: what it was made of, and what became of it.
public struct LotPage: Sendable {
    public var lot: LotID
    public var material: Material
    public var note: (id: DocumentID, number: String?)?
    /// All that ever came into the lot.
    public var total: Int64
    /// By account, largest first; their grams sum to `total`.
    public var sources: [LotPart]
    /// By account, largest first; their grams sum to `total` too.
    public var places: [LotPart]
    /// Origins of what the lot's own accounts hold, one page by origin.
    public var origins: [OriginPart]
    public var originTotal: Int64
    public var originCount: Int
    public var nextOrigin: OriginID?
    /// Where the load that began this lot is now, through every later lot; empty when the lot began no origin.
    public var fates: [LotPart]
    public var fateTotal: Int64
    public var sites: [SiteID: Site]
    /// Of these the actor may open the book.
    public var readable: Set<SiteID>
    /// Numbers of the notes whose loads made other lots named here.
    public var numbers: [LotID: String]
}

/// Lots on a site that may be grouped or split.
public struct LotList: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// By material and place.
    public var lots: [StockLine]
    /// Whether the reader may do so.
    public var mayArrange: Bool
    /// The last account looked at, when more follow.
    public var next: AccountID?
}

/// The content of a bundle of small origins, one page.
public struct BundlePage: Sendable {
    public var bundle: Origin
    public var parts: [OriginPart]
    public var total: Int64
    public var count: Int
    public var next: OriginID?
    public var sites: [SiteID: Site]
}

extension Platform {
    public func lot(_ lot: LotID, after: OriginID?, limit: Int, by actor: Actor) async throws -> LotPage {
        try await read { r in
            let accounts = try r.ledger.accounts(ofLot: lot)
            let origin = try r.ledger.origin(OriginID(lot.value))
            guard let material = accounts.first?.account.material else { throw PlatformError.notFound }
            try r.requireBook(ofAny: Set(accounts.map(\.account.site)).union([origin?.site].compactMap { $0 }), by: actor)

            let (sources, places) = try r.sides(of: lot, accounts)
            let (grams, count) = try r.ledger.originTotal(ofLot: lot)
            var rows = try r.ledger.origins(ofLot: lot, after: after, limit: limit + 1)
            let hasMore = rows.count > limit
            if hasMore { rows.removeLast() }
            let fates = try origin.map { try r.wholeFates(of: $0.id) } ?? [:]
            let known = fates.filter { $0.key.compartment != .process && $0.value != 0 }
            let parts = try r.parts(known.map { ($0.key, $0.value) })
            let source = try r.notes.source(of: lot)
            let sites = try r.registry.sites(Set((sources + places + parts).map(\.account.site)).union(rows.map(\.origin.site)))
            return LotPage(
                lot: lot, material: material, note: try source.map { ($0.note, try r.notes.numbers(of: [$0.note])[$0.note]) },
                total: sources.reduce(0) { $0 + $1.grams }, sources: sources, places: places,
                origins: rows.map { OriginPart(origin: $0.origin, isBundle: $0.isBundle, grams: $0.grams, share: share($0.grams, of: grams)) },
                originTotal: grams, originCount: count, nextOrigin: hasMore ? rows.last?.origin.id : nil, fates: parts,
                fateTotal: parts.reduce(0) { $0 + $1.grams }, sites: sites,
                readable: Set(sites.values.filter { may(.readBook, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }.map(\.id)),
                numbers: try r.notes.numbers(ofLots: Set((sources + places + parts).compactMap(\.account.lot)).sorted()))
        }
    }

    public func bundle(_ id: OriginID, after: OriginID?, limit: Int, by actor: Actor) async throws -> BundlePage {
        try await read { r in
            guard let bundle = try r.ledger.origin(id) else { throw PlatformError.notFound }
            let (total, count) = try r.ledger.bundleTotal(id)
            guard count > 0 else { throw PlatformError.notFound }
            try r.requireBook(ofAny: [bundle.site], by: actor)
            var rows = try r.ledger.origins(ofBundle: id, after: after, limit: limit + 1)
            let hasMore = rows.count > limit
            if hasMore { rows.removeLast() }
            return BundlePage(
                bundle: bundle, parts: rows.map { OriginPart(origin: $0.origin, isBundle: $0.isBundle, grams: $0.grams, share: share($0.grams, of: total)) },
                total: total, count: count, next: hasMore ? rows.last?.origin.id : nil, sites: try r.registry.sites(Set(rows.map(\.origin.site))))
        }
    }

    /// Accounts of a site's stock that a page of its lots looks through.
    public static let stockLookedThrough = 2000

    /// Lots on a site that may be grouped or split, and whether the actor may do so.
    ///
    /// - Parameter limit: accounts of the stock that are looked at; lots on their way and empty ones among them are passed over.
    public func lots(on id: SiteID, after: AccountID? = nil, limit: Int = stockLookedThrough, by actor: Actor) async throws -> LotList {
        try await read { r in
            let (site, organisation) = try r.bookSite(id, .readBook, by: actor)
            let stock = try r.ledger.stock(of: id, after: after, limit: limit + 1)
            let found = stock.prefix(limit).filter { row in
                row.account.compartment != .transit && row.account.lot != nil && row.balance.available > 0
            }
            let numbers = try r.notes.numbers(ofLots: found.compactMap(\.account.lot))
            let lines = found.map { row in
                StockLine(id: row.id, account: row.account, balance: row.balance, noteNumber: row.account.lot.flatMap { numbers[$0] })
            }
            let sorted = lines.sorted {
                ($0.account.material, $0.account.compartment.number, $0.id) < ($1.account.material, $1.account.compartment.number, $1.id)
            }
            return LotList(
                site: site, organisation: organisation, lots: sorted,
                mayArrange: may(.arrangeLots, actor: actor, subject: r.bookSubject(of: site)).isAllowed,
                next: stock.count > limit ? stock[limit - 1].id : nil)
        }
    }

    /// Sites of one's own organisation whose book one may read.
    public func ownSites(by actor: Actor) async throws -> [Site] {
        try await read { r in
            guard let principal = actor.principal else { return [] }
            return try r.registry.sites(of: principal.id).filter { may(.readBook, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }
        }
    }
}

private func share(_ grams: Int64, of total: Int64) -> Double { total == 0 ? 0 : Double(grams) / Double(total) }

extension Reading {
    /// Refuses whoever may read the book of none of some sites.
    fileprivate func requireBook(ofAny sites: Set<SiteID>, by actor: Actor) throws {
        let known = try registry.sites(sites)
        guard known.values.contains(where: { may(.readBook, actor: actor, subject: bookSubject(of: $0)).isAllowed }) else { throw PermissionRefusal.missing }
    }

    /// What fed a lot and where it went, from posted entries and balances alone: both sides sum to the same grams.
    ///
    /// An account outside the lot stands on one side only, by its net. An account of the lot itself holds what is left
    /// there; where it gave more than it had, as a weighing gain does, it fed the lot.
    fileprivate func sides(of lot: LotID, _ accounts: [AccountBalance]) throws -> (sources: [LotPart], places: [LotPart]) {
        let (into, outOf) = try ledger.flows(ofLot: lot)
        var net: [Account: Int64] = [:]
        for flow in into { net[flow.account, default: 0] += flow.grams }
        for flow in outOf { net[flow.account, default: 0] -= flow.grams }
        for row in accounts { net[row.account, default: 0] -= row.balance.posted }
        return (
            try parts(net.filter { $0.value > 0 }.map { ($0.key, $0.value) }), try parts(net.filter { $0.value < 0 }.map { ($0.key, -$0.value) })
        )
    }

    /// Parts in order of size, with thousandths that sum to 1,000 where no part is negative.
    fileprivate func parts(_ grams: [(account: Account, grams: Int64)]) throws -> [LotPart] {
        let sorted = grams.sorted { $0.grams != $1.grams ? $0.grams > $1.grams : $0.account < $1.account }
        let ids = try ledger.ids(of: sorted.map(\.account))
        let weights = sorted.map { max(0, $0.grams) }
        let shares = weights.contains { $0 > 0 } ? apportion(1000, by: weights) : weights.map { _ in 0 }
        return zip(sorted, shares).map { LotPart(account: $0.account, accountID: ids[$0.account], grams: $0.grams, permille: $1) }
    }
}
