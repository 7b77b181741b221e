// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing
import Wording

@testable import Workbooks

struct TableTests {
    /// A table of a delimited text: a line a row.
    private func table(_ text: String, _ answers: TableAnswers = TableAnswers()) throws -> (shape: TableShape, rows: [FoundRow]) {
        let file = try WorkbookFile(.memory(Array(text.utf8)), named: "a.csv", text: TextReading(separator: 59))
        let shape = try TableShape(in: file, sheet: 0)
        let reader = try TableReader(shape, of: file, answers: answers)
        var rows: [FoundRow] = []
        while let row = try reader.next() { rows.append(row) }
        return (shape, rows)
    }

    @Test(
        "Days and months are read in three languages; what reads two ways or lacks its year is asked",
        arguments: [
            ("2026-09-12", DateReading.day(FixedTime.day(2026, 9, 12))), ("15/01/2026", .day(FixedTime.day(2026, 1, 15))),
            ("12 Sep 2026", .day(FixedTime.day(2026, 9, 12))),
            ("ngày 12 tháng 9 năm 2026", .day(FixedTime.day(2026, 9, 12))), ("ថ្ងៃទី១២ ខែកញ្ញា ឆ្នាំ២០២៦", .day(FixedTime.day(2026, 9, 12))),
            ("03/03/2026", .day(FixedTime.day(2026, 3, 3))), ("tháng 9/2026", .month(Month(year: 2026, month: 9))),
            ("T1/2026", .month(Month(year: 2026, month: 1))),
            ("tháng mười hai 2026", .month(Month(year: 2026, month: 12))), ("ខែមករា ឆ្នាំ២០២៦", .month(Month(year: 2026, month: 1))),
            ("09/2026", .month(Month(year: 2026, month: 9))), ("March 2026", .month(Month(year: 2026, month: 3))), ("March", .monthWithoutYear(3)),
            ("កុម្ភៈ", .monthWithoutYear(2)), ("03/04/2026", .ambiguous(["2026-04-03", "2026-03-04"], .ambiguousDate)),
            ("Jan-26", .ambiguous(["2026-01"], .unclearYear)), ("15/01/26", .ambiguous(["2026-01-15", "2015-01-26"], .unclearYear)),
            ("12/09/2569", .ambiguous(["2026-09-12", "2026-12-09", "2025-09-12", "2025-12-09"], .unclearYear)), ("31/02/2026", .unreadable),
            ("13/13/2026", .unreadable), ("tomorrow", .unreadable), ("2026", .unreadable), ("", .unreadable),
        ])
    func dates(_ text: String, _ expected: DateReading) { #expect(DateReading(text) == expected) }

    @Test(
        "Units are taken off headings in brackets, after a comma and as a last word, in three languages; other brackets stay",
        arguments: [
            ("Fabric (kg)", "Fabric", "kg"), ("Bùn thải (tấn)", "Bùn thải", "t"), ("កាកសំណល់ (តោន)", "កាកសំណល់", "t"), ("Water m³", "Water", "m3"),
            ("COD, mg/L", "COD", "mg_per_L"), ("Share (%)", "Share", "%"), ("Load (ton)", "Load", nil), ("Month (2026)", "Month (2026)", nil),
        ] as [(String, String, String?)])
    func units(_ text: String, _ name: String, _ unit: String?) {
        let heading = ColumnHeading(storeys: [text])
        #expect(heading.name == name && heading.unit == unit)
    }

    @Test("A storey of units alone gives the units of the names above it")
    func storeyOfUnits() throws {
        let found = try table("Month;Sludge;Water\n;kg;m3\n2026-01;5;6\n")
        #expect(found.shape.headingRows == 1...2)
        #expect(found.shape.columns.map(\.heading.name) == ["Month", "Sludge", "Water"])
        #expect(found.shape.columns.map(\.heading.unit) == [nil, "kg", "m3"])
    }

    @Test("Doubtful headings are asked about: the same twice, a unit of several meanings")
    func headings() throws {
        let shape = try table("Name;Load (ton);Load (ton)\na;1;2\n").shape
        #expect(shape.doubts.map { "\($0.address) \($0.reason)" } == ["B1 unclearUnit", "C1 repeatedHeading", "C1 unclearUnit"])
    }

    @Test("Each doubtful cell of a table is asked about with its address")
    func cells() throws {
        let rows = try table("Day;Kilos;Remark\n15/01/2026;5;x\n03/04/2026;1.234;\n2026-02-01;about 5;\nJan;7;\n;9;\nTotal;21;\n16/01/2026;1,5;y\n").rows
        #expect(
            rows.flatMap(\.doubts).map { "\($0.address) \($0.reason)" } == [
                "A3 ambiguousDate", "B3 ambiguousNumber", "B4 unreadableNumber", "A5 missingYear", "A6 unlabelledRow",
            ])
        #expect(rows.map(\.kind) == [.data, .data, .data, .data, .data, .total, .data])
        #expect(rows[6].cells[1].value == .number(ExactDecimal(digits: 15, scale: 1)))
        let answered = try table(
            "Day;Kilos;Remark\n15/01/2026;5;x\n03/04/2026;1.234;\n", TableAnswers(columns: ["day": ColumnHabits(isDayFirst: true)])
        ).rows
        #expect(answered[1].cells[0].value == .day(FixedTime.day(2026, 4, 3)))
    }

    @Test("Codes with a zero in front are texts, not numbers, and a table of texts alone is found")
    func texts() throws {
        let found = try table("Register\nCode;Phone\n0012;012345678\n0013;098765432\n")
        #expect(found.shape.headingRows == 2...2)
        #expect(found.shape.columns.map(\.kind) == [.text, .text])
        #expect(found.rows[0].cells.map(\.value) == [.text("0012"), .text("012345678")])
        #expect(try table("Name;Place\na;b\nc;d\n").rows.count == 2)
    }

    @Test("Hidden rows and columns, merged values, formulas that failed and days without their format are asked about")
    func workbook() throws {
        let file = try BuiltArchive(
            rows: """
                <row r='1'><c t='inlineStr'><is><t>Day</t></is></c><c t='inlineStr'><is><t>Kilos</t></is></c><c t='inlineStr'><is><t>More</t></is></c></row>
                <row r='2'><c s='1'><v>46277</v></c><c><v>1</v></c><c><v>2</v></c></row><row r='3' hidden='1'><c s='1'><v>46278</v></c><c><v>3</v></c></row>
                <row r='4'><c><v>46279</v></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c></row><row r='5'><c s='1'><v>46280</v></c><c r='B5'><v>4</v></c></row>
                <row r='6'><c s='1'><v>46281</v></c></row>
                """,
            before: "<cols><col min='3' max='3' hidden='1'/></cols>", after: "<mergeCells><mergeCell ref='B5:B6'/></mergeCells>",
            styles: "<cellXfs><xf/><xf numFmtId='14'/></cellXfs>"
        ).open()
        let shape = try TableShape(in: file, sheet: 0)
        #expect(shape.doubts.map { "\($0.address) \($0.reason)" } == ["C1 hidden"])
        let reader = try TableReader(shape, of: file)
        var doubts: [String] = []
        while let row = try reader.next() { doubts += row.doubts.map { "\($0.address) \($0.reason) \($0.readings)" } }
        #expect(doubts == ["A3 hidden []", "A4 unreadableDate [\"2026-09-14\"]", "B4 formulaError []", "B5 merged [\"B5:B6\"]"])
    }

    @Test("A column whose unit changed since last month is asked about, never taken over")
    func changedUnit() throws {
        let before = try table("Month;Sludge (t)\n2026-01;5\n").shape
        let mapping = ColumnMapping(entries: before.columns.map { ColumnMapping.Entry($0.heading, field: $0.heading.name) })
        let fit = mapping.fit(try table("SLUDGE [kg];month:\n5000;2026-02\n").shape)
        #expect(fit.columns == ["Month": 2])
        #expect(fit.missing.map(\.field) == ["Sludge"])
        #expect(fit.otherUnit.map(\.column) == [1])
    }

    @Test("Every doubt is worded with all its facts in every language")
    func worded() {
        for reason in Doubt.Reason.allCases {
            let problem = Doubt(address: CellAddress(row: 3, column: 2), reason: reason, found: "x", readings: ["1", "2"]).problem
            for language in Language.allCases {
                let text = Words(language)(problem)
                #expect(text.contains("B3") && !text.contains("{"), "\(reason) \(language): \(text)")
            }
        }
        #expect(Doubt.Reason.allCases.map(\.rawValue) == DoubtPhrase.allCases.map(\.rawValue))
    }

    @Test("A long sheet is read piece by piece: no more rows are held than a piece has, and each row comes once")
    func longSheet() throws {
        let bytes = try ListWriter.bytes(
            sheet: "a", columns: [ListColumn("Name"), ListColumn("n")],
            rows: (1...30_000).lazy.map { [.text("a"), .number(ExactDecimal(digits: Int64($0), scale: 0))] })
        let file = try WorkbookFile(.memory(bytes), named: "a.xlsx")
        let reader = try TableReader(try TableShape(in: file, sheet: 0), of: file)
        var sum: Int64 = 0
        while let row = try reader.next() {
            if case .number(let number) = row.cells[1].value { sum += number.number.digits }
            #expect(row.doubts.isEmpty)
        }
        #expect(sum == 30_000 * 30_001 / 2)
        let source = try #require(try file.rows(of: 0) as? SheetReader)
        while try source.next() != nil {}
        #expect(source.heldMost > 0 && source.heldMost < 2000)
    }
}
