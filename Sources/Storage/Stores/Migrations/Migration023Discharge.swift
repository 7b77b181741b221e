// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Outlets, laboratory results, cases, volumes and limits of permits.
let discharge = Migration(
    number: 23, name: "discharge",
    statements: [
        .both(
            """
            CREATE TABLE outlet (
              id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), code {TEXT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL,
              CONSTRAINT outlet_once UNIQUE (site, code))
            """),
        // One result of a parameter, a day and a sample; `withdrawn` is 0, or the result's own id once it is out of use.
        .both(
            """
            CREATE TABLE lab_result (
              id {ID} PRIMARY KEY, outlet {INT} NOT NULL REFERENCES outlet (id), site {INT} NOT NULL, parameter {TEXT} NOT NULL, sampled {INT} NOT NULL,
              sample {TEXT} NOT NULL, withdrawn {INT} NOT NULL, file {TEXT}, file_row {INT}, version {INT} NOT NULL, body {BLOB} NOT NULL,
              CONSTRAINT lab_result_once UNIQUE (outlet, parameter, sampled, sample, withdrawn), CONSTRAINT lab_result_of_row UNIQUE (file, file_row))
            """),
        .both("CREATE INDEX lab_result_by_outlet ON lab_result (outlet, sampled, id)"),
        .both("CREATE INDEX lab_result_by_site ON lab_result (site{THENID})"),
        .both(
            """
            CREATE TABLE discharge_case (
              id {ID} PRIMARY KEY, outlet {INT} NOT NULL REFERENCES outlet (id), site {INT} NOT NULL, parameter {TEXT} NOT NULL, state {INT} NOT NULL,
              help {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        // Of an outlet and a parameter one case is open at a time.
        .both("CREATE UNIQUE INDEX discharge_case_open ON discharge_case (outlet, parameter) WHERE state <> 3"),
        .both("CREATE INDEX discharge_case_by_outlet ON discharge_case (outlet{THENID})"),
        .both("CREATE INDEX discharge_case_by_site ON discharge_case (site{THENID})"),
        .both("CREATE INDEX discharge_case_by_state ON discharge_case (state{THENID})"),
        .both(
            """
            CREATE TABLE discharge_volume (
              id {ID} PRIMARY KEY, outlet {INT} NOT NULL REFERENCES outlet (id), month {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL,
              CONSTRAINT discharge_volume_once UNIQUE (outlet, month))
            """),
        .both("CREATE TABLE permit_limit (id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), body {BLOB} NOT NULL)"),
        .both("CREATE INDEX permit_limit_by_site ON permit_limit (site{THENID})"),
        // Files of laboratories that wait for answers, and what a firm said its columns mean.
        .both(
            """
            CREATE TABLE lab_file (
              id {ID} PRIMARY KEY, organisation {INT} NOT NULL, hash {TEXT} NOT NULL, name {TEXT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX lab_file_by_organisation ON lab_file (organisation{THENID})"),
        .both("CREATE TABLE lab_mapping (organisation {INT} PRIMARY KEY, body {BLOB} NOT NULL)"),
    ])
