// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

extension Reading {
    /// Where the grams of an origin are or ended, by account; the pages of a note and of its lot both tell this.
    ///
    /// A bundle's grams are shared over what it holds, account by account.
    func wholeFates(of origin: OriginID) throws -> [Account: Int64] {
        var grams: [Account: Int64] = [:]
        for row in try ledger.fates(of: origin) { grams[row.account, default: 0] += row.grams }
        for (bundle, _, _) in try ledger.bundles(holding: origin) {
            let inside = try ledger.content(ofBundle: bundle)
            guard let position = inside.firstIndex(where: { $0.origin == origin }) else { continue }
            for (account, held) in try wholeFates(of: bundle) { grams[account, default: 0] += apportion(held, by: inside.map(\.grams))[position] }
        }
        return grams
    }
}
