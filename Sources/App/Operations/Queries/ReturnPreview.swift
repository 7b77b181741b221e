// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns

/// What a return would begin with.
public struct ReturnPreview: Sendable {
    public var owed: OwedPeriod
    public var site: Site
    public var organisation: Organisation
    /// The return, when it was begun already.
    public var made: ReturnID?
    /// Figures that it asks for.
    public var fields: Int
    /// Answers that hand-over notes or shorter returns give.
    public var fromNotes: Int
    /// Answers that are taken over from the return before.
    public var fromLast: Int
}

extension Platform {
    /// What a return would begin with, for whoever may begin it.
    public func returnPreview(site id: SiteID, dataSet: String, period: Period, by actor: Actor) async throws -> ReturnPreview {
        let today = self.today
        return try await read { r in
            guard let site = try r.registry.site(id), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let organisation = try r.registry.organisation(site.organisation),
                let owed = try r.owed(by: site, on: today).first(where: { $0.dataSet.id == dataSet && $0.period == period })
            else { throw PlatformError.notFound }
            let made = try r.returns.siteReturn(site: id, dataSet: dataSet, period: period)?.id
            if made == nil { _ = try r.filling(.fillReturn, at: site, set: owed.dataSet, by: actor) }
            let attributes = site.attributes(on: period.last)
            let head = ReturnHead(
                site: id, organisation: site.organisation, province: attributes.province, isic: attributes.isic, dataSet: dataSet,
                dataSetVersion: owed.dataSet.version, period: period, due: owed.due)
            let answers = try r.prefill(for: head, owed.dataSet).answers(owed.dataSet, isic: attributes.isic)
            let sources = answers.fields.map(\.source) + answers.wastes.map(\.source)
            return ReturnPreview(
                owed: owed, site: site, organisation: organisation, made: made, fields: owed.dataSet.fields(for: attributes.isic).count,
                fromNotes: sources.count { $0 == .notes || $0 == .sums }, fromLast: sources.count { $0 == .last })
        }
    }

    /// A site and its firm, for whoever may read its returns.
    public func returnSite(_ id: SiteID, by actor: Actor) async throws -> (site: Site, organisation: Organisation) {
        try await read { r in
            guard let site = try r.registry.site(id), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let organisation = try r.registry.organisation(site.organisation)
            else { throw PlatformError.notFound }
            return (site, organisation)
        }
    }
}
