// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular
import Testing

@testable import Workbooks

struct ListFileTests {
    @Test("A list as CSV becomes a workbook of the same columns: weights add up, days sort, codes keep their zeros, formulas are texts")
    func sameList() throws {
        var csv = CSVWriter(columns: ["date", "waste_code", "declared_kg", "accepted_kg", "sender"], forSpreadsheets: true)
        csv.append(["2026-09-12", "0120", "1240.500", "", "=ក្រុមហ៊ុន"])
        csv.append(["2026-09", "A4", "-2.000", "about", "+855"])
        csv.append(["2026-09", "'=1", "=1+2", "@SUM(1)", "=HYPERLINK(\"http://x\")"])
        let rows = try WorkbookFile(.memory(try ListFile.workbook(csv: csv.bytes, name: "outgoing")), named: "a.xlsx").allRows()
        #expect(
            rows.map { $0.cells.map(\.text) } == [
                ["date", "waste_code", "declared_kg", "accepted_kg", "sender"], ["46277", "0120", "1240.5", "=ក្រុមហ៊ុន"],
                ["2026-09", "A4", "-2", "about", "+855"],
                ["2026-09", "'=1", "=1+2", "@SUM(1)", "=HYPERLINK(\"http://x\")"],
            ])
        #expect(rows[1].cells.map(\.kind) == [.date, .text, .number, .text])
        #expect(rows[2].cells.map(\.kind) == [.text, .text, .number, .text, .text])
        #expect(rows.flatMap(\.cells).allSatisfy { $0.formula == .none })
    }
}
