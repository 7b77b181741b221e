// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Operations

/// Editions of code lists and the platform's sentences: officers load newer ones, native readers correct the wording.
enum EditionRoutes {
    /// Longest file taken, characters; longest body with it, bytes.
    static let fileMax = 5_000_000, bodyMax = 6_000_000

    static let routes: [APIRoute] = [
        .get("/lists/editions", "listEditions", .rules, .open, "Every edition of every code list, newest first within a list", editions) { call in all(call) },
        .post(
            "/lists/editions", "loadEdition", .rules, .scope(.listsWrite), "Loads a newer edition of a code list, or corrected names: all of it, or nothing",
            takes: .command(
                "LoadEdition",
                [
                    .required("list", .choice(files.map(\.rawValue)), "File name of the list."),
                    .optional("edition", .text(100), "What the edition calls itself; files of names need none."),
                    .optional("validFrom", .date, "Its first day; files of names need none."), .required("source", .text(1000, least: 1)),
                    .optional("confidence", .choice(Confidence.self), "How far its source can be relied on; files of names need none."),
                    .required("csv", .text(fileMax, least: 1), "The whole list in the columns of the file; of names, the rows that change."),
                ]), fields: Dictionary(uniqueKeysWithValues: (files.map(\.rawValue) + ["file"]).map { ($0, "/csv") }), bodyMax: bodyMax, editions
        ) { call in
            var form = ListForm()
            form.list = call.body.string("list")
            form.edition = call.body.string("edition")
            form.validFrom = call.body.string("validFrom")
            form.source = call.body.string("source")
            form.confidence = call.body.string("confidence")
            form.file = Array(call.body.string("csv").utf8)
            try await call.platform.loadList(form, by: try call.actor())
            return all(call)
        },
        .get("/wording", "exportWording", .rules, .scope(.listsWrite), "All sentences in three languages as one file, with who reviewed them", wording) {
            call in
            String(decoding: try call.platform.exportWording(by: try call.actor()), as: UTF8.self)
        },
        .post(
            "/wording", "importWording", .rules, .scope(.listsWrite), "Lays corrected sentences over those in force: all of the file, or nothing",
            takes: .command("ImportWording", [.required("csv", .text(fileMax, least: 1), "Rows of the exported file.")]), fields: ["file": "/csv"],
            bodyMax: bodyMax, imported
        ) { call in
            try await call.platform.importWording(Array(call.body.string("csv").utf8), by: try call.actor())
        },
    ]

    /// Files that are loaded here; figures of rules have a route of their own.
    private static let files = ListFile.allCases.filter { $0 != .editions }

    struct Edition: Sendable {
        var list: ListFile
        var name: String
        var edition: String
        var validFrom: CalendarDate
        var validThrough: CalendarDate?
        var rows: Int
        var provenance: Provenance
    }

    private static func all(_ call: APICall) -> [Edition] {
        let lists = call.platform.lists
        return of(.wasteCodes, lists.wasteCodes) + of(.treatments, lists.treatments) + of(.baselCodes, lists.baselCodes)
            + of(.industries, lists.industries) + of(.provinces, lists.provinces) + of(.units, lists.units) + of(.zones, lists.zones)
            + of(.wasteBasel, lists.wasteBasel) + of(.nationalWastes, lists.nationalWastes) + of(.wasteCriteria, lists.wasteCriteria)
    }

    private static func of<Row>(_ list: ListFile, _ editions: Editions<Row>) -> [Edition] {
        editions.all.reversed().map {
            Edition(
                list: list, name: $0.name, edition: $0.edition, validFrom: $0.validFrom, validThrough: $0.validThrough, rows: $0.rows.count,
                provenance: $0.provenance)
        }
    }

    private static let edition: Shape<Edition> = .object(
        "Edition", "One edition of a code list.",
        [
            .text("list", "Its file name, by which a newer one is loaded.") { $0.list.rawValue },
            .text("name") { $0.name },
            .text("edition") { $0.edition },
            .date("validFrom") { $0.validFrom },
            .dateOrNull("validThrough", "Its last day; null for the newest.") { $0.validThrough },
            .whole("rows") { $0.rows },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    private static let editions: Shape<[Edition]> = .object("Editions", "Editions of code lists.", [.list("editions", edition) { $0 }])

    private static let wording: Shape<String> = .object(
        "Wording", "All sentences.", [.part("csv", Shape<String>(.text(fileMax)) { .text($0) }, "Columns key, en, km, vi, reviewer, date.") { $0 }])

    private static let imported: Shape<WordingImport> = .object(
        "WordingImported", "What a file of sentences changed.",
        [
            .whole("changed") { $0.changed },
            .whole("reviewed", "Of those changed, how many carry the name of a reviewer.") { $0.reviewed },
        ])
}
