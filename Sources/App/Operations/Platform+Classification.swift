// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// What an officer says of a site's province, industry, size and zone, as typed.
public struct ClassificationForm: Hashable, Sendable {
    public typealias Field = OrganisationRegistration.Field

    public static let fields: [Field] = [.province, .district, .commune, .isic, .employees, .employeesWomen, .zone]
    /// Longest reason, characters.
    public static let reasonMost = 500

    public var kind: ClassificationChange.Kind
    /// ISO date: the first day of a change, or the day on which the mistaken row begins.
    public var from: String
    public var reason: String
    public var texts: [Field: String]

    public init(kind: ClassificationChange.Kind, from: String = "", reason: String = "", texts: [Field: String] = [:]) {
        self.kind = kind
        self.from = from
        self.reason = reason
        self.texts = texts.filter { Self.fields.contains($0.key) }
    }
}

/// Mass that leaves one group of sites for another.
public struct ClassificationFlow: Hashable, Sendable {
    public var scope: Scope
    /// Keys of the groups; empty where it is in none.
    public var from: String
    public var to: String
    public var figure: FateGroup
    /// As figures show it: sources above zero.
    public var grams: Int64
}

/// What would follow from a form, before anybody saves it.
public struct ClassificationPreview: Sendable {
    public var site: Site
    public var old: SiteAttributes
    public var new: SiteAttributes
    public var kind: ClassificationChange.Kind
    public var flows: [ClassificationFlow]
    /// Loads whose flow by industry moves, and those that stay as first booked.
    public var loadsMoved: Int
    public var loadsLeft: Int
}

extension Platform {
    /// Last day on which a change may begin, days from today.
    static let changeDaysAhead = 366

    /// What moves if the form is saved.
    public func classificationPreview(_ id: SiteID, _ form: ClassificationForm, version: Int, by actor: Actor) async throws -> ClassificationPreview {
        let lookups = registrationLookups
        let thresholds = sizeThresholds
        let now = self.now
        return try await read { r in
            let site = try r.classifiedSite(id, by: actor)
            guard site.version == version else { throw PlatformError.stale }
            let row = try r.row(form, for: site, at: now, lookups, thresholds)
            var after = site
            after.record(row)
            let moves = try r.classificationMoves(from: site, to: after, learned: r.platform.zone.date(of: now).month)
            return ClassificationPreview(
                site: site, old: site.attributes(on: row.validFrom), new: row, kind: form.kind, flows: moves.figures,
                loadsMoved: moves.origins.values.reduce(0) { $0 + $1.count }, loadsLeft: moves.originsLeft)
        }
    }

    /// Records that a site changed from a day on, in the past or ahead. What occurred from that day on counts in the new group.
    ///
    /// - Throws: ``ClassificationRefusal``; every problem with its field; ``PlatformError/stale``.
    @discardableResult
    public func changeSiteClassification(_ id: SiteID, _ form: ClassificationForm, version: Int, by actor: Actor, at moment: Instant? = nil) async throws
        -> Site
    {
        try await classify(id, form, .change, "site.change-classification", version: version, by: actor, at: moment)
    }

    /// Corrects what was written wrongly of a site: what occurred while the mistaken row held moves to the right group, all in this operation. Sums of
    /// the nation stay as they are, and so does what was known at the end of earlier months.
    ///
    /// - Throws: ``ClassificationRefusal``; every problem with its field; ``PlatformError/stale``.
    @discardableResult
    public func correctSiteClassification(_ id: SiteID, _ form: ClassificationForm, version: Int, by actor: Actor, at moment: Instant? = nil) async throws
        -> Site
    {
        try await classify(id, form, .correction, "site.correct-classification", version: version, by: actor, at: moment)
    }

    private func classify(
        _ id: SiteID, _ given: ClassificationForm, _ kind: ClassificationChange.Kind, _ verb: String, version: Int, by actor: Actor, at moment: Instant?
    ) async throws -> Site {
        let lookups = registrationLookups
        let thresholds = sizeThresholds
        var asked = given
        asked.kind = kind
        let form = asked
        return try await perform(verb, by: actor, at: moment) { work in
            let before = try work.reading.classifiedSite(id, by: actor)
            guard before.version == version else { throw PlatformError.stale }
            let row = try work.reading.row(form, for: before, at: work.now, lookups, thresholds)
            guard let reason = try work.seal(form.reason.trimmedBlanks) else { throw ClassificationRefusal.reasonMissing }
            let old = before.attributes(on: row.validFrom)
            var after = before
            after.record(row)
            after.version += 1
            let moves = try work.reading.classificationMoves(from: before, to: after, learned: work.today.month)
            try work.registry.update(after, from: version, on: max(work.today, after.attributes[after.attributes.count - 1].validFrom))
            work.record(.site(after))
            let change = ClassificationChange(
                id: work.mint(), site: id, kind: kind, old: old, new: row, reason: reason, person: actor.attribution.person,
                office: actor.attribution.organisation, madeAt: work.now)
            try ClassificationStore(work.session).insert(change)
            work.record(.classified(change))
            try work.save(moves)
            try work.faceChanged(of: after.organisation)
            return after
        }
    }
}

extension Reading {
    /// A site for whoever may classify it: one's mandate reaches the province in which it stands, or stood.
    func classifiedSite(_ id: SiteID, by actor: Actor) throws -> Site {
        guard let site = try registry.site(id) else { throw PlatformError.notFound }
        let subject = Subject(
            parties: [site.organisation], sites: [id], provinces: Set(site.attributes.map(\.province)))
        try unseenAsMissing {
            if case .refused(let refusal) = may(.classifySite, actor: actor, subject: subject) { throw refusal }
        }
        return site
    }

    /// The row that a form adds to a site.
    fileprivate func row(
        _ form: ClassificationForm, for site: Site, at now: Instant, _ lookups: RegistrationLookups, _ thresholds: SizeThresholds
    ) throws -> SiteAttributes {
        guard !form.reason.trimmedBlanks.isEmpty else { throw ClassificationRefusal.reasonMissing }
        guard form.reason.count <= ClassificationForm.reasonMost else {
            let facts: [String: Fact] = ["most": .number(Int64(ClassificationForm.reasonMost)), "length": .number(Int64(form.reason.count))]
            throw PlatformError.invalid([OperationPhrase.textTooLong.problem("reason", facts)])
        }
        guard let organisation = try registry.organisation(site.organisation) else { throw PlatformError.notFound }
        guard let from = CalendarDate(iso: form.from.trimmedBlanks.withLatinDigits) else { throw ClassificationRefusal.dayMissing }
        let starts = Set(site.attributes.map(\.validFrom))
        switch form.kind {
        case .change:
            if starts.contains(from) { throw ClassificationRefusal.dayTaken(from) }
            let days = site.attributes[0].validFrom.adding(days: 1)...platform.zone.date(of: now).adding(days: Platform.changeDaysAhead)
            guard days.contains(from) else { throw ClassificationRefusal.dayRange(days) }
        case .correction:
            guard starts.contains(from) else { throw ClassificationRefusal.rowUnknown(from) }
        }
        var typed = SiteForm(site)
        // What was not asked for stays as it was on that day.
        let held = site.attributes(on: from)
        var texts: [ClassificationForm.Field: String] = [.province: held.province, .isic: held.isic]
        texts[.district] = held.district
        texts[.commune] = held.commune
        texts[.employees] = held.employees.map { String($0) }
        texts[.employeesWomen] = held.employeesWomen.map { String($0) }
        texts[.zone] = held.zone
        for field in ClassificationForm.fields { typed.texts[field] = form.texts[field] ?? texts[field] ?? "" }
        let valid: ValidRegistration
        do {
            valid = try typed.registration(of: organisation).validated(with: lookups)
        } catch {
            let problems = error.problems.filter { problem in ClassificationForm.fields.contains { $0.rawValue == problem.field } }
            throw PlatformError.invalid(problems.isEmpty ? error.problems : problems)
        }
        let row = SiteAttributes(
            validFrom: from, learnedAt: now, province: valid.province, district: valid.district, commune: valid.commune, isic: valid.isic,
            sizeClass: valid.employees.map { SizeClass(employees: $0, thresholds: thresholds) }, employees: valid.employees,
            employeesWomen: valid.employeesWomen, zone: valid.zone)
        guard !held.isSame(as: row) else { throw ClassificationRefusal.nothingChanges }
        return row
    }
}

extension ClassificationMoves {
    /// What moves, by what it counts as, largest first within each kind of group.
    fileprivate var figures: [ClassificationFlow] {
        var sums: [ClassificationFlow: Int64] = [:]
        for (flow, grams) in flows {
            let group = FateGroup(flow.compartment)
            let key = ClassificationFlow(scope: flow.scope, from: flow.from, to: flow.to, figure: group, grams: 0)
            sums[key, default: 0] += group == .generated || group == .otherSource ? -grams : grams
        }
        return sums.filter { $0.value != 0 }.map { flow, grams in
            var flow = flow
            flow.grams = grams
            return flow
        }.sorted { a, b in
            if a.scope != b.scope { return a.scope.rawValue < b.scope.rawValue }
            if abs(a.grams) != abs(b.grams) { return abs(a.grams) > abs(b.grams) }
            return (a.from, a.to, a.figure.rawValue) < (b.from, b.to, b.figure.rawValue)
        }
    }
}
