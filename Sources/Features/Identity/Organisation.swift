// SPDX-License-Identifier: Apache-2.0

import Domain

// Identity: who is who and who may do what. Organisations and their sites, what their permits cover, people and the roles
// they hold, powers lent for a time, and one table of permissions. Rules and values only; nothing here reads a clock, a
// database or a request. What names or reaches a person stands in `PersonProfile` alone, which can be erased.
//
//   Organisation, ChainProfile, Mandate      a firm or authority, its place in the waste chain, an authority's charge
//   Site, SiteAttributes, SizeClass          a place of work and its dated classification
//   Permit, WasteScope, PermitVerdict        which waste may be carried or treated, how, until when
//   Role, Membership, Delegation             what a person may be, where, from when to when
//   Action, PermissionTable, Actor, may      one table of (role, action, scope, mandate) and the question put to it
//   SignInName, PasswordRule, Throttle, OneTimeCode     rules of signing in
//   OrganisationRegistration, OrganisationFile          a registration as typed or imported, checked field by field
//   StopRegistration, StopEntry                         a firm that a driver meets at a stop, entered on its behalf

/// A firm, authority or body that takes part in the waste chain or oversees it.
public struct Organisation: Hashable, Sendable, Codable {
    public enum Status: String, CaseIterable, Codable, Sendable {
        case pendingApproval, active, closed

        public var phrase: IdentityPhrase { .named("status", rawValue) }
    }

    public let id: OrganisationID
    /// As in the country's business register; one organisation per number.
    public var registrationNumber: String
    public var nameEnglish: String
    /// In the country's own script; empty when none is known.
    public var nameLocal: String
    public var country: Country
    @SortedCoding public var profiles: Set<ChainProfile>
    /// Authorities only.
    public var mandate: Mandate?
    public var status: Status
    public var openedOn: CalendarDate?
    /// Its last day.
    public var closedOn: CalendarDate?
    /// It had been entered twice and went into another; `nil` for all others.
    public var merger: Merger?
    /// How it was entered that stood in no register; `nil` for all others.
    public var stopEntry: StopEntry?
    /// Goes up by one with each change; two people cannot overwrite each other unseen.
    public var version: Int

    public init(
        id: OrganisationID, registrationNumber: String, nameEnglish: String, nameLocal: String, country: Country,
        profiles: Set<ChainProfile>, mandate: Mandate? = nil, status: Status = .pendingApproval, openedOn: CalendarDate? = nil,
        closedOn: CalendarDate? = nil, version: Int = 1
    ) {
        self.id = id
        self.registrationNumber = registrationNumber
        self.nameEnglish = nameEnglish
        self.nameLocal = nameLocal
        self.country = country
        self.profiles = profiles
        self.mandate = mandate
        self.status = status
        self.openedOn = openedOn
        self.closedOn = closedOn
        self.version = version
    }

    /// Approved, and the day lies between its opening and closing days, both included.
    public func isOpen(on day: CalendarDate) -> Bool {
        status == .active && (openedOn.map { $0 <= day } ?? true) && (closedOn.map { day <= $0 } ?? true)
    }

    /// What the permission table needs to know of it.
    public var summary: OrganisationSummary {
        OrganisationSummary(id: id, profiles: profiles, mandate: mandate, status: status)
    }
}

/// The part of an organisation on which permissions depend.
public struct OrganisationSummary: Hashable, Sendable, Codable {
    public let id: OrganisationID
    @SortedCoding public var profiles: Set<ChainProfile>
    public var mandate: Mandate?
    public var status: Organisation.Status

    public init(id: OrganisationID, profiles: Set<ChainProfile>, mandate: Mandate? = nil, status: Organisation.Status = .active) {
        self.id = id
        self.profiles = profiles
        self.mandate = mandate
        self.status = status
    }
}
