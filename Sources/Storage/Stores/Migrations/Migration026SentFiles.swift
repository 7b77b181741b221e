// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Files of every kind that wait for answers, and what firms said their columns mean. `lab_file` and `lab_mapping`, where laboratories' files waited
/// before, are read no more.
let sentFiles = Migration(
    number: 26, name: "sent files",
    statements: [
        .both(
            """
            CREATE TABLE sent_file (
              id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), kind {TEXT} NOT NULL, hash {TEXT} NOT NULL,
              version {INT} NOT NULL CHECK (version > 0), body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX sent_file_by_organisation ON sent_file (organisation, kind, id)"),
        .both(
            """
            CREATE TABLE file_mapping (
              id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), kind {TEXT} NOT NULL, body {BLOB} NOT NULL,
              CONSTRAINT file_mapping_once UNIQUE (organisation, kind))
            """),
    ])
