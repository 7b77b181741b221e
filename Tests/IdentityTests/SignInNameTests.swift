// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct SignInNameTests {
    @Test(
        "A Cambodian number is one account however it is written",
        arguments: [
            "012345678", "012 345 678", "012-345-678", "+85512345678", "+855 12 345 678", "855 12 345 678", "00855 12 345 678", "+855 (0)12 345 678",
            "០១២ ៣៤៥ ៦៧៨", "+៨៥៥ ១២ ៣៤៥ ៦៧៨", "\u{200B}012 345 678\u{A0}", "０１２３４５６７８", "012.345.678",
        ])
    func cambodia(typed: String) {
        #expect(SignInName.normalise(typed, in: .cambodia) == .success(.phone("+85512345678")))
    }

    @Test(
        "A Vietnamese number is one account however it is written",
        arguments: ["0912345678", "091 234 5678", "+84 912 345 678", "84912345678", "0084912345678"])
    func vietNam(typed: String) {
        #expect(SignInName.normalise(typed, in: .vietNam) == .success(.phone("+84912345678")))
    }

    @Test("A number with a country code keeps its country, wherever it is typed")
    func countries() {
        #expect(SignInName.normalise("+84 912 345 678", in: .cambodia) == .success(.phone("+84912345678")))
        #expect(SignInName.normalise("85597 123 4567", in: .vietNam) == .success(.phone("+855971234567")))
        #expect(SignInName.normalise("+33 6 12 34 56 78", in: .cambodia) == .success(.phone("+33612345678")))
        #expect(SignInName.normalise("0912345678", in: .cambodia) == .success(.phone("+855912345678")))
    }

    @Test("A number of impossible length is refused with the country whose rule it breaks and the digits found")
    func wrongLengths() {
        #expect(SignInName.normalise("012 345 67", in: .cambodia) == .failure(.phoneLength(country: .cambodia, digits: 7)))
        #expect(SignInName.normalise("012 345 678 90", in: .cambodia) == .failure(.phoneLength(country: .cambodia, digits: 10)))
        #expect(SignInName.normalise("091 234 567", in: .vietNam) == .failure(.phoneLength(country: .vietNam, digits: 8)))
        #expect(SignInName.normalise("+1234567", in: .vietNam) == .failure(.phoneLength(country: nil, digits: 7)))
        #expect(SignInName.normalise("12345678", in: .cambodia) == .failure(.phoneLength(country: .cambodia, digits: 8)))
        #expect(SignInName.normalise("000 12", in: .cambodia) == .failure(.phoneLength(country: nil, digits: 3)))
    }

    @Test("A chosen name is one account in any case, script and way of composing letters")
    func names() {
        #expect(SignInName.normalise(" Sok.Dara ", in: .cambodia) == .success(.name("sok.dara")))
        #expect(SignInName.normalise("NGUYỄN_an", in: .vietNam) == .success(.name("nguyễn_an")))
        let parted = "NGUYE\u{302}\u{303}N_an"
        #expect(SignInName.normalise(parted, in: .vietNam).map { Array($0.text.utf8) } == .success(Array("nguyễn_an".utf8)))
        #expect(SignInName.normalise("សុខ\u{200B}ដារ៉ា៩", in: .cambodia) == .success(.name("សុខដារ៉ា9")))
    }

    @Test("A name is refused with what is wrong: nothing, length, a sign that cannot stand in it, no letter")
    func nameRefusals() {
        #expect(SignInName.normalise(" \u{200B}", in: .cambodia) == .failure(.empty))
        #expect(SignInName.normalise("ab", in: .cambodia) == .failure(.nameLength(found: 2)))
        #expect(SignInName.normalise(String(repeating: "a", count: 41), in: .cambodia) == .failure(.nameLength(found: 41)))
        #expect(SignInName.normalise("sok dara", in: .cambodia) == .failure(.badCharacter(" ")))
        #expect(SignInName.normalise("sok@mill", in: .cambodia) == .failure(.badCharacter("@")))
        #expect(SignInName.normalise("12_34", in: .cambodia) == .failure(.noLetter))
    }

    @Test("What was normalised once stays as it is")
    func idempotent() throws {
        for typed in ["012 345 678", "+84 912 345 678", "Sok.Dara", "NGUYỄN_an", "សុខដារ៉ា៩"] {
            let once = try SignInName.normalise(typed, in: .cambodia).get()
            #expect(SignInName.normalise(once.text, in: .vietNam) == .success(once))
        }
    }
}
