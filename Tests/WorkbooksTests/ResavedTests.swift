// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@testable import Workbooks

/// Workbooks that LibreOffice Calc saved again say what they said before. `scripts/resave-with-libreoffice` writes them (LibreOffice 7.4.7.2).
struct ResavedTests {
    private func open(_ name: String) throws -> WorkbookFile {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "xlsx", subdirectory: "Resources"))
        return try WorkbookFile(.disk(url.path), named: name + ".xlsx")
    }

    /// What a cell says, without how it is written: LibreOffice keeps `TRUE` as a formula and numbers with fifteen digits.
    private func said(_ cell: Cell) -> String {
        let text = cell.kind == .text ? cell.text : ExactDecimal(workbook: cell.text)?.description ?? cell.text
        return "\(cell.address) \(cell.kind) \(text) \(cell.merge?.description ?? "") \(cell.isHidden) \(cell.isPercent)"
    }

    @Test(
        "A cell of every kind, with what is merged, hidden, styled to the edge or empty but formatted, is read alike",
        arguments: ["every_kind", "every_kind_1904"])
    func everyKind(_ name: String) throws {
        let before = try open(name)
        let after = try open(name + "_resaved")
        #expect(after.sheets == before.sheets)
        #expect(after.sheets.map(\.visibility) == [.visible, .visible, .hidden])
        #expect(after.epoch == before.epoch)
        for sheet in before.sheets.indices {
            #expect(try after.allRows(of: sheet).flatMap(\.cells).map(said) == before.allRows(of: sheet).flatMap(\.cells).map(said))
        }
        #expect(try after.allRows().flatMap(\.cells).count { $0.formula == .withoutValue } == 0)
        func read(_ file: WorkbookFile) throws -> (shape: TableShape, rows: [FoundRow]) {
            let shape = try TableShape(in: file, sheet: 0)
            let reader = try TableReader(shape, of: file)
            var rows: [FoundRow] = []
            while let row = try reader.next() { rows.append(row) }
            return (shape, rows)
        }
        let (old, new) = (try read(before), try read(after))
        #expect(new.shape.columns == old.shape.columns && new.shape.headingRows == 3...3)
        #expect(new.rows.map(\.kind) == old.rows.map(\.kind) && new.rows.last?.kind == .total)
        #expect(new.rows.flatMap(\.doubts) == old.rows.flatMap(\.doubts))
        #expect(new.rows.map { $0.cells.map(\.value) } == old.rows.map { $0.cells.map(\.value) })
    }

    @Test("The factory's year: the same columns and figures, and the same cells are asked about but those whose formulas have their values now")
    func garment() throws {
        func rows(_ name: String) throws -> (shape: TableShape, rows: [FoundRow]) {
            let file = try open(name)
            let shape = try TableShape(in: file, sheet: 0)
            let reader = try TableReader(shape, of: file)
            var rows: [FoundRow] = []
            while let row = try reader.next() { rows.append(row) }
            return (shape, rows)
        }
        let (before, after) = (try rows("monthly_garment"), try rows("monthly_garment_resaved"))
        #expect(after.shape.columns == before.shape.columns && after.shape.doubts == before.shape.doubts)
        #expect(after.rows.flatMap(\.doubts) == before.rows.flatMap(\.doubts).filter { $0.reason != .formulaWithoutValue })
        #expect(after.rows.map { "\($0.kind) \($0.number)" } == before.rows.map { "\($0.kind) \($0.number)" })
        for (a, b) in zip(after.rows, before.rows) where a.kind == .data {
            let known = b.cells.filter { cell in !b.doubts.contains { $0.address == cell.address && $0.reason == .formulaWithoutValue } }
            #expect(a.cells.filter { $0.address.column != 14 }.map(\.value) == known.map(\.value))
            #expect(a.cells.first { $0.address.column == 14 }.map { if case .number = $0.value { true } else { false } } == true)
        }
    }
}
