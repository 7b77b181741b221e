// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Ledger
import Manifests
import Operations
import Stores

/// National figures as answers show them. Each figure carries the address at which its parts stand.
enum NationShapes {
    static let scopes = Scope.allCases.map { "\($0)" }
    static let month = Shape<Month>(.month) { .text($0.description) }

    /// Addresses one step further down.
    struct Door: Sendable {
        var months: ClosedRange<Month>
        var parts: [(String, String?)] = []
        var learned = LearnedSpan.all

        func href(_ path: String, _ more: [(String, String?)] = []) -> String {
            let later: String? = if case .after = learned { "true" } else { nil }
            let span = [("known", learned.month?.description), ("later", later)]
            let all = [("from", months.lowerBound.description), ("until", months.upperBound.description)] + parts + more + span
            let written = all.compactMap { name, value in
                value.flatMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-"])) }.map { "\(name)=\($0)" }
            }
            return APIDoor.path + path + "?" + written.joined(separator: "&")
        }

        func place(_ path: String, _ compartment: Compartment, _ material: Material?, _ more: [(String, String?)] = []) -> String {
            let named: [(String, String?)] = [
                ("compartment", compartment.name), ("treatment", compartment.treatment?.description), ("waste", material?.wasteCode?.text),
            ]
            return href(path, named + more)
        }
    }

    // MARK: The nation

    private struct Figures: Sendable {
        var figures: FateFigures
        var door: Door
    }

    private struct Figure: Sendable {
        var group: FateGroup
        var grams: Int64
        var href: String
    }

    private static let figure: Shape<Figure> = .object(
        "FateFigure", "Grams by what they count as.",
        [
            .choice("group") { $0.group },
            .grams("grams") { $0.grams },
            .text("href", "Where its parts stand.") { $0.href },
        ])

    private static let figures = figure.list.of { (value: Figures) in
        FateGroup.allCases.map { Figure(group: $0, grams: value.figures[$0], href: value.door.href("/nation/fates", [("figure", $0.rawValue)])) }
    }

    private struct Part: Sendable {
        var key: String
        var divisions: [String] = []
        var figures: Figures
    }

    private static let province: Shape<Part> = .object(
        "ProvinceFigures", "Waste of one province.",
        [
            .text("province") { $0.key },
            .part("figures", figures) { $0.figures },
        ])

    private static let sector: Shape<Part> = .object(
        "SectorFigures", "Waste of one industry, or of all smaller ones together.",
        [
            .list("divisions", .text, "ISIC divisions, two digits each.") { $0.divisions },
            .part("figures", figures) { $0.figures },
        ])

    private static let trend: Shape<Part> = .object(
        "MonthFigures", "Waste of one month.",
        [
            .text("month") { $0.key },
            .part("figures", figures) { $0.figures },
        ])

    private static let way: Shape<(key: EvidenceKind, value: Mass)> = .object(
        "EvidenceSum", "Mass that is known in one way.",
        [
            .choice("method") { $0.key },
            .grams("grams") { $0.value.raw },
        ])

    private static let ways = way.list.of { (sums: [EvidenceKind: Mass]) in
        EvidenceKind.allCases.compactMap { method in sums[method].map { (key: method, value: $0) } }
    }

    private static let late: Shape<LateSum> = .object(
        "LateSum", "Received in the period, recorded late and confirmed by no sender.",
        [
            .whole("notes") { $0.notes },
            .grams("grams") { $0.mass.raw },
        ])

    private static func figures(_ model: NationModel, _ figures: FateFigures, _ more: [(String, String?)] = []) -> Figures {
        let parts = more.contains { $0.0 == "province" } ? more : [("province", model.province)] + more
        return Figures(figures: figures, door: Door(months: model.months, parts: parts, learned: model.learned))
    }

    private struct LateFigure: Sendable {
        var key: String
        var entries: Int
        var href: String
    }

    private static let laterFigure: Shape<LateFigure> = .object(
        "LaterEntriesOfFigure", "Entries that changed a figure.",
        [.text("group") { $0.key }, .whole("entries") { $0.entries }, .text("href", "Where its parts stand.") { $0.href }])

    private static let laterProvince: Shape<LateFigure> = .object(
        "LaterEntriesOfProvince", "Entries that changed what was generated in a province.",
        [.text("province") { $0.key }, .whole("entries") { $0.entries }, .text("href", "The places where they were booked.") { $0.href }])

    private static let later: Shape<(entries: LaterEntries, model: NationModel)> = .object(
        "LaterEntries", "How many entries about months that were over came after the month by whose end figures were known.",
        [
            .part("from", month) { $0.entries.months.lowerBound },
            .part("until", month, "No later than `known`: what is about later months did not come late.") { $0.entries.months.upperBound },
            .list("figures", laterFigure, "Of one province only what was generated there: other entries are counted where they are booked.") { value in
                let door = Door(months: value.entries.months, parts: [("province", value.model.province)], learned: value.model.learnedLater)
                return FateGroup.allCases.compactMap { group in
                    value.entries.count(group).map {
                        LateFigure(key: group.rawValue, entries: $0, href: door.href("/nation/fates", [("figure", group.rawValue)]))
                    }
                }
            },
            .list("provinces", laterProvince) { value in
                let door = Door(months: value.entries.months, learned: value.model.learnedLater)
                return value.entries.generated.sorted { $0.key < $1.key }.map { code, count in
                    LateFigure(key: code, entries: count, href: door.place("/nation/places", .process, nil, [("province", code)]))
                }
            },
        ])

    static let nation: Shape<NationModel> = .object(
        "Nation", "What was generated and what became of it, by months in which it occurred.",
        [
            .textOrNull("province", "Null for the whole country.") { $0.province },
            .part("figures", figures) { figures($0, $0.whole) },
            .part("known", month.orNull, "The month by whose end the figures were known; null for all that is known now.") { $0.known },
            .part("now", figures, "What is known now, where `known` was asked for; what came later is the difference.") {
                Figures(figures: $0.now, door: Door(months: $0.months, parts: [("province", $0.province)]))
            },
            .part("laterEntries", later.orNull, "How many entries came later; null where `known` was not asked for, and where they were not counted then.") {
                model in model.laterEntries.map { ($0, model) }
            },
            .part("recoveryShare", Shape<Double>.fraction.orNull, "Of what was treated, 0...1.") { $0.whole.recoveryShare },
            .list("provinces", province) { model in
                model.provinces.sorted { $0.key < $1.key }.map { Part(key: $0.key, figures: figures(model, $0.value, [("province", $0.key)])) }
            },
            .list("sectors", sector, "The largest industries, and the others together.") { model in
                model.sectors.map { flow in
                    Part(key: "", divisions: flow.divisions, figures: figures(model, flow.figures, [("sector", flow.divisions.joined(separator: "-"))]))
                }
            },
            .list("months", trend, "Twelve months or more up to the last.") { model in
                model.trend.map { month, sums in
                    Part(
                        key: month.description,
                        figures: Figures(figures: sums, door: Door(months: month...month, parts: [("province", model.province)], learned: model.learned)))
                }
            },
            .part("evidence", ways.orNull, "How the masses of loads that left are known; more at /nation/evidence. Null where that is not kept.") {
                $0.evidence
            },
            .part("late", late) { $0.late },
            .whole("openNotes") { $0.openNotes },
            .grams("unweighedGrams", "Still on the way at the end: only the sender has weighed or estimated it.") { $0.unweighed },
        ])

    // MARK: Fates and cells

    private struct Fate: Sendable {
        var cell: FateDetail
        var href: String?
    }

    private static let fate: Shape<Fate> = .object(
        "FateCell", "Grams of one waste, by where it was generated and where it is now. What left a process stands below zero, as booked.",
        [
            .text("province", "Where it was generated; empty where that is not known.") { $0.cell.province },
            .text("sector", "ISIC class that generated it.") { $0.cell.sector },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.cell.material.wasteCode },
            .part("compartment", EntryShapes.compartment) { $0.cell.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.cell.compartment.treatment },
            .grams("grams") { $0.cell.grams },
            .textOrNull(
                "href", "One step down: the sites that generated it, or the loads that became it; where you may see sums only, the places of the nation."
            ) { $0.href },
        ])

    static let fates: Shape<NationCells> = .object(
        "Fates", "The largest parts of a figure; `totalGrams` and `count` are of all of them.",
        [
            .list("cells", fate) { page in
                page.cells.map { cell in
                    // What was generated is found again at the sites that generated it, what became of it at their loads. Who may not see sites is told at
                    // which places of the nation all such waste is.
                    let isGenerated = cell.compartment == .process
                    let isOpen = page.maySeeSites && !cell.province.isEmpty && !cell.sector.isEmpty
                    let more: [(String, String?)] = isOpen ? [("province", cell.province), ("sector", cell.sector)] : []
                    let path = isOpen && !isGenerated ? "/nation/loads" : "/nation/places"
                    let href = Door(months: page.filter.months, learned: page.filter.learned).place(path, cell.compartment, cell.material, more)
                    return Fate(cell: cell, href: isOpen || !isGenerated && !page.maySeeSites ? href : nil)
                }
            },
            .grams("totalGrams") { $0.total },
            .whole("count", "How many parts there are; ask for less with the parameters where they are more than are shown.") { $0.count },
        ])

    struct Cells: Sendable {
        var page: CellPage
        var next: String?
    }

    private struct Cell: Sendable {
        var cell: UpperCell
        var grams: Int64
        var href: String?
    }

    private static let cell: Shape<Cell> = .object(
        "Cell", "Grams of one group of sites. Over all compartments a waste sums to zero.",
        [
            .text("key", "The group; empty for the nation, and for sites of which it is not known.") { $0.cell.key },
            .part("occurred", month, "Month in which the mass moved.") { $0.cell.occurred },
            .part("learned", month, "Month in which that was recorded.") { $0.cell.learned },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.cell.material.wasteCode },
            .part("compartment", EntryShapes.compartment) { $0.cell.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.cell.compartment.treatment },
            .grams("grams") { $0.grams },
            .textOrNull(
                "href", "The places it was booked at, over all months of recording."
            ) { $0.href },
        ])

    static let cells: Shape<Cells> = .object(
        "Cells", "Cells in the order of key, month, waste, compartment and month of recording.",
        [
            .part("by", Shape<Scope>(.choice(scopes)) { .text("\($0)") }) { $0.page.filter.scope },
            .list("cells", cell) { value in
                value.page.cells.map { cell, grams in
                    let door = Door(months: cell.occurred...cell.occurred)
                    let isOpen = cell.scope == .nation || (value.page.maySeeSites && !cell.key.isEmpty)
                    let group = groups[cell.scope].map { [($0, Optional(cell.key))] } ?? []
                    return Cell(cell: cell, grams: grams, href: isOpen ? door.place("/nation/places", cell.compartment, cell.material, group) : nil)
                }
            },
            .gramsOrNull("totalGrams", "Over all cells asked for, those of other pages too; null on those.") { $0.page.total },
            .textOrNull("next") { $0.next },
        ])

    /// By which parameter the sites of a cell are asked for.
    private static let groups: [Scope: String] = [.province: "province", .sector: "isic", .park: "zone", .sizeClass: "size"]

    /// A cell as a cursor: month, material, compartment, month of recording and key.
    static func cursor(_ cell: UpperCell) -> String {
        "\(cell.occurred.index)_\(cell.material.value)_\(cell.compartment.number)_\(cell.learned.index)_\(cell.scope.rawValue)_\(cell.key)"
    }

    static func cell(_ cursor: String) -> UpperCell? {
        let pieces = cursor.split(separator: "_", maxSplits: 5, omittingEmptySubsequences: false)
        guard pieces.count == 6, let occurred = Int32(pieces[0]), let material = Int32(pieces[1]), let learned = Int32(pieces[3]),
            let compartment = Int16(pieces[2]).flatMap({ Compartment(number: $0) }), let scope = Int16(pieces[4]).flatMap({ Scope(rawValue: $0) })
        else { return nil }
        return UpperCell(
            scope: scope, key: String(pieces[5]), material: Material(value: material), compartment: compartment, occurred: Month(index: occurred),
            learned: Month(index: learned))
    }

    // MARK: Evidence

    private struct Known: Sendable {
        var cell: EvidenceCell
        var href: String?
    }

    private static let known: Shape<Known> = .object(
        "EvidenceCell", "Mass of loads of one waste that left in one month, known in one way.",
        [
            .part("month", month) { $0.cell.month },
            .text("province", "Of the sender; empty where that is not known.") { $0.cell.province },
            .part("waste", NoteShapes.wasteCode) { $0.cell.waste },
            .choice("method") { $0.cell.kind },
            .grams("grams") { $0.cell.mass.raw },
            .textOrNull("href", "The notes that it is the sum of; null where you may see sums only, and of what was known earlier.") { $0.href },
        ])

    static let evidence: Shape<NationEvidence> = .object(
        "Evidence", "How well the masses of loads that left are known.",
        [
            .textOrNull("province", "Null for the whole country.") { $0.province },
            .part("sums", ways, "Over all ways.") { $0.sums },
            .grams("totalGrams") { $0.sums.whole.raw },
            .part("estimatedShare", Shape<Double>.fraction.orNull, "Share that rests on an estimate, 0...1.") { $0.sums.estimatedShare },
            .part("late", late) { $0.late },
            .list("cells", known) { value in
                value.cells.map { cell in
                    let isOpen = value.maySeeSites && value.learned == .all && !cell.province.isEmpty
                    let href =
                        "\(APIDoor.path)/nation/moved?month=\(cell.month)&province=\(cell.province)&waste=\(cell.waste.text)&method=\(cell.kind.rawValue)"
                    return Known(cell: cell, href: isOpen ? href : nil)
                }
            },
            .whole("count", "How many sums there are; ask for less with the parameters where they are more than are shown.") { $0.count },
        ])
}
