// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// What others entered in a small firm's name, and the firm's word on it.
enum BehalfRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/entered-in-your-name", "listEnteredInYourName", .notes, .scope(.notesRead), "Notes that others entered in your firm's name, latest first",
            query: [.limit(), .before], list
        ) { call in
            let found = try await call.platform.enteredInOurName(before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return (found.rows.map { seen($0, call) }, call.next("before", found.next))
        },
        .get(
            "/entered-for-others", "listEnteredForOthers", .notes, .scope(.notesRead),
            "Notes that your organisation entered in small firms' names, latest first",
            query: [.limit(), .before], list
        ) { call in
            let found = try await call.platform.enteredByUs(before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return (found.rows.map { seen($0, call) }, call.next("before", found.next))
        },
        .get(
            "/entered-for-others/{id}/code", "readConfirmationCode", .notes, .scope(.notesWrite),
            "The code by which the firm confirms what you entered in its name, to be handed over or told", code
        ) { call in
            let shown = try await call.platform.confirmationCode(for: try call.id(), by: try call.actor())
            return (shown.code.text, shown.row.act.madeAt.adding(seconds: OneTimeCode.confirmation.life))
        },
        .post(
            "/entered-in-your-name/{id}/answer", "answerEnteredInYourName", .notes, .scope(.notesWrite),
            "Your firm confirms what was entered in its name, or disputes it with words; a disputed load that has not left is cancelled",
            takes: .command("AnswerEntered", [.version, .required("confirms", .flag), .optional("words", .text(1000))]), act
        ) { call in
            seen(
                try await call.platform.answerBehalf(
                    try call.id(), version: call.version, confirms: call.body.bool("confirms"), words: call.body.string("words"), by: try call.actor()), call)
        },
        .get("/confirmations/{code}", "readConfirmation", .notes, .open, "What a confirmation's code is about; wrong codes are counted against the caller", row)
        {
            call in
            seen(try await call.platform.behalfSheet(code: call.path["code"] ?? "", address: call.address), call)
        },
        .post(
            "/confirmations/{code}", "answerConfirmation", .notes, .open, "A small firm without account confirms or disputes by the code it was given",
            takes: .command("AnswerConfirmation", [.required("confirms", .flag), .optional("words", .text(1000))]), act
        ) { call in
            seen(
                try await call.platform.answerBehalf(
                    code: call.path["code"] ?? "", confirms: call.body.bool("confirms"), words: call.body.string("words"), address: call.address), call)
        },
    ]

    private static func seen(_ act: BehalfAct, _ call: APICall) -> Actionable<BehalfAct> {
        // The firm in whose name it was done has the word on it.
        let isOwn = call.bearer?.organisation.id == act.organisation && act.state == .unconfirmed
        return Actionable(value: act, actions: NextAction.offered([("answer", "answerEnteredInYourName", isOwn)], of: act.id, call))
    }

    private static func seen(_ row: BehalfRow, _ call: APICall) -> Row { Row(row: row, act: seen(row.act, call)) }

    private struct Row: Sendable {
        var row: BehalfRow
        var act: Actionable<BehalfAct>
    }

    private static let code: Shape<(code: String, expiresAt: Instant)> = .object(
        "ConfirmationCode", "A code by which a small firm confirms.",
        [
            .text("code") { $0.code },
            .moment("expiresAt") { $0.expiresAt },
        ])

    private static let act: Shape<Actionable<BehalfAct>> = .object(
        "BehalfAct", "A note entered in a small firm's name.",
        [
            .id("id") { $0.value.id },
            .id("organisation", "In whose name.") { $0.value.organisation },
            .id("by", "The organisation that entered it.") { $0.value.by },
            .id("note") { $0.value.document },
            .choice("kind") { $0.value.kind },
            .choice("state") { $0.value.state },
            .moment("madeAt") { $0.value.madeAt },
            .momentOrNull("answeredAt") { $0.value.answeredAt },
            .whole("version") { $0.value.version },
            .actions(),
        ])

    private static let row: Shape<Row> = .object(
        "BehalfRow", "An act with what it was about.",
        [
            .part("act", act) { $0.act },
            .part("organisation", OrganisationShapes.brief) { $0.row.firm },
            .part("by", OrganisationShapes.brief) { $0.row.by },
            .textOrNull("number", "Of the note; null while it is a draft.") { $0.row.note.number },
            .grams("declaredGrams") { $0.row.note.declaredMass.raw },
        ])

    private static let list: Shape<(rows: [Row], next: String?)> = .object(
        "BehalfActs", "Notes entered in a firm's name.",
        [
            .list("acts", row) { $0.rows },
            .textOrNull("next") { $0.next },
        ])
}
