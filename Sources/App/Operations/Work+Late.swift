// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

extension Work {
    /// Counts those of some entries that are about months which are over. Most operations book of their own month, and count none.
    func countLate(_ entries: [Entry], learned: Month) throws {
        var counts: [LateEntryCell: Int64] = [:]
        for entry in entries where entry.isPosted {
            let cells = try LateEntryCell.cells(from: entry.credit, to: entry.debit, occurred: entry.occurred, learned: learned) { id in
                try site(id)?.provinceOfLate(on: entry.occurred, recordedIn: learned, platform.zone) ?? ""
            }
            for cell in cells { counts[cell, default: 0] += 1 }
        }
        try LateEntryStore(session).add(counts)
    }
}
