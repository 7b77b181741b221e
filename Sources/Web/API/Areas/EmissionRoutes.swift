// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import Operations

/// Greenhouse gases of sites by month, the rules behind them, and rows of factors that officers load.
enum EmissionRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/sites/{id}/greenhouse-gases", "readSiteGHG", .calculations, .scope(.returnsRead),
            "Greenhouse gases of a site month by month: every line with its factor and where it was reported, and what is not counted with its reason",
            query: [.required("from", .month, "First month."), .required("until", .month, "Last month; at most 24 months.")], EmissionShapes.site
        ) { call in
            try await call.platform.siteGHG(try call.id(), months: try NationRoutes.months(call, most: Platform.ghgMonthsMax), by: try call.actor())
        },
        .get(
            "/greenhouse-gases/rules", "listGHGRules", .calculations, .open, "How a report becomes an activity with a factor, or why it does not",
            EmissionShapes.rules
        ) { _ in GHGRules.shipped.all },
        .get(
            "/greenhouse-gases/factors", "listLoadedFactors", .calculations, .open, "Rows of factors that officers loaded, each with its first day",
            EmissionShapes.factors
        ) { call in call.platform.factorEditions.loaded },
        .post(
            "/greenhouse-gases/factors", "loadFactors", .calculations, .scope(.listsWrite),
            "An officer lays a file of factors over those in force: all of it, or nothing; months before a row's first day do not change",
            takes: .command(
                "LoadFactors", [.required("csv", .text(1_000_000, least: 1), "Columns " + FactorEditions.columns.joined(separator: ", ") + ".")]),
            fields: [FactorEditions.file: "/csv", "file": "/csv"], bodyMax: 2_000_000, EmissionShapes.factors
        ) { call in
            try await call.platform.loadFactors(Array(call.body.string("csv").utf8), by: try call.actor())
            return call.platform.factorEditions.loaded
        },
    ]
}

/// Greenhouse gases as answers show them.
enum EmissionShapes {
    /// One entry of a month seen with the month.
    private struct Seen<Part: Sendable>: Sendable {
        var part: Part
        var entry: GHGEntry
    }

    private static func entry<Part>(_ members: [ShapeMember<Seen<Part>>]) -> [ShapeMember<Seen<Part>>] {
        [
            .text("kind", "answer, treated, sent, way or load.") { $0.entry.activity.kind.rawValue },
            .text("name", "Field, treatment, place, destination, or parameter and receiving body.") { $0.entry.activity.name },
            .textOrNull("waste") { $0.entry.activity.waste?.text },
            .part("amount", Shape<Double>.fraction.orNull, "In the unit beside it; null where nobody knows.") { $0.entry.activity.amount?.value },
            .textOrNull("unit") { $0.entry.activity.dimension?.siUnit },
            .flag("spread", "The month's share of a figure for a longer period.") { $0.entry.isSpread },
            .text("reference", "Where it stands: return, treated, notes or outlet, with the id.") { $0.entry.reference.text },
        ] + members
    }

    private static let line: Shape<Seen<GHGInventory.Line>> = .object(
        "GHGLine", "What one report gives off by one factor.",
        entry([
            .choice("scope") { $0.part.scope },
            .choice("category") { $0.part.category },
            .part("tCO2e", .fraction, "Tonnes of CO2 equivalent, CO2 of plants left out.") { $0.part.warming.value },
            .part("low", Shape<Double>.fraction.orNull) { $0.part.warming.low },
            .part("high", Shape<Double>.fraction.orNull) { $0.part.warming.high },
            .part("biogenic", .fraction, "Tonnes of CO2 of plants.") { $0.part.biogenic },
            .text("factor") { $0.part.factor },
            .text("version") { $0.part.version },
            .text("source") { $0.part.source },
            .choice("confidence") { $0.part.confidence },
        ]))

    private static let uncounted: Shape<Seen<GHGInventory.Uncounted>> = .object(
        "GHGUncounted", "A report that stands in no sum.",
        entry([
            .choice("reason") { $0.part.reason },
            .text("source") { $0.part.source },
        ]))

    private struct ScopeSum: Sendable {
        var scope: GHGScope
        var total: Interval
    }

    private static let sum: Shape<ScopeSum> = .object(
        "GHGSum", "The sum of one scope; scopes are not added, since waste that others treat stands in two.",
        [
            .choice("scope") { $0.scope },
            .part("tCO2e", .fraction) { $0.total.value },
            .part("low", Shape<Double>.fraction.orNull) { $0.total.low },
            .part("high", Shape<Double>.fraction.orNull) { $0.total.high },
        ])

    private static let month: Shape<SiteGHG.Part> = .object(
        "GHGMonth", "Greenhouse gases of one month.",
        [
            .part("month", NationShapes.month) { $0.month },
            .list("sums", sum) { part in GHGScope.allCases.map { ScopeSum(scope: $0, total: GHGInventory.total(part.inventory.lines($0))) } },
            .part("biogenic", .fraction, "Tonnes of CO2 of plants that the site gave off itself.") { $0.inventory.biogenic },
            .list("lines", line) { part in part.inventory.lines.map { Seen(part: $0, entry: part.entries[$0.activity]) } },
            .list("notCounted", uncounted) { part in part.inventory.uncounted.map { Seen(part: $0, entry: part.entries[$0.activity]) } },
        ])

    static let site: Shape<SiteGHG> = .object(
        "SiteGHG", "Greenhouse gases of a site.",
        [
            .id("site") { $0.site.id },
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .list("months", month, "Oldest first.") { $0.parts },
            .flag("cut", "More notes left the site than were followed.") { $0.isCut },
        ])

    private static let rule: Shape<GHGRule> = .object(
        "GHGRule", "How a report becomes an activity.",
        [
            .text("rule", "The same for rows that hold together.") { $0.id },
            .text("covers", "Kind, names, kinds of waste, industry.") { $0.text },
            .textOrNull("factor", "A factor, or rows that are multiplied.") { $0.factor.isEmpty ? nil : $0.factor },
            .part("category", Shape<GHGCategory>.choice(GHGCategory.self).orNull) { $0.category },
            .part("reason", Shape<GHGReason>.choice(GHGReason.self).orNull, "Why it is not counted.") { $0.reason },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    static let rules: Shape<[GHGRule]> = .object("GHGRules", "All rules, in their order.", [.list("rules", rule) { $0 }])

    private static let factor: Shape<FactorEditions.Loaded> = .object(
        "LoadedFactor", "A row of factors that an officer loaded.",
        [
            .text("factor") { $0.factor.id },
            .part("value", .fraction) { $0.factor.value.value },
            .text("unit") { $0.factor.unit },
            .date("validFrom") { $0.validFrom },
            .text("source") { $0.factor.provenance.source },
            .choice("confidence") { $0.factor.provenance.confidence },
        ])

    static let factors: Shape<[FactorEditions.Loaded]> = .object("LoadedFactors", "In the order in which they were loaded.", [.list("factors", factor) { $0 }])
}

extension GHGReference {
    /// `return 12`, `notes 34,56`.
    fileprivate var text: String {
        switch self {
        case .siteReturn(let id): "return \(id)"
        case .treated(let compartment, _): "treated \(compartment.number)"
        case .notes(let notes, _): "notes " + notes.map(\.id.description).joined(separator: ",")
        case .outlet(let id): "outlet \(id)"
        }
    }
}
