// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger

extension Platform {
    /// Books many moves as one operation: entries, balances, contents, cells and one journal line, or nothing.
    ///
    /// For loads of figures that no note carries; only the operator of the server may.
    ///
    /// - Throws: ``LedgerError`` when a bounded account would fall below zero.
    public func book(_ moves: [Move], kind: String, by actor: Actor, at moment: Instant? = nil) async throws {
        guard actor.means == .system else { throw PermissionRefusal.missing }
        try await perform(kind, by: actor, at: moment) { work in
            try work.book(moves)
            work.record(.act("\(moves.count) moves"))
        }
    }
}
