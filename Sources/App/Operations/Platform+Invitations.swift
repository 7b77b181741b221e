// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Stores

/// A letter as it is printed. The code is nowhere else: what is not printed now is lost.
public struct InvitationLetter: Sendable {
    public var invitation: Invitation
    public var organisation: Organisation
    /// Where it goes.
    public var site: Site?
    public var code: SpokenCode
}

/// What came of asking for letters.
public struct InvitationBatch: Sendable {
    /// In the order in which they are carried: by district, commune and name.
    public var letters: [InvitationLetter]
    public var left: [(organisation: Organisation, because: InvitationRefusal)]
}

/// Firms that wait to be claimed, for those who print their letters.
public struct UnclaimedList: Sendable {
    public struct Row: Sendable {
        public var organisation: Organisation
        public var site: Site?
        /// Last day of its letter, when one is open.
        public var letter: Invitation?
    }

    public var rows: [Row]
    public var next: OrganisationID?
    /// Code of the province the reader is limited to.
    public var province: String?
    public var today: CalendarDate
}

extension Platform {
    /// Most letters that one page prints.
    public static let lettersOnPage = 50
    /// Most letters of one printed file, and of one operation.
    public static let lettersInFile = 500

    /// Makes letters for firms: each with a fresh code, which voids that of the letter before.
    ///
    /// - Parameter again: also where an earlier letter is still good.
    /// - Throws: ``PlatformError/notFound`` for a firm the actor may not see; a problem when there are too many or none.
    public func makeInvitations(for ids: [OrganisationID], again: Bool, by actor: Actor, at moment: Instant? = nil) async throws -> InvitationBatch {
        let chosen = Set(ids).sorted()
        guard !chosen.isEmpty else { throw PlatformError.invalid([ClaimPhrase.noFirmChosen.problem("organisation")]) }
        guard chosen.count <= Self.lettersInFile else {
            throw PlatformError.invalid([
                ClaimPhrase.tooManyLetters.problem(
                    "organisation", ["most": .number(Int64(Self.lettersInFile)), "found": .number(Int64(chosen.count))])
            ])
        }
        // Fixed before the transaction, which may run again.
        let codes = chosen.map { _ in OneTimeCode.invitation.make(randomness: secrets.random(OneTimeCode.invitation.length)) }
        return try await perform("invitation.make", by: actor, at: moment) { work in
            var batch = InvitationBatch(letters: [], left: [])
            for (id, code) in zip(chosen, codes) {
                guard let firm = try work.registry.organisation(id) else { throw PlatformError.notFound }
                try unseenAsMissing { try work.require(.makeInvitation, of: firm) }
                if let refusal = try work.reading.claimStanding(of: firm).refusalOfLetter(again: again) {
                    batch.left.append((firm, refusal))
                    continue
                }
                try work.voidLetter(of: id)
                let invitation = Invitation(id: work.mint(), organisation: id, madeAt: work.now, today: work.today)
                try work.invitations.insert(invitation, codeHash: work.platform.invitationHash(code.text))
                work.record(.invitation(invitation))
                batch.letters.append(InvitationLetter(invitation: invitation, organisation: firm, site: try work.registry.sites(of: id).first, code: code))
            }
            let today = work.today
            batch.letters.sort { $0.sortingKey(on: today).lexicographicallyPrecedes($1.sortingKey(on: today)) }
            return batch
        }
    }

    /// Firms of a province that wait to be claimed and have no letter that is still good, in the order in which letters are carried.
    ///
    /// - Parameters:
    ///   - again: also those with a good letter.
    ///   - limit: of firms; `nil` is all.
    public func firmsToInvite(province: String, again: Bool, limit: Int?, by actor: Actor) async throws -> [OrganisationID] {
        let today = self.today
        return try await read { r in
            if case .refused(let refusal) = may(.makeInvitation, actor: actor, subject: Subject(provinces: [province])) { throw refusal }
            var found: [(key: [String], id: OrganisationID)] = []
            var after: OrganisationID?
            repeat {
                let page = try r.invitations.unclaimed(
                    province: province, withoutLetterOn: again ? nil : today, today: today, after: after, limit: 1000)
                for firm in page {
                    found.append((InvitationLetter.sortingKey(firm, try r.registry.sites(of: firm.id).first, on: today), firm.id))
                }
                after = page.count == 1000 ? page.last?.id : nil
            } while after != nil
            found.sort { $0.key.lexicographicallyPrecedes($1.key) }
            return found.prefix(limit ?? .max).map(\.id)
        }
    }

    /// Firms that wait to be claimed, a page at a time.
    public func unclaimed(words: String, province: String?, after: OrganisationID?, limit: Int, by actor: Actor) async throws -> UnclaimedList {
        let today = self.today
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        return try await read { r in
            let reach = try actor.provinceReach(.makeInvitation)
            let asked = reach ?? province
            var firms = try r.invitations.unclaimed(province: asked, words: folded, today: today, after: after, limit: limit + 1)
            let hasMore = firms.count > limit
            if hasMore { firms.removeLast() }
            let letters = try r.invitations.open(of: firms.map(\.id))
            return UnclaimedList(
                rows: try firms.map { UnclaimedList.Row(organisation: $0, site: try r.registry.sites(of: $0.id).first, letter: letters[$0.id]) },
                next: hasMore ? firms.last?.id : nil, province: reach, today: today)
        }
    }

    /// What is stored of a letter's code.
    func invitationHash(_ code: String) -> [UInt8] { secrets.sha256("invitation:" + code) }
}

extension Actor {
    /// The province to which an action of this actor is limited by mandate; `nil` when it reaches the whole country.
    ///
    /// - Throws: ``PermissionRefusal`` when the actor may do it nowhere.
    func provinceReach(_ action: Action) throws -> String? {
        if may(action, actor: self, subject: Subject()).isAllowed { return nil }
        let province = principal?.mandate?.province
        switch may(action, actor: self, subject: Subject(provinces: province.map { [$0] } ?? [])) {
        case .allowed: return province
        case .refused(let refusal): throw refusal
        }
    }
}

extension InvitationLetter {
    fileprivate func sortingKey(on today: CalendarDate) -> [String] { Self.sortingKey(organisation, site, on: today) }

    /// District, commune, name: letters that one person carries lie together.
    fileprivate static func sortingKey(_ firm: Organisation, _ site: Site?, on today: CalendarDate) -> [String] {
        let row = site?.attributes(on: today)
        return [row?.district, row?.commune, firm.nameEnglish].map { TextFolding.fold($0 ?? "") } + [firm.id.description]
    }
}

extension Work {
    var invitations: InvitationStore { InvitationStore(session) }

    /// The firm's open letter opens nothing from here on.
    func voidLetter(of organisation: OrganisationID) throws {
        guard var letter = try invitations.open(of: organisation) else { return }
        let before = letter.version
        letter.void()
        try invitations.update(letter, from: before)
        record(.invitation(letter))
    }
}

extension Reading {
    var invitations: InvitationStore { InvitationStore(session) }

    func claimStanding(of firm: Organisation) throws -> ClaimStanding {
        let today = platform.today
        let letter = try invitations.open(of: firm.id)
        return ClaimStanding(
            status: firm.status, isAuthority: firm.profiles.contains(.authority), hasAdministrator: try hasAdministrator(firm.id),
            hasWaitingClaim: try invitations.claims(of: firm.id).contains { $0.state == .waiting },
            letterUntil: letter.flatMap { $0.isGood(on: today) ? $0.validUntil : nil })
    }

    func hasAdministrator(_ organisation: OrganisationID) throws -> Bool {
        let today = platform.today
        return try people.memberships(in: organisation).contains { $0.role == .administrator && $0.isInForce(on: today) }
    }
}
