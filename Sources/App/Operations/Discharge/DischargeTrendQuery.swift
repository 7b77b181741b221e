// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// Results of an outlet month by month, and the kilograms that left with its water.
public struct DischargeTrend: Sendable {
    public struct MonthFigure: Sendable {
        public var month: Month
        public var mean: MonthlyMean?
        public var volume: DischargeVolume?
        /// What the month's volume carried; `nil` without volume or result, and for parameters of which no load is told.
        public var load: (low: Mass, high: Mass?)?
    }

    public struct Series: Sendable {
        public var parameter: DischargeParameter
        /// One a month, in the order of ``DischargeTrend/months``.
        public var figures: [MonthFigure]
        /// The limit of the standard in force on the last day.
        public var limit: DischargeLimit?
    }

    public var outlet: Outlet
    public var site: Site
    public var organisation: Organisation
    public var months: [Month]
    /// Parameters that were measured in these months, in the order of their list.
    public var series: [Series]
    public var volumes: [Month: DischargeVolume]
    public var mayRecord: Bool
    public var today: CalendarDate
}

extension Platform {
    /// How many months a trend shows, the last one included.
    public static let trendMonths = 12

    /// - Parameter last: month that ends the trend; this month unless said.
    public func dischargeTrend(_ id: OutletID, last: Month? = nil, by actor: Actor) async throws -> DischargeTrend {
        let today = self.today
        let last = min(last ?? today.month, today.month)
        let months = (1 - Self.trendMonths...0).map { last.adding(months: $0) }
        let (limits, country) = (dischargeLimits, self.country)
        return try await read { r in
            let (outlet, site) = try r.outlet(id, by: actor)
            guard let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            let days = Period.month(months[0]).first...Period.month(last).last
            let results = try r.discharge.results(of: id, sampled: days)
            let volumes = Dictionary(
                try r.discharge.volumes(of: id, months[0]...last).map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
            let byParameter = Dictionary(grouping: results, by: \.parameter)
            let column = outlet.standing(on: today).column
            let series = DischargeParameters.shipped.all.compactMap { parameter -> DischargeTrend.Series? in
                guard let own = byParameter[parameter.code] else { return nil }
                let byMonth = Dictionary(grouping: own, by: \.sampledOn.month)
                let figures = months.map { month -> DischargeTrend.MonthFigure in
                    let mean = byMonth[month].flatMap { MonthlyMean($0.map(\.reading)) }
                    let load = parameter.hasLoad ? mean.flatMap { mean in volumes[month].flatMap { mean.load(in: $0.volume) } } : nil
                    return DischargeTrend.MonthFigure(month: month, mean: mean, volume: volumes[month], load: load)
                }
                return DischargeTrend.Series(
                    parameter: parameter, figures: figures,
                    limit: limits.limit(country, outlet.medium, column: column, parameter: parameter.code, on: min(today, days.upperBound)))
            }
            return DischargeTrend(
                outlet: outlet, site: site, organisation: organisation, months: months, series: series, volumes: volumes,
                mayRecord: may(.recordResults, actor: actor, subject: r.bookSubject(of: site)).isAllowed, today: today)
        }
    }
}
