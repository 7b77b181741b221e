// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@Suite("Waste and treatment codes as values") struct CodeValueTests {
    @Test("a waste code reads from six digits, is written with spaces and sorts as its number")
    func wasteCode() throws {
        let code = try #require(WasteCodeID(text: "040222"))
        #expect(code.raw == 40_222)
        #expect(code.description == "04 02 22" && code.text == "040222")
        #expect(code.chapter == "04" && code.subchapter == "0402")
        #expect(WasteCodeID(raw: 40_222) == code)
        #expect(try #require(WasteCodeID(text: "200399")) > code)
    }

    @Test("written codes read with spaces, points, star and Khmer digits; the strict form takes none of these")
    func writtenWasteCode() throws {
        let code = try #require(WasteCodeID(text: "010304"))
        for text in ["01 03 04*", "01.03.04", "010304", " 01 03 04 ", "០១ ០៣ ០៤", "01\u{A0}03\u{A0}04*"] {
            #expect(WasteCodeID(written: text) == code, "\(text)")
        }
        for text in ["", "0103", "0103041", "01 03 0x", "010300", "000304", "100004"] { #expect(WasteCodeID(written: text) == nil, "\(text)") }
        for text in ["01 03 04", "010304*", "+10304", "០១០៣០៤", "10304"] { #expect(WasteCodeID(text: text) == nil, "\(text)") }
    }

    @Test("treatments are D1 to D15 and R1 to R13, 28 in all, each with a stable number and text")
    func treatments() throws {
        #expect(TreatmentCode.allCases.count == 28)
        #expect(TreatmentCode.allCases.map(\.raw).sorted() == TreatmentCode.allCases.map(\.raw))
        for code in TreatmentCode.allCases {
            #expect(TreatmentCode(text: code.description) == code)
            #expect(TreatmentCode(raw: code.raw) == code)
        }
        #expect(try #require(TreatmentCode(text: "D5")).raw == 5)
        #expect(try #require(TreatmentCode(text: "R3")).raw == 103)
        #expect(try #require(TreatmentCode(text: "R13")).isRecovery)
        for text in ["", "D", "D0", "D16", "R0", "R14", "D01", "r3", "R 3", "D99", "R15", "X1", "R3 "] {
            #expect(TreatmentCode(text: text) == nil, "\(text)")
        }
        for raw in [-1, 0, 16, 100, 114] { #expect(TreatmentCode(raw: raw) == nil) }
    }

    @Test("codes travel as text, and broken text is refused")
    func coding() throws {
        struct Line: Codable, Equatable {
            var waste: WasteCodeID
            var treatment: TreatmentCode
        }
        let line = Line(waste: try #require(WasteCodeID(text: "040222")), treatment: try #require(TreatmentCode(text: "R3")))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(line), as: UTF8.self) == #"{"treatment":"R3","waste":"040222"}"#)
        #expect(try JSONDecoder().decode(Line.self, from: encoder.encode(line)) == line)
        for broken in [#"{"treatment":"R14","waste":"040222"}"#, #"{"treatment":"R3","waste":"04 02 22"}"#, #"{"treatment":"R3","waste":40222}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Line.self, from: Data(broken.utf8)) }
        }
    }
}
