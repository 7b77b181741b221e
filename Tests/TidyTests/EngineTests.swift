// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// SQL is written once for both engines.
struct EngineTests {
    /// Where a line speaks of one engine alone, outside the drivers. A new place, or one more line, is a decision (docs/decisions/0013).
    private static let differences = [
        "Sources/Storage/StorageCore/Dialect.swift": 3,  // words for types
        "Sources/Storage/StorageCore/Migration.swift": 2,  // statements for one engine
        "Sources/Storage/StorageCore/MigrationRunner.swift": 3,  // where tables are listed; runners at once
        "Sources/Storage/Stores/Migrations/Migration001Foundation.swift": 4,  // triggers
        "Sources/Storage/Stores/Migrations/Migration010SharedSums.swift": 3,  // deltas beside sums
        "Sources/Storage/Stores/Migrations/Migration013Seal.swift": 3,  // lines that wait for the seal
        "Sources/Storage/Stores/Migrations/Migration015Classification.swift": 4,  // which columns of origins never change
        "Sources/Storage/Stores/Migrations/Migration018StockRange.swift": 3,  // the text of a check
        "Sources/Storage/Stores/Migrations/Migration017Partitions.swift": 4,  // years of history
        "Sources/Storage/Stores/PartitionStore.swift": 2,  // the same
        "Sources/Storage/Stores/Migrations/Migration019SavedOrder.swift": 4,  // a number for each row that is saved
        "Sources/Storage/Stores/Migrations/Migration020KnownEvidence.swift": 3,  // deltas beside sums
        "Sources/Storage/Stores/Migrations/Migration021LateEntries.swift": 3,  // the same
        "Sources/Storage/Stores/Migrations/Migration028Reported.swift": 3,  // the same
        "Sources/Storage/StorageCore/TableShape.swift": 6,  // catalogues
        "Sources/Storage/StorageCore/DatabaseCopy.swift": 3,  // where tables are listed; counters that go on
        "Sources/Storage/Stores/SharedSums.swift": 3,  // adding to sums
        "Sources/CLI/ServeCommand.swift": 1,  // folding
    ]

    @Test("The engines differ in counted places, and nowhere else")
    func differencesAreCounted() throws {
        let names = try Regex("\\.(sqlite|postgres)\\b")
        for (path, text) in try ProjectFiles.swift(below: "Sources") {
            guard !path.hasPrefix("Sources/Storage/StorageSQLite/"), !path.hasPrefix("Sources/Storage/StoragePostgres/") else { continue }
            let count = text.split(separator: "\n").count { $0.contains(names) }
            #expect(count == Self.differences[path, default: 0], "\(path)")
        }
    }

    @Test("No statement uses what only one engine understands")
    func sharedDialect() throws {
        let foreign = try [
            "INSERT OR ", "REPLACE INTO", "ifnull\\(", "group_concat\\(", "string_agg\\(", "::", "julianday\\(", "strftime\\(", "GLOB '", "ILIKE",
            "AUTOINCREMENT",
            "json_each\\(", "jsonb_", "ROLLUP", "LATERAL", "rowid", "instr\\(",
        ].map { try Regex($0) }
        for (path, text) in try ProjectFiles.swift(below: "Sources/Storage/Stores") {
            for word in foreign { #expect(try word.firstMatch(in: text) == nil, "\(path) holds \(word)") }
        }
    }
}
