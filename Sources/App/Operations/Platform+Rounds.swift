// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Platform {
    /// A haulier plans a collection round; its code opens it on the driver's phone.
    ///
    /// - Parameter key: of the form; sent twice, it is planned once and both answers name it.
    public func planRound(_ form: RoundForm, key: String? = nil, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        try await perform("round.plan", by: actor, at: moment) { work in
            if case .refused(let refusal) = may(.planRound, actor: actor, subject: actor.wholeReach) { throw refusal }
            let acting = try work.acting()
            let command = key.map { "round:\(acting.organisation):\($0)" }
            if let answer = try command.flatMap({ try work.journal.answer(to: $0) }), let id = RoundID(text: answer), let done = try work.rounds.round(id) {
                work.record(.act("form of round \(id) sent again"))
                return done
            }
            let plan = try work.plan(form)
            let facts = Round.Facts(carrier: try work.facts(plan.carrier), receiver: try work.facts(plan.receiver))
            let event = try Round.plan(plan, facts: facts, by: acting)
            guard case .planned(let plan, let signature) = event else { preconditionFailure("A plan is what planning gives.") }
            let made = Round(id: work.mint(), plan: plan, signature: signature)
            // A power lent for some sites must reach one of these.
            guard may(.planRound, actor: actor, subject: Subject(of: made)).isAllowed else {
                throw PlatformError.invalid([ManifestPhrase.unknownParty.problem("carrier")])
            }
            try work.rounds.insert(made)
            try work.rounds.insertCode(hash: self.hash(of: self.code(of: made).text), of: made.id, expiresAt: self.end(ofCodeOf: made))
            work.record(.round(made.id, event))
            if let command { try work.journal.remember(command, operation: work.operation, answer: made.id.description, at: work.now) }
            return made
        }
    }

    /// The haulier gives a round up that has nothing on the vehicle.
    public func cancelRound(_ id: RoundID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        try await perform("round.cancel", by: actor, at: moment) { work in
            let round = try work.round(id, version: version, action: .planRound)
            return try work.save(try round.cancel(load: try work.load(of: round), by: try work.acting()), on: round)
        }
    }

    /// Gives a round another code, after a telephone was lost: the one before opens nothing from this moment on.
    public func renewRoundCode(_ id: RoundID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        try await perform("round.renewCode", by: actor, at: moment) { work in
            let round = try work.round(id, version: version, action: .renewRoundCode)
            let after = try work.save(try round.renewCode(by: try work.acting()), on: round)
            try work.rounds.insertCode(hash: self.hash(of: self.code(of: after).text), of: id, expiresAt: self.end(ofCodeOf: after))
            return after
        }
    }

    // MARK: The driver's code

    /// The code by which a round is made on the driver's phone, for whoever may make its stops or renew it; `nil` once it is over.
    ///
    /// It is worked out again from the installation's key and stored nowhere in the clear.
    public func roundCode(of round: Round, by actor: Actor) -> (code: SpokenCode, expiresAt: Instant)? {
        let expires = end(ofCodeOf: round)
        // The plant's signer makes stops of its own rounds only.
        guard !round.state.isFinal, now < expires, actor.principal?.id == round.plan.carrier.organisation,
            [Action.makeStop, .renewRoundCode].contains(where: { may($0, actor: actor, subject: Subject(of: round)).isAllowed })
        else { return nil }
        return (code(of: round), expires)
    }

    /// Opens a round's code as scanned or spoken.
    ///
    /// - Parameter address: of the caller; wrong codes are counted against it.
    /// - Returns: the round, and the driver who acts under its code.
    func openRound(code typed: String, address: String) async throws -> (round: RoundID, driver: Actor) {
        let subjects = ["address:" + address]
        try await checkThrottle(subjects)
        let hash = hash(of: try spokenCode(typed, length: OneTimeCode.driver.length))
        let found = try await read { r -> (round: Round, expiresAt: Instant, carrier: OrganisationSummary)? in
            guard let row = try r.rounds.code(hash: hash), let round = try r.rounds.round(row.round),
                let carrier = try r.registry.organisation(round.plan.carrier.organisation)?.summary
            else { return nil }
            return (round, row.expiresAt, carrier)
        }
        guard let found else {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.codeWrong)
        }
        guard hash == self.hash(of: code(of: found.round).text) else {
            throw PlatformError.invalid([RoundPhrase.codeRenewed.problem("code")])
        }
        guard now < found.expiresAt else { throw PlatformError.invalid([RoundPhrase.codeOver.problem("code")]) }
        return (found.round.id, .driver(of: found.carrier, on: today))
    }

    private func code(of round: Round) -> SpokenCode {
        let renewals = round.codesRenewed.map { "|\($0.count)" } ?? ""
        return SpokenCode.make(
            randomness: authenticate("round|\(round.id)|\(round.plan.carrier.organisation)|\(round.plan.day)\(renewals)"),
            length: OneTimeCode.driver.length)
    }

    private func hash(of code: String) -> [UInt8] { secrets.sha256("round:" + code) }

    /// A code lives as long as a driver's does, from the day of the round on: a breakdown may cost days.
    private func end(ofCodeOf round: Round) -> Instant { zone.start(of: round.plan.day).adding(seconds: OneTimeCode.driver.life) }
}

extension Subject {
    /// What permissions see of a round, but for the provinces of its sites.
    init(of round: Round) {
        self.init(
            parties: Set(round.plan.organisations), sites: [round.plan.carrier.site, round.plan.receiver.site], isCurrent: !round.state.isFinal)
    }
}

extension Reading {
    /// A round for whoever may read it; strangers are told it is not there.
    func round(_ id: RoundID, by actor: Actor) throws -> Round {
        guard let round = try rounds.round(id) else { throw PlatformError.notFound }
        var subject = Subject(of: round)
        if actor.principal?.mandate?.province != nil {
            let today = platform.today
            subject.provinces = Set(try registry.sites(subject.sites).values.map { $0.attributes(on: today).province })
        }
        guard may(.readRound, actor: actor, subject: subject).isAllowed else { throw PlatformError.notFound }
        return round
    }
}

extension Work {
    /// Loads a round for an action, and checks the version the person saw.
    func round(_ id: RoundID, version: Int?, action: Action) throws -> Round {
        let round = try reading.round(id, by: actor)
        if case .refused(let refusal) = may(action, actor: actor, subject: Subject(of: round)) { throw refusal }
        if let version, version != round.version { throw RoundError.stale(seen: version, now: round.version) }
        return round
    }

    func save(_ event: RoundEvent, on round: Round) throws -> Round {
        let after = round.applying(event)
        try rounds.update(after, from: round.version)
        record(.round(round.id, event))
        return after
    }

    /// The notes of a round that are on its vehicle, in the order of the stops.
    func notesOnVehicle(of round: Round) throws -> [Manifest] {
        try round.stops.compactMap { try notes.note($0.note) }.filter(\.isOnRoundsVehicle)
    }

    func load(of round: Round) throws -> [RoundLoad] { try notesOnVehicle(of: round).map(\.roundLoad) }

    /// Refuses to weigh or decide a note by itself while it stands in a round's one load.
    func refuseTogether(_ note: Manifest) throws {
        guard let id = note.round, let round = try rounds.round(id), round.holds(note) else { return }
        throw RoundError.notNow(.refusedTogether)
    }
}

extension Manifest {
    var roundLoad: RoundLoad { RoundLoad(note: id, sender: sender, declared: declaredMass) }
}
