// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity

// National: an invented country of the size of a real one, for measuring and for trying what history does to pages. It has no stories;
// everything is drawn from a seed and loaded at one go.
//
//   Nation             plans, writes and loads the country month by month
//   NationScale        how large it may be
//   NationMix          how many firms of which size and trade, and where: figures with their sources
//   NationFirms        every firm with its streams of waste; NationRegistry registers them
//   NationReports      what firms report of their own flows
//   NationReturns      returns, sent by the same verbs as real ones once the history is loaded
//   NationNotes        hand-over notes, by the rules of `Manifests`
//   NationTally        balances and cells as they add up

/// How large a national country is.
public struct NationScale: Sendable, Hashable {
    public var years: Int
    /// Firms that have waste; those that carry and treat it come on top.
    public var enterprises: Int

    public static let enterprisesRange = 100...1_500_000

    /// The longest history that ends in a month: identifiers begin in January 2024, and lists by time lean on them.
    public static func yearsMost(until today: CalendarDate) -> Int {
        let first = CivilZone.phnomPenh.date(of: IdentifierMint.epoch).month
        return max(0, Int(today.month.index - first.index - 1) / 12)
    }

    /// - Throws: ``DemonstrationRefusal`` with the bounds.
    public init(years: Int, enterprises: Int, until today: CalendarDate) throws {
        let most = Self.yearsMost(until: today)
        guard years >= 1, years <= most else { throw DemonstrationRefusal.yearsOutside(years, most: most) }
        guard Self.enterprisesRange.contains(enterprises) else { throw DemonstrationRefusal.enterprisesOutside(enterprises) }
        self.years = years
        self.enterprises = enterprises
    }
}
