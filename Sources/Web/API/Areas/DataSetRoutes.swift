// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Returns

/// What returns ask and who owes them, and newer versions of it.
enum DataSetRoutes {
    private static let fileMax = 1_000_000

    static let routes: [APIRoute] = [
        .get(
            "/data-sets", "listDataSets", .returns, .token, "Which figures are asked for, of whom, how often, and the source of each rule",
            DataSetShapes.dataSets
        ) { call in
            DataSetShapes.Answer(sets: call.platform.dataSets, loads: try await call.platform.loads(of: DataSets.files))
        },
        .post(
            "/data-sets", "loadDataSets", .returns, .scope(.listsWrite),
            "An officer loads newer versions of data sets, their fields and who owes them: all of the files, or nothing. What stands is only ended",
            takes: .command(
                "LoadDataSets",
                [
                    .optional("sets", .text(fileMax), columns(0)), .optional("fields", .text(fileMax), columns(1)),
                    .optional("duties", .text(fileMax), columns(2)), .optional("dryRun", .flag, "Only says what would change."),
                ]),
            fields: [DataSets.files[0]: "/sets", DataSets.files[1]: "/fields", DataSets.files[2]: "/duties", "file": ""], bodyMax: 3_500_000,
            DataSetShapes.load
        ) { call in
            let files = zip(DataSets.files, ["sets", "fields", "duties"]).map { ($0, Array(call.body.string($1).utf8)) }
            return try await call.platform.loadDataSets(
                Dictionary(uniqueKeysWithValues: files), isDryRun: call.body.bool("dryRun"), by: try call.actor())
        },
    ]

    private static func columns(_ place: Int) -> String {
        let columns = String(decoding: DataSets.none.csv(DataSets.files[place]), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        return "Columns " + String(columns.drop { !$0.isLetter }).replacing(",", with: ", ") + "."
    }
}
