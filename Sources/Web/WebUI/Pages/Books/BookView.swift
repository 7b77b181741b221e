// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// The books of sites: sums by waste and place, what stands there, and the accounts behind a sum.
struct BookView {
    var request: PageRequest

    /// The list of the site's sums, by which its file is asked for.
    static let totalsList = "totals"

    private var words: Words { request.words }
    private func say(_ key: BookPhrase) -> String { words[key] }

    func index(_ books: [SiteBook], _ others: [Site]) -> PageAnswer {
        let empty = EmptyState(
            icon: .book, title: say(.emptyTitle), explanation: say(.emptyText), action: LinkButton(label: say(.toRegistry), href: "/registry"))
        let sections = HTML.map(books) { book in
            """
            <h2><a href="/book/sites/\(book.site.id.value)">\(request.name(of: book.site))</a></h2>\(totals(book, isWhole: false))\(check(book))\(stock(book, isWhole: false))
            """
        }
        let rest: HTML =
            others.isEmpty
            ? HTML()
            : """
            <h2>\(say(.otherSites))</h2><ul>\(HTML.map(others) { "<li><a class=\"place\" href=\"/book/sites/\($0.id.value)\">\(request.name(of: $0))</a></li>" })</ul>
            """
        return request.page(
            say(.bookTitle), current: .book, isWide: true,
            body: "\(PageHeading(title: say(.bookTitle), lead: say(.bookLead)))\(sections)\(rest)\(books.isEmpty ? empty.html : HTML())")
    }

    func site(_ book: SiteBook) -> PageAnswer {
        let arrange = book.mayArrange ? [LinkButton(label: say(.arrange), href: "/lots?site=\(book.site.id)", icon: .box)] : []
        let count =
            book.mayTakeStock ? [LinkButton(label: words[StockTakePhrase.title], href: "/book/sites/\(book.site.id)/stock-take", icon: .scale)] : []
        let heading = PageHeading(
            title: request.name(of: book.site), kind: say(.siteKind), lead: request.name(of: book.organisation),
            others: arrange + count + [LinkButton(label: words[KnownPagePhrase.siteDoor], href: "/book/sites/\(book.site.id)/known")])
        return request.page(
            request.name(of: book.site), current: .book, back: "/book", isWide: true,
            body: "\(heading)\(totals(book, isWhole: true))\(check(book))\(stock(book, isWhole: true))\(goods(book))")
    }

    func accounts(_ list: AccountList) -> PageAnswer {
        let lead = words(
            BookPhrase.accountsLead,
            [
                "place": .text(request.placeName(list.compartment)), "waste": .text(request.materialText(list.material)),
                "sum": request.fact(list.total, of: list.material),
            ])
        let shown = list.accounts.reduce(Balance()) { Balance(posted: $0.posted + $1.balance.posted, pending: $0.pending + $1.balance.pending) }
        let table = DataTable(
            words: words, caption: say(.accountsTitle), columns: [DataTable.Column(say(.accountColumn))] + balanceColumns(list.material),
            rows: list.accounts.map { line in
                DataTable.Row(
                    [.link(lotName(line), "/book/accounts/\(line.id)")] + balanceCells(line.balance, list.material))
            }, totals: [.text(say(.pageSum))] + balanceCells(shown, list.material), form: .book,
            paging: list.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .book, title: say(.totalsEmptyTitle), explanation: say(.totalsEmptyText)))
        let back: URLPath = "/book/sites/\(list.site.id)"
        return request.page(
            say(.accountsTitle), current: .book, back: back, isWide: true,
            body: "\(PageHeading(title: say(.accountsTitle), kind: request.siteLabel(list.site, list.organisation), lead: lead))\(table)")
    }

    // MARK: Pieces

    private var here: URLPath {
        let path = URLPath(local: request.path) ?? "/book"
        return ["compartment", "material"].reduce(path) { $0.setting($1, request.query[$1]) }
    }

    private func lotName(_ line: StockLine) -> String { line.account.lot.map { request.lotName($0, line.noteNumber) } ?? say(.noLot) }

    private func totals(_ book: SiteBook, isWhole: Bool) -> HTML {
        let site = book.site.id
        func cell(_ total: BookTotal, _ compartment: Compartment) -> DataTable.Cell {
            guard let grams = total.grams[compartment] else { return .text("") }
            return .number(
                request.kilograms(grams), "/book/sites/\(site)/accounts?compartment=\(String(compartment.number))&material=\(String(total.material.value))")
        }
        let table = DataTable(
            words: words, caption: say(.totalsTitle), showsCaption: true,
            columns: [DataTable.Column(say(.wasteColumn))]
                + book.compartments.map { DataTable.Column(request.placeName($0), unit: "kg", isNumber: true) }
                + [DataTable.Column(say(.sumColumn), unit: "kg", isNumber: true)],
            rows: book.totals.map { total in
                DataTable.Row(
                    [.html(request.materialName(total.material))] + book.compartments.map { cell(total, $0) } + [.number(request.kilograms(total.sum))])
            },
            totals: [.text(say(.totalRow))] + book.compartments.map { .number(request.kilograms(book.columns[$0] ?? 0)) }
                + [.number(request.kilograms(book.sum))],
            form: .book, downloads: isWhole ? DataTable.Download.list("/book/sites/\(site)?list=\(Self.totalsList)") : [],
            empty: EmptyState(icon: .book, title: say(.totalsEmptyTitle), explanation: say(.totalsEmptyText)))
        return table.html
    }

    /// What returns booked beside waste: a line for each material and place, since units differ.
    private func goods(_ book: SiteBook) -> HTML {
        guard !book.goods.isEmpty else { return HTML() }
        let lines = book.goods.flatMap { total in
            total.grams.sorted { $0.key.number < $1.key.number }.filter { $0.value != 0 }.map { (total.material, $0.key, $0.value) }
        }
        let table = DataTable(
            words: words, caption: say(.goodsTitle), showsCaption: true,
            columns: [DataTable.Column(say(.goodsColumn)), DataTable.Column(say(.placeColumn)), DataTable.Column(say(.postedColumn), isNumber: true)],
            rows: lines.map { material, compartment, amount in
                DataTable.Row([
                    .html(request.materialName(material)), .text(request.placeName(compartment)),
                    .number(
                        request.amount(amount, of: material) + "\u{A0}" + request.unit(of: material),
                        "/book/sites/\(book.site.id)/accounts?compartment=\(String(compartment.number))&material=\(String(material.value))"),
                ])
            }, form: .book)
        return "\(table)<p class=\"note\">\(say(.goodsNote))</p>"
    }

    private func check(_ book: SiteBook) -> HTML {
        guard !book.totals.isEmpty else { return HTML() }
        return """
            <p class="note">\(words(BookPhrase.checkLine, ["sum": .mass(Mass(book.sum))]))\
            \(if: book.columns[.process] != nil, " \(say(.minusNote))")</p>
            """
    }

    private func balanceColumns(_ material: Material) -> [DataTable.Column] {
        [BookPhrase.postedColumn, .pendingColumn, .availableColumn].map { DataTable.Column(say($0), unit: request.unit(of: material), isNumber: true) }
    }

    private func balanceCells(_ balance: Balance, _ material: Material) -> [DataTable.Cell] {
        [balance.posted, balance.pending, balance.available].map { .number(request.amount($0, of: material)) }
    }

    private func stock(_ book: SiteBook, isWhole: Bool) -> HTML {
        let more: URLPath? = book.next.map { isWhole ? "/book/sites/\(book.site.id)?after=\($0)" : "/book/sites/\(book.site.id)" }
        return DataTable(
            words: words, caption: say(.stockTitle), showsCaption: true,
            columns: [DataTable.Column(say(.lotColumn)), DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.placeColumn))]
                + balanceColumns(.uncodedWaste),
            rows: book.stock.map { line in
                DataTable.Row(
                    [
                        .link(lotName(line), line.account.lot.map { "/book/lots/\($0)" } ?? "/book/accounts/\(line.id)"),
                        .html(request.materialName(line.account.material)), .link(request.placeName(line.account.compartment), "/book/accounts/\(line.id)"),
                    ] + balanceCells(line.balance, line.account.material))
            }, form: .book, paging: more.map { DataTable.Paging(next: $0) }, downloads: DataTable.Download.list("/book/sites/\(book.site.id)"),
            empty: EmptyState(icon: .box, title: say(.stockEmptyTitle), explanation: say(.stockEmptyText))
        ).html
    }
}
