// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// Loads that one cell of fates is made of: what sites of an industry class of a province had, where its grams went, and when.
public struct LoadFilter: Hashable, Sendable {
    /// Of the sites that had it first, on the day it was booked.
    public var province: String
    /// ISIC class of these sites.
    public var sector: String
    public var material: Material
    public var compartment: Compartment
    public var months: ClosedRange<Month>
    public var learned: LearnedSpan

    public init(
        province: String, sector: String, material: Material, compartment: Compartment, months: ClosedRange<Month>, learned: LearnedSpan = .all
    ) {
        self.province = province
        self.sector = sector
        self.material = material
        self.compartment = compartment
        self.months = months
        self.learned = learned
    }

    /// The cell itself.
    public var cell: FateFilter {
        FateFilter(months: months, province: province, divisions: [sector], compartments: [compartment], material: material, learned: learned)
    }
}

extension LedgerStore {
    /// Origins that may have grams in a cell, by site and then by id, one page after an origin; of sites that are of the class now.
    ///
    /// Of each origin an entry into or out of the compartment lies in the months, or its grams were mixed into lots of others, where only following them
    /// tells.
    public func origins(of filter: LoadFilter, after: OriginID?, limit: Int) throws -> [Origin] {
        var found: [Origin] = []
        let last = try after.flatMap { try origin($0) }
        if let last { found += try origins(at: last.site, filter, after: last.id, limit: limit) }
        var start = last?.site
        while found.count < limit {
            let sites = try session.rows(
                """
                SELECT id FROM site WHERE province = \(filter.province) AND isic = \(filter.sector) AND id > \(start?.value ?? 0)
                ORDER BY id LIMIT \(Self.sitesAtOnce)
                """
            ).map { SiteID($0.int(0)) }
            for site in sites where found.count < limit { found += try origins(at: site, filter, after: nil, limit: limit - found.count) }
            guard let end = sites.last, sites.count == Self.sitesAtOnce else { break }
            start = end
        }
        return found
    }

    private static let sitesAtOnce = 200

    /// The accounts in which grams stand first: what a site began with, bought, generated, or found when it was weighed.
    private static let sources: [Compartment] = [.opening, .supply, .process, .difference]

    private func origins(at site: SiteID, _ filter: LoadFilter, after: OriginID?, limit: Int) throws -> [Origin] {
        let (first, last) = (Period.month(filter.months.lowerBound).first, Period.month(filter.months.upperBound).last)
        let start = after?.value ?? 0
        func moved(_ side: StaticString) -> Query {
            """
            EXISTS (SELECT 1 FROM account b JOIN entry x ON x.\(raw: side) = b.id WHERE b.lot = o.id AND b.lot <> 0
            AND b.compartment = \(Int64(filter.compartment.number)) AND x.phase IN (0, 2) AND x.occurred BETWEEN \(Int64(first.dayNumber)) AND \(Int64(last.dayNumber)))
            """
        }
        return try session.rows(
            """
            SELECT o.id, o.site, o.material, o.occurred, o.province, o.sector FROM origin o WHERE o.id IN (
              SELECT t.origin FROM account a JOIN content t ON t.account = a.id WHERE a.site = \(site.value)
              AND a.compartment IN (\(values: Self.sources.map { Int64($0.number) })) AND a.material = \(Int64(filter.material.value)) AND t.origin > \(start)
              UNION SELECT a.lot FROM account a WHERE a.site = \(site.value) AND a.material = \(Int64(filter.material.value)) AND a.lot > \(start))
            AND o.site = \(site.value) AND o.province = \(filter.province) AND o.sector = \(filter.sector) AND o.material = \(Int64(filter.material.value))
            AND (\(moved("debit")) OR \(moved("credit"))
              OR EXISTS (SELECT 1 FROM content m JOIN account b ON b.id = m.account WHERE m.origin = o.id AND b.lot <> 0 AND b.lot <> o.id)
              OR EXISTS (SELECT 1 FROM bundle_content p WHERE p.origin = o.id))
            AND NOT EXISTS (SELECT 1 FROM bundle_content p WHERE p.bundle = o.id)
            ORDER BY o.id LIMIT \(limit)
            """
        ).map(ClassificationStore.origin)
    }
}
