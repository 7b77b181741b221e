// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import TestSupport

// LedgerSupport: two books kept in memory, for every test that moves mass. `MemoryBook` does what a store does: it gives
// the rules a view of the accounts they name and adds up the postings they return. `NaiveBook` is a second opinion: it
// works out the same histories in another way, with plain dictionaries. `MemoryBook.faults` recounts everything.

/// The book as a store keeps it, in dictionaries.
public struct MemoryBook: Sendable {
    public private(set) var entries: [Entry] = []
    public private(set) var balances: [Account: Balance] = [:]
    public private(set) var contents: [Account: Content] = [:]
    public private(set) var origins: [OriginID: Origin] = [:]
    public private(set) var bundles: [OriginID: Content] = [:]
    public private(set) var siteCells: [SiteCell: Int64] = [:]
    public private(set) var upperCells: [UpperCell: Int64] = [:]
    public private(set) var fateCells: [FateCell: Int64] = [:]
    /// Month in which each operation was recorded.
    public private(set) var learned: [OperationID: Month] = [:]
    public let classify: @Sendable (SiteID, CalendarDate) -> Classification
    private var pendings: [EntryID: (entry: PendingEntry, document: DocumentID?)] = [:]
    private var resolved: Set<EntryID> = []
    private var ids = IdentifierSequence(after: 1_000_000)
    /// Rows that a store with its keys and checks would have refused to save.
    private var badRows: [String] = []

    public init(classify: @escaping @Sendable (SiteID, CalendarDate) -> Classification) { self.classify = classify }

    /// Posts the moves as one operation; a refusal leaves the book as it was.
    @discardableResult
    public mutating func post(_ moves: [Move], learned: Month) throws(LedgerError) -> Posting {
        var minting = ids
        let operation: OperationID = minting.next()
        // The mints are called in turn, never at once; a box keeps both on one sequence.
        let box = MintBox(minting)
        let posting = try Ledger.post(
            moves, by: operation, learned: learned, in: view(for: moves), mintEntry: { box.next() }, mintOrigin: { box.next() })
        ids = box.sequence
        self.learned[operation] = learned
        save(posting)
        return posting
    }

    public func balance(_ account: Account) -> Balance { balances[account] ?? Balance() }
    public func content(_ account: Account) -> Content { contents[account] ?? Content() }

    /// Pending entries of a document that nothing has resolved, oldest first.
    public func pendings(of document: DocumentID) -> [PendingEntry] {
        pendings.values.filter { $0.document == document && !resolved.contains($0.entry.id) }.map(\.entry).sorted { $0.id < $1.id }
    }

    /// Exactly what the moves need and nothing more: contents only of accounts with a lot, compositions only for gaps.
    public func view(for moves: [Move]) -> BookView {
        var accounts: Set<Account> = []
        for move in moves {
            accounts.formUnion([move.credit, move.debit])
            if let pending = move.phase.resolves { accounts.formUnion([pending.credit, pending.debit]) }
        }
        let withLot = accounts.filter { $0.lot != nil }
        var view = BookView(classify: classify)
        view.balances = balances.filter { accounts.contains($0.key) }
        view.contents = contents.filter { withLot.contains($0.key) }
        for account in withLot where account.compartment == .difference {
            guard let lot = account.lot else { continue }
            view.compositions[lot] = contents.filter { $0.key.lot == lot }.values.reduce(Content()) { $0.adding($1) }
        }
        let named = (Array(view.contents.values) + Array(view.compositions.values)).flatMap { $0.shares.map(\.origin) }
        for id in named + withLot.compactMap({ $0.lot.map { OriginID($0.value) } }) { view.origins[id] = origins[id] }
        view.resolved = resolved.intersection(moves.compactMap { $0.phase.resolves?.id })
        return view
    }

    private mutating func save(_ posting: Posting) {
        for (account, change) in posting.balances {
            balances[account, default: Balance()].posted += change.posted
            balances[account, default: Balance()].pending += change.pending
        }
        for (account, change) in posting.contents { contents[account] = content(account).adding(change) }
        for origin in posting.origins where origins.updateValue(origin, forKey: origin.id) != nil {
            badRows.append("origin \(origin.id) is begun twice")
        }
        for bundle in posting.bundles { bundles[bundle.origin.id] = bundle.content }
        for (cell, grams) in posting.siteCells { siteCells[cell, default: 0] += grams }
        for (cell, grams) in posting.upperCells { upperCells[cell, default: 0] += grams }
        for (cell, grams) in posting.fateCells { fateCells[cell, default: 0] += grams }
        for entry in posting.entries {
            if let pending = entry.resolves, !resolved.insert(pending).inserted { badRows.append("entry \(pending) is resolved twice") }
            guard entry.phase == 1 else { continue }
            pendings[entry.id] = (PendingEntry(id: entry.id, credit: entry.credit, debit: entry.debit, mass: entry.mass), entry.document)
        }
        entries += posting.entries
    }

    /// Everything that is wrong with the book, found by counting all of it again from its entries; empty when it is sound.
    public func faults() -> [String] {
        badRows + balanceFaults() + cellFaults() + contentFaults() + fateFaults()
    }
}

/// Identifiers for two closures of one call.
private final class MintBox {
    private(set) var sequence: IdentifierSequence
    init(_ sequence: IdentifierSequence) { self.sequence = sequence }
    func next<Kind>() -> Identifier<Kind> { sequence.next() }
}
