// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Who a program's request comes from.
public struct Bearer: Sendable {
    public var actor: Actor
    public var person: PersonID
    public var displayName: String
    public var organisation: Organisation
    public var scopes: Set<TokenScope>
    public var label: String
    public var expiresAt: Instant
    /// The token's hash, hexadecimal: tells tokens apart without being one.
    public var id: String
}

/// What a person types to make a token.
public struct TokenForm: Hashable, Sendable {
    public var label = ""
    public var scopes: Set<TokenScope> = []
    /// Days from now, 1...365.
    public var days = ""

    public init() {}
}

extension Platform {
    /// Longest life of a token, days.
    public static let tokenDaysMax: Int64 = 365
    /// Good tokens that one person may hold for one organisation.
    static let tokensMax = 20
    /// What a token begins with, so that one that leaked into a log is recognised.
    static let tokenPrefix = "bt_"

    /// Makes a token for oneself, in the name of the organisation one acts for. The token is shown once; only its hash is kept.
    ///
    /// - Throws: every problem with its field: `label`, `scopes`, `days`.
    public func makeToken(_ form: TokenForm, by actor: Actor) async throws -> (token: String, made: APIToken) {
        if actor.delegation != nil { throw PlatformError.invalid([TokenPhrase.underDelegation.problem()]) }
        guard let person = actor.person, let organisation = actor.actingFor?.id else { throw PermissionRefusal.missing }
        return try await makeToken(form, for: person, in: organisation, by: actor)
    }

    /// Makes a token for a person known by a sign-in name, at the server's command line.
    public func makeToken(_ form: TokenForm, forSignInName typed: String, in organisation: OrganisationID, by actor: Actor) async throws
        -> (token: String, made: APIToken)
    {
        try await makeToken(form, for: try await member(signingInBy: typed, of: organisation), in: organisation, by: actor)
    }

    /// A person's good and former tokens, latest first; those of everybody in the organisation when no person is named.
    public func tokens(of organisation: OrganisationID, person: PersonID?, by actor: Actor) async throws -> [(id: String, token: APIToken, holder: String)] {
        try await read { r in
            let action: Action = person != nil && person == actor.person ? .makeToken : .manageTokens
            try r.require(action, of: organisation, by: actor)
            let rows = try TokenStore(r.session).tokens(of: organisation, person: person)
            let names = try r.people.names(Set(rows.map(\.token.person)))
            return rows.reversed().map { (Secrets.hex($0.hash), $0.token, names[$0.token.person] ?? "") }
        }
    }

    /// Ends a token: one's own, or anybody's of the organisation for its administrator.
    public func revokeToken(_ id: String, of organisation: OrganisationID, by actor: Actor) async throws {
        try await perform("token.revoke", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            let tokens = TokenStore(work.session)
            let found = try tokens.tokens(of: organisation, person: nil).first { Secrets.hex($0.hash) == id && $0.token.isGood(at: work.now) }
            let isOwn = found.map { $0.token.person == actor.person } ?? false
            try work.require(isOwn ? .makeToken : .manageTokens, of: firm)
            guard let found else { throw PlatformError.invalid([TokenPhrase.tokenUnknown.problem("token")]) }
            try tokens.revoke(hash: found.hash, at: work.now)
            work.record(.act("token \(id.prefix(12)) of \(found.token.person) for \(organisation) revoked"))
        }
    }

    /// Who holds a token; `nil` when it is unknown, over or revoked, or its person may not act any more.
    ///
    /// The roles that count are those the person holds in that organisation today: a token never keeps what its person lost.
    public func bearer(token: String) async throws -> Bearer? {
        guard token.hasPrefix(Self.tokenPrefix), token.utf8.count < 100 else { return nil }
        let hash = secrets.sha256("token:" + token)
        let (now, today) = (self.now, self.today)
        let found = try await read { r -> (bearer: Bearer, lastUsed: CalendarDate?)? in
            guard let token = try TokenStore(r.session).token(hash: hash), token.isGood(at: now), let person = try r.people.person(token.person),
                person.standing == .active, let profile = try r.people.profile(token.person),
                let organisation = try r.registry.organisation(token.organisation)
            else { return nil }
            let memberships = try r.people.memberships(of: token.person).filter { $0.organisation == token.organisation && $0.isInForce(on: today) }
            guard !memberships.isEmpty else { return nil }
            let actor = Actor(person: token.person, memberships: memberships, actingFor: organisation.summary, means: .token, on: today)
            let bearer = Bearer(
                actor: actor, person: token.person, displayName: profile.displayName, organisation: organisation, scopes: token.scopes, label: token.label,
                expiresAt: token.expiresAt, id: Secrets.hex(hash))
            return (bearer, token.lastUsed)
        }
        guard let found else { return nil }
        if found.lastUsed != today { try await database.write { session in try TokenStore(session).touch(hash: hash, on: today) } }
        return found.bearer
    }

    // MARK: -

    private func makeToken(_ form: TokenForm, for person: PersonID, in organisation: OrganisationID, by actor: Actor) async throws
        -> (token: String, made: APIToken)
    {
        let text = Self.tokenPrefix + secrets.token()
        let hash = secrets.sha256("token:" + text)
        let made = try await perform("token.make", by: actor) { work in
            guard let firm = try work.registry.organisation(organisation) else { throw PlatformError.notFound }
            try work.require(.makeToken, of: firm)
            let tokens = TokenStore(work.session)
            let held = try tokens.tokens(of: organisation, person: person).count { $0.token.isGood(at: work.now) }
            let memberships = try work.people.memberships(of: person).filter { $0.organisation == organisation && $0.isInForce(on: work.today) }
            let holder = Actor(person: person, memberships: memberships, actingFor: firm.summary, means: .token, on: work.today)
            var problems = form.problems(for: holder)
            if held >= Self.tokensMax { problems.append(TokenPhrase.tooMany.problem("", ["count": .number(Int64(held))])) }
            guard problems.isEmpty, let days = Int64(form.days.withLatinDigits.trimmedBlanks) else { throw PlatformError.invalid(problems) }
            let token = APIToken(
                person: person, organisation: organisation, scopes: form.scopes, label: form.label.trimmedBlanks, createdAt: work.now,
                expiresAt: work.now.adding(days: days))
            try tokens.insert(token, hash: hash)
            // The label is free text and stays out of the journal.
            let scopes = form.scopes.sorted().map(\.rawValue).joined(separator: " ")
            work.record(.act("token \(Secrets.hex(hash).prefix(12)) of \(person) for \(organisation): \(scopes); \(days) days"))
            return token
        }
        return (text, made)
    }

    /// All scopes that a token of a person in an organisation could use.
    public func tokenScopes(ofSignInName typed: String, in organisation: OrganisationID) async throws -> Set<TokenScope> {
        let person = try await member(signingInBy: typed, of: organisation)
        let today = self.today
        return try await read { r in
            guard let firm = try r.registry.organisation(organisation) else { throw PlatformError.notFound }
            return Actor(person: person, memberships: try r.people.memberships(of: person), actingFor: firm.summary, means: .token, on: today).tokenScopes
        }
    }

    /// Somebody with a role in an organisation, by what they sign in with.
    func member(signingInBy typed: String, of organisation: OrganisationID) async throws -> PersonID {
        let name: String
        switch SignInName.normalise(typed, in: country) {
        case .success(let read): name = read.text
        case .failure(let refusal): throw PlatformError.invalid([refusal.problem(field: "sign_in_name")])
        }
        let today = self.today
        return try await read { r in
            guard let person = try r.people.person(signingInBy: name),
                try r.people.memberships(of: person).contains(where: { $0.organisation == organisation && $0.isInForce(on: today) })
            else { throw PlatformError.invalid([TokenPhrase.personUnknown.problem("sign_in_name", ["name": .text(name)])]) }
            return person
        }
    }
}

extension TokenForm {
    /// Everything that is wrong with it for somebody who would hold it.
    fileprivate func problems(for holder: Actor) -> [Problem] {
        var problems: [Problem] = []
        let name = label.trimmedBlanks
        if name.isEmpty { problems.append(TokenPhrase.labelMissing.problem("label")) }
        if name.count > 60 { problems.append(TokenPhrase.labelTooLong.problem("label", ["most": .number(60), "length": .number(Int64(name.count))])) }
        if scopes.isEmpty { problems.append(TokenPhrase.scopesMissing.problem("scopes")) }
        for scope in scopes.subtracting(holder.tokenScopes).sorted() {
            problems.append(TokenPhrase.scopeBeyondRoles.problem("scopes", ["scope": scope.phrase.fact]))
        }
        if let number = Int64(days.withLatinDigits.trimmedBlanks) {
            if !(1...Platform.tokenDaysMax).contains(number) {
                problems.append(TokenPhrase.expiryOutOfRange.problem("days", ["most": .number(Platform.tokenDaysMax), "days": .number(number)]))
            }
        } else {
            problems.append(TokenPhrase.expiryUnreadable.problem("days", ["text": .text(String(days.prefix(40)))]))
        }
        return problems
    }
}

extension Actor {
    /// The scopes that a token of this actor could use: those with at least one action that the actor's roles allow.
    public var tokenScopes: Set<TokenScope> {
        var allowed = Set(actions(on: wholeReach))
        if may(.enterOnBehalf, actor: self, subject: helpReach).isAllowed { allowed.insert(.enterOnBehalf) }
        return Set(TokenScope.allCases.filter { !allowed.isDisjoint(with: $0.actions) })
    }
}

extension SignInMeans {
    /// The same at the foot of a note.
    var ofSignature: SignatureMeans {
        switch self {
        case .system: .system
        case .token: .token
        case .password, .oneTimeCode, .signCode, .driverCode, .deviceKey: .password
        }
    }
}
