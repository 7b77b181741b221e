// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workbooks

struct DelimitedReaderTests {
    private func rows(_ bytes: [UInt8], _ text: TextReading = TextReading()) throws -> [[String]] {
        try WorkbookFile(.memory(bytes), named: "a.csv", text: text).allRows().map { $0.cells.map { "\($0.address) \($0.text)" } }
    }

    @Test("Comma, semicolon and tab divide alike, with quotation marks, line breaks within them and blank rows", arguments: [",", ";", "\t"])
    func separators(_ separator: String) throws {
        let text = "a|b|c\r\n\r\n1|\"two \"\"x\"\"\n| lines\"|\r\n|\"\"|3".replacing("|", with: separator)
        #expect(try rows(Array(text.utf8)) == [["A1 a", "B1 b", "C1 c"], ["A3 1", "B3 two \"x\"\n\(separator) lines"], ["C4 3"]])
    }

    @Test("What a file of ours marks against formulas comes back as it was written; a text that only begins with an apostrophe stays")
    func formulas() throws {
        #expect(try rows(Array("a,b,c,d\n'=1+2,'@x,''=1,'n\n".utf8)).last == ["A2 =1+2", "B2 @x", "C2 '=1", "D2 'n"])
    }

    @Test("UTF-8 with and without its mark and UTF-16 of both kinds are read alike")
    func unicode() throws {
        let text = "ខែ,tấn\nx,€\n"
        let wide = Array(text.utf16)
        let expected = [["A1 ខែ", "B1 tấn"], ["A2 x", "B2 €"]]
        #expect(try rows(Array(text.utf8)) == expected)
        #expect(try rows([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
        #expect(try rows([0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == expected)
        #expect(try rows([0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == expected)
    }

    @Test("Letters that are no UTF-8 are asked about with both readings, never guessed; the answer reads them")
    func asked() throws {
        // `kh\u{F4}ng, Đ` differ: 0xF0 is ð in Western and đ in Vietnamese.
        let bytes = Array("a,b\n1,".utf8) + [0xF0, 0x61]
        #expect(refusal { _ = try rows(bytes) } == .encodingUnclear(line: 2, readings: [.windows1252: "1,ða", .windows1258: "1,đa"]))
        #expect(try rows(bytes, TextReading(encoding: .windows1258)) == [["A1 a", "B1 b"], ["A2 1", "B2 đa"]])
        #expect(TextEncoding.windows1258.decode([0x61, 0xEC]) == "á")
        #expect(TextEncoding.windows1252.decode([0x81]) == nil)
    }

    @Test("Where several separators divide the rows alike, the person is asked")
    func unclearSeparator() throws {
        let bytes = Array("a;b,c\n1;2,3\n".utf8)
        #expect(refusal { _ = try rows(bytes) } == .separatorUnclear)
        #expect(try rows(bytes, TextReading(separator: 59)) == [["A1 a", "B1 b,c"], ["A2 1", "B2 2,3"]])
        #expect(try rows(Array("one\ntwo\n".utf8)) == [["A1 one"], ["A2 two"]])
    }

    @Test("A quotation mark that is never closed is refused with its row")
    func open() { #expect(refusal { _ = try rows(Array("a,b\n1,\"2\n3,4\n".utf8), TextReading(encoding: .utf8, separator: 44)) } == .quoteNotClosed(row: 2)) }
}
