// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Platform {
    /// One of three parties proposes a standing arrangement; the others are asked.
    ///
    /// - Parameters:
    ///   - paper: the signed paper behind it, where there is one.
    ///   - key: of the form; sent twice, it is proposed once and both answers name it.
    public func proposeArrangement(
        _ form: ArrangementForm, paper: ArrangementPaper? = nil, key: String? = nil, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Arrangement {
        let lists = self.lists
        let problems = paper?.problems ?? []
        let document = problems.isEmpty ? paper.map { Secrets.hex(secrets.sha256($0.bytes)) } : nil
        return try await perform("arrangement.propose", by: actor, at: moment) { work in
            if case .refused(let refusal) = may(.proposeArrangement, actor: actor, subject: actor.wholeReach) { throw refusal }
            let acting = try work.acting()
            let command = key.map { "arrangement:\(acting.organisation):\($0)" }
            if let answer = try command.flatMap({ try work.journal.answer(to: $0) }), let id = ArrangementID(text: answer),
                let done = try work.arrangements.arrangement(id)
            {
                work.record(.act("form of arrangement \(id) sent again"))
                return done
            }
            let event: ArrangementEvent
            do {
                let terms = try work.terms(form, document: document, lists: lists)
                let facts = Arrangement.Facts(
                    sender: try work.facts(terms.sender), carrier: try work.facts(terms.carrier), receiver: try work.facts(terms.receiver))
                event = try Arrangement.propose(terms, facts: facts, by: acting)
            } catch let error as any Explainable where error.standing == .invalid {
                throw PlatformError.invalid(error.problems + problems)
            }
            guard problems.isEmpty else { throw PlatformError.invalid(problems) }
            guard case .proposed(let terms, let signature) = event else { preconditionFailure("A proposal is what proposing gives.") }
            let made = Arrangement(id: work.mint(), terms: terms, signature: signature)
            // A power lent for some sites must reach one of these.
            guard may(.proposeArrangement, actor: actor, subject: Subject(of: made)).isAllowed else {
                throw PlatformError.invalid([ArrangementPhrase.proposerNotParty.problem("sender")])
            }
            let today = work.today
            let places = try work.registry.sites(Set(terms.parties.map(\.party.site))).values.map { $0.attributes(on: today).province }
            try work.arrangements.insert(made, provinces: Set(places))
            if let paper, let document, let type = paper.mediaType {
                try work.notes.attach(paper.bytes, hash: document, mediaType: type, to: DocumentID(made.id.value), at: work.now)
            }
            work.record(.arrangement(made.id, event))
            if let command { try work.journal.remember(command, operation: work.operation, answer: made.id.description, at: work.now) }
            return made
        }
    }

    /// Agrees to an arrangement. The last one's word puts it into force.
    public func agree(to id: ArrangementID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Arrangement {
        try await answer(id, .agree, version: version, action: .decideArrangement, by: actor, at: moment) { arrangement, acting, _ in
            try arrangement.agree(by: acting)
        }
    }

    /// Declines an arrangement, which ends the proposal.
    public func decline(_ id: ArrangementID, version: Int, reason: String, by actor: Actor, at moment: Instant? = nil) async throws -> Arrangement {
        try await answer(id, .decline, version: version, reason: reason, action: .decideArrangement, by: actor, at: moment) { arrangement, acting, reason in
            try arrangement.decline(reason: reason, by: acting)
        }
    }

    /// Ends an arrangement that was agreed, or takes one's own proposal back. Notes that were issued go on.
    public func end(_ id: ArrangementID, version: Int, reason: String, by actor: Actor, at moment: Instant? = nil) async throws -> Arrangement {
        try await answer(id, .end, version: version, reason: reason, action: .endArrangement, by: actor, at: moment) { arrangement, acting, reason in
            try arrangement.end(reason: reason, by: acting)
        }
    }

    private func answer(
        _ id: ArrangementID, _ step: ArrangementStep, version: Int, reason: String = "", action: Action, by actor: Actor, at moment: Instant?,
        _ decide: @escaping @Sendable (Arrangement, Acting, SealedText?) throws -> ArrangementEvent
    ) async throws -> Arrangement {
        let lists = self.lists
        return try await perform("arrangement.\(step.rawValue)", by: actor, at: moment) { work in
            let arrangement = try work.reading.arrangement(id, by: actor)
            if case .refused(let refusal) = may(action, actor: actor, subject: Subject(of: arrangement)) { throw refusal }
            if version != arrangement.version { throw ArrangementError.stale(seen: version, now: arrangement.version) }
            var reader = FormReader(lists: lists, today: work.today)
            let text = reader.text(reason, field: "reason")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let event = try decide(arrangement, try work.acting(), try work.seal(text))
            let after = arrangement.applying(event)
            try work.arrangements.update(after, from: arrangement.version, before: arrangement)
            work.record(.arrangement(id, event))
            return after
        }
    }
}

extension Subject {
    /// What permissions see of an arrangement, but for the provinces of its sites.
    init(of arrangement: Arrangement) {
        self.init(parties: Set(arrangement.organisations), sites: Set(arrangement.terms.parties.map(\.party.site)))
    }
}

extension Work {
    /// The arrangement that a sender's note names; `nil` where there is none of theirs, so that nobody learns what exists.
    func arrangement(_ id: ArrangementID?, of sender: OrganisationID?) throws -> Arrangement? {
        guard let id, let sender, let found = try arrangements.arrangement(id), found.terms.sender.organisation == sender else { return nil }
        return found
    }

    /// What is said against issuing a note without arrangement, or above the amount of the one that it names.
    func finding(issuing note: Manifest, under arrangement: Arrangement?) throws -> GateFinding? {
        // Absurd weights are refused by themselves, and their sum might not fit.
        guard let line = note.lines.first(where: \.isHazardous) ?? note.lines.first, note.lines.allSatisfy({ $0.declared.mass <= Limits.lineMass })
        else { return nil }
        let day = max(note.plannedPickup ?? today, today)
        guard note.arrangement != nil else {
            return GateFinding(
                topic: .arrangement, line: 0, permit: "", waste: line.waste, treatment: note.intended, day: day, load: note.declaredMass, isSure: true)
        }
        guard let arrangement else { return nil }
        let use = try arrangements.use(of: arrangement.id, year: day.month.year)
        return arrangement.finding(against: note.declaredMass, of: use, waste: line.waste, on: day)
    }
}
