// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// Single cells of groups of sites: what dashboards sum.
public struct CellPage: Sendable {
    public var filter: UpperCellFilter
    public var cells: [(cell: UpperCell, grams: Int64)]
    /// Over all cells of the filter, those on other pages too.
    public var total: Int64
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
        return try await read { r in
            var cells = try r.ledger.upperCells(bounded, after: after, limit: limit + 1)
            let hasMore = cells.count > limit
            if hasMore { cells.removeLast() }
            return CellPage(
                filter: bounded, cells: cells, total: try r.ledger.upperTotal(bounded), next: hasMore ? cells.last?.cell : nil,
                maySeeSites: actor.maySeeSites(of: bounded.scope == .province ? bounded.key : nil))
        }
    }
}
