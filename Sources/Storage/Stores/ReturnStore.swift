// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import StorageCore

/// Returns of sites, inside one transaction.
public struct ReturnStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func siteReturn(_ id: ReturnID) throws -> SiteReturn? {
        try session.first("SELECT body FROM site_return WHERE id = \(id.value)").map { try Body.siteReturn($0.blob(0)) }
    }

    /// Of which site and from which day on some returns are; those that are not there are missing.
    public func places(of ids: some Collection<ReturnID>) throws -> [ReturnID: ReturnPlace] {
        guard !ids.isEmpty else { return [:] }
        let rows = try session.rows("SELECT id, site, first_day FROM site_return WHERE id IN (\(values: Set(ids).map(\.value).sorted()))")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (ReturnID(row.int(0)), ReturnPlace(site: SiteID(row.int(1)), first: CalendarDate(dayNumber: row.int32(2))))
            })
    }

    /// The one of a site for a data set and period.
    public func siteReturn(site: SiteID, dataSet: String, period: Period) throws -> SiteReturn? {
        try bodies("SELECT body FROM site_return WHERE site = \(site.value) AND data_set = \(dataSet) AND period = \(period.description)").first
    }

    public func insert(_ made: SiteReturn) throws {
        let head = made.head
        try session.execute(
            """
            INSERT INTO site_return (id, site, data_set, period, first_day, due, province, state, version, body)
            VALUES (\(made.id.value), \(head.site.value), \(head.dataSet), \(head.period.description), \(Int64(head.period.first.dayNumber)),
            \(Int64(head.due.dayNumber)), \(head.province), \(Int64(made.state.rawValue)), \(made.version), \(Body.bytes(made)))
            """)
    }

    /// Saves a return that changed since `version` was read.
    ///
    /// - Throws: ``StoreError/stale`` when somebody else saved it first.
    public func update(_ after: SiteReturn, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE site_return SET state = \(Int64(after.state.rawValue)), version = \(after.version), body = \(Body.bytes(after))
            WHERE id = \(after.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    // MARK: Lists

    /// Returns of some sites for periods that begin on a day or later, the latest period first.
    ///
    /// - Parameter without: one that the caller has at hand.
    public func returns(of sites: some Collection<SiteID>, since day: CalendarDate, without: ReturnID? = nil, limit: Int) throws -> [SiteReturn] {
        guard !sites.isEmpty else { return [] }
        return try bodies(
            """
            SELECT body FROM site_return WHERE site IN (\(values: sites.map(\.value))) AND first_day >= \(Int64(day.dayNumber))
            AND id <> \(without?.value ?? 0) ORDER BY first_day DESC, id DESC LIMIT \(limit)
            """)
    }

    /// Returns that may be changed, of some sites, the latest period first, one page behind a place.
    public func open(of sites: some Collection<SiteID>, after place: DraftPlace? = nil, limit: Int) throws -> [SiteReturn] {
        guard !sites.isEmpty else { return [] }
        let (day, id) = Self.behind(place)
        return try bodies(
            """
            SELECT body FROM site_return WHERE site IN (\(values: sites.map(\.value))) AND state IN (\(values: Self.openStates))
            AND first_day <= \(day) AND (first_day < \(day) OR id < \(id)) ORDER BY first_day DESC, id DESC LIMIT \(limit)
            """)
    }

    /// Returns to some data sets that may be changed, of the nation or of one province, the latest period first, one page behind a place.
    public func open(to dataSets: some Collection<String>, province: String?, after place: DraftPlace? = nil, limit: Int) throws -> [SiteReturn] {
        guard !dataSets.isEmpty else { return [] }
        let (day, id) = Self.behind(place)
        let there: Query = province.map { "province = \($0) AND" } ?? ""
        return try bodies(
            """
            SELECT body FROM site_return WHERE \(there) state IN (\(values: Self.openStates)) AND data_set IN (\(values: Array(dataSets)))
            AND first_day <= \(day) AND (first_day < \(day) OR id < \(id)) ORDER BY first_day DESC, id DESC LIMIT \(limit)
            """)
    }

    private static let openStates = ReturnState.allCases.filter(\.isOpen).map { Int64($0.rawValue) }

    private static func behind(_ place: DraftPlace?) -> (day: Int64, id: Int64) {
        (place.map { Int64($0.first.dayNumber) } ?? Int64(Int32.max), place?.id.value ?? Int64.max)
    }

    /// Returns of the nation or of one province in some states, newest first, one page before an id.
    public func returns(_ states: [ReturnState], province: String?, before: ReturnID? = nil, limit: Int) throws -> [SiteReturn] {
        let numbers = states.map { Int64($0.rawValue) }
        guard let province else {
            return try bodies(
                """
                SELECT body FROM site_return WHERE state IN (\(values: numbers)) AND id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)
                """)
        }
        return try bodies(
            """
            SELECT body FROM site_return WHERE province = \(province) AND state IN (\(values: numbers)) AND id < \(before?.value ?? Int64.max)
            ORDER BY id DESC LIMIT \(limit)
            """)
    }

    /// How many returns of the nation or of one province are in a state.
    public func count(_ state: ReturnState, province: String?) throws -> Int {
        let row =
            if let province {
                try session.first("SELECT count(*) FROM site_return WHERE province = \(province) AND state = \(Int64(state.rawValue))")
            } else {
                try session.first("SELECT count(*) FROM site_return WHERE state = \(Int64(state.rawValue))")
            }
        return Int(row?.int(0) ?? 0)
    }

    // MARK: Audit

    /// What is stored of a return beside its body, and the body itself.
    public func row(_ id: ReturnID) throws -> (state: Int64, version: Int, province: String, body: [UInt8])? {
        try session.first("SELECT state, version, province, body FROM site_return WHERE id = \(id.value)").map {
            ($0.int(0), Int($0.int(1)), $0.text(2), $0.blob(3))
        }
    }

    public func count() throws -> Int { Int(try session.first("SELECT count(*) FROM site_return")?.int(0) ?? 0) }

    private func bodies(_ query: Query) throws -> [SiteReturn] {
        try session.rows(query).map { try Body.siteReturn($0.blob(0)) }
    }
}

/// Whose return it is, and from which day on.
public struct ReturnPlace: Hashable, Sendable {
    public var site: SiteID
    public var first: CalendarDate
}

/// A place in a list of returns, the latest period first: behind the return that it names.
public struct DraftPlace: Hashable, Sendable {
    public var first: CalendarDate
    public var id: ReturnID

    public init(first: CalendarDate, id: ReturnID) {
        self.first = first
        self.id = id
    }

    /// Reads `day.id`, as addresses have it.
    public init?(text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let first = CalendarDate(iso: parts[0]), let id = ReturnID(text: parts[1]) else { return nil }
        self.init(first: first, id: id)
    }

    public var text: String { "\(first).\(id)" }
}
