// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Testing

@Suite struct QueryTests {
    @Test func interpolatedValuesBecomeNumberedPlaceholders() {
        // Values never enter the text; they stand beside it in the order of their numbers.
        let note: String? = nil
        let query: Query = "UPDATE t SET a = \(1), b = \(2.5), c = \("x"), d = \([1, 2] as [UInt8]), e = \(note), f = \(true) WHERE id = \(Int32(7))"
        #expect(query.text == "UPDATE t SET a = $1, b = $2, c = $3, d = $4, e = $5, f = $6 WHERE id = $7")
        #expect(query.arguments == [.int(1), .real(2.5), .text("x"), .blob([1, 2]), .null, .int(1), .int(7)])
    }

    @Test func splicingRenumbersPlaceholders() {
        // A filter with placeholders of its own takes the numbers that are free where it is put.
        let filter: Query = "month >= \(5) AND note <> \("ភ្នំពេញ $1")"
        let query: Query = "SELECT \(1) WHERE \(filter) AND (\(filter)) AND x = \(9)"
        #expect(query.text == "SELECT $1 WHERE month >= $2 AND note <> $3 AND (month >= $4 AND note <> $5) AND x = $6")
        #expect(query.arguments == [.int(1), .int(5), .text("ភ្នំពេញ $1"), .int(5), .text("ភ្នំពេញ $1"), .int(9)])
    }

    @Test func splicingKeepsTextAroundWideNumbers() {
        // Numbers change their width from $9 to $10 and text with Khmer letters between them stays whole.
        let list: Query = "\(values: 1...9) /* ខ្មែរ */ \(10) ខ"
        let query: Query = "\(0), \(list), \(list)"
        let expected = (1...21).map { "$\($0)" }
        let first = expected[1...9].joined(separator: ", ") + " /* ខ្មែរ */ $11 ខ"
        let second = expected[11...19].joined(separator: ", ") + " /* ខ្មែរ */ $21 ខ"
        #expect(query.text == "$1, \(first), \(second)")
        #expect(query.arguments.count == 21)
    }

    @Test func dollarsOfTheTextAreNoPlaceholders() {
        // Only what interpolation made is renumbered; a quoted $1 is somebody's text.
        let part: Query = "x = '$1' AND y = \(3)"
        let query: Query = "a = \(1) AND \(part)"
        #expect(query.text == "a = $1 AND x = '$1' AND y = $2")
    }

    @Test func listsAndConstants() {
        // A list becomes placeholders with commas, a constant becomes text.
        let query: Query = "SELECT \(raw: "count(*)") FROM t WHERE id IN (\(values: [4, 5, 6])) AND k IN (\(values: ["a"]))"
        #expect(query.text == "SELECT count(*) FROM t WHERE id IN ($1, $2, $3) AND k IN ($4)")
        #expect(query.arguments == [.int(4), .int(5), .int(6), .text("a")])
    }

    @Test func joiningConditions() {
        // Filters chosen at run time compose without touching text.
        let conditions: [Query] = ["a = \(1)", "b = \("x")", "c IS NULL"]
        let query: Query = "SELECT 1 WHERE \(conditions.joined(separator: " AND "))"
        #expect(query.text == "SELECT 1 WHERE a = $1 AND b = $2 AND c IS NULL")
        #expect([Query]().joined(separator: " AND ") == "")
    }

    @Test func emptyListStopsTheProgram() async {
        // SQL has no empty list; forgetting the empty case is found in the first test run.
        await #expect(processExitsWith: .failure) {
            let none: [Int64] = []
            _ = "SELECT 1 WHERE 1 IN (\(values: none))" as Query
        }
    }
}
