// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Stores
import Wording

/// What the holder of a letter is shown before and after claiming.
public struct ClaimSheet: Sendable {
    public var organisation: Organisation
    public var site: Site?
    public var invitation: Invitation
    /// Why the letter opens nothing; the page then explains instead of asking.
    public var refusal: InvitationRefusal?
    /// How the claim stands that was made with this letter.
    public var state: Claim.State?
}

/// A claim as the officer sees it.
public struct ClaimRow: Sendable {
    public var claim: Claim
    public var organisation: Organisation
    public var site: Site?
    /// `nil` once the claimant was erased.
    public var claimant: PersonProfile?
    /// What he says he is in the firm; blank once erased.
    public var position: String
    /// Whole days since it was made.
    public var days: Int
}

/// Claims that wait for an officer.
public struct ClaimList: Sendable {
    public var rows: [ClaimRow]
    /// The last one looked at, where more follow.
    public var next: ClaimID?
}

/// A claim as the claimant sees it.
public struct OwnClaim: Sendable {
    public var claim: Claim
    public var organisation: Organisation
    /// Why it was refused.
    public var reason: String?
}

extension Platform {
    /// Opens a letter's code as scanned or typed. Wrong codes are counted against the address they come from.
    public func claimSheet(code typed: String, address: String) async throws -> ClaimSheet {
        let hash = try await letterHash(typed, address: address)
        let today = self.today
        return try await read { r in
            guard let invitation = try r.invitations.invitation(codeHash: hash), let firm = try r.registry.organisation(invitation.organisation) else {
                throw PlatformError.code(.codeWrong)
            }
            let claim = try r.invitations.claims(of: firm.id).first { $0.invitation == invitation.id }
            return ClaimSheet(
                organisation: firm, site: try r.registry.sites(of: firm.id).first, invitation: invitation,
                refusal: try invitation.refusal(on: today) ?? r.claimStanding(of: firm).refusal, state: claim?.state)
        }
    }

    /// Claims a firm with its letter. The claim waits for an officer of the province.
    ///
    /// - Parameters:
    ///   - address: of the caller; wrong codes are counted against it.
    ///   - visitor: whoever is signed in claims with the account he has.
    /// - Throws: all problems of the form at once; ``InvitationRefusal``; ``ThrottleRefusal``.
    public func claim(
        code typed: String, _ form: ClaimForm, language: Language, address: String, visitor: Visitor? = nil, at moment: Instant? = nil
    ) async throws -> Claim {
        let hash = try await letterHash(typed, address: address)
        let valid = try await checked(form, language: language, hasAccount: visitor != nil)
        let password = valid.profile == nil ? nil : secrets.hashPassword(valid.password)
        let stranger = Actor(person: nil, memberships: [], actingFor: nil, means: .oneTimeCode, on: today)
        return try await perform("claim.make", by: visitor?.actor ?? stranger, at: moment) { work in
            guard var invitation = try work.invitations.invitation(codeHash: hash), let firm = try work.registry.organisation(invitation.organisation)
            else { throw PlatformError.code(.codeWrong) }
            let before = invitation.version
            try invitation.use(on: work.today)
            if let refusal = try work.reading.claimStanding(of: firm).refusal { throw refusal }
            let person: PersonID
            if let visitor {
                person = visitor.person
            } else if let profile = valid.profile {
                person = try work.addPerson(profile, to: firm.id, roles: [], passwordHash: password)
            } else {
                throw PlatformError.notFound
            }
            try work.invitations.update(invitation, from: before)
            work.record(.invitation(invitation))
            let claim = Claim(id: work.mint(), organisation: firm.id, person: person, invitation: invitation.id, madeAt: work.now)
            try work.invitations.insert(claim, position: valid.position)
            work.record(.claim(claim))
            return claim
        }
    }

    /// An officer of the province approves a claim, which makes the claimant the firm's administrator, or refuses it with a reason.
    public func answerClaim(_ id: ClaimID, version: Int, approves: Bool, reason: String = "", by actor: Actor, at moment: Instant? = nil) async throws -> Claim
    {
        try await perform("claim.answer", by: actor, at: moment) { work in
            guard var claim = try work.invitations.claim(id)?.claim, let firm = try work.registry.organisation(claim.organisation) else {
                throw PlatformError.notFound
            }
            try unseenAsMissing { try work.require(.answerClaim, of: firm) }
            // Said before the version: whoever was slower learns what the other decided.
            if claim.state != .waiting { throw ClaimRefusal.answered(claim.state) }
            guard claim.version == version else { throw PlatformError.stale }
            if approves, try work.reading.hasAdministrator(firm.id) { throw ClaimRefusal.firmClaimed }
            var reader = FormReader(lists: work.platform.lists, today: work.today)
            let text = reader.text(reason.trimmedBlanks, field: "reason")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            try claim.answer(approves: approves, reason: approves ? nil : try work.seal(text), at: work.now)
            try work.invitations.update(claim, from: version)
            work.record(.claim(claim))
            if approves {
                for role in Role.founding(for: firm.profiles).sorted() { try work.give(role, to: claim.person, in: firm.id) }
            }
            return claim
        }
    }

    /// Claims that wait for this officer, oldest first.
    public func waitingClaims(after: ClaimID? = nil, limit: Int, by actor: Actor) async throws -> ClaimList {
        try await read { r in
            var found = try r.invitations.waiting(province: try actor.provinceReach(.answerClaim), after: after, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            return ClaimList(rows: try found.compactMap { try r.row($0.claim, $0.position) }, next: hasMore ? found.last?.claim.id : nil)
        }
    }

    /// - Throws: ``PlatformError/notFound`` also for a claim that is not this officer's to answer.
    public func claimRow(_ id: ClaimID, by actor: Actor) async throws -> ClaimRow {
        try await read { r in
            guard let (claim, position) = try r.invitations.claim(id), let row = try r.row(claim, position) else { throw PlatformError.notFound }
            try unseenAsMissing { try r.require(.answerClaim, of: claim.organisation, by: actor) }
            return row
        }
    }

    private func letterHash(_ typed: String, address: String) async throws -> [UInt8] {
        let subjects = ["address:" + address]
        try await checkThrottle(subjects)
        let hash = invitationHash(try spokenCode(typed, length: OneTimeCode.invitation.length))
        guard try await read({ r in try r.invitations.invitation(codeHash: hash) }) != nil else {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.codeWrong)
        }
        return hash
    }

    /// The form's problems, with those that only the registry knows.
    private func checked(_ form: ClaimForm, language: Language, hasAccount: Bool) async throws -> ValidClaim {
        var problems: [Problem] = []
        var valid: ValidClaim?
        do { valid = try form.validated(in: country, language: language, hasAccount: hasAccount) } catch { problems = error.problems }
        if !hasAccount {
            let country = self.country
            problems += try await read { r in
                var taken: [Problem] = []
                if case .success(let phone) = PhoneNumber.read(form.phone, in: country), try r.people.person(signingInBy: phone) != nil {
                    taken.append(ClaimPhrase.phoneTaken.problem("phone"))
                }
                if case .success(.name(let name)) = SignInName.normalise(form.signInName, in: country), try r.people.person(signingInBy: name) != nil {
                    taken.append(ClaimPhrase.nameTaken.problem("sign_in_name", ["name": .text(name)]))
                }
                return taken
            }
        }
        guard let valid, problems.isEmpty else { throw PlatformError.invalid(problems) }
        return valid
    }
}

extension Reading {
    fileprivate func row(_ claim: Claim, _ position: String) throws -> ClaimRow? {
        guard let firm = try registry.organisation(claim.organisation) else { return nil }
        let days = platform.today.days(since: platform.zone.date(of: claim.madeAt))
        return ClaimRow(
            claim: claim, organisation: firm, site: try registry.sites(of: firm.id).first, claimant: try people.profile(claim.person), position: position,
            days: days)
    }

    /// The last claims of a person that matter to him: those that wait, and those refused lately.
    func ownClaims(of person: PersonID?) throws -> [OwnClaim] {
        guard let person else { return [] }
        return try invitations.claims(by: person, limit: 3).filter { $0.state != .approved }.compactMap { claim in
            guard let firm = try registry.organisation(claim.organisation) else { return nil }
            return OwnClaim(claim: claim, organisation: firm, reason: try claim.reason.flatMap { try journal.open($0) })
        }
    }

    /// Claims that wait for this officer, as duties.
    func claimDuties(of actor: Actor, limit: Int) throws -> [Duty] {
        let province: String?
        do { province = try actor.provinceReach(.answerClaim) } catch is PermissionRefusal { return [] }
        return try invitations.waiting(province: province, limit: limit).compactMap { row in
            guard let firm = try registry.organisation(row.claim.organisation) else { return nil }
            return Duty(kind: .answerClaim, urgency: .due, other: firm, since: row.claim.madeAt, claim: row.claim.id)
        }
    }
}
