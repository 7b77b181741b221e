// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// A site's book as it was known on any day, from its entries.
enum SiteKnownPages {
    static func page(_ request: PageRequest) async throws -> PageAnswer {
        let today = request.platform.today
        let words = request.words
        let months = try MonthRange(
            request, fallback: today.month.adding(months: -11)...today.month, most: Platform.nationMonthsMax,
            unreadable: NationPhrase.periodUnreadable, tooLong: NationPhrase.periodTooLong
        ).months
        let typed = request.query["on"] ?? ""
        guard let day = typed.isEmpty ? today : CalendarDate(iso: typed.withLatinDigits) else { throw KnownRefusal.dayUnreadable(last: today) }
        let known = try await request.platform.siteKnown(try request.id("id"), months: months, on: day, by: try request.actor())
        let title = words[KnownPagePhrase.siteTitle]
        let here: URLPath = "/book/sites/\(known.site.id)/known"
        let lead = words(KnownPagePhrase.siteLead, ["date": .date(day), "period": .text(request.period(months))])
        func field(_ label: KnownPagePhrase, _ name: String, _ value: String, _ grain: DateInput.Grain) -> HTML {
            Field(words: words, label: words[label], name: name, input: DateInput(value: value, grain: grain, latest: today)).html
        }
        let form: HTML = """
            <form class="input-form" method="get" action="\(here)">\(field(.siteDay, "on", day.description, .date))\
            \(field(.siteFrom, "from", months.lowerBound.description, .month))\(field(.siteTo, "to", months.upperBound.description, .month))\
            <div class="buttons"><button class="button quiet"><span>\(words[KnownPagePhrase.siteShow])</span></button></div></form>
            """
        let body: HTML = """
            \(PageHeading(title: title, kind: request.siteLabel(known.site, known.organisation), lead: lead))\(form)\
            <p>\(classified(request, known))</p>\(table(request, known))
            """
        return request.page(title, current: .book, back: "/book/sites/\(known.site.id)", isWide: true, body: body)
    }

    private static func classified(_ request: PageRequest, _ known: SiteKnown) -> String {
        let (then, now) = (request.provinceName(known.classifiedThen.province), request.provinceName(known.classifiedNow.province))
        return then == now
            ? request.words(KnownPagePhrase.siteClassified, ["place": .text(now)])
            : request.words(KnownPagePhrase.siteClassifiedOther, ["then": .text(then), "now": .text(now)])
    }

    private static func table(_ request: PageRequest, _ known: SiteKnown) -> DataTable {
        let words = request.words
        func say(_ key: KnownPagePhrase) -> String { words[key] }
        return DataTable(
            words: words, caption: say(.tableTitle), showsCaption: true,
            columns: [
                DataTable.Column(say(.columnWaste)), DataTable.Column(say(.columnPlace)), DataTable.Column(say(.columnThen), unit: "kg", isNumber: true),
                DataTable.Column(say(.columnNow), unit: "kg", isNumber: true), DataTable.Column(say(.columnLater), unit: "kg", isNumber: true),
            ],
            rows: known.rows.map { row in
                let door = ("/nation/entries" as URLPath).setting("site", known.site.id.description)
                    .setting("compartment", String(row.compartment.number)).setting("material", String(row.material.value))
                    .setting("from", known.months.lowerBound.description).setting("to", known.months.upperBound.description)
                return DataTable.Row([
                    .html(request.materialName(row.material)), .text(request.placeName(row.compartment)), .number(request.kilograms(row.then)),
                    .number(request.kilograms(row.now), door), .number(request.kilograms(row.now - row.then)),
                ])
            }, form: .book, empty: EmptyState(icon: .book, title: say(.siteNothing), explanation: say(.siteNothingMore)))
    }
}
