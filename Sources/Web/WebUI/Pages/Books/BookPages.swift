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
        let actor = try request.actor()
        if request.wantsFile, request.query["list"] == BookView.totalsList {
            return try request.list(try await request.platform.book(of: id, after: nil, limit: 1, by: actor).totalsFile.csv, "book-\(id)")
        }
        if request.wantsFile {
            return try await request.wholeList("stock-\(id)", next: \SiteBook.next) {
                try await request.platform.book(of: id, after: $0, limit: $1, by: actor)
            } rows: {
                $0.stockFile
            }
        }
        return BookView(request: request).site(try await request.platform.book(of: id, after: after, limit: stockShown, by: actor))
    }

    private static func accounts(_ request: PageRequest) async throws -> PageAnswer {
        let id: SiteID = try request.id("id")
        guard let compartment = request.query["compartment"].flatMap({ Int16($0) }).flatMap({ Compartment(number: $0) }),
            let material = request.query["material"].flatMap({ Int32($0) }).map({ Material(value: $0) })
        else { throw PlatformError.notFound }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("accounts-\(id)", next: \AccountList.next) {
                try await request.platform.accounts(of: id, compartment, material, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let list = try await request.platform.accounts(
            of: id, compartment, material, after: request.query["after"].flatMap { LotID(text: $0) }, limit: accountsShown, by: actor)
        return BookView(request: request).accounts(list)
    }

    private static func account(_ request: PageRequest) async throws -> PageAnswer {
        let id: AccountID = try request.id("id")
        let before = request.query["before"].flatMap { EntryID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("account-\(id)", next: \AccountLedger.next) {
                try await request.platform.ledger(of: id, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        return AccountView(request: request, ledger: try await request.platform.ledger(of: id, before: before, limit: entriesShown, by: actor)).page
    }

    private static func lot(_ request: PageRequest) async throws -> PageAnswer {
        let id: LotID = try request.id("id")
        let after = request.query["after"].flatMap { OriginID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile, request.query["list"] == LotView.partsList {
            return try request.list(try await request.platform.lot(id, after: nil, limit: 1, by: actor).partsFile.csv, "lot-parts-\(id)")
        }
        if request.wantsFile {
            return try await request.wholeList("lot-origins-\(id)", next: \LotPage.nextOrigin) {
                try await request.platform.lot(id, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        return LotView(request: request, lot: try await request.platform.lot(id, after: after, limit: originsShown, by: actor)).page
    }

    private static func bundle(_ request: PageRequest) async throws -> PageAnswer {
        let id: OriginID = try request.id("id")
        let after = request.query["after"].flatMap { OriginID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("bundle-origins-\(id)", next: \BundlePage.next) {
                try await request.platform.bundle(id, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        return BundleView(request: request, bundle: try await request.platform.bundle(id, after: after, limit: originsShown, by: actor)).page
    }
}
