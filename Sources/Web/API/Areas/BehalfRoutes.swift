// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Entering in a small firm's name, and the firm's word on it.
enum BehalfRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/firms-to-help", "listFirmsToHelp", .notes, .scope(.registryRead), "Small firms in whose names you may enter notes, by words of their names",
            query: [.limit(50), .required("words", .text(100, least: 1), "Words of the name, or the registration number.")], firms
        ) { call in
            try await call.platform.firmsToHelp(words: call.query.string("words"), limit: call.limit, by: try call.actor())
        },
        .post(
            "/organisations/{id}/entered-notes", "enterNote", .notes, .scope(.notesWrite),
            "Drafts a note of ordinary waste in a small firm's name; with `issue` it is signed at once, but not by officers. The firm confirms it by a code",
            takes: .command("EnterNote", DraftCommand.members + [NoteRoutes.issue, DraftCommand.gateReason]), fields: DraftCommand.fields, status: 201, row
        ) { call in
            let entrant = try await call.platform.entrant(for: try call.id(), by: try call.actor())
            let form = DraftCommand.form(call.body)
            let note: Manifest
            if call.body.bool("issue") {
                try call.bearer?.require(.notesSign)
                note = try await call.platform.issue(form, id: nil, version: nil, key: nil, by: entrant)
            } else {
                note = try await call.platform.saveDraft(form, id: nil, version: nil, by: entrant)
            }
            return try await entered(note, by: entrant, call)
        },
        .get(
            "/entered-by-you", "listEnteredByYou", .notes, .scope(.notesRead), "Notes that your organisation entered in other firms' names, latest first",
            query: [.limit(), .before], list
        ) { call in
            let found = try await call.platform.enteredByUs(before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return (found.rows, call.next("before", found.next))
        },
        .post(
            "/entered-by-you/{id}/issue", "issueEnteredNote", .notes, .scope(.notesSign), "Signs a note that was drafted in a small firm's name",
            takes: .command("IssueEnteredNote", [.version, DraftCommand.gateReason]), row
        ) { call in
            let known = try await call.platform.enteredByUs(try call.id(), by: try call.actor())
            let entrant = try await call.platform.entrant(for: known.firm.id, by: try call.actor())
            let note = try await call.platform.issue(
                known.note.id, version: call.version, gateReason: call.body.string("gateReason"), key: nil, by: entrant)
            return try await entered(note, by: entrant, call)
        },
        .get(
            "/entered-by-you/{id}/code", "readConfirmationCode", .notes, .scope(.notesWrite), "The code by which the firm confirms, to be written down or told",
            code
        ) { call in
            try await call.platform.confirmationCode(for: try call.id(), by: try call.actor())
        },
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

    /// The act that a note entered just now has become.
    private static func entered(_ note: Manifest, by entrant: Actor, _ call: APICall) async throws -> BehalfRow {
        guard let row = try await call.platform.behalfActs(on: note.id, by: entrant).last else { throw PlatformError.notFound }
        return row
    }

    private static let firms: Shape<[HelpedFirm]> = .object(
        "FirmsToHelp", "Small firms in whose names you may enter.",
        [
            .list(
                "firms",
                .object(
                    "FirmToHelp", "A small firm without people of its own here.",
                    [
                        .part("organisation", OrganisationShapes.brief) { $0.organisation },
                        .idOrNull("site", "Its first site.") { $0.site?.id },
                        .whole("unconfirmed", "Notes entered in its name that it has not answered.") { $0.unconfirmed },
                    ])
            ) { $0 }
        ])

    private static let code: Shape<(row: BehalfRow, code: SpokenCode)> = .object(
        "ConfirmationCode", "What the firm types to confirm or dispute.",
        [
            .text("code") { $0.code.text },
            .moment("until") { $0.row.act.madeAt.adding(seconds: OneTimeCode.confirmation.life) },
            .part("entered", row) { $0.row },
        ])

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
            .choice("noteState") { $0.note.state },
            .whole("noteVersion") { $0.note.version },
            .grams("declaredGrams") { $0.note.declaredMass.raw },
        ])

    private static let list: Shape<(rows: [BehalfRow], next: String?)> = .object(
        "BehalfActs", "Notes entered in a firm's name.",
        [
            .list("acts", row) { $0.rows },
            .textOrNull("next") { $0.next },
        ])
}
