// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What officers said of sites' classifications; and origins whose province and industry, nothing else, follow a correction.
let classification = Migration(
    number: 15, name: "classification",
    statements: [
        .both("CREATE TABLE site_classification (id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), body {BLOB} NOT NULL)"),
        .both("CREATE INDEX site_classification_by_site ON site_classification (site{THENID})"),
        .sqlite("DROP TRIGGER origin_keeps_rows"),
        .sqlite(
            """
            CREATE TRIGGER origin_keeps_rows BEFORE UPDATE OF id, site, material, occurred ON origin
            BEGIN SELECT RAISE(ABORT, 'origin is append-only'); END
            """),
        .postgres("DROP TRIGGER origin_append_only ON origin"),
        .postgres(
            """
            CREATE TRIGGER origin_append_only BEFORE DELETE OR UPDATE OF id, site, material, occurred ON origin
            FOR EACH ROW EXECUTE FUNCTION origin_is_append_only()
            """),
    ] + appendOnly(["site_classification"]))
