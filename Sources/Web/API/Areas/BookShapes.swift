// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Operations

/// The book as answers show it.
enum BookShapes {
    struct Page: Sendable {
        var book: SiteBook
        var next: String?
    }
    struct Accounts: Sendable {
        var list: AccountList
        var next: String?
    }
    struct Ledger: Sendable {
        var ledger: AccountLedger
        var next: String?
    }
    struct Lot: Sendable {
        var page: LotPage
        var next: String?
    }
    struct Bundle: Sendable {
        var page: BundlePage
        var next: String?
    }

    static let site: Shape<Site> = .object(
        "SiteName", "A site by id and names.",
        [
            .id("id") { $0.id },
            .text("nameEnglish") { $0.nameEnglish },
            .text("nameLocal") { $0.nameLocal },
        ])

    private static let figure: Shape<(key: Compartment, value: Int64)> = .object(
        "Figure", "Grams in one compartment.",
        [
            .part("compartment", EntryShapes.compartment) { $0.key },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.key.treatment },
            .grams("grams") { $0.value },
        ])

    private static let total: Shape<BookTotal> = .object(
        "BookTotal", "What a site's book says of one waste; over all sites every waste sums to zero.",
        [
            .part("waste", NoteShapes.wasteCode.orNull) { $0.material.wasteCode },
            .list("figures", figure) { $0.grams.sorted { $0.key.number < $1.key.number } },
            .grams("sumGrams", "What came from other sites less what left for them.") { $0.sum },
        ])

    static let stock: Shape<StockLine> = .object(
        "StockLine", "An account with its balance.",
        [
            .id("account") { $0.id },
            .part("compartment", EntryShapes.compartment) { $0.account.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.account.compartment.treatment },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.account.material.wasteCode },
            .idOrNull("lot") { $0.account.lot },
            .grams("grams", "Posted.") { $0.balance.posted },
            .grams("availableGrams", "What may still be promised to somebody.") { $0.balance.available },
            .textOrNull("noteNumber", "The note whose load made the lot.") { $0.noteNumber },
        ])

    private static let book: Shape<SiteBook> = .object(
        "SiteBook", "The book of one site.",
        [
            .part("site", site) { $0.site },
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .list("totals", total) { $0.totals },
            .list("stock", stock, "The first of what stands on the site.") { $0.stock },
        ])

    static let books: Shape<(books: [SiteBook], others: [Site])> = .object(
        "Books", "The books of an organisation's sites.",
        [
            .list("books", book) { $0.books },
            .list("others", site, "Sites beyond those shown.") { $0.others },
        ])

    static let page: Shape<Page> = .object(
        "SiteBookPage", "The book of one site, with a page of its stock.",
        [
            .part("book", book) { $0.book },
            .textOrNull("next", "Where more of the stock follows.") { $0.next },
        ])

    static let accounts: Shape<Accounts> = .object(
        "AccountList", "Accounts of one compartment and waste of a site.",
        [
            .grams("totalGrams", "Over all accounts of the list.") { $0.list.total },
            .list("accounts", stock) { $0.list.accounts },
            .textOrNull("next") { $0.next },
        ])

    private static let line: Shape<AccountLine> = .object(
        "AccountLine", "An entry as an account sees it.",
        [
            .id("entry") { $0.entry.id },
            .date("occurred") { $0.entry.occurred },
            .momentOrNull("recorded") { $0.recorded },
            .choice("reason") { $0.entry.reason },
            .grams("movedGrams", "In above zero, out below; 0 for what only reserves or releases.") { $0.moved },
            .grams("reservedGrams") { $0.reserved },
            .grams("balanceGrams", "What the account held after it.") { $0.balance },
            .part("other", EntryShapes.side, "The account on the other side.") { EntryShapes.Side(account: $0.other, id: $0.otherID) },
            .textOrNull("noteNumber") { $0.noteNumber },
        ])

    static let ledger: Shape<Ledger> = .object(
        "AccountLedger", "A page of an account, newest first: opening + entered - left = closing.",
        [
            .part("account", EntryShapes.side) { EntryShapes.Side(account: $0.ledger.account, id: $0.ledger.id) },
            .part("site", site) { $0.ledger.site },
            .grams("openingGrams") { $0.ledger.opening },
            .grams("enteredGrams") { $0.ledger.entered },
            .grams("leftGrams") { $0.ledger.left },
            .grams("closingGrams") { $0.ledger.closing },
            .list("lines", line) { $0.ledger.lines },
            .textOrNull("next", "Where older ones follow.") { $0.next },
        ])

    static let lots: Shape<(lots: [StockLine], mayArrange: Bool)> = .object(
        "LotList", "Lots on a site.",
        [
            .list("lots", stock) { $0.lots },
            .flag("mayArrange") { $0.mayArrange },
        ])

    static let arranged: Shape<LotID> = .object(
        "ArrangedLot", "The new lot.",
        [
            .id("lot") { $0 },
            .text("href") { "\(APIDoor.path)/lots/\($0)" },
        ])

    private static let part: Shape<LotPart> = .object(
        "LotPart", "Where part of a lot came from, or where it is.",
        [
            .part("account", EntryShapes.side) { EntryShapes.Side(account: $0.account, id: nil) },
            .grams("grams") { $0.grams },
            .whole("permille", "Thousandths; over one side they sum to 1,000.") { Int($0.permille) },
        ])

    private static let origin: Shape<OriginPart> = .object(
        "OriginPart", "Grams of one origin: the load in which they were first booked.",
        [
            .id("origin") { $0.origin.id },
            .flag("bundle", "Many small origins together; they open at /bundles.") { $0.isBundle },
            .id("site") { $0.origin.site },
            .date("occurred") { $0.origin.occurred },
            .grams("grams") { $0.grams },
            .part("share", .fraction, "Of the whole, 0...1.") { $0.share },
        ])

    static let lot: Shape<Lot> = .object(
        "Lot", "A lot: what it was made of, and what became of it.",
        [
            .id("lot") { $0.page.lot },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.page.material.wasteCode },
            .idOrNull("note") { $0.page.note?.id },
            .textOrNull("noteNumber") { $0.page.note?.number },
            .grams("totalGrams", "All that ever came into it.") { $0.page.total },
            .list("sources", part) { $0.page.sources },
            .list("places", part) { $0.page.places },
            .list("fates", part, "Where the load that began it is now, through every later lot.") { $0.page.fates },
            .list("origins", origin, "Of what its own accounts hold, a page by origin.") { $0.page.origins },
            .whole("originCount") { $0.page.originCount },
            .textOrNull("next", "Where more origins follow.") { $0.next },
        ])

    static let bundle: Shape<Bundle> = .object(
        "Bundle", "What a bundle of small origins holds.",
        [
            .id("bundle") { $0.page.bundle.id },
            .grams("totalGrams") { $0.page.total },
            .whole("originCount") { $0.page.count },
            .list("origins", origin) { $0.page.parts },
            .textOrNull("next") { $0.next },
        ])
}
