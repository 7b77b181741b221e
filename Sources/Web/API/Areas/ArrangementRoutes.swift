// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// Standing arrangements: lists, one of them, the parties' words, and notes that are begun from one.
enum ArrangementRoutes {
    static let routes: [APIRoute] = reading + answering + [propose, draft]

    private static let reading: [APIRoute] = [
        .get(
            "/arrangements", "listArrangements", .arrangements, .scope(.notesRead), "Arrangements that you may read, newest first",
            query: [
                .limit(), .before,
                .optional(
                    "part", .choice(ArrangementShelf.allCases.map(\.rawValue)),
                    "mine waits for your word, others for that of others, agreed can be drawn from, over is past; all unless said."),
            ], ArrangementShapes.page
        ) { call in
            let shelf = ArrangementShelf(rawValue: call.query.string("part")) ?? .all
            let list = try await call.platform.arrangementList(shelf, before: call.cursor("before"), limit: call.limit, by: try call.actor())
            var names = NoteNames()
            names.organisations = list.organisations
            let today = call.platform.today
            let answers = list.sections.flatMap(\.lines).map { line in
                ArrangementAnswer(
                    line: line, names: names, today: today,
                    actions: (list.steps[line.arrangement.id] ?? []).compactMap { ArrangementAction($0.rawValue, of: line.arrangement.id, call) })
            }
            return ArrangementShapes.Page(arrangements: answers, next: call.next("before", list.next))
        },
        .get(
            "/arrangements/{id}", "readArrangement", .arrangements, .scope(.notesRead), "One arrangement, with what you may do now",
            ArrangementShapes.arrangement
        ) { call in
            try await .read(try call.id(), call)
        },
        .get(
            "/arrangements/{id}/notes", "listArrangementNotes", .arrangements, .scope(.notesRead), "Notes under an arrangement, newest first",
            query: [.limit(), .before], ArrangementShapes.notes
        ) { call in
            let found = try await call.platform.arrangementNotes(try call.id(), before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return ArrangementShapes.Notes(notes: found.notes, next: call.next("before", found.next))
        },
        .get(
            "/arrangements/{id}/document", "readArrangementDocument", .arrangements, .scope(.notesRead), "The signed paper behind an arrangement",
            FileShapes.file
        ) { call in
            try await call.platform.arrangementPaper(try call.id(), by: try call.actor())
        },
    ]

    private static let answering: [APIRoute] = [
        .post(
            "/arrangements/{id}/agree", "agreeToArrangement", .arrangements, .scope(.notesSign),
            "Agrees to an arrangement; the last party's word puts it into force", takes: .command("AgreeToArrangement", [.version]),
            ArrangementShapes.arrangement
        ) { call in
            try await .read(try await call.platform.agree(to: try call.id(), version: call.version, by: try call.actor()).id, call)
        },
        .post(
            "/arrangements/{id}/decline", "declineArrangement", .arrangements, .scope(.notesSign), "Refuses a proposed arrangement, which ends it",
            takes: .command("DeclineArrangement", [.version, reason]), ArrangementShapes.arrangement
        ) { call in
            let after = try await call.platform.decline(
                try call.id(), version: call.version, reason: call.body.string("reason"), by: try call.actor())
            return try await .read(after.id, call)
        },
        .post(
            "/arrangements/{id}/end", "endArrangement", .arrangements, .scope(.notesSign),
            "Ends an arrangement, or takes your own proposal back; notes that were issued go on", takes: .command("EndArrangement", [.version, reason]),
            ArrangementShapes.arrangement
        ) { call in
            let after = try await call.platform.end(try call.id(), version: call.version, reason: call.body.string("reason"), by: try call.actor())
            return try await .read(after.id, call)
        },
    ]

    private static let propose = APIRoute.post(
        "/arrangements", "proposeArrangement", .arrangements, .scope(.notesSign), "Proposes an arrangement to the other parties; you sign it by this",
        takes: .command(
            "ProposeArrangement",
            [
                .required("senderSite", .id), .required("carrierSite", .id), .required("receiverSite", .id),
                .required("wastes", .list(.waste, 1...20)), .required("treatment", .treatment, "Such as R3."),
                .required(
                    "yearly", .command("YearlyAmount", [.required("amount", .decimal), .required("unit", .text(20, least: 1))]),
                    "Most that goes under it in a calendar year."),
                .optional("validFrom", .date, "Today unless said."), .required("validUntil", .date, "The last day."),
                .optional("document", .text(FileShapes.textMax), "The signed paper: PDF, JPEG, PNG or WebP of at most 5 MB, in base64."),
            ]),
        fields: [
            "sender": "/senderSite", "carrier": "/carrierSite", "receiver": "/receiverSite", "waste#": "/wastes/#", "amount": "/yearly",
        ], status: 201, bodyMax: FileShapes.bodyMax, ArrangementShapes.arrangement
    ) { call in
        var form = ArrangementForm()
        form.sender = call.body.string("senderSite")
        form.carrier = call.body.string("carrierSite")
        form.receiver = call.body.string("receiverSite")
        form.wastes = call.body.strings("wastes")
        form.treatment = call.body.string("treatment")
        form.amount = QuantityCommand.amount(call.body["yearly"])
        form.unit = QuantityCommand.unit(call.body["yearly"])
        form.validFrom = call.body.string("validFrom")
        form.validUntil = call.body.string("validUntil")
        let paper = try FileShapes.bytes("document", of: call.body).map { ArrangementPaper(bytes: $0) }
        return try await .read(try await call.platform.proposeArrangement(form, paper: paper, by: try call.actor()).id, call)
    }

    private static let draft = APIRoute.post(
        "/arrangements/{id}/notes", "draftUnderArrangement", .arrangements, .scope(.notesWrite),
        "Drafts a note with the arrangement's parties and treatment; with `issue` it is signed by the sender at once",
        takes: .command(
            "DraftUnderArrangement",
            [
                .required("lines", .list(DraftCommand.line, 1...Manifest.linesMax)), .optional("pickup", .date, "Planned day of pick-up."),
                .optional("remark", .text(1000)), NoteRoutes.issue, DraftCommand.gateReason,
            ]),
        fields: DraftCommand.fields.filter { $0.key.hasPrefix("line") }, status: 201, NoteShapes.note
    ) { call in
        var form = try await call.platform.noteForm(under: try call.id(), by: try call.actor())
        form.lines = DraftCommand.lines(call.body)
        form.pickup = call.body.string("pickup")
        form.remark = call.body.string("remark")
        form.gateReason = call.body.string("gateReason")
        return try await NoteRoutes.save(form, call)
    }

    private static let reason = Schema.Member.required("reason", .text(1000, least: 1), "The others read it.")
}
