// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a site's return says of its production, in whole units: the few figures by which sites are compared. Mostly of a month; simple and yearly returns
/// speak of a quarter or a year, and are compared among themselves.
public struct SiteMonth: Hashable, Sendable {
    public var site: SiteID
    /// The first month.
    public var month: Month
    /// Months that it speaks of: 1, 3 or 12.
    public var length = 1
    /// The data set of a longer period: who owes the same set for as long is of the same class of size. Empty of months.
    public var set = ""
    /// The return that says so.
    public var made: ReturnID
    /// ISIC class of the site on the month's last day.
    public var sector: String
    public var province: String
    /// In the sector's own unit: pieces, pairs, or grams. `nil` where it is not known, here as below.
    public var product: Int64?
    /// Watt-hours of all carriers.
    public var energy: Int64?
    /// Millilitres taken in.
    public var water: Int64?
    /// Millilitres let go.
    public var wastewater: Int64?
    public var workers: Int64?
    public var days: Int64?
    /// Grams of waste that left.
    public var left: Int64
    /// Grams of waste in store at the month's end.
    public var stock: Int64?
    /// Grams in store at its beginning: the stock of the month before.
    public var opening: Int64?

    public init(
        site: SiteID, month: Month, made: ReturnID, sector: String, province: String, product: Int64?, energy: Int64?, water: Int64?, wastewater: Int64?,
        workers: Int64?, days: Int64?, left: Int64, stock: Int64?, opening: Int64? = nil
    ) {
        self.site = site
        self.month = month
        self.made = made
        self.sector = sector
        self.province = province
        self.product = product
        self.energy = energy
        self.water = water
        self.wastewater = wastewater
        self.workers = workers
        self.days = days
        self.left = left
        self.stock = stock
        self.opening = opening
    }

    /// Grams of waste that came about: what left, and by how much the store grew where both stocks are known.
    public var generated: Int64 { Self.generated(left: left, stock: stock, opening: opening) }

    public static func generated(left: Int64, stock: Int64?, opening: Int64?) -> Int64 {
        guard let stock, let opening else { return left }
        return max(0, left + stock - opening)
    }

    /// The same division of industry has the same unit of product.
    public var division: String { String(sector.prefix(2)) }

    public var last: Month { month.adding(months: length - 1) }

    /// What waste is set against: what was made, and in longer periods the people, whom every firm knows, also those that make nothing that is weighed.
    var base: Int64? { length == 1 ? product : workers }
    /// What is told beside energy for each unit of the base.
    var beside: Int64? { length == 1 ? water : product }

    /// Its groups of peers, the narrower first: sites of the same class of industry, then of the same division.
    var peers: [String] { Self.peers(sector, set: set, length: length) }

    /// - Parameters:
    ///   - set, length: of longer periods.
    public static func peers(_ sector: String, set: String = "", length: Int = 1) -> [String] {
        let rest = length == 1 ? "" : " \(set) \(length)"
        return [sector + rest, sector.prefix(2) + rest]
    }

    /// Whether a name of peers is that of a class, as against a division.
    static func isClass(_ peers: String) -> Bool { peers.prefix { $0 != " " }.count > 2 }
}
