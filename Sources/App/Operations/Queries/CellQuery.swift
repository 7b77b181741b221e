// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// Single cells of groups of sites: what dashboards sum.
public struct CellPage: Sendable {
    public var filter: UpperCellFilter
    public var cells: [(cell: UpperCell, grams: Int64)]
    /// Over all cells of the filter, those on other pages too; told with the first page, since all of them are read for it.
    public var total: Int64?
    /// The last of this page, when more follow.
    public var next: UpperCell?
    /// Whether the reader may open the books of single sites.
    public var maySeeSites: Bool
}

extension Platform {
    /// Cells of the nation, of provinces, industries, classes of size or zones, one page.
    ///
    /// An officer of one province reads the cells of that province, whatever group was asked for.
    public func cells(_ asked: UpperCellFilter, after: UpperCell?, limit: Int, by actor: Actor) async throws -> CellPage {
        var filter = asked
        if let province = try actor.nationReach() {
            filter.scope = .province
            filter.key = province
        }
        let bounded = filter
        return try await readPublished { r in
            var cells = try r.ledger.upperCells(bounded, after: after, limit: limit + 1)
            let hasMore = cells.count > limit
            if hasMore { cells.removeLast() }
            return CellPage(
                filter: bounded, cells: cells, total: after == nil ? try r.ledger.upperTotal(bounded) : nil, next: hasMore ? cells.last?.cell : nil,
                maySeeSites: actor.maySeeSites(of: bounded.scope == .province ? bounded.key : nil))
        }
    }

    /// The sites behind a cell of an industry class, a zone or a class of size, one page, by what they are now.
    ///
    /// - Throws: ``PermissionRefusal`` for those who may not open the books of the whole nation's sites.
    public func sites(
        of group: CellGroup, _ compartment: Compartment, material: Material?, months: ClosedRange<Month>, learned: LearnedSpan = .all, after: SiteID?,
        limit: Int,
        by actor: Actor
    ) async throws -> NationPlaces {
        try requireEnded(learned.month)
        guard try actor.nationReach() == nil, actor.maySeeSites(of: nil) else { throw PermissionRefusal.missing }
        var filter = SiteCellFilter(compartment: compartment, months: months, material: material, learned: learned)
        var size: String?
        switch group {
        case .sector(let code): filter.sector = code
        case .zone(let name): filter.zone = name
        case .size(let sizeClass): size = sizeClass
        }
        let (asked, sizeClass, today) = (filter, size, today)
        return try await readPublished { r in
            var result = NationPlaces(
                compartment: compartment, months: months, material: material, group: group, places: [], cellTotal: 0, maySeeSites: true)
            result.learned = learned
            // What stands in no column is asked of the sites themselves.
            try r.fill(&result, with: asked, after: after, limit: limit) { site in
                sizeClass.map { site.attributes(on: today).classification.sizeClass == $0 } ?? true
            }
            let cell = FateFilter(months: months, compartments: [compartment], material: material, learned: learned)
            result.cellTotal = try r.ledger.groupDetails(group.scope, key: group.key, cell, limit: 1).total
            return result
        }
    }
}

/// Sites that are looked for beside their province.
public enum CellGroup: Hashable, Sendable {
    /// An ISIC class.
    case sector(String)
    /// A special economic zone; empty for all that lies outside any.
    case zone(String)
    /// A class of size; empty where it is not known.
    case size(String)

    var scope: Scope {
        switch self {
        case .sector: .sector
        case .zone: .park
        case .size: .sizeClass
        }
    }

    public var key: String {
        switch self {
        case .sector(let key), .zone(let key), .size(let key): key
        }
    }
}

extension Reading {
    /// One page of sites with their part of a figure, and their sum where there is no other page.
    ///
    /// - Parameter isMeant: for what no column tells; all sites of the filter unless said.
    func fill(
        _ result: inout NationPlaces, with filter: SiteCellFilter, after: SiteID?, limit: Int, _ isMeant: ((Site) -> Bool)? = nil
    ) throws {
        var (rows, sites): ([(site: SiteID, grams: Int64)], [SiteID: Site]) = ([], [:])
        var (last, isDone) = (after, false)
        // A page with nothing on it helps nobody: where the figure is rare, or few of its sites are meant, some more are looked at.
        let enough = isMeant == nil ? 0 : limit
        for _ in 0..<8 where rows.count <= enough && !isDone {
            let (found, end) = try ledger.siteSums(filter, after: last, limit: limit + 1)
            let known = try registry.sites(found.map(\.site))
            rows += found.filter { row in known[row.site].map { isMeant?($0) ?? true } ?? false }
            sites.merge(known) { a, _ in a }
            (last, isDone) = found.count > limit ? (found.last?.site, false) : (end, end == nil)
        }
        if rows.count > limit { (rows, last, isDone) = (Array(rows.prefix(limit)), rows[limit - 1].site, false) }
        result.next = isDone ? nil : last
        let organisations = try registry.organisations(Set(sites.values.map(\.organisation)))
        let today = platform.today
        result.places = rows.map { row in
            NationPlaces.Place(
                province: filter.province ?? sites[row.site]?.attributes(on: today).province ?? "", site: sites[row.site],
                organisation: sites[row.site].flatMap { organisations[$0.organisation] }, grams: row.grams)
        }
        if after == nil, isDone { result.placesTotal = rows.reduce(0) { $0 + $1.grams } }
    }
}
