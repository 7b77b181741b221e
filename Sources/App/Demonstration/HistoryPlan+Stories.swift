// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

extension HistoryPlan {
    /// What a visitor is to find, at moments counted back from now.
    mutating func addStories(_ cast: Cast, seed: UInt64) {
        var dice = Dice(seed: seed, for: "stories")
        addToday(cast, &dice)
        addTrouble(cast, &dice)
        addLosses(cast, &dice)
        addCorrections(cast, &dice)
        addGrouping(cast, &dice)
        addDelegation(cast, &dice)
        addArrangements(cast)
        addSales(cast, &dice)
        addPaper(cast, &dice)
        addReturns(cast)
        addQuestions(cast)
    }

    /// One arrangement that waits for the factory's word, one that was declined, one that was ended; those in force come with
    /// the loads that go under them.
    private mutating func addArrangements(_ cast: Cast) {
        func plan(_ waste: String, to receiver: Int, by carrier: Int, tonnes: Int, proposer: Int, _ outcome: PlannedArrangement.Outcome) -> Step {
            guard let craft = firms[receiver].row.craft(for: waste) else { preconditionFailure("\(firms[receiver].nameEnglish) does not take \(waste).") }
            return .arrange(
                PlannedArrangement(
                    sender: cast.factory, carrier: carrier, receiver: receiver, waste: waste, treatment: craft.treatment, tonnes: tonnes, proposer: proposer,
                    outcome: outcome))
        }
        at(morning(daysAgo: 62, hours: 9), nil, plan("150102", to: cast.recycler, by: cast.otherHaulier, tonnes: 60, proposer: cast.factory, .ended))
        at(morning(daysAgo: 40, hours: 14), nil, plan("150101", to: cast.paperMill, by: cast.haulier, tonnes: 900, proposer: cast.factory, .declined))
        at(ago(hours: 5), nil, plan("150101", to: cast.recycler, by: cast.haulier, tonnes: 240, proposer: cast.recycler, .waiting))
    }

    func ago(days: Double = 0, hours: Double = 0, minutes: Double = 0) -> Instant {
        now.adding(seconds: -Int64(days * 86_400 + hours * 3600 + minutes * 60))
    }

    /// A moment of the day so many working days ago.
    func morning(daysAgo days: Int, hours: Double = 8.5) -> Instant {
        workdays.moment((0..<days).reduce(today) { day, _ in workdays.workday(before: day) }, hours: hours)
    }

    mutating func story(
        _ story: DemonstrationSummary.Story?, _ waste: String, _ amount: String, from sender: Int, to receiver: Int, by carrier: Int, _ dice: inout Dice
    ) -> Int {
        var load = load(waste, from: sender, to: receiver, by: carrier, &dice)
        load.amount = amount
        load.story = story
        // The two have worked together for long; the loads that visitors look at first go under what was agreed.
        load.isArranged =
            waste == "040222" && !amount.isEmpty && [DemonstrationSummary.Story.onTheWay, .weighed, .difference, .correctionApproved].contains { $0 == story }
        return add(load)
    }

    /// Loads on their way at this hour, and what waits to be done.
    private mutating func addToday(_ cast: Cast, _ dice: inout Dice) {
        let first = story(.onTheWay, "040222", "3480", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(hours: 3), first, .issue)
        at(ago(hours: 2.2), first, .sign(.signCode))
        let second = story(.onTheWay, "150102", "415", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(hours: 2.5), second, .saveDraft)
        at(ago(hours: 2), second, .issueDraft)
        at(ago(minutes: 50), second, .sign(.account))
        let third = story(.driverCode, "150101", "960", from: cast.factory, to: cast.paperMill, by: cast.haulier, &dice)
        at(ago(hours: 2), third, .issue)
        at(ago(minutes: 80), third, .sign(.driverCode))

        let weighed = story(.weighed, "040222", "2860", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        loads[weighed].method = .estimated
        at(ago(hours: 6), weighed, .issue)
        at(ago(hours: 5), weighed, .sign(.signCode))
        at(ago(minutes: 35), weighed, .arrive)
        at(ago(minutes: 20), weighed, .weigh(difference: -138))
        let arrived = story(nil, "150101", "1280", from: cast.neighbour, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(hours: 4), arrived, .issue)
        at(ago(hours: 3.4), arrived, .sign(.signCode))
        at(ago(minutes: 12), arrived, .arrive)
        let issued = story(nil, "150101", "740", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(minutes: 40), issued, .issue)
        at(ago(minutes: 30), issued, .changeCarrier(to: cast.otherHaulier))
        let draft = story(nil, "200301", "1900", from: cast.factory, to: cast.landfill, by: cast.haulier, &dice)
        loads[draft].method = .estimated
        at(ago(minutes: 25), draft, .saveDraft)
        let stored = story(nil, "150202", "160", from: cast.factory, to: cast.kiln, by: cast.haulier, &dice)
        at(ago(hours: 22), stored, .issue)
        at(ago(hours: 20), stored, .sign(.account))
        at(ago(hours: 16), stored, .store)
        let cancelled = story(nil, "150102", "380", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(days: 3), cancelled, .issue)
        at(ago(days: 2.8), cancelled, .cancel(remark: Remarks.cancellations[0]))
    }

    /// What scrap dealers and a kiln took, month after month: nobody signed for it, so its fate is not known.
    private mutating func addSales(_ cast: Cast, _ dice: inout Dice) {
        for month in 0..<17 {
            for (sender, kind) in [(cast.factory, BuyerKind.scrapDealer), (cast.neighbour, month % 3 == 0 ? .kiln : .scrapDealer)] {
                let load = story(nil, "150101", String(60 + dice.integer(0...180)), from: sender, to: cast.recycler, by: cast.haulier, &dice)
                loads[load].method = .estimated
                at(morning(daysAgo: 5 + 20 * month, hours: 16), load, .sell(kind))
            }
        }
    }

    /// A late load, refused ones and weights that differ.
    private mutating func addTrouble(_ cast: Cast, _ dice: inout Dice) {
        let late = story(.late, "040222", "5200", from: cast.factory, to: cast.kiln, by: cast.haulier, &dice)
        at(ago(days: 8, hours: 2), late, .issue)
        at(ago(days: 8, hours: 1), late, .sign(.account))

        let refused = story(.refused, "040222", "2640", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(morning(daysAgo: 48), refused, .issue)
        at(morning(daysAgo: 48, hours: 9.5), refused, .sign(.signCode))
        at(morning(daysAgo: 48, hours: 11), refused, .weigh(difference: 12))
        at(morning(daysAgo: 48, hours: 11.4), refused, .decide(accepted: 0, refusal: .contaminated, remark: Remarks.refusals[1]))
        at(morning(daysAgo: 48, hours: 15), refused, .takeBack)
        let again = story(.refused, "040222", "", from: cast.factory, to: cast.kiln, by: cast.otherHaulier, &dice)
        at(morning(daysAgo: 44), again, .gather(.store, least: 1))
        at(morning(daysAgo: 44, hours: 10), again, .sign(.account))
        at(morning(daysAgo: 43, hours: 9), again, .weigh(difference: -4))
        at(morning(daysAgo: 43, hours: 9.5), again, .decide(accepted: 1000, refusal: nil, remark: ""))
        at(morning(daysAgo: 39, hours: 14), again, .treat(share: 1000))

        // Refused yesterday: on its way back now.
        let fresh = story(.refused, "150102", "520", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        at(ago(hours: 28), fresh, .issue)
        at(ago(hours: 27), fresh, .sign(.account))
        at(ago(hours: 4), fresh, .weigh(difference: 6))
        at(ago(hours: 3.5), fresh, .decide(accepted: 0, refusal: .wrongWaste, remark: Remarks.refusals[3]))

        let differences: [(days: Int, difference: Int, reason: DiscrepancyReason)] = [
            (6, -164, .partlyUnloaded), (17, -121, .moisture), (33, 143, .estimateAtSender), (55, -210, .spilled),
        ]
        for (days, difference, reason) in differences {
            let load = story(.difference, "040222", String(1800 + 10 * days), from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
            loads[load].discrepancy = reason
            addReceived(load, daysAgo: days, difference: difference)
            at(morning(daysAgo: max(1, days - 5), hours: 14), load, .treat(share: 1000))
        }
    }

    /// Issue, pick-up, scale and acceptance on one day.
    private mutating func addReceived(_ load: Int, daysAgo days: Int, difference: Int) {
        at(morning(daysAgo: days, hours: 7.6), load, .issue)
        at(morning(daysAgo: days, hours: 8.4), load, .sign(.signCode))
        at(morning(daysAgo: days, hours: 10.2), load, .weigh(difference: difference))
        at(morning(daysAgo: days, hours: 10.6), load, .decide(accepted: 1000, refusal: nil, remark: ""))
    }

    private mutating func addLosses(_ cast: Cast, _ dice: inout Dice) {
        let lost = story(.lost, "040222", "4300", from: cast.neighbour, to: cast.kiln, by: cast.otherHaulier, &dice)
        at(morning(daysAgo: 58), lost, .issue)
        at(morning(daysAgo: 58, hours: 9.5), lost, .sign(.account))
        at(morning(daysAgo: 57), lost, .reportLoss(.spilled, place: Remarks.lostPlace))
        at(morning(daysAgo: 49, hours: 15), lost, .decideLoss(isFound: false, remark: Remarks.lossDecision))

        let found = story(.found, "150101", "1450", from: cast.neighbour, to: cast.paperMill, by: cast.otherHaulier, &dice)
        at(morning(daysAgo: 31), found, .issue)
        at(morning(daysAgo: 31, hours: 9.5), found, .sign(.account))
        at(morning(daysAgo: 27), found, .reportLoss(.neverArrived, place: ""))
        at(morning(daysAgo: 26, hours: 15), found, .decideLoss(isFound: true, remark: Remarks.found))
        at(morning(daysAgo: 25, hours: 9), found, .weigh(difference: -7))
        at(morning(daysAgo: 25, hours: 9.5), found, .decide(accepted: 1000, refusal: nil, remark: ""))
        at(morning(daysAgo: 20, hours: 14), found, .treat(share: 1000))

        let missing = story(.missing, "040222", "2150", from: cast.neighbour, to: cast.recycler, by: cast.otherHaulier, &dice)
        at(ago(days: 4), missing, .issue)
        at(ago(days: 3.9), missing, .sign(.account))
        at(ago(hours: 21), missing, .reportLoss(.stolen, place: Remarks.missingPlace))
    }

    private mutating func addCorrections(_ cast: Cast, _ dice: inout Dice) {
        for (amount, hours, change) in [("2410", 26.0, -41), ("1985", 7.0, 32)] {
            let load = story(.correctionWaiting, "040222", amount, from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
            at(ago(hours: hours + 26), load, .issue)
            at(ago(hours: hours + 25), load, .sign(.signCode))
            at(ago(hours: hours + 22), load, .weigh(difference: 4))
            at(ago(hours: hours + 21.5), load, .decide(accepted: 1000, refusal: nil, remark: ""))
            at(ago(hours: hours), load, .propose(change: change, reason: Remarks.corrections[change < 0 ? 1 : 0]))
        }
        let approved = story(.correctionApproved, "040222", "3120", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        addReceived(approved, daysAgo: 21, difference: 9)
        at(morning(daysAgo: 20, hours: 9), approved, .propose(change: -64, reason: Remarks.corrections[1]))
        at(morning(daysAgo: 20, hours: 11), approved, .answer(by: cast.factory, approves: true))
        at(morning(daysAgo: 20, hours: 15), approved, .answer(by: cast.haulier, approves: true))
        at(morning(daysAgo: 14, hours: 14), approved, .treat(share: 1000))

        let refused = story(.correctionRefused, "040222", "2780", from: cast.factory, to: cast.recycler, by: cast.haulier, &dice)
        addReceived(refused, daysAgo: 36, difference: -3)
        at(morning(daysAgo: 35, hours: 9), refused, .propose(change: -180, reason: Remarks.corrections[2]))
        at(morning(daysAgo: 35, hours: 14), refused, .answer(by: cast.factory, approves: false))
        at(morning(daysAgo: 30, hours: 14), refused, .treat(share: 1000))
    }

    /// A collection centre groups what small firms brought and sends it on as one load.
    private mutating func addGrouping(_ cast: Cast, _ dice: inout Dice) {
        for (i, sender) in cast.small.enumerated() {
            let load = story(nil, "150102", String(38 + 7 * i + dice.integer(0...6)), from: sender, to: cast.collector, by: cast.otherHaulier, &dice)
            addReceived(load, daysAgo: 18 - i / 2, difference: dice.integer(-8...8))
        }
        let group = story(.grouped, "150102", "", from: cast.collector, to: cast.recycler, by: cast.haulier, &dice)
        at(morning(daysAgo: 9), group, .gather(.held, least: cast.small.count))
        at(morning(daysAgo: 9, hours: 10), group, .sign(.account))
        at(morning(daysAgo: 9, hours: 14), group, .weigh(difference: -3))
        at(morning(daysAgo: 9, hours: 14.4), group, .decide(accepted: 1000, refusal: nil, remark: ""))
        at(morning(daysAgo: 5, hours: 11), group, .treat(share: 620))
        // What came in since stands in the centre.
        for sender in cast.small.prefix(3) {
            let load = story(nil, "150102", String(52 + dice.integer(0...30)), from: sender, to: cast.collector, by: cast.otherHaulier, &dice)
            addReceived(load, daysAgo: 3, difference: 0)
        }
    }

    /// The support centre prepares the notes of a small firm, which signs them itself.
    private mutating func addDelegation(_ cast: Cast, _ dice: inout Dice) {
        guard let sender = cast.small.first else { return }
        for days in [52, 38, 24, 11] {
            let load = story(.delegation, "040222", String(90 + dice.integer(0...60)), from: sender, to: cast.collector, by: cast.otherHaulier, &dice)
            loads[load].isPreparedByCentre = true
            at(morning(daysAgo: days, hours: 7.6), load, .saveDraft)
            at(morning(daysAgo: days, hours: 8.2), load, .issueDraft)
            at(morning(daysAgo: days, hours: 9), load, .sign(.account))
            at(morning(daysAgo: days, hours: 11), load, .weigh(difference: 5))
            at(morning(daysAgo: days, hours: 11.4), load, .decide(accepted: 1000, refusal: nil, remark: ""))
        }
    }

    /// Small firms that were entered from a list: one with a letter, one that its owner claimed with his, one without.
    mutating func addUnclaimed(_ count: Int) {
        for i in 0..<count { at(ago(days: 40), nil, .enter(unclaimed: i)) }
        for i in 0..<min(2, count) { at(ago(days: 12), nil, .writeTo(unclaimed: i)) }
        at(ago(days: 9), nil, .correctIndustry)
        if count > 0 { at(ago(hours: 52), nil, .claim(unclaimed: 0)) }
        if count > 1 { at(ago(hours: 30), nil, .enterFor(unclaimed: 1)) }
    }

    /// Firms that wait for an officer's approval, and a colleague who was invited and has not come yet.
    mutating func addNewcomers(_ applicants: Int, factory: Int) {
        for i in 0..<applicants { at(ago(hours: 19 + 26 * Double(i)), nil, .register(applicant: i)) }
        let newcomer = Newcomer(displayName: "ផល និមល", signInName: "factory.newcomer", roles: [.preparer], language: .khmer)
        at(ago(hours: 25), nil, .invite(newcomer, to: factory))
    }
}
