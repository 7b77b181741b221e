// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

extension HistoryPlan {
    /// Loads that came without a digital note: on a paper of an outage, on another paper, and with nothing at all.
    mutating func addPaper(_ cast: Cast, _ dice: inout Dice) {
        at(morning(daysAgo: 58, hours: 10), nil, .paper(.print(for: cast.factory, count: 5)))
        at(morning(daysAgo: 41, hours: 11), nil, .paper(.void(by: cast.factory, reason: Remarks.sheetTorn)))

        // A day without power in the capital: received on paper, entered the next morning, confirmed.
        let outage = (from: morning(daysAgo: 44, hours: 7.5), until: morning(daysAgo: 44, hours: 16))
        at(morning(daysAgo: 43, hours: 8), nil, .paper(.declare(from: outage.from, until: outage.until, province: "", reason: Remarks.outage)))
        let excused = recorded("1760", from: cast.factory, cast, &dice)
        at(
            morning(daysAgo: 43, hours: 9), excused,
            .record(PlannedRecord(receivedAt: morning(daysAgo: 44, hours: 11), usesBlank: true)))
        at(morning(daysAgo: 42, hours: 9), excused, .confirm)
        at(morning(daysAgo: 37, hours: 14), excused, .treat(share: 1000))

        // A night without a line in the capital, declared by its own office.
        at(
            morning(daysAgo: 25, hours: 8), nil,
            .paper(
                .declare(from: morning(daysAgo: 26, hours: 18), until: morning(daysAgo: 25, hours: 7), province: "12", reason: Remarks.lineDown)))

        let confirmed = recorded("920", from: cast.neighbour, cast, &dice)
        at(morning(daysAgo: 19, hours: 15), confirmed, .record(PlannedRecord(receivedAt: morning(daysAgo: 19, hours: 14), otherNumber: "A-0417")))
        at(morning(daysAgo: 17, hours: 9), confirmed, .confirm)

        let silent = recorded("1340", from: cast.neighbour, cast, &dice)
        at(ago(days: 11), silent, .record(PlannedRecord(receivedAt: ago(days: 11, hours: 2))))
        let asked = recorded("655", from: cast.factory, cast, &dice)
        at(ago(hours: 21), asked, .record(PlannedRecord(receivedAt: ago(hours: 23))))
        let disputed = recorded("480", from: cast.neighbour, cast, &dice)
        at(ago(days: 4), disputed, .record(PlannedRecord(receivedAt: ago(days: 4, hours: 1))))
        at(ago(days: 2), disputed, .dispute(reason: Remarks.notOurs))
        let unknown = recorded("210", from: cast.neighbour, cast, &dice)
        at(ago(days: 3), unknown, .record(PlannedRecord(receivedAt: ago(days: 3, hours: 1), isSenderUnknown: true)))

        // A load of a month's last day that was found on the gate's desk when the next month had begun: figures of that month grew when they were known.
        let begun = Period.month(today.month.adding(months: -1)).first
        func workday(before day: CalendarDate, hours: Double) -> Instant { workdays.moment(workdays.workday(before: day), hours: hours) }
        let forgotten = recorded("870", from: cast.neighbour, cast, &dice)
        at(
            workday(before: begun.adding(days: 6), hours: 9), forgotten,
            .record(PlannedRecord(receivedAt: workday(before: begun, hours: 15), otherNumber: "A-0433")))
        at(workday(before: begun.adding(days: 10), hours: 9), forgotten, .confirm)
    }

    private mutating func recorded(_ amount: String, from sender: Int, _ cast: Cast, _ dice: inout Dice) -> Int {
        story(.unannounced, "040222", amount, from: sender, to: cast.recycler, by: cast.haulier, &dice)
    }
}
