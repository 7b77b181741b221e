// SPDX-License-Identifier: Apache-2.0

import Calculations
import Discharge
import Domain
import Operations
import Returns

/// Sites and outlets behind what returns and laboratories tell of a group, as answers show them.
enum GroupSiteShapes {
    struct Reports: Sendable {
        var found: ReportingSites
        var next: String?
    }

    private static let amounts: Shape<ReportAmounts> = .object(
        "ReportAmounts", "What a site added to the figures of a group, or what the group has; those of sites add up to those of their group.",
        [
            .whole("sewerMillilitres", "Wastewater, never rounded.") { Int($0.sewer) },
            .whole("surfaceMillilitres") { Int($0.surface) },
            .whole("untoldMillilitres", "Of small firms, which do not tell where it went.") { Int($0.untold) },
            .grams("withoutNote", "Waste that left without a note.") { $0.withoutNote },
            .part("direct", .fraction, "Tonnes of CO2 equivalent at the sites, waste treated and loads of outlets among them; never added to `energy`.") {
                $0.direct
            },
            .part("energy", .fraction, "Of electricity bought.") { $0.energy },
            .part("biogenic", .fraction, "Tonnes of CO2 of plants.") { $0.biogenic },
        ])

    private static let made: Shape<SiteReturn> = .object(
        "ReportingSite", "A return that counts for one of the months.",
        [
            .id("site") { $0.head.site },
            .id("return") { $0.id },
            .text("dataSet") { $0.head.dataSet },
            .text("period") { $0.head.period.description },
        ])

    private static let line: Shape<ReportingSites.Line> = .object(
        "ReportingSiteFigures", "A site with what it added; plants and outlets add gases without a return.",
        [
            .id("site") { $0.site.id },
            .textOrNull("month", "Where one site is asked for; else null.") { $0.month?.description },
            .part("figures", amounts) { $0.amounts },
            .part("directLow", Shape<Double>.fraction.orNull) { $0.reports.emissions.direct.low },
            .part("directHigh", Shape<Double>.fraction.orNull) { $0.reports.emissions.direct.high },
            .list("returns", Shape<ReturnID>.id()) { $0.returns.map(\.id) },
        ])

    static let reports: Shape<Reports> = .object(
        "ReportingSites", "Sites behind the figures of returns of a group; pages are pages of sites.",
        [
            .list("sites", line) { $0.found.lines },
            .list("returns", made, "Their returns one by one, each once.") { part in
                part.found.lines.flatMap(\.returns).reduce(into: (seen: Set<ReturnID>(), list: [SiteReturn]())) { found, made in
                    if found.seen.insert(made.id).inserted { found.list.append(made) }
                }.list
            },
            .part("whole", amounts, "The sums that are kept of the group; of one site what its months add up to.") { $0.found.whole },
            .textOrNull("next", "Where the list goes on; null at its end.") { $0.next },
        ])

    struct Outlets: Sendable {
        var found: DischargingOutlets
        var next: String?
    }

    private static let load: Shape<(parameter: String, load: OutletMonth.Load)> = .object(
        "OutletLoad", "A load of the months of which it is known.",
        [
            .text("parameter") { $0.parameter }, .grams("low") { $0.load.low.raw },
            .gramsOrNull("high", "Null where no upper end is known; `low` counts in its place.") { $0.load.high?.raw },
        ])

    private static let outlet: Shape<DischargingOutlets.Line> = .object(
        "DischargingOutlet", "An outlet with what it added.",
        [
            .id("outlet") { $0.outlet.id },
            .id("site") { $0.site.id },
            .text("code") { $0.outlet.code },
            .choice("receiving", "In the last of the months.") { $0.receiving[$0.receiving.count - 1] },
            .whole("months", "Of which its volume is known.") { $0.months.count },
            .whole("litres", "Whole litres.") { Int($0.volume / 1000) },
            .whole("millilitres", "The same, never rounded: outlets add up to their group.") { Int($0.volume) },
            .list("loads", load) { line in line.parameters.compactMap { parameter in line.load(parameter).map { (parameter: parameter, load: $0) } } },
        ])

    static let outlets: Shape<Outlets> = .object(
        "DischargingOutlets", "Outlets behind the volumes and loads of a group, those of which a month's volume is known.",
        [
            .list("outlets", outlet) { $0.found.lines },
            .part("whole", PictureShapes.loads, "The sums that are kept of the group.") { $0.found.whole },
            .textOrNull("next", "Where the list goes on; null at its end.") { $0.next },
        ])
}
