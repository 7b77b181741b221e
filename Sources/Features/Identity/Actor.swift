// SPDX-License-Identifier: Apache-2.0

import Domain

/// Somebody about to act: the person, in whose name, by what means, with the roles that count at this moment.
public struct Actor: Hashable, Sendable {
    /// `nil` for a driver's code and for the operator of the server.
    public let person: PersonID?
    /// Memberships in force on the day, of any organisation; an actor may change to another of them.
    public let memberships: [Membership]
    /// The person's own organisation for this act; `nil` when a power was lent to a person who has none, and for the
    /// operator of the server.
    public let actingFor: OrganisationSummary?
    public let means: SignInMeans
    /// The power under which the act is done, when it is a lent one.
    public let delegation: Delegation?
    /// The organisation that lent the power.
    public let grantor: OrganisationSummary?
    /// The roles that count in the name of ``principal``.
    public let roles: Set<Role>

    /// - Parameters:
    ///   - memberships: of this person; those of others and those not in force on `day` are left out.
    ///   - delegation: the lent power the person chose to act under. When it is not theirs to use, not in force, or
    ///     lends what cannot be lent, the actor is left without roles.
    ///   - grantor: the organisation that lent it; must be given with it.
    ///   - day: today in the country's zone.
    public init(
        person: PersonID?, memberships: [Membership], actingFor: OrganisationSummary?, means: SignInMeans, delegation: Delegation? = nil,
        grantor: OrganisationSummary? = nil, on day: CalendarDate
    ) {
        precondition((delegation == nil) == (grantor == nil), "A lent power comes with the organisation that lent it.")
        self.person = person
        self.memberships = memberships.filter { $0.person == person && $0.isInForce(on: day) }
        self.actingFor = actingFor
        self.means = means
        self.delegation = delegation
        self.grantor = grantor
        let own = Self.ownRoles(of: self.memberships, in: actingFor, by: means)
        if let delegation, let grantor {
            let isUsable =
                delegation.isInForce(on: day) && delegation.grantor == grantor.id && delegation.role.isDelegable
                && Self.mayUse(delegation, person: person, organisation: actingFor?.id, roles: own)
            roles = isUsable ? [delegation.role] : []
        } else {
            roles = own
        }
    }

    private init(_ other: Actor, inNameOf firm: OrganisationSummary) {
        person = other.person
        memberships = other.memberships
        actingFor = other.actingFor
        means = other.means
        delegation = nil
        grantor = firm
        roles = [.entrant]
    }

    /// The same person entering in a small firm's name, without a power the firm lent. Whether that may be is asked before.
    public func entering(for firm: OrganisationSummary) -> Actor { Actor(self, inNameOf: firm) }

    /// Enters in the name of a firm that lent no power.
    public var isEntrant: Bool { grantor != nil && delegation == nil }

    /// Whoever operates the server, at its command line.
    public static func operatorOfServer(on day: CalendarDate) -> Actor {
        Actor(person: nil, memberships: [], actingFor: nil, means: .system, on: day)
    }

    /// Whoever holds the code of one load of this haulier.
    public static func driver(of haulier: OrganisationSummary, on day: CalendarDate) -> Actor {
        Actor(person: nil, memberships: [], actingFor: haulier, means: .driverCode, on: day)
    }

    /// The organisation in whose name the act stands: the one that lent the power, else the person's own.
    public var principal: OrganisationSummary? { grantor ?? actingFor }

    /// The organisation that lent the power under which the act is done, or in whose name it is entered.
    public var onBehalfOf: OrganisationID? { grantor?.id }

    /// What is written beside an act.
    public var attribution: Attribution {
        Attribution(person: person, organisation: actingFor?.id, means: means, onBehalfOf: onBehalfOf, delegation: delegation?.id)
    }

    private static func ownRoles(of memberships: [Membership], in organisation: OrganisationSummary?, by means: SignInMeans) -> Set<Role> {
        guard let organisation else { return [] }
        if means == .driverCode { return [.driver] }
        let held = memberships.filter { $0.organisation == organisation.id && $0.role.isHoldable(in: organisation.profiles) }.map(\.role)
        return means.roleCeiling.map { $0.intersection(held) } ?? Set(held)
    }

    private static func mayUse(_ delegation: Delegation, person: PersonID?, organisation: OrganisationID?, roles: Set<Role>) -> Bool {
        switch delegation.delegate {
        case .person(let delegate): delegate == person
        case .organisation(let delegate): delegate == organisation && roles.contains { $0 == delegation.role || $0.actsForOthers }
        }
    }
}

/// Who did it, by what means and on whose behalf: the part of a journal line that every act carries. Numbers only.
public struct Attribution: Hashable, Sendable, Codable {
    public var person: PersonID?
    public var organisation: OrganisationID?
    public var means: SignInMeans
    public var onBehalfOf: OrganisationID?
    public var delegation: DelegationID?

    public init(
        person: PersonID?, organisation: OrganisationID?, means: SignInMeans, onBehalfOf: OrganisationID? = nil,
        delegation: DelegationID? = nil
    ) {
        self.person = person
        self.organisation = organisation
        self.means = means
        self.onBehalfOf = onBehalfOf
        self.delegation = delegation
    }
}
