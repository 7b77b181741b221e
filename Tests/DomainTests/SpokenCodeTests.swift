// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

struct SpokenCodeTests {
    private let seed: UInt64 = 20_260_912

    @Test("Any one wrong symbol of a code is noticed, for every place and every pair of symbols")
    func singleSubstitutions() {
        var random = SeededRandom(seed: seed)
        for length in [2, 8, 12, SpokenAlphabet.lengthMax] {
            let code = SpokenCode.make(randomness: random.bytes(length - 1), length: length)
            for place in 0..<length {
                for symbol in SpokenAlphabet.symbols where symbol != Array(code.text.utf8)[place] {
                    var wrong = Array(code.text.utf8)
                    wrong[place] = symbol
                    #expect(refusal(of: wrong, length) == .wrongCheck, "seed \(seed)")
                }
            }
        }
    }

    @Test("Any two exchanged symbols are noticed, neighbours or not, for every pair of different symbols")
    func transpositions() {
        var random = SeededRandom(seed: seed)
        let length = 8
        for first in 0..<length - 1 {
            for second in first + 1..<length {
                for a in SpokenAlphabet.symbols {
                    for b in SpokenAlphabet.symbols where a != b {
                        guard let word = codeWord(length, first, a, second, b, &random) else { continue }
                        var wrong = word
                        wrong.swapAt(first, second)
                        let isNoticed = refusal(of: word, length) == nil && refusal(of: wrong, length) == .wrongCheck
                        // One expectation for each of 27,776 cases costs more than the cases.
                        if !isNoticed { Issue.record("places \(first) and \(second), symbols \(a) and \(b), seed \(seed)") }
                    }
                }
            }
        }
    }

    @Test("A pair of equal symbols heard as another pair is noticed (77 for 44)")
    func twins() {
        for place in 0..<7 {
            for a in SpokenAlphabet.symbols {
                var random = SeededRandom(seed: seed)
                guard let word = codeWord(8, place, a, place + 1, a, &random) else { continue }
                for b in SpokenAlphabet.symbols where a != b {
                    var wrong = word
                    wrong[place] = b
                    wrong[place + 1] = b
                    #expect(refusal(of: wrong, 8) == .wrongCheck)
                }
            }
        }
    }

    @Test("A code reads the same however it is typed: small letters, O and I and L, spaces, dashes, Khmer digits")
    func tolerantReading() throws {
        let code = SpokenCode.make(value: 1 << 25 | 12_345, length: 8)
        let text = code.text
        #expect(text.contains("0") && text.contains("1"))
        let typed = [
            text.lowercased(), code.description, text.map(String.init).joined(separator: " "), "\u{200B}" + text + " ",
            text.replacing("0", with: "o").replacing("1", with: "l"), text.replacing("0", with: "O").replacing("1", with: "I"),
            String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map { scalar in
                        (48...57).contains(scalar.value) ? Unicode.Scalar(0x17E0 + scalar.value - 48) ?? scalar : scalar
                    })),
            text.prefix(4) + " – " + text.suffix(4),
        ]
        for form in typed { #expect(SpokenCode.read(form, length: 8) == .success(code), "\(form)") }
    }

    @Test("What is wrong with a code is told apart: its length, a sign no code has, its check")
    func refusals() {
        #expect(SpokenCode.read("7KQ4", length: 8) == .failure(.wrongLength(expected: 8, found: 4)))
        #expect(SpokenCode.read("", length: 8) == .failure(.wrongLength(expected: 8, found: 0)))
        #expect(SpokenCode.read("7KQU4M2X", length: 8) == .failure(.badCharacter("U")))
        #expect(SpokenCode.read("ក", length: 8) == .failure(.badCharacter("ក")))
    }

    @Test("Codes are made of the five low bits of each random byte, and survive being written as JSON")
    func making() throws {
        #expect(SpokenCode.make(randomness: [255, 32, 31, 1], length: 5).text.dropLast() == "Z0Z1")
        #expect(SpokenCode.make(value: 32 * 32 - 1, length: 4).text.dropLast() == "0ZZ")
        let code = SpokenCode.make(value: 123_456, length: 12)
        #expect(try roundTrip(code) == code)
        #expect(throws: DecodingError.self) { try decode(SpokenCode.self, #""7KQ4M2XX""#) }
    }

    private func refusal(of symbols: [UInt8], _ length: Int) -> SpokenCodeRefusal? {
        if case .failure(let refusal) = SpokenCode.read(String(decoding: symbols, as: UTF8.self), length: length) { refusal } else { nil }
    }

    /// A valid code with two symbols given and one other place, not among them, chosen to make it valid.
    private func codeWord(_ length: Int, _ first: Int, _ a: UInt8, _ second: Int, _ b: UInt8, _ random: inout SeededRandom) -> [UInt8]? {
        let free = second == length - 1 ? (first == length - 2 ? length - 3 : length - 2) : length - 1
        var word = random.bytes(length).map { SpokenAlphabet.symbols[Int($0 & 31)] }
        word[first] = a
        word[second] = b
        var values = word.compactMap { SpokenAlphabet.value(of: Unicode.Scalar($0)) }
        for value in UInt8(0)..<32 {
            values[free] = value
            if SpokenAlphabet.isValid(values) {
                word[free] = SpokenAlphabet.symbols[Int(value)]
                return word
            }
        }
        return nil
    }
}

extension SeededRandom {
    fileprivate mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
