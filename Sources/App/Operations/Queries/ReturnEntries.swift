// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Returns
import Stores

/// What a return booked, with its entries in the book.
public struct ReturnEntries: Sendable {
    public var booking: ReturnBooking
    /// Oldest first.
    public var entries: [Entry]
    /// More follow.
    public var hasMore: Bool
    /// Accounts that the reader may open.
    public var accounts: [Account: AccountID]
    /// Other sites that entries name.
    public var sites: [SiteID: Site]

    /// Entries shown on a page.
    public static let shown = 200
}

extension Reading {
    /// What a return booked; `nil` before it was sent.
    func entries(bookedBy made: SiteReturn, at site: Site, _ actor: Actor) throws -> ReturnEntries? {
        guard let stored = try bookings.booking(of: made.id) else { return nil }
        var entries = try ledger.entries(of: DocumentID(made.id.value), after: EntryID(0), limit: ReturnEntries.shown + 1)
        let hasMore = entries.count > ReturnEntries.shown
        if hasMore { entries.removeLast() }
        let sides = entries.flatMap { [$0.credit, $0.debit] }
        let isReadable = may(.readBook, actor: actor, subject: bookSubject(of: site)).isAllowed
        let accounts = isReadable ? try ledger.ids(of: sides.filter { $0.site == site.id }) : [:]
        return ReturnEntries(
            booking: stored.booking, entries: entries, hasMore: hasMore, accounts: accounts,
            sites: try registry.sites(Set(sides.map(\.site)).subtracting([site.id])))
    }
}
