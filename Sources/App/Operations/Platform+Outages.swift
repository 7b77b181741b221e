// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores
import Synchronization

/// An outage as an officer typed it.
public struct OutageForm: Hashable, Sendable {
    /// ISO dates, and times such as `08:30`.
    public var fromDate = ""
    public var fromTime = ""
    public var untilDate = ""
    public var untilTime = ""
    /// Code of a province; blank is all that the officer's mandate reaches.
    public var province = ""
    public var reason = ""

    public init() {}
}

/// An outage with its published reason.
public struct OutageNotice: Sendable, Hashable {
    public var outage: Outage
    /// `nil` once erased.
    public var reason: String?
    /// The last day on which its paper notes are entered without counting as late, by the class of waste that has less time.
    public var lastDay: CalendarDate
}

/// Declared outages, the latest first.
public struct OutageList: Sendable {
    public var notices: [OutageNotice]
    /// Names of those who declared them.
    public var organisations: [OrganisationID: Organisation]
    /// The last one looked at, where older ones follow.
    public var next: OutageID?
}

/// How far somebody may declare outages.
public enum OutageReach: Hashable, Sendable {
    case nation
    case province(String)

    /// - Parameter province: code of an outage's province; `nil` for the whole country.
    public func covers(_ province: String?) -> Bool {
        switch self {
        case .nation: true
        case .province(let own): own == province
        }
    }
}

extension Actor {
    /// Where this actor may declare outages and move their ends; `nil` when nowhere.
    public var outageReach: OutageReach? {
        if may(.declareOutage, actor: self, subject: Subject()).isAllowed { return .nation }
        guard let province = principal?.mandate?.province, may(.declareOutage, actor: self, subject: Subject(provinces: [province])).isAllowed else {
            return nil
        }
        return .province(province)
    }
}

/// Outages that are not over, at hand for every page.
final class OutageShelf: Sendable {
    private let notices = Mutex<[OutageNotice]>([])

    func put(_ fresh: [OutageNotice]) { notices.withLock { $0 = fresh } }
    func running(at now: Instant) -> [OutageNotice] { notices.withLock { $0.filter { $0.outage.isRunning(at: now) } } }
}

extension Platform {
    /// Declared outages that run now, as this server last read them.
    public var runningOutages: [OutageNotice] { outageShelf.running(at: now) }

    /// Reads which outages are not over, also those declared at another server of the database.
    public func refreshOutages() async throws {
        let now = self.now
        outageShelf.put(try await read { r in try r.outages.outages(notOverAt: now).map { try r.notice($0) } })
    }

    /// An officer declares a time in which the platform could not be reached: of a ministry for any area, of a province's office
    /// for that province. It is public at once.
    public func declareOutage(_ form: OutageForm, by actor: Actor, at moment: Instant? = nil) async throws -> Outage {
        let lists = self.lists
        let zone = self.zone
        let country = self.country
        let made = try await perform("outage.declare", by: actor, at: moment) { work in
            if case .refused(let refusal) = may(.declareOutage, actor: actor, subject: actor.wholeReach) { throw refusal }
            var reader = FormReader(lists: lists, today: work.today)
            let from = reader.moment(form.fromDate, form.fromTime, in: zone, field: "from")
            let until = reader.moment(form.untilDate, form.untilTime, in: zone, field: "until")
            for (field, moment) in [("from", from), ("until", until)] where moment == nil && !reader.problems.contains(where: { $0.field == field }) {
                reader.problems.append(PaperPhrase.timeMissing.problem(field))
            }
            var province = form.province.trimmedBlanks
            if province.isEmpty, case .province(let own)? = actor.outageReach { province = own }
            if !province.isEmpty, !lists.provinces(of: country, on: work.today).contains(where: { $0.id.code == province }) {
                reader.problems.append(PaperPhrase.outageProvince.problem("province", ["text": .text(String(province.prefix(40)))]))
            } else if actor.outageReach?.covers(province.isEmpty ? nil : province) != true {
                reader.problems.append(PaperPhrase.outageElsewhere.problem("province"))
            }
            let text = reader.text(form.reason.trimmedBlanks, field: "reason")
            if text == nil, !reader.problems.contains(where: { $0.field == "reason" }) {
                reader.problems.append(PaperPhrase.outageReasonMissing.problem("reason"))
            }
            if let from, let until { reader.problems += Outage.problems(from: from, until: until, now: work.now) }
            guard let from, let until, reader.problems.isEmpty, let reason = try work.seal(text) else { throw PlatformError.invalid(reader.problems) }
            let outage = Outage(
                id: work.mint(), from: from, until: until, province: province.isEmpty ? nil : province, reason: reason,
                declaredBy: actor.principal?.id ?? OrganisationID(0), declaredAt: work.now)
            try work.outages.insert(outage)
            work.record(.outage(outage))
            return outage
        }
        try await refreshOutages()
        return made
    }

    /// Gives an outage another end, earlier or later than was thought.
    public func endOutage(_ id: OutageID, version: Int, date: String, time: String, by actor: Actor, at moment: Instant? = nil) async throws -> Outage {
        let lists = self.lists
        let zone = self.zone
        let changed = try await perform("outage.end", by: actor, at: moment) { work in
            // Before anything is looked up, so that a stranger learns nothing by trying.
            if case .refused(let refusal) = may(.declareOutage, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let outage = try work.outages.outage(id) else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.declareOutage, actor: actor, subject: outage.subject) { throw refusal }
            guard outage.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let until = reader.moment(date, time, in: zone, field: "until")
            if until == nil, reader.problems.isEmpty { reader.problems.append(PaperPhrase.timeMissing.problem("until")) }
            if until == outage.until { reader.problems.append(PaperPhrase.outageEndNotLater.problem("until", ["until": .moment(outage.until)])) }
            guard let until, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let after = try outage.ending(until)
            try work.outages.update(after, from: version)
            work.record(.outage(after))
            return after
        }
        try await refreshOutages()
        return changed
    }

    /// Declared outages, the latest first: for everybody.
    public func outages(before: OutageID? = nil, limit: Int) async throws -> OutageList {
        try await readPublished { r in
            var found = try r.outages.outages(before: before, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            return OutageList(
                notices: try found.map { try r.notice($0) }, organisations: try r.registry.organisations(Set(found.map(\.declaredBy))),
                next: hasMore ? found.last?.id : nil)
        }
    }

    /// One outage, for the officer who gives it another end.
    public func outage(_ id: OutageID, by actor: Actor) async throws -> OutageNotice {
        try await read { r in
            if case .refused(let refusal) = may(.declareOutage, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let outage = try r.outages.outage(id) else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.declareOutage, actor: actor, subject: outage.subject) { throw refusal }
            return try r.notice(outage)
        }
    }
}

extension Outage {
    /// What permissions see of it: everybody may read it, whose area it is may move its end.
    fileprivate var subject: Subject { Subject(provinces: Set([province].compactMap { $0 }), isPublic: true) }
}

extension Reading {
    fileprivate func notice(_ outage: Outage) throws -> OutageNotice {
        let day = platform.zone.date(of: outage.until)
        let last = [false, true].map { outage.lastDay(platform.policy(isHazardous: $0, on: day), platform.zone) }.min() ?? day
        return OutageNotice(outage: outage, reason: try journal.open(outage.reason), lastDay: last)
    }
}
