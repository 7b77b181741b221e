// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import Operations

/// Methods as pure functions: the same bytes as at the command line. Nothing is read or kept.
enum CalculationRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/calculations/ghg", "calculateGHG", .calculations, .open,
            "Activities to tonnes of CO2 equivalent; body and answer as docs/calculations.md says, the same bytes as `baitong calculate ghg`",
            // The method checks its input itself, so that all problems are told at once and in the same way at every door.
            takes: Schema(.anything), result
        ) { call in try CalculationMethod.ghg.answer(call.body) }
    ]

    private static let result = Shape<JSON>(Schema(.anything)) { $0 }
}
