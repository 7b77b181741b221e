// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the rules of a collection round refuse.
public enum RoundError: Explainable, Hashable {
    /// It does not stand so that this can be done.
    case notNow(RoundPhrase)
    /// The step belongs to another party.
    case notYourStep
    /// Somebody changed the round since it was shown.
    case stale(seen: Int, now: Int)
    case invalid([Problem])

    public var problems: [Problem] {
        switch self {
        case .notNow(let phrase): [phrase.problem()]
        case .notYourStep: [RoundPhrase.notYourStep.problem()]
        case .stale(let seen, let now): [RoundPhrase.stale.problem("", ["seen": .number(Int64(seen)), "now": .number(Int64(now))])]
        case .invalid(let problems): problems
        }
    }

    public var standing: Standing {
        switch self {
        case .notNow, .stale: .conflict
        case .notYourStep: .forbidden
        case .invalid: .invalid
        }
    }
}

/// One note that is on the vehicle, with what its sender declared.
public struct RoundLoad: Hashable, Sendable {
    public var note: DocumentID
    public var sender: Party
    public var declared: Mass

    public init(note: DocumentID, sender: Party, declared: Mass) {
        self.note = note
        self.sender = sender
        self.declared = declared
    }
}

extension Round {
    /// Stops of one round: eight minutes each fill a day of eight hours, and the plant's one weighing, which saves every note of
    /// it in one transaction, stays below a second.
    public static let stopsMax = 60
    /// Wastes of one round, and days that it may be planned ahead.
    public static let wastesMax = 12, daysAhead = 90

    /// What planning has to know of the parties.
    public struct Facts: Sendable {
        public var carrier: PartyFacts
        public var receiver: PartyFacts

        public init(carrier: PartyFacts, receiver: PartyFacts) {
            self.carrier = carrier
            self.receiver = receiver
        }
    }

    /// All that is wrong with a plan, by field of the form; empty when it may be made.
    public static func problems(in plan: RoundPlan, facts: Facts, today: CalendarDate) -> [Problem] {
        var problems: [Problem] = []
        func add(_ phrase: RoundPhrase, _ field: String, _ values: [String: Fact] = [:]) { problems.append(phrase.problem(field, values)) }
        problems += facts.receiver.problemsAsReceiver("receiver", on: today)
        problems += facts.carrier.problemsAsCarrier(isOwn: plan.carrier.organisation == plan.receiver.organisation, on: today)
        if plan.day < today {
            add(.dayPast, "day", ["day": .date(plan.day), "today": .date(today)])
        } else if plan.day.days(since: today) > daysAhead {
            add(.dayTooFar, "day", ["day": .date(plan.day), "days": .number(Int64(daysAhead))])
        }
        if plan.wastes.isEmpty { problems.append(ManifestPhrase.lineMissing.problem("waste0")) }
        if plan.wastes.count > wastesMax {
            add(.tooManyWastes, "waste0", ["count": .number(Int64(plan.wastes.count)), "most": .number(Int64(wastesMax))])
        }
        for (i, one) in plan.wastes.enumerated() where plan.wastes[..<i].contains(where: { $0.waste == one.waste }) {
            add(.wasteTwice, "waste\(i)", ["waste": .text(one.waste.description)])
        }
        if plan.stops.count > stopsMax { add(.tooManyStops, "stops", ["count": .number(Int64(plan.stops.count)), "most": .number(Int64(stopsMax))]) }
        if plan.stops.contains(where: { $0.site == plan.receiver.site }) { problems.append(ManifestPhrase.sameSite.problem("stops")) }
        return problems
    }

    /// The haulier plans the round.
    public static func plan(_ plan: RoundPlan, facts: Facts, by acting: Acting) throws(RoundError) -> RoundEvent {
        guard acting.organisation == plan.carrier.organisation else { throw .notYourStep }
        let problems = problems(in: plan, facts: facts, today: acting.today)
        guard problems.isEmpty else { throw .invalid(problems) }
        return .planned(plan, signature: acting.roundSignature)
    }

    /// Why no further note can be made at a stop now, by field of the stop's form; empty when one can.
    ///
    /// - Parameters:
    ///   - seen: stops that were already made at this sender when the form was shown. Two phones on one round see here that the
    ///     other was quicker. `nil` where nobody looked.
    ///   - load: what is on the vehicle.
    ///   - most: what one vehicle can carry.
    public func stopProblems(at sender: Party, handing waste: WasteCodeID, _ mass: Mass, seen: Int?, load: [RoundLoad], most: Mass, today: CalendarDate)
        throws(RoundError) -> [Problem]
    {
        try require(.makeStop)
        var problems: [Problem] = []
        func add(_ phrase: RoundPhrase, _ field: String, _ values: [String: Fact] = [:]) { problems.append(phrase.problem(field, values)) }
        if today < plan.day { add(.dayNotYet, "", ["day": .date(plan.day), "today": .date(today)]) }
        if stops.count >= Self.stopsMax { add(.tooManyStops, "", ["count": .number(Int64(stops.count + 1)), "most": .number(Int64(Self.stopsMax))]) }
        if !plan.wastes.contains(where: { $0.waste == waste }) {
            add(
                .wasteNotOnRound, "waste",
                ["waste": .text(waste.description), "wastes": .text(plan.wastes.map(\.waste.description).joined(separator: ", "))])
        }
        let before = stops(at: sender.site)
        if let last = before.last, let seen, before.count != seen {
            let declared = load.first { $0.note == last.note }?.declared ?? .zero
            add(.stopMadeMeanwhile, "", ["at": .moment(last.at), "mass": .mass(declared)])
        }
        // A weight that is absurd by itself is refused by the note's own rules, and the sum might not fit.
        let loaded = load.reduce(Mass.zero) { $0 + $1.declared }
        if mass > .zero, mass <= Limits.lineMass, loaded + mass > most {
            add(.overVehicle, "amount", ["mass": .mass(mass), "loaded": .mass(loaded), "most": .mass(most)])
        }
        return problems
    }

    /// A stop was made: its note is issued and collected.
    public func makeStop(at sender: Party, note: DocumentID, by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.makeStop)
        try requireParty(acting, plan.carrier.organisation)
        return .stopMade(RoundStop(sender: sender, note: note, at: acting.at))
    }

    /// Nothing is picked up at a planned stop.
    public func skipStop(at sender: Party, reason: SkipReason, by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.skipStop)
        try requireParty(acting, plan.carrier.organisation)
        guard ahead.contains(sender) else { throw .notNow(.refusedStopDone) }
        return .stopSkipped(SkippedStop(sender: sender, reason: reason, at: acting.at))
    }

    /// The vehicle has come through the plant's gate.
    public func arrive(by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.arrive)
        try requireParty(acting, plan.receiver.organisation)
        return .arrived(signature: acting.roundSignature)
    }

    /// One weight for the whole load, shared over its notes in proportion to what was declared, whole grams.
    ///
    /// A weight so small that a note would have less than a gram of it is refused: a load that was declared and came is not
    /// nothing. A stop that truly brought nothing is reported missing first, and then is not on the load.
    public func weigh(_ weight: GivenMass, load: [RoundLoad], by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.weigh)
        try requireParty(acting, plan.receiver.organisation)
        guard !load.isEmpty else { throw .notNow(.refusedNothingOnLoad) }
        guard weight.mass > .zero else { throw .invalid([ManifestPhrase.massNotPositive.problem("weight", ["mass": .mass(weight.mass)])]) }
        guard weight.mass <= Limits.lineMass else {
            throw .invalid([ManifestPhrase.massTooLarge.problem("weight", ["mass": .mass(weight.mass), "most": .mass(Limits.lineMass)])])
        }
        let declared = load.reduce(Mass.zero) { $0 + $1.declared }
        let shares = apportion(weight.mass.raw, by: load.map(\.declared.raw))
        if let empty = zip(load, shares).first(where: { $1 == 0 })?.0 {
            throw .invalid([
                RoundPhrase.shareBelowGram.problem(
                    "weight",
                    [
                        "weight": .mass(weight.mass), "declared": .mass(declared), "stop": .numeral(Int64(number(of: empty.note) ?? 0)),
                        "part": .mass(empty.declared),
                    ])
            ])
        }
        let weighing = RoundWeighing(weight: weight, shares: zip(load, shares).map { RoundShare(note: $0.note, mass: Mass($1)) })
        return .weighed(weighing, signature: acting.roundSignature)
    }

    /// The plant accepts all, part or nothing of the one load; what it accepts is shared over the notes by their weights, whole
    /// grams. A note may so have nothing accepted while others have: it is then refused as a whole.
    public func decide(accepting accepted: Mass, refusal: RefusalReason?, by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.decide)
        try requireParty(acting, plan.receiver.organisation)
        guard let weighing else { throw .notNow(.refusedNotWeighed) }
        let weighed = weighing.weight.mass
        var problems: [Problem] = []
        if accepted < .zero { problems.append(ManifestPhrase.massNotPositive.problem("accepted0", ["mass": .mass(accepted)])) }
        if accepted > weighed {
            problems.append(ManifestPhrase.acceptedAboveWeighed.problem("accepted0", ["accepted": .mass(accepted), "weighed": .mass(weighed)]))
        }
        if accepted < weighed, refusal == nil { problems.append(ManifestPhrase.refusalReasonMissing.problem("refusal")) }
        guard problems.isEmpty else { throw .invalid(problems) }
        let shares = apportion(accepted.raw, by: weighing.shares.map(\.mass.raw))
        let verdict = RoundVerdict(
            accepted: zip(weighing.shares, shares).map { RoundShare(note: $0.note, mass: Mass($1)) }, refusal: accepted < weighed ? refusal : nil)
        return .decided(verdict, signature: acting.roundSignature)
    }

    /// The haulier gives the round up: before the first stop, or when all that was picked up has left the vehicle otherwise.
    public func cancel(load: [RoundLoad], by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.cancel)
        try requireParty(acting, plan.carrier.organisation)
        guard load.isEmpty else { throw .notNow(.refusedHasLoad) }
        return .cancelled(signature: acting.roundSignature)
    }

    /// The haulier gives the round another code, after a telephone was lost. Once no stop can be made, no code is needed.
    public func renewCode(by acting: Acting) throws(RoundError) -> RoundEvent {
        try require(.renewCode)
        try requireParty(acting, plan.carrier.organisation)
        return .codeRenewed(signature: acting.roundSignature)
    }

    private func require(_ event: RoundEventKind) throws(RoundError) {
        if case .refused(let phrase) = state.transition(on: event) { throw .notNow(phrase) }
    }

    private func requireParty(_ acting: Acting, _ organisation: OrganisationID) throws(RoundError) {
        guard acting.organisation == organisation else { throw .notYourStep }
    }
}

extension Manifest {
    /// Whether the note's load is on its round's vehicle, on the way or at the gate, and not weighed yet. What was set down on the
    /// way or handed over travels on a later leg: by itself, whoever carries it.
    public var isOnRoundsVehicle: Bool { round != nil && leg == 0 && (state == .inTransit || state == .arrived) }
}

extension Acting {
    fileprivate var roundSignature: RoundSignature {
        RoundSignature(organisation: organisation, person: person, means: means, onBehalfOf: onBehalfOf, at: at)
    }
}
