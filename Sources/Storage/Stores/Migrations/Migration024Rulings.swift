// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Questions of firms about wastes, and what officers ruled. `ruled_at` and `waste` are 0 while a question is open.
let rulings = Migration(
    number: 24, name: "rulings",
    statements: [
        .both(
            """
            CREATE TABLE waste_inquiry (
              id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), waste {INT} NOT NULL, ruled_at {INT} NOT NULL,
              version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX waste_inquiry_by_organisation ON waste_inquiry (organisation, id)"),
        .both("CREATE INDEX waste_inquiry_by_ruling ON waste_inquiry (ruled_at, id)"),
        .both("CREATE INDEX waste_inquiry_by_waste ON waste_inquiry (waste, ruled_at, id)"),
    ])
