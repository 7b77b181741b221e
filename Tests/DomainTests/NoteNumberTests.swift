// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

struct NoteNumberTests {
    private let seed: UInt64 = 7
    private let example = NoteNumber.make(year: 2026, serial: 246_000_341)

    @Test("A number has prefix, year, four and three symbols, and reads back to the same year and serial")
    func format() throws {
        let parts = example.description.split(separator: "-")
        #expect(parts.map(\.count) == [2, 2, 4, 3] && parts[0] == "BT" && parts[1] == "26")
        #expect(NoteNumber.read(example.description) == .success(example))
        #expect(NoteNumber.read(example.compact) == .success(example))
        #expect(try roundTrip(example) == example)
        for (year, serial) in [(2000, 0), (2099, NoteNumber.serialLimit - 1), (2031, 1)] as [(Int, UInt64)] {
            let number = NoteNumber.make(year: year, serial: serial)
            #expect(NoteNumber.read(number.compact) == .success(number))
        }
    }

    @Test("A number is read without its prefix, in small letters, with spaces, and without its year when the year is assumed")
    func tolerantReading() {
        let spoken = example.compact.dropFirst(2)
        #expect(NoteNumber.read(spoken.lowercased()) == .success(example))
        #expect(NoteNumber.read("bt " + spoken.map(String.init).joined(separator: " ")) == .success(example))
        #expect(NoteNumber.read(String(spoken.dropFirst(2)), assumedYear: 2026) == .success(example))
        #expect(NoteNumber.read("BT-" + spoken.dropFirst(2), assumedYear: 2026) == .success(example))
        #expect(NoteNumber.read(String(spoken.dropFirst(2)), assumedYear: 2027) == .failure(.wrongCheck))
        #expect(NoteNumber.read(String(spoken.dropFirst(2))) == .failure(.wrongLength(expected: 9, found: 7)))
    }

    @Test("A body that happens to begin with BT is not taken for the prefix")
    func bodyLikePrefix() {
        // B is 11 and T is 26 among the symbols.
        let number = NoteNumber.make(year: 2026, serial: 11 << 25 | 26 << 20 | 5)
        let body = String(number.compact.dropFirst(4))
        #expect(body.hasPrefix("BT"))
        #expect(NoteNumber.read(body, assumedYear: 2026) == .success(number))
        #expect(NoteNumber.read("BT" + body, assumedYear: 2026) == .success(number))
        #expect(NoteNumber.read(number.description) == .success(number))
    }

    @Test("Any one wrong symbol and any two exchanged symbols are noticed, those of the year included")
    func errorDetection() {
        var random = SeededRandom(seed: seed)
        for _ in 0..<40 {
            let number = NoteNumber.make(year: 2000 + Int(random.next() % 100), serial: random.next() % NoteNumber.serialLimit)
            let symbols = Array(number.compact.utf8.dropFirst(2))
            for place in symbols.indices {
                for symbol in SpokenAlphabet.symbols where symbol != symbols[place] {
                    var wrong = symbols
                    wrong[place] = symbol
                    #expect(isRefused(wrong), "seed \(seed)")
                }
                for other in symbols.indices where symbols[other] != symbols[place] {
                    var wrong = symbols
                    wrong.swapAt(place, other)
                    #expect(isRefused(wrong), "seed \(seed)")
                }
            }
        }
    }

    private func isRefused(_ symbols: [UInt8]) -> Bool {
        if case .failure = NoteNumber.read(String(decoding: symbols, as: UTF8.self)) { true } else { false }
    }
}
