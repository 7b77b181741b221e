// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Workbooks

struct ListWriterTests {
    @Test("A heading breaks into as many lines as its row makes room for")
    func lines() {
        #expect(ListWriter.lines(of: "Month", width: 16) == 1)
        #expect(ListWriter.lines(of: "លេខចុះបញ្ជី / Số đăng ký / Registration number", width: 16) >= 3)
        #expect(ListWriter.lines(of: "", width: 16) == 1 && ListWriter.lines(of: String(repeating: "x", count: 40), width: 12) == 4)
    }

    @Test("What is written is read back: Khmer text, numbers as numbers, days as days, units in the heading")
    func readBack() throws {
        let weight = try #require(ExactDecimal("1240.5"))
        let bytes = try ListWriter.bytes(
            sheet: "បញ្ជី: [2026]", columns: [ListColumn("សំណល់"), ListColumn("Weight", unit: "kg"), ListColumn("Day"), ListColumn("Remark")],
            rows: [[.text("ថ្នាំលាប ស្ងួត"), .number(weight), .date(FixedTime.day(2026, 9, 12)), .blank]])
        let file = try WorkbookFile(.memory(bytes), named: "list.xlsx")
        #expect(file.sheets == [SheetInfo(name: "បញ្ជី 2026")])
        let rows = try file.allRows()
        #expect(rows.map { $0.cells.map(\.text) } == [["សំណល់", "Weight (kg)", "Day", "Remark"], ["ថ្នាំលាប ស្ងួត", "1240.5", "46277"]])
        #expect(rows[1].cells.map(\.kind) == [.text, .number, .date])
        #expect(file.epoch.date(46277)?.date == FixedTime.day(2026, 9, 12))
    }

    @Test(
        "A text that begins like a formula stays a text, and control characters do not break the file", arguments: ["=1+1", "+A1", "-A1", "@SUM(A1)", "\u{1}a"])
    func harmless(_ text: String) throws {
        let bytes = try ListWriter.bytes(sheet: "a", columns: [ListColumn("=HYPERLINK(\"x\")")], rows: [[.text(text)]])
        let rows = try WorkbookFile(.memory(bytes), named: "list.xlsx").allRows()
        #expect(rows.flatMap(\.cells).map(\.kind) == [.text, .text])
        #expect(rows.flatMap(\.cells).allSatisfy { $0.formula == .none })
        #expect(rows[1].cells[0].text == text.filter { $0 != "\u{1}" })
    }

    @Test("A number that a binary fraction cannot hold exactly is written as text, digit by digit")
    func longNumbers() throws {
        let bytes = try ListWriter.bytes(
            sheet: "a", columns: [ListColumn("n")],
            rows: [[.number(ExactDecimal(digits: 999_999_999_999_999, scale: 3))], [.number(ExactDecimal(digits: 1_234_567_890_123_456_789, scale: 3))]])
        let rows = try WorkbookFile(.memory(bytes), named: "list.xlsx").allRows()
        #expect(rows[1].cells.first.map { ExactDecimal(workbook: $0.text) } == ExactDecimal(digits: 999_999_999_999_999, scale: 3))
        #expect(rows[2].cells.first?.kind == .text)
        #expect(rows[2].cells.first?.text == "1234567890123456.789")
    }

    @Test(
        "Names of sheets are made to fit: 31 units, no forbidden signs, never empty", arguments: [("a/b:c", "abc"), ("", "1"), ("'x'", "x"), ("History", "1")])
    func names(_ name: String, _ expected: String) {
        #expect(SheetName.fitting(name) == expected)
        #expect(SheetName.fitting(String(repeating: "𝟙", count: 40)).utf16.count <= 31)
    }
}
