// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// How many returns are owed and came is counted from this index alone; the one before it sent each count to the table, once a row.
let owedCounts = Migration(
    number: 33, name: "owed counts",
    statements: [
        .both("DROP INDEX return_owed_by_period"), .both("CREATE INDEX return_owed_counts ON return_owed (period, is_owed, province, sent_day)"),
    ])
