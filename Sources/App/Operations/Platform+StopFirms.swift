// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// A driver is about to enter a firm that may stand in the registry already.
public struct LikelyKnown: Explainable {
    /// The most alike first.
    public var firms: [StopChoice]

    public var standing: Standing { .conflict }
    public var problems: [Problem] {
        let names = firms.map(\.organisation).map { firm in [firm.nameEnglish, firm.nameLocal].filter { !$0.isEmpty }.joined(separator: " / ") }
        return [RoundPhrase.likelyKnown.problem("known", ["firms": .text(names.joined(separator: "; "))])]
    }
}

extension Platform {
    /// Makes a stop at a firm that stands in no register, under the round's code.
    ///
    /// - Parameter isNew: the driver has seen which firms it may be, and it is none of them.
    public func makeStop(
        _ form: StopForm, at firm: StopRegistration, isNew: Bool, code: String, address: String, key: String?, at moment: Instant? = nil
    ) async throws -> MadeStop {
        let opened = try await openRound(code: code, address: address)
        return try await makeStop(form, at: firm, isNew: isNew, on: opened.round, key: key, by: opened.driver, at: moment)
    }

    /// Makes a stop at a firm that stands in no register: the haulier enters it on its behalf, to wait for an officer of its
    /// province, and its note is made with it, or neither.
    ///
    /// - Throws: ``LikelyKnown`` when it may be a firm of the registry and nobody said that it is another; all problems of firm and
    ///   stop at once.
    public func makeStop(
        _ form: StopForm, at firm: StopRegistration, isNew: Bool, on id: RoundID, key: String?, by actor: Actor, at moment: Instant? = nil
    ) async throws -> MadeStop {
        let country = self.country
        let lookups = registrationLookups
        return try await perform("round.enterFirm", by: actor, at: moment) { work in
            let round = try work.round(id, version: nil, action: .makeStop)
            if case .refused(let refusal) = may(.enterFirmAtStop, actor: actor, subject: Subject(of: round)) { throw refusal }
            let command = key.map { "stop:\(id):\($0)" }
            if let made = try work.stopMade(before: command, on: round) { return made }
            var problems: [Problem] = []
            var valid: ValidRegistration?
            // Short enough to be read out to an officer.
            let serial = SpokenCode.make(randomness: work.platform.secrets.random(8), length: 8)
            let number = "\(work.today.month.year % 100)-\(serial)"
            do { valid = try firm.validated(number: number, country: country, with: lookups) } catch let error as any Explainable {
                problems += error.problems
            }
            problems += work.stopProblems(form, on: round)
            guard let valid, problems.isEmpty else { throw PlatformError.invalid(problems) }
            if !isNew {
                let known = try work.reading.firms(like: valid)
                if !known.isEmpty { throw LikelyKnown(firms: known) }
            }
            let entry = StopEntry(by: round.plan.carrier.organisation, round: id, at: work.now)
            let (_, site) = try work.add(valid, status: .pendingApproval, contact: valid.contact, entry: entry)
            var typed = form
            typed.sender = site.id.description
            typed.seen = nil
            return try work.makeStop(typed, on: round, command: command)
        }
    }
}

extension Work {
    /// The load of a sender that waits for its approval is kept as an act in its name, as everything is that is entered for a small
    /// firm: once somebody runs it, it is shown there and confirmed or disputed.
    func keepPendingSender(of note: Manifest) throws {
        guard let firm = try registry.organisation(note.sender.organisation), firm.waitsFromStop, let by = note.legs.first?.carrier.organisation else { return }
        let act = BehalfAct(id: mint(), organisation: firm.id, by: by, person: actor.person, document: note.id, kind: .issued, madeAt: now)
        try behalf.insert(act, codeHash: platform.secrets.sha256("behalf:" + platform.behalfCode(act.id).text))
        record(.behalf(act))
    }
}

extension Reading {
    private static let likeShown = 5, looked = 40

    /// Firms at which a round could stop and that look like one which is about to be entered: by name in either script, and place.
    func firms(like valid: ValidRegistration) throws -> [StopChoice] {
        let nobody = OrganisationID(0)
        let firm = valid.organisation(id: nobody)
        let site = valid.site(id: SiteID(0), of: nobody, learnedAt: platform.now, thresholds: platform.sizeThresholds)
        let alike = try alike(FirmFace(firm, sites: [site], today: platform.today))
        let sites = try alike.prefix(2 * Self.likeShown).compactMap { try registry.sites(of: $0).first { $0.isOpen(on: platform.today) } }
        return Array(try stopChoices(sites.map { Party(organisation: $0.organisation, site: $0.id) }, []).prefix(Self.likeShown))
    }

    /// Firms that one may be, the most alike first: more of them than an officer is asked about as a pair.
    func alike(_ face: FirmFace) throws -> [OrganisationID] {
        var others: Set<OrganisationID> = []
        for key in face.keys { others.formUnion(try duplicates.sharing(key, most: Platform.firmsOfOneKey)) }
        // Names with slips that stand in another district, or in none, share no key.
        let profiles: [ChainProfile] = [.producer, .collector, .treater]
        for word in face.words {
            others.formUnion(try registry.places(profiles: profiles, words: [word], limit: Self.looked).map(\.organisation))
        }
        others.remove(face.id)
        return try duplicates.faces(others)
            .compactMap { other in Likeness.between(face, other, atLeast: Likeness.askFrom).map { (id: other.id, score: $0.score) } }
            .sorted { ($1.score, $0.id) < ($0.score, $1.id) }.map(\.id)
    }
}
