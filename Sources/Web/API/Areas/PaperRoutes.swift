// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Blank paper notes and declared outages.
enum PaperRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/paper", "listPaper", .paper, .scope(.registryWrite), "Blank paper notes with what became of each, the latest batches first",
            query: [
                .limit(500), .optional("state", .choice(PaperState.self), "Only those that stand so."),
                .optional("firm", .text(60), "Only those printed for the firm with this registration number."),
                .optional("province", .text(10), "Only those that the office of this province hands out."),
                .optional("batch", .id, "Only those of one batch."), .optional("from", .month, "Only those printed in this month or later."),
                .optional("until", .month, "Only those printed in this month or before."),
                .optional("after", .text(40), "Only what comes after this number in the list; taken from `next`."),
            ], list
        ) { call in
            let filter = PaperFilter(
                state: PaperState(rawValue: call.query.string("state")), batch: call.cursor("batch"), firm: call.query.string("firm"),
                province: call.query.string("province"), from: Month(iso: call.query.string("from")), until: Month(iso: call.query.string("until")))
            let list = try await call.platform.paperList(
                filter, after: call.query["after"]?.text, limit: call.limit, by: try call.actor())
            let rows = list.rows.map { row in
                // Whoever sees the list may void what is blank in it.
                Actionable(value: row, actions: NextAction.offered([("void", "voidPaper", row.sheet.state == .blank)], of: row.sheet.number, call))
            }
            return Page(rows: rows, next: call.next("after", list.next))
        },
        .post(
            "/paper", "printPaper", .paper, .scope(.registryWrite), "Numbers blank paper notes for a firm or a province",
            takes: .command(
                "PrintPaper",
                [
                    .required("count", .whole(1...Int64(PaperBatch.countMax))), .optional("firm", .text(60), "Registration number; the own firm unless said."),
                    .optional("province", .text(10), "Code of the province whose office hands them out."),
                ]), status: 201, batch
        ) { call in
            var form = PaperForm()
            form.count = String(call.body.int("count") ?? 0)
            form.firm = call.body.string("firm")
            form.province = call.body.string("province")
            let made = try await call.platform.printPaper(form, by: try call.actor())
            return try await call.platform.paperPrint(made.id, limit: PaperBatch.countMax, by: try call.actor())
        },
        .get(
            "/paper/batches/{id}", "readPaperBatch", .paper, .scope(.registryWrite), "Numbers that were printed together, for whoever may print them", batch
        ) { call in
            try await call.platform.paperPrint(try call.id(), limit: PaperBatch.countMax, by: try call.actor())
        },
        .post(
            "/paper/void", "voidPaper", .paper, .scope(.registryWrite), "Takes an unused number out of use, for good",
            takes: .command("VoidPaper", [.required("number", .text(40, least: 1)), .required("reason", .text(1000, least: 1))]), look
        ) { call in
            let sheet = try await call.platform.voidPaper(call.body.string("number"), reason: call.body.string("reason"), by: try call.actor())
            return try await call.platform.paperLook(sheet.number, by: try call.actor())
        },
        .get("/paper/{number}", "readPaper", .paper, .open, "What became of a blank paper note, as typed or scanned", look) { call in
            try await call.platform.paperLook(call.path["number"] ?? "", by: call.has(.notesRead) ? call.bearer?.actor : nil)
        },
        .get("/outages", "listOutages", .paper, .open, "Declared outages, the latest first", query: [.limit(), .before], outages) { call in
            let found = try await call.platform.outages(before: call.cursor("before"), limit: call.limit)
            return Outages(notices: found.notices.map { seen($0, call) }, next: call.next("before", found.next))
        },
        .get("/outages/{id}", "readOutage", .paper, .scope(.registryWrite), "One outage, for the officers who may give it another end", outage) { call in
            seen(try await call.platform.outage(try call.id(), by: try call.actor()), call)
        },
        .post(
            "/outages", "declareOutage", .paper, .scope(.registryWrite), "An officer declares a time in which the platform could not be reached",
            takes: .command(
                "DeclareOutage",
                [
                    .required("from", .moment, "To the minute."), .required("until", .moment, "To the minute."),
                    .optional("province", .text(10), "Unless said the whole country, or the province of the office that declares."),
                    .required("reason", .text(1000, least: 1), "As published."),
                ]), status: 201, outage
        ) { call in
            var form = OutageForm()
            (form.fromDate, form.fromTime) = RecordRoutes.civil(call.body.string("from"), call.platform.zone)
            (form.untilDate, form.untilTime) = RecordRoutes.civil(call.body.string("until"), call.platform.zone)
            form.province = call.body.string("province")
            form.reason = call.body.string("reason")
            let made = try await call.platform.declareOutage(form, by: try call.actor())
            return seen(try await call.platform.outage(made.id, by: try call.actor()), call)
        },
        .post(
            "/outages/{id}/end", "endOutage", .paper, .scope(.registryWrite), "Gives an outage another end",
            takes: .command("EndOutage", [.version, .required("until", .moment, "To the minute.")]), outage
        ) { call in
            let (date, time) = RecordRoutes.civil(call.body.string("until"), call.platform.zone)
            let changed = try await call.platform.endOutage(try call.id(), version: call.version, date: date, time: time, by: try call.actor())
            return seen(try await call.platform.outage(changed.id, by: try call.actor()), call)
        },
    ]

    /// Outages are read without a token; an officer's that is sent along is told what it may do.
    private static func seen(_ notice: OutageNotice, _ call: APICall) -> Actionable<OutageNotice> {
        let mayEnd = call.bearer.map { may(.declareOutage, actor: $0.actor, subject: Subject()).isAllowed } ?? false
        return Actionable(value: notice, actions: NextAction.offered([("end", "endOutage", mayEnd)], of: notice.outage.id, call))
    }

    private struct Page: Sendable {
        var rows: [Actionable<PaperList.Row>]
        var next: String?
    }
    private struct Outages: Sendable {
        var notices: [Actionable<OutageNotice>]
        var next: String?
    }

    private static let row: Shape<Actionable<PaperList.Row>> = .object(
        "PaperSheet", "A blank paper note and what became of its number.",
        [
            .text("number") { $0.value.sheet.number },
            .choice("state") { $0.value.sheet.state },
            .id("batch") { $0.value.sheet.batch.id },
            .date("printedOn") { $0.value.sheet.batch.printedOn },
            .idOrNull("organisation", "The firm for which it was printed.") { value in
                if case .organisation(let id) = value.value.sheet.batch.holder { id } else { nil }
            },
            .textOrNull("province", "The province whose office hands it out.") { value in
                if case .province(let code) = value.value.sheet.batch.holder { code } else { nil }
            },
            .idOrNull("note") { $0.value.sheet.note },
            .textOrNull("noteNumber") { $0.value.sheet.noteNumber },
            .momentOrNull("voidedAt") { $0.value.sheet.voidedAt },
            .textOrNull("voidReason") { $0.value.reason },
            .actions(),
        ])

    private static let list: Shape<Page> = .object(
        "PaperList", "Blank paper notes.",
        [
            .list("sheets", row) { $0.rows },
            .textOrNull("next", "Where more follow; null at the end.") { $0.next },
        ])

    private static let batch: Shape<PaperPrint> = .object(
        "PaperBatch", "Numbers that were printed together.",
        [
            .id("id") { $0.batch.id },
            .date("printedOn") { $0.batch.printedOn },
            .list("numbers", .text) { $0.sheets.map(\.number) },
        ])

    private static let look: Shape<PaperLook> = .object(
        "PaperLook", "What is said of a number to whoever holds the paper.",
        [
            .text("number") { $0.number },
            .choiceOrNull("state", "Null where no such number was ever printed.") { $0.state },
            .dateOrNull("printedOn") { $0.printedOn },
            .textOrNull("province") { $0.province },
            .part("organisation", OrganisationShapes.brief.orNull, "For officers, and for that firm.") { $0.organisation },
            .idOrNull("note", "Where you may open it.") { $0.note },
        ])

    private static let outage: Shape<Actionable<OutageNotice>> = .object(
        "Outage", "A time in which the platform could not be reached.",
        [
            .id("id") { $0.value.outage.id },
            .moment("from") { $0.value.outage.from },
            .moment("until") { $0.value.outage.until },
            .textOrNull("province", "Whose senders' paper notes it excuses; null is the whole country.") { $0.value.outage.province },
            .textOrNull("reason", "As published; null once erased.") { $0.value.reason },
            .date("lastDay", "Last day on which its paper notes are entered without counting as late.") { $0.value.lastDay },
            .moment("declaredAt") { $0.value.outage.declaredAt },
            .whole("version") { $0.value.outage.version },
            .actions(),
        ])

    private static let outages: Shape<Outages> = .object(
        "OutageList", "Declared outages.",
        [
            .list("outages", outage) { $0.notices },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])
}
