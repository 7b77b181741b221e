// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

// Discharge: the verbs of outlets, results and cases, and what their pages read.
//
//   Work+Discharge            what the verbs share: permission by site, records for the journal
//   Platform+Outlets          outlets are added, lead elsewhere, are closed
//   Platform+LabResults       results are recorded and withdrawn; what exceeds opens a case
//   Platform+DischargeCases   what follows from an exceedance
//   Platform+DischargeLoads   volumes of months, limits of permits
//   Platform+Limits           officers load limits
//   LabFileReading, ...       files of laboratories: read, asked about, taken in
//   ...Query                  what pages read

extension Work {
    var discharge: DischargeStore { DischargeStore(session) }

    /// A site at which the actor may do this.
    ///
    /// - Throws: ``PlatformError/notFound`` also for a site whose discharge the actor may not see.
    func site(_ id: SiteID, for action: Action) throws -> Site {
        guard let site = try registry.site(id) else { throw PlatformError.notFound }
        try unseenAsMissing { if case .refused(let refusal) = may(action, actor: actor, subject: reading.bookSubject(of: site)) { throw refusal } }
        return site
    }

    /// An outlet at whose site the actor may do this.
    func outlet(_ id: OutletID, for action: Action) throws -> (outlet: Outlet, site: Site) {
        guard let outlet = try discharge.outlet(id) else { throw PlatformError.notFound }
        return (outlet, try site(outlet.site, for: action))
    }

    /// Opens a case for a result that exceeds a limit, or brings it to the one that is open.
    ///
    /// - Returns: the case; `nil` when the result exceeds nothing.
    @discardableResult
    func openCase(for result: LabResult, at outlet: Outlet, permits: [PermitLimit]) throws -> DischargeCase? {
        let verdict = Verdict(result, at: outlet, limits: platform.dischargeLimits, country: platform.country, permits: permits)
        guard verdict.isExceeded, !result.isWithdrawn else { return nil }
        let event = DischargeCaseEvent(step: nil, at: now, person: actor.person, organisation: actor.principal?.id, result: result.id)
        if let known = try discharge.openCase(of: outlet.id, parameter: result.parameter) {
            guard !known.results.contains(result.id) else { return known }
            let after = known.joined(by: event)
            try discharge.update(after, from: known.version)
            record(.discharge(.dischargeCase(after), before: .dischargeCase(known)))
            return after
        }
        let opened = DischargeCase(id: mint(), result: result, event: event)
        try discharge.insert(opened)
        record(.discharge(.dischargeCase(opened), before: nil))
        return opened
    }
}

extension Reading {
    var discharge: DischargeStore { DischargeStore(session) }

    /// An outlet whose site's discharge the actor may see.
    func outlet(_ id: OutletID, by actor: Actor) throws -> (outlet: Outlet, site: Site) {
        guard let outlet = try discharge.outlet(id), let site = try registry.site(outlet.site) else { throw PlatformError.notFound }
        try unseenAsMissing { if case .refused(let refusal) = may(.readDischarge, actor: actor, subject: bookSubject(of: site)) { throw refusal } }
        return (outlet, site)
    }

    /// Results with what the limits of their days say of them, in the same order.
    func judged(_ results: [LabResult], outlets: [OutletID: Outlet]) throws -> [JudgedResult] {
        let permits = try Dictionary(uniqueKeysWithValues: Set(results.map(\.site)).map { ($0, try discharge.permitLimits(of: $0)) })
        let (limits, country) = (platform.dischargeLimits, platform.country)
        return results.compactMap { result in
            outlets[result.outlet].map { outlet in
                JudgedResult(
                    result: result, outlet: outlet,
                    verdict: Verdict(result, at: outlet, limits: limits, country: country, permits: permits[result.site] ?? []))
            }
        }
    }
}

/// A result beside what limits say of it.
public struct JudgedResult: Sendable {
    public var result: LabResult
    public var outlet: Outlet
    public var verdict: Verdict
}

extension Actor {
    /// How far the actor's sight of discharge reaches.
    ///
    /// - Throws: ``PermissionRefusal`` when the actor may see none.
    public func dischargeScope() throws -> DischargeScope {
        if may(.readDischarge, actor: self, subject: Subject()).isAllowed { return .nation }
        if let province = principal?.mandate?.province, may(.readDischarge, actor: self, subject: Subject(provinces: [province])).isAllowed {
            return .province(province)
        }
        if case .refused(let refusal) = may(.readDischarge, actor: self, subject: wholeReach) { throw refusal }
        guard let principal else { throw PermissionRefusal.missing }
        return .organisation(principal.id)
    }
}
