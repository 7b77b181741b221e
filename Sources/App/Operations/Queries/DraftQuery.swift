// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores
import Tabular

/// How far a draft is from being sent.
public enum DraftStanding: String, CaseIterable, Sendable {
    case ready
    /// Checks found what somebody must explain.
    case asked
    /// Something must be answered or mended.
    case refused
    /// Its period is not over.
    case running
}

/// Returns that were begun and not sent, the latest period first, with what checks say of each.
public struct DraftList: Sendable {
    public struct Line: Sendable {
        public var made: SiteReturn
        public var dataSet: DataSet
        public var site: Site
        public var organisation: Organisation
        public var standing: DraftStanding
        /// What is unusual and not explained.
        public var questions: [Problem]
        /// What has no answer, and what cannot be.
        public var faults: [Problem]

        public var pick: ReturnPick { ReturnPick(id: made.id, version: made.version) }
    }

    public var lines: [Line]
    public var next: DraftPlace?
    /// Whether they are of several firms, typed in at an office.
    public var isTypedFor: Bool
}

extension Platform {
    /// Drafts that the actor may send: of its firm's sites, or of small firms that its office types in for.
    public func drafts(after place: DraftPlace? = nil, limit: Int? = nil, by actor: Actor) async throws -> DraftList {
        let limit = limit ?? Self.returnsShown
        let (filling, today) = (try actor.sendingReach(), self.today)
        let found = try await read { r in try r.drafts(filling, after: place, limit: limit, by: actor) }
        var models: [ReturnID: WasteModels] = [:]
        for made in found.drafts { models[made.id] = try await wasteModels(for: made.head) }
        return try await read { [models] r in
            let sites = try r.registry.sites(Set(found.drafts.map(\.head.site)))
            let firms = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            let lines = try found.drafts.compactMap { made -> DraftList.Line? in
                guard let site = sites[made.head.site], let firm = firms[site.organisation],
                    let set = r.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion),
                    (try? r.filling(.submitReturn, at: site, made.head, set: set, by: actor)) != nil
                else { return nil }
                let checks = try r.checks(of: made, made.answers, set, models[made.id])
                let questions = checks.findings.filter { $0.remark == nil }.map(\.problem)
                let faults = made.review(for: set) + checks.refused
                let standing: DraftStanding =
                    made.head.period.last >= today ? .running : !faults.isEmpty ? .refused : !questions.isEmpty ? .asked : .ready
                return DraftList.Line(
                    made: made, dataSet: set, site: site, organisation: firm, standing: standing, questions: questions, faults: faults)
            }
            return DraftList(lines: lines, next: found.next, isTypedFor: filling == .forFirm)
        }
    }

    /// Some returns as they stand now.
    ///
    /// - Throws: ``PlatformError/notFound`` for one that the actor may not read.
    public func returnPicks(_ ids: [ReturnID], by actor: Actor) async throws -> [ReturnPick] {
        try await read { r in try ids.map { ReturnPick(id: $0, version: try r.siteReturn($0, by: actor).made.version) } }
    }

    /// Some returns by the site, the data set and the period that name them, as far as the actor may read them.
    public func returnNames(_ ids: [ReturnID], by actor: Actor) async throws -> [ReturnID: (made: SiteReturn, site: Site, dataSet: DataSet)] {
        try await read { r in
            var names: [ReturnID: (made: SiteReturn, site: Site, dataSet: DataSet)] = [:]
            for id in ids {
                guard let (made, site, set) = try? r.siteReturn(id, by: actor) else { continue }
                names[id] = (made, site, set)
            }
            return names
        }
    }
}

extension Reading {
    /// Drafts of an office that are looked at for one page: those of firms themselves lie between them.
    private static let looked = 1000

    fileprivate func drafts(
        _ filling: ReturnFilling, after place: DraftPlace?, limit: Int, by actor: Actor
    ) throws -> (drafts: [SiteReturn], next: DraftPlace?) {
        guard let principal = actor.principal else { throw PermissionRefusal.missing }
        if filling == .own {
            let sites = try registry.sites(of: principal.id).filter { may(.submitReturn, actor: actor, subject: subject(of: $0)).isAllowed }
            let found = try returns.open(of: sites.map(\.id), after: place, limit: limit + 1)
            return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].place : nil)
        }
        let sets = platform.dataSets.sets.filter(\.isSimple).map(\.id)
        let seen = try returns.open(to: Set(sets).sorted(), province: try actor.returnReach(), after: place, limit: Self.looked)
        let own = seen.filter { $0.acts.first?.organisation == principal.id }
        let shown = Array(own.prefix(limit))
        let next = own.count > limit ? shown.last : seen.count == Self.looked ? seen.last : nil
        return (shown, next?.place)
    }
}

extension SiteReturn {
    fileprivate var place: DraftPlace { DraftPlace(first: head.period.first, id: id) }
}

extension DraftList {
    public var file: FileRows {
        FileRows(
            lines,
            [
                "return": { $0.made.id.description }, "version": { String($0.made.version) },
            ] + .place({ $0.organisation }, { $0.site }) + [
                "data_set": { $0.made.head.dataSet }, "period": { $0.made.head.period.description },
                "due_on": { $0.made.head.due.description }, "state": { "\($0.made.state)" }, "standing": { $0.standing.rawValue },
                "questions": { String($0.questions.count) }, "faults": { String($0.faults.count) },
            ])
    }
}
