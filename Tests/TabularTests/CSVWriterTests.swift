// SPDX-License-Identifier: Apache-2.0

import Tabular
import Testing

@Suite("Writing delimited files") struct CSVWriterTests {
    @Test("fields with separators, quotes and line ends are quoted, others are left bare")
    func quoting() {
        var writer = CSVWriter(columns: ["a", "b"])
        writer.append(["plain", "x,y"])
        writer.append(["a \"b\"", "two\r\nlines"])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "a,b\nplain,\"x,y\"\n\"a \"\"b\"\"\",\"two\r\nlines\"\n")
    }

    @Test("with a byte-order mark the file begins with it and reads back")
    func byteOrderMark() {
        var writer = CSVWriter(columns: ["ក", "ខ"], forSpreadsheets: true)
        writer.append(["១", ""])
        #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let table = CSVTable(bytes: writer.bytes, required: ["ក", "ខ"])
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [["១", ""]])
    }

    @Test("a file of one column keeps its empty fields")
    func emptyFieldOfOneColumn() {
        var writer = CSVWriter(columns: ["a"])
        for field in ["", "x", ""] { writer.append([field]) }
        let table = CSVTable(bytes: writer.bytes, required: ["a"])
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [[""], ["x"], [""]])
    }

    @Test("1,000 random tables of awkward texts read back unchanged")
    func roundTrip() throws {
        let pieces = ["", "a", ",", "\"", "\n", "\r\n", "ខ្មែរ", "đ", " ", ";", "\"\"", "\u{FEFF}", "0", "'", "=", "+", "-", "@", "\t", "\r", "1.5", "e3"]
        for seed in UInt64(1)...1000 {
            var state = seed
            func pick(_ count: UInt64) -> Int {
                // A linear congruential generator (Knuth, MMIX) is random enough for picking pieces.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int((state >> 33) % count)
            }
            let columns = Array(["k", "l", "m"].prefix(1 + pick(3)))
            let rows = (0..<pick(6)).map { _ in columns.map { _ in (0..<pick(5)).map { _ in pieces[pick(UInt64(pieces.count))] }.joined() } }
            var writer = CSVWriter(columns: columns, forSpreadsheets: seed.isMultiple(of: 2))
            for row in rows { writer.append(row) }
            let table = CSVTable(bytes: writer.bytes, required: columns)
            try #require(table.faults.isEmpty, "seed \(seed)")
            try #require(table.rows.map(\.fields) == rows, "seed \(seed)")
        }
    }

    @Test("In files for spreadsheets an apostrophe stands before what would be a formula, and before nothing else")
    func formulas() {
        let formulas = ["=HYPERLINK(\"http://x\")", "@SUM(A1)", "=1+2", "+855 12 345", "-1-2", "\t=1", "\r=1", "'=1", "''@a", "-ក", "+1.", "-e3"]
        let plain = ["-12.5", "+855", "-1e5", "-1.5E+3", "=", "-", "@", "'", "'a", "1=2", "a@b.kh", "", "'-5"]
        var (sheet, bare) = (CSVWriter(columns: ["text"], forSpreadsheets: true), CSVWriter(columns: ["text"]))
        for text in formulas + plain {
            sheet.append([text])
            bare.append([text])
        }
        // Read as a spreadsheet program does, which knows nothing of the mark.
        let seen = String(decoding: sheet.bytes.dropFirst(3), as: UTF8.self)
        for text in formulas { #expect(seen.contains("'" + text.replacing("\"", with: "\"\"")), "\(text)") }
        for text in plain where text.utf8.count > 1 { #expect(!seen.contains("\n'" + text + "\n"), "\(text)") }
        for file in [sheet.bytes, bare.bytes] {
            #expect(CSVTable(bytes: file, required: ["text"]).rows.map { $0["text"] } == formulas + plain)
        }
        #expect(String(decoding: bare.bytes, as: UTF8.self).contains("\n=1+2\n"))
    }
}
