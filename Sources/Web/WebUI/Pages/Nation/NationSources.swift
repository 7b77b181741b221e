// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Stores
import Wording

// The three steps down from a national figure: its cells, the places where a cell was booked, the entries of one place.
// Each step shows its own sum beside the sum one step up.

/// The address of a figure one step further down; grams of a process stay as booked, below zero.
func stepDown(
    _ path: URLPath, months: ClosedRange<Month>, compartment: Compartment, material: Material?, province: String? = nil, sector: String? = nil,
    learned: LearnedSpan
) -> URLPath {
    learned.setting(path).setting("compartment", String(compartment.number)).setting("material", material.map { String($0.value) })
        .setting("from", months.lowerBound.description).setting("to", months.upperBound.description).setting("province", province)
        .setting("sector", sector)
}

/// Says why figures of a process stand below zero here.
private func minusNote(_ compartment: Compartment, _ words: Words) -> HTML {
    compartment == .process ? "<p class=\"note\">\(words[BookPhrase.minusNote])</p>" : HTML()
}

/// Cells behind a national figure, the largest first.
struct CellsView {
    var request: PageRequest
    var cells: NationCells
    var figure: NationFigure?

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }
    private var sign: Int64 { figure?.sign ?? 1 }

    var page: PageAnswer {
        let filter = cells.filter
        let lead = words(
            NationPhrase.cellsLead,
            [
                "figure": .text(words[figure?.phrase ?? .totalRow]), "period": .text(request.period(filter.months)),
                "mass": .mass(Mass(cells.total * sign)), "count": .number(Int64(cells.count)),
            ])
        let isCut = cells.cells.count < cells.count
        let shown = cells.cells.reduce(Int64(0)) { $0 + $1.grams }
        let cut = words(NationPhrase.cellsCut, ["count": .number(Int64(cells.cells.count)), "mass": .mass(Mass(shown * sign))])
        let province = filter.province.map { $0.isEmpty ? say(.unknownProvince) : request.provinceName($0) }
        let sectors = filter.divisions.map { $0.map { request.groupName(PictureGroupKey(.sector, $0)) }.joined(separator: ", ") }
        let treatments = request.query["treatment"].map { [$0] } ?? []
        let named = [cells.group.map(request.groupName), province, sectors].compactMap { $0 } + (filter.chapters ?? []) + treatments
        let place = named.isEmpty ? say(.whole) : named.joined(separator: " \u{00B7} ")
        return request.page(
            say(.cellsTitle), current: .nation, back: "/nation", isWide: true,
            body: """
                \(PageHeading(title: say(.cellsTitle), kind: place, lead: lead))\(request.knownNotice(filter.learned))\(isCut ? NoticeLine(text: cut).html : HTML())\(table)\
                <p class="note">\(say(.cellsOrigin))</p>\(cells.maySeeSites ? HTML() : "<p class=\"note\">\(say(.aggregatesOnly))</p>")
                """)
    }

    private var table: DataTable {
        let months = cells.filter.months
        let origin = cells.group == nil ? [DataTable.Column(say(.provinceColumn)), DataTable.Column(say(.sectorColumn))] : []
        let columns = [
            DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.placeColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
        ]
        return DataTable(
            words: words, caption: say(.cellsTitle),
            columns: origin + columns,
            rows: cells.cells.map { cell in
                let what: [DataTable.Cell] = [.html(request.materialName(cell.material)), .text(request.placeName(cell.compartment))]
                let mass = request.kilograms(cell.grams * sign)
                func door(_ path: URLPath, province: String? = nil, sector: String? = nil) -> URLPath {
                    stepDown(
                        path, months: months, compartment: cell.compartment, material: cell.material, province: province, sector: sector,
                        learned: cells.filter.learned)
                }
                if let group = cells.group {
                    let sites = cells.maySeeSites ? NationGroupDoor.narrow(door("/nation/sites"), to: group) : nil
                    return DataTable.Row(what + [.number(mass, sites)])
                }
                // What was generated is found again at the sites that generated it, what became of it at their loads. Who may not see sites is told at
                // which places of the nation all such waste is.
                let isGenerated = cell.compartment == .process
                let isKnown = !cell.province.isEmpty && !cell.sector.isEmpty
                let down: URLPath? =
                    if cells.maySeeSites {
                        isKnown ? door(isGenerated ? "/nation/sites" : "/nation/loads", province: cell.province, sector: cell.sector) : nil
                    } else {
                        isGenerated ? nil : door("/nation/sites")
                    }
                return DataTable.Row(
                    [
                        .text(cell.province.isEmpty ? say(.unknownProvince) : request.provinceName(cell.province)), .html(request.sectorName(cell.sector)),
                    ] + what + [.number(mass, down)])
            },
            totals: [.text(say(.totalRow))] + Array(repeating: .text(""), count: cells.group == nil ? 3 : 1) + [.number(request.kilograms(cells.total * sign))],
            downloads: DataTable.Download.list(file),
            empty: EmptyState(icon: .chart, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }

    private var file: URLPath {
        ["fate", "sector", "province", "material", "chapter", "treatment", "size", "zone", "from", "to", "month", "known", "later"].reduce(
            URLPath(stringLiteral: "/nation/cells")
        ) {
            $0.setting($1, request.query[$1])
        }
    }
}

/// A figure by place: provinces, or the sites of one.
struct PlacesView {
    var request: PageRequest
    var places: NationPlaces

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }

    var page: PageAnswer {
        let lead = words(
            places.placesTotal == nil ? NationPhrase.placesLeadLong : .placesLead,
            [
                "place": .text(request.placeName(places.compartment)),
                "waste": .text(places.material.map(request.materialText) ?? say(.allWastes)), "period": .text(request.period(places.months)),
                "cells": .mass(Mass(places.cellTotal)), "places": .mass(Mass(places.placesTotal ?? 0)),
            ])
        let tie = request.tie(places.cellTotal, places.placesTotal)
        let group = NationGroupDoor.group(request)
        let kind = group.map(request.groupName) ?? places.province.map(request.provinceName) ?? say(.whole)
        let note: HTML = places.maySeeSites ? HTML() : "<p class=\"note\">\(say(.aggregatesOnly))</p>"
        return request.page(
            say(.placesTitle), current: .nation, back: "/nation", isWide: true,
            body:
                "\(PageHeading(title: say(.placesTitle), kind: kind, lead: lead))\(request.knownNotice(places.learned))\(tie)\(table)\(minusNote(places.compartment, words))\(note)"
        )
    }

    private func here(_ path: URLPath, province: String?) -> URLPath {
        let list = stepDown(
            path, months: places.months, compartment: places.compartment, material: places.material, province: province, sector: places.division,
            learned: places.learned)
        return NationGroupDoor.group(request).map { NationGroupDoor.narrow(list, to: $0) } ?? list
    }

    private var table: DataTable {
        let isBySite = places.province != nil || places.group != nil
        let list = here("/nation/sites", province: places.province)
        return DataTable(
            words: words, caption: say(.placesTitle),
            columns: [DataTable.Column(say(isBySite ? .siteColumn : .provinceColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true)],
            rows: places.places.map { place in
                let grams = request.kilograms(place.grams)
                guard isBySite else {
                    let door = places.maySeeSites ? here("/nation/sites", province: place.province) : nil
                    return DataTable.Row([.text(request.provinceName(place.province)), .number(grams, door)])
                }
                guard let site = place.site else { return DataTable.Row([.text(""), .number(grams)]) }
                let door = stepDown(
                    "/nation/entries", months: places.months, compartment: places.compartment, material: places.material, learned: places.learned
                ).setting("site", site.id.description)
                return DataTable.Row([.link(request.siteLabel(site, place.organisation), "/book/sites/\(site.id)"), .number(grams, door)])
            },
            totals: [.text(say(.totalRow)), .number(request.kilograms(places.placesTotal ?? places.cellTotal))],
            paging: places.next.map { DataTable.Paging(next: list.setting("after", $0.description)) }, downloads: DataTable.Download.list(list),
            empty: EmptyState(icon: .chart, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }
}

/// Entries behind the figure of one site.
struct EntriesView {
    var request: PageRequest
    var entries: NationEntries

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }

    var page: PageAnswer {
        let filter = entries.filter
        let lead = words(
            NationPhrase.entriesLead,
            [
                "place": .text(request.placeName(filter.compartment)), "waste": .text(filter.material.map(request.materialText) ?? say(.allWastes)),
                "period": .text(request.period(filter.months)), "cells": .mass(Mass(entries.cellTotal)), "entries": .mass(Mass(entries.entryTotal)),
            ])
        let gap = entries.cellTotal - entries.entryTotal
        let tie =
            gap == 0
            ? NoticeLine(text: say(.tieGood), tone: .good)
            : NoticeLine(text: words(NationPhrase.entriesDiffer, ["difference": .mass(Mass(gap))]), tone: .danger)
        let heading = PageHeading(title: say(.entriesTitle), kind: request.siteLabel(entries.site, entries.organisation), lead: lead)
        return request.page(
            say(.entriesTitle), current: .nation, back: "/book/sites/\(entries.site.id)", isWide: true,
            body: "\(heading)\(request.knownNotice(filter.learned))\(tie)\(table)\(minusNote(filter.compartment, words))")
    }

    private var here: URLPath {
        let filter = entries.filter
        return stepDown("/nation/entries", months: filter.months, compartment: filter.compartment, material: filter.material, learned: filter.learned)
            .setting("site", entries.site.id.description)
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.entriesTitle),
            columns: [
                DataTable.Column(say(.occurredColumn)), DataTable.Column(say(.recordedColumn)), DataTable.Column(say(.noteColumn)),
                DataTable.Column(say(.reasonColumn)), DataTable.Column(say(.otherColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
                DataTable.Column(say(.whoColumn)), DataTable.Column(say(.accountColumn)),
            ],
            rows: entries.lines.map { line in
                let site = entries.sites[line.other.site].map(request.name(of:)) ?? ""
                return DataTable.Row([
                    .text(words.date(line.entry.occurred)), .text(line.recorded.map(words.moment) ?? ""),
                    line.noteNumber.flatMap { number in line.entry.document.map { .link(number, "/notes/\($0)") } } ?? .none(words[BookPhrase.noDocument]),
                    .text(words[line.entry.reason.phrase]), .text(request.placeName(line.other.compartment) + ", " + site),
                    .number(request.kilograms(line.effect)), .text(request.recorderName(line.who)),
                    line.account.map { .link(say(.openAccount), "/book/accounts/\($0)") } ?? .text(""),
                ])
            },
            totals: [
                .text(say(.totalRow)), .text(""), .text(""), .text(""), .text(""), .number(request.kilograms(entries.entryTotal)), .text(""), .text(""),
            ], form: .book,
            paging: entries.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .book, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }
}
