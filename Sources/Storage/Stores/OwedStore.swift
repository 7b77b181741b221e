// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import StorageCore

/// What returns of a period are grouped by.
public enum OwedGroup: String, CaseIterable, Sendable {
    case province
    /// Two digits of the ISIC class.
    case sector
    case size
    case dataSet
}

/// Which of the returns that are owed.
public enum OwedShow: String, CaseIterable, Sendable {
    case owed, arrived, inTime, approved, toMend, overdue
}

/// What an officer decided.
public struct OfficerCount: Hashable, Sendable {
    public var officer: PersonID
    public var decided: Int
    /// Days from the last sending to the decision, summed and the longest.
    public var days: Int
    public var longest: Int

    public init(officer: PersonID, decided: Int, days: Int, longest: Int) {
        self.officer = officer
        self.decided = decided
        self.days = days
        self.longest = longest
    }
}

/// What sites owe and how far it has come, and reminders.
public struct OwedStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Keeping

    /// Makes the rows of a site those that are given. What was never begun and is not owed any more goes, but only from a day on: what a site once
    /// owed stays counted.
    public func keep(_ rows: [OwedReturn], of site: SiteID, since day: CalendarDate) throws {
        let known = Dictionary(try self.rows(of: site, since: day).map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
        let now = Set(rows.map(\.key))
        for key in known.keys.filter({ !now.contains($0) }).sorted(by: { $0.text < $1.text }) {
            try session.execute(
                "DELETE FROM return_owed WHERE site = \(site.value) AND data_set = \(key.dataSet) AND period = \(key.period.description) AND state = 0")
        }
        for row in rows where known[row.key] != row { try save(row) }
    }

    /// Keeps one row as it is.
    public func save(_ row: OwedReturn) throws {
        try session.execute(
            """
            INSERT INTO return_owed (site, data_set, period, first_day, due, province, industry, size, is_owed, state, sent_day, filed_day, decided_day, officer)
            VALUES (\(row.key.site.value), \(row.key.dataSet), \(row.key.period.description), \(Self.number(row.key.period.first)), \(Self.number(row.due)),
            \(row.province), \(row.industry), \(row.size), \(row.isOwed ? Int64(1) : 0), \(Int64(row.state?.rawValue ?? 0)), \(Self.number(row.sentOn)),
            \(Self.number(row.filedOn)), \(Self.number(row.decidedOn)), \(row.officer?.value ?? 0))
            ON CONFLICT (site, data_set, period) DO UPDATE SET due = excluded.due, province = excluded.province, industry = excluded.industry,
            size = excluded.size, is_owed = excluded.is_owed, state = excluded.state, sent_day = excluded.sent_day, filed_day = excluded.filed_day,
            decided_day = excluded.decided_day, officer = excluded.officer
            """)
    }

    /// Those of a site for periods that begin on a day or later.
    public func rows(of site: SiteID, since day: CalendarDate) throws -> [OwedReturn] {
        try session.rows("SELECT \(Self.columns) FROM return_owed WHERE site = \(site.value) AND first_day >= \(Self.number(day))").map(Self.row)
    }

    public func row(_ key: OwedKey) throws -> OwedReturn? {
        try session.first(
            """
            SELECT \(Self.columns) FROM return_owed
            WHERE site = \(key.site.value) AND data_set = \(key.dataSet) AND period = \(key.period.description)
            """
        ).map(Self.row)
    }

    // MARK: Counting

    /// Returns of one period, or of those that end in some months, by province, sector, size or data set, of the nation or of one province.
    public func counts(by group: OwedGroup, of span: OwedSpan, province: String?, on today: CalendarDate) throws -> [(key: String, count: OwedCount)] {
        func number(_ show: OwedShow) -> Query { "count(CASE WHEN \(Self.condition(show, today)) THEN 1 END)" }
        return try session.rows(
            """
            SELECT \(Self.column(group)), count(*), \(number(.arrived)), \(number(.inTime)), \(number(.approved)), \(number(.toMend)), \(number(.overdue))
            FROM return_owed WHERE \(Self.place(span, province)) GROUP BY 1 ORDER BY 1
            """
        ).map { row in
            (
                row.text(0),
                OwedCount(
                    owed: Int(row.int(1)), arrived: Int(row.int(2)), inTime: Int(row.int(3)), approved: Int(row.int(4)), toMend: Int(row.int(5)),
                    overdue: Int(row.int(6)))
            )
        }
    }

    /// How many of the returns that ``counts(by:of:province:on:)`` tells apart are owed, and how many of those came: read from one index, since they are
    /// asked for with every look at the nation.
    public func arrivals(of span: OwedSpan, province: String?) throws -> ReturnArrivals {
        let row = try session.first(
            "SELECT count(*), count(CASE WHEN \(Self.arrived) THEN 1 END) FROM return_owed WHERE \(Self.place(span, province))")
        return ReturnArrivals(owed: Int(row?.int(0) ?? 0), arrived: Int(row?.int(1) ?? 0))
    }

    /// Returns behind a count, by site.
    ///
    /// - Parameter after: the last of the page before.
    public func rows(
        of span: OwedSpan, _ show: OwedShow, in group: OwedGroup, key: String?, province: String?, on today: CalendarDate, after: OwedKey? = nil, limit: Int
    ) throws -> [OwedReturn] {
        let there: Query = key.map { " AND \(Self.column(group)) = \($0)" } ?? ""
        let beyond: Query =
            after.map {
                """
                 AND (site > \($0.site.value) OR (site = \($0.site.value)
                AND (data_set > \($0.dataSet) OR (data_set = \($0.dataSet) AND period > \($0.period.description)))))
                """
            } ?? ""
        return try session.rows(
            """
            SELECT \(Self.columns) FROM return_owed WHERE \(Self.place(span, province)) AND \(Self.condition(show, today))\(there)\(beyond)
            ORDER BY site, data_set, period LIMIT \(limit)
            """
        ).map(Self.row)
    }

    private static func column(_ group: OwedGroup) -> Query {
        switch group {
        case .province: "province"
        case .sector: "substr(industry, 1, 2)"
        case .size: "size"
        case .dataSet: "data_set"
        }
    }

    private static let arrived: Query = "sent_day > 0"

    private static func condition(_ show: OwedShow, _ today: CalendarDate) -> Query {
        switch show {
        case .owed: "is_owed = 1"
        case .arrived: arrived
        case .inTime: "sent_day > 0 AND sent_day <= due"
        case .approved: "state = \(Int64(ReturnState.approved.rawValue))"
        case .toMend: "state IN (\(values: [ReturnState.sentBack, .reopened].map { Int64($0.rawValue) }))"
        case .overdue: "sent_day = 0 AND due < \(number(today))"
        }
    }

    /// Who decided on these returns, and how long they waited.
    public func officers(of span: OwedSpan, province: String?) throws -> [OfficerCount] {
        try session.rows(
            """
            SELECT officer, count(*), CAST(sum(decided_day - filed_day) AS BIGINT), max(decided_day - filed_day) FROM return_owed
            WHERE \(Self.place(span, province)) AND officer > 0 GROUP BY officer ORDER BY officer
            """
        ).map {
            OfficerCount(officer: PersonID($0.int(0)), decided: Int($0.int(1)), days: Int($0.int(2)), longest: Int($0.int(3)))
        }
    }

    /// What every count and every list of returns that are owed is of.
    private static func place(_ span: OwedSpan, _ province: String?) -> Query {
        let there: Query = province.map { " AND province = \($0)" } ?? ""
        return "is_owed = 1 AND period IN (\(values: span.periods.map(\.description).sorted()))\(there)"
    }

    // MARK: What is late

    /// Returns that were not sent and whose due day was on or before a day, the longest overdue first.
    ///
    /// - Parameter after: the last of the page before.
    public func late(dueBy day: CalendarDate, province: String?, after: OwedReturn? = nil, limit: Int) throws -> [OwedReturn] {
        let there: Query = province.map { "AND province = \($0) " } ?? ""
        let beyond: Query =
            after.map {
                """
                AND (due > \(Self.number($0.due)) OR (due = \(Self.number($0.due)) AND (site > \($0.key.site.value) OR (site = \($0.key.site.value)
                AND (data_set > \($0.key.dataSet) OR (data_set = \($0.key.dataSet) AND period > \($0.key.period.description))))))) 
                """
            } ?? ""
        return try session.rows(
            """
            SELECT \(Self.columns) FROM return_owed WHERE is_owed = 1 AND sent_day = 0 AND due <= \(Self.number(day)) \(there)\(beyond)\
            ORDER BY due, site, data_set, period LIMIT \(limit)
            """
        ).map(Self.row)
    }

    public func countLate(dueBy day: CalendarDate, province: String?) throws -> Int {
        let there: Query = province.map { " AND province = \($0)" } ?? ""
        return Int(
            try session.first("SELECT count(*) FROM return_owed WHERE is_owed = 1 AND sent_day = 0 AND due <= \(Self.number(day))\(there)")?.int(0) ?? 0)
    }

    // MARK: Reminders

    public func insert(_ reminder: ReturnReminder) throws {
        try session.execute(
            """
            INSERT INTO return_reminder (id, site, data_set, period, body) VALUES (\(reminder.id.value), \(reminder.owed.site.value), \(reminder.owed.dataSet),
            \(reminder.owed.period.description), \(Body.bytes(reminder)))
            """)
    }

    /// The last reminder of each return of some sites.
    public func reminders(of sites: some Collection<SiteID>) throws -> [OwedKey: ReturnReminder] {
        guard !sites.isEmpty else { return [:] }
        let found = try session.rows(
            """
            SELECT body FROM return_reminder WHERE id IN (SELECT max(id) FROM return_reminder
            WHERE site IN (\(values: Set(sites.map(\.value)).sorted())) GROUP BY site, data_set, period)
            """
        ).map { try Body.value(ReturnReminder.self, from: $0.blob(0)) }
        return Dictionary(found.map { ($0.owed, $0) }, uniquingKeysWith: { latest, _ in latest })
    }

    // MARK: Rows

    private static let columns: Query =
        "site, data_set, period, due, province, industry, size, is_owed, state, sent_day, filed_day, decided_day, officer"

    private static func number(_ day: CalendarDate?) -> Int64 { Int64(day?.dayNumber ?? 0) }

    private static func row(_ row: Row) throws -> OwedReturn {
        func day(_ column: Int) -> CalendarDate? { row.int(column) == 0 ? nil : CalendarDate(dayNumber: Int32(row.int(column))) }
        guard let period = Period(text: row.text(2)), let due = day(3) else { throw StoreError.unreadable("return_owed", row.text(2)) }
        return OwedReturn(
            key: OwedKey(site: SiteID(row.int(0)), dataSet: row.text(1), period: period), due: due, province: row.text(4), industry: row.text(5),
            size: row.text(6), isOwed: row.int(7) == 1, state: ReturnState(rawValue: Int16(row.int(8))), sentOn: day(9), filedOn: day(10),
            decidedOn: day(11), officer: row.int(12) == 0 ? nil : PersonID(row.int(12)))
    }
}
