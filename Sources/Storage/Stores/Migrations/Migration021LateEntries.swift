// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// How many entries about a month came when it was over.
///
/// Only what is recorded from now on is counted: no entry of the past is read again. The setting names the month after the last in which anything had
/// been recorded; from its end on numbers are told, so that entries which a server of the version before adds meanwhile are never missed.
let lateEntries = Migration(
    number: 21, name: "late entries",
    statements: [
        .both(
            """
            INSERT INTO setting (key, value) SELECT 'late_entries_from', CAST(last + 1 AS TEXT)
            FROM (SELECT max(learned) AS last FROM upper_cell) AS cells WHERE last IS NOT NULL
            """),
        .both("CREATE TABLE late_entry_sum (\(columns), PRIMARY KEY (occurred, province, compartment, other, learned)) {CLUSTERED}"),
        .postgres("CREATE TABLE late_entry_delta (\(columns))"),
        .sqlite("CREATE VIEW late_entry AS SELECT \(names) FROM late_entry_sum"),
        .postgres("CREATE VIEW late_entry AS SELECT \(names) FROM late_entry_sum UNION ALL SELECT \(names) FROM late_entry_delta"),
    ])

private let columns =
    "occurred {INT} NOT NULL, province {TEXT} NOT NULL, compartment {INT} NOT NULL, other {INT} NOT NULL, learned {INT} NOT NULL, entries {INT} NOT NULL"
private let names = "occurred, province, compartment, other, learned, entries"
