// SPDX-License-Identifier: Apache-2.0

import Domain

/// Which return of which site: one for each data set and period.
public struct OwedKey: Hashable, Codable, Sendable {
    public var site: SiteID
    public var dataSet: String
    public var period: Period

    public init(site: SiteID, dataSet: String, period: Period) {
        self.site = site
        self.dataSet = dataSet
        self.period = period
    }

    /// Reads `site.dataSet.period`, as forms and cursors send it.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let site = SiteID(text: parts[0]), !parts[1].isEmpty, let period = Period(text: String(parts[2])) else { return nil }
        self.init(site: site, dataSet: String(parts[1]), period: period)
    }

    public var text: String { "\(site).\(dataSet).\(period)" }
}

/// What a site owes, and how far it has come: everything that completeness and lateness are counted from.
public struct OwedReturn: Hashable, Sendable {
    public var key: OwedKey
    public var due: CalendarDate
    /// Of the site on the period's last day.
    public var province: String
    public var industry: String
    /// Class of size; `unknown` while the number of employees is not known.
    public var size: String
    /// False for what was begun and is not owed any more.
    public var isOwed: Bool
    /// `nil` before it is begun.
    public var state: ReturnState?
    /// When it was sent first, which decides whether it was in time, and last.
    public var sentOn: CalendarDate?
    public var filedOn: CalendarDate?
    /// When somebody decided on what was sent last, and who.
    public var decidedOn: CalendarDate?
    public var officer: PersonID?

    public init(
        key: OwedKey, due: CalendarDate, province: String, industry: String, size: String, isOwed: Bool, made: SiteReturn? = nil,
        day: (Instant) -> CalendarDate
    ) {
        self.key = key
        self.due = made?.head.due ?? due
        self.province = province
        self.industry = industry
        self.size = size
        self.isOwed = isOwed
        guard let made else { return }
        state = made.state
        sentOn = made.firstSentAt.map(day)
        filedOn = made.filings.last.map { day($0.act.at) }
        // A decision before the last sending is about another filing.
        if let filed = made.acts.lastIndex(where: { $0.step == .submit }),
            let decision = made.acts[filed...].last(where: { [.approve, .sendBack].contains($0.step) })
        {
            decidedOn = day(decision.at)
            officer = decision.person
        }
    }

    /// Of rows as they are stored.
    public init(
        key: OwedKey, due: CalendarDate, province: String, industry: String, size: String, isOwed: Bool, state: ReturnState?, sentOn: CalendarDate?,
        filedOn: CalendarDate?, decidedOn: CalendarDate?, officer: PersonID?
    ) {
        self.key = key
        self.due = due
        self.province = province
        self.industry = industry
        self.size = size
        self.isOwed = isOwed
        self.state = state
        self.sentOn = sentOn
        self.filedOn = filedOn
        self.decidedOn = decidedOn
        self.officer = officer
    }
}

/// How many returns are owed, and how many of those were sent at least once.
public struct ReturnArrivals: Hashable, Sendable {
    public let owed: Int
    public let arrived: Int

    public init(owed: Int, arrived: Int) {
        self.owed = owed
        self.arrived = arrived
    }
}

/// How many of the returns that are owed came, and when.
public struct OwedCount: Hashable, Sendable {
    public var owed = 0
    /// Sent at least once.
    public var arrived = 0
    /// Of those, the ones sent on or before the due day.
    public var inTime = 0
    public var approved = 0
    /// Sent back or opened again, and not sent since.
    public var toMend = 0
    /// Not sent, and the due day has passed.
    public var overdue = 0

    public init(owed: Int = 0, arrived: Int = 0, inTime: Int = 0, approved: Int = 0, toMend: Int = 0, overdue: Int = 0) {
        self.owed = owed
        self.arrived = arrived
        self.inTime = inTime
        self.approved = approved
        self.toMend = toMend
        self.overdue = overdue
    }

    /// 0...1; `nil` where nothing is owed.
    public var completeness: Double? { owed == 0 ? nil : Double(arrived) / Double(owed) }
    /// Of those whose last day has come, the share that came in time; `nil` while none is.
    public var timeliness: Double? { arrived + overdue == 0 ? nil : Double(inTime) / Double(arrived + overdue) }

    public static func + (a: OwedCount, b: OwedCount) -> OwedCount {
        OwedCount(
            owed: a.owed + b.owed, arrived: a.arrived + b.arrived, inTime: a.inTime + b.inTime, approved: a.approved + b.approved,
            toMend: a.toMend + b.toMend, overdue: a.overdue + b.overdue)
    }
}

/// An officer reminded a firm of a return that is late.
public struct ReturnReminder: Hashable, Codable, Sendable, Identifiable {
    public var id: ReminderID
    public var owed: OwedKey
    /// The authority.
    public var organisation: OrganisationID
    public var person: PersonID?
    public var at: Instant

    public init(id: ReminderID, owed: OwedKey, organisation: OrganisationID, person: PersonID?, at: Instant) {
        self.id = id
        self.owed = owed
        self.organisation = organisation
        self.person = person
        self.at = at
    }
}

public enum ReminderKind {}
public typealias ReminderID = Identifier<ReminderKind>
