// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores
import Tabular

/// The sites behind an area's expected waste of one month, one page of them.
public struct ExpectedSites: Sendable {
    public struct Line: Sendable {
        public var site: Site
        public var organisation: Organisation
        /// The month as the site's return tells it.
        public var row: SiteMonth
        /// Of the site alone.
        public var expected: ExpectedWaste
        /// Grams that it has in the area's expected figure; `nil` where nothing is said of it.
        public var part: Double?

        /// Grams that it declared, where the model says something of it; these are in the area's figure.
        public var declared: Int64? { expected.interval == nil ? nil : row.generated }
        /// Grams that it declared, where the model says nothing of it; these are in no figure.
        public var declaredUnsaid: Int64? { expected.interval == nil ? row.generated : nil }
    }

    public var month: Month
    /// `nil` for the nation.
    public var province: String?
    public var lines: [Line]
    /// The month as the table of months has it.
    public var waste: AreaWaste
    /// What the sites of all pages add up to, grams.
    public var declared: Int64
    public var declaredUnsaid: Int64
    public var parts: Double
    public var next: SiteID?

    /// Whether the sites add up to the month: what they declared to the gram, their parts but for how far computers round sums of fractions.
    public var ties: Bool {
        declared == waste.declared && declaredUnsaid == waste.declaredUnsaid
            && abs(parts - waste.expected) <= Self.tolerance * max(1, waste.expected)
    }

    /// Of the expected figure: the mean of sums is the sum of means, added in another order.
    public static let tolerance = 1e-9
}

extension Platform {
    /// The sites whose returns stand behind an area's expected waste of a month, by their identifiers; those of which the model says nothing too.
    ///
    /// - Parameter asked: two digits; `nil` for the nation, or for the province whose officer asks.
    /// - Throws: ``PermissionRefusal`` for whoever may not read the returns of all of them.
    public func expectedSites(area asked: String?, month: Month, after: SiteID? = nil, limit: Int? = nil, by actor: Actor) async throws -> ExpectedSites {
        let province = try asked ?? actor.nationReach()
        guard actor.seesReturns(of: province) else { throw PermissionRefusal.missing }
        // A row without a figure says why in each cell: more would make a page too heavy for a phone.
        let limit = limit ?? 40
        let models = try await wasteModels(of: month)
        let draws = try await areaDraws(month...month, province: province)[month] ?? AreaDraws()
        return try await read { r in
            let rows = try r.checks.rows(month...month, province: province).map { (row: $0, expected: models.expected($0)) }
            var result = ExpectedSites(month: month, province: province, lines: [], waste: draws.waste(), declared: 0, declaredUnsaid: 0, parts: 0)
            for (row, expected) in rows {
                if expected.interval == nil { result.declaredUnsaid += row.generated } else { result.declared += row.generated }
                result.parts += draws.parts[row.site] ?? 0
            }
            let following = rows.drop { line in after.map { line.row.site <= $0 } ?? false }
            let shown = following.prefix(limit)
            let sites = try r.registry.sites(Set(shown.map(\.row.site)))
            let firms = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            result.lines = shown.compactMap { row, expected in
                guard let site = sites[row.site], let firm = firms[site.organisation] else { return nil }
                return ExpectedSites.Line(site: site, organisation: firm, row: row, expected: expected, part: draws.parts[row.site])
            }
            result.next = following.count > limit ? shown.last?.row.site : nil
            return result
        }
    }
}

extension ExpectedSites {
    /// A row a site, grams; low, middle and high of the site alone, its part in the area's figure.
    public var file: FileRows {
        func grams(_ value: Double?) -> String { value.map { String(Int64($0.rounded())) } ?? "" }
        return FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + [
                "site_id": { $0.site.id.description }, "month": { $0.row.month.description }, "province": { $0.row.province },
                "return": { $0.row.made.description }, "declared_g": { $0.declared.map { String($0) } ?? "" },
                "declared_unsaid_g": { $0.declaredUnsaid.map { String($0) } ?? "" }, "low_g": { grams($0.expected.interval?.low) },
                "middle_g": { grams($0.expected.interval?.middle) }, "high_g": { grams($0.expected.interval?.high) }, "part_g": { grams($0.part) },
                "peers": { $0.expected.interval.map { String($0.sites) } ?? "" }, "unsaid": { $0.expected.reason?.rawValue ?? "" },
            ])
    }
}
