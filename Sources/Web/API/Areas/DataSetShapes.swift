// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Operations
import Returns
import Wording

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
            .choice("confidence") { $0.provenance.confidence },
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
            .dateOrNull("validUntil") { $0.validUntil },
            .choice("standing", "assumed where no authority said so.") { $0.standing },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    struct Answer: Sendable {
        var sets: DataSets
        var loads: [ListLoad]
    }

    private static let name: Shape<Sentence> = .object(
        "DataName", "What a set or a figure of an officer's file is called.",
        [
            .text("key", "set or field, and its id.") { $0.key },
            .textOrNull("english") { $0.texts[.english] }, .textOrNull("khmer") { $0.texts[.khmer] }, .textOrNull("vietnamese") { $0.texts[.vietnamese] },
        ])

    private static let listLoad: Shape<ListLoad> = .object(
        "ListLoad", "A file of a list that was loaded.",
        [
            .text("file") { $0.list },
            .text("edition") { $0.edition },
            .moment("at") { $0.at },
            .textOrNull("person", "Null where it was done at the server.") { $0.person },
            .part("organisation", OrganisationShapes.brief.orNull) { $0.organisation },
        ])

    static let dataSets: Shape<Answer> = .object(
        "DataSets", "All data sets, and who owes them.",
        [
            .list("sets", dataSet, "Every version, those to come among them.") { $0.sets.sets },
            .list("duties", duty) { $0.sets.duties },
            .list("names", name, "Of what officers' files brought.") { $0.sets.names },
            .list("loads", listLoad, "What was loaded, the latest first.") { $0.loads },
        ])

    // MARK: Loading

    private static let version: Shape<DataSetsChange.Version> = .object(
        "DataSetVersionChange", "A version that is new.",
        [
            .text("dataSet") { $0.set.id },
            .whole("number") { $0.set.version },
            .date("validFrom") { $0.set.validFrom },
            .wholeOrNull("before", "The version before it; null for a new set.") { $0.before?.version },
            .list("added", .text, "Fields.") { $0.added.map(\.id) },
            .list("removed", .text) { $0.removed.map(\.id) },
            .list("altered", .text, "Asked before in other units, of other industries, or not as a duty.") { $0.altered.map(\.id) },
        ])

    private static let firms: Shape<DataSetLoad.Firms> = .object(
        "DataSetFirms", "How many firms owe a set newly, or no more.",
        [
            .text("dataSet") { $0.dataSet },
            .whole("newly") { $0.newly },
            .whole("noMore") { $0.noMore },
        ])

    static let load: Shape<DataSetLoad> = .object(
        "DataSetLoad", "What files of data sets change.",
        [
            .list("versions", version) { $0.change.versions },
            .list("ended", .text, "Versions that end on another day than before: set and number.") { $0.change.ended.map { "\($0.id) \($0.version)" } },
            .list("dutiesAdded", .text) { $0.change.dutiesAdded.map(\.id) },
            .list("dutiesEnded", .text, "Those whose last day is another.") { $0.change.dutiesEnded.map(\.id) },
            .date("countedOn", "The day as of which firms are counted: the first on which all of it holds.") { $0.day },
            .list("firms", firms, "Sets for which something changes.") { $0.firms },
        ])
}
