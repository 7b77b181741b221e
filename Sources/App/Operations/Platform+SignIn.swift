// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores
import Wording

/// A browser that has just signed in.
public struct SignedIn: Sendable {
    /// Goes into the cookie; only its hash is stored.
    public var token: String
    public var language: Language
}

/// Who a request comes from.
public struct Visitor: Sendable {
    public var actor: Actor
    public var person: PersonID
    public var displayName: String
    public var language: Language
    /// The organisation in whose name one acts, with its names.
    public var organisation: Organisation?
    /// Organisations the person belongs to.
    public var organisations: [Organisation]
    /// Powers lent to the person or their organisations, in force today.
    public var delegations: [Delegation]
    public var csrf: String
    /// Signed in by a one-time code: a new password is due before anything else.
    public var mustSetPassword: Bool
}

extension Platform {
    /// How long a session lasts without being used.
    static let sessionSeconds: Int64 = 12 * 3600
    /// A session's row is touched at most this often.
    static let touchSeconds: Int64 = 300

    /// Signs in by name or phone number and password.
    ///
    /// Wrong name and wrong password answer alike and cost the same work. Failures are counted per name and per address.
    public func signIn(name: String, password: String, address: String) async throws -> SignedIn {
        let now = self.now
        let normalised = try? SignInName.normalise(name, in: country).get().text
        let subjects = ["name:" + (normalised ?? "?"), "address:" + address]
        let found = try await read { r -> (person: PersonID, hash: String?)? in
            try Self.checkThrottle(r.people, subjects, at: now)
            guard let normalised, let person = try r.people.person(signingInBy: normalised) else { return nil }
            return (person, try r.people.passwordHash(of: person))
        }
        let isRight = secrets.verifyPassword(password, against: found?.hash ?? secrets.nobodysHash)
        guard let found, found.hash != nil, isRight else {
            try await countFailure(subjects, at: now)
            throw PlatformError.signInWrong
        }
        return try await openSession(means: .password, clearing: subjects, at: now) { _ in found.person }
    }

    /// Signs in by a one-time code from an invitation or a reset; a new password is asked for next.
    ///
    /// The code is looked at, used up and answered with a session in one transaction: of many who type it at once, one gets in.
    public func signIn(code typed: String, address: String) async throws -> SignedIn {
        let now = self.now
        let subjects = ["address:" + address]
        try await read { r in try Self.checkThrottle(r.people, subjects, at: now) }
        let code = try spokenCode(typed, length: OneTimeCode.reset.length)
        let hash = secrets.sha256("one-time:" + code)
        do {
            return try await openSession(means: .oneTimeCode, clearing: subjects, at: now) { people in
                guard let row = try people.oneTimeCode(hash: hash) else { throw PlatformError.code(.codeWrong) }
                guard row.usedAt == nil else { throw PlatformError.code(.codeUsed) }
                guard now < row.expiresAt else { throw PlatformError.code(.codeExpired) }
                guard try people.useOneTimeCode(hash: hash, at: now) else { throw PlatformError.code(.codeUsed) }
                return row.person
            }
        } catch PlatformError.code(.codeWrong) {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.codeWrong)
        }
    }

    /// Opens a session for whoever `identify` finds, in the same transaction.
    ///
    /// A first sign-in turns an invited person active, which changes what is registered, and so leaves a line; later ones change
    /// nothing and leave none.
    private func openSession(
        means: SignInMeans, clearing subjects: [String], at now: Instant, identify: @escaping @Sendable (PeopleStore) throws -> PersonID
    ) async throws -> SignedIn {
        let token = secrets.token()
        let csrf = secrets.token()
        let hash = secrets.sha256(token)
        let today = self.today
        try await holdNode()
        let operation: OperationID = mint(at: now)
        let language = try await database.write { session -> Language in
            let people = PeopleStore(session)
            let person = try identify(people)
            guard let row = try people.person(person), row.standing == .active || row.standing == .invited else {
                throw PlatformError.code(.personInactive)
            }
            let memberships = try people.memberships(of: person).filter { $0.isInForce(on: today) }
            let organisation = memberships.first?.organisation
            if row.standing == .invited {
                let acting = try organisation.flatMap { try RegistryStore(session).organisation($0)?.summary }
                let actor = Actor(person: person, memberships: memberships, actingFor: acting, means: means, on: today)
                try Work(session: session, platform: self, operation: operation, now: now, isBuilt: false, actor: actor).makeActive(row)
            }
            try people.insert(
                WebSession(
                    person: person, actingFor: organisation, csrf: csrf, means: means, createdAt: now, touchedAt: now,
                    expiresAt: now.adding(seconds: Self.sessionSeconds)), tokenHash: hash)
            for subject in subjects { try people.clearFailures(of: subject) }
            return try people.profile(person)?.language ?? .khmer
        }
        return SignedIn(token: token, language: language)
    }

    /// Who holds a session's token; `nil` when it is unknown or over.
    public func visitor(token: String) async throws -> Visitor? {
        let hash = secrets.sha256(token)
        let now = self.now
        let today = self.today
        let found = try await read { r -> (visitor: Visitor, touchedAt: Instant)? in
            guard let web = try r.people.webSession(tokenHash: hash), now < web.expiresAt, let person = try r.people.person(web.person),
                person.standing == .active, let profile = try r.people.profile(web.person)
            else { return nil }
            let memberships = try r.people.memberships(of: web.person).filter { $0.isInForce(on: today) }
            var ids: [OrganisationID] = []
            for membership in memberships where !ids.contains(membership.organisation) { ids.append(membership.organisation) }
            let delegations = try r.people.delegations(to: web.person, organisations: ids).filter { $0.isInForce(on: today) }
            let known = try r.registry.organisations(ids + delegations.map(\.grantor))
            let delegation = web.delegation.flatMap { id in delegations.first { $0.id == id } }
            let own = (web.actingFor ?? ids.first).flatMap { known[$0] }
            var actor = Actor(
                person: web.person, memberships: memberships, actingFor: own?.summary, means: web.means, delegation: delegation,
                grantor: delegation.flatMap { known[$0.grantor]?.summary }, on: today)
            let helped = try r.entering(tokenHash: hash, by: actor)
            if let helped { actor = actor.entering(for: helped.summary) }
            return (
                Visitor(
                    actor: actor, person: web.person, displayName: profile.displayName, language: profile.language,
                    organisation: helped ?? delegation.flatMap { known[$0.grantor] } ?? own, organisations: ids.compactMap { known[$0] },
                    delegations: delegations,
                    csrf: web.csrf, mustSetPassword: web.means == .oneTimeCode), web.touchedAt
            )
        }
        guard let found else { return nil }
        if now.seconds(since: found.touchedAt) >= Self.touchSeconds {
            try await database.write { session in
                try PeopleStore(session).touch(tokenHash: hash, at: now, expiresAt: now.adding(seconds: Self.sessionSeconds))
            }
        }
        return found.visitor
    }

    public func signOut(token: String) async throws {
        let hash = secrets.sha256(token)
        try await database.write { session in try PeopleStore(session).endSession(tokenHash: hash) }
    }

    /// Chooses the organisation, or the lent power, in whose name one acts from here on.
    public func act(token: String, visitor: Visitor, organisation: OrganisationID?, delegation: DelegationID?) async throws {
        let hash = secrets.sha256(token)
        if let organisation, !visitor.organisations.contains(where: { $0.id == organisation }) { throw PlatformError.notFound }
        if let delegation, !visitor.delegations.contains(where: { $0.id == delegation }) { throw PlatformError.notFound }
        try await database.write { session in
            try PeopleStore(session).setActing(tokenHash: hash, organisation: organisation ?? visitor.actor.actingFor?.id, delegation: delegation)
        }
    }

    public func setLanguage(_ language: Language, of visitor: Visitor) async throws {
        try await database.write { session in try PeopleStore(session).setLanguage(language, of: visitor.person) }
    }

    /// Sets a new password; every other session of the person ends, this one goes on.
    public func setPassword(_ password: String, again: String, of visitor: Visitor, token: String) async throws {
        let profile = try await read { r in try r.people.profile(visitor.person) }
        let names = [profile?.displayName, profile?.phone, profile?.signInName].compactMap { $0 }
        var problems = PasswordRule.problems(password, names: names).map { $0.problem() }
        if password != again { problems.append(OperationPhrase.passwordsDiffer.problem("again")) }
        guard problems.isEmpty else { throw PlatformError.invalid(problems) }
        let hash = secrets.hashPassword(password)
        let tokenHash = secrets.sha256(token)
        let now = self.now
        let visitorSession = WebSession(
            person: visitor.person, actingFor: visitor.actor.actingFor?.id, delegation: visitor.actor.delegation?.id, csrf: visitor.csrf, means: .password,
            createdAt: now, touchedAt: now, expiresAt: now.adding(seconds: Self.sessionSeconds))
        try await perform("person.password", by: visitor.actor) { work in
            try work.people.setPassword(hash, of: visitor.person, at: now)
            try work.people.endSessions(of: visitor.person)
            try work.people.insert(visitorSession, tokenHash: tokenHash)
            work.record(.act("password set by \(visitor.person)"))
        }
    }

    /// Reads a spoken code as typed: lower case, spaces, dashes, Khmer digits.
    func spokenCode(_ typed: String, length: Int) throws -> String {
        switch SpokenCode.read(typed, length: length) {
        case .success(let code): return code.text
        case .failure: throw PlatformError.code(.codeWrongCheck)
        }
    }

    // MARK: Throttling

    private static func checkThrottle(_ people: PeopleStore, _ subjects: [String], at now: Instant) throws {
        for subject in subjects {
            guard let failures = try people.failures(of: subject) else { continue }
            let throttle = subject.hasPrefix("address:") ? Throttle.perAddress : subject.hasPrefix("code:") ? .perCode : .perName
            if let next = throttle.nextTry(failures: failures.count, last: failures.lastAt, now: now), now < next {
                throw ThrottleRefusal(nextTry: next, now: now)
            }
        }
    }

    /// Refuses when any of the subjects has failed too often of late.
    func checkThrottle(_ subjects: [String]) async throws {
        let now = self.now
        try await read { r in try Self.checkThrottle(r.people, subjects, at: now) }
    }

    func countFailure(_ subjects: [String], at now: Instant) async throws {
        try await database.write { session in
            let people = PeopleStore(session)
            for subject in subjects {
                let before = try people.failures(of: subject)
                let isFresh = before.map { now.seconds(since: $0.lastAt) < 86_400 } ?? false
                try people.setFailures((isFresh ? before?.count ?? 0 : 0) + 1, of: subject, at: now)
            }
        }
    }
}

extension Work {
    /// An invited person has signed in: active from here on, with a line of its own.
    fileprivate func makeActive(_ invited: Person) throws {
        var person = invited
        person.standing = .active
        person.version += 1
        try people.update(person, from: invited.version)
        record(.person(person))
        _ = try finish("person.firstSignIn")
    }
}
