// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// Outlets of a province of which a month's volume is known: what is behind a figure of loads.
public struct DischargingOutlets: Sendable {
    public struct Line: Sendable {
        public var outlet: Outlet
        public var site: Site
        public var organisation: Organisation?
        public var month: OutletMonth
    }

    public var province: String
    public var month: Month
    public var lines: [Line]
    public var next: OutletID?
}

extension Platform {
    /// Outlets are looked at by the page: one whose month is not known is passed over, so a page may be short.
    ///
    /// - Throws: ``PermissionRefusal`` for whoever may not see the discharge of the province's sites.
    public func dischargingOutlets(in province: String, month: Month, after: OutletID?, limit: Int, by actor: Actor) async throws -> DischargingOutlets {
        if case .refused(let refusal) = may(.readDischarge, actor: actor, subject: Subject(provinces: [province])) { throw refusal }
        return try await read { r in
            var found = try r.discharge.outlets(.province(province), after: after, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            found = Array(found.prefix(limit))
            let (sites, organisations) = try r.places(of: found.map(\.site))
            let lines = try found.compactMap { outlet in
                try r.outletMonths(of: outlet, month...month).first.flatMap { one in
                    sites[outlet.site].map { DischargingOutlets.Line(outlet: outlet, site: $0, organisation: organisations[$0.organisation], month: one) }
                }
            }
            return DischargingOutlets(province: province, month: month, lines: lines, next: next)
        }
    }
}
