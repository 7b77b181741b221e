// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores
import Wording

/// What is said of figures as they were known.
public enum KnownPhrase: String, PhraseKey {
    public static let area = "known"
    case notEnded, dayUnreadable, notKept
}

/// Why a figure cannot be asked for as it was known.
public enum KnownRefusal: Explainable, Hashable {
    /// The month goes on; the last one that has ended.
    case notEnded(Month, last: Month)
    case dayUnreadable(last: CalendarDate)
    /// Of what was summed before it is not known when it was learned; the first month whose end it is told for.
    case notKept(Month, from: Month)

    public var standing: Standing { .invalid }
    public var problems: [Problem] {
        switch self {
        case .notEnded(let month, let last):
            [KnownPhrase.notEnded.problem("known", ["month": .text(month.description), "last": .text(last.description)])]
        case .notKept(let month, let from):
            [KnownPhrase.notKept.problem("known", ["month": .text(month.description), "first": .text(from.description)])]
        case .dayUnreadable(let last): [KnownPhrase.dayUnreadable.problem("on", ["last": .date(last)])]
        }
    }
}

/// A site's book as it was known at the end of a day, beside what is known now.
public struct SiteKnown: Sendable {
    public struct Row: Sendable {
        public var material: Material
        public var compartment: Compartment
        /// From entries recorded up to the end of the day.
        public var then: Int64
        /// From all entries.
        public var now: Int64
    }

    public var site: Site
    public var organisation: Organisation
    /// Months in which the mass moved.
    public var months: ClosedRange<Month>
    public var day: CalendarDate
    /// How the site was classified on the last day of the months, as known at the end of the day and now.
    public var classifiedThen: SiteAttributes
    public var classifiedNow: SiteAttributes
    public var rows: [Row]
}

extension Platform {
    /// A figure as known at a month's end is given once the month has ended: until then more may be recorded in it.
    func requireEnded(_ month: Month?) throws {
        guard let month, month >= today.month else { return }
        throw KnownRefusal.notEnded(month, last: today.month.adding(months: -1))
    }

    /// A site's book of some months as it was known at the end of any day, exactly, from its entries.
    public func siteKnown(_ id: SiteID, months: ClosedRange<Month>, on day: CalendarDate, by actor: Actor) async throws -> SiteKnown {
        guard day <= today else { throw KnownRefusal.dayUnreadable(last: today) }
        let end = zone.start(of: day.adding(days: 1))
        return try await read { r in
            let (site, organisation) = try r.bookSite(id, .readBook, by: actor)
            let sums = try r.ledger.sums(of: id, months: months, recordedBefore: end)
            let last = Period.month(months.upperBound).last
            return SiteKnown(
                site: site, organisation: organisation, months: months, day: day,
                classifiedThen: site.attributes(on: last, knownAt: Instant(microseconds: end.microseconds - 1)), classifiedNow: site.attributes(on: last),
                rows: sums.filter { $0.material.isWaste && ($0.then != 0 || $0.now != 0) }.map {
                    SiteKnown.Row(material: $0.material, compartment: $0.compartment, then: $0.then, now: $0.now)
                })
        }
    }
}
