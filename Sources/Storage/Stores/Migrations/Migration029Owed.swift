// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What sites owe and when it came, so that thousands of sites are counted without looking at each; and what officers reminded firms of.
/// Days are numbers of days; 0 is none.
let owedReturns = Migration(
    number: 29, name: "owed",
    statements: [
        .both(
            """
            CREATE TABLE return_owed (
              site {INT} NOT NULL REFERENCES site (id), data_set {TEXT} NOT NULL, period {TEXT} NOT NULL, first_day {INT} NOT NULL, due {INT} NOT NULL,
              province {TEXT} NOT NULL, industry {TEXT} NOT NULL, size {TEXT} NOT NULL, is_owed {INT} NOT NULL, state {INT} NOT NULL, sent_day {INT} NOT NULL,
              filed_day {INT} NOT NULL, decided_day {INT} NOT NULL, officer {INT} NOT NULL, PRIMARY KEY (site, data_set, period)) {CLUSTERED}
            """),
        .both("CREATE INDEX return_owed_by_period ON return_owed (period, province)"),
        .both("CREATE INDEX return_owed_late ON return_owed (is_owed, sent_day, due, site)"),
        .both("CREATE INDEX return_owed_late_there ON return_owed (is_owed, sent_day, province, due, site)"),
        .both(
            """
            CREATE TABLE return_reminder (
              id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), data_set {TEXT} NOT NULL, period {TEXT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX return_reminder_by_site ON return_reminder (site{THENID})"),
    ])
