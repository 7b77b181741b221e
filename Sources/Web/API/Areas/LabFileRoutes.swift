// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Operations

/// Files of laboratories.
enum LabFileRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/discharge/import", "importResults", .discharge, .scope(.dischargeWrite),
            "Takes a laboratory's workbook or CSV in, or tells what it would do: whatever is doubtful is asked, never guessed",
            takes: .command(
                "ImportResults",
                [
                    .required("name", .text(200, least: 1), "Of the file, with its ending."),
                    .required("content", .text(FileShapes.tableTextMax, least: 1), "In base64."),
                    .optional("dryRun", .flag, "Saves nothing."), .optional("goodRowsOnly", .flag, "Takes the rows without fault and leaves the others."),
                    .optional("separator", .choice(["decimals", "groups"]), "What the separator of 135,794 does."),
                    .optional("dayFirst", .flag, "Whether the day stands first in 04/02/2026."),
                    .optional("addOutlets", .flag, "Adds outlets that a firm with one site does not have yet."),
                    .optional("cells", .list(cell, 0...500), "What single cells say."),
                ]), bodyMax: FileShapes.tableBodyMax, report
        ) { call in
            let bytes = try FileShapes.bytes("content", of: call.body) ?? []
            var answers = LabFileAnswers()
            answers.separator = LabFileAnswers.separator(named: call.body.string("separator"))
            if case .bool(let isDayFirst)? = call.body["dayFirst"] { answers.isDayFirst = isDayFirst }
            answers.makesOutlets = call.body.bool("addOutlets")
            for item in call.body.items("cells") { answers.cells[item.string("cell")] = item.string("says") }
            return try await call.platform.importResults(
                bytes, named: call.body.string("name"), answers, isDryRun: call.body.bool("dryRun"), goodOnly: call.body.bool("goodRowsOnly"),
                by: try call.actor())
        }
    ]

    private static let cell = Schema.command("CellAnswer", [.required("cell", .text(12, least: 2), "Such as H7."), .required("says", .text(200))])

    struct Told: Sendable {
        var cell: String
        var code: String
        var isDoubt: Bool
    }

    private static let told: Shape<Told> = .object(
        "LabFault", "A cell of which something is wrong or doubtful.",
        [
            .text("cell", "Where it stands; of delimited text, column by letter and line.") { $0.cell },
            .text("code", "Stable name of what is wrong.") { $0.code },
            .flag("doubt", "An answer mends it.") { $0.isDoubt },
        ])

    private static let question: Shape<LabQuestion> = .object(
        "LabQuestion", "Something that is asked once for many cells.",
        [
            .text("kind", "separator or dayOrder.") { $0.kind.rawValue },
            .whole("cells") { $0.count },
            .text("cell", "The first of them.") { $0.example.address.description },
            .text("found") { $0.example.found },
            .list("readings", .text) { $0.example.readings },
        ])

    private static let report: Shape<LabFileReport> = .object(
        "LabFileReport", "What a file would do, or did. Nothing was saved where it is not sound and good rows alone were not asked for.",
        [
            .flag("sound") { $0.isSound },
            .whole("rows") { $0.rows },
            .whole("good") { $0.good },
            .whole("known", "Recorded already.") { $0.known },
            .list("missing", .choice(ResultColumn.self), "Columns without which nothing can be read.") { $0.missing },
            .list("questions", question) { $0.questions },
            .list("faults", told) { value in value.faults.map { Told(cell: $0.address.description, code: $0.problem.phrase, isDoubt: $0.isDoubt) } },
            .list("newOutlets", .text, "Outlets that nobody has added yet.") { $0.newOutlets },
            .list("results", .id(), "Those that were recorded.") { $0.results },
            .list("cases", .id(), "Cases that they opened or came to.") { $0.cases.sorted() },
        ])
}
