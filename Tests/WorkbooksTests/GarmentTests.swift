// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@testable import Workbooks

/// A factory's own sheet of a year, as such sheets are sent: every doubtful cell is asked about, and nothing else.
struct GarmentTests {
    private func open() throws -> WorkbookFile {
        let url = try #require(Bundle.module.url(forResource: "monthly_garment", withExtension: "xlsx", subdirectory: "Resources"))
        return try WorkbookFile(.disk(url.path), named: "monthly_garment.xlsx")
    }

    private func rows(_ shape: TableShape, _ file: WorkbookFile, _ answers: TableAnswers = TableAnswers()) throws -> [FoundRow] {
        let reader = try TableReader(shape, of: file, answers: answers)
        var rows: [FoundRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test("Heading of two storeys, units and columns are found, below a title over the whole sheet")
    func shape() throws {
        let file = try open()
        #expect(file.sheets.map(\.name) == ["ឆ្នាំ 2026", "notes"])
        let shape = try TableShape(in: file, sheet: 0)
        #expect(shape.headingRows == 3...4)
        #expect(shape.titles.map(\.address.description) == ["A1"])
        #expect(shape.doubts.isEmpty)
        let inputs = "INPUTS (បញ្ចូល)"
        let outputs = "OUTPUTS (ទិន្នផល)"
        let expected: [(storey: String, name: String, unit: String?)] = [
            ("", "Month / ខែ", nil), ("", "Working days", nil), (inputs, "Fabric", "kg"), (inputs, "Thread and trims", "kg"),
            (inputs, "Grid electricity", "kWh"),
            (inputs, "Diesel", "L"), (inputs, "Fuelwood", "t"), (inputs, "Well water", "m3"), (outputs, "Garments", "piece"), (outputs, "Garments", "kg"),
            (outputs, "Fabric offcuts", "kg"), (outputs, "Sludge", "t"), (outputs, "Mixed waste", "kg"), (outputs, "Wastewater", "m3"),
            (outputs, "Workers", nil),
            (outputs, "Of which women / ស្រី", nil),
        ]
        #expect(shape.columns.map(\.column) == Array(1...16))
        #expect(shape.columns.map(\.heading.name) == expected.map(\.name))
        #expect(shape.columns.map(\.heading.unit) == expected.map(\.unit))
        #expect(shape.columns.map { $0.heading.storeys[0] } == expected.map(\.storey))
        #expect(shape.columns.map(\.kind) == [.month] + Array(repeating: .number, count: 15))
        #expect(refusal { _ = try TableShape(in: file, sheet: 1) } == .noTable(sheet: "notes"))
    }

    @Test("Exactly the doubtful cells are asked about, each with its readings")
    func doubts() throws {
        let file = try open()
        let rows = try rows(try TableShape(in: file, sheet: 0), file)
        // Checked by hand: one thousands text, one that may be European, one dash, and the column of formulas that was saved without values.
        let formulas = [5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17].map {
            Doubt(address: CellAddress(row: $0, column: 14), reason: .formulaWithoutValue, found: "")
        }
        let expected =
            formulas + [
                Doubt(address: CellAddress(row: 8, column: 3), reason: .ambiguousNumber, found: "53,040", readings: ["53040", "53.04"]),
                Doubt(address: CellAddress(row: 9, column: 5), reason: .ambiguousNumber, found: "161.239", readings: ["161239", "161.239"]),
                Doubt(address: CellAddress(row: 14, column: 12), reason: .dash, found: "-", readings: ["notMeasured", "0"]),
            ]
        #expect(rows.flatMap(\.doubts).sorted { $0.address < $1.address } == expected.sorted { $0.address < $1.address })
    }

    @Test("Months as text and as days are months, a blank row is passed over, a trailing space is no matter, total and note are set aside")
    func values() throws {
        let file = try open()
        let rows = try rows(try TableShape(in: file, sheet: 0), file)
        let data = rows.filter { $0.kind == .data }
        #expect(data.map { $0.cells[0].value } == (1...12).map { .month(Month(year: 2026, month: $0)) })
        #expect(data.map(\.number) == [5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17])
        #expect(data[6].cells[3].value == .number(ExactDecimal(digits: 1054, scale: 0)))
        #expect(data[0].cells[6].value == .number(ExactDecimal(digits: 4919, scale: 2)))
        #expect(rows.filter { $0.kind != .data }.map { "\($0.kind) \($0.number)" } == ["total 18", "note 20"])
    }

    @Test("Answers, kept with the mapping as JSON, settle next month's doubts of the same kind")
    func remembered() throws {
        let file = try open()
        let shape = try TableShape(in: file, sheet: 0)
        let fabric = ColumnMapping.Entry(shape.columns[2].heading, field: "fabric", habits: ColumnHabits(separator: .groups))
        let power = ColumnMapping.Entry(shape.columns[4].heading, field: "electricity", habits: ColumnHabits(separator: .decimals))
        let sludge = ColumnMapping.Entry(shape.columns[11].heading, field: "sludge", habits: ColumnHabits(dash: .notMeasured))
        let mapping = try JSONDecoder().decode(ColumnMapping.self, from: JSONEncoder().encode(ColumnMapping(entries: [fabric, power, sludge])))
        let fit = mapping.fit(shape)
        #expect(fit.columns == ["fabric": 3, "electricity": 5, "sludge": 12])
        #expect(fit.unknown.count == 13 && fit.missing.isEmpty && fit.repeated.isEmpty && fit.otherUnit.isEmpty)
        let data = try rows(shape, file, mapping.answers).filter { $0.kind == .data }
        #expect(data[3].cells[2].value == .number(ExactDecimal(digits: 53040, scale: 0)))
        #expect(data[4].cells[4].value == .number(ExactDecimal(digits: 161_239, scale: 3)))
        #expect(data[8].cells[11].value == .notMeasured)
        #expect(Set(data.flatMap(\.doubts).map(\.reason)) == [.formulaWithoutValue])
        // One cell answered by itself.
        var answers = mapping.answers
        answers.cells[CellAddress(row: 5, column: 14)] = .number(ExactDecimal(digits: 2591, scale: 0))
        answers = try JSONDecoder().decode(TableAnswers.self, from: JSONEncoder().encode(answers))
        #expect(try rows(shape, file, answers).flatMap(\.doubts).count == 11)
    }
}
