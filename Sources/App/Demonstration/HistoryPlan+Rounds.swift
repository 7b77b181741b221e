// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests

/// A collection round as planned. Firms are named by their places in the plan of the country.
struct PlannedRound: Sendable {
    var carrier: Int
    var receiver: Int
    var senders: [Int]
    var waste: String
    var treatment: String
    /// Kilograms at each stop; of those that are counted in containers, in one container.
    var kilograms: [Int]
    /// Containers counted at each stop; 0 where the load is weighed.
    var containers: [Int]
    var plate: String
    var driver: String
    /// Who hands over, stop by stop.
    var signers: [String]
    var day: CalendarDate
}

extension HistoryPlan {
    /// A haulier drives past three small firms every week, to a collection centre; today past more of them to the recycler, and
    /// tomorrow again.
    mutating func addRounds(_ cast: Cast, seed: UInt64) {
        var dice = Dice(seed: seed, for: "rounds")
        let weekly = Array(cast.small.prefix(3))
        for week in 0..<6 {
            let day = (0..<(3 + 5 * week)).reduce(today) { day, _ in workdays.workday(before: day) }
            func hour(_ hours: Double) -> Instant { workdays.moment(day, hours: hours) }
            let round = add(round(past: weekly, "040222", to: cast.collector, cast, on: day, &dice))
            at(hour(6.6), nil, .planRound(round))
            for stop in weekly.indices {
                // Once the last of them was closed.
                let isClosed = week == 2 && stop == 2
                at(hour(7.5 + 0.5 * Double(stop)), nil, isClosed ? .skipStop(round, stop, .closed) : .makeStop(round, stop))
            }
            at(hour(10), nil, .weighRound(round, difference: dice.integer(-14...14)))
            at(hour(10.3), nil, .acceptRound(round))
        }
        // Begun before midnight where it is just past that.
        let begun = now.adding(seconds: -9_000)
        let under = add(
            round(past: Array(cast.small.dropFirst(3).prefix(4)), "150102", to: cast.recycler, cast, on: workdays.zone.date(of: begun), &dice))
        at(begun, nil, .planRound(under))
        at(now.adding(seconds: -6_600), nil, .makeStop(under, 0))
        at(now.adding(seconds: -4_200), nil, .makeStop(under, 1))
        // Beside the last of them stands a workshop that is in no register.
        at(
            now.adding(seconds: -3_000), nil,
            .makeNewStop(under, StopRegistration(name: "ជាងកាត់ដេររំដួល", province: firms[cast.small[4]].province, place: "ច្បារអំពៅ"), kilograms: 14))
        let next = add(round(past: weekly, "040222", to: cast.collector, cast, on: workdays.workday(from: today.adding(days: 1)), &dice))
        at(now.adding(seconds: -1_800), nil, .planRound(next))
    }

    private func round(past senders: [Int], _ waste: String, to receiver: Int, _ cast: Cast, on day: CalendarDate, _ dice: inout Dice) -> PlannedRound {
        guard let craft = firms[receiver].row.craft(for: waste) else { preconditionFailure("\(firms[receiver].nameEnglish) does not take \(waste).") }
        return PlannedRound(
            carrier: cast.haulier, receiver: receiver, senders: senders, waste: waste, treatment: craft.treatment,
            kilograms: senders.indices.map { $0 == 1 ? dice.integer(8...14) : dice.integer(35...140) },
            containers: senders.indices.map { $0 == 1 ? dice.integer(3...9) : 0 }, plate: InventedNames.plate(&dice), driver: InventedNames.person(&dice),
            signers: senders.map { _ in InventedNames.person(&dice) }, day: day)
    }
}
