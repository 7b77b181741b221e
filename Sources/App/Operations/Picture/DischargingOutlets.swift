// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// Outlets behind the volumes and loads of a group of sites, each with exactly what it added to them.
public struct DischargingOutlets: Sendable {
    public struct Line: Sendable {
        public var outlet: Outlet
        public var site: Site
        public var organisation: Organisation?
        /// Those of which the volume is known, oldest first; at least one.
        public var months: [OutletMonth]

        /// Millilitres.
        public var volume: Int64 { months.reduce(0) { $0 + $1.volume.volume.raw } }

        /// Where the water goes, in the order of the months.
        public var receiving: [ReceivingBody] { months.map(\.receiving).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

        public var parameters: [String] { Set(months.flatMap(\.loads.keys)).sorted() }

        /// Over the months of which it is known; the upper end is `nil` where none of them has one, and the least counts in its place.
        public func load(_ parameter: String) -> OutletMonth.Load? {
            let found = months.compactMap { $0.loads[parameter] }
            guard !found.isEmpty else { return nil }
            let hasHigh = found.contains { $0.high != nil }
            return (found.reduce(.zero) { $0 + $1.low }, hasHigh ? found.reduce(.zero) { $0 + ($1.high ?? $1.low) } : nil)
        }
    }

    public var group: SiteGroup
    public var months: ClosedRange<Month>
    /// In order of the outlet's id.
    public var lines: [Line]
    /// What the sums that are kept say of the group.
    public var whole: PictureLoads
    public var next: OutletID?
    /// All outlets are here, so that their sum is that of the group.
    public var isAll: Bool

    /// Millilitres.
    public var volume: Int64 { lines.reduce(0) { $0 + $1.volume } }

    /// Grams; `nil` where nobody sampled it.
    public func load(_ parameter: String) -> (low: Int64, high: Int64)? {
        let found = lines.compactMap { $0.load(parameter) }
        return found.isEmpty ? nil : found.reduce((0, 0)) { ($0.0 + $1.low.raw, $0.1 + ($1.high ?? $1.low).raw) }
    }

    /// Volume that the group has and its outlets, all together, have not, and the same of each load that differs; `nil` where not all outlets are here.
    public var gap: (volume: Int64, loads: [String])? {
        guard isAll else { return nil }
        return (
            whole.volume - volume,
            OutletFigures.parameters.filter { parameter in
                let (own, all) = (load(parameter) ?? (0, 0), whole.load(parameter) ?? (0, 0))
                return own != all
            }
        )
    }
}

extension Platform {
    /// Outlets behind volumes and loads, one page.
    ///
    /// - Throws: ``PermissionRefusal`` for whoever may not see the discharge of the group's sites.
    public func dischargingOutlets(
        of asked: SiteGroup, months: ClosedRange<Month>, after: OutletID?, limit: Int, by actor: Actor
    ) async throws -> DischargingOutlets {
        let group = try asked.reached(by: actor, .readDischarge)
        return try await read { r in
            var gases = ReportedEmissions(self)
            var found = DischargingOutlets(
                group: group, months: months, lines: [], whole: try r.sums(of: group, months: months, &gases).loads, isAll: after == nil)
            var (place, looked) = (after, 0)
            repeat {
                let most = max(limit + 1 - found.lines.count, Self.leastOutlets)
                let outlets = try GroupSiteStore(r.session).outlets(group.scope, key: group.text, months: months, after: place, limit: most)
                let (sites, organisations) = try r.places(of: outlets.map(\.site))
                for outlet in outlets {
                    guard let site = sites[outlet.site], group.everHeld(site) else { continue }
                    let own = try r.outletMonths(of: outlet, months).filter { group.contains(site.classification(for: $0)) }
                    if own.isEmpty { continue }
                    if found.lines.count == limit {
                        (found.next, found.isAll) = (found.lines.last?.outlet.id, false)
                        return found
                    }
                    found.lines.append(
                        DischargingOutlets.Line(outlet: outlet, site: site, organisation: organisations[site.organisation], months: own))
                }
                (place, looked) = (outlets.count == most ? outlets.last?.id : nil, looked + outlets.count)
            } while place != nil && looked < max(limit, Self.mostOutlets)
            if place != nil { (found.next, found.isAll) = (place, false) }
            return found
        }
    }

    private static let leastOutlets = 50, mostOutlets = 2000
}
