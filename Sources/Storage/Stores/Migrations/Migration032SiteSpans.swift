// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The few figures of simple and yearly returns by which sites are compared, as `site_month` holds those of monthly ones. They follow from the returns;
/// those sent before stand in it from their next sending on.
let siteSpans = Migration(
    number: 32, name: "site spans",
    statements: [
        .both(
            """
            CREATE TABLE site_span (
              site {INT} NOT NULL REFERENCES site (id), length {INT} NOT NULL CHECK (length > 1), month {INT} NOT NULL, data_set {TEXT} NOT NULL,
              made {INT} NOT NULL REFERENCES site_return (id), sector {TEXT} NOT NULL, province {TEXT} NOT NULL, product {INT}, energy {INT}, water {INT},
              wastewater {INT}, workers {INT}, days {INT}, waste {INT} NOT NULL CHECK (waste >= 0), stock {INT}, PRIMARY KEY (site, length, month)) {CLUSTERED}
            """),
        .both("CREATE INDEX site_span_by_month ON site_span (length, month)"),
    ])
