// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// Cases of exceedances that somebody may see.
public struct DischargeCaseList: Sendable {
    public var scope: DischargeScope
    public var filter: DischargeCaseFilter
    /// The latest first.
    public var cases: [DischargeCase]
    public var outlets: [OutletID: Outlet]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    /// How many results in use stand behind each.
    public var inUse: [DischargeCaseID: Int]
    /// Who answers for each plan, opened; those erased are missing.
    public var texts: [SealedText: String]
    public var next: DischargeCaseID?
    public var today: CalendarDate

    /// Whether a case is not closed and every result behind it was withdrawn.
    public func isGroundless(_ found: DischargeCase) -> Bool { found.state != .closed && inUse[found.id] == 0 }
}

/// One case with all that was said in it.
public struct DischargeCasePage: Sendable {
    public var found: DischargeCase
    public var outlet: Outlet
    public var site: Site
    public var organisation: Organisation
    /// Results that exceeded, first one first.
    public var results: [JudgedResult]
    public var organisations: [OrganisationID: Organisation]
    public var people: [PersonID: String]
    public var texts: [SealedText: String]
    /// Media types of files that are still there, by hash.
    public var files: [String: String]
    /// Steps that the reader may take now.
    public var steps: [DischargeCaseStep]
    public var today: CalendarDate

    /// How many results in use stand behind it.
    public var inUse: Int { results.count { !$0.result.isWithdrawn } }
    /// Whether it is not closed and every result behind it was withdrawn.
    public var isGroundless: Bool { found.state != .closed && inUse == 0 }
}

extension Platform {
    public func dischargeCaseList(
        _ filter: DischargeCaseFilter, before: DischargeCaseID?, limit: Int, by actor: Actor
    ) async throws -> DischargeCaseList {
        let today = self.today
        return try await read { r in
            let scope = try actor.dischargeScope()
            var found = try r.discharge.cases(scope, filter, before: before, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            let places = try r.places(of: found.map(\.site))
            found = found.filter { seen in
                places.sites[seen.site].map { may(.readDischarge, actor: actor, subject: r.bookSubject(of: $0)).isAllowed } ?? false
            }
            return DischargeCaseList(
                scope: scope, filter: filter, cases: found, outlets: try r.discharge.outlets(found.map(\.outlet)), sites: places.sites,
                organisations: places.organisations, inUse: try r.resultsInUse(found),
                texts: try r.opened(found.flatMap { [$0.plan?.action, $0.plan?.owner] }), next: next, today: today)
        }
    }

    public func dischargeCasePage(_ id: DischargeCaseID, by actor: Actor) async throws -> DischargeCasePage {
        let today = self.today
        return try await read { r in
            guard let found = try r.discharge.dischargeCase(id) else { throw PlatformError.notFound }
            let (outlet, site) = try r.outlet(found.outlet, by: actor)
            guard let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            let subject = r.bookSubject(of: site)
            let steps = found.steps.filter { step in
                may(step.isOfEnvironment ? .closeCase : .handleCase, actor: actor, subject: subject).isAllowed
                    && (!step.isOfSite || actor.principal?.id == site.organisation)
            }
            var people: [PersonID: String] = [:]
            for person in Set(found.events.compactMap(\.person)) { people[person] = try r.people.profile(person)?.displayName }
            var files: [String: String] = [:]
            for hash in Set(found.events.compactMap(\.file)) { files[hash] = try r.notes.attachment(hash)?.mediaType }
            let results = try r.discharge.results(found.results)
            return DischargeCasePage(
                found: found, outlet: outlet, site: site, organisation: organisation, results: try r.judged(results, outlets: [outlet.id: outlet]),
                organisations: try r.registry.organisations(Set(found.events.compactMap(\.organisation))), people: people,
                texts: try r.opened(found.events.map(\.words) + [found.plan?.action, found.plan?.owner]), files: files, steps: steps, today: today)
        }
    }

    /// A file that was added to a case.
    public func dischargeCaseFile(_ hash: String, of id: DischargeCaseID, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            guard let found = try r.discharge.dischargeCase(id) else { throw PlatformError.notFound }
            _ = try r.outlet(found.outlet, by: actor)
            guard found.events.contains(where: { $0.file == hash }), let file = try r.notes.attachment(hash) else { throw PlatformError.notFound }
            return (file.mediaType, file.bytes)
        }
    }
}

extension Reading {
    /// How many results in use stand behind each of some cases.
    fileprivate func resultsInUse(_ cases: [DischargeCase]) throws -> [DischargeCaseID: Int] {
        let used = Set(try discharge.results(cases.flatMap(\.results)).filter { !$0.isWithdrawn }.map(\.id))
        return Dictionary(uniqueKeysWithValues: cases.map { found in (found.id, found.results.count { used.contains($0) }) })
    }

    /// Most cases that are looked at for those without a result behind them.
    private static let looked = 200

    /// Cases whose every result was withdrawn, for those who may close them.
    func caseDuties(by actor: Actor, can: (Action) -> Bool, limit: Int) throws -> [Duty] {
        guard can(.closeCase) else { return [] }
        let seen = try discharge.casesWithWithdrawn(try actor.dischargeScope(), limit: Self.looked)
        let inUse = try resultsInUse(seen)
        let places = try places(of: seen.map(\.site))
        return seen.filter { found in
            inUse[found.id] == 0 && (places.sites[found.site].map { may(.closeCase, actor: actor, subject: bookSubject(of: $0)).isAllowed } ?? false)
        }.prefix(limit).map { found in
            var duty = Duty(kind: .closeCase, urgency: .due, since: found.openedAt)
            duty.dischargeCase = (found.id, found.parameter)
            duty.other = places.sites[found.site].flatMap { places.organisations[$0.organisation] }
            return duty
        }
    }

    /// Texts that were not erased.
    func opened(_ texts: [SealedText?]) throws -> [SealedText: String] {
        var found: [SealedText: String] = [:]
        for case let text? in texts where found[text] == nil { found[text] = try journal.open(text) }
        return found
    }
}
