// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing
import Wording

/// Numbers as each language writes them.
struct NumberWordingTests {
    @Test(
        "A decimal is written exactly: groups of three, zeros behind the point left out down to the wanted places, the sign before all",
        arguments: [
            (0, 3, 0, "0"), (5, 3, 0, "0.005"), (1_240_500, 3, 0, "1,240.5"), (1_000_000, 3, 0, "1,000"), (100, 2, 2, "1.00"), (150, 2, 1, "1.5"),
            (-1_500, 3, 0, "−1.5"), (999, 0, 0, "999"), (1_000, 0, 0, "1,000"), (12_345_678, 0, 0, "12,345,678"), (1_000_050, 3, 2, "1,000.05"),
            (Int64.min, 0, 0, "−9,223,372,036,854,775,808"), (Int64.max, 6, 0, "9,223,372,036,854.775807"),
        ] as [(Int64, Int, Int, String)])
    func decimal(value: Int64, scale: Int, minimum: Int, written: String) {
        #expect(Words(.english).decimal(value, scale: scale, minimum: minimum) == written)
        let swapped = String(written.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
        #expect(Words(.vietnamese).decimal(value, scale: scale, minimum: minimum) == swapped)
        if scale == 0 { #expect(Words(.english).number(value) == written) }
    }
}
