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

    /// The sites behind a cell of an industry class or a zone, one page, by what they are now.
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
        let (scope, key): (Scope, String)
        switch group {
        case .sector(let code): (scope, key, filter.sector) = (.sector, code, code)
        case .zone(let name): (scope, key, filter.zone) = (.park, name, name)
        }
        let asked = filter
        return try await readPublished { r in
            var result = NationPlaces(
                compartment: compartment, months: months, material: material, places: [], cellTotal: 0, maySeeSites: true)
            result.learned = learned
            try r.fill(&result, with: asked, after: after, limit: limit)
            result.cellTotal = try r.ledger.upperSum(scope, key: key, compartment, material: material, months: months, learned: learned)
            return result
        }
    }
}

/// Sites that are looked for beside their province.
public enum CellGroup: Hashable, Sendable {
    /// An ISIC class.
    case sector(String)
    /// A special economic zone.
    case zone(String)
}

extension Reading {
    /// One page of sites with their part of a figure, and their sum where there is no other page.
    func fill(_ result: inout NationPlaces, with filter: SiteCellFilter, after: SiteID?, limit: Int) throws {
        var (found, end) = try ledger.siteSums(filter, after: after, limit: limit + 1)
        // A page with nothing on it helps nobody: where the figure is rare, some more sites are looked at.
        for _ in 0..<8 where found.isEmpty {
            guard let last = end else { break }
            (found, end) = try ledger.siteSums(filter, after: last, limit: limit + 1)
        }
        let rows = found.prefix(limit)
        result.next = found.count > limit ? rows.last?.site : end
        let sites = try registry.sites(rows.map(\.site))
        let organisations = try registry.organisations(Set(sites.values.map(\.organisation)))
        let today = platform.today
        result.places = rows.map { row in
            NationPlaces.Place(
                province: filter.province ?? sites[row.site]?.attributes(on: today).province ?? "", site: sites[row.site],
                organisation: sites[row.site].flatMap { organisations[$0.organisation] }, grams: row.grams)
        }
        if after == nil, result.next == nil { result.placesTotal = rows.reduce(0) { $0 + $1.grams } }
    }
}
