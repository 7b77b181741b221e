// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import TestSupport
import Testing

/// What three parties may agree on, who may answer when, and what a note takes of it.
struct ArrangementTests {
    let today = FixedTime.today
    let able = Arrangement.Facts(sender: Cast.able, carrier: Cast.able, receiver: Cast.able)

    func terms(_ change: (inout ArrangementTerms) -> Void = { _ in }) -> ArrangementTerms {
        var terms = ArrangementTerms(
            sender: Cast.factory, carrier: Cast.haulier, receiver: Cast.plant, wastes: [ArrangedWaste(waste: waste("040222"), isHazardous: false)],
            treatment: code("R3"), yearlyAmount: .tonnes(10), validFrom: today, validUntil: today.adding(days: 300))
        change(&terms)
        return terms
    }

    func acting(_ party: Party, on day: CalendarDate? = nil) -> Acting {
        Acting(organisation: party.organisation, person: PersonID(7), at: FixedTime.now, today: day ?? today)
    }

    func proposed(_ terms: ArrangementTerms, by party: Party = Cast.factory) throws -> Arrangement {
        guard case .proposed(let terms, let signature) = try Arrangement.propose(terms, facts: able, by: acting(party)) else {
            throw ArrangementError.invalid([])
        }
        return Arrangement(id: ArrangementID(1), terms: terms, signature: signature)
    }

    func agreed(_ change: (inout ArrangementTerms) -> Void = { _ in }) throws -> Arrangement {
        var arrangement = try proposed(terms(change))
        for party in [Cast.haulier, Cast.plant] { arrangement = arrangement.applying(try arrangement.agree(by: acting(party))) }
        return arrangement
    }

    @Test("It is agreed when the last of the three has signed, whoever proposed, and each signs once")
    func threeParties() throws {
        for (proposer, others) in [
            (Cast.factory, [Cast.haulier, Cast.plant]), (Cast.haulier, [Cast.plant, Cast.factory]), (Cast.plant, [Cast.factory, Cast.haulier]),
        ] {
            var arrangement = try proposed(terms(), by: proposer)
            #expect(arrangement.waitingFor.sorted() == others.map(\.organisation).sorted() && arrangement.standing(on: today) == .proposed)
            #expect(throws: ArrangementError.notYourStep(.refusedAnsweredBefore)) { try arrangement.agree(by: acting(proposer)) }
            #expect(throws: ArrangementError.notYourStep(.refusedNotParty)) { try arrangement.agree(by: acting(Cast.secondPlant)) }
            arrangement = arrangement.applying(try arrangement.agree(by: acting(others[0])))
            #expect(arrangement.state == .proposed && arrangement.waitingFor == [others[1].organisation])
            arrangement = arrangement.applying(try arrangement.agree(by: acting(others[1])))
            #expect(arrangement.state == .agreed && arrangement.version == 3 && arrangement.standing(on: today) == .inForce)
        }
    }

    @Test("A sender who carries his own waste answers once; one firm at both ends has agreed by proposing")
    func fewerFirms() throws {
        let own = try proposed(terms { $0.carrier = Cast.factory })
        #expect(own.organisations == [Cast.factory.organisation, Cast.plant.organisation] && own.waitingFor == [Cast.plant.organisation])
        let within = try proposed(
            terms {
                $0.carrier = Cast.factory
                $0.receiver = Cast.party(1, site: 500)
            })
        #expect(within.state == .agreed)
    }

    @Test("Every pair of standing and step is allowed or refused with a sentence of its own")
    func totalTable() {
        let allowed: [ArrangementStanding: Set<ArrangementStep>] = [.proposed: [.agree, .decline, .end], .upcoming: [.end], .inForce: [.end]]
        for standing in ArrangementStanding.allCases {
            for step in ArrangementStep.allCases {
                #expect((standing.refusal(of: step) == nil) == (allowed[standing]?.contains(step) ?? false), "\(standing) \(step)")
            }
        }
        #expect(ArrangementStanding.ended.refusal(of: .agree) != ArrangementStanding.declined.refusal(of: .agree))
    }

    @Test("A no ends the proposal; only the proposer takes it back; after the last word it can only be ended, with a reason")
    func answers() throws {
        let open = try proposed(terms())
        let declined = open.applying(try open.decline(reason: nil, by: acting(Cast.plant)))
        #expect(declined.state == .declined && declined.waitingFor == [])
        #expect(throws: ArrangementError.notNow(.refusedDeclined)) { try declined.agree(by: acting(Cast.haulier)) }
        #expect(throws: ArrangementError.notYourStep(.refusedEndOfProposal)) { try open.end(reason: seal, by: acting(Cast.haulier)) }
        #expect(open.applying(try open.end(reason: seal, by: acting(Cast.factory))).state == .ended)
        let agreed = try agreed()
        #expect(throws: ArrangementError.notNow(.refusedAgreed)) { try agreed.decline(reason: nil, by: acting(Cast.plant)) }
        #expect(throws: ArrangementError.invalid([ArrangementPhrase.endReasonMissing.problem("reason")])) {
            try agreed.end(reason: nil, by: acting(Cast.plant))
        }
        #expect(throws: ArrangementError.notYourStep(.refusedNotParty)) { try agreed.end(reason: seal, by: acting(Cast.secondPlant)) }
        #expect(agreed.applying(try agreed.end(reason: seal, by: acting(Cast.plant))).standing(on: today) == .ended)
    }

    @Test("Its dates decide: not begun before the first day, in force on first and last, expired after, agreed or not")
    func dates() throws {
        let (first, last) = (today.adding(days: 3), today.adding(days: 9))
        let agreed = try agreed {
            $0.validFrom = first
            $0.validUntil = last
        }
        #expect([today, first, last, last.adding(days: 1)].map(agreed.standing) == [.upcoming, .inForce, .inForce, .expired])
        let open = try proposed(terms { $0.validUntil = last })
        #expect(throws: ArrangementError.notNow(.refusedExpired)) { try open.agree(by: acting(Cast.plant, on: last.adding(days: 1))) }
        #expect(throws: ArrangementError.notNow(.refusedExpired)) { try agreed.end(reason: seal, by: acting(Cast.plant, on: last.adding(days: 1))) }
    }

    /// One row per fault, with the field of the form it belongs to.
    @Test("Terms that cannot be are refused with every fault at its field")
    func faults() {
        func found(_ change: (inout ArrangementTerms) -> Void, _ facts: Arrangement.Facts? = nil, by party: Party = Cast.factory) -> [String] {
            Arrangement.problems(in: terms(change), facts: facts ?? able, proposer: party.organisation, today: today)
                .map { "\($0.field) \($0.phrase.split(separator: ".").last ?? "")" }
        }
        #expect(found { _ in } == [])
        #expect(found({ _ in }, by: Cast.secondPlant) == ["sender proposerNotParty"])
        #expect(found { $0.receiver = Cast.factory } == ["receiver sameSite"])
        #expect(found { $0.wastes = [] } == ["waste0 lineMissing"])
        #expect(found { $0.wastes += $0.wastes } == ["waste1 wasteTwice"])
        #expect(found { $0.yearlyAmount = .zero } == ["amount massNotPositive"])
        #expect(found { $0.yearlyAmount = Limits.yearlyMass + .grams(1) } == ["amount massTooLarge"])
        #expect(found { $0.validUntil = $0.validFrom.adding(days: -1) } == ["validUntil datesReversed"])
        #expect(
            found {
                $0.validFrom = today.adding(days: -30)
                $0.validUntil = today.adding(days: -1)
            } == ["validUntil datesOver"])
        #expect(found { $0.validUntil = $0.validFrom.adding(days: 3661) } == ["validUntil datesTooLong"])
        var unpermitted = Cast.able
        unpermitted.hasPermit = false
        #expect(
            found({ _ in }, Arrangement.Facts(sender: unpermitted, carrier: unpermitted, receiver: unpermitted))
                == ["receiver partyWithoutPermit", "carrier partyWithoutPermit"])
        #expect(
            found({ $0.carrier = Cast.factory }, Arrangement.Facts(sender: Cast.able, carrier: unpermitted, receiver: Cast.able)) == [],
            "own waste needs no permit to be carried")
    }

    // MARK: Notes

    let policy = ManifestPolicies.shipped.policy(.cambodia, isHazardous: true, on: FixedTime.today)

    func faults(of change: (inout ManifestDraft) -> Void, under arrangement: Arrangement?) -> [String] {
        var draft = ManifestDraft(
            sender: Cast.factory, receiver: Cast.plant, intended: code("R3"), legs: [Leg(carrier: Cast.haulier)], lines: [line(1000)], plannedPickup: nil,
            arrangement: ArrangementID(1), policy: "shipped-1")
        change(&draft)
        let facts = IssueFacts(
            policy: policy, sender: Cast.able, receiver: Cast.able, carriers: draft.legs.map { _ in Cast.able }, arrangement: arrangement)
        return Manifest.problems(in: draft, facts: facts, today: today).map { "\($0.field) \($0.phrase.split(separator: ".").last ?? "")" }
    }

    @Test("A note goes under it only with its parties, wastes and treatment, on a day on which it is in force")
    func fitting() throws {
        let agreed = try agreed { $0.validUntil = today.adding(days: 20) }
        #expect(faults(of: { _ in }, under: agreed) == [])
        #expect(faults(of: { _ in }, under: nil) == ["arrangement noteUnknown"])
        #expect(faults(of: { $0.sender = Cast.secondFactory }, under: agreed) == ["sender noteSender"])
        #expect(faults(of: { $0.receiver = Cast.secondPlant }, under: agreed) == ["receiver noteReceiver"])
        #expect(faults(of: { $0.legs.append(Leg(carrier: Cast.secondHaulier)) }, under: agreed) == ["carrier noteCarrier"])
        #expect(faults(of: { $0.intended = code("R5") }, under: agreed) == ["intended noteTreatment"])
        #expect(faults(of: { $0.lines.append(line(5, of: "150101")) }, under: agreed) == ["line1.waste noteWaste"])
        #expect(faults(of: { $0.plannedPickup = today.adding(days: 21) }, under: agreed) == ["arrangement noteOutsideDates"])
        #expect(faults(of: { _ in }, under: try proposed(terms())) == ["arrangement noteNotAgreed"])
        let ended = agreed.applying(try agreed.end(reason: seal, by: acting(Cast.plant)))
        #expect(faults(of: { _ in }, under: ended) == ["arrangement noteEnded"])
        // Another depot of the same haulier is the same haulier.
        #expect(faults(of: { $0.legs = [Leg(carrier: Cast.party(11, site: 700))] }, under: agreed) == [])
    }

    @Test("The amount is a whole year's: the last gram fits and the next does not, and the finding has the figures")
    func amount() throws {
        let agreed = try agreed()
        let use = ArrangementUse(year: today.month.year, reserved: .tonnes(4), used: .tonnes(5))
        #expect(agreed.finding(against: .tonnes(1), of: use, waste: waste("040222"), on: today) == nil)
        let over = try #require(agreed.finding(against: .tonnes(1) + .grams(1), of: use, waste: waste("040222"), on: today))
        #expect(over.topic == .arranged && over.limit == .tonnes(10) && over.used == .tonnes(9))
    }

    @Test("What the policy says about none and about too much: ordinary waste goes without and above needs a reason; hazardous needs one and is refused above")
    func policies() {
        func answers(_ isHazardous: Bool) -> [GateAnswer] {
            let policy = ManifestPolicies.shipped.policy(.vietNam, isHazardous: isHazardous, on: today)
            return [GateTopic.arrangement, .arranged].map { topic in
                let finding = GateFinding(topic: topic, line: 0, permit: "", waste: waste("040222"), treatment: nil, day: today, isSure: true)
                return PermitGate(.issue).answer(to: finding, policy)
            }
        }
        #expect(answers(false) == [.pass, .reason])
        #expect(answers(true) == [.reason, .refuse])
    }
}
