// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Operations
import Returns

/// Wastewater of a firm without a meter.
enum EstimateRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/returns/{id}/estimates", "listEstimates", .returns, .scope(.returnsRead),
            "What a return's wastewater could be estimated at, each with formula, inputs, lowest and highest value and source", offered
        ) { call in
            try await call.platform.estimates(for: try call.id(), by: try call.actor())
        },
        .post(
            "/returns/{id}/estimates", "acceptEstimate", .returns, .scope(.returnsWrite),
            "Answers a return's wastewater by an estimate that somebody has looked at",
            takes: .command(
                "AcceptEstimate",
                [
                    .version, .required("formula", .choice(FigureEstimate.Formula.worked.map(\.rawValue))),
                    .optional("range", .text(60), "Of outputRange: name in the list."),
                    .optional("product", .decimal, "Of waterBalance: per cent that stays in the product; assumed unless said."),
                    .optional("evaporation", .decimal, "Per cent that evaporates; assumed unless said."),
                    .optional("low", .decimal, "The firm's own lowest value, cubic metres; as worked out unless said."),
                    .optional("high", .decimal, "The firm's own highest value, cubic metres; as worked out unless said."),
                ]), estimates
        ) { call in
            var form = EstimateForm()
            form.formula = call.body.string("formula")
            form.range = call.body.string("range")
            form.product = QuantityCommand.typed(call.body.string("product"))
            form.evaporation = QuantityCommand.typed(call.body.string("evaporation"))
            form.low = QuantityCommand.typed(call.body.string("low"))
            form.high = QuantityCommand.typed(call.body.string("high"))
            let made = try await call.platform.acceptEstimate(try call.id(), form, version: call.version, by: try call.actor())
            let names = try await call.platform.returnModel(made.id, by: try call.actor()).names
            return made.answers.fields.compactMap(\.estimate).map { ReturnShapes.Named(part: $0, names: names) }
        },
    ]

    private static let input: Shape<FigureEstimate.Input> = .object(
        "EstimateInput", "A figure of the same return.", [.text("field") { $0.field }, .text("amount", "In its whole unit.") { String($0.whole) }])

    static let estimate: Shape<ReturnShapes.Named<FigureEstimate>> = .object(
        "FigureEstimate", "A volume that no meter measured, as it was worked out or stated.",
        [
            .choice("formula", "stated: both ends are the firm's own. sum: of shorter returns, some of which are estimates.") { $0.part.formula },
            .list("inputs", input, "None of what was stated.") { $0.part.inputs },
            .text("millilitres", "What stands in the return; half way, to a tenth of a cubic metre, unless the firm put another there.") {
                String($0.part.middle)
            },
            .text("lowMillilitres") { String($0.part.low) },
            .text("highMillilitres") { String($0.part.high) },
            .text("low", "The same in cubic metres, as saveReturn takes it.") { FigureEstimate.cubicMetres($0.part.low) },
            .text("high", "In cubic metres.") { FigureEstimate.cubicMetres($0.part.high) },
            .text("unit", "Of low and high: m3.") { _ in "m3" },
            .choice("basis", "How it is known: by the formula, or as the firm says that it worked out what it stated.") { $0.part.way },
            .textOrNull("range", "Name in the list of published ranges.") { $0.part.range },
            .wholeOrNull("months", "Of a sum: months that it adds up.") { $0.part.months },
            .wholeOrNull("monthsEstimated", "Of a sum: how many of them are estimates.") { $0.part.monthsEstimated },
            .text("source", "Blank where the firm stated the ends or all shares itself.") { $0.part.source },
            .textOrNull("words", "The firm's own, on where both ends are from; null once erased.") { value in
                value.part.said.flatMap { value.names.texts[$0] }
            },
            .choice("confidence") { $0.part.confidence },
        ])

    private static let offered: Shape<EstimateModel> = .object(
        "EstimateOffer", "Estimates that may be accepted.",
        [
            .text("field") { $0.field.id },
            .list("estimates", estimate) { model in
                ([model.balance].compactMap { $0 } + model.published.compactMap(\.estimate)).map(ReturnShapes.Named.init(offer:))
            },
        ])

    private static let estimates: Shape<[ReturnShapes.Named<FigureEstimate>]> = .object(
        "EstimatesAccepted", "Estimates that stand in the return.", [.list("estimates", estimate) { $0 }])
}
