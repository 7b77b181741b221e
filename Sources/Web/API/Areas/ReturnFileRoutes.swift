// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Returns

/// Returns by file: templates out, workbooks in.
enum ReturnFileRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/data-sets/{dataSet}/template", "readReturnTemplate", .returns, .scope(.returnsRead),
            "A table of a data set, empty or with what the drafts say: a column for each figure, a row for each return that is owed and not sent",
            query: [
                .optional("site", .id, "One site, with the figures of its industry; every site of yours that owes it unless said."),
                .optional("format", .choice(["xlsx", "csv"]), "xlsx unless said."),
                .optional("filled", .choice(["true"]), "With what the drafts say already; sent in again, it changes nothing."),
            ], FileShapes.file
        ) { call in
            let name = call.path["dataSet"] ?? ""
            let template = try await call.platform.returnTemplate(
                name, site: SiteID(text: call.query.string("site")), isFilled: !call.query.string("filled").isEmpty, by: try call.actor())
            if call.query.string("format") == "csv" { return ("text/csv; charset=utf-8", template.csv) }
            return ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", try template.workbook(named: name))
        },
        .post(
            "/returns/import", "importReturns", .returns, .scope(.returnsWrite),
            "Fills drafts of returns from a workbook or CSV, or tells what it would do: whatever is doubtful is asked, never guessed; nothing is submitted",
            takes: .command(
                "ImportReturns",
                [
                    .required("name", .text(200, least: 1), "Of the file, with its ending."),
                    .required("content", .text(FileShapes.tableTextMax, least: 1), "In base64."),
                    .optional("dryRun", .flag, "Saves nothing."), .optional("goodRowsOnly", .flag, "Takes the rows without fault and leaves the others."),
                    .optional("dataSet", .text(60), "Such as factoryMonthly, where a site owes several for such periods."),
                    .optional("site", .id, "Whose figures they are, where the file names no site."),
                    .optional("period", .text(10), "2026-09, 2026-Q3 or 2026, where the file names none."),
                    .optional("columns", .list(column, 0...200), "What columns hold, and how their doubtful cells are read."),
                    .optional("cells", .list(cell, 0...500), "What single cells say, and whether single rows count."),
                    .optional("hiddenSheets", .list(.text(100), 0...50), "Hidden sheets that count."),
                ]), bodyMax: FileShapes.tableBodyMax, report
        ) { call in
            let bytes = try FileShapes.bytes("content", of: call.body) ?? []
            return try await call.platform.importReturns(
                bytes, named: call.body.string("name"), answers(call.body), isDryRun: call.body.bool("dryRun"), goodOnly: call.body.bool("goodRowsOnly"),
                by: try call.actor())
        },
    ]

    private static func answers(_ body: JSON) -> ReturnFileAnswers {
        var answers = ReturnFileAnswers()
        if !body.string("dataSet").isEmpty { answers.dataSet = body.string("dataSet") }
        answers.site = SiteID(text: body.string("site"))
        if !body.string("period").isEmpty { answers.period = body.string("period") }
        for item in body.items("columns") {
            let key = item.string("column")
            if !item.string("holds").isEmpty { answers.columns[key] = item.string("holds") }
            if !item.string("unit").isEmpty { answers.units[key] = item.string("unit") }
            let isDayFirst: Bool? = if case .bool(let first)? = item["dayFirst"] { first } else { nil }
            answers.read(key, separator: item.string("separator"), dash: item.string("dash"), isDayFirst: isDayFirst)
        }
        for item in body.items("cells") { answers.cells[item.string("cell")] = item.string("says") }
        answers.hiddenSheets = Set((body["hiddenSheets"]?.list ?? []).compactMap(\.text))
        return answers
    }

    private static let column = Schema.command(
        "ReturnColumnAnswer",
        [
            .required("column", .text(1000, least: 1), "Its key, as a report names it."),
            .optional(
                "holds", .text(60),
                "A figure such as diesel, period, site, registration, estimate low, estimate high, estimate basis, a waste with its way such as waste 040222 town, or - for nothing that is asked for."
            ),
            .optional("unit", .text(20), "Where the heading names none."),
            .optional("separator", .choice(["decimals", "groups"]), "What the separator of 161.239 does."),
            .optional("dash", .choice(["notMeasured", "zero"])), .optional("dayFirst", .flag, "Whether the day stands first in 04/02/2026."),
        ])

    private static let cell = Schema.command(
        "ReturnCellAnswer",
        [
            .required("cell", .text(20, least: 3), "Sheet and address such as 1!C8; of a whole row such as 1!8."),
            .required(
                "says", .text(200),
                "A number, nothing or unknown; of a row use or skip; of an estimate an offer such as accept waterBalance, 700 to 950 in the figure's unit, or unknown."
            ),
        ])

    private static let told: Shape<FileFault> = .object(
        "ReturnFileFault", "A cell of which something is wrong or doubtful.",
        [
            .whole("sheet", "From 1.") { $0.sheet + 1 },
            .text("cell", "Where it stands; of delimited text, column by letter and line.") { $0.address.description },
            .text("code", "Stable name of what is wrong.") { $0.problem.phrase },
            .flag("doubt", "An answer mends it.") { $0.isDoubt },
        ])

    private static let known: Shape<ReturnFileColumn> = .object(
        "ReturnFileColumn", "A column of the file.",
        [
            .text("key", "By which answers name it.") { $0.key },
            .whole("sheet", "From 1.") { $0.sheet + 1 },
            .text("cell", "Of its heading.") { $0.address.description },
            .text("heading") { $0.heading },
            .textOrNull("holds", "Null while nobody has said.") { $0.holds?.text },
            .textOrNull("unit") { $0.unit },
            .list("unitChoices", .text, "Units among which you must choose.") { $0.unitChoices },
        ])

    private static let question: Shape<ReturnFileQuestion> = .object(
        "ReturnFileQuestion", "Something that is asked once for the cells of a column.",
        [
            .text("kind", "separator, dash or dayOrder.") { $0.kind.rawValue },
            .text("column", "Its key.") { $0.key },
            .whole("sheet", "From 1.") { $0.sheet + 1 },
            .list("cells", .text) { $0.doubts.map(\.address.description) },
            .text("found", "In the first of them.") { $0.example.found },
            .list("readings", .text) { $0.example.readings },
        ])

    private static let estimate: Shape<ReturnFileEstimateQuestion> = .object(
        "ReturnFileEstimate", "A figure that the file marks as an estimate without its ends.",
        [
            .whole("sheet", "From 1.") { $0.sheet + 1 },
            .text("cell", "Which says how the figure is known; the answer is for it.") { $0.address.description },
            .list(
                "offers",
                .object(
                    "ReturnFileEstimateOffer", "What the firm's own figures give.",
                    [
                        .text("says", "The answer that accepts it.") { ReturnFileEstimateAnswer.accept($0.part.key).text },
                        .part("estimate", EstimateRoutes.estimate) { $0 },
                    ])
            ) { $0.offers.map(ReturnShapes.Named.init(offer:)) },
        ])

    private static let line: Shape<ReturnFileLine> = .object(
        "ReturnFileLine", "A row of the file as the return that it would fill.",
        [
            .whole("sheet", "From 1.") { $0.sheet + 1 },
            .whole("row") { $0.row },
            .idOrNull("site") { $0.site },
            .textOrNull("dataSet") { $0.dataSet },
            .textOrNull("period") { $0.period?.description },
            .whole("figures") { $0.figures },
            .text("state", "new: would change the draft; known: the draft says the same; open: not good yet.") { $0.state.rawValue },
            .idOrNull("return", "Null before it is begun.") { $0.made },
        ])

    private static let report: Shape<ReturnFileReport> = .object(
        "ReturnFileReport", "What a file would do, or did. Nothing was saved where it is not sound and good rows alone were not asked for.",
        [
            .flag("sound") { $0.isSound },
            .list("columns", known) { $0.columns },
            .list("questions", question) { $0.questions },
            .list("faults", told) { $0.faults },
            .list("estimates", estimate, "Figures marked as estimates without their ends; each is a doubt among the faults.") { $0.estimates },
            .list("rows", line) { $0.lines },
            .list("sheetsAside", .text, "Sheets without a table.") { $0.asides },
            .list("sheetsHidden", .text, "Hidden sheets with a table of which nobody has said that they count.") { $0.hidden },
            .list("dataSets", .text, "Among which you must choose.") { $0.dataSets },
            .list("sites", .id(), "Among which you must choose.") { $0.sites.map(\.id) },
            .flag("periodMissing", "The file names no period.") { $0.asksPeriod },
            .flag("cut", "More rows follow than are taken.") { $0.isCut },
            .list("returns", .id(), "Drafts that were filled.") { $0.returns },
        ])
}
