// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Collection rounds, and the codes under which drivers make them.
let rounds = Migration(
    number: 5, name: "rounds",
    statements: [
        .both(
            """
            CREATE TABLE round (
              id {ID} PRIMARY KEY, carrier {INT} NOT NULL REFERENCES organisation (id), receiver {INT} NOT NULL REFERENCES organisation (id),
              state {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX round_by_carrier ON round (carrier, state{THENID})"),
        .both("CREATE INDEX round_by_receiver ON round (receiver, state{THENID})"),
        .both("CREATE TABLE round_code (hash {BLOB} PRIMARY KEY, round {INT} NOT NULL REFERENCES round (id), expires_at {INT} NOT NULL)"),
    ])
