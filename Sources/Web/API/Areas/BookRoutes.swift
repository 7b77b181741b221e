// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Operations

/// The book of mass, site by site, account by account; lots read from both ends.
enum BookRoutes {
    static let routes: [APIRoute] = [
        .get("/book", "readBook", .book, .scope(.bookRead), "The books of your organisation's sites", BookShapes.books) { call in
            let (books, others) = try await call.platform.book(by: try call.actor())
            return (books, others)
        },
        .get(
            "/sites/{id}/book", "readSiteBook", .book, .scope(.bookRead), "The book of one site with what stands on it", query: [.limit(), .after],
            BookShapes.page
        ) { call in
            let book = try await call.platform.book(of: try call.id(), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return BookShapes.Page(book: book, next: call.next("after", book.next))
        },
        .get(
            "/sites/{id}/accounts", "listAccounts", .book, .scope(.bookRead), "Accounts behind one figure of a site's book",
            query: [
                .required("compartment", .choice(EntryShapes.compartments), "Where the mass is."), .required("waste", .waste, "Of which waste."),
                .optional("treatment", .treatment, "Of the compartment `treated`: which."), .limit(), .after,
            ], BookShapes.accounts
        ) { call in
            let name = call.query.string("compartment")
            let compartment =
                TreatmentCode(text: call.query.string("treatment")).map { Compartment.treated($0) } ?? Compartment.untreated.first { $0.name == name }
            guard let compartment, compartment.name == name, let waste = WasteCodeID(text: call.query.string("waste")) else { throw PlatformError.notFound }
            let list = try await call.platform.accounts(
                of: try call.id(), compartment, .waste(waste), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return BookShapes.Accounts(list: list, next: call.next("after", list.next))
        },
        .get(
            "/accounts/{id}", "readAccount", .book, .scope(.bookRead), "One account's ledger, newest first", query: [.limit(500), .before], BookShapes.ledger
        ) { call in
            let ledger = try await call.platform.ledger(of: try call.id(), before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return BookShapes.Ledger(ledger: ledger, next: call.next("before", ledger.next))
        },
        .get("/sites/{id}/lots", "listLots", .book, .scope(.bookRead), "Lots on a site that may be grouped or split", BookShapes.lots) { call in
            let found = try await call.platform.lots(on: try call.id(), by: try call.actor())
            return (found.lots, found.mayArrange)
        },
        .post(
            "/sites/{id}/lots", "arrangeLots", .book, .scope(.bookWrite), "Groups lots of one waste into a new one, or splits part of one off",
            takes: .command("ArrangeLots", [.required("draws", .list(draw, 1...200))]), fields: ["lot#": "/draws/#"], status: 201, BookShapes.arranged
        ) { call in
            // Lots are drawn in kilograms, exactly: three places behind the point are grams.
            let draws = call.body.items("draws").map { draw in
                let grams = draw["grams"]?.whole ?? 0
                return (account: draw.string("account"), amount: ExactDecimal(digits: grams * 10, scale: 4).description)
            }
            return try await call.platform.arrangeLots(on: try call.id(), draws: draws, by: try call.actor())
        },
        .get(
            "/lots/{id}", "readLot", .book, .scope(.bookRead), "A lot read from both ends: what it was made of, what became of it", query: [.limit(), .after],
            BookShapes.lot
        ) { call in
            let page = try await call.platform.lot(try call.id(), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return BookShapes.Lot(page: page, next: call.next("after", page.nextOrigin))
        },
        .get(
            "/bundles/{id}", "readBundle", .book, .scope(.bookRead), "What a bundle of small origins holds", query: [.limit(), .after], BookShapes.bundle
        ) { call in
            let page = try await call.platform.bundle(try call.id(), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return BookShapes.Bundle(page: page, next: call.next("after", page.next))
        },
    ]

    private static let draw = Schema.command(
        "Draw", [.required("account", .id, "Account of a lot on the site."), .required("grams", .whole(1...Limits.lineMass.raw))])
}
