// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// The genealogy of a lot: what fed it, the lot, and where its mass is; and the same read from either end.
struct LotView {
    var request: PageRequest
    var lot: LotPage

    /// The list of what fed the lot and where its mass is, by which its file is asked for.
    static let partsList = "parts"

    private var words: Words { request.words }
    private func say(_ key: BookPhrase) -> String { words[key] }
    private var here: URLPath { "/book/lots/\(lot.lot)" }
    private var partFiles: [DataTable.Download] { DataTable.Download.list(here.setting("list", Self.partsList)) }
    private var title: String { request.lotName(lot.lot, lot.note?.number) }

    /// Places drawn one by one on each side.
    private static let drawn = 8

    var page: PageAnswer {
        let lead = words(BookPhrase.lotLead, ["mass": .mass(Mass(lot.total)), "waste": .text(request.materialText(lot.material))])
        let note = lot.note.flatMap { note in note.number.map { LinkButton(label: $0, href: "/notes/\(note.id)", icon: .notes) } }
        let heading = PageHeading(title: title, kind: say(.lotKind) + " " + lot.lot.description, lead: lead, others: [note].compactMap { $0 })
        return request.page(title, current: .book, back: "/book", isWide: true, body: "\(heading)\(picture)\(origins)\(fates)")
    }

    // MARK: The drawing

    private var picture: HTML {
        let (left, right) = (merged(lot.sources), merged(lot.places))
        var nodes = [Sankey.Node("lot", title)]
        var links: [Sankey.Link] = []
        for (i, part) in left.enumerated() {
            nodes.append(Sankey.Node("s\(i)", part.label, category: part.category, href: part.href))
            links.append(Sankey.Link("s\(i)", "lot", Double(part.grams), category: part.category, href: part.href))
        }
        for (i, part) in right.enumerated() {
            nodes.append(Sankey.Node("p\(i)", part.label, category: part.category, href: part.href))
            links.append(Sankey.Link("lot", "p\(i)", Double(part.grams), href: part.href))
        }
        let words = self.words
        let chart = Sankey(
            words: words, id: "genealogy", title: say(.flowTitle), description: say(.flowText), nodes: nodes, links: links,
            write: { words.mass(Mass(Int64($0))) }, reasonForNone: say(.flowNone))
        return ChartFrame(words: words, title: say(.flowTitle), subtitle: say(.flowUnit), picture: chart.html, table: sides, opensTable: true).html
    }

    private struct DrawnPart {
        var label: String
        var grams: Int64
        var category: ChartCategory
        var href: URLPath?
    }

    /// The largest parts, and the others as one.
    private func merged(_ parts: [LotPart]) -> [DrawnPart] {
        var drawn = parts.prefix(Self.drawn).map { part in
            DrawnPart(label: label(part), grams: part.grams, category: FateGroup(part.account.compartment).category, href: door(part))
        }
        let rest = parts.dropFirst(Self.drawn)
        if !rest.isEmpty {
            let label = words(BookPhrase.othersNode, ["count": .number(Int64(rest.count))])
            drawn.append(DrawnPart(label: label, grams: rest.reduce(0) { $0 + $1.grams }, category: .plain))
        }
        return drawn
    }

    private func label(_ part: LotPart) -> String {
        let site = lot.sites[part.account.site].map(request.name(of:)) ?? ""
        let other = part.account.lot.flatMap { $0 == lot.lot ? nil : words(BookPhrase.inLot, ["lot": .text(lot.numbers[$0] ?? $0.description)]) }
        return [request.placeName(part.account.compartment), other, site].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The lot or account behind a part, where the reader may open its site's book.
    private func door(_ part: LotPart) -> URLPath? {
        guard lot.readable.contains(part.account.site) else { return nil }
        if let other = part.account.lot, other != lot.lot { return "/book/lots/\(other)" }
        return part.accountID.map { "/book/accounts/\($0)" }
    }

    // MARK: Tables

    private func cells(_ part: LotPart) -> [DataTable.Cell] {
        let text = label(part)
        return [
            door(part).map { .link(text, $0) } ?? .text(text), .number(request.kilograms(part.grams)), .number(words.percent(Double(part.permille) / 1000)),
        ]
    }

    private var sides: DataTable {
        func rows(_ parts: [LotPart], _ side: BookPhrase) -> [DataTable.Row] { parts.prefix(60).map { DataTable.Row([.text(say(side))] + cells($0)) } }
        return DataTable(
            words: words, caption: say(.flowTitle),
            columns: [
                DataTable.Column(say(.sideColumn)), DataTable.Column(say(.placeColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
                DataTable.Column(say(.shareColumn), isNumber: true),
            ],
            rows: rows(lot.sources, .inSide) + rows(lot.places, .outSide), form: .book, downloads: partFiles)
    }

    private var origins: HTML {
        let table = OriginTable(
            request: request, caption: say(.originsTitle), parts: lot.origins, total: lot.originTotal, count: lot.originCount, sites: lot.sites,
            here: here, next: lot.nextOrigin
        ).table
        return "<h2>\(say(.originsTitle))</h2>\(table)"
    }

    private var fates: HTML {
        guard !lot.fates.isEmpty else { return HTML() }
        let shown = lot.fates.prefix(60)
        let table = DataTable(
            words: words, caption: say(.fatesTitle),
            columns: [
                DataTable.Column(say(.placeColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
                DataTable.Column(say(.shareColumn), isNumber: true),
            ],
            rows: shown.map { DataTable.Row(cells($0)) },
            totals: [
                .text(
                    words(BookPhrase.countOfCount, ["shown": .number(Int64(shown.count)), "count": .number(Int64(lot.fates.count))])),
                .number(request.kilograms(lot.fateTotal)), .number(words.percent(1)),
            ], downloads: partFiles)
        return "<h2>\(say(.fatesTitle))</h2>\(table)"
    }
}

/// Origins with grams and shares; bundles open to what they hold.
struct OriginTable {
    var request: PageRequest
    var caption: String
    var parts: [OriginPart]
    var total: Int64
    var count: Int
    var sites: [SiteID: Site]
    /// Where the list is.
    var here: URLPath
    var next: OriginID?

    var table: DataTable {
        let words = request.words
        func say(_ key: BookPhrase) -> String { words[key] }
        let shown = words(BookPhrase.countOfCount, ["shown": .number(Int64(parts.count)), "count": .number(Int64(count))])
        return DataTable(
            words: words, caption: caption,
            columns: [
                DataTable.Column(say(.originColumn)), DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.dayColumn)),
                DataTable.Column(say(.provinceColumn)), DataTable.Column(say(.industryColumn)),
                DataTable.Column(say(.massColumn), unit: "kg", isNumber: true), DataTable.Column(say(.shareColumn), isNumber: true),
            ],
            rows: parts.map { part in
                let site = sites[part.origin.site].map(request.name(of:)) ?? ""
                return DataTable.Row([
                    part.isBundle ? .link(say(.bundleOf), "/book/bundles/\(part.origin.id)") : .link(site, "/book/lots/\(part.origin.id)"),
                    .html(request.materialName(part.origin.material)), .text(words.date(part.origin.occurred)),
                    .text(request.provinceName(part.origin.province)), .html(request.sectorName(part.origin.sector)),
                    .number(request.kilograms(part.grams)), .number(words.percent(part.share)),
                ])
            },
            totals: [.text(shown), .text(""), .text(""), .text(""), .text(""), .number(request.kilograms(total)), .number(words.percent(1))],
            paging: next.map { DataTable.Paging(next: here.setting("after", $0.description), position: shown) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .box, title: say(.originsNone), explanation: say(.originsNoneText)))
    }
}

/// What a bundle of small origins holds.
struct BundleView {
    var request: PageRequest
    var bundle: BundlePage

    var page: PageAnswer {
        let words = request.words
        let title = words[BookPhrase.bundleOf]
        let lead = words(BookPhrase.bundleLead, ["count": .number(Int64(bundle.count)), "mass": .mass(Mass(bundle.total))])
        let table = OriginTable(
            request: request, caption: title, parts: bundle.parts, total: bundle.total, count: bundle.count, sites: bundle.sites,
            here: "/book/bundles/\(bundle.bundle.id)", next: bundle.next
        ).table
        return request.page(title, current: .book, back: "/book", isWide: true, body: "\(PageHeading(title: title, lead: lead))\(table)")
    }
}
