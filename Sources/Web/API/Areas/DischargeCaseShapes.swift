// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Operations

/// Cases, trends and limits as answers show them.
enum DischargeCaseShapes {
    /// A case with what the token may do with it.
    struct Seen: Sendable {
        var found: DischargeCase
        var inUse: Int
        var texts: [SealedText: String]
        var steps: [DischargeCaseStep]
        var actions: [NextAction]

        init(found: DischargeCase, inUse: Int, texts: [SealedText: String], steps: [DischargeCaseStep], _ call: APICall) {
            self.found = found
            self.inUse = inUse
            self.texts = texts
            self.steps = steps
            actions = NextAction.offered([("takeStep", "takeDischargeStep", !steps.isEmpty)], of: found.id, call)
        }
    }

    struct List: Sendable {
        var cases: [Seen]
        var next: String?
    }

    struct Event: Sendable {
        var event: DischargeCaseEvent
        var words: String?
    }

    private static let event: Shape<Event> = .object(
        "DischargeCaseEvent", "One thing that happened in a case.",
        [
            .choiceOrNull("step", "Null when a result opened it or came to it.") { $0.event.step },
            .moment("at") { $0.event.at },
            .idOrNull("organisation") { $0.event.organisation },
            .textOrNull("words", "Null once erased, and in lists.") { $0.words },
            .textOrNull("file", "SHA-256 of the file, hexadecimal.") { $0.event.file },
            .idOrNull("result") { $0.event.result },
        ])

    static let one: Shape<Seen> = .object(
        "DischargeCase", "What follows from an exceedance, until the environment's mandate closes it.",
        [
            .id("id") { $0.found.id },
            .id("outlet") { $0.found.outlet },
            .id("site") { $0.found.site },
            .text("parameter") { $0.found.parameter },
            .choice("state") { $0.found.state },
            .moment("openedAt") { $0.found.openedAt },
            .textOrNull("action", "What the site will do.") { value in value.found.plan.flatMap { value.texts[$0.action] } },
            .textOrNull("owner", "Who answers for it.") { value in value.found.plan.flatMap { value.texts[$0.owner] } },
            .dateOrNull("due") { $0.found.plan?.due },
            .whole("results", "Results in use that stand behind it; 0 where all were withdrawn.") { $0.inUse },
            .flag("asksHelp", "The site asks for help with cleaner production.") { $0.found.asksHelp },
            .list("events", event, "First event first.") { value in value.found.events.map { Event(event: $0, words: $0.words.flatMap { value.texts[$0] }) } },
            .whole("version") { $0.found.version },
            .list("steps", .choice(DischargeCaseStep.self), "Those you may take now; empty in lists.") { $0.steps },
            .list("actions", NextAction.shape, "What this token may do now; empty in lists.") { $0.actions },
        ])

    static let list: Shape<List> = .object(
        "DischargeCaseList", "Cases, the latest first.",
        [
            .list("cases", one) { $0.cases },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])

    // MARK: Figures

    static let volume: Shape<DischargeVolume> = .object(
        "DischargeVolume", "Wastewater that left by an outlet in a month.",
        [
            .id("outlet") { $0.outlet },
            .part("month", Shape<Month>(.month) { .text($0.description) }) { $0.month },
            .part("millilitres", Shape<Int64>(.whole(0...9_007_199_254_740_991)) { .whole($0) }) { $0.volume.raw },
            .choice("method") { $0.method },
        ])

    private static let figure: Shape<DischargeTrend.MonthFigure> = .object(
        "DischargeMonth", "What one month says of one parameter.",
        [
            .part("month", Shape<Month>(.month) { .text($0.description) }) { $0.month },
            .whole("results") { $0.mean?.count ?? 0 },
            .whole("belowDetection") { $0.mean?.belowDetection ?? 0 },
            .part("low", Shape<Double>.fraction.orNull, "Mean with what is below detection taken as nothing; null without results.") { $0.mean?.low },
            .part("high", Shape<Double>.fraction.orNull, "The same with it taken at the detection limit; null where no upper end is known.") { $0.mean?.high },
            .gramsOrNull("loadLowGrams", "Null without a volume, and for parameters of which no load is told.") { $0.load?.low.raw },
            .gramsOrNull("loadHighGrams") { $0.load?.high?.raw },
        ])

    private static let series: Shape<DischargeTrend.Series> = .object(
        "DischargeSeries", "One parameter month by month.",
        [
            .text("parameter") { $0.parameter.code },
            .text("unit") { $0.parameter.unit },
            .list("months", figure) { $0.figures },
        ])

    static let trend: Shape<DischargeTrend> = .object(
        "DischargeTrend", "An outlet over twelve months.",
        [
            .id("outlet") { $0.outlet.id },
            .list("series", series) { $0.series },
            .list("volumes", volume) { value in value.volumes.values.sorted { $0.month < $1.month } },
        ])

    // MARK: Limits

    private static let relation = Shape<Bound.Relation>(.choice(Bound.Relation.self)) { .text($0.rawValue) }

    private static let limit: Shape<DischargeLimit> = .object(
        "DischargeLimit", "A limit of a standard.",
        [
            .text("id") { $0.id },
            .choice("medium") { $0.medium },
            .text("standard") { $0.standard },
            .text("column") { $0.column },
            .text("receivingWater") { $0.receivingWater },
            .text("parameter") { $0.parameter },
            .part("relation", relation) { $0.bound.relation },
            .textOrNull("lower", "In the parameter's unit.") { $0.bound.lower?.description },
            .textOrNull("upper") { $0.bound.upper?.description },
            .date("validFrom") { $0.validFrom },
            .dateOrNull("validUntil") { $0.validUntil },
            .dateOrNull("supersededOn", "From that day on it only warns.") { $0.supersededOn },
            .flag("needsCoefficients", "Its figure is multiplied by coefficients that are not recorded, so it only warns.") { $0.needsCoefficients },
            .text("source") { $0.source },
            .choice("confidence", "Low never convicts.") { $0.confidence },
            .text("note") { $0.note },
        ])

    static let limits: Shape<[DischargeLimit]> = .object(
        "DischargeLimits", "Limits of the country, in the order of their lists.", [.list("limits", limit) { $0 }])

    static let permitLimit: Shape<PermitLimit> = .object(
        "PermitLimit", "A limit that stands in a site's permit.",
        [
            .id("id") { $0.id },
            .id("site") { $0.site },
            .idOrNull("outlet", "Null for all outlets of the site.") { $0.outlet },
            .text("parameter") { $0.parameter },
            .part("relation", relation) { $0.bound.relation },
            .textOrNull("lower", "In the parameter's unit.") { $0.bound.lower?.description },
            .textOrNull("upper") { $0.bound.upper?.description },
            .text("permit") { $0.permit },
            .date("validFrom") { $0.validFrom },
            .dateOrNull("validUntil") { $0.validUntil },
        ])
}
