// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// One waste of one firm, with whoever takes and carries it.
private struct Flow {
    var stream: Stream
    var sender: Int
    var receiver: Int
    var carriers: [Int]
    var dice: Dice
}

extension HistoryPlan {
    /// The everyday of the whole country: month by month, each firm's loads of each of its wastes.
    ///
    /// - Parameters:
    ///   - total: loads aimed at.
    ///   - hiding: a firm that sends far less than it has, from the middle of the history on.
    mutating func addOrdinaryLoads(seed: UInt64, total: Double, hiding: Int?) {
        let flows = flows(seed: seed)
        let months = months
        let unmeasured = flows.reduce(0.0) { sum, flow in sum + months.reduce(0.0) { $0 + expected(flow, $1) } }
        guard unmeasured > 0 else { return }
        let measure = total / unmeasured
        for var flow in flows {
            for (i, month) in months.enumerated() {
                let isHiding = flow.sender == hiding && i >= months.count / 2
                let count = flow.dice.count(expecting: expected(flow, month) * measure * (isHiding ? 0.15 : 1))
                for _ in 0..<count { addLoad(of: &flow, in: month) }
            }
        }
        addSending(seed: seed)
    }

    private var months: [Month] {
        let (first, last) = (begin.month, today.month)
        return (0...Int(last.index - first.index)).map { first.adding(months: $0) }
    }

    /// Loads of a month before they are measured out: season, size, and more taking part as time goes on. The firm that
    /// visitors look at first leaves no load out.
    private func expected(_ flow: Flow, _ month: Month) -> Double {
        let firm = firms[flow.sender]
        let span = Double(max(1, today.month.index - begin.month.index))
        let growth = 0.75 + 0.5 * Double(month.index - begin.month.index) / span
        let last = Period.month(month).last
        let share = last > today ? Double(today.components.day) / Double(last.components.day) : 1
        return flow.stream.loads * firm.size * (firm.demoFirm == .factory ? 1.5 : 1) * firm.row.season[month.month - 1] * growth * share
    }

    private func flows(seed: UInt64) -> [Flow] {
        firms.indices.flatMap { sender -> [Flow] in
            let firm = firms[sender]
            return firm.row.streams.compactMap { stream in
                var dice = Dice(seed: seed, for: "flow \(firm.registrationNumber) \(stream.waste)")
                // The firm that visitors sign in to has all wastes of its trade.
                guard firm.demoFirm != nil || dice.isChance(stream.share) else { return nil }
                guard let receiver = receiver(of: stream.waste, among: stream.plants, for: sender, &dice) else { return nil }
                return Flow(stream: stream, sender: sender, receiver: receiver, carriers: carriers(for: sender, stream.waste, &dice), dice: dice)
            }
        }
    }

    /// One of the three nearest plants that take the waste, the nearest most often.
    func receiver(of waste: String, among trades: [Trade], for sender: Int, _ dice: inout Dice) -> Int? {
        let isFactory = firms[sender].demoFirm == .factory
        let trade = isFactory && trades.contains(.mixedRecycler) ? .mixedRecycler : dice.pick(trades)
        let known = firms.indices.filter { $0 != sender && trades.contains(firms[$0].trade) && firms[$0].row.craft(for: waste) != nil }
        let fitting = known.filter { firms[$0].trade == trade }
        if isFactory, let partner = fitting.first(where: { firms[$0].demoFirm == .recycler }) { return partner }
        return nearest(to: sender, among: fitting.isEmpty ? known : fitting, &dice)
    }

    func carriers(for sender: Int, _ waste: String, _ dice: inout Dice) -> [Int] {
        let hauliers = firms.indices.filter { firms[$0].trade == .haulier && (firms[$0].carriesHazardous || !hazardous.contains(waste)) }
        if firms[sender].demoFirm == .factory, let partner = hauliers.first(where: { firms[$0].demoFirm == .haulier }) { return [partner] }
        guard let first = nearest(to: sender, among: hauliers, &dice) else { return [] }
        guard dice.isChance(0.03), let second = nearest(to: first, among: hauliers.filter { $0 != first }, &dice) else { return [first] }
        return [first, second]
    }

    private func nearest(to place: Int, among others: [Int], _ dice: inout Dice) -> Int? {
        let here = firms[place].position
        let sorted = others.sorted { (firms[$0].position.roadKilometres(to: here), $0) < (firms[$1].position.roadKilometres(to: here), $1) }.prefix(3)
        guard !sorted.isEmpty else { return nil }
        return sorted[min(sorted.count - 1, Int(dice.share() * dice.share() * Double(sorted.count)))]
    }

    private mutating func addLoad(of flow: inout Flow, in month: Month) {
        guard let day = day(in: month, &flow.dice) else { return }
        let size = firms[flow.sender].size
        var load = load(flow.stream.waste, from: flow.sender, to: flow.receiver, by: flow.carriers[0], &flow.dice)
        load.carriers = flow.carriers
        load.method = flow.stream.method
        let kilograms = flow.stream.kilograms * size.squareRoot() * flow.dice.factor(0.22)
        load.weigh(kilograms, &flow.dice)
        let index = add(load)
        addWay(of: index, issuedAt: workdays.moment(day, hours: 7 + flow.dice.share() * 8.5), &flow.dice)
    }

    /// A day of the month on which people work, busy days more often; `nil` for a day before the history or after today.
    private func day(in month: Month, _ dice: inout Dice) -> CalendarDate? {
        let period = Period.month(month)
        let (first, last) = (max(period.first, begin), min(period.last, today))
        guard first <= last else { return nil }
        for _ in 0..<20 {
            let day = first.adding(days: dice.integer(0...last.days(since: first)))
            if dice.share() * 1.2 < workdays.activity(on: day) { return day }
        }
        return nil
    }

    /// Collection centres and plants send on what has gathered, once a month: many small lots as one.
    private mutating func addSending(seed: UInt64) {
        for sender in firms.indices {
            let firm = firms[sender]
            let residues = Set(firm.row.crafts.compactMap { $0.residue?.waste }).sorted()
            let sorted = firm.trade == .collector ? firm.row.crafts.flatMap(\.wastes) : []
            for (waste, from) in sorted.map({ ($0, Compartment.held) }) + residues.map({ ($0, Compartment.store) }) {
                var dice = Dice(seed: seed, for: "sending \(firm.registrationNumber) \(waste)")
                let trades: [Trade] = [.mixedRecycler, .metalWorks, .oilWorks, .batteryWorks, .kiln, .landfill].filter { $0.row.craft(for: waste) != nil }
                guard let receiver = receiver(of: waste, among: Array(trades.prefix(1)), for: sender, &dice) else { continue }
                for month in months {
                    let day = workdays.workday(from: Period.month(month).first.adding(days: dice.integer(3...24)))
                    let index = add(load(waste, from: sender, to: receiver, by: carriers(for: sender, waste, &dice)[0], &dice))
                    let moment = workdays.moment(day, hours: 8 + dice.share() * 4)
                    // The centre that visitors sign in to keeps these for the story of a group.
                    let isKept = firm.demoFirm == .collector && waste == "150102" && day > today.adding(days: -40)
                    guard day >= begin, !isKept else { continue }
                    at(moment, index, .gather(from, least: from == .held ? 4 : 2))
                    let signed = moment.adding(seconds: Int64(dice.integer(1800...9000)))
                    at(signed, index, .sign(.account))
                    let hours = journey(from: sender, to: receiver)
                    _ = addReceipt(of: index, at: workdays.working(signed.adding(seconds: Int64(hours * 3600)), &dice), &dice)
                }
            }
        }
    }
}

extension Load {
    /// Types a mass as people read it off a scale or guess it.
    mutating func weigh(_ kilograms: Double, _ dice: inout Dice) {
        let bounded = kilograms.clamped(to: 15...19_500)
        let step: Double = method.isEstimate ? (bounded < 1000 ? 50 : 100) : bounded < 200 ? 1 : bounded < 2000 ? 5 : 10
        let whole = max(Int(step), Int((bounded / step).rounded() * step))
        if whole >= 1000, whole % 10 == 0, dice.isChance(0.3) {
            let hundredths = whole / 10
            amount = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
            unit = "t"
        } else {
            amount = String(whole)
            unit = "kg"
        }
    }
}
