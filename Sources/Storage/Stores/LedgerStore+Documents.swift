// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// What a document's page reads from the book.
extension LedgerStore {
    /// Row ids of accounts, as addresses of their pages; an account that was never touched has none.
    public func ids(of accounts: some Collection<Account>) throws -> [Account: AccountID] {
        var ids: [Account: AccountID] = [:]
        for account in Set(accounts) {
            if let row = try session.first(Self.find(account)) { ids[account] = AccountID(row.int(0)) }
        }
        return ids
    }

    /// Entries of a document in the order they were booked, one page after an id.
    public func entries(of document: DocumentID, after: EntryID, limit: Int) throws -> [Entry] {
        try session.rows("\(Self.entries) WHERE e.document = \(document.value) AND e.id > \(after.value) ORDER BY e.id LIMIT \(limit)").map(Self.entry)
    }

    /// Reservations of a document that were posted or voided since.
    public func resolvedEntries(of document: DocumentID) throws -> Set<EntryID> {
        Set(
            try session.rows("SELECT r.resolves FROM entry r WHERE r.document = \(document.value) AND r.resolves IS NOT NULL")
                .map { EntryID($0.int(0)) })
    }
}
