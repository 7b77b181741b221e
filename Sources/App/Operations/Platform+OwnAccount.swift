// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

extension Platform {
    /// Changes one's own password after showing the present one, so that a phone left unlocked gives nobody an account.
    ///
    /// Whoever signed in by a one-time code has no password to show. Wrong tries are counted as those of signing in are.
    public func changePassword(
        from current: String, to password: String, again: String, of visitor: Visitor, token: String, address: String
    ) async throws {
        guard !visitor.mustSetPassword else {
            try await setPassword(password, again: again, of: visitor, token: token)
            return
        }
        let subjects = ["password:\(visitor.person)", "address:" + address]
        try await checkThrottle(subjects)
        let hash = try await read { r in try r.people.passwordHash(of: visitor.person) }
        guard secrets.verifyPassword(current, against: hash ?? secrets.nobodysHash), hash != nil else {
            try await countFailure(subjects, at: now)
            throw UpkeepError.passwordNotCurrent
        }
        try await setPassword(password, again: again, of: visitor, token: token)
        try await database.write { session in try PeopleStore(session).clearFailures(of: subjects[0]) }
    }

    /// A firm registers itself from a public page; from one network address not without end.
    ///
    /// - Throws: ``UpkeepError``, and what ``register(_:displayName:signInName:at:)`` throws.
    public func registerSelf(_ registration: OrganisationRegistration, displayName: String, signInName: String, address: String) async throws
        -> (organisation: OrganisationID, code: SpokenCode)
    {
        let subjects = ["address:register:" + address]
        do {
            try await checkThrottle(subjects)
        } catch let refusal as ThrottleRefusal {
            throw UpkeepError.registrationsTooOften(minutes: (refusal.seconds + 59) / 60)
        }
        let made = try await register(registration, displayName: displayName, signInName: signInName)
        try await countFailure(subjects, at: now)
        return made
    }

    /// Makes a code for somebody who came to the office in person and is known by the name or number they sign in with.
    ///
    /// - Throws: ``UpkeepError/nobodyOfThatName`` also for people of other organisations.
    public func makeResetCode(forSignInName typed: String, in organisation: OrganisationID, by actor: Actor) async throws -> (name: String, code: SpokenCode) {
        let name: String
        switch SignInName.normalise(typed, in: country) {
        case .success(let read): name = read.text
        case .failure(let refusal): throw PlatformError.invalid([refusal.problem(field: "sign_in_name")])
        }
        let today = self.today
        let found = try await read { r -> (person: PersonID, name: String) in
            guard try r.registry.organisation(organisation) != nil else { throw PlatformError.notFound }
            try r.require(.makeResetCode, of: organisation, by: actor)
            guard let person = try r.people.person(signingInBy: name), let profile = try r.people.profile(person),
                try r.people.memberships(of: person).contains(where: { $0.organisation == organisation && $0.isInForce(on: today) })
            else { throw UpkeepError.nobodyOfThatName }
            return (person, profile.displayName)
        }
        return (found.name, try await makeResetCode(for: found.person, in: organisation, by: actor))
    }
}
