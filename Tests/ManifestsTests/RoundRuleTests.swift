// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import TestSupport
import Testing

/// What may happen to a collection round, and how its one weight is shared.
struct RoundRuleTests {
    let today = FixedTime.today

    func acting(_ party: Party, on day: CalendarDate? = nil) -> Acting {
        Acting(organisation: party.organisation, person: PersonID(7), at: FixedTime.now, today: day ?? today)
    }

    func plan(_ change: (inout RoundPlan) -> Void = { _ in }) -> RoundPlan {
        var plan = RoundPlan(
            carrier: Cast.haulier, receiver: Cast.plant, day: today, intended: code("R3"),
            wastes: [ArrangedWaste(waste: waste("040222"), isHazardous: false)], plate: SealedText(hash: "plate"), driver: SealedText(hash: "driver"),
            stops: [Cast.factory])
        change(&plan)
        return plan
    }

    func planned(_ change: (inout RoundPlan) -> Void = { _ in }) throws -> Round {
        let event = try Round.plan(plan(change), facts: Round.Facts(carrier: Cast.able, receiver: Cast.able), by: acting(Cast.haulier))
        guard case .planned(let plan, let signature) = event else { throw RoundError.notYourStep }
        return Round(id: RoundID(1), plan: plan, signature: signature)
    }

    func underWay(stops: Int) throws -> Round {
        var round = try planned()
        for i in 1...stops { round = round.applying(try round.makeStop(at: Cast.factory, note: DocumentID(Int64(i)), by: acting(Cast.haulier))) }
        return round
    }

    func load(_ grams: [Int64]) -> [RoundLoad] {
        grams.enumerated().map { RoundLoad(note: DocumentID(Int64($0 + 1)), sender: Cast.factory, declared: .grams($1)) }
    }

    func given(_ grams: Int64) -> GivenMass { GivenMass(number: String(grams), unit: "g", method: .weighed, conversion: "test", mass: .grams(grams)) }

    @Test("Every pair of state and event is allowed or refused, and what is allowed is a road from plan to decision or to cancellation")
    func totalTable() {
        let allowed: [RoundState: Set<RoundEventKind>] = [
            .planned: [.makeStop, .skipStop, .cancel, .renewCode], .underWay: [.makeStop, .skipStop, .arrive, .cancel, .renewCode],
            .arrived: [.weigh, .cancel], .weighed: [.decide],
        ]
        for state in RoundState.allCases {
            for event in RoundEventKind.allCases {
                let isAllowed = if case .leads = state.transition(on: event) { true } else { false }
                #expect(isAllowed == allowed[state]?.contains(event) ?? false, "\(event) in \(state)")
            }
        }
    }

    @Test("Accepting a few grams of many shares leaves some notes with nothing accepted; the sums stay exact")
    func accepted() throws {
        var round = try underWay(stops: 3)
        round = round.applying(try round.arrive(by: acting(Cast.plant)))
        round = round.applying(try round.weigh(given(300), load: load([100, 100, 100]), by: acting(Cast.plant)))
        let event = try round.decide(accepting: .grams(2), refusal: .contaminated, by: acting(Cast.plant))
        round = round.applying(event)
        #expect(round.verdict?.accepted.map(\.mass) == [.grams(1), .grams(1), .zero] && round.verdict?.mass == .grams(2))
    }

    @Test("A round has sixty stops at most, takes its own wastes only, not before its day, and no more than the vehicle carries")
    func bounds() throws {
        let full = try underWay(stops: Round.stopsMax)
        func phrases(_ round: Round, waste named: String = "040222", _ kilograms: Int64 = 1, on day: CalendarDate? = nil, loaded: [Int64] = []) throws
            -> [String]
        {
            try round.stopProblems(
                at: Cast.secondPlant, handing: waste(named), .kilograms(kilograms), seen: 0, load: load(loaded), most: .tonnes(30), today: day ?? today
            ).map(\.phrase)
        }
        #expect(try phrases(full) == [RoundPhrase.tooManyStops.fullKey])
        let round = try underWay(stops: 1)
        #expect(try phrases(round).isEmpty)
        #expect(try phrases(round, waste: "150202") == [RoundPhrase.wasteNotOnRound.fullKey])
        #expect(try phrases(round, 1_000, loaded: [29_500_000]) == [RoundPhrase.overVehicle.fullKey])
        #expect(try phrases(try planned { $0.day = today.adding(days: 1) }) == [RoundPhrase.dayNotYet.fullKey])
        #expect(throws: RoundError.self) { try planned { $0.day = today.adding(days: -1) } }
        #expect(throws: RoundError.self) { try planned { $0.wastes = [] } }
    }

    @Test("A planned stop is skipped once and only while it is ahead")
    func skipping() throws {
        var round = try planned()
        #expect(round.ahead == [Cast.factory])
        round = round.applying(try round.skipStop(at: Cast.factory, reason: .closed, by: acting(Cast.haulier)))
        #expect(round.ahead.isEmpty && round.state == .planned)
        #expect(throws: RoundError.notNow(.refusedStopDone)) { try round.skipStop(at: Cast.factory, reason: .closed, by: acting(Cast.haulier)) }
        #expect(throws: RoundError.notYourStep) { try round.makeStop(at: Cast.factory, note: DocumentID(9), by: acting(Cast.plant)) }
    }
}
