// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import Identity
import Ledger
import Stores

// Emissions: greenhouse gases of what was reported, computed whenever they are read.
//
//   SiteActivities    what a site reported, month by month, with the place where it stands
//   SiteGHGQuery      its greenhouse gases by month; SiteGHG+File the same as a file
//   Platform+Factors  officers load rows of factors, each from its first day on

/// Greenhouse gases of a site, month by month.
public struct SiteGHG: Sendable {
    public struct Part: Sendable {
        public var month: Month
        public var entries: [GHGEntry]
        public var inventory: GHGInventory
    }

    public var site: Site
    public var organisation: Organisation
    public var months: ClosedRange<Month>
    /// One a month, oldest first.
    public var parts: [Part]
    /// More notes left the site than were followed to their end.
    public var isCut: Bool

    /// Over all months.
    public func lines(_ scope: GHGScope) -> [GHGInventory.Line] { parts.flatMap { $0.inventory.lines(scope) } }
    public var biogenic: Double { parts.reduce(0) { $0 + $1.inventory.biogenic } }
}

/// Sites of the acting firm, for choosing one.
public struct GHGSites: Sendable {
    public var sites: [Site]
    public var organisation: Organisation?
}

extension Platform {
    /// Longest period of a page of greenhouse gases, months.
    public static let ghgMonthsMax = 24
    private static let ghgSitesShown = 60

    /// The acting firm's sites.
    public func ghgSites(by actor: Actor) async throws -> GHGSites {
        try await read { r in
            guard let principal = actor.principal else { throw PermissionRefusal.missing }
            if case .refused(let refusal) = may(.readReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
            let sites = try r.registry.sites(of: principal.id).filter { may(.readReturn, actor: actor, subject: r.subject(of: $0)).isAllowed }
            return GHGSites(sites: Array(sites.prefix(Self.ghgSitesShown)), organisation: try r.registry.organisation(principal.id))
        }
    }

    /// Greenhouse gases of a site by what it reported so far, with the rules and factors of each month.
    ///
    /// - Throws: ``PlatformError/notFound`` also where the actor may not read the site's returns.
    public func siteGHG(_ id: SiteID, months: ClosedRange<Month>, by actor: Actor) async throws -> SiteGHG {
        let (editions, country) = (factorEditions, self.country)
        return try await read { r in
            guard let site = try r.registry.site(id), let organisation = try r.registry.organisation(site.organisation),
                may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed
            else { throw PlatformError.notFound }
            let found = try r.activities(of: site, months: months)
            let parts = (months.lowerBound.index...months.upperBound.index).map { Month(index: $0) }.map { month -> SiteGHG.Part in
                let entries = found.months[month] ?? []
                let day = Period.month(month).last
                return SiteGHG.Part(
                    month: month, entries: entries,
                    inventory: GHGInventory(entries.map(\.activity), on: day, country: country, factors: editions.library(on: day)))
            }
            return SiteGHG(site: site, organisation: organisation, months: months, parts: parts, isCut: found.isCut)
        }
    }
}
