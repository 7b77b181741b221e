// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Which works receives what leaves by an outlet, and what went through in each month. `works` and `until_day` are 0 for none; `volume` is what is booked.
let pipes = Migration(
    number: 30, name: "pipes",
    statements: [
        .both(
            """
            CREATE TABLE pipe (
              id {ID} PRIMARY KEY, outlet {INT} NOT NULL REFERENCES outlet (id), site {INT} NOT NULL REFERENCES site (id), works {INT} NOT NULL,
              from_day {INT} NOT NULL, until_day {INT} NOT NULL, state {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX pipe_by_outlet ON pipe (outlet{THENID})"),
        .both("CREATE INDEX pipe_by_site ON pipe (site{THENID})"),
        .both("CREATE INDEX pipe_by_works ON pipe (works{THENID})"),
        .both(
            """
            CREATE TABLE pipe_transfer (
              id {ID} PRIMARY KEY, pipe {INT} NOT NULL REFERENCES pipe (id), sender {INT} NOT NULL REFERENCES site (id),
              works {INT} NOT NULL REFERENCES site (id), month {INT} NOT NULL, state {INT} NOT NULL, volume {INT} NOT NULL CHECK (volume >= 0),
              version {INT} NOT NULL, body {BLOB} NOT NULL, CONSTRAINT pipe_transfer_once UNIQUE (pipe, month))
            """),
        .both("CREATE INDEX pipe_transfer_by_sender ON pipe_transfer (sender, month)"),
        .both("CREATE INDEX pipe_transfer_by_works ON pipe_transfer (works, month)"),
        .both("CREATE INDEX pipe_transfer_by_state ON pipe_transfer (state{THENID})"),
        .both("CREATE INDEX site_by_isic ON site (isic{THENID})"),
    ])
