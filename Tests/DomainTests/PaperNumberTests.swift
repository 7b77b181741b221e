// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

/// Numbers of blank paper notes.
struct PaperNumberTests {
    @Test("A number reads back as written, in any case and grouping, with or without its prefix")
    func readsBack() throws {
        for serial in [UInt64(0), 1, 31, 987_654_321, NoteNumber.serialLimit - 1] {
            let number = PaperNumber.make(year: 2026, serial: serial)
            for typed in [number.description, number.compact, number.compact.lowercased(), String(number.compact.dropFirst(2)), "  " + number.description] {
                #expect(try PaperNumber.read(typed).get() == number, "\(typed)")
            }
        }
    }

    @Test("One wrong sign, two exchanged ones and a note's own number are found out")
    func check() {
        let number = PaperNumber.make(year: 2026, serial: 123_456_789)
        let signs = Array(number.compact)
        for place in 4..<signs.count {
            var wrong = signs
            wrong[place] = wrong[place] == "7" ? "8" : "7"
            #expect((try? PaperNumber.read(String(wrong)).get()) == nil, "\(String(wrong))")
            if place + 1 < signs.count, signs[place] != signs[place + 1] {
                var swapped = signs
                swapped.swapAt(place, place + 1)
                #expect((try? PaperNumber.read(String(swapped)).get()) == nil, "\(String(swapped))")
            }
        }
        #expect((try? PaperNumber.read(NoteNumber.make(year: 2026, serial: 123_456_789).description).get()) == nil)
        #expect((try? PaperNumber.read("BP-26").get()) == nil)
    }
}
