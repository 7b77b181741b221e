// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Operations
import Returns

/// A return as answers show it.
enum ReturnShapes {
    /// Something with the names that it needs.
    struct Named<Part: Sendable>: Sendable {
        var part: Part
        var names: NoteNames
    }

    /// Both ends of an estimate as a firm's system states them.
    static let stated: Schema = .command(
        "StatedEstimate",
        [
            .required("low", .decimal, "At most the figure."), .required("high", .decimal, "At least the figure."),
            .optional("unit", .text(20), "Of both; the figure's unless said."),
            .optional("basis", .choice(FigureEstimate.Formula.self), "How it was worked out; stated unless said."),
            .optional("words", .text(1000), "Where both ends are from. Words that stand there already stay where none are sent."),
        ])

    static func stated(_ sent: JSON) -> ReturnForm.StatedEstimate {
        var stated = ReturnForm.StatedEstimate(low: QuantityCommand.typed(sent.string("low")), high: QuantityCommand.typed(sent.string("high")))
        (stated.lowUnit, stated.highUnit) = (sent.string("unit"), sent.string("unit"))
        stated.basis = sent.string("basis")
        stated.source = sent.string("words")
        return stated
    }

    private static func kind(_ value: AnswerValue) -> String {
        switch value {
        case .figure: "figure"
        case .nothing: "nothing"
        case .unknown: "unknown"
        case .bill: "bill"
        }
    }

    private static let answer: Shape<Named<ReturnAnswer>> = .object(
        "ReturnAnswer", "The answer to one field.",
        [
            .text("field") { $0.part.field },
            .part("answer", Shape<String>(.choice(["figure", "nothing", "unknown", "bill"])) { .text($0) }, "Three different answers: 0 is a figure.") {
                kind($0.part.value)
            },
            .textOrNull("number", "As it was given.") { $0.part.value.figure?.number },
            .textOrNull("unit") { $0.part.value.figure?.unit },
            .choiceOrNull("method") { $0.part.value.figure?.method },
            .textOrNull("whole", "In the whole unit of the field: grams, millilitres, watt-hours.") { $0.part.value.figure.map { String($0.whole) } },
            .choice("source") { $0.part.source },
            .flag("confirmed", "Somebody looked at it.") { $0.part.isConfirmed },
            .part("estimate", EstimateRoutes.estimate.orNull, "Between what it lies, where no meter measured it and somebody accepted or stated that.") {
                value in
                value.part.estimate.map { Named<FigureEstimate>(part: $0, names: value.names) }
            },
            .textOrNull("comment", "Null once erased.") { value in value.part.comment.flatMap { value.names.texts[$0] } },
            .textOrNull("bill", "SHA-256 of the photo of a bill.") { value in
                if case .bill(let hash) = value.part.value { hash } else { value.part.evidence }
            },
        ])

    private static let waste: Shape<WasteAnswer> = .object(
        "ReturnWaste", "Waste of one code that went one way.",
        [
            .part("waste", NoteShapes.wasteCode) { $0.waste },
            .choice("destination") { $0.destination },
            .idOrNull("site", "The plant, where a note names it.") { $0.site },
            .text("number") { $0.figure.number },
            .text("unit") { $0.figure.unit },
            .grams("grams") { $0.figure.whole },
            .choice("source") { $0.source },
            .flag("confirmed") { $0.isConfirmed },
        ])

    private static let act: Shape<Named<ReturnAct>> = .object(
        "ReturnAct", "What somebody did with it.",
        [
            .choice("step") { $0.part.step },
            .id("organisation") { $0.part.organisation },
            .textOrNull("person", "Null once erased.") { value in value.part.person.flatMap { value.names.people[$0] } },
            .flag("typedFor", "Typed in by an officer from a paper sheet.") { $0.part.isTypedFor },
            .textOrNull("reason", "Remarks, or why it was opened again; null once erased.") { value in value.part.reason.flatMap { value.names.texts[$0] } },
            .moment("at") { $0.part.at },
        ])

    private static let filing: Shape<Named<ReturnFiling>> = .object(
        "ReturnFiling", "Answers as they were sent once.",
        [
            .whole("number", "1 for the first.") { $0.part.number },
            .moment("sentAt") { $0.part.act.at },
            .flag("approved") { $0.part.isApproved },
            .list("answers", answer) { value in value.part.answers.fields.map { Named(part: $0, names: value.names) } },
            .list("wastes", waste) { $0.part.answers.wastes },
            .list("findings", CheckShapes.finding, "What checks found in it, with the explanations.") { value in
                (value.part.act.findings ?? []).map { CheckShapes.Found(finding: $0, names: value.names.texts) }
            },
        ])

    static let siteReturn: Shape<Actionable<ReturnModel>> = .object(
        "Return", "What one site answers to one data set for one period.",
        [
            .id("id") { $0.value.made.id },
            .id("site") { $0.value.made.head.site },
            .part("organisation", OrganisationShapes.brief) { $0.value.organisation },
            .text("dataSet") { $0.value.made.head.dataSet },
            .whole("dataSetVersion") { $0.value.made.head.dataSetVersion },
            .text("period", "2026-09, 2026-Q3 or 2026.") { $0.value.made.head.period.description },
            .date("due", "The last day on which it is in time.") { $0.value.made.head.due },
            .choice("state") { $0.value.made.state },
            .whole("version", "Goes up with each change; named by every command.") { $0.value.made.version },
            .list("answers", answer, "As they stand now, with what notes show by now.") { value in
                value.value.shown.fields.map { Named(part: $0, names: value.value.names) }
            },
            .list("wastes", waste) { $0.value.shown.wastes },
            .list("missing", .text, "Fields that must be answered and are not.") { value in
                value.value.fields.filter { $0.isRequired && value.value.shown[$0.id] == nil }.map(\.id)
            },
            .list("unusual", CheckShapes.finding, "What checks find in the answers as they were saved: each asks for an explanation before it is sent.") {
                value in value.value.checks.findings.map { CheckShapes.Found(finding: $0.finding, names: value.value.names.texts) }
            },
            .list("filings", filing, "What was sent, oldest first.") { value in
                value.value.made.filings.map { Named(part: $0, names: value.value.names) }
            },
            .list("acts", act, "All acts but saving, oldest first.") { value in value.value.made.acts.map { Named(part: $0, names: value.value.names) } },
            .actions(),
        ])
}

extension ReturnShapes.Named where Part == FigureEstimate {
    /// Of an offer, in which nobody wrote anything.
    init(offer: FigureEstimate) { self.init(part: offer, names: NoteNames()) }
}
