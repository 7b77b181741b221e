// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Wording

/// Loads behind a figure of what became of waste: each with its site, its note, and the account in which it stands.
struct LoadsView {
    var request: PageRequest
    var found: NationLoads

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }

    var page: PageAnswer {
        let filter = found.filter
        let lead = words(
            NationPhrase.loadsLead,
            [
                "waste": .text(request.materialText(filter.material)), "sector": .text(sector), "province": .text(request.provinceName(filter.province)),
                "place": .text(request.placeName(filter.compartment)), "period": .text(request.period(filter.months)), "cells": .mass(Mass(found.cellTotal)),
            ])
        let left: HTML =
            found.unfollowed == 0
            ? HTML() : NoticeLine(text: words(NationPhrase.loadsUnfollowed, ["count": .number(Int64(found.unfollowed))]), tone: .warning).html
        let places = stepDown("/nation/sites", months: filter.months, compartment: filter.compartment, material: filter.material, learned: filter.learned)
        return request.page(
            say(.loadsTitle), current: .nation, back: "/nation", isWide: true,
            body: """
                \(PageHeading(title: say(.loadsTitle), kind: request.provinceName(filter.province), lead: lead))\(request.knownNotice(filter.learned))\
                \(request.tie(found.cellTotal, found.total))\(left)\(table)<p class="note"><a class="door" href="\(places)">\(say(.loadsElsewhere))</a></p>
                """)
    }

    private var sector: String { request.groupName(PictureGroupKey(.sector, found.filter.sector)) }

    private var here: URLPath {
        let filter = found.filter
        return stepDown(
            "/nation/loads", months: filter.months, compartment: filter.compartment, material: filter.material, province: filter.province,
            sector: filter.sector, learned: filter.learned)
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.loadsTitle),
            columns: [
                DataTable.Column(say(.generatorColumn)), DataTable.Column(words[BookPhrase.dayColumn]), DataTable.Column(words[BookPhrase.lotColumn]),
                DataTable.Column(say(.wentColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
            ],
            rows: found.lines.map { line in
                let place = line.place.map(request.name(of:)) ?? ""
                let door: URLPath? = line.isOpen ? line.accountID.map { "/book/accounts/\($0)" } : nil
                return DataTable.Row([
                    line.site.map { .link(request.siteLabel($0, line.organisation), "/book/sites/\($0.id)") } ?? .text(""),
                    .text(words.date(line.origin.occurred)), .link(line.note ?? line.origin.id.description, "/book/lots/\(line.origin.id)"),
                    .text(place), .number(request.kilograms(line.grams), door),
                ])
            },
            totals: found.total.map { [.text(say(.totalRow)), .text(""), .text(""), .text(""), .number(request.kilograms($0))] },
            paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .chart, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }
}

extension PageRequest {
    /// Whether what a page lists adds up to the figure one step up; nothing where the list takes several pages, since nobody waits for their sum.
    func tie(_ figure: Int64, _ listed: Int64?) -> HTML {
        HTML.ifPresent(listed.map { figure - $0 }) { gap in
            gap == 0
                ? NoticeLine(text: words[NationPhrase.tieGood], tone: .good).html
                : NoticeLine(text: words(NationPhrase.tieBad, ["difference": .mass(Mass(gap))]), tone: .warning).html
        }
    }
}
