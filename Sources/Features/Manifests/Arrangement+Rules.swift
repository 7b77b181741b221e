// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the rules of an arrangement refuse.
public enum ArrangementError: Explainable, Hashable {
    /// It does not stand so that this can be done.
    case notNow(ArrangementPhrase)
    /// The answer is another party's.
    case notYourStep(ArrangementPhrase)
    /// Somebody answered since it was shown.
    case stale(seen: Int, now: Int)
    case invalid([Problem])

    public var problems: [Problem] {
        switch self {
        case .notNow(let phrase), .notYourStep(let phrase): [phrase.problem()]
        case .stale(let seen, let now): [ArrangementPhrase.stale.problem("", ["seen": .number(Int64(seen)), "now": .number(Int64(now))])]
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

extension ArrangementStanding {
    /// Why a step cannot be taken where the arrangement stands; `nil` where it can. The answer for every pair.
    public func refusal(of step: ArrangementStep) -> ArrangementPhrase? {
        switch (self, step) {
        case (.proposed, .agree), (.proposed, .decline), (.proposed, .end), (.upcoming, .end), (.inForce, .end): nil
        case (_, .propose): .refusedProposedBefore
        case (.upcoming, _), (.inForce, _): .refusedAgreed
        case (.declined, _): .refusedDeclined
        case (.ended, _): .refusedEnded
        case (.expired, _): .refusedExpired
        }
    }
}

extension Arrangement {
    /// Wastes of one arrangement, and years that it may run.
    public static let wastesMax = 12, yearsMax = 10

    /// What proposing has to know of the parties.
    public struct Facts: Sendable {
        public var sender: PartyFacts
        public var carrier: PartyFacts
        public var receiver: PartyFacts

        public init(sender: PartyFacts, carrier: PartyFacts, receiver: PartyFacts) {
            self.sender = sender
            self.carrier = carrier
            self.receiver = receiver
        }
    }

    /// All that is wrong with terms that are to be proposed, by field of the form; empty when they may be.
    public static func problems(in terms: ArrangementTerms, facts: Facts, proposer: OrganisationID, today: CalendarDate) -> [Problem] {
        var problems: [Problem] = []
        func add(_ phrase: ArrangementPhrase, _ field: String, _ values: [String: Fact] = [:]) { problems.append(phrase.problem(field, values)) }
        let carriesOwn = terms.carrier.organisation == terms.sender.organisation || terms.carrier.organisation == terms.receiver.organisation
        problems += facts.sender.problems(
            "sender", canAct: facts.sender.canProduce || facts.sender.canReceive, lacks: .partyCannotSend, needsPermit: false, on: today)
        problems += facts.receiver.problemsAsReceiver("receiver", on: today)
        problems += facts.carrier.problemsAsCarrier(isOwn: carriesOwn, on: today)
        if terms.receiver.site == terms.sender.site { problems.append(ManifestPhrase.sameSite.problem("receiver")) }
        if !terms.parties.contains(where: { $0.party.organisation == proposer }) { add(.proposerNotParty, "sender") }
        if terms.wastes.isEmpty { problems.append(ManifestPhrase.lineMissing.problem("waste0")) }
        if terms.wastes.count > wastesMax {
            add(.tooManyWastes, "waste0", ["count": .number(Int64(terms.wastes.count)), "most": .number(Int64(wastesMax))])
        }
        for (i, one) in terms.wastes.enumerated() where terms.wastes[..<i].contains(where: { $0.waste == one.waste }) {
            add(.wasteTwice, "waste\(i)", ["waste": .text(one.waste.description)])
        }
        if terms.yearlyAmount <= .zero {
            problems.append(ManifestPhrase.massNotPositive.problem("amount", ["mass": .mass(terms.yearlyAmount)]))
        } else if terms.yearlyAmount > Limits.yearlyMass {
            problems.append(ManifestPhrase.massTooLarge.problem("amount", ["mass": .mass(terms.yearlyAmount), "most": .mass(Limits.yearlyMass)]))
        }
        let dates: [String: Fact] = ["from": .date(terms.validFrom), "until": .date(terms.validUntil), "today": .date(today)]
        if terms.validUntil < terms.validFrom {
            add(.datesReversed, "validUntil", dates)
        } else if terms.validUntil < today {
            add(.datesOver, "validUntil", dates)
        } else if terms.validUntil.days(since: terms.validFrom) > 366 * yearsMax {
            add(.datesTooLong, "validUntil", dates.merging(["years": .number(Int64(yearsMax))]) { a, _ in a })
        }
        return problems
    }

    /// One of the three proposes; their signature is the first.
    public static func propose(_ terms: ArrangementTerms, facts: Facts, by acting: Acting) throws(ArrangementError) -> ArrangementEvent {
        let problems = problems(in: terms, facts: facts, proposer: acting.organisation, today: acting.today)
        guard problems.isEmpty else { throw .invalid(problems) }
        return .proposed(terms, signature: acting.signature(.propose, reason: nil))
    }

    /// One of those who were asked agrees; the last one's word puts it into force on its first day.
    public func agree(by acting: Acting) throws(ArrangementError) -> ArrangementEvent {
        try require(.agree, by: acting)
        return .answered(signature: acting.signature(.agree, reason: nil))
    }

    /// One of those who were asked says no, which ends the proposal.
    public func decline(reason: SealedText?, by acting: Acting) throws(ArrangementError) -> ArrangementEvent {
        try require(.decline, by: acting)
        return .answered(signature: acting.signature(.decline, reason: reason))
    }

    /// A party gives up what was agreed, or whoever proposed takes the proposal back. Notes that were issued go on.
    public func end(reason: SealedText?, by acting: Acting) throws(ArrangementError) -> ArrangementEvent {
        try require(.end, by: acting)
        guard let reason else { throw .invalid([ArrangementPhrase.endReasonMissing.problem("reason")]) }
        return .answered(signature: acting.signature(.end, reason: reason))
    }

    /// Why an organisation cannot take a step on a day; `nil` where it can.
    public func refusal(of step: ArrangementStep, by organisation: OrganisationID, on day: CalendarDate) -> ArrangementError? {
        if let phrase = standing(on: day).refusal(of: step) { return .notNow(phrase) }
        let isProposer = signatures.first?.organisation == organisation
        switch step {
        case .propose: return nil
        case .agree, .decline:
            if waitingFor.contains(organisation) { return nil }
            return .notYourStep(organisations.contains(organisation) ? .refusedAnsweredBefore : .refusedNotParty)
        case .end:
            guard organisations.contains(organisation) else { return .notYourStep(.refusedNotParty) }
            return state == .proposed && !isProposer ? .notYourStep(.refusedEndOfProposal) : nil
        }
    }

    private func require(_ step: ArrangementStep, by acting: Acting) throws(ArrangementError) {
        if let refusal = refusal(of: step, by: acting.organisation, on: acting.today) { throw refusal }
    }
}

extension Acting {
    fileprivate func signature(_ step: ArrangementStep, reason: SealedText?) -> ArrangementSignature {
        ArrangementSignature(step: step, organisation: organisation, person: person, means: means, onBehalfOf: onBehalfOf, reason: reason, at: at)
    }
}
