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
            return (found.rows, call.next("before", found.next))
        },
        .post(
            "/entered-in-your-name/{id}/answer", "answerEnteredInYourName", .notes, .scope(.notesWrite),
            "Your firm confirms what was entered in its name, or disputes it with words; a disputed load that has not left is cancelled",
            takes: .command("AnswerEntered", [.version, .required("confirms", .flag), .optional("words", .text(1000))]), act
        ) { call in
            try await call.platform.answerBehalf(
                try call.id(), version: call.version, confirms: call.body.bool("confirms"), words: call.body.string("words"), by: try call.actor())
        },
        .get("/confirmations/{code}", "readConfirmation", .notes, .open, "What a confirmation's code is about; wrong codes are counted against the caller", row)
        {
            call in
            try await call.platform.behalfSheet(code: call.path["code"] ?? "", address: call.address)
        },
        .post(
            "/confirmations/{code}", "answerConfirmation", .notes, .open, "A small firm without account confirms or disputes by the code it was given",
            takes: .command("AnswerConfirmation", [.required("confirms", .flag), .optional("words", .text(1000))]), act
        ) { call in
            try await call.platform.answerBehalf(
                code: call.path["code"] ?? "", confirms: call.body.bool("confirms"), words: call.body.string("words"), address: call.address)
        },
    ]

    private static let act: Shape<BehalfAct> = .object(
        "BehalfAct", "A note entered in a small firm's name.",
        [
            .id("id") { $0.id },
            .id("organisation", "In whose name.") { $0.organisation },
            .id("by", "The organisation that entered it.") { $0.by },
            .id("note") { $0.document },
            .choice("kind") { $0.kind },
            .choice("state") { $0.state },
            .moment("madeAt") { $0.madeAt },
            .momentOrNull("answeredAt") { $0.answeredAt },
            .whole("version") { $0.version },
        ])

    private static let row: Shape<BehalfRow> = .object(
        "BehalfRow", "An act with what it was about.",
        [
            .part("act", act) { $0.act },
            .part("organisation", OrganisationShapes.brief) { $0.firm },
            .part("by", OrganisationShapes.brief) { $0.by },
            .textOrNull("number", "Of the note; null while it is a draft.") { $0.note.number },
            .grams("declaredGrams") { $0.note.declaredMass.raw },
        ])

    private static let list: Shape<(rows: [BehalfRow], next: String?)> = .object(
        "BehalfActs", "Notes entered in a firm's name.",
        [
            .list("acts", row) { $0.rows },
            .textOrNull("next") { $0.next },
        ])
}
