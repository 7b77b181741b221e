// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What was erased on request. A backup is older than some of it: this is what is erased again after a restore.
let erasures = Migration(
    number: 3, name: "erasures",
    statements: [
        .both(
            """
            CREATE TABLE erasure (
              subject {TEXT} PRIMARY KEY, operation {INT} NOT NULL, reason {TEXT} NOT NULL, at {INT} NOT NULL)
            """),
        .both("CREATE INDEX erasure_by_operation ON erasure (operation)"),
    ] + appendOnly(["erasure"]))
