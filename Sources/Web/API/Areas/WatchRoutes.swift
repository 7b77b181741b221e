// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Operations

/// What is to be done today, and where a load is now.
enum WatchRoutes {
    static let routes: [APIRoute] = [
        .get("/today", "readToday", .notes, .scope(.notesRead), "What you must do today, most pressing first", today) { call in
            try await call.platform.today(by: try call.actor())
        },
        .get("/notes/{id}/fates", "readNoteFates", .notes, .scope(.notesRead), "What became of each line's load, through every later note", fates) { call in
            let model = try await call.platform.noteModel(try call.id(), by: try call.actor())
            return model.fates.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        },
    ]

    private static let duty: Shape<Duty> = .object(
        "Duty", "One thing to do, or one that others must do first.",
        [
            .choice("kind") { $0.kind },
            .choice("urgency") { $0.urgency },
            .idOrNull("note") { $0.note?.id },
            .textOrNull("number") { $0.note?.number },
            .idOrNull("round", "A collection round, of which the notes are not listed one by one.") { $0.round?.id },
            .part("other", OrganisationShapes.brief.orNull, "The other side.") { $0.other },
            .momentOrNull("dueAt") { $0.dueAt },
            .moment("since") { $0.since },
        ])

    private static let more: Shape<MoreDuties> = .object(
        "MoreDuties", "Notes of a kind beyond those listed.",
        [
            .choice("kind") { $0.kind },
            .whole("count") { $0.count },
        ])

    private static let today: Shape<TodayModel> = .object(
        "Today", "What you must do today.",
        [
            .list("duties", duty) { $0.duties },
            .list("more", more) { $0.more },
        ])

    private static let fate: Shape<NoteFate> = .object(
        "Fate", "Where part of a load is now, or how it ended.",
        [
            .id("site") { $0.site },
            .part("compartment", EntryShapes.compartment) { $0.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.compartment.treatment },
            .idOrNull("account", "Null where you may not open it.") { $0.account },
            .grams("grams") { $0.mass.raw },
            .part("share", .fraction, "Of all that the line brought.") { $0.share },
        ])

    private static let lineFate: Shape<(line: Int, fate: NoteLineFate)> = .object(
        "LineFate", "What became of one line's load.",
        [
            .whole("line", "Position of the waste on the note, from 0.") { $0.line },
            .id("lot") { $0.fate.lot },
            .flag("followed", "To its end, through every later note.") { $0.fate.isFollowed },
            .list("fates", fate, "Largest first.") { $0.fate.fates },
        ])

    private static let fates: Shape<[(line: Int, fate: NoteLineFate)]> = .object("NoteFates", "Lines with a booked load.", [.list("lines", lineFate) { $0 }])
}
