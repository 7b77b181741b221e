// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// How masses are known, by the month in which it was learned too, so that the figure as known at a month's end is told again.
///
/// What was summed before has no such month: it bears 0, and the setting names the last month in which any of it can have been learned. Figures are
/// told as they were known from that month's end on. Only few sums are rewritten; no note is read again. On PostgreSQL a server of the version before
/// goes on adding deltas, which bear 0 too.
let knownEvidence = Migration(
    number: 20, name: "knownEvidence",
    statements: [
        .both(
            """
            INSERT INTO setting (key, value) SELECT 'evidence_learned_from', CAST(last AS TEXT)
            FROM (SELECT max(learned) AS last FROM upper_cell) AS cells WHERE last IS NOT NULL
            """),
        .both("DROP VIEW mass_evidence"),
        .both("ALTER TABLE mass_evidence_sum RENAME TO mass_evidence_before"),
        .both(
            """
            CREATE TABLE mass_evidence_sum (
              month {INT} NOT NULL, province {TEXT} NOT NULL, waste {INT} NOT NULL, method {TEXT} NOT NULL, learned {INT} NOT NULL DEFAULT 0,
              grams {INT} NOT NULL, PRIMARY KEY (month, province, waste, method, learned)) {CLUSTERED}
            """),
        .both(
            """
            INSERT INTO mass_evidence_sum (month, province, waste, method, grams) SELECT month, province, waste, method, grams FROM mass_evidence_before
            """),
        .both("DROP TABLE mass_evidence_before"),
        .postgres("ALTER TABLE mass_evidence_delta ADD COLUMN learned {INT} NOT NULL DEFAULT 0"),
        .sqlite("CREATE VIEW mass_evidence AS SELECT month, province, waste, method, learned, grams FROM mass_evidence_sum"),
        .postgres(
            """
            CREATE VIEW mass_evidence AS SELECT month, province, waste, method, learned, grams FROM mass_evidence_sum
            UNION ALL SELECT month, province, waste, method, learned, grams FROM mass_evidence_delta
            """),
    ])
