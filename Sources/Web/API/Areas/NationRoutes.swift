// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores

/// National figures, and the way from each of them down to the entries it was summed from.
enum NationRoutes {
    static let routes: [APIRoute] = figures + places

    private static let figures: [APIRoute] = [
        .get(
            "/nation", "readNation", .nation, .scope(.nationRead), "What the nation, or one province, generated and what became of it",
            query: period + [province, known], NationShapes.nation
        ) { call in
            try await call.platform.nation(
                months: try months(call), province: call.word("province"), known: Month(iso: call.query.string("known")), by: try call.actor())
        },
        .get(
            "/nation/fates", "listFates", .nation, .scope(.nationRead),
            "What became of waste, by the province and industry that generated it: the parts of a national figure, the largest first",
            query: period + [
                province, .optional("figure", .choice(FateGroup.self), "Only what counts as this figure."), compartment, treatment, waste,
                .optional("sector", .text(200), "Only these ISIC divisions, two digits each, with a dash between several."), known, later, .limit(1000),
            ], NationShapes.fates
        ) { call in
            let group = FateGroup(rawValue: call.query.string("figure"))
            let asked = try place(call).map { [$0] }
            let filter = FateFilter(
                months: try months(call), province: call.word("province"), divisions: call.word("sector").map { $0.split(separator: "-").map(String.init) },
                compartments: asked.map { asked in group.map { $0.compartments.filter(asked.contains) } ?? asked } ?? group?.compartments,
                material: material(call), learned: learned(call))
            return try await call.platform.nationCells(filter, limit: call.limit, by: try call.actor())
        },
        .get(
            "/nation/cells", "listCells", .nation, .scope(.nationRead),
            "Single cells of the book: grams by group of sites, waste, compartment, month in which they moved and month in which that was recorded",
            query: period + [
                .optional("by", .choice(NationShapes.scopes), "Groups of sites; the nation unless said. A province's officer reads his province's."),
                .optional("key", .text(40), "One group: code of a province, ISIC class, class of size, or zone."), compartment, treatment, waste,
                .optional("learnedFrom", .month, "First month of recording."), .optional("learnedUntil", .month, "Last month of recording."), .limit(1000),
                .optional("after", .text(120), "Only what comes after this cell; taken from `next`."),
            ], NationShapes.cells
        ) { call in
            let occurred = try months(call)
            let scope = Scope.allCases.first { "\($0)" == call.query.string("by") } ?? .nation
            let first = Month(iso: call.query.string("learnedFrom")), last = Month(iso: call.query.string("learnedUntil"))
            if let first, let last, last < first { throw outOfRange("?learnedUntil", Int64(last.index - first.index) + 1, most: 1200) }
            // One bound alone reaches as far as books can.
            let learned = first == nil && last == nil ? nil : (first ?? Month(year: 1900, month: 1))...(last ?? Month(year: 9999, month: 12))
            let filter = UpperCellFilter(
                scope: scope, key: call.word("key"), occurred: occurred, learned: learned, compartment: try place(call), material: material(call))
            let after = call.word("after")
            let cursor = after.flatMap { NationShapes.cell($0) }
            guard (after == nil) == (cursor == nil) else { throw PlatformError.notFound }
            let page = try await call.platform.cells(filter, after: cursor, limit: call.limit, by: try call.actor())
            return NationShapes.Cells(page: page, next: call.next("after", page.next.map(NationShapes.cursor)))
        },
        .get(
            "/nation/evidence", "readEvidence", .nation, .scope(.nationRead),
            "How the masses of loads that left are known: weighed, counted or estimated; the sums behind it, the largest first",
            query: period + [province, .optional("method", .choice(EvidenceKind.self), "Only the sums known in this way."), known, later, .limit(1000)],
            NationShapes.evidence
        ) { call in
            try await call.platform.nationEvidence(
                months: try months(call), province: call.word("province"), kind: EvidenceKind(rawValue: call.query.string("method")),
                learned: learned(call), limit: call.limit, by: try call.actor())
        },
        .get(
            "/nation/moved", "listMoved", .nation, .scope(.nationRead),
            "The notes behind one sum of what moved: a waste that left senders of a province in a month, its mass known in one way",
            query: [
                .required("month", .month, "Month in which it left."), .required("province", .text(10), "Of the senders."),
                .required("waste", .waste, "The waste."), .required("method", .choice(EvidenceKind.self), "How its mass is known."), .limit(500), .after,
            ], NationShapes.movedPage
        ) { call in
            guard let month = Month(iso: call.query.string("month")), let waste = WasteCodeID(text: call.query.string("waste")),
                let kind = EvidenceKind(rawValue: call.query.string("method"))
            else { throw PlatformError.notFound }
            let found = try await call.platform.nationMoved(
                in: month, from: call.query.string("province"), waste, kind, after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return NationShapes.Moved(moved: found, next: call.next("after", found.next))
        },
        .get("/open", "readOpenFigures", .nation, .open, "Figures for everybody: the last twelve months of the nation, never one firm's", NationShapes.open) {
            call in try await call.platform.openFigures()
        },
    ]

    private static let places: [APIRoute] = [
        .get(
            "/nation/places", "listPlaces", .nation, .scope(.nationRead),
            "A figure by the place where it was booked: by province, and within a province site by site, with the sum of the cells above beside it",
            query: period + [
                .required("compartment", .choice(EntryShapes.compartments), "Where the mass is."), treatment, waste, province,
                .optional("sector", .text(4), "Of what was generated: only this ISIC division or class."),
                .optional("isic", .text(4), "Sites of this ISIC class, in place of a province."),
                .optional("zone", .text(40), "Sites of this zone, in place of a province; `none` for those outside any."),
                .optional("size", .text(20), "Sites of this class of size, in place of a province; `none` for those of which it is not known."), known, later,
                .limit(1000), .after,
            ], NationShapes.placePage
        ) { call in
            let (months, asked) = (try months(call), try needed(call))
            let found: NationPlaces
            func key(_ name: String) -> String? { call.word(name).map { $0 == "none" ? "" : $0 } }
            if let group = call.word("isic").map({ CellGroup.sector($0) }) ?? key("zone").map({ .zone($0) }) ?? key("size").map({ .size($0) }) {
                found = try await call.platform.sites(
                    of: group, asked, material: material(call), months: months, learned: learned(call), after: call.cursor("after"),
                    limit: call.limit, by: try call.actor())
            } else {
                found = try await call.platform.nationPlaces(
                    asked, material: material(call), division: call.word("sector"), province: call.word("province"), months: months,
                    learned: learned(call), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            }
            return NationShapes.Places(places: found, next: call.next("after", found.next))
        },
        .get(
            "/nation/loads", "listLoads", .nation, .scope(.nationRead),
            "The loads behind a figure of what became of waste, by the site that had them first; of a mixed lot each load has its own part",
            query: period + [
                .required("province", .text(10), "Where it was generated."), .required("sector", .text(4), "ISIC class that generated it."),
                .required("waste", .waste, "The waste."), .required("compartment", .choice(EntryShapes.compartments), "Where the mass went."), treatment,
                known, later, .limit(500), .after,
            ], NationShapes.loads
        ) { call in
            guard let material = material(call) else { throw PlatformError.notFound }
            let filter = LoadFilter(
                province: call.query.string("province"), sector: call.query.string("sector"), material: material, compartment: try needed(call),
                months: try months(call), learned: learned(call))
            let found = try await call.platform.nationLoads(filter, after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return NationShapes.Loads(loads: found, next: call.next("after", found.next))
        },
        .get(
            "/nation/entries", "listNationEntries", .nation, .scope(.nationRead), "The entries behind a site's figure, in the order recorded",
            query: period + [
                .required("site", .id, "The site."), .required("compartment", .choice(EntryShapes.compartments), "Where the mass is."), treatment, waste,
                known, later, .limit(500), .after,
            ], NationShapes.entries
        ) { call in
            guard let site: SiteID = call.cursor("site") else { throw PlatformError.notFound }
            let filter = SiteEntryFilter(
                site: site, compartment: try needed(call), months: try months(call), material: material(call),
                learned: learned(call))
            let found = try await call.platform.nationEntries(filter, after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return NationShapes.Entries(entries: found, next: call.next("after", found.next))
        },
    ]

    // MARK: What the address names

    private static let period: [APIRoute.Parameter] = [
        .required("from", .month, "First month in which it occurred."), .required("until", .month, "Last month; at most 36 months."),
    ]
    private static let province = APIRoute.Parameter.optional(
        "province", .text(10), "Only waste of this province; officers of a province always see theirs.")
    private static let compartment = APIRoute.Parameter.optional("compartment", .choice(EntryShapes.compartments), "Only mass that is here.")
    private static let treatment = APIRoute.Parameter.optional("treatment", .treatment, "Of the compartment `treated`: which.")
    private static let waste = APIRoute.Parameter.optional("waste", .waste, "Only this waste.")

    private static let known = APIRoute.Parameter.optional("known", .month, "Only what was known at the end of this month, which has ended.")
    private static let later = APIRoute.Parameter.optional("later", .flag, "With `known`: only what came after that month.")

    private static func learned(_ call: APICall) -> LearnedSpan {
        guard let month = Month(iso: call.query.string("known")) else { return .all }
        return call.query.bool("later") ? .after(month) : .until(month)
    }

    static func months(_ call: APICall, most: Int = Platform.nationMonthsMax) throws -> ClosedRange<Month> {
        guard let from = Month(iso: call.query.string("from")), let until = Month(iso: call.query.string("until")) else { throw PlatformError.notFound }
        let count = Int64(until.index - from.index) + 1
        guard (1...Int64(most)).contains(count) else { throw outOfRange("?until", count, most: Int64(most)) }
        return from...until
    }

    private static func outOfRange(_ field: String, _ number: Int64, most: Int64) -> Problems {
        Problems([APIPhrase.outOfRange.problem(field, ["least": .number(1), "most": .number(most), "number": .number(number)])])
    }

    private static func material(_ call: APICall) -> Material? { WasteCodeID(text: call.query.string("waste")).map { .waste($0) } }

    /// The compartment asked for; `nil` where none is.
    ///
    /// - Throws: ``PlatformError/notFound`` for treated mass without its treatment, and for a treatment that there is not.
    private static func place(_ call: APICall) throws -> Compartment? {
        guard let name = call.word("compartment") ?? (call.word("treatment") == nil ? nil : "treated") else { return nil }
        guard name == "treated" else { return Compartment.untreated.first { $0.name == name } }
        guard let code = TreatmentCode(text: call.query.string("treatment")) else { throw PlatformError.notFound }
        return .treated(code)
    }

    private static func needed(_ call: APICall) throws -> Compartment {
        guard let found = try place(call) else { throw PlatformError.notFound }
        return found
    }
}

extension APICall {
    /// The text of a query parameter; `nil` where it is absent or blank.
    func word(_ name: String) -> String? {
        let text = query.string(name)
        return text.isEmpty ? nil : text
    }
}
