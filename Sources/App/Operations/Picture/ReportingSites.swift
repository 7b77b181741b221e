// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import Identity
import Ledger
import Returns
import Stores

/// Sites behind the figures of reports of a group, each with exactly what it added to them; of one site its months.
public struct ReportingSites: Sendable {
    public struct Line: Sendable {
        public var site: Site
        public var organisation: Organisation?
        /// `nil` for all the months together.
        public var month: Month?
        /// Returns that count for one of the months, in order of id.
        public var returns: [SiteReturn]
        public var reports: PictureReports
        public var amounts: ReportAmounts

        /// It neither reported nor gave anything off.
        var isEmpty: Bool { returns.isEmpty && amounts.isNothing && reports.emissions.lines.isEmpty }
    }

    public var group: SiteGroup
    public var months: ClosedRange<Month>
    /// The only site that is asked for; its lines are its months.
    public var site: Site?
    /// In order of the site's id, or of the months.
    public var lines: [Line]
    /// What the sums that are kept say of the group; of one site what its months add up to.
    public var whole: ReportAmounts
    /// Behind which site the list goes on.
    public var next: SiteID?
    /// All lines are here, so that their sum is that of the group.
    public var isAll: Bool

    public var sum: ReportAmounts { lines.reduce(into: ReportAmounts()) { $0 += $1.amounts } }
    /// What the group has and its sites, all together, have not.
    public var gap: ReportAmounts? { isAll ? whole.less(sum) : nil }
}

extension Platform {
    /// Sites behind the figures of reports, one page.
    ///
    /// - Parameters:
    ///   - one: only this site, month by month.
    ///   - limit: of lines; where many sites are passed over a page may be shorter and the list go on.
    /// - Throws: ``PermissionRefusal`` for whoever may not read the returns of the group's sites.
    public func reportingSites(
        of asked: SiteGroup, months: ClosedRange<Month>, site one: SiteID? = nil, after: SiteID?, limit: Int, by actor: Actor
    ) async throws -> ReportingSites {
        let group = try asked.reached(by: actor, .readReturn)
        return try await read { r in
            var gases = ReportedEmissions(self)
            if let one {
                guard let site = try r.registry.site(one), group.everHeld(site) else { throw PlatformError.notFound }
                let parts = try r.parts(of: [site], in: group, months: months)
                let organisations = try r.registry.organisations([site.organisation])
                let lines = (months.lowerBound.index...months.upperBound.index).map { Month(index: $0) }.map { month in
                    parts.line(of: site, organisations[site.organisation], in: month...month, month: month, &gases)
                }.filter { !$0.isEmpty }
                let whole = parts.line(of: site, nil, in: months, month: nil, &gases).amounts
                return ReportingSites(group: group, months: months, site: site, lines: lines, whole: whole, isAll: true)
            }
            let whole = ReportAmounts(try r.sums(of: group, months: months, &gases).reports(&gases))
            var found = ReportingSites(group: group, months: months, lines: [], whole: whole, isAll: after == nil)
            var (place, looked) = (after, 0)
            repeat {
                let most = max(limit + 1 - found.lines.count, Self.leastLooked)
                let ids = try GroupSiteStore(r.session).sites(
                    group.scope, key: group.text, months: months, beginning: Self.beginnings(of: months), after: place, limit: most)
                let sites = try r.registry.sites(Set(ids)).values.filter { group.everHeld($0) }.sorted { $0.id < $1.id }
                let organisations = try r.registry.organisations(Set(sites.map(\.organisation)))
                let parts = try r.parts(of: sites, in: group, months: months)
                for site in sites {
                    let line = parts.line(of: site, organisations[site.organisation], in: months, month: nil, &gases)
                    if line.isEmpty { continue }
                    if found.lines.count == limit {
                        (found.next, found.isAll) = (found.lines.last?.site.id, false)
                        return found
                    }
                    found.lines.append(line)
                }
                (place, looked) = (ids.count == most ? ids.last : nil, looked + ids.count)
            } while place != nil && looked < max(limit, Self.mostLooked)
            if place != nil { (found.next, found.isAll) = (place, false) }
            return found
        }
    }

    private static let leastLooked = 50, mostLooked = 2000

    /// Days on which returns begin that may tell of some months.
    static func beginnings(of months: ClosedRange<Month>) -> ClosedRange<CalendarDate> {
        Period.year(months.lowerBound.year).first...Period.month(months.upperBound).last
    }
}

/// What some sites added to the sums of a group.
private struct SiteParts {
    var group: SiteGroup
    var returns: [SiteID: [SiteReturn]] = [:]
    /// Of returns and outlets, under the nation.
    var cells: [SiteID: [ReportedCell: Int64]] = [:]
    var treated: [SiteID: [TreatedCell]] = [:]

    func line(
        of site: Site, _ organisation: Organisation?, in months: ClosedRange<Month>, month: Month?, _ gases: inout ReportedEmissions
    ) -> ReportingSites.Line {
        var tally = PictureTally()
        // In one order, so that the same figures are added in the same way each time.
        for (cell, amount) in (cells[site.id] ?? [:]).sorted(by: { $0.key < $1.key }) where months.contains(cell.month) { tally.add(cell, amount, &gases) }
        for cell in treated[site.id] ?? [] where months.contains(cell.month) { tally.add(cell, &gases) }
        let reports = tally.reports(&gases)
        let told = (returns[site.id] ?? []).filter { made in
            guard let sent = made.counting?.act.at else { return false }
            let own = made.head.period.months.clamped(to: months)
            guard made.head.period.months.overlaps(months) else { return false }
            return (own.lowerBound.index...own.upperBound.index).contains { group.contains(site.classification(in: Month(index: $0), sent: sent)) }
        }
        return ReportingSites.Line(site: site, organisation: organisation, month: month, returns: told, reports: reports, amounts: ReportAmounts(reports))
    }
}

extension Reading {
    /// What sites added to the sums of a group in some months: by the same rules by which the sums are kept.
    fileprivate func parts(of sites: [Site], in group: SiteGroup, months: ClosedRange<Month>) throws -> SiteParts {
        let (store, ids) = (GroupSiteStore(session), sites.map(\.id))
        var parts = SiteParts(group: group)
        // Answers are read only of returns on which the months depend.
        let spans = Dictionary(grouping: try store.spans(of: ids, beginning: Platform.beginnings(of: months))) { span in
            SiteYear(site: span.site, year: span.months.lowerBound.year)
        }
        let needed = spans.values.flatMap { $0.hanging(on: months, \.months) }.map(\.id)
        parts.returns = Dictionary(grouping: try store.returns(needed), by: \.head.site)
        parts.treated = try store.treated(at: ids, months: months)
        let discharging = try store.withOutlets(ids)
        let all = Set((months.lowerBound.index...months.upperBound.index).map { Month(index: $0) })
        for site in sites {
            var figures = ReportedFigures()
            for year in Dictionary(grouping: parts.returns[site.id] ?? [], by: { $0.head.period.first.month.year }).values {
                figures.add(year, of: site, sets: platform.dataSets, months: months)
            }
            var cells = figures.cells(of: group)
            if discharging.contains(site.id) { cells.merge(try outletFigures(of: site, all, to: group), uniquingKeysWith: +) }
            parts.cells[site.id] = cells
            parts.treated[site.id] = try treated(parts.treated[site.id] ?? [], at: site, in: group)
        }
        return parts
    }

    /// Those of a site's cells that count in a group: of a month in which it changed its group, day by day.
    private func treated(_ cells: [TreatedCell], at site: Site, in group: SiteGroup) throws -> [TreatedCell] {
        var found: [TreatedCell] = []
        for (month, cells) in Dictionary(grouping: cells, by: \.month) {
            let days = Period.month(month)
            let held = Set((days.first.dayNumber...days.last.dayNumber).map { group.contains(site.classification(on: CalendarDate(dayNumber: $0))) })
            if held.count == 1 {
                found += held.contains(true) ? cells : []
                continue
            }
            // The same cells, each with what was treated on the days on which the site was in the group.
            var parts: [Compartment: [Material: Int64]] = [:]
            try ClassificationStore(session).eachPosted(at: site.id, in: month) { material, compartment, day, _, grams in
                if group.contains(site.classification(on: day)) { parts[compartment, default: [:]][material, default: 0] += grams }
            }
            found += cells.map { whole in
                var cell = whole
                cell.grams = parts[cell.compartment]?[cell.material] ?? 0
                return cell
            }
        }
        return found
    }
}

private struct SiteYear: Hashable {
    var site: SiteID
    var year: Int
}
