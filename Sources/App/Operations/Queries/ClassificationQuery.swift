// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// How a site is classified and was, who said so and why: for the firm, and for officers who may change it.
public struct ClassificationPage: Sendable {
    public struct Change: Sendable {
        public var change: ClassificationChange
        /// Why; `nil` once erased.
        public var reason: String?
        /// The office in whose name it was said.
        public var office: Organisation?
        /// The officer's name, for the people of the same office.
        public var person: String?
    }

    public var site: Site
    public var organisation: Organisation
    /// Latest first.
    public var changes: [Change]
    public var mayClassify: Bool
    public var today: CalendarDate
}

extension Platform {
    /// Changes listed of a site.
    static let classificationsShown = 100

    /// - Throws: ``PlatformError/notFound`` also for a site that is not the reader's to see.
    public func classificationPage(_ id: SiteID, by actor: Actor) async throws -> ClassificationPage {
        let today = self.today
        return try await read { r in
            guard let site = try r.registry.site(id), let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            let mayClassify = (try? r.classifiedSite(id, by: actor)) != nil
            if !mayClassify, !may(.readRegistry, actor: actor, subject: try r.subject(of: organisation.id)).isAllowed { throw PlatformError.notFound }
            let changes = try ClassificationStore(r.session).changes(of: id, limit: Self.classificationsShown)
            let offices = try r.registry.organisations(Set(changes.compactMap(\.office)))
            let own = changes.filter { $0.office != nil && $0.office == actor.principal?.id }.compactMap(\.person)
            let names = try r.people.names(Set(own))
            return ClassificationPage(
                site: site, organisation: organisation,
                changes: try changes.map { change in
                    ClassificationPage.Change(
                        change: change, reason: try r.journal.open(change.reason), office: change.office.flatMap { offices[$0] },
                        person: change.person.flatMap { names[$0] })
                }, mayClassify: mayClassify, today: today)
        }
    }
}
