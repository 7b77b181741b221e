// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The few figures of monthly returns by which sites are compared, and what checks found in returns. Both follow from the returns; those sent before
/// stand in them from their next sending on.
let checks = Migration(
    number: 27, name: "checks",
    statements: [
        .both(
            """
            CREATE TABLE site_month (
              site {INT} NOT NULL REFERENCES site (id), month {INT} NOT NULL, made {INT} NOT NULL REFERENCES site_return (id), sector {TEXT} NOT NULL,
              province {TEXT} NOT NULL, product {INT}, energy {INT}, water {INT}, wastewater {INT}, workers {INT}, days {INT},
              waste {INT} NOT NULL CHECK (waste >= 0), stock {INT}, PRIMARY KEY (site, month)) {CLUSTERED}
            """),
        .both("CREATE INDEX site_month_by_month ON site_month (month, province)"),
        .both(
            """
            CREATE TABLE return_finding (
              id {ID} PRIMARY KEY, made {INT} NOT NULL REFERENCES site_return (id), province {TEXT} NOT NULL, sector {TEXT} NOT NULL, rule {TEXT} NOT NULL,
              far {INT} NOT NULL CHECK (far IN (0, 1)), body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX return_finding_by_return ON return_finding (made)"),
        .both("CREATE INDEX return_finding_by_province ON return_finding (province{THENID})"),
        .both("CREATE INDEX return_finding_by_rule ON return_finding (rule{THENID})"),
        .both("CREATE INDEX return_finding_by_distance ON return_finding (far{THENID})"),
    ])
