// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular

/// How the days until something is due are counted in a country.
public struct DeadlineRule: Hashable, Sendable {
    /// Working days are counted; else days of the calendar.
    public var countsWorkdays: Bool
    /// A last day on which nobody works moves to the next one that is worked.
    public var movesToWorkday: Bool
    public var isOfficial: Bool
    public var provenance: Provenance

    /// The last day in time.
    public func due(_ days: Int, after last: CalendarDate, _ calendar: WorkCalendar) -> CalendarDate {
        let day = countsWorkdays ? calendar.adding(workdays: days, to: last) : last.adding(days: days)
        return movesToWorkday ? calendar.workday(onOrAfter: day) : day
    }
}

/// How a country counts what is due.
public struct DueDays: Sendable {
    public let rules: DeadlineRules
    public let calendar: WorkCalendar
    private let years: [Int: YearStanding]

    /// For returns of a country.
    public init(returnsIn country: Country, _ holidays: Holidays) {
        rules = .returns(in: country)
        calendar = holidays.calendar(country)
        let known = Set(holidays.listed(country).map(\.day.components.year))
        years = Dictionary(uniqueKeysWithValues: known.map { ($0, holidays.standing(country, year: $0)) })
    }

    /// The last day in time.
    public func due(_ days: Int, after last: CalendarDate) -> CalendarDate { rules.rule.due(days, after: last, calendar) }

    public func workdaysLate(_ due: CalendarDate, on today: CalendarDate) -> Int { calendar.workdays(after: due, through: today) }

    /// The level that something due on a day has reached; `nil` while it is in time.
    public func level(_ due: CalendarDate, on today: CalendarDate) -> EscalationLevel? { rules.level(workdaysLate: workdaysLate(due, on: today)) }

    public func standing(ofYear year: Int) -> YearStanding { years[year] ?? .unknown }
}

/// Who is told that something is late.
public enum EscalationLevel: String, CaseIterable, Codable, Sendable, Comparable {
    case firm, province, ministry

    public static func < (a: EscalationLevel, b: EscalationLevel) -> Bool { a.order < b.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// From how many working days after the due day on somebody is told.
public struct EscalationStep: Hashable, Sendable {
    public var level: EscalationLevel
    /// At least 1.
    public var workdaysLate: Int
    public var isOfficial: Bool
    public var provenance: Provenance
}

/// Rules of one country for one kind of thing that is due.
public struct DeadlineRules: Sendable {
    public let rule: DeadlineRule
    /// The earliest first.
    public let steps: [EscalationStep]

    /// Rules for returns.
    public static func returns(in country: Country) -> DeadlineRules {
        guard let rules = shipped[country] else { preconditionFailure("deadline_rules.csv has no row for returns of \(country.rawValue).") }
        return rules
    }

    /// The highest level that something so late has reached; `nil` while it is in time.
    public func level(workdaysLate: Int) -> EscalationLevel? { steps.last { $0.workdaysLate <= workdaysLate }?.level }

    /// From how many working days late on a level is told.
    public func workdays(until level: EscalationLevel) -> Int? { steps.first { $0.level == level }?.workdaysLate }

    /// The last due day of what has come to a level by a day; `nil` where no step leads there.
    public func lastDue(at level: EscalationLevel, on today: CalendarDate, _ calendar: WorkCalendar) -> CalendarDate? {
        guard let days = workdays(until: level) else { return nil }
        var day = today
        // The latest day with at least so many working days after it.
        for _ in 0..<(days * 7 + 366) where calendar.workdays(after: day, through: today) < days { day = day.adding(days: -1) }
        return day
    }

    private static let shipped: [Country: DeadlineRules] = {
        func origin(_ row: TableRow) -> (Bool, Provenance)? {
            guard let confidence = Confidence(rawValue: row["confidence"]), !row["source"].isEmpty else { return nil }
            return (row["standing"] == "official", Provenance(source: row["source"], confidence: confidence))
        }
        var steps: [Country: [EscalationStep]] = [:]
        for row in DeadlineResource.rows(
            "escalation_steps", columns: ["subject", "country", "level", "workdays_late", "standing", "source", "confidence"])
        {
            guard let country = Country(rawValue: row["country"]), let level = EscalationLevel(rawValue: row["level"]),
                let days = Int(row["workdays_late"]), days >= 1, let (isOfficial, provenance) = origin(row), row["subject"] == "return"
            else { preconditionFailure("escalation_steps.csv line \(row.line)") }
            steps[country, default: []].append(
                EscalationStep(level: level, workdaysLate: days, isOfficial: isOfficial, provenance: provenance))
        }
        var rules: [Country: DeadlineRules] = [:]
        for row in DeadlineResource.rows("deadline_rules", columns: ["subject", "country", "counts", "moves", "standing", "source", "confidence"]) {
            guard let country = Country(rawValue: row["country"]), let counts = ["calendar": false, "working": true][row["counts"]],
                let moves = ["0": false, "1": true][row["moves"]], let (isOfficial, provenance) = origin(row), row["subject"] == "return"
            else { preconditionFailure("deadline_rules.csv line \(row.line)") }
            rules[country] = DeadlineRules(
                rule: DeadlineRule(countsWorkdays: counts, movesToWorkday: moves, isOfficial: isOfficial, provenance: provenance),
                steps: (steps[country] ?? []).sorted { $0.workdaysLate < $1.workdaysLate })
        }
        return rules
    }()
}
