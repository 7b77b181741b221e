// SPDX-License-Identifier: Apache-2.0

import Calculations
import Checks
import Discharge
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
            "/nation/reports", "listReportingSites", .nation, .scope(.returnsRead),
            "Sites behind what returns tell of the nation or of one group, each with what it added; of one site its months",
            query: sites + [
                .optional("site", .id, "Only this site, month by month."), .limit(), .after,
            ], GroupSiteShapes.reports
        ) { call in
            let found = try await call.platform.reportingSites(
                of: try group(call), months: try months(call), site: call.cursor("site"), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return GroupSiteShapes.Reports(found: found, next: call.next("after", found.next))
        },
        .get(
            "/nation/outlets", "listDischargingOutlets", .nation, .scope(.dischargeRead),
            "Outlets of the nation or of one group with their volume and loads over some months", query: sites + [.limit(), .after], GroupSiteShapes.outlets
        ) { call in
            let found = try await call.platform.dischargingOutlets(
                of: try group(call), months: try months(call), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return GroupSiteShapes.Outlets(found: found, next: call.next("after", found.next))
        },
    ]

    /// One group of sites or none, and one month or several.
    private static let sites: [APIRoute.Parameter] = [
        .optional("province", .text(10), "Code of the province; officers of a province get theirs where no group is named."),
        .optional("sector", .text(4), "Two to four digits of an industry."), .optional("size", .text(10), "Class of size, or `none` where it is not known."),
        .optional("zone", .text(60), "Zone, or `none` for sites outside any. Of these four name at most one."),
        .optional("month", .month, "The month, in place of `from` and `until`."), .optional("from", .month, "First month."),
        .optional("until", .month, "Last month; at most 36 months."),
    ]

    private static func group(_ call: APICall) throws -> SiteGroup { try SiteGroup(call.platform) { call.word($0) } }

    private static func months(_ call: APICall) throws -> ClosedRange<Month> {
        if let month = Month(iso: call.query.string("month")) { return month...month }
        let missing = ["from", "until"].filter { call.word($0) == nil }
        guard missing.isEmpty else { throw Problems(missing.map { APIPhrase.missingKey.problem("?" + $0, ["key": .text($0)]) }) }
        return try NationRoutes.months(call)
    }

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
            .whole("sewerLitres", "Whole litres; sums of groups tie in millilitres.") { Int($0.sewer / 1000) },
            .whole("surfaceLitres") { Int($0.surface / 1000) },
            .whole("untoldLitres", "Of small firms, which do not tell where it went.") { Int($0.untold / 1000) },
            .whole("sewerMillilitres", "Never rounded: groups add up to the whole.") { Int($0.sewer) },
            .whole("surfaceMillilitres") { Int($0.surface) },
            .whole("untoldMillilitres") { Int($0.untold) },
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

    static let loads: Shape<PictureLoads> = .object(
        "PictureLoads", "What left by outlets, as laboratories found it; the same water as returns tell, never added to it.",
        [
            .whole("litres") { Int($0.volume / 1000) },
            .whole("millilitres", "The same, never rounded: groups add up to the whole.") { Int($0.volume) },
            .whole("sites", "Most sites that know a volume of one of the months.") { Int($0.sites) },
        ]
            + ["cod", "bod5", "tss"].flatMap { parameter -> [ShapeMember<PictureLoads>] in
                [
                    .gramsOrNull(parameter + "Low", "With what is below detection taken as nothing.") { $0.load(parameter)?.low },
                    .gramsOrNull(parameter + "High", "With it taken as the limit of detection.") { $0.load(parameter)?.high },
                ]
            })

    private static let expected: Shape<AreaWaste> = .object(
        "PictureExpected", "What the model expects of sites that reported.",
        [
            .grams("grams", "The mean.") { Int64($0.expected.rounded()) },
            .grams("low", "Nine of ten such sums lie between low and high.") { Int64($0.low.rounded()) },
            .grams("high") { Int64($0.high.rounded()) },
            .grams("declared", "By the same sites.") { $0.declared },
            .whole("months", "Of which the model says something.") { $0.months },
            .whole("sites", "Most of one month.") { $0.sites },
        ])

    static let picture: Shape<NationPicture> = .object(
        "NationPicture", "The nation or one province at one look.",
        [
            .textOrNull("province") { $0.province },
            .part("waste", waste) { $0.waste },
            .part("textile", waste, "Waste of textiles alone.") { $0.textile },
            .grams("moved", "Loads that left on notes.") { $0.moved },
            .part("reports", reported.orNull, "Null where fewer than three sites reported and you may not see single ones.") { $0.reports },
            .part("loads", loads.orNull, "Null where there are none, or fewer than three sites and you may not see single ones.") { $0.loads },
            .part(
                "expected", expected.orNull,
                "Waste expected by model from `expectedFrom` to `expectedMonth`; null where it says nothing, or would tell of single sites."
            ) { $0.expected },
            .text("expectedFrom", "The first of the months.") { $0.judged.lowerBound.description },
            .text("expectedMonth", "The last of the months that is over.") { $0.judged.upperBound.description },
            .whole("returnsOwed", "Of the months, and of the quarters and years that end in them.") { $0.owed.owed },
            .whole("returnsArrived", "Of those.") { $0.owed.arrived },
        ])

    private static let group: Shape<(group: PictureGroup, hasFates: Bool)> = .object(
        "PictureGroup", "One group of the picture.",
        [
            .text("key", "Code of a province, ISIC division, class of size, zone, chapter, treatment, or month; empty for what is in no such group.") {
                $0.group.key
            },
            .grams("generated") { $0.group.waste.generated },
            .part("waste", waste.orNull, "Null by size and zone, by which fates are not kept.") { $0.hasFates ? $0.group.waste : nil },
            .part("reports", reported.orNull) { $0.group.reports },
            .part("loads", loads.orNull) { $0.group.loads },
            .flag("hidden", "Left out since it would tell of single sites.") { $0.group.isHidden },
        ])

    static let groups: Shape<PictureGroups> = .object(
        "PictureGroups", "The picture by group.",
        [
            .choice("by") { $0.dimension },
            .list("groups", group) { model in model.groups.map { (group: $0, hasFates: model.dimension.hasFates) } },
        ])
}
