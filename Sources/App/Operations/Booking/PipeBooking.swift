// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Ledger
import Returns
import Stores

extension PipeTransfer {
    public var document: DocumentID { DocumentID(id.value) }
    /// On which it occurs: the month's last.
    public var day: CalendarDate { Period.month(month).last }

    /// The accounts between which it moves: out of what the sender's process gave, into what the works holds.
    public var accounts: (from: Account, to: Account) {
        (Account(sender, .process, .wastewater), Account(works, .held, .wastewater))
    }

    /// What leads from the figure that was booked before to the one that is agreed now.
    public func moves(replacing before: PipeTransfer?) -> [Move] {
        let known = before?.agreed?.volume.raw
        let change = (agreed?.volume.raw ?? 0) - (known ?? 0)
        guard change != 0 else { return [] }
        let (from, to) = change > 0 ? accounts : (accounts.to, accounts.from)
        return [Move(Mass(abs(change)), from: from, to: to, on: day, because: known == nil ? .piped : .correction, document: document)]
    }
}

extension Work {
    /// Books a month of a pipe, and works out again what returns of both sites booked beside it.
    func bookTransfer(_ transfer: PipeTransfer, replacing before: PipeTransfer?) throws {
        let moves = transfer.moves(replacing: before)
        var round = BookingRound(reading) { self.mint() }
        try round.follow(transfer, moves)
        try save(round, besides: moves)
    }
}
