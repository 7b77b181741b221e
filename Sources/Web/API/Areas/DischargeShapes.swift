// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Operations

/// Outlets and laboratory results as answers show them.
enum DischargeShapes {
    /// An outlet with what a list or a page knows beside it.
    struct SeenOutlet: Sendable {
        var outlet: Outlet
        var organisation: OrganisationID?
        var lastSampled: CalendarDate?
        var openCases: Int?
        var actions: [NextAction]

        init(_ outlet: Outlet, organisation: OrganisationID?, lastSampled: CalendarDate? = nil, openCases: Int? = nil, may: Set<Action>, _ call: APICall) {
            self.outlet = outlet
            self.organisation = organisation
            self.lastSampled = lastSampled
            self.openCases = openCases
            actions = NextAction.offered(
                [("change", "changeOutlet", may.contains(.keepOutlets)), ("recordResults", "recordResults", may.contains(.recordResults))], of: outlet.id, call)
        }
    }

    struct Outlets: Sendable {
        var outlets: [SeenOutlet]
        var next: String?
    }

    /// A result with what the token may do with it.
    struct SeenResult: Sendable {
        var judged: JudgedResult
        var actions: [NextAction]

        init(_ judged: JudgedResult, may: Set<Action> = [], _ call: APICall) {
            self.judged = judged
            actions = NextAction.offered(
                [("withdraw", "withdrawResult", may.contains(.recordResults) && !judged.result.isWithdrawn)], of: judged.result.id, call)
        }

        var result: LabResult { judged.result }
        var verdict: Verdict { judged.verdict }
    }

    struct Results: Sendable {
        var results: [SeenResult]
        var next: String?
    }

    struct WholeOutlet: Sendable {
        var seen: SeenOutlet
        var results: Results
    }

    private static let standing: Shape<OutletStanding> = .object(
        "OutletStanding", "Where an outlet leads from a day on, and which column of the standard applies.",
        [
            .date("from") { $0.from },
            .choice("receiving") { $0.receiving },
            .text("receivingName", "Of the river, or of the works at the end of the sewer; may be empty.") { $0.name },
            .textOrNull("column", "Null while nobody has stated it: then there is no verdict by a standard.") { $0.column },
        ])

    static let outlet: Shape<SeenOutlet> = .object(
        "Outlet", "A pipe or stack by which a site discharges.",
        [
            .id("id") { $0.outlet.id },
            .id("site") { $0.outlet.site },
            .idOrNull("organisation") { $0.organisation },
            .text("code") { $0.outlet.code },
            .choice("medium") { $0.outlet.medium },
            .text("name") { $0.outlet.name },
            .date("openedOn") { $0.outlet.openedOn },
            .dateOrNull("closedOn") { $0.outlet.closedOn },
            .list("standings", standing, "Oldest first.") { $0.outlet.standings },
            .whole("version") { $0.outlet.version },
            .dateOrNull("lastSampledOn", "Null in answers about one outlet, and where it was never sampled.") { $0.lastSampled },
            .wholeOrNull("openCases", "Null in answers about one outlet.") { $0.openCases },
            .list("actions", NextAction.shape, "What this token may do now.") { $0.actions },
        ])

    static let outlets: Shape<Outlets> = .object(
        "OutletList", "Outlets in the order in which they were added.",
        [
            .list("outlets", outlet) { $0.outlets },
            .textOrNull("next", "Where more follow; null at the end.") { $0.next },
        ])

    private static let bound: Shape<Bound> = .object(
        "DischargeBound", "What a limit asks, in the parameter's unit.",
        [
            .part("relation", Shape<Bound.Relation>(.choice(Bound.Relation.self)) { .text($0.rawValue) }) { $0.relation },
            .textOrNull("lower") { $0.lower?.description },
            .textOrNull("upper") { $0.upper?.description },
        ])

    struct Judged: Sendable {
        var judgement: Judgement
        var limit: String?
        var source: String?
        var confidence: Confidence?
        var note: String?
    }

    private static let judgement: Shape<Judged> = .object(
        "DischargeJudgement", "What one kind of limit says of a result.",
        [
            .choice("finding", "none is without verdict; warned is beyond a limit that cannot convict.") { $0.judgement.finding },
            .choiceOrNull("reason", "Why it only warns, cannot be decided, or is not judged.") { $0.judgement.reason },
            .part("bound", bound.orNull) { $0.judgement.bound },
            .textOrNull("limit", "Name of the limit in its list, or number of the permit.") { $0.limit },
            .textOrNull("source") { $0.source },
            .choiceOrNull("confidence", "Of the source; null for permits.") { $0.confidence },
            .textOrNull("note", "What the list says beside the limit.") { $0.note },
        ])

    static let result: Shape<SeenResult> = .object(
        "LabResult", "A laboratory's value, as given and as compared, beside both kinds of limits of its day.",
        [
            .id("id") { $0.result.id },
            .id("outlet") { $0.result.outlet },
            .id("site") { $0.result.site },
            .text("parameter", "Its code in the list of parameters.") { $0.result.parameter },
            .date("sampledOn") { $0.result.sampledOn },
            .dateOrNull("reportedOn") { $0.result.reportedOn },
            .part("operator", Shape<ResultOperator>(.choice(ResultOperator.self)) { .text($0.rawValue) }) { $0.result.reading.sign },
            .text("value", "As given.") { $0.result.reading.given.description },
            .text("unit", "As given.") { $0.result.reading.unit },
            .text("comparedValue", "In the parameter's own unit.") { $0.result.reading.value.description },
            .textOrNull("detectionLimit", "In the parameter's own unit.") { $0.result.reading.detection?.description },
            .text("laboratory") { $0.result.laboratory },
            .text("method") { $0.result.method },
            .text("sample") { $0.result.sample },
            .textOrNull("file", "SHA-256 of the file it was taken from.") { $0.result.origin?.file },
            .wholeOrNull("fileRow") { $0.result.origin?.row },
            .flag("withdrawn") { $0.result.isWithdrawn },
            .whole("version") { $0.result.version },
            .part("standard", judgement) { value in
                let limit = value.verdict.limit
                return Judged(
                    judgement: value.verdict.standard, limit: limit?.id, source: limit?.source, confidence: limit?.confidence, note: limit?.note)
            },
            .part("permit", judgement) { value in
                Judged(judgement: value.verdict.permit, limit: value.verdict.permitLimit?.permit, source: value.verdict.permitLimit?.source)
            },
            .list("actions", NextAction.shape, "What this token may do now; empty in the list of all results.") { $0.actions },
        ])

    static let results: Shape<Results> = .object(
        "LabResultList", "Laboratory results, the latest first.",
        [
            .list("results", result) { $0.results },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])

    static let wholeOutlet: Shape<WholeOutlet> = .object(
        "OutletPage", "An outlet and its results by the day of the sample, the latest first.",
        [
            .part("outlet", outlet) { $0.seen },
            .list("results", result) { $0.results.results },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.results.next },
        ])

    struct Recorded: Sendable {
        var results: [LabResultID]
        var known: Int
        var cases: [DischargeCaseID]
    }

    static let recorded: Shape<Recorded> = .object(
        "ResultsRecorded", "What became of a laboratory's sheet.",
        [
            .list("results", .id(), "In the order of the sheet.") { $0.results },
            .whole("known", "Of these, how many were recorded before, word for word.") { $0.known },
            .list("cases", .id(), "Cases that a result opened or came to.") { $0.cases },
        ])
}
