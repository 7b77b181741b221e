// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// A sum of fate cells: what became, in one month, of waste that one industry of one province had generated.
public struct FateSum: Hashable, Sendable {
    public var province: String
    /// ISIC division, two digits.
    public var division: String
    public var compartment: Compartment
    public var occurred: Month
    public var grams: Int64
}

/// A sum of fate cells over some months, told apart by industry class and waste.
public struct FateDetail: Hashable, Sendable {
    public var province: String
    /// ISIC class.
    public var sector: String
    public var material: Material
    public var compartment: Compartment
    public var grams: Int64
}

/// Which fate cells are asked for; `nil` is all of a kind.
public struct FateFilter: Hashable, Sendable {
    public var months: ClosedRange<Month>
    public var province: String?
    /// ISIC divisions of two digits, or classes; one that is empty is of waste whose industry is not known.
    public var divisions: [String]?
    public var compartments: [Compartment]?
    public var material: Material?
    /// First digits of codes of wastes.
    public var chapters: [String]?
    public var learned: LearnedSpan

    public init(
        months: ClosedRange<Month>, province: String? = nil, divisions: [String]? = nil, compartments: [Compartment]? = nil, material: Material? = nil,
        chapters: [String]? = nil, learned: LearnedSpan = .all
    ) {
        self.learned = learned
        self.chapters = chapters
        self.months = months
        self.province = province
        self.divisions = divisions
        self.compartments = compartments
        self.material = material
    }
}

/// Which cells of sites are asked for, by what the sites are now; `nil` is all of a kind.
public struct SiteCellFilter: Hashable, Sendable {
    public var province: String?
    public var compartment: Compartment
    public var months: ClosedRange<Month>
    public var material: Material?
    /// ISIC division of two digits, or a class.
    public var division: String?
    /// ISIC class.
    public var sector: String?
    public var zone: String?
    public var learned: LearnedSpan

    public init(
        province: String? = nil, compartment: Compartment, months: ClosedRange<Month>, material: Material? = nil, division: String? = nil,
        sector: String? = nil, zone: String? = nil, learned: LearnedSpan = .all
    ) {
        self.learned = learned
        self.province = province
        self.compartment = compartment
        self.months = months
        self.material = material
        self.division = division
        self.sector = sector
        self.zone = zone
    }
}

/// Which entries of a site's accounts are asked for.
public struct SiteEntryFilter: Hashable, Sendable {
    public var site: SiteID
    public var compartment: Compartment
    public var months: ClosedRange<Month>
    public var material: Material?
    public var learned: LearnedSpan

    public init(site: SiteID, compartment: Compartment, months: ClosedRange<Month>, material: Material? = nil, learned: LearnedSpan = .all) {
        self.learned = learned
        self.site = site
        self.compartment = compartment
        self.months = months
        self.material = material
    }
}

/// What national pages read: cells, and from cells down to sites and their entries.
extension LedgerStore {
    /// Fates by province, industry division, compartment and month.
    public func fateSums(_ filter: FateFilter) throws -> [FateSum] {
        try session.rows(
            """
            SELECT province, substr(sector, 1, 2), compartment, occurred, CAST(sum(grams) AS BIGINT) FROM fate_cell WHERE \(Self.condition(filter))
            GROUP BY province, substr(sector, 1, 2), compartment, occurred
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(2))).map {
                FateSum(province: row.text(0), division: row.text(1), compartment: $0, occurred: Month(index: row.int32(3)), grams: row.int(4))
            }
        }
    }

    /// Fates by province, industry class, waste and compartment, the largest first, with the sum and number of all.
    public func fateDetails(_ filter: FateFilter, limit: Int) throws -> (cells: [FateDetail], total: Int64, count: Int) {
        let grouped: Query = """
            SELECT province, sector, material, compartment, CAST(sum(grams) AS BIGINT) AS grams FROM fate_cell WHERE \(Self.condition(filter))
            GROUP BY province, sector, material, compartment HAVING sum(grams) <> 0
            """
        let cells = try session.rows("\(grouped) ORDER BY abs(sum(grams)) DESC, province, sector, material, compartment LIMIT \(limit)").compactMap { row in
            Compartment(number: Int16(row.int(3))).map {
                FateDetail(province: row.text(0), sector: row.text(1), material: Material(value: row.int32(2)), compartment: $0, grams: row.int(4))
            }
        }
        let whole = try session.first("SELECT CAST(coalesce(sum(grams), 0) AS BIGINT), count(*) FROM (\(grouped)) AS cells")
        return (cells, whole?.int(0) ?? 0, Int(whole?.int(1) ?? 0))
    }

    /// Sum of upper cells of one group of sites; of all wastes where no material is asked for.
    public func upperSum(_ scope: Scope, key: String, _ compartment: Compartment, material: Material?, months: ClosedRange<Month>, learned: LearnedSpan = .all)
        throws -> Int64
    {
        let span = learned.conditions().map { "AND \($0)" as Query }.joined(separator: " ")
        let waste = Self.materials(material, "material")
        let row = try session.first(
            """
            SELECT CAST(coalesce(sum(grams), 0) AS BIGINT) FROM upper_cell
            WHERE scope = \(Int64(scope.rawValue)) AND key = \(key)
            AND occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index))
            AND compartment = \(Int64(compartment.number)) AND \(waste) \(span)
            """)
        return row?.int(0) ?? 0
    }

    /// Sums per site of a province, by the province in which the site stands now, one page after a site.
    ///
    /// - Parameter most: sites looked at; few of them may have the figure.
    /// - Returns: the rows, and the last site looked at where there may be more.
    public func siteSums(
        _ filter: SiteCellFilter, after: SiteID?, limit: Int, lookingAt most: Int = 10_000
    ) throws -> (rows: [(site: SiteID, grams: Int64)], end: SiteID?) {
        let start = after?.value ?? 0
        let sites = Self.siteConditions(filter).map { "\($0) AND" as Query }.joined(separator: " ")
        let end = try session.first("SELECT s.id FROM site s WHERE \(sites) s.id > \(start) ORDER BY s.id LIMIT 1 OFFSET \(most - 1)")?.int(0)
        // A site without an account of the compartment has no cells of it: that is known sooner than its cells are read.
        let rows = try session.rows(
            """
            SELECT s.id, CAST(sum(c.grams) AS BIGINT) FROM site s JOIN site_cell c ON c.site = s.id
            WHERE \(Self.condition(filter)) AND s.id > \(start) AND s.id <= \(end ?? .max)
            AND EXISTS (SELECT 1 FROM account a WHERE a.site = s.id AND a.compartment = \(Int64(filter.compartment.number)))
            GROUP BY s.id ORDER BY s.id LIMIT \(limit)
            """)
        return (rows.map { (SiteID($0.int(0)), $0.int(1)) }, end.map { SiteID($0) })
    }

    /// A site's cell sum, and the months in which its entries were recorded; `nil` when there are none.
    public func siteSum(_ filter: SiteEntryFilter) throws -> (grams: Int64, learned: ClosedRange<Month>)? {
        let waste = Self.materials(filter.material, "material")
        let span = filter.learned.conditions().map { "AND \($0)" as Query }.joined(separator: " ")
        let row = try session.first(
            """
            SELECT CAST(sum(grams) AS BIGINT), min(learned), max(learned) FROM site_cell WHERE site = \(filter.site.value)
            AND occurred BETWEEN \(Int64(filter.months.lowerBound.index)) AND \(Int64(filter.months.upperBound.index))
            AND compartment = \(Int64(filter.compartment.number)) AND \(waste) \(span)
            """)
        guard let row, let grams = row.optionalInt(0), let first = row.optionalInt32(1), let last = row.optionalInt32(2) else { return nil }
        return (grams, Month(index: first)...Month(index: last))
    }

    /// Posted entries on either side of a site's accounts of one compartment, in the order recorded, one page after an id.
    ///
    /// - Parameter learned: months in which they were recorded, as the cell knows; entries outside are not looked at.
    public func entries(_ filter: SiteEntryFilter, learned: ClosedRange<Month>, after: EntryID?, limit: Int) throws -> [Entry] {
        let credits = Self.selection(filter, side: "x.credit = a.id", learned: learned, after: after)
        let debits = Self.selection(filter, side: "x.debit = a.id", learned: learned, after: after)
        return try session.rows(
            """
            \(Self.entries) WHERE e.id IN (
              SELECT id FROM (SELECT x.id AS id \(credits) ORDER BY x.id LIMIT \(limit)) AS given
              UNION SELECT id FROM (SELECT x.id AS id \(debits) ORDER BY x.id LIMIT \(limit)) AS taken
            ) ORDER BY e.id LIMIT \(limit)
            """
        ).map(Self.entry)
    }

    /// What all entries of a filter brought into the accounts, less what they took out.
    public func entrySum(_ filter: SiteEntryFilter, learned: ClosedRange<Month>) throws -> Int64 {
        let credits = Self.selection(filter, side: "x.credit = a.id", learned: learned, after: nil)
        let debits = Self.selection(filter, side: "x.debit = a.id", learned: learned, after: nil)
        let row = try session.first(
            """
            SELECT CAST(coalesce((SELECT sum(x.grams) \(debits)), 0) - coalesce((SELECT sum(x.grams) \(credits)), 0) AS BIGINT)
            """)
        return row?.int(0) ?? 0
    }

    // MARK: Open figures

    /// Which sites have figures of which material and compartment in some months, streamed: for telling how many stand behind a sum.
    public func eachContributor(
        months: ClosedRange<Month>, _ body: (_ site: SiteID, _ division: String, Material, Compartment) throws -> Void
    ) throws {
        try session.each(
            """
            SELECT s.id, substr(s.isic, 1, 2), c.material, c.compartment FROM site s JOIN site_cell c ON c.site = s.id
            WHERE c.occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) AND \(Self.materials(nil, "c.material"))
            GROUP BY s.id, substr(s.isic, 1, 2), c.material, c.compartment
            """
        ) { row in
            guard let compartment = Compartment(number: Int16(row.int(3))) else { return }
            try body(SiteID(row.int(0)), row.text(1), Material(value: row.int32(2)), compartment)
        }
    }

    /// Which sites generated waste in which month.
    public func generatingSites(months: ClosedRange<Month>) throws -> [Month: Set<SiteID>] {
        var result: [Month: Set<SiteID>] = [:]
        try session.each(
            """
            SELECT c.occurred, s.id FROM site s JOIN site_cell c ON c.site = s.id
            WHERE c.occurred BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index))
            AND c.compartment = \(Int64(Compartment.process.number)) AND \(Self.materials(nil, "c.material"))
            GROUP BY c.occurred, s.id HAVING sum(c.grams) <> 0
            """
        ) { row in result[Month(index: row.int32(0)), default: []].insert(SiteID(row.int(1))) }
        return result
    }

    // MARK: Conditions

    private static func condition(_ filter: FateFilter) -> Query {
        var conditions: [Query] = [
            "occurred BETWEEN \(Int64(filter.months.lowerBound.index)) AND \(Int64(filter.months.upperBound.index))"
        ]
        if let province = filter.province { conditions.append("province = \(province)") }
        if let divisions = filter.divisions {
            conditions.append(divisions.isEmpty ? "1 = 0" : "(substr(sector, 1, 2) IN (\(values: divisions)) OR sector IN (\(values: divisions)))")
        }
        if let compartments = filter.compartments {
            conditions.append(compartments.isEmpty ? "1 = 0" : "compartment IN (\(values: compartments.map { Int64($0.number) }))")
        }
        if let material = filter.material { conditions.append("material = \(Int64(material.value))") }
        if let chapters = filter.chapters { conditions.append(materials(from: chapters)) }
        conditions += filter.learned.conditions()
        return conditions.joined(separator: " AND ")
    }

    private static func condition(_ filter: SiteCellFilter) -> Query {
        var conditions: [Query] = [
            "c.occurred BETWEEN \(Int64(filter.months.lowerBound.index)) AND \(Int64(filter.months.upperBound.index))",
            "c.compartment = \(Int64(filter.compartment.number))",
        ]
        conditions += siteConditions(filter)
        conditions.append(materials(filter.material, "c.material"))
        conditions += filter.learned.conditions("c.learned")
        return conditions.joined(separator: " AND ")
    }

    private static func siteConditions(_ filter: SiteCellFilter) -> [Query] {
        var conditions: [Query] = []
        if let province = filter.province { conditions.append("s.province = \(province)") }
        if let sector = filter.sector { conditions.append("s.isic = \(sector)") }
        if let zone = filter.zone { conditions.append("s.zone = \(zone)") }
        if let division = filter.division { conditions.append(division.utf8.count == 2 ? "substr(s.isic, 1, 2) = \(division)" : "s.isic = \(division)") }
        return conditions
    }

    private static func selection(_ filter: SiteEntryFilter, side: Query, learned: ClosedRange<Month>, after: EntryID?) -> Query {
        let zone = CivilZone.phnomPenh
        let first = IdentifierMint.floor(zone.start(of: Period.month(learned.lowerBound).first))
        // A month of grace: a mint whose clock went back runs ahead of the time.
        let end = IdentifierMint.floor(zone.start(of: Period.month(learned.upperBound.adding(months: 2)).first))
        let waste = Self.materials(filter.material, "a.material")
        let span = filter.learned.conditionsOfEntry(in: zone).map { "AND \($0)" as Query }.joined(separator: " ")
        return """
            FROM account a JOIN entry x ON \(side) WHERE a.site = \(filter.site.value) AND a.compartment = \(Int64(filter.compartment.number)) AND \(waste)
            AND x.id >= \(max(first, (after?.value ?? 0) + 1)) AND x.id < \(end) AND x.phase IN (0, 2)
            AND x.occurred BETWEEN \(Int64(Period.month(filter.months.lowerBound).first.dayNumber))
            AND \(Int64(Period.month(filter.months.upperBound).last.dayNumber)) \(span)
            """
    }
}
