// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns
import Stores

/// Sites of a province that sent returns about a month: what is behind a figure of reports.
public struct ReportingSites: Sendable {
    public struct Line: Sendable {
        public var made: SiteReturn
        public var site: Site
        public var organisation: Organisation?
    }

    public var province: String
    public var month: Month
    public var lines: [Line]
    public var next: ReturnID?
}

extension Platform {
    /// - Throws: ``PermissionRefusal`` for whoever may not read the returns of the province's sites.
    public func reportingSites(in province: String, month: Month, after: ReturnID?, limit: Int, by actor: Actor) async throws -> ReportingSites {
        if case .refused(let refusal) = may(.readReturn, actor: actor, subject: Subject(provinces: [province])) { throw refusal }
        let day = Period.month(month).first
        let days = Set(PeriodKind.allCases.map { $0.period(of: day).first }).sorted()
        return try await read { r in
            var found = try r.returns.returns(of: province, beginningOn: days, after: after, limit: limit + 1)
            let next = found.count > limit ? found[limit - 1].id : nil
            found = found.prefix(limit).filter { $0.counting != nil && $0.head.period.months.contains(month) }
            let sites = try r.registry.sites(Set(found.map(\.head.site)))
            let organisations = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            let lines = found.compactMap { made in
                sites[made.head.site].map { ReportingSites.Line(made: made, site: $0, organisation: organisations[$0.organisation]) }
            }
            return ReportingSites(province: province, month: month, lines: lines, next: next)
        }
    }
}
