// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// Outlets that somebody may see.
public struct OutletList: Sendable {
    public struct Line: Sendable {
        public var outlet: Outlet
        public var lastSampled: CalendarDate?
        public var openCases: Int
    }

    public var scope: DischargeScope
    /// In the order in which they were added.
    public var lines: [Line]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    /// The last of this page, when more follow.
    public var next: OutletID?
    /// Sites at which the reader may add outlets, when they are the reader's own.
    public var ownSites: [Site]
    public var mayRecord: Bool
}

/// An outlet with its results, cases and limits.
public struct OutletPage: Sendable {
    public var outlet: Outlet
    public var site: Site
    public var organisation: Organisation
    /// By the day of the sample, the latest first.
    public var results: [JudgedResult]
    /// The last of this page, when older ones follow.
    public var next: LabResultID?
    public var cases: [DischargeCase]
    public var permitLimits: [PermitLimit]
    /// Which works received what leaves by it, the latest first, and the works' sites.
    public var pipes: [Pipe]
    public var works: [SiteID: Site]
    public var actions: Set<Action>
    public var today: CalendarDate
}

/// Results as they were recorded.
public struct ResultList: Sendable {
    public var scope: DischargeScope
    /// The latest first.
    public var results: [JudgedResult]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    public var next: LabResultID?
    public var mayRecord: Bool
}

/// One result with all that it rests on.
public struct ResultPage: Sendable {
    public var judged: JudgedResult
    public var site: Site
    public var organisation: Organisation
    /// Why it was withdrawn; `nil` while it is in use, and once erased.
    public var reason: String?
    /// The case to which it belongs.
    public var dischargeCase: DischargeCase?
    public var actions: Set<Action>
}

extension Platform {
    public func outletList(after: OutletID?, limit: Int, by actor: Actor) async throws -> OutletList {
        try await read { r in
            let scope = try actor.dischargeScope()
            var found = try r.discharge.outlets(scope, after: after, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            var own: [Site] = []
            if case .organisation(let organisation) = scope {
                own = try r.registry.sites(of: organisation)
                found = found.filter { outlet in
                    own.contains { $0.id == outlet.site && may(.readDischarge, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }
                }
                own = own.filter { may(.keepOutlets, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }
            }
            let places = try r.places(of: found.map(\.site))
            let lines = try found.map {
                OutletList.Line(outlet: $0, lastSampled: try r.discharge.lastSampled(of: $0.id), openCases: try r.discharge.openCases(of: $0.id))
            }
            return OutletList(
                scope: scope, lines: lines, sites: places.sites, organisations: places.organisations, next: next, ownSites: own,
                mayRecord: may(.recordResults, actor: actor, subject: actor.wholeReach).isAllowed)
        }
    }

    /// - Parameter before: the last result of the page before.
    public func outletPage(_ id: OutletID, before: LabResultID? = nil, limit: Int, by actor: Actor) async throws -> OutletPage {
        let today = self.today
        return try await read { r in
            let (outlet, site) = try r.outlet(id, by: actor)
            guard let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            let last = try before.flatMap { try r.discharge.result($0) }.flatMap { $0.outlet == id ? $0 : nil }
            var found = try r.discharge.results(of: id, before: last, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            let pipes = try r.discharge.pipes(of: id)
            return OutletPage(
                outlet: outlet, site: site, organisation: organisation, results: try r.judged(found, outlets: [id: outlet]), next: next,
                cases: try r.discharge.cases(of: id, limit: 20),
                permitLimits: try r.discharge.permitLimits(of: site.id).filter { ($0.outlet ?? id) == id && $0.medium == outlet.medium },
                pipes: pipes.reversed(), works: try r.registry.sites(pipes.compactMap(\.works)), actions: Set(actor.actions(on: r.bookSubject(of: site))),
                today: today)
        }
    }

    public func resultList(before: LabResultID?, limit: Int, by actor: Actor) async throws -> ResultList {
        try await read { r in
            let scope = try actor.dischargeScope()
            var found = try r.discharge.results(scope, before: before, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            let places = try r.places(of: found.map(\.site))
            found = found.filter { result in
                places.sites[result.site].map { may(.readDischarge, actor: actor, subject: r.bookSubject(of: $0)).isAllowed } ?? false
            }
            let outlets = try r.discharge.outlets(found.map(\.outlet))
            return ResultList(
                scope: scope, results: try r.judged(found, outlets: outlets), sites: places.sites, organisations: places.organisations, next: next,
                mayRecord: may(.recordResults, actor: actor, subject: actor.wholeReach).isAllowed)
        }
    }

    public func resultPage(_ id: LabResultID, by actor: Actor) async throws -> ResultPage {
        try await read { r in
            guard let result = try r.discharge.result(id) else { throw PlatformError.notFound }
            let (outlet, site) = try r.outlet(result.outlet, by: actor)
            guard let organisation = try r.registry.organisation(site.organisation), let judged = try r.judged([result], outlets: [outlet.id: outlet]).first
            else { throw PlatformError.notFound }
            return ResultPage(
                judged: judged, site: site, organisation: organisation, reason: try result.withdrawn.flatMap { try r.journal.open($0) },
                dischargeCase: try r.discharge.cases(of: outlet.id, limit: 200).first { $0.results.contains(id) },
                actions: Set(actor.actions(on: r.bookSubject(of: site))))
        }
    }

    /// The site for which an officer records a limit of its permit.
    public func permitLimitPage(_ id: SiteID, by actor: Actor) async throws -> (site: Site, organisation: Organisation, outlets: [Outlet]) {
        try await read { r in
            guard let site = try r.registry.site(id), let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            try unseenAsMissing { if case .refused(let refusal) = may(.recordPermit, actor: actor, subject: r.bookSubject(of: site)) { throw refusal } }
            return (site, organisation, try r.discharge.outlets(of: id))
        }
    }
}

extension Reading {
    /// Sites and the firms that own them.
    func places(of sites: [SiteID]) throws -> (sites: [SiteID: Site], organisations: [OrganisationID: Organisation]) {
        let found = try registry.sites(Set(sites))
        return (found, try registry.organisations(Set(found.values.map(\.organisation))))
    }
}
