// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Exact decimals") struct ExactDecimalTests {
    @Test(
        "plain decimal text reads exactly and is written back as it was",
        arguments: [
            ("0", 0, 0), ("0.1", 1, 1), ("-1.25", -125, 2), ("1000.000", 1_000_000, 3), ("0.000000000001", 1, 12), ("9223372036854775807", .max, 0),
        ]
            as [(String, Int64, Int)])
    func reads(text: String, digits: Int64, scale: Int) throws {
        let number = try #require(ExactDecimal(text))
        #expect(number.digits == digits && number.scale == scale)
        #expect(number.description == text)
    }

    @Test("anything else is refused: signs, spaces, exponents, points at an end, 13 decimals, more than 64 bits")
    func refuses() {
        for text in ["", "-", ".", ".5", "5.", "+1", "1,5", "1e3", " 1", "1.2.3", "--1", "1-", "0.0000000000001", "9223372036854775808", "១"] {
            #expect(ExactDecimal(text) == nil, "\(text)")
        }
    }

    @Test(
        "scaling rounds half away from zero and says whether it rounded",
        arguments: [
            // 1.24 t in grams; 1 lb; half a gram either way; just below half; nothing.
            ("1.24", "1000000", 1_240_000, false), ("1", "453.59237", 454, true), ("0.5", "1", 1, true), ("-0.5", "1", -1, true),
            ("2.5", "1", 3, true),
            ("0.499999999999", "1", 0, true), ("1.5", "-1", -2, true), ("0", "28.349523125", 0, false), ("9223372036854775807", "1", .max, false),
        ] as [(String, String, Int64, Bool)])
    func scales(number: String, factor: String, whole: Int64, isRounded: Bool) throws {
        let number = try #require(ExactDecimal(number))
        let factor = try #require(ExactDecimal(factor))
        let scaled = try #require(number.scaled(by: factor))
        #expect(scaled.whole == whole && scaled.isRounded == isRounded)
    }

    @Test("what does not fit 64 bits is refused, not wrapped")
    func overflow() throws {
        let largest = try #require(ExactDecimal("9223372036854775807"))
        #expect(largest.scaled(by: ExactDecimal(digits: 2, scale: 0)) == nil)
        #expect(largest.scaled(by: ExactDecimal(digits: 1_000_000, scale: 0)) == nil)
        // 2^64 - 1/2 rounds up to 2^64, one more than any number of 64 bits.
        #expect(ExactDecimal(digits: 1_269_605, scale: 0).scaled(by: ExactDecimal(digits: 145_295_143_558_111, scale: 1)) == nil)
        #expect(ExactDecimal(digits: .min, scale: 0).scaled(by: ExactDecimal(digits: .min, scale: 0)) == nil)
    }

    @Test("a product far below one is nothing, and rounding says so")
    func farBelowOne() throws {
        let least = ExactDecimal(digits: 1, scale: 12)
        let scaled = try #require(least.scaled(by: least))
        #expect(scaled.whole == 0 && scaled.isRounded)
    }

    @Test("5,000 random products agree with 128-bit whole numbers")
    func agreesWithWideArithmetic() throws {
        for seed in UInt64(1)...5000 {
            var random = SeededRandom(seed: seed)
            let reach = Int64(1) << Int64.random(in: 1...40, using: &random)
            let a = ExactDecimal(digits: .random(in: -reach...reach, using: &random), scale: .random(in: 0...9, using: &random))
            let b = ExactDecimal(digits: .random(in: -reach...reach, using: &random), scale: .random(in: 0...9, using: &random))
            var divisor: Int128 = 1
            for _ in 0..<(a.scale + b.scale) { divisor *= 10 }
            let product = Int128(a.digits) * Int128(b.digits)
            let rounded = (Int128(product.magnitude) * 2 + divisor) / (divisor * 2) * (product < 0 ? -1 : 1)
            let result = a.scaled(by: b)
            if rounded.magnitude > Int128(Int64.max).magnitude {
                try #require(result == nil, "seed \(seed)")
            } else {
                let scaled = try #require(result, "seed \(seed)")
                try #require(Int128(scaled.whole) == rounded, "seed \(seed)")
                try #require(scaled.isRounded == (product % divisor != 0), "seed \(seed)")
            }
        }
    }

    @Test("zeros at the end of the decimals are dropped, zeros of the whole number are not")
    func trailingZeros() throws {
        for (text, shortest) in [("12.50", "12.5"), ("3.000", "3"), ("1200", "1200"), ("-0.10", "-0.1"), ("0.00", "0"), ("1.05", "1.05")] {
            #expect(try #require(ExactDecimal(text)).withoutTrailingZeros.description == shortest)
        }
    }
}
