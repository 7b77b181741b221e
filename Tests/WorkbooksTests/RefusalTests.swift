// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import TestSupport
import Testing
import Wording

@testable import Workbooks

/// What is refused before a row is read, and with which reason.
struct RefusalTests {
    private func opening(_ change: (inout BuiltArchive) -> Void) -> WorkbookRefusal? {
        refusal {
            var archive = BuiltArchive(rows: "<row><c><v>1</v></c></row>")
            change(&archive)
            _ = try archive.rows()
        }
    }

    @Test("The plain archive that the others are changed from is read")
    func plain() { #expect(opening { _ in } == nil) }

    @Test("A part that unpacks to far more than its size is refused, by ratio and by the sum of all parts")
    func bombs() throws {
        let name = "xl/worksheets/sheet1.xml"
        let spaces = String(repeating: " ", count: 9_000_000)
        #expect(opening { $0[name] = $0[name]?.replacing("<sheetData>", with: "<sheetData>" + spaces) } == .ratio(part: name, limit: 250))
        var limits = WorkbookLimits.shipped
        limits.unpackedBytes = 1000
        #expect(refusal { _ = try BuiltArchive().rows(limits: limits) } == .tooLargeUnpacked(limit: 1000))
        limits = .shipped
        limits.entries = 6
        #expect(refusal { _ = try BuiltArchive().rows(limits: limits) } == .tooManyParts(7, limit: 6))
        #expect(opening { $0["xl/embeddings/a.xlsx"] = "x" } == .nestedArchive(part: "xl/embeddings/a.xlsx"))
    }

    @Test("A directory that promises less than a part holds is refused: no more is unpacked than was promised")
    func lyingDirectory() throws {
        var bytes = try BuiltArchive(rows: "<row><c><v>1</v></c></row>" + String(repeating: " ", count: 5000)).bytes()
        // Uncompressed size of every part, in local headers (at 22) and in the directory (at 24), is made 16.
        for at in bytes.indices.dropLast(46) {
            if bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 3, 4]) { bytes.replaceSubrange(at + 22..<at + 26, with: [16, 0, 0, 0]) }
            if bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 1, 2]) { bytes.replaceSubrange(at + 24..<at + 28, with: [16, 0, 0, 0]) }
        }
        guard case .damaged = refusal({ _ = try WorkbookFile(.memory(bytes), named: "a.xlsx").allRows() }) else {
            Issue.record("taken")
            return
        }
    }

    @Test("A sheet that was damaged on its way is refused, whichever of its packed bytes changed; a check sum that does not fit too", arguments: [true, false])
    func damagedOnItsWay(_ isStored: Bool) throws {
        var archive = BuiltArchive(rows: (1...40).map { "<row r='\($0)'><c><v>\($0 * 7919 % 1000)</v></c></row>" }.joined())
        archive.isStored = isStored
        let whole = try archive.bytes()
        #expect(try WorkbookFile(.memory(whole), named: "a.xlsx").allRows().count == 40)
        let name = Array("xl/worksheets/sheet1.xml".utf8)
        // The last local header is the sheet's; name and packed bytes follow it.
        let header = try #require(whole.indices.dropLast(60).last { whole[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 3, 4]) })
        let first = header + 30 + name.count
        #expect(whole[header + 30..<first].elementsEqual(name))
        let packed = (0..<4).reduce(0) { $0 | Int(whole[header + 18 + $1]) << (8 * $1) }
        // The last byte may hold bits that stand for nothing.
        for at in stride(from: first, to: first + packed - 1, by: 3) {
            var bytes = whole
            bytes[at] ^= 0x10
            #expect(refusal { _ = try WorkbookFile(.memory(bytes), named: "a.xlsx").allRows() } != nil, "byte \(at - first) of \(packed)")
        }
        var sums = whole
        for at in whole.indices.dropLast(46)
        where whole[at..<at + 4].elementsEqual([0x50, 0x4B, 1, 2]) && whole[at + 46..<at + 46 + name.count].elementsEqual(name) {
            sums[at + 16] ^= 1
        }
        sums[header + 14] ^= 1
        #expect(refusal { _ = try WorkbookFile(.memory(sums), named: "a.xlsx").allRows() } == .damaged(part: "xl/worksheets/sheet1.xml"))
    }

    @Test(
        "Names that leave their folder, repeat one another or read differently elsewhere are refused",
        arguments: [
            "../a.xml", "xl/../../a", "/etc/passwd", "a\\b", "C:a", "a//b", "XL/Workbook.xml", "xl/./a", "a\u{7}",
        ])
    func names(_ name: String) {
        #expect(opening { $0.parts.append((name, [65])) } == .unsafeName(part: name))
    }

    @Test(
        "A document type is refused wherever it stands, so no entity is ever declared",
        arguments: [
            "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels",
        ])
    func documentTypes(_ part: String) {
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
        #expect(opening { $0[part] = laughs + ($0[part] ?? "") } == .doctype(part: part))
    }

    @Test("Macros, also under another name, and other kinds of workbooks are refused by name")
    func kinds() {
        #expect(opening { $0["xl/vbaProject.bin"] = "x" } == .macros)
        #expect(opening { $0["xl/macrosheets/sheet1.xml"] = "x" } == .macros)
        let types = "[Content_Types].xml"
        #expect(opening { $0[types] = $0[types]?.replacing("application/xml", with: "application/vnd.ms-excel.sheet.macroEnabled.main+xml") } == .macros)
        #expect(opening { $0["xl/workbook.bin"] = "x" } == .wrongKind(.binaryWorkbook))
        #expect(opening { $0["mimetype"] = "application/vnd.oasis.opendocument.spreadsheet" } == .wrongKind(.openDocument))
        #expect(opening { $0[types] = nil } == .wrongKind(.archive))
    }

    @Test("What is no workbook is named for what it is")
    func others() throws {
        func opening(_ bytes: [UInt8], _ name: String) -> WorkbookRefusal? { refusal { _ = try WorkbookFile(.memory(bytes), named: name) } }
        #expect(opening([], "a.xlsx") == .empty)
        #expect(opening(FileKind.compoundFile + [UInt8](repeating: 0, count: 600), "a.xlsx") == .wrongKind(.oldWorkbook))
        #expect(opening(FileKind.compoundFile + [0] + "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }, "a.xlsx") == .encrypted)
        #expect(opening(Array("a,b\n1,2\n".utf8), "a.xlsx") == .misnamed(name: "a.xlsx", found: .text))
        #expect(opening(try BuiltArchive().bytes(), "a.csv") == .misnamed(name: "a.csv", found: .workbook))
        #expect(opening(Array("\n <HTML><table>".utf8), "a.xls") == .wrongKind(.webPage))
        #expect(opening(Array("%PDF-1.7".utf8), "a.xlsx") == .wrongKind(.pdf))
        #expect(opening([1, 0, 2], "a.csv") == .wrongKind(.unknown))
        #expect(opening([0x50, 0x4B, 3, 4, 9, 9], "a.xlsx") == .damaged(part: "zip"))
        #expect(refusal { _ = try WorkbookFile(.disk("/nonexistent/a.xlsx"), named: "a.xlsx") } == .empty)
    }

    @Test("Sheets that are wider, longer or deeper than any program makes are refused")
    func shapes() {
        func rows(_ text: String) -> WorkbookRefusal? { refusal { _ = try BuiltArchive(rows: text).rows() } }
        #expect(rows("<row r='1048577'><c><v>1</v></c></row>") == .tooManyRows(limit: 1_048_576))
        #expect(rows("<row><c r='XFE1'><v>1</v></c></row>") == .tooManyColumns(limit: 16_384))
        let part = "xl/worksheets/sheet1.xml"
        #expect(rows("<row r='2'/><row r='2'/>") == .damaged(part: part))
        #expect(rows("<row r='2'><c r='B2'/><c r='A2'/></row>") == .damaged(part: part))
        #expect(rows("<row><c t='s'><v>9</v></c></row>") == .damaged(part: "sharedStrings"))
        #expect(rows(String(repeating: "<a>", count: 70)) == .damaged(part: part))
        let long = String(repeating: "0123456789", count: 3_277)
        #expect(rows("<row><c t='inlineStr'><is><t>\(long)</t></is></c></row>") == .cellTooLong(CellAddress(row: 1, column: 1), limit: 32_767))
        #expect(
            refusal {
                _ = try BuiltArchive(
                    rows: "<row r='1'><c><v>1</v></c></row>", after: "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B1:C1'/></mergeCells>"
                ).rows()
            }
                == .damaged(part: "mergeCells"))
    }

    @Test("Every refusal is worded with all its facts in every language")
    func worded() {
        let address = CellAddress(row: 3, column: 2)
        let every: [WorkbookRefusal] =
            [
                .empty, .misnamed(name: "a", found: .text), .macros, .encrypted, .damaged(part: "a"), .doctype(part: "a"), .tooManyParts(9, limit: 8),
                .tooLargeUnpacked(limit: 1 << 31), .ratio(part: "a", limit: 3), .nestedArchive(part: "a"), .unsafeName(part: "a"), .tooManySheets(2, limit: 1),
                .tooManyRows(limit: 1), .tooManyColumns(limit: 1), .tooManyMerges(limit: 1), .cellTooLong(address, limit: 4),
                .encodingUnclear(line: 1, readings: [.windows1252: "a", .windows1258: "b"]), .separatorUnclear, .quoteNotClosed(row: 3), .noSuchSheet("a"),
                .noTable(sheet: "a"), .notWritten("a"),
            ] + FileKind.allCases.map { .wrongKind($0) }
        for refusal in every {
            for language in Language.allCases {
                for problem in refusal.problems {
                    let text = Words(language)(problem)
                    #expect(!text.contains("{") && text != problem.phrase, "\(problem.phrase) \(language): \(text)")
                }
            }
        }
        let said = Set(every.flatMap(\.problems).map(\.phrase)).union(FileKind.allCases.map(\.phrase.fullKey))
        #expect(said == Set(WorkbookPhrase.allCases.map(\.fullKey)))
    }

    @Test("A file changed at random is read or refused, and neither crashes nor hangs", arguments: [UInt64(1), 2, 3, 4])
    func fuzz(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = BuiltArchive(
            rows:
                "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>46277</v></c></row><row><c t='inlineStr'><is><t>a</t></is></c><c><f>A1</f><v>2</v></c></row>",
            before: "<cols><col min='1' max='3' hidden='1'/></cols>", after: "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>", strings: "<si><t>x</t></si>",
            styles: "<cellXfs><xf/><xf numFmtId='14'/></cellXfs>")
        let packed = try whole.bytes()
        for round in 0..<250 {
            let bytes: [UInt8]
            if round % 2 == 0 {
                bytes = Self.changed(packed, &random)
            } else {
                // Within a part, so that what is changed reaches the readers behind the archive's check sums.
                var archive = whole
                let part = random.integer(0...archive.parts.count - 1)
                archive.parts[part].bytes = Self.changed(archive.parts[part].bytes, &random)
                bytes = try archive.bytes()
            }
            _ = refusal {
                let file = try WorkbookFile(.memory(bytes), named: "a.xlsx")
                _ = try file.allRows()
                let reader = try TableReader(try TableShape(in: file, sheet: 0), of: file)
                while try reader.next() != nil {}
            }
        }
    }

    private static func changed(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<random.integer(1...6) where !bytes.isEmpty {
            let at = random.integer(0...bytes.count - 1)
            switch random.integer(0...4) {
            case 0: bytes[at] = UInt8(random.integer(0...255))
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(random.pick(Array("<>/&;'\"0a".utf8)), at: at)
            case 3: bytes.removeLast(min(bytes.count - 1, random.integer(0...20)))
            default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random.integer(1...40))], at: at)
            }
        }
        return bytes
    }
}
