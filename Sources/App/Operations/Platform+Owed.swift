// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns
import Stores

/// What sites owe is kept in rows, so that a nation is counted without looking at each site: anew with the day, with what becomes of a firm, a site
/// or a permit, and with each step of a return.
extension Platform {
    /// Brings the rows of some sites up to today. Each day begins with the first site again, and so does each change of lists: holidays move due days.
    ///
    /// - Parameter limit: most sites of one step.
    /// - Returns: how many sites were looked at; 0 once all are as of today.
    public func openPeriods(limit: Int) async throws -> Int {
        let today = self.today
        let stamp = "\(today)/\(vocabularyVersion)"
        return try await database.write { session in
            let settings = SettingStore(session)
            let reading = Reading(session: session, platform: self)
            guard try settings.value(OwedSetting.asOf) != stamp else { return 0 }
            // A walk that was begun as of something earlier is begun again: its first sites are of then.
            let walk = try settings.value(OwedSetting.walk)?.split(separator: " ").map(String.init) ?? []
            let after = walk.first == stamp ? walk.last.flatMap { SiteID(text: $0) } : nil
            let sites = try reading.registry.sites(after: after, limit: limit)
            for site in sites { try reading.keepOwed(site, on: today) }
            if let last = sites.last { try settings.set(OwedSetting.walk, to: "\(stamp) \(last.id)") }
            if sites.count < limit { try settings.set(OwedSetting.asOf, to: stamp) }
            return sites.count
        }
    }
}

/// Where the walk over all sites stands.
private enum OwedSetting {
    /// As of which day and lists every site's rows are.
    static let asOf = "owed_day"
    /// As of what the walk under way is, and the last site it came to.
    static let walk = "owed_walk"
}

extension Reading {
    var owedReturns: OwedStore { OwedStore(session) }

    /// Makes the rows of a site what it owes by now.
    func keepOwed(_ site: Site, on today: CalendarDate) throws {
        let rows = try returnLines(of: [site], on: today).map { line in
            OwedReturn(of: site, line, day: platform.zone.date(of:))
        }
        try owedReturns.keep(rows, of: site.id, since: Period.month(today.month.adding(months: -12)).first)
    }
}

extension OwedReturn {
    fileprivate init(of site: Site, _ line: ReturnLine, day: (Instant) -> CalendarDate) {
        let attributes = site.attributes(on: line.period.last)
        self.init(
            key: OwedKey(site: line.site, dataSet: line.dataSet.id, period: line.period), due: line.due,
            province: line.made?.head.province ?? attributes.province, industry: line.made?.head.isic ?? attributes.isic,
            size: attributes.sizeClass?.rawValue ?? ReturnDuty.unknownSize, isOwed: line.standing != nil, made: line.made, day: day)
    }
}

extension Work {
    /// Keeps how far a return has come.
    func keepProgress(of made: SiteReturn, at site: Site) throws {
        let key = OwedKey(site: made.head.site, dataSet: made.head.dataSet, period: made.head.period)
        let known = try reading.owedReturns.row(key)
        let attributes = site.attributes(on: made.head.period.last)
        try reading.owedReturns.save(
            OwedReturn(
                key: key, due: made.head.due, province: made.head.province, industry: made.head.isic,
                size: known?.size ?? attributes.sizeClass?.rawValue ?? ReturnDuty.unknownSize, isOwed: known?.isOwed ?? true, made: made,
                day: platform.zone.date(of:)))
    }

    /// Brings the rows of those sites up to date of which something became that decides what they owe.
    func keepOwed(_ outcomes: [Outcome]) throws {
        var firms: Set<OrganisationID> = []
        var sites: Set<SiteID> = []
        for outcome in outcomes {
            switch outcome {
            case .organisation(let organisation): firms.insert(organisation.id)
            case .permit(let permit): firms.insert(permit.organisation)
            case .site(let site): sites.insert(site.id)
            default: break
            }
        }
        guard !firms.isEmpty || !sites.isEmpty else { return }
        let touched = try firms.sorted().flatMap { try registry.sites(of: $0) } + registry.sites(sites).values.filter { !firms.contains($0.organisation) }
        for site in touched.sorted(by: { $0.id < $1.id }) { try reading.keepOwed(site, on: today) }
    }
}
