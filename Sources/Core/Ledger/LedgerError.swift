// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences of the book of mass.
public enum LedgerPhrase: String, PhraseKey {
    public static let area = "ledger"
    case insufficientStock, notPositive, alreadyResolved
}

/// What the book refuses.
public enum LedgerError: Explainable, Hashable {
    /// A bounded account would fall below zero.
    case insufficientStock(account: Account, available: Mass, requested: Mass)
    case notPositive(account: Account, mass: Mass)
    /// The pending entry was posted or voided before.
    case alreadyResolved(EntryID)

    public var problems: [Problem] {
        switch self {
        case .insufficientStock(_, let available, let requested):
            [LedgerPhrase.insufficientStock.problem("", ["available": .mass(available), "requested": .mass(requested)])]
        case .notPositive(_, let mass):
            [LedgerPhrase.notPositive.problem("", ["mass": .mass(mass)])]
        case .alreadyResolved:
            [LedgerPhrase.alreadyResolved.problem()]
        }
    }

    public var standing: Standing {
        switch self {
        case .insufficientStock, .notPositive: .invalid
        case .alreadyResolved: .conflict
        }
    }
}
