// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("Quantities to grams") struct MassConversionTests {
    private let lists = CodeLists.shipped

    private func convert(_ number: String, _ unit: String) throws -> MassConversion {
        try lists.convert(try decimal(number), unit: unit, method: .weighed, on: today)
    }

    @Test(
        "mass units convert exactly; what does not come out in grams is rounded half away from zero and said",
        arguments: [
            // NIST SP 811: 1 lb = 453.59237 g, 1 oz = 28.349523125 g, short ton 907.18474 kg, long ton 1016.0469088 kg.
            ("1.24", "t", 1_240_000, false), ("0.1", "t", 100_000, false), ("1240", "kg", 1_240_000, false), ("0.0005", "kg", 1, true),
            ("1", "lb", 454, true),
            ("100000", "lb", 45_359_237, false), ("1000000000", "oz", 28_349_523_125, false), ("1", "short_ton", 907_185, true),
            ("50", "short_ton", 45_359_237, false),
            ("1", "long_ton", 1_016_047, true), ("3", "quintal", 300_000, false), ("500", "mg", 1, true), ("1499.999", "mg", 1, true),
            ("1", "kt", 1_000_000_000, false),
            ("50000", "t", 50_000_000_000, false), ("2.50", "kg", 2500, false),
        ] as [(String, String, Int64, Bool)])
    func converts(number: String, unit: String, grams: Int64, isRounded: Bool) throws {
        let conversion = try convert(number, unit)
        #expect(conversion.mass == Mass.grams(grams))
        #expect(conversion.isRounded == isRounded)
        #expect((conversion.roundingNotice != nil) == isRounded)
    }

    @Test("the given quantity keeps number, unit, method and the edition of the list")
    func given() throws {
        let given = try convert("2.50", "t").given
        #expect(given == GivenMass(number: "2.5", unit: "t", method: .weighed, conversion: "SI Brochure 9", mass: .kilograms(2500)))
    }

    @Test("a bag and a picul convert, and are said to be nominal")
    func nominal() throws {
        #expect(try convert("3", "bag_50kg").mass == .kilograms(150))
        #expect(try convert("3", "bag_50kg").isNominal)
        #expect(try convert("1", "hap").isNominal)
        #expect(try !convert("3", "kg").isNominal)
    }

    @Test("volume, energy and counts never become mass; a drum and a rice basket ask for weighing")
    func neverAcross() throws {
        for (unit, dimension) in [
            ("L", UnitDimension.volume), ("m3", .volume), ("kWh", .energy), ("toe", .energy), ("pair", .count), ("m3_per_day", .flow),
            ("t_steam", .energy), ("month", .time), ("tkm", .freight),
        ] {
            #expect(throws: QuantityError.wrongDimension(unit: unit, dimension)) { try convert("1", unit) }
        }
        for unit in ["drum_200L", "truck_load", "thang", "ibc_1000L", "Nm3"] {
            #expect(throws: QuantityError.needsDensity(unit: unit)) { try convert("1", unit) }
        }
    }

    @Test("unknown units, nothing, less than nothing, dust, mountains and endless digits are refused with their numbers")
    func refuses() throws {
        for unit in ["", "kgs", "KG", "T"] { #expect(throws: QuantityError.unknownUnit(unit)) { try convert("1", unit) } }
        #expect(throws: QuantityError.negative(ExactDecimal(digits: -5, scale: 0), unit: "kg")) { try convert("-5", "kg") }
        #expect(throws: QuantityError.zero(unit: "t")) { try convert("0.00", "t") }
        #expect(throws: QuantityError.belowOneGram(ExactDecimal(digits: 4, scale: 4), unit: "kg")) { try convert("0.0004", "kg") }
        #expect(
            throws: QuantityError.aboveLimit(
                ExactDecimal(digits: 50_000_000_001, scale: 6), unit: "t", mass: .grams(50_000_000_001), limit: Limits.lineMass)
        ) {
            try convert("50000.000001", "t")
        }
        #expect(throws: QuantityError.doesNotFit(ExactDecimal(digits: .max, scale: 0), unit: "t")) { try convert("9223372036854775807", "t") }
        // Twelve decimals times the twelve of an ounce's factor still convert exactly, then round to whole grams.
        #expect(try convert("1.000000000001", "oz").mass == .grams(28))
    }

    @Test("whole grams of every choosable unit agree with 128-bit arithmetic for 3,000 random numbers")
    func agreesWithWideArithmetic() throws {
        let units = lists.massUnits(on: today)
        for seed in UInt64(1)...3000 {
            var random = SeededRandom(seed: seed)
            let unit = units[Int.random(in: 0..<units.count, using: &random)]
            let grams = try #require(unit.grams)
            let number = ExactDecimal(digits: .random(in: 1...5_000_000_000, using: &random), scale: .random(in: 0...6, using: &random))
            var divisor: Int128 = 1
            for _ in 0..<(number.scale + grams.scale) { divisor *= 10 }
            let product = Int128(number.digits) * Int128(grams.digits)
            let expected = (product * 2 + divisor) / (divisor * 2)
            let conversion = Result { () throws(QuantityError) in try lists.convert(number, unit: unit.symbol, method: .weighed, on: today) }
            switch conversion {
            case .success(let conversion):
                try #require(Int128(conversion.mass.raw) == expected, "seed \(seed)")
                try #require(conversion.isRounded == (product % divisor != 0), "seed \(seed)")
            case .failure(.aboveLimit): try #require(expected > Int128(Limits.lineMass.raw), "seed \(seed)")
            case .failure(.belowOneGram): try #require(expected == 0, "seed \(seed)")
            case .failure(.doesNotFit): try #require(expected > Int128(Int64.max), "seed \(seed)")
            case .failure(let error): Issue.record("seed \(seed): \(error)")
            }
        }
    }

    @Test("people choose among defined units from a gram to the heaviest line, kilogram first")
    func choosable() {
        #expect(lists.massUnits(on: today).map(\.symbol) == ["kg", "g", "t", "kt", "Gg", "lb", "oz", "short_ton", "long_ton", "quintal", "ADt"])
    }

    @Test("factors in powers of ten are read exactly, and those that no decimal holds only nearly")
    func factors() throws {
        let units = lists.units.newest
        #expect(try #require(units["in3"]).factor == ExactDecimal("0.000016387064"))
        #expect(try #require(units["µg"]).factor == ExactDecimal("0.000000001"))
        #expect(try #require(units["TJ"]).factor == ExactDecimal("1000000000000"))
        #expect(try #require(units["lb"]).grams?.description == "453.59237")
        let flow = try #require(units["m3_per_day"])
        #expect(flow.factor == nil)
        #expect(abs(try #require(flow.approximateFactor) * 86_400 - 1) < 1e-12)
        #expect(try #require(units["truck_load"]).approximateFactor == nil)
    }

    @Test("a sentence names number, unit and limit in each language")
    func sentences() {
        let error = QuantityError.aboveLimit(ExactDecimal(digits: 60_000, scale: 0), unit: "t", mass: .tonnes(60_000), limit: Limits.lineMass)
        for language in Language.allCases {
            let sentence = Words(language)(error.problem(field: "mass"))
            #expect(sentence.contains("60000 t") && sentence.contains("kg") && !sentence.contains("{"), "\(sentence)")
        }
        #expect(error.problem(field: "mass").field == "mass")
        #expect(Words(.english)(QuantityError.wrongDimension(unit: "L", .volume).problem()).contains("measures volume"))
    }
}
