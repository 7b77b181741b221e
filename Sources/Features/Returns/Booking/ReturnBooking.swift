// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What notes, other returns and the book say when a return is booked. Kept with what was booked, so that it can be worked out again.
///
/// What the return itself booked before, and what longer returns of the same last day booked, is left out of all of it.
public struct BookingFacts: Hashable, Codable, Sendable {
    /// Amounts of one field, or of one waste and way.
    public struct Known: Hashable, Codable, Sendable {
        public var field: String
        public var amount: Int64

        public init(field: String, amount: Int64) {
            self.field = field
            self.amount = amount
        }
    }

    public struct KnownWaste: Hashable, Codable, Sendable {
        public var key: WasteKey
        public var amount: Int64

        public init(key: WasteKey, amount: Int64) {
            self.key = key
            self.amount = amount
        }
    }

    public struct Lot: Hashable, Codable, Sendable {
        public var key: WasteKey
        public var lot: LotID

        public init(key: WasteKey, lot: LotID) {
            self.key = key
            self.lot = lot
        }
    }

    public struct Generated: Hashable, Codable, Sendable {
        public var waste: WasteCodeID
        public var amount: Int64

        public init(waste: WasteCodeID, amount: Int64) {
            self.waste = waste
            self.amount = amount
        }
    }

    public var site: SiteID
    /// On which everything occurs: the period's last.
    public var day: CalendarDate
    /// Grams that notes of the period show: sent from the site, received at it, carried by the firm.
    public var sent: Int64 = 0
    public var received: Int64 = 0
    public var carried: Int64 = 0
    /// The same by waste and way, for the lines of waste.
    public var notes: [KnownWaste] = []
    /// What shorter returns of the site within the period booked of each field.
    public var shorter: [Known] = []
    /// Grams of waste that the book has in store at the end of the day, with codes and without; of plants and carriers all that stands there.
    public var coded: Int64 = 0
    public var uncoded: Int64 = 0
    /// Of the goods that the book keeps in store, in their own whole units.
    public var leachate: Int64 = 0
    /// Wastewater that came to the site by agreed pipes in the period, and what it holds at the end of the day.
    public var piped: Int64 = 0
    public var heldWater: Int64 = 0
    /// Wastewater that left the site by agreed pipes in the period; absent in bookings made before there were any.
    public var pipedOut: Int64?
    /// Grams that the site's process gave in the period, by waste.
    public var generated: [Generated] = []
    /// The lot in which the site's waste without a code stands.
    public var uncodedLot: LotID
    /// Lots of what left by ways without a note.
    public var lots: [Lot] = []

    public init(site: SiteID, day: CalendarDate, uncodedLot: LotID) {
        self.site = site
        self.day = day
        self.uncodedLot = uncodedLot
    }
}

/// One figure as it was stated, what was known of it, and what it booked.
public struct BookedLine: Hashable, Codable, Sendable {
    /// A field, or one waste and way.
    public enum Subject: Hashable, Codable, Sendable {
        case field(String)
        case waste(WasteKey)
    }

    public var subject: Subject
    public var rule: BookingRule
    public var material: Material
    /// In the whole unit of its material.
    public var stated: Int64
    /// What notes, shorter returns or the book said before; `nil` where they have nothing to say.
    public var known: Int64?
    /// What it added to the book.
    public var booked: Int64
    /// How the figure was worked out, where no meter measured it.
    public var estimate: FigureEstimate?

    /// What is stated and neither known nor booked, either sign: for the site and its officer to explain.
    public var unexplained: Int64 { known.map { stated - $0 - booked } ?? 0 }
}

/// Something moved from one account to another; below zero the other way.
public struct BookedFlow: Hashable, Codable, Sendable {
    public var from: Account
    public var to: Account
    public var amount: Int64
    public var reason: Reason
}

/// What a version of a return booked.
public struct ReturnBooking: Hashable, Codable, Sendable {
    /// The filing that it follows from.
    public var filing: Int
    public var facts: BookingFacts
    public var lines: [BookedLine]
    /// Each pair of accounts once, in account order.
    public var flows: [BookedFlow]

    /// What it brings into accounts of a site, less what it takes out.
    public func net(where isMeant: (Account) -> Bool) -> Int64 {
        flows.reduce(0) { $0 + (isMeant($1.to) ? $1.amount : 0) - (isMeant($1.from) ? $1.amount : 0) }
    }

    public func line(_ subject: BookedLine.Subject) -> BookedLine? { lines.first { $0.subject == subject } }

    /// The moves that lead from what was booked before to this: of a first version all of it, of a later one its net difference.
    public func moves(replacing before: ReturnBooking?, document: DocumentID) -> [Move] {
        var sums: [Pair: (amount: Int64, reason: Reason)] = [:]
        for flow in flows { sums[Pair(flow), default: (0, flow.reason)].amount += Pair(flow).sign(flow) }
        for flow in before?.flows ?? [] { sums[Pair(flow), default: (0, flow.reason)].amount -= Pair(flow).sign(flow) }
        // The day of a period does not change from version to version.
        return sums.sorted { $0.key < $1.key }.compactMap { pair, sum in
            guard sum.amount != 0 else { return nil }
            let (from, to) = sum.amount > 0 ? (pair.first, pair.second) : (pair.second, pair.first)
            return Move(
                Mass(abs(sum.amount)), from: from, to: to, on: facts.day, because: before == nil ? sum.reason : .correction, document: document)
        }.fillingFirst
    }

    /// Two accounts, whichever gives.
    private struct Pair: Hashable, Comparable {
        var first: Account
        var second: Account

        init(_ flow: BookedFlow) { (first, second) = flow.from < flow.to ? (flow.from, flow.to) : (flow.to, flow.from) }

        func sign(_ flow: BookedFlow) -> Int64 { flow.from == first ? flow.amount : -flow.amount }

        static func < (a: Pair, b: Pair) -> Bool { a.first == b.first ? a.second < b.second : a.first < b.first }
    }
}

extension [Move] {
    /// What fills a store comes before what leaves it, so that a store that is filled and emptied at once never runs dry in between.
    public var fillingFirst: [Move] {
        filter { $0.debit.compartment.isBounded } + filter { !$0.debit.compartment.isBounded }
    }
}
