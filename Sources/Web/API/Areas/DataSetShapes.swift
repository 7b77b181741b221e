// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns

/// Data sets and who owes them, as answers show them.
enum DataSetShapes {
    private static let field: Shape<DataField> = .object(
        "DataField", "One figure that a data set asks for.",
        [
            .text("id") { $0.id },
            .text("section") { $0.section },
            .choice("kind") { $0.kind },
            .text("wholeUnit", "The unit of whole numbers that are kept.") { $0.kind.baseSymbol },
            .list("units", .text, "Those one may choose, the usual one first; empty where there is nothing to choose.") { $0.units },
            .textOrNull("account", "What the figure will mean in the book of mass.") { $0.meaning?.text },
            .flag("required") { $0.isRequired },
            .list("onlySectors", .text, "First digits of ISIC classes; empty for all.") { $0.sectors.only },
            .list("notSectors", .text) { $0.sectors.but },
        ])

    private static let dataSet: Shape<DataSet> = .object(
        "DataSet", "One version of a set of figures.",
        [
            .text("id") { $0.id },
            .whole("number", "Of the version, from 1.") { $0.version },
            .date("validFrom") { $0.validFrom },
            .dateOrNull("validUntil") { $0.validUntil },
            .list("periods", .choice(PeriodKind.self)) { $0.periods },
            .text("plant", "The kind of plant it is for.") { $0.plant },
            .choice("wastes", "Which wastes are asked for line by line.") { $0.wastes },
            .flag("simple", "For small firms.") { $0.isSimple },
            .choice("standing") { $0.standing },
            .text("source") { $0.provenance.source },
            .list("fields", field) { $0.fields },
        ])

    private static let duty: Shape<ReturnDuty> = .object(
        "ReturnDuty", "Firms of this kind owe that set for periods of this length.",
        [
            .text("id") { $0.id },
            .text("dataSet") { $0.dataSet },
            .text("country") { $0.country.rawValue },
            .text("profile") { $0.profile },
            .list("treatments", .text, "One of which the firm's permits must name; empty for any.") { $0.treatments.sorted().map(\.description) },
            .list("sizes", .text, "Empty for all.") { $0.sizes.sorted() },
            .choice("period") { $0.period },
            .whole("dueDays", "Days after the period's last day.") { $0.dueDays },
            .flag("billInstead", "The photo of a bill may stand in the place of a figure.") { $0.takesBills },
            .date("validFrom") { $0.validFrom },
            .choice("standing", "assumed where no authority said so.") { $0.standing },
            .text("source") { $0.provenance.source },
        ])

    static let dataSets: Shape<DataSets> = .object(
        "DataSets", "All data sets, and who owes them.",
        [
            .list("sets", dataSet) { $0.sets },
            .list("duties", duty) { $0.duties },
        ])
}
