// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import StorageCore
import Stores

/// A site for whoever may give it to another owner.
public struct TransferPage: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// Days from which the new owner may be said to own it.
    public var days: ClosedRange<CalendarDate>
    /// Notes under way that name the site, and what becomes of each.
    public var notes: [(note: Manifest, fate: TransferFate)]
    public var permits: [Permit]
}

extension Platform {
    /// A sale is recorded at most this many days after it happened.
    static let transferDaysBack = 92

    private func transferDays(of site: Site) -> ClosedRange<CalendarDate> {
        let today = self.today
        let earliest = [today.adding(days: -Self.transferDaysBack), site.openedOn, site.formerOwners.last.map { $0.until.adding(days: 2) }]
        return min(today, earliest.compactMap { $0 }.max() ?? today)...today
    }

    public func transferPage(_ id: SiteID, by actor: Actor) async throws -> TransferPage {
        let today = self.today
        return try await read { r in
            guard let site = try r.registry.site(id), let organisation = try r.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            try unseenAsMissing { try r.require(.transferSite, of: organisation.id, by: actor) }
            return TransferPage(
                site: site, organisation: organisation, days: self.transferDays(of: site),
                notes: try r.openNotes(of: organisation.id, at: id).map { ($0, $0.state.onTransfer) },
                permits: try r.registry.permits(of: organisation.id).filter { $0.site == id && $0.isInForce(on: today) })
        }
    }

    /// Gives a site to another owner, from a day on. Its stocks and books go along, since they belong to the site; notes are decided by
    /// ``ManifestState/onTransfer``; permits stay with the former owner unless said; closed notes keep the former owner's name.
    ///
    /// - Parameters:
    ///   - owner: registration number of the new owner.
    ///   - from: ISO date, the new owner's first day.
    ///   - permitsGoAlong: the authority transferred the permits of the site too.
    /// - Throws: ``OwnershipRefusal``; ``PlatformError/stale``.
    @discardableResult
    public func transferSite(
        _ id: SiteID, to owner: String, from: String, permitsGoAlong: Bool, version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Site {
        try await perform("site.transfer", by: actor, at: moment) { work in
            guard let site = try work.registry.site(id), let former = try work.registry.organisation(site.organisation) else { throw PlatformError.notFound }
            try unseenAsMissing { try work.require(.transferSite, of: former) }
            guard site.version == version else { throw PlatformError.stale }
            if let closed = site.closedOn, closed < work.today { throw OwnershipRefusal.siteClosed }
            let next = try work.newOwner(owner, insteadOf: former)
            let days = self.transferDays(of: site)
            guard let day = CalendarDate(iso: from.trimmedBlanks.withLatinDigits), days.contains(day) else { throw OwnershipRefusal.from(days) }
            let blocking = try work.reading.openNotes(of: former.id, at: id).filter { $0.state.onTransfer == .finishFirst }
            guard blocking.isEmpty else { throw OwnershipRefusal.notesFirst(blocking.prefix(5).compactMap(\.number), count: blocking.count) }
            let moved = try work.pass(site, from: former, to: next, on: day, withPermits: permitsGoAlong)
            try work.faceChanged(of: former.id)
            try work.faceChanged(of: next.id)
            return moved
        }
    }
}

extension Work {
    /// Reads the firm that is to take over.
    func newOwner(_ number: String, insteadOf former: Organisation) throws -> Organisation {
        let text = RegistrationNumber.normalised(number)
        guard !text.isEmpty else { throw OwnershipRefusal.owner(.ownerMissing) }
        guard let next = try registry.organisation(registrationNumber: text) else { throw OwnershipRefusal.owner(.ownerUnknown) }
        guard next.id != former.id else { throw OwnershipRefusal.owner(.ownerSame) }
        guard !next.profiles.contains(.authority), !former.profiles.contains(.authority) else { throw OwnershipRefusal.owner(.ownerAuthority) }
        guard next.isOpen(on: today) else { throw OwnershipRefusal.owner(.ownerClosed) }
        return next
    }

    /// One site with its notes under way, its arrangements ended.
    func pass(_ given: Site, from former: Organisation, to next: Organisation, on day: CalendarDate, withPermits: Bool) throws -> Site {
        try endArrangements(of: former, for: next, reason: nil, at: given.id)
        try passNotes(of: former.id, to: next.id, at: given.id)
        var site = given
        site.pass(to: next.id, from: day)
        try registry.update(site, from: given.version, on: max(today, site.attributes[site.attributes.count - 1].validFrom))
        record(.site(site))
        guard withPermits else { return site }
        for var permit in try registry.permits(of: former.id) where permit.site == site.id {
            let before = permit.version
            permit.organisation = next.id
            permit.version += 1
            try registry.update(permit, from: before)
            record(.permit(permit))
        }
        return site
    }
}

extension Reading {
    /// Notes under way, drafts among them, that name an organisation, at one site or anywhere; at most ``Platform/notesPassedMost`` and one.
    func openNotes(of organisation: OrganisationID, at site: SiteID? = nil) throws -> [Manifest] {
        try notes.waiting(organisation, states: ManifestState.allCases.filter { !$0.isFinal }, limit: Platform.notesPassedMost + 1).map(\.note).filter { note in
            site == nil || note.parties.contains { $0.party.site == site && $0.party.organisation == organisation }
        }
    }
}
