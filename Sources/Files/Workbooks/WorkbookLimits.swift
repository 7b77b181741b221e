// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tabular

/// How much a file may hold; every figure stands with its source in `Resources/limits.csv`.
public struct WorkbookLimits: Sendable {
    public var rows: Int
    public var columns: Int
    public var cellCharacters: Int
    public var formats: Int
    public var sheets: Int
    public var entries: Int
    public var unpackedBytes: Int
    public var ratio: Int
    public var ratioFrom: Int
    public var merges: Int
    public var depth: Int
    public var tokenBytes: Int
    public var stringsInMemory: Int

    /// The figures the program ships with.
    public static let shipped: WorkbookLimits = {
        let rows = WorkbookResource.table("limits", columns: ["key", "value", "unit", "standing", "source"])
        let values = Dictionary(rows.map { ($0["key"], Int($0["value"]) ?? -1) }, uniquingKeysWith: { _, later in later })
        func value(_ key: String) -> Int {
            guard let value = values[key], value > 0 else { preconditionFailure("limits.csv says no \(key).") }
            return value
        }
        return WorkbookLimits(
            rows: value("rows"), columns: value("columns"), cellCharacters: value("cellCharacters"), formats: value("formats"), sheets: value("sheets"),
            entries: value("entries"), unpackedBytes: value("unpackedBytes"), ratio: value("ratio"), ratioFrom: value("ratioFrom"), merges: value("merges"),
            depth: value("depth"), tokenBytes: value("tokenBytes"), stringsInMemory: value("stringsInMemory"))
    }()
}

/// Tables that the room ships with.
enum WorkbookResource {
    static func table(_ name: String, columns: [String]) -> [TableRow] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Resources"), let data = try? Data(contentsOf: url) else {
            preconditionFailure("The program was installed without \(name).csv.")
        }
        let table = CSVTable(bytes: [UInt8](data), required: columns)
        precondition(table.faults.isEmpty, "\(name).csv: \(table.faults.map(\.description).joined(separator: "; "))")
        return table.rows
    }
}
