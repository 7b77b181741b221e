// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests

/// Every load of the history and every step on its way, planned before the first of them is told.
///
/// A step that would lie in the future is left out; so what is under way, waiting or undecided today follows from the same
/// plan as what is over.
struct HistoryPlan: Sendable {
    let firms: [Firm]
    let workdays: Workdays
    let begin: CalendarDate
    let now: Instant
    /// Codes of hazardous wastes, for choosing who may carry them.
    let hazardous: Set<String>
    var loads: [Load] = []
    var rounds: [PlannedRound] = []
    private(set) var steps: [ScheduledStep] = []

    init(firms: [Firm], hazardous: Set<String>, zone: CivilZone, begin: CalendarDate, now: Instant) {
        self.firms = firms
        self.hazardous = hazardous
        self.begin = begin
        self.now = now
        workdays = Workdays(zone: zone)
    }

    var today: CalendarDate { workdays.zone.date(of: now) }

    /// In the order in which they happen.
    var ordered: [ScheduledStep] {
        steps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    mutating func add(_ load: Load) -> Int {
        loads.append(load)
        return loads.count - 1
    }

    mutating func add(_ round: PlannedRound) -> Int {
        rounds.append(round)
        return rounds.count - 1
    }

    mutating func at(_ moment: Instant, _ load: Int?, _ step: Step) {
        guard moment <= now else { return }
        steps.append(ScheduledStep(at: moment, load: load, step: step))
    }

    /// A load of a waste between two firms, with the treatment that the receiver gives it.
    func load(_ waste: String, from sender: Int, to receiver: Int, by carrier: Int, _ dice: inout Dice) -> Load {
        guard let craft = firms[receiver].row.craft(for: waste) else { preconditionFailure("\(firms[receiver].nameEnglish) does not take \(waste).") }
        return Load(
            sender: sender, receiver: receiver, carriers: [carrier], waste: waste, intended: craft.treatment, plate: InventedNames.plate(&dice),
            driver: InventedNames.person(&dice))
    }

    /// Hours by lorry between two firms.
    func journey(from sender: Int, to receiver: Int) -> Double {
        let (a, b) = (firms[sender].position, firms[receiver].position)
        return 0.5 + a.roadKilometres(to: b) / 38
    }

    // MARK: The ordinary way

    /// Everything from issue to treatment, with what goes a little wrong now and then.
    ///
    /// - Returns: when the gate decided.
    @discardableResult
    mutating func addWay(of load: Int, issuedAt: Instant, _ dice: inout Dice) -> Instant {
        let sender = firms[loads[load].sender]
        if loads[load].isPreparedByCentre || (sender.hasOnly(.preparer) && dice.isChance(0.4)) {
            at(issuedAt.adding(seconds: -Int64(dice.integer(900...7200))), load, .saveDraft)
            at(issuedAt, load, .issueDraft)
        } else {
            at(issuedAt, load, .issue)
        }
        if dice.isChance(0.018) {
            at(issuedAt.adding(hours: Int64(dice.integer(3...30))), load, .cancel(remark: dice.pick(Remarks.cancellations)))
            return issuedAt
        }
        var moment = issuedAt.adding(seconds: Int64(dice.integer(900...7800)))
        at(moment, load, .sign(dice.isChance(0.35) ? .signCode : .account))
        moment = addJourney(of: load, from: moment, &dice)
        return addReceipt(of: load, at: workdays.working(moment, &dice), &dice)
    }

    private mutating func addJourney(of load: Int, from start: Instant, _ dice: inout Dice) -> Instant {
        let seconds = journey(from: loads[load].sender, to: loads[load].receiver) * dice.factor(0.15) * 3600
        var moment = start.adding(seconds: Int64(seconds))
        if loads[load].carriers.count > 1 {
            at(start.adding(seconds: Int64(seconds / 2)), load, .sign(.account))
            moment = moment.adding(seconds: 2400)
        } else if dice.isChance(0.02) {
            at(start.adding(seconds: Int64(seconds / 2)), load, .store)
            let leaving = workdays.working(start.adding(hours: Int64(dice.integer(14...40))), &dice)
            at(leaving, load, .leaveStorage)
            moment = leaving.adding(seconds: Int64(seconds / 2))
        }
        return moment
    }

    /// Gate, decision and what follows.
    mutating func addReceipt(of load: Int, at arrival: Instant, _ dice: inout Dice) -> Instant {
        let isEstimate = loads[load].method.isEstimate
        var difference = Int(dice.bell() * (isEstimate ? 38 : 9))
        if dice.isChance(0.035) { difference = dice.integer(115...230) * (dice.isChance(0.65) ? -1 : 1) }
        loads[load].discrepancy =
            isEstimate ? .estimateAtSender : dice.pick([.scaleDifference, .scaleDifference, .moisture, .partlyUnloaded, .spilled])
        var moment = arrival
        if dice.isChance(0.12) || arrival > now.adding(days: -1) {
            at(moment, load, .arrive)
            moment = moment.adding(seconds: Int64(dice.integer(300...1500)))
        }
        at(moment, load, .weigh(difference: difference))
        moment = moment.adding(seconds: Int64(dice.integer(240...2100)))
        let fortune = dice.share()
        if fortune < 0.022 {
            let isWhole = fortune < 0.007
            let accepted = isWhole ? 0 : dice.integer(65...93) * 10
            at(moment, load, .decide(accepted: accepted, refusal: dice.pick([.contaminated, .wrongWaste, .packaging]), remark: dice.pick(Remarks.refusals)))
            at(workdays.working(moment.adding(hours: Int64(dice.integer(4...40))), &dice), load, .takeBack)
            if isWhole { return moment }
        } else {
            at(moment, load, .decide(accepted: 1000, refusal: nil, remark: ""))
        }
        if dice.isChance(0.006) {
            at(moment.adding(hours: 20), load, .propose(change: -dice.integer(15...60), reason: dice.pick(Remarks.corrections)))
            for (i, party) in Set([loads[load].sender] + loads[load].carriers).subtracting([loads[load].receiver]).sorted().enumerated() {
                at(moment.adding(hours: Int64(26 + 5 * i)), load, .answer(by: party, approves: true))
            }
        }
        addTreatment(of: load, receivedAt: moment, &dice)
        return moment
    }

    private mutating func addTreatment(of load: Int, receivedAt: Instant, _ dice: inout Dice) {
        let plant = firms[loads[load].receiver]
        // A collection centre sorts and sends on; that is planned by the month.
        guard plant.trade != .collector, let craft = plant.row.craft(for: loads[load].waste) else { return }
        let day = workdays.zone.date(of: receivedAt)
        func treatment(after days: Int) -> Instant {
            let moment = workdays.moment(workdays.workday(from: day.adding(days: days)), hours: 8 + dice.share() * 8.5)
            return max(moment, receivedAt.adding(seconds: 3600))
        }
        let days = dice.integer(craft.days)
        var last = treatment(after: days)
        if dice.isChance(0.05), days > 1 {
            let first = treatment(after: days / 2)
            at(first, load, .treat(share: dice.integer(30...70) * 10))
            last = max(last, first.adding(seconds: 7200))
        }
        at(last, load, .treat(share: 1000))
    }
}

extension Firm {
    /// Whether somebody has this part and no other.
    func hasOnly(_ role: Role) -> Bool { people.contains { $0.roles == [role] } }
}
