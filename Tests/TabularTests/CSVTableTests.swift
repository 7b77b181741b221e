// SPDX-License-Identifier: Apache-2.0

import Tabular
import Testing

@Suite("Reading delimited files") struct CSVTableTests {
    private func read(_ text: String, _ required: [String] = ["a", "b"], optional: [String]? = []) -> CSVTable {
        CSVTable(bytes: Array(text.utf8), required: required, optional: optional)
    }

    @Test("quotes hold separators, doubled quotes and line ends; lines count through them")
    func quotes() {
        let table = read("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"\"\nlast,row\n")
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [["x,y", "he said \"no\""], ["two\nlines", ""], ["last", "row"]])
        #expect(table.rows.map(\.line) == [2, 3, 5])
    }

    @Test("CRLF, LF, a byte-order mark, blank lines and a missing last line end read the same")
    func lineEnds() {
        for text in ["a,b\n1,ក\n2,ខ\n", "a,b\r\n1,ក\r\n2,ខ\r\n", "\u{FEFF}a,b\r\n1,ក\r\n\r\n2,ខ", "\u{FEFF}\"a\",\"b\"\n1,\"ក\"\n2,\"ខ\""] {
            let table = read(text)
            #expect(table.faults.isEmpty)
            #expect(table.columns == ["a", "b"])
            #expect(table.rows.map(\.fields) == [["1", "ក"], ["2", "ខ"]])
        }
    }

    @Test("CRLF inside quotes stays as it is, a lone CR is text")
    func carriageReturns() {
        let table = read("a,b\r\n\"x\r\ny\",p\rq\r\n")
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [["x\r\ny", "p\rq"]])
    }

    @Test("columns are found by name in any order; optional ones may be missing")
    func columns() throws {
        let table = read("c,b,a\n3,2,1\n", ["a", "b"], optional: ["c", "d"])
        let row = try #require(table.rows.first)
        #expect(row["a"] == "1" && row["b"] == "2" && row.value("c") == "3" && row.value("d") == nil)
        #expect(table.faults.isEmpty)
        #expect(read("a,b,z\n1,2,3\n", optional: nil).faults.isEmpty)
    }

    @Test(
        "each fault names its line, its column where one is meant, and its reason; sound rows are kept",
        arguments: [
            ("", TableFault(line: 1, reason: .missingHeader), 0),
            ("a\n1\n", TableFault(line: 1, column: "b", reason: .missingColumn), 0),
            ("a,b,z\n1,2,3\n", TableFault(line: 1, column: "z", reason: .unknownColumn), 1),
            ("a,b,a\n1,2,3\n", TableFault(line: 1, column: "a", reason: .repeatedColumn), 1),
            ("a,b\n1,2\n3\n4,5\n", TableFault(line: 3, value: "1 of 2", reason: .tooFewFields), 2),
            ("a,b\n1,2,3\n4,5\n", TableFault(line: 2, value: "3 of 2", reason: .tooManyFields), 1),
            ("a,b\n1,2\n3,\"open\n4,5\n", TableFault(line: 3, reason: .unclosedQuote), 1),
            ("a,b\n\"x\"y,2\n4,5\n", TableFault(line: 2, value: "x", reason: .textAfterQuote), 1),
            ("a,b\n1,2\nx\"y,2\n4,5\n", TableFault(line: 3, value: "x", reason: .quoteInsideField), 2),
        ])
    func faults(text: String, fault: TableFault, rows: Int) {
        let table = read(text)
        #expect(table.faults == [fault])
        #expect(table.rows.count == rows)
    }

    @Test("text that is not UTF-8 is a fault of its line, and the rest is read")
    func notUTF8() {
        let bytes = Array("a,b\n1,2\n".utf8) + [0xFF, 0xFE, 44, 50, 10] + Array("3,4\n".utf8)
        let table = CSVTable(bytes: bytes, required: ["a", "b"])
        #expect(table.faults.map(\.line) == [3])
        #expect(table.faults.map(\.reason) == [.notUTF8])
        #expect(table.rows.map(\.fields) == [["1", "2"], ["3", "4"]])
    }

    @Test("all faults of a file are found in one reading, in its order")
    func allFaults() {
        let table = read("a,b\n1\n\"x\"y,2\n1,2,3\nok,ok\nq\"q,1\n")
        #expect(table.faults.map(\.line) == [2, 3, 4, 6])
        #expect(table.faults.map(\.reason) == [.tooFewFields, .textAfterQuote, .tooManyFields, .quoteInsideField])
        #expect(table.rows.map(\.fields) == [["ok", "ok"]])
    }

    @Test(
        "a fault in the first line ends the reading: no other line is taken for the names of the columns",
        arguments: [
            ("a,b\"x\n1,2\na,b\n3,4\n", TableFault(line: 1, value: "b", reason: .quoteInsideField)),
            ("\"a\"x,b\na,b\n3,4\n", TableFault(line: 1, value: "a", reason: .textAfterQuote)),
            ("a,\"b\n1,2\n", TableFault(line: 1, reason: .unclosedQuote)),
        ])
    func faultyHeader(text: String, fault: TableFault) {
        let table = read(text)
        #expect(table.faults == [fault])
        #expect(table.columns.isEmpty && table.rows.isEmpty)
    }

    @Test("in a file of one column an empty line is no row, and a quoted blank is one")
    func oneColumn() {
        let table = read("a\n1\n\n\"\"\n2\n", ["a"])
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [["1"], [""], ["2"]])
        #expect(table.rows.map(\.line) == [2, 4, 5])
    }

    @Test("another separator reads another kind of file")
    func separator() {
        let table = CSVTable(bytes: Array("a;b\n1,5;\"x;y\"\n".utf8), required: ["a", "b"], separator: UInt8(ascii: ";"))
        #expect(table.faults.isEmpty)
        #expect(table.rows.map(\.fields) == [["1,5", "x;y"]])
    }
}
