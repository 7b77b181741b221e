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
                    .version, .required("formula", .choice(FigureEstimate.Formula.self)), .optional("range", .text(60), "Of outputRange: name in the list."),
                    .optional("product", .decimal, "Of waterBalance: per cent that stays in the product; assumed unless said."),
                    .optional("evaporation", .decimal, "Per cent that evaporates; assumed unless said."),
                ]), estimates
        ) { call in
            var form = EstimateForm()
            form.formula = call.body.string("formula")
            form.range = call.body.string("range")
            form.product = QuantityCommand.typed(call.body.string("product"))
            form.evaporation = QuantityCommand.typed(call.body.string("evaporation"))
            let made = try await call.platform.acceptEstimate(try call.id(), form, version: call.version, by: try call.actor())
            return made.answers.fields.compactMap(\.estimate)
        },
    ]

    private static let input: Shape<FigureEstimate.Input> = .object(
        "EstimateInput", "A figure of the same return.", [.text("field") { $0.field }, .text("amount", "In its whole unit.") { String($0.whole) }])

    static let estimate: Shape<FigureEstimate> = .object(
        "FigureEstimate", "A volume that no meter measured, as it was worked out.",
        [
            .choice("formula") { $0.formula },
            .list("inputs", input) { $0.inputs },
            .text("millilitres", "Half way, to a tenth of a cubic metre.") { String($0.middle) },
            .text("lowMillilitres") { String($0.low) },
            .text("highMillilitres") { String($0.high) },
            .textOrNull("range", "Name in the list of published ranges.") { $0.range },
            .text("source", "Blank where the firm stated all shares itself.") { $0.source },
            .choice("confidence") { $0.confidence },
        ])

    private static let offered: Shape<EstimateModel> = .object(
        "EstimateOffer", "Estimates that may be accepted.",
        [
            .text("field") { $0.field.id },
            .list("estimates", estimate) { model in [model.balance].compactMap { $0 } + model.published.compactMap(\.estimate) },
        ])

    private static let estimates: Shape<[FigureEstimate]> = .object(
        "EstimatesAccepted", "Estimates that stand in the return.", [.list("estimates", estimate) { $0 }])
}
