// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// The people of an organisation, and what the reader may do about them.
public struct PeopleModel: Sendable {
    public var organisation: Organisation
    public var people: [PersonRow]
    public var actions: Set<Action>
}

/// One person of an organisation.
public struct PersonModel: Sendable {
    public var organisation: Organisation
    public var person: PersonRow
}

/// A power that an organisation lent.
public struct LentPower: Sendable {
    public var delegation: Delegation
    /// Whom it was lent to, when that is an organisation.
    public var delegate: Organisation?
    /// Whom it was lent to, when that is a person.
    public var personName: String?
    public var isInForce: Bool
    /// Begins later.
    public var isToCome: Bool
}

/// Powers lent by an organisation, latest first.
public struct LentPowers: Sendable {
    public var organisation: Organisation
    public var powers: [LentPower]
    public var mayLend: Bool
    public var actions: Set<Action>
}

/// The codes of a haulier's drivers, latest first.
public struct DriverCodes: Sendable {
    public struct Row: Sendable {
        public var id: String
        public var code: DriverCode
    }

    public var organisation: Organisation
    public var rows: [Row]
    public var actions: Set<Action>
}

extension Platform {
    public func peopleModel(of id: OrganisationID, by actor: Actor) async throws -> PeopleModel {
        let rows = try await people(of: id, by: actor)
        let (organisation, actions) = try await doors(of: id, by: actor)
        return PeopleModel(organisation: organisation, people: rows, actions: actions)
    }

    /// - Throws: ``PlatformError/notFound`` when the person does not belong to the organisation.
    public func personModel(_ person: PersonID, of id: OrganisationID, by actor: Actor) async throws -> PersonModel {
        let model = try await peopleModel(of: id, by: actor)
        guard let row = model.people.first(where: { $0.person == person }) else { throw PlatformError.notFound }
        return PersonModel(organisation: model.organisation, person: row)
    }

    public func lentPowers(of id: OrganisationID, by actor: Actor) async throws -> LentPowers {
        let today = self.today
        let delegations = try await delegations(of: id, by: actor)
        let (organisation, actions) = try await doors(of: id, by: actor)
        let powers = try await read { r in
            var organisations: Set<OrganisationID> = []
            var people: Set<PersonID> = []
            for delegation in delegations {
                switch delegation.delegate {
                case .organisation(let id): organisations.insert(id)
                case .person(let id): people.insert(id)
                }
            }
            let firms = try r.registry.organisations(organisations)
            let names = try r.people.names(people)
            return delegations.reversed().map { delegation in
                var power = LentPower(delegation: delegation, isInForce: delegation.isInForce(on: today), isToCome: today < delegation.validFrom)
                switch delegation.delegate {
                case .organisation(let id): power.delegate = firms[id]
                case .person(let id): power.personName = names[id]
                }
                return power
            }
        }
        return LentPowers(organisation: organisation, powers: powers, mayLend: actions.contains(.grantDelegation), actions: actions)
    }

    public func driverCodesModel(of id: OrganisationID, by actor: Actor) async throws -> DriverCodes {
        let codes = try await driverCodes(of: id, by: actor)
        let (organisation, actions) = try await doors(of: id, by: actor)
        return DriverCodes(organisation: organisation, rows: codes.reversed().map { DriverCodes.Row(id: $0.id, code: $0.code) }, actions: actions)
    }

    /// The organisation with everything the actor may do about its people.
    private func doors(of id: OrganisationID, by actor: Actor) async throws -> (Organisation, Set<Action>) {
        try await read { r in
            guard let organisation = try r.registry.organisation(id) else { throw PlatformError.notFound }
            return (organisation, Set(actor.actions(on: try r.subject(of: id))))
        }
    }
}
