// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Testing

@Suite struct RowTests {
    let row = Row(
        columns: ["id", "name", "share", "file", "sealed", "gone"],
        values: [.int(.min), .text("ស្រះ"), .real(0.25), .blob([0, 255]), .int(1), .null])

    @Test func readsEachKindByPosition() {
        // Each accessor gives the value of its kind.
        #expect(row.int(0) == .min)
        #expect(row.text(1) == "ស្រះ")
        #expect(row.real(2) == 0.25)
        #expect(row.blob(3) == [0, 255])
        #expect(row.bool(4))
        #expect(row.int32(4) == 1)
        #expect(row.real(4) == 1)
    }

    @Test func optionalFormsReadNull() {
        // NULL is nil in every optional form, and a value is itself.
        #expect(row.optionalInt(5) == nil && row.optionalInt32(5) == nil && row.optionalReal(5) == nil)
        #expect(row.optionalText(5) == nil && row.optionalBlob(5) == nil && row.optionalBool(5) == nil)
        #expect(row.optionalInt(0) == .min && row.optionalText(1) == "ស្រះ")
    }

    @Test(arguments: [SQLValue.null, .text("x"), .int(2), .real(1)])
    func convertingAValueToItselfKeepsIt(_ value: SQLValue) {
        // Dynamic values pass through the same door as typed ones.
        #expect(value.sqlValue == value)
    }

    @Test func wrongKindNamesTheColumn() async throws {
        // The program stops with the column's name and both kinds.
        let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Row(columns: ["closing_stock"], values: [.text("12")]).int(0)
        }
        let message = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(message.contains("Column 0 (closing_stock) holds text, read as a whole number."))
    }

    @Test func numbersTooWideForThirtyTwoBitsStopTheProgram() async {
        // A number is never cut to fit.
        await #expect(processExitsWith: .failure) { _ = Row(columns: ["day"], values: [.int(1 << 40)]).int32(0) }
    }

    @Test func nullWhereAValueIsExpectedStopsTheProgram() async {
        // The plain forms promise a value.
        await #expect(processExitsWith: .failure) { _ = Row(columns: ["name"], values: [.null]).text(0) }
    }
}
