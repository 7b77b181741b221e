// SPDX-License-Identifier: Apache-2.0

import Calculations
import Checks
import Domain
import Operations
import Returns

/// The whole picture of the nation, by group, and the sites that reported.
enum PictureRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/nation/picture", "readPicture", .nation, .scope(.nationRead),
            "Generated, moved, treated, discharged and given off; waste generated as three figures that are never blended", query: period + [province],
            PictureShapes.picture
        ) { call in
            try await call.platform.nationPicture(
                months: try NationRoutes.months(call), province: call.word("province"), by: try call.actor())
        },
        .get(
            "/nation/groups", "listPictureGroups", .nation, .scope(.nationRead), "The picture by province, industry, size, zone, chapter, treatment or month",
            query: period + [.required("by", .choice(PictureDimension.self), "By what it is told apart."), province], PictureShapes.groups
        ) { call in
            try await call.platform.pictureGroups(
                by: PictureDimension(rawValue: call.query.string("by")) ?? .province, months: try NationRoutes.months(call), province: call.word("province"),
                by: try call.actor())
        },
        .get(
            "/nation/reports", "listReportingSites", .nation, .scope(.returnsRead), "Sites of a province that sent returns about a month",
            query: [.required("province", .text(10), "Code of the province."), .required("month", .month, "The month."), .limit(), .after],
            PictureShapes.reports
        ) { call in
            guard let month = Month(iso: call.query.string("month")) else { throw PlatformError.notFound }
            let found = try await call.platform.reportingSites(
                in: call.query.string("province"), month: month, after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return PictureShapes.Reports(found: found, next: call.next("after", found.next))
        },
    ]

    private static let period: [APIRoute.Parameter] = [
        .required("from", .month, "First month."), .required("until", .month, "Last month; at most 36 months."),
    ]
    private static let province = APIRoute.Parameter.optional("province", .text(10), "Only this province; officers of a province always see theirs.")
}

/// The picture as answers show it.
enum PictureShapes {
    private static let reported: Shape<PictureReports> = .object(
        "PictureReports", "What returns of a group of sites add up to.",
        [
            .whole("sites", "Most sites that sent a return for one of the months.") { Int($0.sites) },
            .grams("withoutNote", "Waste that left without a note.") { $0.withoutNote },
            .whole("sewerLitres") { Int($0.sewer / 1000) },
            .whole("surfaceLitres") { Int($0.surface / 1000) },
            .whole("untoldLitres", "Of small firms, which do not tell where it went.") { Int($0.untold / 1000) },
            .part("direct", .fraction, "Tonnes of CO2 equivalent at the sites; never added to `energy`.") { $0.emissions.direct.value },
            .part("directLow", Shape<Double>.fraction.orNull) { $0.emissions.direct.low },
            .part("directHigh", Shape<Double>.fraction.orNull) { $0.emissions.direct.high },
            .part("energy", .fraction, "Of electricity bought.") { $0.emissions.energy.value },
            .part("biogenic", .fraction, "Tonnes of CO2 of plants.") { $0.emissions.biogenic },
        ])

    private static let waste: Shape<PictureWaste> = .object(
        "PictureWaste", "What became of waste.",
        [
            .grams("declared", "Generated, as notes and returns of senders say.") { $0.generated },
            .grams("weighedByReceivers", "Came through a receiver's gate, at the receiver's weight.") { $0.weighed },
            .grams("treated") { $0.fates.treated },
            .grams("recovered") { $0.fates.recovered },
            .grams("landfilled") { $0.landfilled },
            .grams("unknownFate") { $0.fates[.unknown] },
            .part("keptOutOfLandfill", Shape<Double>.fraction.orNull, "Of what was treated, 0 to 1.") { $0.diversion },
        ])

    private static let expected: Shape<AreaWaste> = .object(
        "PictureExpected", "What the model expects of sites that reported.",
        [
            .grams("grams", "The mean.") { Int64($0.expected.rounded()) },
            .grams("low", "Nine of ten such sums lie between low and high.") { Int64($0.low.rounded()) },
            .grams("high") { Int64($0.high.rounded()) },
            .grams("declared", "By the same sites.") { $0.declared },
            .whole("sites") { $0.sites },
        ])

    static let picture: Shape<NationPicture> = .object(
        "NationPicture", "The nation or one province at one look.",
        [
            .textOrNull("province") { $0.province },
            .part("waste", waste) { $0.waste },
            .part("textile", waste, "Waste of textiles alone.") { $0.textile },
            .grams("moved", "Loads that left on notes.") { $0.moved },
            .part("reports", reported.orNull, "Null where fewer than three sites reported and you may not see single ones.") { $0.reports },
            .part(
                "expected", expected.orNull, "Waste expected by model of `expectedMonth`; null where it says nothing, or would tell of single sites."
            ) { $0.expected },
            .text("expectedMonth", "The last of the months that is over.") { $0.judged.description },
            .whole("returnsOwed", "Of the months, and of the quarters and years that end in them.") { $0.owed.owed },
            .whole("returnsArrived", "Of those.") { $0.owed.arrived },
        ])

    private static let group: Shape<(group: PictureGroup, hasFates: Bool)> = .object(
        "PictureGroup", "One group of the picture.",
        [
            .text("key", "Code of a province, ISIC division, class of size, zone, chapter, treatment, or month.") { $0.group.key },
            .grams("generated") { $0.group.waste.generated },
            .part("waste", waste.orNull, "Null by size and zone, by which fates are not kept.") { $0.hasFates ? $0.group.waste : nil },
            .part("reports", reported.orNull) { $0.group.reports },
            .flag("hidden", "Left out since it would tell of single sites.") { $0.group.isHidden },
        ])

    static let groups: Shape<PictureGroups> = .object(
        "PictureGroups", "The picture by group.",
        [
            .choice("by") { $0.dimension },
            .list("groups", group) { model in model.groups.map { (group: $0, hasFates: model.dimension.hasFates) } },
        ])

    struct Reports: Sendable {
        var found: ReportingSites
        var next: String?
    }

    private static let line: Shape<ReportingSites.Line> = .object(
        "ReportingSite", "A return about the month.",
        [
            .id("site") { $0.site.id },
            .id("return") { $0.made.id },
            .text("dataSet") { $0.made.head.dataSet },
            .text("period") { $0.made.head.period.description },
        ])

    static let reports: Shape<Reports> = .object(
        "ReportingSites", "Returns about a month of a province's sites.",
        [
            .list("returns", line) { $0.found.lines },
            .textOrNull("next", "Where the list goes on; null at its end.") { $0.next },
        ])
}
