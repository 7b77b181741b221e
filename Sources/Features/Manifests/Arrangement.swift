// SPDX-License-Identifier: Apache-2.0

import Domain

/// A waste that an arrangement covers.
public struct ArrangedWaste: Hashable, Sendable, Codable {
    public var waste: WasteCodeID
    public var isHazardous: Bool

    public init(waste: WasteCodeID, isHazardous: Bool) {
        self.waste = waste
        self.isHazardous = isHazardous
    }
}

/// What sender, haulier and plant put their names to.
public struct ArrangementTerms: Hashable, Sendable, Codable {
    public var sender: Party
    public var carrier: Party
    public var receiver: Party
    public var wastes: [ArrangedWaste]
    public var treatment: TreatmentCode
    /// Most that goes under it in one calendar year, all its wastes together.
    public var yearlyAmount: Mass
    /// First and last day on which a load may go under it.
    public var validFrom: CalendarDate
    public var validUntil: CalendarDate
    /// The signed paper behind it: SHA-256 of a picture or PDF, hexadecimal.
    public var document: String?

    public init(
        sender: Party, carrier: Party, receiver: Party, wastes: [ArrangedWaste], treatment: TreatmentCode, yearlyAmount: Mass, validFrom: CalendarDate,
        validUntil: CalendarDate, document: String? = nil
    ) {
        self.sender = sender
        self.carrier = carrier
        self.receiver = receiver
        self.wastes = wastes
        self.treatment = treatment
        self.yearlyAmount = yearlyAmount
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.document = document
    }

    public var isHazardous: Bool { wastes.contains(where: \.isHazardous) }

    /// Who stands on it as what.
    public var parties: [(role: PartyRole, party: Party)] { [(.sender, sender), (.carrier, carrier), (.receiver, receiver)] }
}

/// Where an arrangement stands by its signatures. The number is stored; never change one.
public enum ArrangementState: Int16, CaseIterable, Codable, Sendable {
    /// Signed by the one who proposes it; others have not answered.
    case proposed = 1
    /// Signed by all.
    case agreed
    /// One of them said no.
    case declined
    /// Given up by one of them, with a reason.
    case ended
}

/// Where an arrangement stands on a day: its signatures and its dates.
public enum ArrangementStanding: String, CaseIterable, Sendable {
    case proposed, upcoming, inForce, declined, ended
    /// Its last day has passed, whether it was agreed or not.
    case expired
}

/// What a party may do with an arrangement.
public enum ArrangementStep: String, CaseIterable, Codable, Sendable {
    case propose, agree, decline, end
}

/// A party's word on an arrangement.
public struct ArrangementSignature: Hashable, Sendable, Codable {
    public var step: ArrangementStep
    public var organisation: OrganisationID
    public var person: PersonID?
    public var means: SignatureMeans
    /// Who holds the delegation, when signed on behalf.
    public var onBehalfOf: OrganisationID?
    /// Why it was declined or ended.
    public var reason: SealedText?
    public var at: Instant

    public init(
        step: ArrangementStep, organisation: OrganisationID, person: PersonID?, means: SignatureMeans, onBehalfOf: OrganisationID? = nil,
        reason: SealedText?, at: Instant
    ) {
        self.step = step
        self.organisation = organisation
        self.person = person
        self.means = means
        self.onBehalfOf = onBehalfOf
        self.reason = reason
        self.at = at
    }
}

/// Something that happened to an arrangement. Replaying events gives the arrangement.
public enum ArrangementEvent: Hashable, Sendable, Codable {
    case proposed(ArrangementTerms, signature: ArrangementSignature)
    /// One of the others agrees, declines, or a party ends it.
    case answered(signature: ArrangementSignature)
}

/// A standing arrangement between a sender, a haulier and a plant: agreed once, then drawn down by notes.
public struct Arrangement: Hashable, Sendable, Codable, Identifiable {
    public var id: ArrangementID
    public var terms: ArrangementTerms
    public var state: ArrangementState
    /// Counts events from 1; a command names the version it saw.
    public var version: Int
    /// In the order in which they were given; the first proposes.
    public var signatures: [ArrangementSignature]

    /// The arrangement as it is proposed.
    public init(id: ArrangementID, terms: ArrangementTerms, signature: ArrangementSignature) {
        self.id = id
        self.terms = terms
        state = .proposed
        version = 1
        signatures = [signature]
        settle()
    }

    /// Every organisation on it, once, in the order sender, carrier, receiver. One that carries its own waste stands here once.
    public var organisations: [OrganisationID] {
        terms.parties.map(\.party.organisation).reduce(into: []) { known, one in if !known.contains(one) { known.append(one) } }
    }

    /// Organisations that have not answered yet; nobody once it is agreed, declined or ended.
    public var waitingFor: [OrganisationID] {
        guard state == .proposed else { return [] }
        return organisations.filter { party in !signatures.contains { $0.organisation == party } }
    }

    public func standing(on day: CalendarDate) -> ArrangementStanding {
        switch state {
        case .declined: .declined
        case .ended: .ended
        case .proposed: terms.validUntil < day ? .expired : .proposed
        case .agreed: terms.validUntil < day ? .expired : day < terms.validFrom ? .upcoming : .inForce
        }
    }

    /// The arrangement after an event. Decides nothing: a journal replays through here.
    public func applying(_ event: ArrangementEvent) -> Arrangement {
        var after = self
        switch event {
        case .proposed(let terms, let signature): return Arrangement(id: id, terms: terms, signature: signature)
        case .answered(let signature):
            after.version += 1
            after.signatures.append(signature)
            switch signature.step {
            case .propose, .agree: break
            case .decline: after.state = .declined
            case .end: after.state = .ended
            }
        }
        after.settle()
        return after
    }

    /// The last signature makes it agreed.
    private mutating func settle() {
        if state == .proposed, waitingFor.isEmpty { state = .agreed }
    }
}
