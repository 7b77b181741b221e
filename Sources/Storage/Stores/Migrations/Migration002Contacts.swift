// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Whom to call at a firm, and an end for every driver's code.
let contacts = Migration(
    number: 2, name: "contacts",
    statements: [
        // Personal: erased on request, the row stays to say so.
        .both(
            """
            CREATE TABLE organisation_contact (
              organisation {ID} PRIMARY KEY REFERENCES organisation (id), name {TEXT} NOT NULL, phone {TEXT} NOT NULL, erased_at {INT},
              CONSTRAINT contact_erased_is_blank CHECK (erased_at IS NULL OR (name = '' AND phone = '')))
            """),
        .both("ALTER TABLE driver_code ADD COLUMN valid_until {INT} NOT NULL DEFAULT 0"),
        // Codes made before they had an end get one: a year from the day they were made.
        .both("UPDATE driver_code SET valid_until = created_at / 86400000000 + 365"),
    ])
