// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Workbooks

struct SheetReaderTests {
    @Test("Cells of every kind are read as the file holds them")
    func kinds() throws {
        let cells = try BuiltArchive(
            rows: """
                <row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2' t='inlineStr'><is><r><t>in</t></r><r><t xml:space='preserve'> line</t></r><rPh><t>no</t></rPh></is></c>
                <c r='C2'><v>1.5E-3</v></c><c r='D2' s='1'><v>46277</v></c><c r='E2' t='b'><v>1</v></c><c r='F2' t='e'><f>1/0</f><v>#DIV/0!</v></c>
                <c r='G2'><f>A1</f><v/></c><c r='H2'><f>A1</f><v>7</v></c><c r='I2' t='str'><f>A1</f><v></v></c><c r='J2' s='1'/><c r='K2' s='2'><v>0.05</v></c></row>
                """,
            strings: "<si><t>zero</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si>",
            styles: "<numFmts><numFmt numFmtId='170' formatCode='\"day\" dd/mm'/></numFmts><cellXfs><xf/><xf numFmtId='170'/><xf numFmtId='9'/></cellXfs>"
        ).rows()[0].cells
        #expect(cells.map(\.address.description) == ["A2", "B2", "C2", "D2", "E2", "F2", "G2", "H2", "I2", "K2"])
        #expect(cells.map(\.text) == ["rich", "in line", "1.5E-3", "46277", "1", "#DIV/0!", "", "7", "", "0.05"])
        #expect(cells.map(\.kind) == [.text, .text, .number, .date, .bool, .error, .blank, .number, .text, .number])
        #expect(cells.map(\.formula) == [.none, .none, .none, .none, .none, .withValue, .withoutValue, .withValue, .withValue, .none])
        #expect(cells.map(\.isPercent) == [false, false, false, false, false, false, false, false, false, true])
    }

    @Test("Merged ranges and hidden columns, which stand behind and before the rows, are known at each cell; hidden rows too")
    func outline() throws {
        let rows = try BuiltArchive(
            rows: "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row><row r='2' hidden='1'><c r='B2'><v>3</v></c><c r='D2'><v>4</v></c></row>",
            before: "<cols><col min='4' max='16384' hidden='1'/></cols>",
            after: "<mergeCells><mergeCell ref='C1:D1'/><mergeCell ref='A1:B2'/></mergeCells>"
        ).rows()
        #expect(rows.flatMap(\.cells).map { $0.merge?.description } == ["A1:B2", "C1:D1", "A1:B2", nil])
        #expect(rows.flatMap(\.cells).map(\.isHidden) == [false, false, true, true])
    }

    @Test(
        "The outline is found wherever the pieces of a sheet are cut, and whatever prefix its elements bear", arguments: [0, 1, 100, 262_143, 262_144, 262_150])
    func outlineOverPieces(_ padding: Int) throws {
        var archive = BuiltArchive()
        archive["xl/worksheets/sheet1.xml"] =
            "<x:worksheet xmlns:x='\(BuiltArchive.main)'><!--\(String(repeating: "-a", count: padding / 2))--><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>sheetData"
            + String(repeating: "b", count: 4 * (262_144 - padding % 7) / 50)
            + "</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref='A1:A2'/></x:mergeCells></x:worksheet>"
        #expect(try archive.rows().first?.cells.first?.merge?.description == "A1:A2")
    }

    @Test("Cells and rows without addresses follow one another")
    func withoutAddresses() throws {
        let rows = try BuiltArchive(rows: "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>").rows()
        #expect(rows.flatMap(\.cells).map(\.address.description) == ["A1", "B1", "C5", "D5"])
    }

    @Test("A long sheet, which threads read ahead, gives each row once, with its merges; damage is told after what stands before it; it may be left half-way")
    func long() throws {
        let count = 40_000
        let rows = (1...count).map { "<row r='\($0)'><c r='A\($0)'><v>\($0 * 7)</v></c><c r='C\($0)' t='inlineStr'><is><t>ខែ \($0)</t></is></c></row>" }
        let merge = "<mergeCells><mergeCell ref='A39999:B40000'/></mergeCells>"
        let archive = BuiltArchive(rows: rows.joined(), after: merge)
        #expect((archive["xl/worksheets/sheet1.xml"]?.utf8.count ?? 0) > SheetBlocks.large)
        let file = try archive.open()
        let read = try file.allRows()
        #expect(read.map(\.number) == Array(1...count))
        #expect(read.allSatisfy { $0.cells.map(\.text) == ["\($0.number * 7)", "ខែ \($0.number)"] })
        #expect(read.count { $0.cells[0].merge != nil } == 2)
        for taken in [0, 1, 9000, 30_000] {
            let source = try file.rows(of: 0)
            for _ in 0..<taken { _ = try source.next() }
        }
        let source = try BuiltArchive(rows: rows.dropLast(1000).joined() + "<row r='39001'></c></row>" + rows.suffix(1000).joined()).open().rows(of: 0)
        var before = 0
        #expect(refusal { while try source.next() != nil { before += 1 } } == .damaged(part: "xl/worksheets/sheet1.xml"))
        #expect(before == count - 1000)
        #expect(refusal { _ = try source.next() } == .damaged(part: "xl/worksheets/sheet1.xml"), "Asked again it says so again.")
    }

    @Test("Rows within rows, cells within cells and cells outside rows are no sheet; elements of such names outside the rows are passed over")
    func nested() throws {
        for rows in ["<row><row/></row>", "<row><c><c/></c></row>", "<c><v>1</v></c>"] {
            #expect(refusal { _ = try BuiltArchive(rows: rows).rows() } == .damaged(part: "xl/worksheets/sheet1.xml"), "\(rows)")
        }
        let drawn = "<controls><from><row>7</row></from><c><v>3</v></c></controls>"
        #expect(try BuiltArchive(rows: "<row><c><v>1</v></c></row>", after: drawn).rows().flatMap(\.cells).map(\.text) == ["1"])
    }

    @Test("Serial numbers are days of either epoch; the day that never was is none")
    func epochs() throws {
        #expect(SerialEpoch.from1900.date(1)?.date == FixedTime.day(1900, 1, 1))
        #expect(SerialEpoch.from1900.date(59)?.date == FixedTime.day(1900, 2, 28))
        #expect(SerialEpoch.from1900.date(60) == nil)
        #expect(SerialEpoch.from1900.date(61.5)?.date == FixedTime.day(1900, 3, 1))
        #expect(SerialEpoch.from1904.date(0)?.date == FixedTime.day(1904, 1, 1))
        #expect(SerialEpoch.from1904.date(44_815)?.date == FixedTime.day(2026, 9, 12))
        #expect(try BuiltArchive(workbook: "<workbookPr date1904='1'/>").open().epoch == .from1904)
        for date in [FixedTime.day(1900, 1, 1), FixedTime.day(1900, 3, 1), FixedTime.day(2026, 9, 12)] {
            #expect(SerialEpoch.from1900.serial(of: date).flatMap { SerialEpoch.from1900.date(Double($0))?.date } == date)
        }
    }

    @Test(
        "Numbers are read as programs show them, with 15 digits",
        arguments: [
            ("0.30000000000000004", "0.3"), ("49.19", "49.19"), ("1.5E-3", "0.0015"), ("-2.2100000000000001E1", "-22.1"), ("1E+15", "1000000000000000"),
            ("12.50", "12.5"), ("1E-20", "0"), ("123456789012345678", "123456789012346000"), ("0", "0"), ("9.9999999999999995E-2", "0.1"),
        ])
    func numbers(_ text: String, _ expected: String) { #expect(ExactDecimal(workbook: text)?.description == expected) }

    @Test("What is no number is none", arguments: ["", "a", "1,5", "nan", "inf", "1E400", "1E30"])
    func noNumbers(_ text: String) { #expect(ExactDecimal(workbook: text) == nil) }

    @Test("Shared texts are the same from memory and from disk")
    func spilled() throws {
        let texts = (0..<500).map { "text ខ្មែរ \($0)" }
        var limits = WorkbookLimits.shipped
        limits.stringsInMemory = 2000
        let archive = BuiltArchive(
            rows: (0..<500).map { "<row><c t='s'><v>\(($0 * 7) % 500)</v></c></row>" }.joined(), strings: texts.map { "<si><t>\($0)</t></si>" }.joined())
        #expect(try archive.rows(limits: limits) == archive.rows())
        #expect(try archive.rows(limits: limits).map { $0.cells[0].text } == (0..<500).map { texts[($0 * 7) % 500] })
    }

    @Test("Sheets are listed by name with whether they are seen")
    func visibility() throws {
        var archive = BuiltArchive()
        archive["xl/workbook.xml"] = archive["xl/workbook.xml"]?.replacing(
            "<sheets>", with: "<sheets><sheet name='ស្ងាត់' sheetId='2' state='veryHidden' r:id='s1'/><sheet name='b' sheetId='3' state='hidden' r:id='s1'/>")
        #expect(
            try archive.open().sheets == [
                SheetInfo(name: "ស្ងាត់", visibility: .veryHidden), SheetInfo(name: "b", visibility: .hidden), SheetInfo(name: "Sheet"),
            ])
    }
}
