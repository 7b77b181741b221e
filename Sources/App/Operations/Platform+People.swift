// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores
import Wording

/// A person as an administrator sees them.
public struct PersonRow: Sendable {
    public var person: PersonID
    public var profile: PersonProfile
    public var standing: Person.Standing
    public var roles: [Role]
    public var version: Int
}

extension Platform {
    /// People of an organisation with their roles in force.
    public func people(of organisation: OrganisationID, by actor: Actor) async throws -> [PersonRow] {
        let today = self.today
        return try await read { r in
            try r.require(.readPersonList, of: organisation, by: actor)
            let memberships = try r.people.memberships(in: organisation).filter { $0.isInForce(on: today) }
            var rows: [PersonRow] = []
            for (id, held) in Dictionary(grouping: memberships, by: \.person).sorted(by: { $0.key < $1.key }) {
                guard let person = try r.people.person(id), let profile = try r.people.profile(id) else { continue }
                rows.append(PersonRow(person: id, profile: profile, standing: person.standing, roles: held.map(\.role).sorted(), version: person.version))
            }
            return rows
        }
    }

    /// Invites a person: the administrator is shown a code that opens the first sign-in, to say or write down.
    public func invite(displayName: String, signInName: String, language: Language, roles: Set<Role>, to organisation: OrganisationID, by actor: Actor)
        async throws
        -> (person: PersonID, code: SpokenCode)
    {
        let profile = try person(displayName: displayName, signInName: signInName, language: language)
        let code = OneTimeCode.reset.make(randomness: secrets.random(OneTimeCode.reset.length))
        let person = try await perform("person.invite", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.invitePerson, of: firm)
            try work.checkRoles(roles, in: firm)
            let person = try work.addPerson(profile, to: organisation, roles: roles, passwordHash: nil)
            try work.giveCode(code, to: person)
            return person
        }
        return (person, code)
    }

    /// Adds a person who can sign in at once; for the operator of the server and for demonstrations.
    public func addPerson(
        displayName: String, signInName: String, password: String, language: Language, roles: Set<Role>, to organisation: OrganisationID, by actor: Actor
    ) async throws -> PersonID {
        let profile = try person(displayName: displayName, signInName: signInName, language: language)
        let hash = secrets.hashPassword(password)
        return try await perform("person.add", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.invitePerson, of: firm)
            try work.checkRoles(roles, in: firm)
            return try work.addPerson(profile, to: organisation, roles: roles, passwordHash: hash)
        }
    }

    /// Sets the roles a person holds in an organisation from today on.
    public func setRoles(_ roles: Set<Role>, of person: PersonID, in organisation: OrganisationID, by actor: Actor) async throws {
        try await perform("person.roles", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.changeRoles, of: firm)
            try work.checkRoles(roles, in: firm)
            let all = try work.people.memberships(in: organisation).filter { $0.isInForce(on: work.today) }
            let held = all.filter { $0.person == person }
            guard !held.isEmpty else { throw PlatformError.notFound }
            let administrators = Set(all.filter { $0.role == .administrator }.map(\.person))
            if administrators == [person], !roles.contains(.administrator) { throw PlatformError.invalid([OperationPhrase.lastAdministrator.problem("roles")]) }
            for membership in held where !roles.contains(membership.role) {
                var ended = membership
                ended.validUntil = work.today.adding(days: -1)
                try work.people.save(ended)
                work.record(.membership(ended))
            }
            for role in roles.subtracting(held.map(\.role)).sorted() { try work.give(role, to: person, in: organisation) }
        }
    }

    /// Makes a code with which a person who lost the password signs in once; ends their sessions.
    public func makeResetCode(for person: PersonID, in organisation: OrganisationID, by actor: Actor) async throws -> SpokenCode {
        let code = OneTimeCode.reset.make(randomness: secrets.random(OneTimeCode.reset.length))
        try await perform("person.resetCode", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.makeResetCode, of: firm)
            guard try work.people.memberships(of: person).contains(where: { $0.organisation == organisation && $0.isInForce(on: work.today) }) else {
                throw PlatformError.notFound
            }
            try work.giveCode(code, to: person)
            try work.people.endSessions(of: person)
        }
        return code
    }

    /// Lends a role to another organisation for a time.
    ///
    /// - Throws: every problem with its field, ``Delegation/problems`` among them.
    public func delegate(
        _ role: Role, from grantor: OrganisationID, toRegistrationNumber number: String, from first: String, until last: String, by actor: Actor
    ) async throws -> Delegation {
        let lists = self.lists
        return try await perform("delegation.grant", by: actor) { work in
            guard let firm = try work.registry.organisation(grantor) else { throw PlatformError.notFound }
            try work.require(.grantDelegation, of: firm)
            var reader = FormReader(lists: lists, today: work.today)
            let from = reader.date(first, field: "valid_from")
            let until = reader.date(last, field: "valid_until")
            let delegate = try work.registry.organisation(registrationNumber: number.trimmedBlanks)
            if delegate == nil { reader.problems.append(OperationPhrase.delegateUnknown.problem("delegate")) }
            guard let from, let until, let delegate, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let made = Delegation(
                id: work.mint(), grantor: grantor, delegate: .organisation(delegate.id), role: role, scope: .allSites, validFrom: from, validUntil: until)
            var problems = made.problems
            if from <= until, until < work.today { problems.append(OperationPhrase.delegationDates.problem("valid_until")) }
            guard problems.isEmpty else { throw PlatformError.invalid(problems) }
            try work.people.save(made)
            work.record(.delegation(made))
            return made
        }
    }

    public func endDelegation(_ id: DelegationID, by actor: Actor) async throws {
        try await perform("delegation.end", by: actor) { work in
            guard var made = try work.people.delegation(id), let firm = try work.registry.organisation(made.grantor) else { throw PlatformError.notFound }
            try work.require(.grantDelegation, of: firm)
            made.validUntil = work.today.adding(days: -1)
            made.version += 1
            try work.people.save(made)
            work.record(.delegation(made))
        }
    }

    public func delegations(of organisation: OrganisationID, by actor: Actor) async throws -> [Delegation] {
        try await read { r in
            try r.require(.readPersonList, of: organisation, by: actor)
            return try r.people.delegations(grantedBy: organisation)
        }
    }

    // MARK: Driver codes

    /// The days from which the last day of a driver's code made today is chosen, by the policy of the stricter class of waste.
    public var driverCodeDays: ClosedRange<CalendarDate> {
        let today = self.today
        let days = [true, false].map { policy(isHazardous: $0, on: today).days(.driverCodeDays) }.min() ?? 0
        return today...today.adding(days: days)
    }

    /// Makes a code for one driver of a haulier; it signs for that haulier's loads on anybody's device, up to its last day.
    ///
    /// - Parameter validUntil: an ISO date among ``driverCodeDays``; blank is the last of them.
    public func makeDriverCode(label: String, validUntil: String = "", for organisation: OrganisationID, by actor: Actor) async throws -> SpokenCode {
        let lists = self.lists
        let days = driverCodeDays
        let code = OneTimeCode.driver.make(randomness: secrets.random(OneTimeCode.driver.length))
        let hash = secrets.sha256("driver:" + code.text)
        try await perform("driverCode.make", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.manageDriverCodes, of: firm)
            let name = label.trimmedBlanks
            var reader = FormReader(lists: lists, today: work.today)
            if name.isEmpty || name.count > 60 { reader.problems.append(OperationPhrase.fieldMissing.problem("label")) }
            let last = validUntil.trimmedBlanks.isEmpty ? days.upperBound : reader.date(validUntil, field: "valid_until")
            if let last, !days.contains(last) {
                reader.problems.append(
                    OperationPhrase.driverCodeDates.problem("valid_until", ["from": .date(days.lowerBound), "latest": .date(days.upperBound)]))
            }
            guard let last, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            try work.people.insert(DriverCode(organisation: organisation, label: name, createdAt: work.now, validUntil: last), hash: hash)
            work.record(.act("driver code for \(organisation)"))
        }
        return code
    }

    public func driverCodes(of organisation: OrganisationID, by actor: Actor) async throws -> [(id: String, code: DriverCode)] {
        try await read { r in
            try r.require(.manageDriverCodes, of: organisation, by: actor)
            return try r.people.driverCodes(of: organisation).map { (Secrets.hex($0.hash), $0.code) }
        }
    }

    public func revokeDriverCode(_ id: String, of organisation: OrganisationID, by actor: Actor) async throws {
        try await perform("driverCode.revoke", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.manageDriverCodes, of: firm)
            guard let row = try work.people.driverCodes(of: organisation).first(where: { Secrets.hex($0.hash) == id }) else { throw PlatformError.notFound }
            try work.people.revokeDriverCode(hash: row.hash, of: organisation, at: work.now)
            work.record(.act("driver code of \(organisation) revoked"))
        }
    }
}

extension Work {
    /// Roles must mean something in this organisation, and there must be one.
    func checkRoles(_ roles: Set<Role>, in organisation: Organisation) throws {
        guard !roles.isEmpty, roles.allSatisfy({ $0.isHoldable(in: organisation.profiles) }) else {
            throw PlatformError.invalid([OperationPhrase.roleNotHere.problem("roles")])
        }
    }
}

extension Reading {
    /// Refuses an action on an organisation.
    func require(_ action: Action, of organisation: OrganisationID, by actor: Actor) throws {
        if case .refused(let refusal) = may(action, actor: actor, subject: try subject(of: organisation)) { throw refusal }
    }
}
