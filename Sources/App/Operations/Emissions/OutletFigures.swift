// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Ledger
import Stores

/// What left by an outlet in a month: its volume, and loads of what laboratories found.
public struct OutletMonth: Sendable {
    public typealias Load = (low: Mass, high: Mass?)

    public var volume: DischargeVolume
    /// By parameter; where nothing was sampled in the month there is none.
    public var loads: [String: Load]
    public var receiving: ReceivingBody
    /// ``receiving`` and the classification are those of this day.
    var last: CalendarDate { Period.month(volume.month).last }
}

/// Names of the sums that outlets of sites add to. Loads are grams, the volume millilitres.
enum OutletFigures {
    static let volume = "outlets.volume"
    /// How many sites know a volume of an outlet.
    static let anySite = "sites.outlets"

    /// Parameters whose loads are summed: those that carry one, and nitrogen, which gives off a gas.
    static let parameters = DischargeParameters.shipped.all.filter { $0.hasLoad || $0.code == "nitrogen" }.map(\.code)

    /// - Parameter name: a parameter and where the water goes, such as `cod.river`.
    static func least(_ name: String) -> String { "load." + name }
    static func most(_ name: String) -> String { "loadmost." + name }

    /// Whether it is a sum of outlets.
    static func isOne(_ figure: String) -> Bool { figure == volume || figure == anySite || load(figure) != nil }

    /// The parameter, where the water goes, and which end of the range; `nil` for what is no load.
    static func load(_ figure: String) -> (name: String, isMost: Bool)? {
        let parts = figure.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["load", "loadmost"].contains(parts[0]) else { return nil }
        return (parts[1], parts[0] == "loadmost")
    }
}

extension Reading {
    /// Months of which an outlet's volume is known.
    ///
    /// - Parameter months: all unless said.
    func outletMonths(of outlet: Outlet, _ months: ClosedRange<Month>? = nil) throws -> [OutletMonth] {
        guard outlet.medium == .water else { return [] }
        let volumes = try discharge.volumes(of: outlet.id, months ?? Month(index: 0)...Month(index: .max))
        guard let first = volumes.first?.month, let last = volumes.last?.month else { return [] }
        let results = Dictionary(
            grouping: try discharge.results(of: outlet.id, sampled: Period.month(first).first...Period.month(last).last, limit: 100_000)
        ) { $0.sampledOn.month }
        return volumes.map { volume in
            let byParameter = Dictionary(grouping: results[volume.month] ?? [], by: \.parameter)
            let loads = byParameter.compactMapValues { found in MonthlyMean(found.map(\.reading)).flatMap { $0.load(in: volume.volume) } }
            return OutletMonth(volume: volume, loads: loads, receiving: outlet.standing(on: Period.month(volume.month).last).receiving)
        }
    }

    /// What a site's outlets add to the sums of its groups, by its classification as it was known when each volume was recorded.
    ///
    /// - Parameters:
    ///   - months: all unless said.
    ///   - group: only what they add to this group, under the nation; all groups unless said.
    func outletFigures(of site: Site, _ months: Set<Month>? = nil, to group: SiteGroup? = nil) throws -> [ReportedCell: Int64] {
        var cells: [ReportedCell: Int64] = [:]
        var counted: Set<Month> = []
        let range = months.flatMap { months in months.min().flatMap { first in months.max().map { first...$0 } } }
        for outlet in try discharge.outlets(of: site.id) {
            for one in try outletMonths(of: outlet, range) where months?.contains(one.volume.month) ?? true {
                let month = one.volume.month
                let place = site.classification(for: one)
                cells.add(one.volume.volume.raw, OutletFigures.volume, nil, month, place, to: group)
                if counted.insert(month).inserted { cells.add(1, OutletFigures.anySite, nil, month, place, to: group) }
                for parameter in OutletFigures.parameters {
                    guard let load = one.loads[parameter] else { continue }
                    let name = parameter + "." + one.receiving.rawValue
                    cells.add(load.low.raw, OutletFigures.least(name), nil, month, place, to: group)
                    // Where no upper end is known the least is all that is said.
                    cells.add((load.high ?? load.low).raw, OutletFigures.most(name), nil, month, place, to: group)
                }
            }
        }
        return cells
    }
}

extension Site {
    /// How it was known to be classified when the volume of an outlet's month was recorded.
    func classification(for one: OutletMonth) -> Classification {
        attributes(on: one.last, knownAt: IdentifierMint.moment(of: one.volume.id.value)).classification
    }

    /// The same when a return that counts was sent, for one of its months.
    func classification(in month: Month, sent: Instant) -> Classification { attributes(on: Period.month(month).last, knownAt: sent).classification }
}

extension Work {
    /// Keeps the sums of what outlets discharge in step with a change at a site.
    ///
    /// - Parameter months: those that may change; all unless said.
    func keepLoads<Value>(of site: Site, _ months: Set<Month>? = nil, _ change: () throws -> Value) throws -> Value {
        try keepLoads(of: [(site, months)], change)
    }

    /// The same at several sites.
    func keepLoads<Value>(of places: [(site: Site, months: Set<Month>?)], _ change: () throws -> Value) throws -> Value {
        func sums() throws -> [ReportedCell: Int64] {
            try places.reduce(into: [:]) { $0.merge(try reading.outletFigures(of: $1.site, $1.months), uniquingKeysWith: +) }
        }
        let before = try sums()
        let value = try change()
        try ReportedStore(session).add(try sums().less(before).inOrder)
        return value
    }
}
