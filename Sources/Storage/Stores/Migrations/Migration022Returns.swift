// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Returns of sites, one for each data set and period.
let siteReturns = Migration(
    number: 22, name: "returns",
    statements: [
        .both(
            """
            CREATE TABLE site_return (
              id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), data_set {TEXT} NOT NULL, period {TEXT} NOT NULL, first_day {INT} NOT NULL,
              due {INT} NOT NULL, province {TEXT} NOT NULL, state {INT} NOT NULL CHECK (state BETWEEN 1 AND 5), version {INT} NOT NULL CHECK (version > 0),
              body {BLOB} NOT NULL)
            """),
        .both("CREATE UNIQUE INDEX site_return_once ON site_return (site, data_set, period)"),
        .both("CREATE INDEX site_return_by_day ON site_return (site, first_day)"),
        .both("CREATE INDEX site_return_by_province ON site_return (province, state{THENID})"),
        .both("CREATE INDEX site_return_by_state ON site_return (state{THENID})"),
    ])
