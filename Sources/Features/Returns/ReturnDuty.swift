// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Deadlines
import Domain

/// A row of the table of duties: firms of this kind owe that set for periods of this length.
public struct ReturnDuty: Hashable, Sendable, Identifiable {
    /// `kh-producer-large-month`.
    public let id: String
    public let dataSet: String
    public let country: Country
    /// A firm's profile in the chain, as the registry words it.
    public let profile: String
    /// Treatments one of which its permits must name; empty for any.
    public let treatments: Set<TreatmentCode>
    public let sectors: SectorRule
    /// Classes of size, `unknown` among them; empty for all.
    public let sizes: Set<String>
    public let period: PeriodKind
    /// Days after the period's last day until it is due.
    public let dueDays: Int
    /// The photo of a bill may stand in the place of a figure; behind a figure it always may.
    public let takesBills: Bool
    public let validFrom: CalendarDate
    public internal(set) var validUntil: CalendarDate?
    public let standing: DataStanding
    public let provenance: Provenance

    /// Whether a site is one of those.
    public func covers(_ site: SiteFacts) -> Bool {
        site.country == country && site.profiles.contains(profile) && (treatments.isEmpty || !treatments.isDisjoint(with: site.treatments))
            && sectors.covers(site.isic) && (sizes.isEmpty || sizes.contains(site.size ?? Self.unknownSize))
    }

    /// How the column `sizes` words a site of which the number of employees is not known.
    public static let unknownSize = "unknown"

    /// The last day on which a return of a period is in time.
    public func due(_ period: Period, _ counting: DueDays) -> CalendarDate { counting.due(dueDays, after: period.last) }

    /// Periods that have begun, latest first.
    ///
    /// - Parameters:
    ///   - start: the first day from which the site owes anything.
    ///   - limit: most periods given back.
    public func periods(from start: CalendarDate, through today: CalendarDate, limit: Int) -> [Period] {
        var found: [Period] = []
        var next = period.period(of: today)
        // A site that begins in mid-period owes that period too.
        while found.count < limit, next.last >= start, next.first >= validFrom {
            if validUntil.map({ next.last <= $0 }) ?? true { found.append(next) }
            next = next.previous
        }
        return found
    }
}

/// What decides which returns a site owes.
public struct SiteFacts: Hashable, Sendable {
    public var country: Country
    public var profiles: Set<String>
    /// Those its permits name.
    public var treatments: Set<TreatmentCode>
    public var isic: String
    /// `nil` while the number of employees is not known.
    public var size: String?
    /// From when on it owes anything.
    public var start: CalendarDate
    /// The last day of a site that has closed.
    public var end: CalendarDate?

    public init(
        country: Country, profiles: Set<String>, treatments: Set<TreatmentCode>, isic: String, size: String?, start: CalendarDate, end: CalendarDate? = nil
    ) {
        self.country = country
        self.profiles = profiles
        self.treatments = treatments
        self.isic = isic
        self.size = size
        self.start = start
        self.end = end
    }
}

/// A return that a site owes for one period.
public struct OwedPeriod: Hashable, Sendable {
    public var duty: ReturnDuty
    public var dataSet: DataSet
    public var period: Period
    public var due: CalendarDate
}

extension DataSets {
    /// Whether a site is a wastewater works: some duty asks for the return of one.
    public func isWorks(_ site: SiteFacts) -> Bool {
        duties.contains { duty in duty.covers(site) && sets.contains { $0.id == duty.dataSet && $0.plant == "wastewaterWorks" } }
    }

    /// Treatments and industries by which duties know a wastewater works.
    public var worksSigns: (treatments: Set<TreatmentCode>, isic: Set<String>) {
        let rows = duties.filter { duty in sets.contains { $0.id == duty.dataSet && $0.plant == "wastewaterWorks" } }
        return (rows.reduce(into: []) { $0.formUnion($1.treatments) }, Set(rows.flatMap(\.sectors.only)))
    }

    /// Whether a row that asks for a set in a period of this length lets the photo of a bill stand in the place of a figure.
    public func takesBills(_ head: ReturnHead, in country: Country) -> Bool {
        duties.contains { duty in
            duty.takesBills && duty.dataSet == head.dataSet && duty.country == country && duty.period == PeriodKind(head.period)
                && duty.validFrom <= head.period.last && (duty.validUntil.map { head.period.first <= $0 } ?? true)
        }
    }

    /// Every return a site owes for periods that have begun, the latest period of each duty first.
    ///
    /// Of two rows that ask for one set and period, the first counts.
    ///
    /// - Parameter limit: most periods of one duty.
    public func owed(by site: SiteFacts, through today: CalendarDate, _ counting: DueDays, limit: Int = 13) -> [OwedPeriod] {
        var seen: Set<String> = []
        return duties.filter { $0.covers(site) }.flatMap { duty -> [OwedPeriod] in
            duty.periods(from: site.start, through: min(today, site.end ?? today), limit: limit).compactMap { period in
                guard let set = set(duty.dataSet, on: period.first), seen.insert("\(set.id) \(period.description)").inserted else { return nil }
                return OwedPeriod(duty: duty, dataSet: set, period: period, due: duty.due(period, counting))
            }
        }
    }
}
