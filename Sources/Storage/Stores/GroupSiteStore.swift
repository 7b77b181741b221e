// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Ledger
import Returns
import StorageCore

/// From sums of groups of sites down to the sites: who may stand behind a sum, and what those sites reported and treated.
public struct GroupSiteStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// Sites of a group that may have something in some months, in order of id, one page after a site.
    ///
    /// A site that was changed since it was entered may have been in the group before: it is given with every group, for the caller to look at.
    ///
    /// - Parameters:
    ///   - key: of the scope; of industries the first digits. Empty for sites that are in no group of it.
    ///   - days: on which returns for these months may begin.
    public func sites(
        _ scope: Scope, key: String, months: ClosedRange<Month>, beginning days: ClosedRange<CalendarDate>, after: SiteID?, limit: Int
    ) throws -> [SiteID] {
        // A plant has accounts of what it treated; whether in these months is told by its cells. Each question is one of a site and has one answer: asked with
        // EXISTS, PostgreSQL would read the whole table once to know it of all sites.
        try session.rows(
            """
            SELECT s.id FROM site s WHERE s.id > \(after?.value ?? 0) AND \(Self.condition(scope, key)) AND (
            (SELECT r.id FROM site_return r WHERE r.site = s.id
              AND r.first_day BETWEEN \(Self.number(days.lowerBound)) AND \(Self.number(days.upperBound)) LIMIT 1) IS NOT NULL
            OR (SELECT a.id FROM account a WHERE a.site = s.id AND a.compartment > 1000 LIMIT 1) IS NOT NULL
            OR (SELECT v.outlet FROM outlet o JOIN discharge_volume v ON v.outlet = o.id WHERE o.site = s.id AND \(Self.within(months, "v.month")) LIMIT 1)
              IS NOT NULL)
            ORDER BY s.id LIMIT \(limit)
            """
        ).map { SiteID($0.int(0)) }
    }

    /// Outlets of such sites that know a volume of one of the months, in order of id, one page after an outlet.
    public func outlets(_ scope: Scope, key: String, months: ClosedRange<Month>, after: OutletID?, limit: Int) throws -> [Outlet] {
        try DischargeStore(session).bodies(
            """
            SELECT o.body FROM outlet o JOIN site s ON s.id = o.site WHERE o.id > \(after?.value ?? 0) AND \(Self.condition(scope, key))
            AND EXISTS (SELECT 1 FROM discharge_volume v WHERE v.outlet = o.id AND \(Self.within(months, "v.month"))) ORDER BY o.id LIMIT \(limit)
            """)
    }

    /// Which of some sites have outlets.
    public func withOutlets(_ sites: [SiteID]) throws -> Set<SiteID> {
        guard !sites.isEmpty else { return [] }
        return Set(
            try session.rows("SELECT DISTINCT site FROM outlet WHERE site IN (\(values: sites.map(\.value)))").map { SiteID($0.int(0)) })
    }

    /// Which returns of some sites there are for periods that begin on some days, without their answers.
    public func spans(of sites: [SiteID], beginning days: ClosedRange<CalendarDate>) throws -> [ReturnSpan] {
        guard !sites.isEmpty else { return [] }
        return try session.rows(
            """
            SELECT id, site, period FROM site_return WHERE site IN (\(values: sites.map(\.value)))
            AND first_day BETWEEN \(Self.number(days.lowerBound)) AND \(Self.number(days.upperBound)) ORDER BY id
            """
        ).map { row in
            guard let period = Period(text: row.text(2)) else { throw StoreError.unreadable("site_return", row.text(2)) }
            return ReturnSpan(id: ReturnID(row.int(0)), site: SiteID(row.int(1)), months: period.months)
        }
    }

    /// Returns by their ids, in order of id.
    public func returns(_ ids: [ReturnID]) throws -> [SiteReturn] {
        guard !ids.isEmpty else { return [] }
        return try session.rows("SELECT body FROM site_return WHERE id IN (\(values: ids.map(\.value))) ORDER BY id").map {
            try Body.siteReturn($0.blob(0))
        }
    }

    /// Waste treated at some sites, by month, treatment and waste.
    public func treated(at sites: [SiteID], months: ClosedRange<Month>) throws -> [SiteID: [TreatedCell]] {
        guard !sites.isEmpty else { return [:] }
        var found: [SiteID: [TreatedCell]] = [:]
        for row in try session.rows(
            """
            SELECT site, occurred, compartment, material, CAST(sum(grams) AS BIGINT) FROM site_cell WHERE site IN (\(values: sites.map(\.value)))
            AND \(Self.within(months, "occurred")) AND compartment > 1000 GROUP BY site, occurred, compartment, material HAVING sum(grams) <> 0
            """)
        {
            guard let compartment = Compartment(number: Int16(row.int(2))) else { continue }
            found[SiteID(row.int(0)), default: []].append(
                TreatedCell(
                    key: "", month: Month(index: row.int32(1)), compartment: compartment, material: Material(value: row.int32(3)), grams: row.int(4)))
        }
        return found
    }

    // MARK: Conditions

    private static func number(_ day: CalendarDate) -> Int64 { Int64(day.dayNumber) }

    private static func within(_ months: ClosedRange<Month>, _ column: StaticString) -> Query {
        "\(raw: column) BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index))"
    }

    private static func condition(_ scope: Scope, _ key: String) -> Query {
        let now: Query
        switch scope {
        case .nation: return "1 = 1"
        case .province: now = "s.province = \(key)"
        case .sector: now = key.isEmpty ? "s.isic = ''" : "s.isic LIKE \(key + "%")"
        case .park: now = "s.zone = \(key)"
        case .sizeClass:
            // A site's size is in its body; what it owes says it sooner.
            now = """
                (SELECT w.site FROM return_owed w WHERE w.site = s.id AND w.size = \(key.isEmpty ? ReturnDuty.unknownSize : key) LIMIT 1) IS NOT NULL
                OR (SELECT w.site FROM return_owed w WHERE w.site = s.id LIMIT 1) IS NULL
                """
        }
        return "(\(now) OR s.version > 1)"
    }
}

/// Of which site and for which months a return is.
public struct ReturnSpan: Hashable, Sendable {
    public var id: ReturnID
    public var site: SiteID
    public var months: ClosedRange<Month>
}
