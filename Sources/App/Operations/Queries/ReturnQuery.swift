// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import Identity
import Returns
import Stores

/// Returns of the acting firm, most pressing first.
public struct ReturnList: Sendable {
    public var lines: [ReturnLine]
    public var sites: [SiteID: Site]
    public var today: CalendarDate
    public var mayFill: Bool
    public var maySend: Bool
}

/// Returns that officers of an area see, newest first.
public struct ReturnAreaList: Sendable {
    public var returns: [SiteReturn]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    /// How many are in each state.
    public var counts: [ReturnState: Int]
    public var next: ReturnID?
    public var mayType: Bool
    public var mayDecide: Bool
    /// Those that the reader sent himself, and somebody else must approve.
    public var own: Set<ReturnID>
}

/// Everything that the pages of one return show.
public struct ReturnModel: Sendable {
    public var made: SiteReturn
    public var dataSet: DataSet
    public var site: Site
    public var organisation: Organisation
    /// Other sites, organisations, people and opened texts that it names.
    public var names: NoteNames
    /// The answers, with what notes show by now where nobody has touched it.
    public var shown: ReturnAnswers
    /// What was sent for the period before.
    public var last: ReturnAnswers?
    /// What the actor may do now.
    public var steps: [ReturnStep]
    /// The actor could approve it, had he not sent it himself.
    public var waitsForOther: Bool
    public var today: CalendarDate
    /// Wastes of the site's notes, latest first.
    public var recentWastes: [WasteCodeID]
    /// What it booked; `nil` before it was sent.
    public var booked: ReturnEntries?
    /// What checks say about the answers; nothing once it is sent.
    public var checks: ReturnChecks

    public var fields: [DataField] { dataSet.fields(for: made.head.isic) }
    public var isPeriodOver: Bool { made.head.period.last < today }
}

/// A firm for which an officer may type a simple return in, and what it owes.
public struct TypingChoice: Sendable {
    public var organisation: Organisation
    public var site: Site
    public var lines: [ReturnLine]
}

extension Platform {
    static let returnsShown = 50

    /// What the acting firm owes, owed and sent.
    public func returnList(by actor: Actor) async throws -> ReturnList {
        let today = self.today
        return try await read { r in
            if case .refused(let refusal) = may(.readReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let principal = actor.principal else { throw PermissionRefusal.missing }
            let sites = try r.registry.sites(of: principal.id).filter { may(.readReturn, actor: actor, subject: r.subject(of: $0)).isAllowed }.prefix(40)
            let lines = try r.returnLines(of: Array(sites), on: today).sorted { r.isBefore($0, $1, on: today) }
            return ReturnList(
                lines: lines, sites: Dictionary(sites.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a }), today: today,
                mayFill: may(.fillReturn, actor: actor, subject: actor.wholeReach).isAllowed,
                maySend: may(.submitReturn, actor: actor, subject: actor.wholeReach).isAllowed)
        }
    }

    /// Returns in the area of an officer or inspector.
    ///
    /// - Parameter state: those that wait unless said.
    public func returnArea(_ state: ReturnState = .submitted, before: ReturnID? = nil, limit: Int? = nil, by actor: Actor) async throws -> ReturnAreaList {
        let limit = limit ?? Self.returnsShown
        return try await read { r in
            let province = try actor.returnReach()
            let found = try r.returns.returns([state], province: province, before: before, limit: limit + 1)
            let shown = Array(found.prefix(limit))
            let sites = try r.registry.sites(Set(shown.map(\.head.site)))
            var counts: [ReturnState: Int] = [:]
            for state in ReturnState.allCases { counts[state] = try r.returns.count(state, province: province) }
            return ReturnAreaList(
                returns: shown, sites: sites, organisations: try r.registry.organisations(Set(shown.map(\.head.organisation))), counts: counts,
                next: found.count > limit ? shown.last?.id : nil,
                mayType: may(.typeReturn, actor: actor, subject: actor.wholeReach).isAllowed,
                mayDecide: may(.decideReturn, actor: actor, subject: actor.wholeReach).isAllowed,
                own: Set(shown.filter { $0.isSent(by: actor.person) }.map(\.id)))
        }
    }

    /// One return with everything around it.
    public func returnModel(_ id: ReturnID, by actor: Actor) async throws -> ReturnModel {
        let today = self.today
        let models = try await wasteModels(for: id)
        return try await read { r in
            let (made, site, set) = try r.siteReturn(id, by: actor)
            guard let organisation = try r.registry.organisation(made.head.organisation) else { throw PlatformError.notFound }
            let prefill = made.state.isOpen ? try r.prefill(for: made.head, set) : nil
            let shown = prefill?.refreshing(made.answers, set, isic: made.head.isic) ?? made.answers
            let last = try prefill?.last ?? r.returns.siteReturn(site: site.id, dataSet: set.id, period: made.head.period.previous)?.counting?.answers
            let steps = ReturnStep.allCases.filter { step in
                made.refusal(of: step) == nil && (try? r.filling(step.action, at: site, made.head, set: set, by: actor)) != nil
            }
            let isOwn = made.isSent(by: actor.person)
            return ReturnModel(
                made: made, dataSet: set, site: site, organisation: organisation, names: try r.names(of: made, shown), shown: shown, last: last,
                steps: steps.filter { !isOwn || $0 != .approve }, waitsForOther: isOwn && steps.contains(.approve), today: today,
                recentWastes: made.state.isOpen ? try r.notes.recentWastes(of: site.organisation, limit: 8) : [],
                booked: try r.entries(bookedBy: made, at: site, actor),
                checks: made.state.isOpen ? try r.checks(of: made, made.answers, set, models) : ReturnChecks())
        }
    }

    /// Small firms by words of their name, with the simple returns that they owe, for an officer who has their paper sheets.
    public func typingChoices(_ words: String, by actor: Actor) async throws -> [TypingChoice] {
        let today = self.today
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        return try await read { r in
            if case .refused(let refusal) = may(.typeReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard !folded.isEmpty else { return [] }
            let filter = RegistryFilter(words: folded, profile: .producer, province: actor.principal?.mandate?.province)
            return try r.registry.organisations(filter, pending: .none, limit: 12).flatMap { firm in
                try r.registry.sites(of: firm.id).filter { may(.typeReturn, actor: actor, subject: r.subject(of: $0)).isAllowed }.compactMap { site in
                    let lines = try r.returnLines(of: [site], on: today).filter { $0.dataSet.isSimple && $0.made?.state.isOpen ?? true }
                    return lines.isEmpty ? nil : TypingChoice(organisation: firm, site: site, lines: lines)
                }
            }
        }
    }
}

extension Actor {
    /// The only province whose returns the actor sees as an authority; `nil` for all.
    ///
    /// - Throws: ``PermissionRefusal`` for everybody else.
    func returnReach() throws -> String? {
        if may(.readReturn, actor: self, subject: Subject()).isAllowed { return nil }
        if let province = principal?.mandate?.province, may(.readReturn, actor: self, subject: Subject(provinces: [province])).isAllowed { return province }
        throw PermissionRefusal.missing
    }
}

extension Reading {
    /// Overdue first, then what is to be mended, what is due, what runs, what waits, what is over; the earliest due first among those that are open.
    func isBefore(_ a: ReturnLine, _ b: ReturnLine, on today: CalendarDate) -> Bool {
        let order = ReturnStanding.allCases
        let (x, y) = (a.standing(on: today), b.standing(on: today))
        guard x == y else { return (order.firstIndex(of: x) ?? 0) < (order.firstIndex(of: y) ?? 0) }
        let isOpen = ![.waiting, .approved].contains(x)
        if a.due != b.due { return isOpen ? a.due < b.due : a.due > b.due }
        return (a.site.value, a.dataSet.id) < (b.site.value, b.dataSet.id)
    }

    /// Every name and text that a page about a return says.
    fileprivate func names(of made: SiteReturn, _ shown: ReturnAnswers) throws -> NoteNames {
        var names = NoteNames()
        let answers = [shown] + made.filings.map(\.answers)
        names.sites = try registry.sites(Set(answers.flatMap(\.wastes).compactMap(\.site)))
        names.organisations = try registry.organisations(
            Set(made.acts.map(\.organisation) + made.acts.compactMap(\.onBehalfOf) + names.sites.values.map(\.organisation)))
        names.people = try people.names(Set(made.acts.compactMap(\.person)))
        let explanations = made.acts.flatMap { $0.findings ?? [] }.compactMap(\.explanation)
        for text in made.acts.compactMap(\.reason) + answers.flatMap(\.fields).flatMap(\.texts) + explanations where names.texts[text] == nil {
            names.texts[text] = try journal.open(text)
        }
        return names
    }

    /// Returns that the actor must fill in, mend or decide; a bounded number of each.
    func returnDuties(of principal: OrganisationSummary, by actor: Actor, can: (Action) -> Bool, limit: Int) throws -> [Duty] {
        let today = platform.today
        var duties: [Duty] = []
        func end(_ day: CalendarDate) -> Instant { platform.zone.start(of: day.adding(days: 1)) }
        if can(.fillReturn) || can(.submitReturn) {
            let sites = try registry.sites(of: principal.id).prefix(40).filter {
                may(.fillReturn, actor: actor, subject: subject(of: $0)).isAllowed || may(.submitReturn, actor: actor, subject: subject(of: $0)).isAllowed
            }
            let lines = try returnLines(of: sites, on: today).filter { [.overdue, .toMend, .due].contains($0.standing(on: today)) }
            for line in lines.sorted(by: { isBefore($0, $1, on: today) }).prefix(limit) {
                let isMend = line.standing(on: today) == .toMend
                var duty = Duty(
                    kind: isMend ? .mendReturn : .fillReturn, urgency: line.due < today ? .overdue : .due, dueAt: end(line.due),
                    since: line.made?.updatedAt ?? end(line.period.last))
                duty.siteReturn = line
                duties.append(duty)
            }
        }
        if can(.decideReturn) {
            let province = try actor.returnReach()
            for made in try returns.returns([.submitted], province: province, limit: limit) where !made.isSent(by: actor.person) {
                guard let set = platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion) else { continue }
                var duty = Duty(kind: .approveReturn, urgency: .due, since: made.updatedAt)
                duty.siteReturn = ReturnLine(site: made.head.site, dataSet: set, period: made.head.period, due: made.head.due, made: made)
                duty.other = try registry.organisation(made.head.organisation)
                duties.append(duty)
            }
        }
        return duties
    }
}
