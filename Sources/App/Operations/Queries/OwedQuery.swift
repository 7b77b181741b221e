// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import Identity
import Returns
import Stores

/// How complete the returns of a period, or of some months, are, group by group.
public struct Completeness: Sendable {
    public var group: OwedGroup
    public var span: OwedSpan
    /// The only one that is counted; `nil` for the nation.
    public var province: String?
    /// The reader may not choose another province.
    public var isBoundToProvince: Bool
    public var rows: [(key: String, count: OwedCount)]
    public var officers: [OfficerLine]
    /// Whether the reader may open lists of firms.
    public var maySeeFirms: Bool

    public var total: OwedCount { rows.reduce(OwedCount()) { $0 + $1.count } }
}

/// What one officer decided.
public struct OfficerLine: Sendable {
    public var name: String
    public var count: OfficerCount
}

/// The returns behind a figure.
public struct OwedPage: Sendable {
    public struct Line: Sendable {
        public var owed: OwedReturn
        public var site: Site
        public var organisation: Organisation
        /// `nil` before it is begun.
        public var made: ReturnID?
    }

    public var lines: [Line]
    public var next: OwedKey?
}

/// A return that is late.
public struct LateReturn: Sendable {
    public var owed: OwedReturn
    public var site: Site
    public var organisation: Organisation
    public var workdaysLate: Int
    /// Who is told of it by now.
    public var level: EscalationLevel?
    public var reminder: ReturnReminder?
}

/// Returns that are late, the longest overdue first.
public struct LateReturns: Sendable {
    public var rows: [LateReturn]
    /// At least so late, where it was asked for.
    public var level: EscalationLevel
    public var counts: [EscalationLevel: Int]
    public var next: OwedKey?
    public var mayRemind: Bool
}

extension Platform {
    /// How many returns of a period or of some months are owed, came, came in time, by province, sector, size or data set; and what officers decided.
    ///
    /// - Parameter asked: the only province, of those that the reader may see; officers of a province always see theirs.
    public func completeness(by group: OwedGroup, of span: OwedSpan, province asked: String? = nil, by actor: Actor) async throws -> Completeness {
        let reach = try actor.nationReach()
        let province = reach ?? asked
        let today = self.today
        return try await read { r in
            let rows = try r.owedReturns.counts(by: group, of: span, province: province, on: today)
            let maySeeFirms = actor.hasReturnReach
            let counts = maySeeFirms ? try r.owedReturns.officers(of: span, province: province) : []
            let names = try r.people.names(Set(counts.map(\.officer)))
            return Completeness(
                group: group, span: span, province: province, isBoundToProvince: reach != nil, rows: rows,
                officers: counts.map { OfficerLine(name: names[$0.officer] ?? "", count: $0) }, maySeeFirms: maySeeFirms)
        }
    }

    /// The returns behind a figure of completeness, by site.
    ///
    /// - Parameters:
    ///   - key: of the group, such as a province's code; `nil` for all.
    ///   - asked: the only province, of those that the reader may see; officers of a province always see theirs.
    /// - Throws: ``PermissionRefusal`` for those who may not see single firms.
    public func owedReturns(
        of span: OwedSpan, _ show: OwedShow, in group: OwedGroup, key: String?, province asked: String? = nil, after: OwedKey? = nil, limit: Int? = nil,
        by actor: Actor
    ) async throws -> OwedPage {
        let limit = limit ?? Self.returnsShown
        let today = self.today
        return try await read { r in
            let province = try actor.returnReach() ?? asked
            let found = try r.owedReturns.rows(of: span, show, in: group, key: key, province: province, on: today, after: after, limit: limit + 1)
            let shown = Array(found.prefix(limit))
            let sites = try r.registry.sites(Set(shown.map(\.key.site)))
            let firms = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            var lines: [OwedPage.Line] = []
            for owed in shown {
                guard let site = sites[owed.key.site], let firm = firms[site.organisation] else { continue }
                let made = owed.state == nil ? nil : try r.returns.siteReturn(site: site.id, dataSet: owed.key.dataSet, period: owed.key.period)?.id
                lines.append(OwedPage.Line(owed: owed, site: site, organisation: firm, made: made))
            }
            return OwedPage(lines: lines, next: found.count > limit ? shown.last?.key : nil)
        }
    }

    /// Returns in the reader's area that are late, from a level of lateness on.
    public func lateReturns(
        from level: EscalationLevel = .firm, province asked: String? = nil, after: OwedKey? = nil, limit: Int? = nil, by actor: Actor
    ) async throws -> LateReturns {
        // Each row holds a choice: more would make a page too heavy for a phone.
        let limit = limit ?? 30
        let (today, counting) = (self.today, dueDays)
        return try await read { r in
            let province = try actor.returnReach() ?? asked
            func lastDue(_ level: EscalationLevel) -> CalendarDate? { counting.rules.lastDue(at: level, on: today, counting.calendar) }
            var counts: [EscalationLevel: Int] = [:]
            for level in EscalationLevel.allCases {
                counts[level] = try lastDue(level).map { try r.owedReturns.countLate(dueBy: $0, province: province) } ?? 0
            }
            let last = try after.flatMap { try r.owedReturns.row($0) }
            let found = try lastDue(level).map { try r.owedReturns.late(dueBy: $0, province: province, after: last, limit: limit + 1) } ?? []
            let shown = Array(found.prefix(limit))
            let sites = try r.registry.sites(Set(shown.map(\.key.site)))
            let firms = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            let reminders = try r.owedReturns.reminders(of: sites.keys)
            let rows = shown.compactMap { owed -> LateReturn? in
                guard let site = sites[owed.key.site], let firm = firms[site.organisation] else { return nil }
                let late = counting.workdaysLate(owed.due, on: today)
                return LateReturn(
                    owed: owed, site: site, organisation: firm, workdaysLate: late, level: counting.rules.level(workdaysLate: late),
                    reminder: reminders[owed.key])
            }
            return LateReturns(
                rows: rows, level: level, counts: counts, next: found.count > limit ? shown.last?.key : nil,
                mayRemind: may(.decideReturn, actor: actor, subject: actor.wholeReach).isAllowed)
        }
    }

    /// Reminds firms of returns that are late, each by itself: it stands on their page of the day.
    ///
    /// - Returns: those that were refused, with the problems of each.
    public func remindReturns(_ keys: [OwedKey], by actor: Actor) async throws -> [(key: OwedKey, problems: [Problem])] {
        if case .refused(let refusal) = may(.decideReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
        return try await apart {
            var refused: [(key: OwedKey, problems: [Problem])] = []
            for (place, key) in keys.enumerated() {
                do {
                    guard place < ReturnPick.most else { throw PlatformError.invalid([ReturnPick.tooMany]) }
                    _ = try await remindReturn(key, by: actor)
                } catch let error as any Explainable {
                    refused.append((key, error.problems))
                }
            }
            return refused
        }
    }

    /// Reminds a firm of one return that is late; at most once a day.
    public func remindReturn(_ key: OwedKey, by actor: Actor, at moment: Instant? = nil) async throws -> ReturnReminder {
        try await perform("return.remind", by: actor, at: moment) { work in
            let r = work.reading
            guard let site = try work.site(key.site), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let owed = try r.owedReturns.row(key), let principal = actor.principal
            else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.decideReturn, actor: actor, subject: r.subject(of: site)) { throw refusal }
            guard owed.isOwed, owed.sentOn == nil, owed.due < work.today else {
                throw PlatformError.invalid([ReturnPhrase.notLate.problem("return", ["due": .date(owed.due)])])
            }
            if let last = try r.owedReturns.reminders(of: [key.site])[key], work.platform.zone.date(of: last.at) == work.today {
                throw PlatformError.invalid([ReturnPhrase.remindedToday.problem("return")])
            }
            let reminder = ReturnReminder(id: work.mint(), owed: key, organisation: principal.id, person: actor.person, at: work.now)
            try r.owedReturns.insert(reminder)
            work.record(.reminded(reminder))
            return reminder
        }
    }
}

extension Reading {
    /// What officers must see to: returns that came to their level of lateness, as one duty, and questions about wastes that wait.
    func officerDuties(of principal: OrganisationSummary, by actor: Actor, can: (Action) -> Bool, limit: Int) throws -> [Duty] {
        let (today, counting) = (platform.today, platform.dueDays)
        var duties: [Duty] = []
        if can(.decideReturn) {
            let province = try actor.returnReach()
            let level: EscalationLevel = province == nil ? .ministry : .province
            if let day = counting.rules.lastDue(at: level, on: today, counting.calendar),
                case let count = try owedReturns.countLate(dueBy: day, province: province), count > 0,
                let first = try owedReturns.late(dueBy: day, province: province, limit: 1).first
            {
                let end = platform.zone.start(of: first.due.adding(days: 1))
                var duty = Duty(kind: .followReturns, urgency: .overdue, dueAt: end, since: end)
                duty.lateReturns = (count, level)
                duties.append(duty)
            }
        }
        if can(.giveRuling) {
            for inquiry in try rulings.open(limit: limit) where may(.giveRuling, actor: actor, subject: inquiry.subject).isAllowed {
                var duty = Duty(kind: .answerInquiry, urgency: .due, since: inquiry.askedAt)
                duty.inquiry = inquiry.id
                duty.other = try registry.organisation(inquiry.organisation)
                duties.append(duty)
            }
        }
        return duties
    }
}

extension Actor {
    /// Whether the actor sees returns of others as an authority.
    fileprivate var hasReturnReach: Bool {
        do {
            _ = try returnReach()
            return true
        } catch {
            return false
        }
    }
}
