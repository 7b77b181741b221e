// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// Who somebody is, and in whose names they may act.
public struct OwnAccount: Sendable {
    public struct Belonging: Sendable {
        public var organisation: Organisation
        /// In the order of roles.
        public var roles: [Role]
        public var isCurrent: Bool
    }

    public struct Power: Sendable {
        public var delegation: Delegation
        public var grantor: Organisation
        /// The own organisation it was lent to; `nil` when it was lent to the person.
        public var delegate: Organisation?
        public var isCurrent: Bool
    }

    public var profile: PersonProfile
    public var belongings: [Belonging]
    public var powers: [Power]
    /// The roles that count now.
    public var roles: [Role]
}

extension Platform {
    public func ownAccount(of visitor: Visitor) async throws -> OwnAccount {
        try await read { r in
            guard let profile = try r.people.profile(visitor.person) else { throw PlatformError.notFound }
            let actor = visitor.actor
            let grantors = try r.registry.organisations(Set(visitor.delegations.map(\.grantor)))
            let belongings = visitor.organisations.map { organisation in
                OwnAccount.Belonging(
                    organisation: organisation, roles: actor.memberships.filter { $0.organisation == organisation.id }.map(\.role).sorted(),
                    isCurrent: actor.delegation == nil && actor.actingFor?.id == organisation.id)
            }
            let powers = visitor.delegations.compactMap { delegation -> OwnAccount.Power? in
                guard let grantor = grantors[delegation.grantor] else { return nil }
                var delegate: Organisation?
                if case .organisation(let id) = delegation.delegate { delegate = visitor.organisations.first { $0.id == id } }
                return OwnAccount.Power(delegation: delegation, grantor: grantor, delegate: delegate, isCurrent: actor.delegation?.id == delegation.id)
            }
            return OwnAccount(profile: profile, belongings: belongings, powers: powers, roles: actor.roles.sorted())
        }
    }
}
