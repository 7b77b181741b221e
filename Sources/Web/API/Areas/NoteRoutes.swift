// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations
import Stores

/// Notes: lists, one note, what happened to it, and drafts.
enum NoteRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/notes", "listNotes", .notes, .scope(.notesRead), "Notes that you may read, newest first",
            query: [
                .limit(), .before, .optional("role", .choice(PartyRole.allCases.map { "\($0)" }), "As what your organisation stands on them."),
                .optional("state", .choice(ManifestState.allCases.map { "\($0)" }), "Only notes that stand so."),
                .optional("waste", .waste, "Only notes with this waste."), .optional("month", .month, "Only notes begun in this month."),
                .optional("late", .choice(["yes"]), "Only notes recorded late that their sender has not confirmed."),
            ], NoteShapes.page
        ) { call in
            var filter = NoteFilter()
            filter.role = PartyRole.allCases.first { "\($0)" == call.query.string("role") }
            filter.state = ManifestState.allCases.first { "\($0)" == call.query.string("state") }
            filter.waste = WasteCodeID(text: call.query.string("waste"))
            filter.month = Month(iso: call.query.string("month"))
            filter.isLate = call.query.string("late") == "yes"
            let (sheets, next) = try await call.platform.noteSheets(filter, before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return NoteShapes.Page(notes: sheets.map { NoteAnswer($0, for: call.bearer) }, next: call.next("before", next))
        },
        .get("/notes/{id}", "readNote", .notes, .scope(.notesRead), "One note, with what you may do now", NoteShapes.note) { call in
            try await .read(try call.id(), call)
        },
        .get("/notes/by-number/{number}", "findNote", .notes, .scope(.notesRead), "The note with a number, as typed or scanned", NoteShapes.note) { call in
            let id = try await call.platform.note(numbered: call.path["number"] ?? "", by: try call.actor())
            return try await .read(id, call)
        },
        .get(
            "/notes/{id}/history", "readNoteHistory", .notes, .scope(.notesRead), "What the journal holds about a note, latest first", NoteHistoryShapes.history
        ) {
            call in
            let (_, lines, names) = try await call.platform.noteHistory(try call.id(), by: try call.actor())
            return lines.map { NoteShapes.Named(part: $0, names: names) }
        },
        .get(
            "/notes/{id}/entries", "listNoteEntries", .notes, .scope(.notesRead), "What a note moved in the book, oldest first", query: [.limit(500), .after],
            EntryShapes.noteEntries
        ) { call in
            let found = try await call.platform.noteEntries(try call.id(), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return EntryShapes.Page(entries: found.entries, next: call.next("after", found.next))
        },
        .post(
            "/notes", "createNote", .notes, .scope(.notesWrite), "Drafts a note; with `issue` it is signed by the sender at once",
            takes: .command("CreateNote", DraftCommand.members + [issue, DraftCommand.gateReason]), fields: DraftCommand.fields, status: 201, NoteShapes.note,
            create),
        .post(
            "/notes/bulk", "createNotes", .notes, .scope(.notesWrite), "Drafts or issues up to 100 notes, each by itself, with a result for each",
            takes: .command(
                "CreateNotes",
                [.required("notes", .list(.command("CreateNote", DraftCommand.members + [issue, DraftCommand.gateReason]), 1...BulkShapes.most))]),
            BulkShapes.results
        ) { call in
            let route = APIRoutes.named("createNote")
            return await BulkShapes.run(call, call.body.items("notes").map { (route, call.with(body: $0), $0) }, at: "/notes")
        },
        .post(
            "/notes/{id}/draft", "editDraft", .notes, .scope(.notesWrite), "Replaces what a draft says",
            takes: .command("EditDraft", [.version] + DraftCommand.members), fields: DraftCommand.fields, NoteShapes.note
        ) { call in
            let note = try await call.platform.saveDraft(DraftCommand.form(call.body), id: try call.id(), version: call.version, by: try call.actor())
            return try await .read(note.id, call)
        },
    ]

    static let issue = Schema.Member.optional("issue", .flag, "Signs as the sender at once; needs the scope notes:sign too.")

    private static func create(_ call: APICall) async throws -> NoteAnswer { try await save(DraftCommand.form(call.body), call) }

    /// Drafts a note, or issues it where the body says so.
    static func save(_ form: NoteForm, _ call: APICall) async throws -> NoteAnswer {
        guard call.body.bool("issue") else {
            return try await .read(try await call.platform.saveDraft(form, id: nil, version: nil, by: try call.actor()).id, call)
        }
        try call.bearer?.require(.notesSign)
        return try await .read(try await call.platform.issue(form, id: nil, version: nil, key: nil, by: try call.actor()).id, call)
    }
}

/// What happened to a note, line by line.
enum NoteHistoryShapes {
    private static let line: Shape<NoteShapes.Named<NoteHistoryLine>> = .object(
        "HistoryLine", "One operation on a note.",
        [
            .moment("at") { $0.part.at },
            .list("events", .choice(ManifestEventKind.self)) { $0.part.events },
            .idOrNull("organisation") { $0.part.attribution.organisation },
            .textOrNull("person") { value in value.part.attribution.person.flatMap { value.names.people[$0] } },
            .choice("means") { $0.part.attribution.means },
            .idOrNull("onBehalfOf") { $0.part.attribution.onBehalfOf },
            .whole("entries", "How many entries it made in the book.") { $0.part.entries },
            .text("fingerprint", "First bytes of the journal line's SHA-256.") { $0.part.fingerprint },
        ])

    static let history: Shape<[NoteShapes.Named<NoteHistoryLine>]> = .object(
        "History", "What the journal holds about a note.",
        [
            .list("lines", line) { $0 }
        ])
}
