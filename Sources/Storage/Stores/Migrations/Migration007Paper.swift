// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Loads that had no digital note, blank paper notes and declared outages.
let paper = Migration(
    number: 7, name: "paper",
    statements: [
        // Recorded at a gate and not confirmed by the sender yet; sender 0 is one whom nobody knows. `late` is 0 for those of an outage.
        .both(
            """
            CREATE TABLE late_note (
              note {ID} PRIMARY KEY REFERENCES note (id), sender {INT} NOT NULL, standing {TEXT} NOT NULL, confirm_by {INT} NOT NULL,
              late {INT} NOT NULL, month {INT} NOT NULL, grams {INT} NOT NULL)
            """),
        .both("CREATE INDEX late_note_by_sender ON late_note (sender, confirm_by, note)"),
        .both("CREATE INDEX late_note_by_standing ON late_note (standing, note)"),
        .both("CREATE INDEX late_note_by_month ON late_note (month, note) WHERE late = 1"),
        .both("CREATE TABLE paper_batch (id {ID} PRIMARY KEY, organisation {INT}, province {TEXT}, body {BLOB} NOT NULL)"),
        .both("CREATE INDEX paper_batch_by_organisation ON paper_batch (organisation, id)"),
        .both("CREATE INDEX paper_batch_by_province ON paper_batch (province, id)"),
        // Each number is printed once and used at most once.
        .both(
            """
            CREATE TABLE paper_number (
              number {TEXT} PRIMARY KEY, batch {INT} NOT NULL REFERENCES paper_batch (id), place {INT} NOT NULL,
              note {INT} CONSTRAINT paper_note_once UNIQUE, voided_at {INT}, void_reason {TEXT},
              CONSTRAINT paper_used_or_voided CHECK (note IS NULL OR voided_at IS NULL))
            """),
        .both("CREATE INDEX paper_number_by_batch ON paper_number (batch, place)"),
        .both(
            """
            CREATE TABLE outage (
              id {ID} PRIMARY KEY, from_at {INT} NOT NULL, until_at {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX outage_by_end ON outage (until_at, id)"),
    ])
