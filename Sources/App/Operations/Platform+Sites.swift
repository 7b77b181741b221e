// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// A site with what a form of it needs.
public struct SitePage: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// The day from which a change of province, sector, size or zone made now would hold.
    public var changesFrom: CalendarDate
}

extension Platform {
    /// The first day on which a changed classification holds: tomorrow. What was booked up to today keeps its place in the
    /// sums, which are keyed by the classification of the day.
    var classificationChangesFrom: CalendarDate { today.adding(days: 1) }

    /// A site for whoever may edit it.
    ///
    /// - Throws: ``PlatformError/notFound`` also for a site that is not the reader's to see.
    public func sitePage(_ id: SiteID, by actor: Actor) async throws -> SitePage {
        let from = classificationChangesFrom
        return try await read { r in
            guard let site = try r.registry.site(id), let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            try unseenAsMissing { try r.require(.editOrganisation, of: organisation.id, by: actor) }
            return SitePage(site: site, organisation: organisation, changesFrom: from)
        }
    }

    /// Changes the facts of a site. Names, address, position and days of opening and closing hold at once; province, sector,
    /// size and zone are a new dated row that holds from tomorrow on.
    ///
    /// - Throws: every problem with its field; ``PlatformError/stale`` when somebody saved a later version.
    @discardableResult
    public func updateSite(_ id: SiteID, to form: SiteForm, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Site {
        let lookups = registrationLookups
        let thresholds = sizeThresholds
        return try await perform("site.update", by: actor, at: moment) { work in
            guard var site = try work.registry.site(id), let organisation = try work.registry.organisation(site.organisation) else {
                throw PlatformError.notFound
            }
            try unseenAsMissing { try work.require(.editOrganisation, of: organisation) }
            guard site.version == version else { throw PlatformError.stale }
            let valid = try form.registration(of: organisation).validated(with: lookups)
            let from = work.today.adding(days: 1)
            let last = site.attributes[site.attributes.count - 1]
            let row = SiteAttributes(
                validFrom: from, learnedAt: work.now, province: valid.province, district: valid.district, commune: valid.commune, isic: valid.isic,
                sizeClass: valid.employees.map { SizeClass(employees: $0, thresholds: thresholds) }, employees: valid.employees,
                employeesWomen: valid.employeesWomen, zone: valid.zone)
            if !last.isSame(as: row) { site.record(row) }
            site.nameEnglish = valid.nameEnglish
            site.nameLocal = valid.nameLocal
            site.address = valid.address
            site.position = valid.position
            site.openedOn = valid.openedOn
            site.closedOn = valid.closedOn
            site.version += 1
            // Lists show the classification that was entered, if it is a day early.
            try work.registry.update(site, from: version, on: max(work.today, site.attributes[site.attributes.count - 1].validFrom))
            work.record(.site(site))
            try work.faceChanged(of: site.organisation)
            return site
        }
    }

    /// Adds one more site to an organisation that has not closed.
    ///
    /// - Throws: every problem with its field.
    public func addSite(_ form: SiteForm, to id: OrganisationID, by actor: Actor, at moment: Instant? = nil) async throws -> Site {
        let lookups = registrationLookups
        let thresholds = sizeThresholds
        return try await perform("site.add", by: actor, at: moment) { work in
            guard let organisation = try work.registry.organisation(id) else { throw PlatformError.notFound }
            try unseenAsMissing { try work.require(.editOrganisation, of: organisation) }
            guard organisation.status != .closed else { throw UpkeepError.alreadyClosed }
            let valid = try form.registration(of: organisation).validated(with: lookups)
            let site = valid.site(id: work.mint(), of: id, learnedAt: work.now, thresholds: thresholds)
            try work.registry.insert(site, on: work.today)
            work.record(.site(site))
            try work.faceChanged(of: id)
            return site
        }
    }

    /// Changes the names of an organisation.
    ///
    /// - Throws: every problem with its field; ``PlatformError/stale`` when somebody saved a later version.
    public func renameOrganisation(
        _ id: OrganisationID, nameEnglish: String, nameLocal: String, version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws {
        let typed = OrganisationRegistration([.nameEnglish: nameEnglish, .nameLocal: nameLocal])
        let problems = typed.problems(with: registrationLookups, in: [.nameEnglish, .nameLocal])
        try await perform("organisation.rename", by: actor, at: moment) { work in
            guard var organisation = try work.registry.organisation(id) else { throw PlatformError.notFound }
            try unseenAsMissing { try work.require(.editOrganisation, of: organisation) }
            // A firm that went into another keeps the name it signed under.
            guard organisation.merger == nil else { throw UpkeepError.alreadyClosed }
            guard organisation.version == version else { throw PlatformError.stale }
            guard problems.isEmpty else { throw PlatformError.invalid(problems) }
            organisation.nameEnglish = typed[.nameEnglish]
            organisation.nameLocal = typed[.nameLocal]
            organisation.version += 1
            try work.registry.update(organisation, from: version)
            work.record(.organisation(organisation))
            try work.faceChanged(of: id)
        }
    }

    /// Closes an organisation after a last day. What is under way may be finished; nothing new begins.
    ///
    /// - Parameters:
    ///   - lastDay: an ISO date from the day of opening up to today.
    ///   - successor: registration number of the firm that takes over, needed where something is still awaited of this one.
    /// - Throws: ``OwnershipRefusal/needsSuccessor(notes:mass:)``.
    public func closeOrganisation(
        _ id: OrganisationID, lastDay: String, successor: String = "", version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws {
        let lookups = registrationLookups
        try await perform("organisation.close", by: actor, at: moment) { work in
            guard var organisation = try work.registry.organisation(id) else { throw PlatformError.notFound }
            try unseenAsMissing { try work.require(.editOrganisation, of: organisation) }
            guard organisation.version == version else { throw PlatformError.stale }
            guard organisation.status != .closed else { throw UpkeepError.alreadyClosed }
            let typed = OrganisationRegistration([.openedOn: organisation.openedOn?.description ?? "", .closedOn: lastDay])
            var problems = typed.problems(with: lookups, in: [.closedOn])
            let day = CalendarDate(iso: typed[.closedOn].withLatinDigits)
            if typed[.closedOn].isEmpty { problems.append(OperationPhrase.fieldMissing.problem(OrganisationRegistration.Field.closedOn.rawValue)) }
            guard let day, problems.isEmpty else { throw PlatformError.invalid(problems) }
            try work.settle(organisation, successor: successor, on: day)
            organisation.status = .closed
            organisation.closedOn = day
            organisation.version += 1
            try work.registry.update(organisation, from: version)
            work.record(.organisation(organisation))
        }
    }
}

extension OrganisationRegistration {
    /// What is wrong with some fields; those left out of the form are not asked for.
    fileprivate func problems(with lookups: RegistrationLookups, in fields: [Field]) -> [Problem] {
        do {
            _ = try validated(with: lookups)
            return []
        } catch {
            return error.problems.filter { problem in fields.contains { $0.rawValue == problem.field } }
        }
    }
}

/// Something that is not this actor's to see is answered like something that is not there.
func unseenAsMissing<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch PermissionRefusal.missing { throw PlatformError.notFound }
}
