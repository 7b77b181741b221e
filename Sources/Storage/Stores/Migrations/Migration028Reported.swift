// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Sums of what sites reported, by group of sites, month and figure; and returns of a province by their period.
///
/// Returns that were sent before are summed by the first server that starts on the new schema: their bodies are packed, so no statement can.
let reportedSums = Migration(
    number: 28, name: "reported sums",
    statements: [
        .both("CREATE TABLE reported_sum (\(columns), PRIMARY KEY (scope, key, month, figure, waste)) {CLUSTERED}"),
        .postgres("CREATE TABLE reported_delta (\(columns))"),
        .sqlite("CREATE VIEW reported AS SELECT \(names) FROM reported_sum"),
        .postgres("CREATE VIEW reported AS SELECT \(names) FROM reported_sum UNION ALL SELECT \(names) FROM reported_delta"),
        .both("CREATE INDEX site_return_by_place ON site_return (province, first_day, id)"),
    ])

private let columns = "scope {INT} NOT NULL, key {TEXT} NOT NULL, month {INT} NOT NULL, figure {TEXT} NOT NULL, waste {INT} NOT NULL, amount {INT} NOT NULL"
private let names = "scope, key, month, figure, waste, amount"
