// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations

/// The book of mass: sites, accounts, lots and bundles, and the arranging of lots.
enum BookPages {
    static let routes: [PageRoute] =
        [
            PageRoute(.get, "/book", book),
            PageRoute(.get, "/book/sites/:id", site),
            PageRoute(.get, "/book/sites/:id/accounts", accounts),
            PageRoute(.get, "/book/accounts/:id", account),
            PageRoute(.get, "/book/lots/:id", lot),
            PageRoute(.get, "/book/bundles/:id", bundle),
            PageRoute(.get, "/lots", LotsPages.show),
            PageRoute(.post, "/lots", LotsPages.arrange), PageRoute(.get, "/book/sites/:id/known", SiteKnownPages.page),
        ] + StockTakePages.routes

    static let stockShown = 60, accountsShown = 80, entriesShown = 50, originsShown = 60

    private static func book(_ request: PageRequest) async throws -> PageAnswer {
        if let text = request.query["site"] {
            guard let site = SiteID(text: text) else { throw PlatformError.notFound }
            return .redirect("/book/sites/\(site)")
        }
        let (books, others) = try await request.platform.book(by: try request.actor())
        return BookView(request: request).index(books, others)
    }

    private static func site(_ request: PageRequest) async throws -> PageAnswer {
        let id: SiteID = try request.id("id")
        let after = request.query["after"].flatMap { AccountID(text: $0) }
        let book = try await request.platform.book(of: id, after: after, limit: stockShown, by: try request.actor())
        return BookView(request: request).site(book)
    }

    private static func accounts(_ request: PageRequest) async throws -> PageAnswer {
        let id: SiteID = try request.id("id")
        guard let compartment = request.query["compartment"].flatMap({ Int16($0) }).flatMap({ Compartment(number: $0) }),
            let material = request.query["material"].flatMap({ Int32($0) }).map({ Material(value: $0) })
        else { throw PlatformError.notFound }
        let list = try await request.platform.accounts(
            of: id, compartment, material, after: request.query["after"].flatMap { LotID(text: $0) }, limit: accountsShown, by: try request.actor())
        return BookView(request: request).accounts(list)
    }

    private static func account(_ request: PageRequest) async throws -> PageAnswer {
        let id: AccountID = try request.id("id")
        let before = request.query["before"].flatMap { EntryID(text: $0) }
        let isFile = request.wantsFile
        let ledger = try await request.platform.ledger(
            of: id, before: isFile ? nil : before, limit: isFile ? Platform.accountFileLimit : entriesShown, by: try request.actor())
        if isFile { return try request.list(LedgerFile(ledger: ledger).bytes, "account-\(id)") }
        return AccountView(request: request, ledger: ledger).page
    }

    private static func lot(_ request: PageRequest) async throws -> PageAnswer {
        let id: LotID = try request.id("id")
        let after = request.query["after"].flatMap { OriginID(text: $0) }
        let lot = try await request.platform.lot(id, after: after, limit: originsShown, by: try request.actor())
        return LotView(request: request, lot: lot).page
    }

    private static func bundle(_ request: PageRequest) async throws -> PageAnswer {
        let id: OriginID = try request.id("id")
        let after = request.query["after"].flatMap { OriginID(text: $0) }
        let bundle = try await request.platform.bundle(id, after: after, limit: originsShown, by: try request.actor())
        return BundleView(request: request, bundle: bundle).page
    }
}
