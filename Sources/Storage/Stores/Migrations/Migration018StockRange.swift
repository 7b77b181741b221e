// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What is in stock is told by a range of compartments and no more by a list of them. For each row that is written SQLite made a table in memory of
/// the list, three times: half the cost of changing a balance.
let stockRange = Migration(
    number: 18, name: "stock range",
    statements: [
        .both("DROP INDEX account_in_stock"),
        .both(
            """
            CREATE INDEX account_in_stock ON account (site{THENID})
            WHERE compartment >= 5 AND compartment <= 7 AND (posted <> 0 OR pending <> 0)
            """),
        // A check lives in the text of the schema alone and no row changes with it, which is when SQLite's documentation
        // (lang_altertable.html, "other kinds of table schema changes") has the text replaced instead of the table copied.
        .sqlite("PRAGMA writable_schema = ON"),
        .sqlite(
            """
            UPDATE sqlite_schema SET sql = replace(sql, 'compartment NOT IN (5, 6, 7)', 'compartment < 5 OR compartment > 7')
            WHERE type = 'table' AND name = 'account'
            """),
        .sqlite("PRAGMA writable_schema = RESET"),
    ])
