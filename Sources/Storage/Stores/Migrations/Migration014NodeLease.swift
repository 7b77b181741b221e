// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Who mints identifiers under which number.
///
/// `ceiling` is the first millisecond (since the mint's epoch) that the holder may not use; it never goes down while the number is held. `fence`
/// counts how often the number was taken, so that who lost it cannot renew it. A number that was given back has no holder.
let nodeLease = Migration(
    number: 14, name: "node lease",
    statements: [
        .both(
            """
            CREATE TABLE node_lease (
              node {ID} PRIMARY KEY, fence {INT} NOT NULL, ceiling {INT} NOT NULL, holder {TEXT} NOT NULL,
              CONSTRAINT node_has_ten_bits CHECK (node BETWEEN 0 AND 1023))
            """)
    ])
