// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores
import Tabular

/// Waste of an area's monthly returns as declared and as expected by the model.
public struct ExpectedArea: Sendable {
    public var months: ClosedRange<Month>
    /// `nil` for the nation.
    public var province: String?
    /// Returns of these months that say what was made and what waste there was.
    public var reported: Int
    /// Of all months together; `nil` where too few sites stand behind it, or one has most of it, for somebody who may not read their returns.
    public var waste: AreaWaste?
    /// Each month by itself, oldest first; `nil` as above.
    public var byMonth: [(month: Month, waste: AreaWaste?)]
    /// The reader may look at the returns behind it.
    public var seesReturns: Bool
}

/// What is expected of one site's month.
public struct ExpectedSite: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// `nil` where no return of the month was sent.
    public var row: SiteMonth?
    public var expected: ExpectedWaste?
}

extension Platform {
    /// Waste that peers would have had with the production, energy and water which an area's sites report for some months, with its interval.
    ///
    /// The interval is that of the sum: simulated with what all sites of a month have in common, what is each one's own, and how alike two months of one
    /// site are. Sites that did not report are in none of its figures.
    ///
    /// - Parameter province: two digits; `nil` for the nation.
    public func expectedWaste(area asked: String?, months: ClosedRange<Month>, by actor: Actor) async throws -> ExpectedArea {
        // Who reads one province gets that one where none was asked for.
        let own = asked == nil && !actor.seesReturns(of: nil) ? try actor.nationReach() : nil
        let province = asked ?? own
        let sees = actor.seesReturns(of: province)
        if !sees, let only = try actor.nationReach(), only != province { throw PermissionRefusal.missing }
        let found = try await areaWaste(months, province: province)
        func shown(_ waste: AreaWaste) -> AreaWaste? { sees || waste.months == 0 || waste.isDisclosable(.shipped) ? waste : nil }
        return ExpectedArea(
            months: months, province: province, reported: found.whole.reported, waste: shown(found.whole),
            byMonth: found.byMonth.sorted { $0.key < $1.key }.map { ($0.key, shown($0.value)) },
            seesReturns: sees)
    }

    /// What is expected of one site's month, for whoever may read its returns.
    public func expectedWaste(site id: SiteID, month: Month, by actor: Actor) async throws -> ExpectedSite {
        let models = try await wasteModels(of: month)
        return try await read { r in
            guard let site = try r.registry.site(id), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let organisation = try r.registry.organisation(site.organisation)
            else { throw PlatformError.notFound }
            let row = try r.checks.rows(of: id, month...month).first
            return ExpectedSite(site: site, organisation: organisation, row: row, expected: row.map(models.expected))
        }
    }
}

extension ExpectedArea {
    /// A row a month, then one of all; grams, blank where nothing is told.
    public var csv: [UInt8] {
        var writer = CSVWriter(
            columns: ["province", "from", "to", "months", "sites", "declared_g", "expected_g", "low_g", "high_g"], forSpreadsheets: true)
        func append(_ first: Month, _ last: Month, _ waste: AreaWaste?) {
            let told = waste.flatMap { $0.months > 0 ? $0 : nil }
            func grams(_ value: Double?) -> String { value.map { String(Int64($0.rounded())) } ?? "" }
            writer.append([
                province ?? "", first.description, last.description, told.map { String($0.months) } ?? "", told.map { String($0.sites) } ?? "",
                told.map { String($0.declared) } ?? "", grams(told?.expected), grams(told?.low), grams(told?.high),
            ])
        }
        for (month, waste) in byMonth { append(month, month, waste) }
        if byMonth.count > 1 { append(months.lowerBound, months.upperBound, waste) }
        return writer.bytes
    }
}

extension Actor {
    /// Whether somebody may read all returns of a province, or of the nation.
    func seesReturns(of province: String?) -> Bool {
        may(.readReturn, actor: self, subject: Subject(provinces: Set([province].compactMap { $0 }))).isAllowed
    }
}
