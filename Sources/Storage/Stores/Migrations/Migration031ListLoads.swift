// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// By which operation a file of a list was loaded, so that its page names who did; 0 for those from before this was kept.
let listLoads = Migration(
    number: 31, name: "list loads", statements: [.both("ALTER TABLE code_list_edition ADD COLUMN operation {INT} NOT NULL DEFAULT 0")])
