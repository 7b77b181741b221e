// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations

/// A return as it is told: of which firm, for which period, and how far it comes.
struct PlannedReturn: Sendable {
    enum Outcome: Sendable {
        /// Saved in part, and not sent.
        case draft
        case submitted, approved
        /// Sent back by an officer, with these remarks.
        case sentBack(String)
        /// Typed in by the province's office from a paper sheet.
        case typedIn
    }

    var firm: Int
    var dataSet: String
    var period: Period
    var outcome: Outcome
    /// Of the waste that came about, the part that is declared; `nil` of firms that answer what their notes show alone.
    var declares: Double?
}

extension HistoryPlan {
    /// The factory's months but the last, which waits to be filled in; and of the month that ended last one return of each kind of plant.
    mutating func addReturns(_ cast: Cast) {
        let last = PeriodKindOfDemonstration.month(before: today)
        // A few months are enough for what stands beside last time's figures.
        var month = last.previousMonth
        for _ in 0..<5 {
            file(PlannedReturn(firm: cast.factory, dataSet: "factoryMonthly", period: month, outcome: .approved))
            month = month.previousMonth
        }
        file(PlannedReturn(firm: cast.neighbour, dataSet: "factoryMonthly", period: last.previousMonth, outcome: .approved))
        file(PlannedReturn(firm: cast.neighbour, dataSet: "factoryMonthly", period: last, outcome: .sentBack(Remarks.electricityTooLow)))
        file(PlannedReturn(firm: cast.recycler, dataSet: "recycler", period: last, outcome: .submitted))
        file(PlannedReturn(firm: cast.haulier, dataSet: "haulier", period: last, outcome: .approved))
        file(PlannedReturn(firm: cast.works, dataSet: "wastewaterWorks", period: last.previousMonth, outcome: .approved))
        for (name, dataSet, outcome) in [
            (DemoFirm.landfill, "landfill", PlannedReturn.Outcome.submitted), (.collector, "collectionCentre", .draft),
        ] {
            if let firm = firms.firstIndex(where: { $0.demoFirm == name }) {
                file(PlannedReturn(firm: firm, dataSet: dataSet, period: last, outcome: outcome))
            }
        }
        let quarter = PeriodKindOfDemonstration.quarter(before: today)
        let small = firms.indices.filter { firms[$0].row.profiles == [.producer] && firms[$0].demoFirm == nil && (12...45).contains(firms[$0].employees) }
        // The capital's first is typed in for the firm; rice mills and others send their own, and some never do.
        for (number, firm) in small.enumerated() where firms[firm].province == "12" || number % 4 != 3 {
            let isFirst = firm == small.first { firms[$0].province == "12" }
            file(PlannedReturn(firm: firm, dataSet: "simple", period: quarter, outcome: isFirst ? .typedIn : number % 5 == 0 ? .submitted : .approved))
        }
    }

    /// The garment factories' months: what the figures of each are held against. One declares a part of its waste.
    mutating func addPeerReturns(_ cast: Cast, hiding: Int?) {
        let last = PeriodKindOfDemonstration.month(before: today)
        let peers = firms.indices.filter { firms[$0].trade == .garment && $0 != cast.factory && $0 != cast.neighbour }
        for place in peers {
            var month = last
            for back in 0..<5 {
                // Of the last month a few wait for an officer.
                let waits = back == 0 && (place == hiding || place % 17 == 0)
                let part = place == hiding && back < 3 ? 0.3 : 1
                file(PlannedReturn(firm: place, dataSet: "factoryMonthly", period: month, outcome: waits ? .submitted : .approved, declares: part))
                month = month.previousMonth
            }
        }
    }

    /// On the morning of the eighth after the period, or this morning where that is still to come.
    private mutating func file(_ plan: PlannedReturn) {
        let day = plan.period.last.adding(days: 8)
        let moment = workdays.moment(day, hours: 9.5 + Double(plan.firm % 5) / 2)
        at(min(moment, ago(hours: 1 + Double(plan.firm % 7) / 10)), nil, .fileReturn(plan))
    }
}

/// Periods that ended last.
private enum PeriodKindOfDemonstration {
    static func month(before today: CalendarDate) -> Period { .month(today.month.adding(months: -1)) }

    static func quarter(before today: CalendarDate) -> Period {
        let number = (today.month.month + 2) / 3
        return number == 1 ? .quarter(year: today.month.year - 1, number: 4) : .quarter(year: today.month.year, number: number - 1)
    }
}

extension Period {
    fileprivate var previousMonth: Period { .month(first.month.adding(months: -1)) }
}
