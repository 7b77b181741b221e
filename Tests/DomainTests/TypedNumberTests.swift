// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Figures that a field is filled with") struct TypedNumberTests {
    @Test(
        "kilograms read as short as they can be and still read one way",
        arguments: [
            (240_125, "240.1250"), (1_240_000, "1240"), (1_240_500, "1240.5"), (1, "0.0010"), (0, "0"), (999_990, "999.99"), (-1_005, "-1.0050"),
        ])
    func kilograms(grams: Int64, text: String) {
        #expect(Mass(grams).typedKilograms == text)
    }

    @Test("5,000 masses of every size read back to the same grams")
    func readBack() throws {
        for seed in UInt64(1)...5000 {
            var random = SeededRandom(seed: seed)
            let reach = Int64(1) << Int64.random(in: 1...50, using: &random)
            let mass = Mass(.random(in: 0...reach, using: &random))
            guard case .number(let number) = NumberReading(mass.typedKilograms) else {
                Issue.record("seed \(seed): \(mass.typedKilograms)")
                return
            }
            try #require(number.scaled(by: ExactDecimal(digits: 1000, scale: 0))?.whole == mass.raw, "seed \(seed)")
        }
    }

    @Test("what was given in another unit keeps its number, however it was stored", arguments: ["1.24", "1.125", "0.240125", "12", "3"])
    func given(number: String) throws {
        let given = GivenMass(number: number, unit: "t", method: .weighed, conversion: "test", mass: .zero)
        #expect(NumberReading(given.typedNumber) == .number(try #require(ExactDecimal(number)).withoutTrailingZeros))
    }
}
