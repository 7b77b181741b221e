// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("What is said about typed numbers") struct NumberProblemTests {
    @Test("an ambiguous number is asked back in words that read one way, and the advice given does")
    func ambiguous() throws {
        let reading = NumberReading("1.245")
        let problem = try #require(reading.problem(field: "number", typed: "1.245"))
        let sentence = Words(.english)(problem)
        #expect(sentence.contains("1245, or 1 and 245 thousandths"))
        #expect(NumberReading("1245") == .number(ExactDecimal(digits: 1245, scale: 0)))
        #expect(NumberReading("1.2450") == .number(ExactDecimal(digits: 1245, scale: 3)))
    }

    @Test("a clear number raises nothing; blank and unreadable ones say so")
    func others() {
        #expect(NumberReading("12,5").problem(typed: "12,5") == nil)
        #expect(NumberReading(" ").problem(typed: " ")?.phrase == "quantities.numberMissing")
        #expect(NumberReading("12 kg").problem(typed: "12 kg")?.phrase == "quantities.numberUnreadable")
    }

    @Test("numbers as each language writes them are read back, alone or as one of two readings")
    func roundTrip() throws {
        for seed in UInt64(1)...1000 {
            var random = SeededRandom(seed: seed)
            let grams = Int64.random(in: -5_000_000_000...5_000_000_000, using: &random)
            let expected = ExactDecimal(digits: grams, scale: 3).withoutTrailingZeros
            for language in Language.allCases {
                let typed = Words(language, usesKhmerDigits: true).decimal(grams, scale: 3)
                switch NumberReading(typed) {
                case .number(let read): try #require(read == expected, "seed \(seed) \(typed)")
                case .ambiguous(let readings): try #require(readings.contains(expected), "seed \(seed) \(typed)")
                case .nothing, .unreadable: Issue.record("seed \(seed): \(typed) was not read")
                }
            }
        }
    }
}
