// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import StorageCore

/// Whose discharge somebody sees in lists.
public enum DischargeScope: Hashable, Sendable {
    case organisation(OrganisationID)
    case province(String)
    case nation
}

/// Outlets, laboratory results, cases, volumes and limits of permits, inside one transaction.
public struct DischargeStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Outlets

    public func outlet(_ id: OutletID) throws -> Outlet? {
        try session.first("SELECT body FROM outlet WHERE id = \(id.value)").map { try Body.value(Outlet.self, from: $0.blob(0)) }
    }

    public func outlets(_ ids: some Collection<OutletID>) throws -> [OutletID: Outlet] {
        guard !ids.isEmpty else { return [:] }
        let found: [Outlet] = try bodies("SELECT body FROM outlet WHERE id IN (\(values: Set(ids.map(\.value)).sorted()))")
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    public func outlets(of site: SiteID) throws -> [Outlet] { try bodies("SELECT body FROM outlet WHERE site = \(site.value) ORDER BY id LIMIT 200") }

    /// Sites that have outlets, a page after one.
    public func sites(after site: SiteID?, limit: Int) throws -> [SiteID] {
        try session.rows("SELECT DISTINCT site FROM outlet WHERE site > \(site?.value ?? 0) ORDER BY site LIMIT \(limit)").map { SiteID($0.int(0)) }
    }

    /// Outlets in order of id, a page after an id.
    public func outlets(_ scope: DischargeScope, after: OutletID? = nil, limit: Int) throws -> [Outlet] {
        let after = after?.value ?? 0
        switch scope {
        case .organisation(let own):
            return try bodies(
                """
                SELECT o.body FROM outlet o JOIN site s ON s.id = o.site WHERE s.organisation = \(own.value) AND o.id > \(after) ORDER BY o.id LIMIT \(limit)
                """)
        case .province(let code):
            return try bodies(
                "SELECT o.body FROM outlet o JOIN site s ON s.id = o.site WHERE s.province = \(code) AND o.id > \(after) ORDER BY o.id LIMIT \(limit)")
        case .nation: return try bodies("SELECT body FROM outlet WHERE id > \(after) ORDER BY id LIMIT \(limit)")
        }
    }

    /// The outlet of a site that is called so.
    public func outlet(at site: SiteID, code: String) throws -> Outlet? {
        try one("SELECT body FROM outlet WHERE site = \(site.value) AND code = \(Outlet.key(code))")
    }

    public func insert(_ outlet: Outlet) throws {
        try session.execute(
            """
            INSERT INTO outlet (id, site, code, version, body)
            VALUES (\(outlet.id.value), \(outlet.site.value), \(Outlet.key(outlet.code)), \(outlet.version), \(Body.bytes(outlet)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ outlet: Outlet, from version: Int) throws {
        try changeOne(
            "UPDATE outlet SET version = \(outlet.version), body = \(Body.bytes(outlet)) WHERE id = \(outlet.id.value) AND version = \(version)")
    }

    // MARK: Results

    public func result(_ id: LabResultID) throws -> LabResult? { try one("SELECT body FROM lab_result WHERE id = \(id.value)") }

    public func results(_ ids: some Collection<LabResultID>) throws -> [LabResult] {
        guard !ids.isEmpty else { return [] }
        return try bodies("SELECT body FROM lab_result WHERE id IN (\(values: Set(ids.map(\.value)).sorted())) ORDER BY id")
    }

    /// The result in use of a parameter, a day and a sample.
    public func result(of outlet: OutletID, parameter: String, sampledOn day: CalendarDate, sample: String) throws -> LabResult? {
        try one(
            """
            SELECT body FROM lab_result WHERE outlet = \(outlet.value) AND parameter = \(parameter) AND sampled = \(Int64(day.dayNumber))
            AND sample = \(sample) AND withdrawn = 0
            """
        )
    }

    /// Rows of a file that were taken in before, whatever became of their results.
    public func rows(ofFile hash: String) throws -> [Int: LabResultID] {
        let rows = try session.rows("SELECT file_row, id FROM lab_result WHERE file = \(hash)")
        return Dictionary(uniqueKeysWithValues: rows.map { (Int($0.int(0)), LabResultID($0.int(1))) })
    }

    /// Results of an outlet that were sampled within days, oldest first, withdrawn ones left out unless asked for.
    public func results(
        of outlet: OutletID, sampled days: ClosedRange<CalendarDate>, parameter: String? = nil, withWithdrawn: Bool = false, limit: Int = 5000
    ) throws -> [LabResult] {
        let found: [LabResult] = try bodies(
            """
            SELECT body FROM lab_result WHERE outlet = \(outlet.value) AND sampled BETWEEN \(Int64(days.lowerBound.dayNumber))
            AND \(Int64(days.upperBound.dayNumber)) ORDER BY sampled, id LIMIT \(limit)
            """)
        return found.filter { (parameter == nil || $0.parameter == parameter) && (withWithdrawn || !$0.isWithdrawn) }
    }

    /// Results of an outlet by the day of the sample, the latest first, withdrawn ones too; one page before a result.
    public func results(of outlet: OutletID, before: LabResult?, limit: Int) throws -> [LabResult] {
        let (day, id) = (Int64(before?.sampledOn.dayNumber ?? Int32.max), before?.id.value ?? Int64.max)
        return try bodies(
            """
            SELECT body FROM lab_result WHERE outlet = \(outlet.value) AND sampled <= \(day) AND (sampled < \(day) OR id < \(id))
            ORDER BY sampled DESC, id DESC LIMIT \(limit)
            """)
    }

    /// The latest day on which an outlet was sampled.
    public func lastSampled(of outlet: OutletID) throws -> CalendarDate? {
        try session.first("SELECT max(sampled) FROM lab_result WHERE outlet = \(outlet.value)")?.optionalInt32(0).map { CalendarDate(dayNumber: $0) }
    }

    /// Results as they were recorded, the latest first, one page before an id.
    public func results(_ scope: DischargeScope, outlet: OutletID? = nil, before: LabResultID? = nil, limit: Int) throws -> [LabResult] {
        let before = before?.value ?? Int64.max
        if let outlet {
            return try bodies("SELECT body FROM lab_result WHERE outlet = \(outlet.value) AND id < \(before) ORDER BY id DESC LIMIT \(limit)")
        }
        switch scope {
        case .organisation(let own):
            return try bodies(
                """
                SELECT r.body FROM lab_result r JOIN site s ON s.id = r.site WHERE s.organisation = \(own.value) AND r.id < \(before)
                ORDER BY r.id DESC LIMIT \(limit)
                """)
        case .province(let code):
            return try bodies(
                "SELECT r.body FROM lab_result r JOIN site s ON s.id = r.site WHERE s.province = \(code) AND r.id < \(before) ORDER BY r.id DESC LIMIT \(limit)"
            )
        case .nation: return try bodies("SELECT body FROM lab_result WHERE id < \(before) ORDER BY id DESC LIMIT \(limit)")
        }
    }

    public func insert(_ result: LabResult) throws {
        try session.execute(
            """
            INSERT INTO lab_result (id, outlet, site, parameter, sampled, sample, withdrawn, file, file_row, version, body)
            VALUES (\(result.id.value), \(result.outlet.value), \(result.site.value), \(result.parameter), \(Int64(result.sampledOn.dayNumber)),
            \(result.sample), 0, \(result.origin?.file), \(result.origin.map { Int64($0.row) }), \(result.version), \(Body.bytes(result)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ result: LabResult, from version: Int) throws {
        try changeOne(
            """
            UPDATE lab_result SET withdrawn = \(result.isWithdrawn ? result.id.value : 0), version = \(result.version), body = \(Body.bytes(result))
            WHERE id = \(result.id.value) AND version = \(version)
            """)
    }

    // MARK: Limits of permits

    public func permitLimits(of site: SiteID) throws -> [PermitLimit] {
        try bodies("SELECT body FROM permit_limit WHERE site = \(site.value) ORDER BY id LIMIT 1000")
    }

    public func insert(_ limit: PermitLimit) throws {
        try session.execute("INSERT INTO permit_limit (id, site, body) VALUES (\(limit.id.value), \(limit.site.value), \(Body.bytes(limit)))")
    }

    // MARK: Within

    func bodies<T: Decodable>(_ query: Query) throws -> [T] { try session.rows(query).map { try Body.value(T.self, from: $0.blob(0)) } }

    func one<T: Decodable>(_ query: Query) throws -> T? { try session.first(query).map { try Body.value(T.self, from: $0.blob(0)) } }

    func changeOne(_ query: Query) throws {
        guard try session.execute(query) == 1 else { throw StoreError.stale }
    }
}
