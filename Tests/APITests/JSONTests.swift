// SPDX-License-Identifier: Apache-2.0

import API
import Testing

struct JSONTests {
    @Test(
        "What is read is written again byte for byte, signs beyond 16 bits and odd numbers too",
        arguments: [
            #"{"a":[1,-2,3.5,1e9,12345678901234567890],"b":{"c":null,"d":true,"e":false}}"#, #""ខ្មែរ 𝄞 \"\\ \n""#, "[]", "{}", "0",
        ])
    func roundTrip(text: String) throws {
        #expect(String(decoding: try JSONReading.value(Array(text.utf8)).bytes, as: UTF8.self) == text)
    }

    @Test("Escapes are read, also of signs in two halves")
    func escapes() throws {
        #expect(try JSONReading.value(Array(#""\u0041\/\ud834\udd1e\t""#.utf8)) == "A/𝄞\t")
    }

    @Test(
        "Texts that are nearly JSON are refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "nul", "\"\\x\"", "\"\\ud834\"", "\"a\nb\"", "1 2", "{a:1}", "NaN",
        ])
    func refused(text: String) {
        #expect(throws: JSONReading.Fault.self) { try JSONReading.value(Array(text.utf8)) }
    }

    @Test("Signs that mean something in a pointer are written as two")
    func pointers() {
        #expect(Pointer().appending("a/b~c").appending(3).text == "/a~1b~0c/3")
    }
}
