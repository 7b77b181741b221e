// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores

/// Waste of an area's monthly returns as declared and as expected by the model.
public struct ExpectedArea: Sendable {
    public var month: Month
    /// `nil` for the nation.
    public var province: String?
    /// Sites whose return of the month says what they made and what waste they had.
    public var reported: Int
    /// `nil` where too few sites stand behind it, or one has most of it, for somebody who may not read their returns.
    public var waste: AreaWaste?
}

/// What is expected of one site's month.
public struct ExpectedSite: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// `nil` where no return of the month was sent.
    public var row: SiteMonth?
    public var expected: ExpectedWaste?
}

extension Platform {
    /// Waste that peers would have had with the production, energy and water which an area's sites report for a month, with its interval.
    ///
    /// The interval is that of the sum: simulated with what all sites of a month have in common and what is each one's own. Sites that did not report
    /// are in none of its figures.
    ///
    /// - Parameter province: two digits; `nil` for the nation.
    public func expectedWaste(area province: String?, month: Month, by actor: Actor) async throws -> ExpectedArea {
        let sees = actor.seesReturns(of: province)
        if !sees, let only = try actor.nationReach(), only != province { throw PermissionRefusal.missing }
        let models = try await wasteModels(of: month)
        return try await read { r in
            let rows = try r.checks.rows(month...month, province: province)
            let sum = models.sum(rows)
            return ExpectedArea(
                month: month, province: province, reported: rows.count, waste: sees || sum.isDisclosable(.shipped) ? sum : nil)
        }
    }

    /// What is expected of one site's month, for whoever may read its returns.
    public func expectedWaste(site id: SiteID, month: Month, by actor: Actor) async throws -> ExpectedSite {
        let models = try await wasteModels(of: month)
        return try await read { r in
            guard let site = try r.registry.site(id), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let organisation = try r.registry.organisation(site.organisation)
            else { throw PlatformError.notFound }
            let row = try r.checks.rows(of: id, month...month).first
            return ExpectedSite(site: site, organisation: organisation, row: row, expected: row.map(models.expected))
        }
    }
}

extension Actor {
    /// Whether somebody may read all returns of a province, or of the nation.
    func seesReturns(of province: String?) -> Bool {
        may(.readReturn, actor: self, subject: Subject(provinces: Set([province].compactMap { $0 }))).isAllowed
    }
}
