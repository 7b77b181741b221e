// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@testable import Workbooks

struct MarkedWorkbookTests {
    private func sent() throws -> WorkbookFile {
        let url = try #require(Bundle.module.url(forResource: "monthly_garment", withExtension: "xlsx", subdirectory: "Resources"))
        return try WorkbookFile(.disk(url.path), named: "monthly_garment.xlsx")
    }

    @Test("What was sent comes back with the same values, and each faulty cell bears its comment, also one that is empty")
    func marked() throws {
        let file = try sent()
        let marks = [
            CellAddress(row: 8, column: 3): "ក្រឡា C8 អាចអានបានច្រើនយ៉ាង", CellAddress(row: 11, column: 1): "empty row", CellAddress(row: 14, column: 17): "beside",
        ]
        let bytes = try MarkedWorkbook.bytes(file, marks: [0: marks])
        let back = try WorkbookFile(.memory(bytes), named: "back.xlsx")
        #expect(back.sheets == file.sheets)
        for sheet in file.sheets.indices {
            let expected = try file.allRows(of: sheet).flatMap(\.cells).filter { $0.kind != .blank }
            let found = try back.allRows(of: sheet).flatMap(\.cells)
            #expect(found.map(\.address) == expected.map(\.address))
            #expect(found.map(\.kind) == expected.map(\.kind))
            #expect(found.map(\.text) == expected.map(\.text))
        }
        let archive = try Archive(.memory(bytes), limits: .shipped)
        let widths = ColumnWidths()
        try XMLReader.read("xl/worksheets/sheet1.xml", of: archive, limits: .shipped, visitor: widths)
        // Its first column holds days, which programs show as ### where they do not fit.
        #expect((widths.widths[1] ?? 0) >= 11 && (widths.widths[16] ?? 0) > 20, "\(widths.widths)")
        let comments = CommentTexts()
        try XMLReader.read("xl/comments1.xml", of: archive, limits: .shipped, visitor: comments)
        #expect(comments.texts == ["C8": "ក្រឡា C8 អាចអានបានច្រើនយ៉ាង", "A11": "empty row", "Q14": "beside"])
    }

    @Test("Beyond the most marks a workbook bears, cells are still coloured and the rest is counted")
    func tooMany() throws {
        let file = try WorkbookFile(.memory(Array("a,b\n1,2\n".utf8)), named: "a.csv")
        let marks = Dictionary(uniqueKeysWithValues: (1...MarkedWorkbook.mostMarks + 7).map { (CellAddress(row: $0, column: 1), "x") })
        let path = FileManager.default.temporaryDirectory.appending(path: "marked-\(getpid()).xlsx").path
        defer { unlink(path) }
        #expect(try MarkedWorkbook.write(file, marks: [0: marks], to: path) == 7)
        #expect(try WorkbookFile(.disk(path), named: "a.xlsx").allRows().map { $0.cells.map(\.text) } == [["a", "b"], ["1", "2"]])
    }
}

/// How wide each column is, in characters.
private final class ColumnWidths: XMLVisitor {
    var widths: [Int: Double] = [:]

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "col", let column = attributes.number("min") { widths[column] = attributes["width"].flatMap { Double($0) } }
    }
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The texts of comments by the cell they belong to.
private final class CommentTexts: XMLVisitor {
    var texts: [String: String] = [:]
    private var cell = ""
    private var isText = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "comment" { cell = attributes["ref"] ?? "" }
        isText = name == "t"
    }
    func end(_ name: XMLName) { isText = false }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isText { texts[cell, default: ""] += String(decoding: bytes, as: UTF8.self) }
    }
}
