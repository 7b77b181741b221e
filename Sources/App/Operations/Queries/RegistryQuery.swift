// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// A page of the registry's list.
public struct RegistryList: Sendable {
    public struct Row: Sendable {
        public var organisation: Organisation
        /// Codes of the provinces in which it has sites.
        public var provinces: [String]
        public var permitsInForce: Int
    }

    public var rows: [Row]
    /// The last of this page, when more follow.
    public var next: OrganisationID?
    /// Organisations that wait for an approval the reader may give; `nil` for those who approve nothing.
    public var pending: Int?
    public var sight: PendingSight
    public var mayAdd: Bool
}

/// What the registry tells about one organisation: everything to whoever may read it whole, else the public part.
public struct OrganisationPage: Sendable {
    public struct Place: Sendable {
        public var site: SiteID
        public var nameEnglish: String
        public var nameLocal: String
        /// Code of its province.
        public var province: String
    }

    /// Without its registration number in the public part.
    public var organisation: Organisation
    public var isWhole: Bool
    public var places: [Place]
    /// Empty in the public part.
    public var sites: [Site]
    /// Those in force first, then the latest.
    public var permits: [Permit]
    public var today: CalendarDate
    /// Whom to call, for those who approve the organisation, keep its facts or record its permits; blank once erased.
    public var contact: RegistrationContact?
    public var actions: Set<Action>
    /// The firm into which this one went that had been entered twice.
    public var survivor: Organisation?
    /// Firms that had been entered twice and went into this one.
    public var merged: [Organisation]
    /// Why it was merged although something spoke against it.
    public var mergeReason: String?
    /// The haulier that entered it at a stop.
    public var enteredBy: Organisation?
    /// Firms that look like it while it waits, for those who may merge them.
    public var likely: [Organisation]

    public var isPending: Bool { organisation.status == .pendingApproval }
}

extension Platform {
    /// Organisations as far as the reader sees them, in order of id; a page after an id.
    ///
    /// - Parameter words: as typed; every one of them must stand in the name or number.
    public func registryList(
        words: String, profile: ChainProfile?, status: Organisation.Status?, province: String?, after: OrganisationID?, limit: Int, by actor: Actor
    ) async throws -> RegistryList {
        let today = self.today
        let filter = RegistryFilter(
            words: TextFolding.fold(words).split(separator: " ").map(String.init), profile: profile, status: status, province: province)
        return try await readPublished { r in
            let sight = actor.pendingSight
            var found = try r.registry.organisations(filter, pending: sight, after: after, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            let provinces = try r.registry.provinces(of: found.map(\.id))
            let permits = try r.registry.permits(of: found.map(\.id))
            return RegistryList(
                rows: found.map { organisation in
                    RegistryList.Row(
                        organisation: organisation, provinces: provinces[organisation.id] ?? [],
                        permitsInForce: (permits[organisation.id] ?? []).count { $0.isInForce(on: today) })
                },
                next: next, pending: try r.pendingCount(sight, by: actor), sight: sight,
                mayAdd: may(.importOrganisations, actor: actor, subject: Subject()).isAllowed)
        }
    }

    /// - Throws: ``PlatformError/notFound`` also for an organisation that awaits approval and is not the reader's to see.
    public func organisationPage(_ id: OrganisationID, by actor: Actor) async throws -> OrganisationPage {
        let today = self.today
        return try await read { r in
            guard let organisation = try r.registry.organisation(id) else { throw PlatformError.notFound }
            let subject = try r.subject(of: id)
            let isWhole = may(.readRegistry, actor: actor, subject: subject).isAllowed
            guard isWhole || organisation.status != .pendingApproval else { throw PlatformError.notFound }
            let sites = try r.registry.sites(of: id)
            var shown = organisation
            if !isWhole { shown.registrationNumber = "" }
            let permits = try r.registry.permits(of: id).sorted {
                ($0.isInForce(on: today) ? 0 : 1, $1.validFrom, $0.id) < ($1.isInForce(on: today) ? 0 : 1, $0.validFrom, $1.id)
            }
            let actions = isWhole ? Set(actor.actions(on: subject)) : []
            let contact = actions.isDisjoint(with: [.approveOrganisation, .editOrganisation, .recordPermit]) ? nil : try r.people.contact(of: id)?.contact
            return OrganisationPage(
                organisation: shown, isWhole: isWhole,
                places: sites.map {
                    OrganisationPage.Place(
                        site: $0.id, nameEnglish: $0.nameEnglish, nameLocal: $0.nameLocal, province: $0.attributes(on: today).province)
                },
                sites: isWhole ? sites : [], permits: permits, today: today, contact: contact, actions: actions,
                survivor: try organisation.merger.flatMap { try r.registry.organisation($0.into) }, merged: try r.registry.merged(into: id),
                mergeReason: isWhole ? try organisation.merger?.reason.flatMap { try r.journal.open($0) } : nil,
                enteredBy: isWhole ? try organisation.stopEntry.flatMap { try r.registry.organisation($0.by) } : nil,
                likely: organisation.waitsFromStop && isWhole ? try r.likely(id, by: actor) : [])
        }
    }
}

extension Actor {
    /// Whose organisations this actor sees before their approval.
    var pendingSight: PendingSight {
        if may(.readRegistry, actor: self, subject: Subject()).isAllowed { return .all }
        if let province = principal?.mandate?.province, may(.readRegistry, actor: self, subject: Subject(provinces: [province])).isAllowed {
            return .province(province)
        }
        guard let principal, may(.readRegistry, actor: self, subject: wholeReach).isAllowed else { return .none }
        return .only(principal.id)
    }
}

extension Reading {
    /// Firms that may be one with this, the most alike first, which the actor may make one with it.
    fileprivate func likely(_ id: OrganisationID, by actor: Actor) throws -> [Organisation] {
        guard let face = try duplicates.faces([id]).first else { return [] }
        return try alike(face).lazy.filter { try !duplicates.areDistinct(id, $0) && (try? requireMerging(id, $0, by: actor)) != nil }
            .prefix(5).compactMap { try registry.organisation($0) }
    }

    /// What permissions see of an organisation.
    func subject(of organisation: OrganisationID) throws -> Subject {
        let sites = try registry.sites(of: organisation)
        let today = platform.today
        var subject = Subject(parties: [organisation], sites: Set(sites.map(\.id)), provinces: Set(sites.map { $0.attributes(on: today).province }))
        // A firm without sites may have gone into another: whoever reads that one reads it too.
        var last = organisation
        while sites.isEmpty, let survivor = try registry.organisation(last)?.merger?.into {
            subject.parties.insert(survivor)
            last = survivor
        }
        if last != organisation { subject.provinces = Set(try registry.sites(of: last).map { $0.attributes(on: today).province }) }
        return subject
    }

    fileprivate func pendingCount(_ sight: PendingSight, by actor: Actor) throws -> Int? {
        switch sight {
        case .all where may(.approveOrganisation, actor: actor, subject: Subject()).isAllowed:
            return try registry.count(status: .pendingApproval)
        case .province(let code) where may(.approveOrganisation, actor: actor, subject: Subject(provinces: [code])).isAllowed:
            return try registry.organisations(RegistryFilter(status: .pendingApproval, province: code), pending: .all, limit: 1000).count
        default: return nil
        }
    }
}

extension Permit {
    /// The day lies between its first and last, both included.
    public func isInForce(on day: CalendarDate) -> Bool { validFrom <= day && (validUntil.map { day <= $0 } ?? true) }
}
