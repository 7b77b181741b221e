// SPDX-License-Identifier: Apache-2.0

import Identity
import Testing

struct PasswordRuleTests {
    private let names = ["sok.dara", "+85512345678", "Sok Dara"]

    @Test(
        "A few words, a long sentence and Khmer text are good passwords",
        arguments: [
            "rice lorry tuesday", "ស្រូវ ឡាន ថ្ងៃអង្គារ៍ ភ្លៀង", "xe tải gạo thứ ba", "k3-Tq9_v!0zW", String(repeating: "boat shop 7", count: 23),
        ])
    func good(password: String) {
        #expect(PasswordRule.problems(password, names: names).isEmpty)
    }

    @Test("Length is counted in characters as people see them, not in bytes")
    func length() {
        #expect(PasswordRule.problems("rice lorr", names: []) == [.tooShort(found: 9)])
        #expect(PasswordRule.problems("rice lorry", names: []).isEmpty)
        #expect(PasswordRule.problems("", names: []) == [.tooShort(found: 0), .repetitive])
        #expect(PasswordRule.problems(String(repeating: "rice lorry ", count: 24), names: []) == [.tooLong(found: 264)])
    }

    @Test(
        "A name or number with little around it is refused, in whichever form the number is typed",
        arguments: [
            "sok.dara12", "SOK.DARA2026", "Sok Dara 99", "sokdara-2026", "012345678!", "+85512345678", "85512345678",
        ])
    func containsName(password: String) {
        #expect(PasswordRule.problems(password, names: names).contains(.containsName))
    }

    @Test("A name among enough else is no problem")
    func nameAmongElse() {
        #expect(PasswordRule.problems("sok.dara drives slowly home", names: names).isEmpty)
        #expect(PasswordRule.problems("perfectly fine words", names: ["", "ab"]).isEmpty)
    }

    @Test(
        "What strangers try first is refused, dressed up or not",
        arguments: [
            "password123", "Password2026!", "1234567890", "0987654321", "qwertyuiop", "cambodia2026", "matkhau12345", "iloveyou!!!!", "abcdefghij",
            "a123456789",
            "១២៣៤៥៦៧៨៩០",
        ])
    func common(password: String) {
        #expect(PasswordRule.problems(password, names: []) == [.common])
    }

    @Test("A few characters over and over are refused", arguments: ["zzzzzzzzzzzz", "xyxyxyxyxyxy", "767676767676"])
    func repetitive(password: String) {
        #expect(PasswordRule.problems(password, names: []) == [.repetitive])
    }
}
