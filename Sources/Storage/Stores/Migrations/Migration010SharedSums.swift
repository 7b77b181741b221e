// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Sums that the whole nation adds to: kept in `..._sum`, read through a view that also adds what was not folded yet (see ``SharedSums``).
let sharedSums = Migration(
    number: 10, name: "shared sums",
    statements: sharedSum(
        "upper_cell",
        columns:
            "scope {INT} NOT NULL, key {TEXT} NOT NULL, occurred {INT} NOT NULL, material {INT} NOT NULL, compartment {INT} NOT NULL, learned {INT} NOT NULL")
        + sharedSum(
            "fate_cell",
            columns:
                "occurred {INT} NOT NULL, province {TEXT} NOT NULL, sector {TEXT} NOT NULL, material {INT} NOT NULL, compartment {INT} NOT NULL, learned {INT} NOT NULL"
        )
        + sharedSum("mass_evidence", columns: "month {INT} NOT NULL, province {TEXT} NOT NULL, waste {INT} NOT NULL, method {TEXT} NOT NULL"))

private func sharedSum(_ table: String, columns: String) -> [Statement] {
    let names = columns.split(separator: ",").compactMap { $0.split(separator: " ").first }.joined(separator: ", ") + ", grams"
    return [
        .both("ALTER TABLE \(table) RENAME TO \(table)_sum"),
        .postgres("CREATE TABLE \(table)_delta (\(columns), grams {INT} NOT NULL)"),
        .sqlite("CREATE VIEW \(table) AS SELECT \(names) FROM \(table)_sum"),
        .postgres("CREATE VIEW \(table) AS SELECT \(names) FROM \(table)_sum UNION ALL SELECT \(names) FROM \(table)_delta"),
    ]
}
