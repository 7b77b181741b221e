// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Ledger
import Returns
import Stores

/// Pipes to works that somebody may see.
public struct PipeList: Sendable {
    public struct Line: Sendable {
        public var pipe: Pipe
        public var outlet: Outlet?
        /// The last month of which somebody stated something.
        public var latest: PipeTransfer?
    }

    /// In the order in which they were named.
    public var lines: [Line]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    public var next: PipeID?
}

/// One pipe with its months.
public struct PipePage: Sendable {
    public struct MonthLine: Sendable {
        public var month: Month
        /// `nil` while nobody has stated anything.
        public var transfer: PipeTransfer?
    }

    public var pipe: Pipe
    public var outlet: Outlet
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    /// Months that are over, the latest first; a year of them unless all were asked for.
    public var months: [MonthLine]
    /// Why it was declined, while it was not erased.
    public var reason: String?
    /// Ends at which the reader may state what a meter read.
    public var sides: [PipeSide]
    public var mayAnswer: Bool
    public var mayEnd: Bool
    /// May name what comes after it.
    public var today: CalendarDate
}

/// One month of a pipe with everything that was said of it.
public struct PipeMonthPage: Sendable {
    /// What a form begins with, and from where it is.
    public struct Prefill: Hashable, Sendable {
        public enum Source: String, CaseIterable, Sendable { case outletVolume, siteReturn, monthBefore }

        public var opening: String?
        public var volume: Volume?
        public var source: Source
    }

    public var page: PipePage
    public var month: Month
    public var transfer: PipeTransfer?
    public var rules: PipeRules
    /// The end for which the reader acts; `nil` for those who only look.
    public var side: PipeSide?
    /// What the reader may do now.
    public var steps: [PipeStep]
    public var prefill: Prefill?
    public var texts: [SealedText: String]
    public var people: [PersonID: String]
    /// Oldest first.
    public var entries: [Entry]
    /// Accounts that the reader may open.
    public var accounts: [Account: AccountID]
    public var density: Density?
}

extension Platform {
    public func pipeList(after: PipeID?, limit: Int, by actor: Actor) async throws -> PipeList {
        let today = self.today
        return try await read { r in
            var found: [Pipe]
            switch try actor.dischargeScope() {
            case .organisation(let organisation):
                let own = try r.registry.sites(of: organisation).filter { may(.readDischarge, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }
                found = try r.discharge.pipes(at: own.map(\.id), after: after, limit: limit + 1)
            case .province(let code): found = try r.discharge.pipes(province: code, after: after, limit: limit + 1)
            case .nation: found = try r.discharge.pipes(province: nil, after: after, limit: limit + 1)
            }
            let next = found.count > limit ? found[limit - 1].id : nil
            if found.count > limit { found.removeLast() }
            let places = try r.places(of: found.flatMap { [$0.site, $0.works].compactMap { $0 } })
            let outlets = try r.discharge.outlets(found.map(\.outlet))
            let months = today.month.adding(months: -12)...today.month
            let latest = Dictionary(grouping: try r.discharge.transfers(of: found.map(\.id), months), by: \.pipe)
            return PipeList(
                lines: found.map { PipeList.Line(pipe: $0, outlet: outlets[$0.outlet], latest: latest[$0.id]?.first) }, sites: places.sites,
                organisations: places.organisations, next: next)
        }
    }

    /// - Parameter allMonths: since the pipe was named; else a year of them.
    public func pipePage(_ id: PipeID, allMonths: Bool = false, by actor: Actor) async throws -> PipePage {
        try await read { try $0.pipePage(id, allMonths: allMonths, by: actor) }
    }

    /// - Parameter month: `2026-09`.
    public func pipeMonthPage(_ id: PipeID, _ month: String, by actor: Actor) async throws -> PipeMonthPage {
        let pipeRules = self.pipeRules
        return try await read { r in
            let page = try r.pipePage(id, by: actor)
            guard let month = Month(iso: month), page.pipe.works != nil else { throw PlatformError.notFound }
            let transfer = try r.discharge.transfer(of: id, month)
            guard transfer != nil || (page.pipe.carries(in: month) && month < page.today.month) else { throw PlatformError.notFound }
            let side = page.sides.first
            let signs = try r.sides(of: page.pipe, .agreePipe, by: actor)
            var steps = side.map { transfer?.steps(for: $0) ?? [.state] } ?? []
            if let side, !signs.contains(side) { steps = steps.filter { $0 == .state } }
            if !page.pipe.carries(in: month) { steps = steps.filter { $0 != .state } }
            let sender = page.sites[page.pipe.site]
            if transfer?.isToDecide ?? false, let sender, may(.decidePipe, actor: actor, subject: r.bookSubject(of: sender)).isAllowed { steps.append(.decide) }
            let entries = try transfer.map { try r.ledger.entries(of: $0.document, after: EntryID(0), limit: 60) } ?? []
            let readable = Set(page.sites.values.filter { may(.readBook, actor: actor, subject: r.bookSubject(of: $0)).isAllowed }.map(\.id))
            var people: [PersonID: String] = [:]
            for person in Set((transfer?.events ?? []).filter { $0.act.organisation == actor.principal?.id }.compactMap(\.act.person)) {
                people[person] = try r.people.profile(person)?.displayName
            }
            return PipeMonthPage(
                page: page, month: month, transfer: transfer, rules: pipeRules, side: side, steps: steps,
                prefill: try side.flatMap { try r.pipePrefill(of: page.pipe, month, $0) }, texts: try r.opened((transfer?.events ?? []).map(\.words)),
                people: people, entries: entries,
                accounts: try r.ledger.ids(of: entries.flatMap { [$0.credit, $0.debit] }.filter { readable.contains($0.site) }),
                density: Density.shipped[.wastewater])
        }
    }

    /// A month of a pipe as it stands, for whoever may see one of its ends.
    public func pipeTransfer(_ id: PipeTransferID, by actor: Actor) async throws -> PipeTransfer {
        try await read { r in
            guard let transfer = try r.discharge.transfer(id) else { throw PlatformError.notFound }
            _ = try r.pipe(transfer.pipe, by: actor)
            return transfer
        }
    }

    /// The pipes of an outlet, and the works that its site may name; for whoever keeps its outlets.
    public func pipeChoices(of id: OutletID, by actor: Actor) async throws -> (outlet: Outlet, site: Site, pipes: [Pipe], works: [Site]) {
        try await read { r in
            let (outlet, site) = try r.outlet(id, by: actor)
            if case .refused(let refusal) = may(.keepOutlets, actor: actor, subject: r.bookSubject(of: site)) { throw refusal }
            return (outlet, site, try r.discharge.pipes(of: id), try r.worksChoices(for: site.id))
        }
    }
}

extension Reading {
    fileprivate func pipePage(_ id: PipeID, allMonths: Bool = false, by actor: Actor) throws -> PipePage {
        let (pipe, sender, works) = try pipe(id, by: actor)
        guard let outlet = try discharge.outlet(pipe.outlet) else { throw PlatformError.notFound }
        let today = platform.today
        let last = today.month.adding(months: -1)
        let first = allMonths ? pipe.from.month : max(pipe.from.month, today.month.adding(months: -12))
        let stated = first <= last ? try discharge.transfers(of: [id], first...last) : []
        let byMonth = Dictionary(stated.map { ($0.month, $0) }, uniquingKeysWith: { a, _ in a })
        var months: [PipePage.MonthLine] = []
        var month = last
        while month >= first {
            if byMonth[month] != nil || pipe.carries(in: month) { months.append(PipePage.MonthLine(month: month, transfer: byMonth[month])) }
            month = month.adding(months: -1)
        }
        let sites = [sender, works].compactMap { $0 }
        func mayKeep(_ site: Site?) -> Bool { site.map { may(.keepOutlets, actor: actor, subject: bookSubject(of: $0)).isAllowed } ?? false }
        return PipePage(
            pipe: pipe, outlet: outlet, sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) }),
            organisations: try registry.organisations(Set(sites.map(\.organisation) + (stated.flatMap(\.events).compactMap(\.act.organisation)))),
            months: months, reason: try pipe.answer?.reason.flatMap { try journal.open($0) },
            sides: try sides(of: pipe, .recordResults, by: actor), mayAnswer: pipe.state == .named && mayKeep(works),
            mayEnd: pipe.until == nil && mayKeep(sender), today: today)
    }

    /// What a side's form begins with: what the outlet's volume or the site's return says, and where the meter stood a month before.
    fileprivate func pipePrefill(of pipe: Pipe, _ month: Month, _ side: PipeSide) throws -> PipeMonthPage.Prefill? {
        if let closing = try discharge.transfer(of: pipe.id, month.adding(months: -1))?.reading(of: side)?.closing {
            return PipeMonthPage.Prefill(opening: closing, source: .monthBefore)
        }
        if side == .sender, let known = try discharge.volume(of: pipe.outlet, month: month) {
            return PipeMonthPage.Prefill(volume: known.volume, source: .outletVolume)
        }
        guard let site = side == .sender ? pipe.site : pipe.works else { return nil }
        // A return tells one sum: of several pipes it cannot tell which.
        let others = try discharge.pipes(at: [site], limit: 200).filter { (side == .sender ? $0.site : $0.works) == site && $0.carries(in: month) }
        guard others.count == 1 else { return nil }
        let days = Period.month(month)
        let stated = try bookings.bookings(of: site, within: days.first...days.last).flatMap(\.booking.lines).first { line in
            line.material == .wastewater && (side == .sender ? line.rule == .flow && line.isToSewer : line.rule == .inflow)
        }
        return stated.map { PipeMonthPage.Prefill(volume: Volume($0.stated), source: .siteReturn) }
    }

    /// What waits for the actor about pipes: to confirm one, to state a month that is over, to agree on one, and for officers to decide.
    func pipeDuties(of principal: OrganisationSummary, by actor: Actor, can: (Action) -> Bool, limit: Int) throws -> [Duty] {
        var duties: [Duty] = []
        func add(_ kind: Duty.Kind, _ pipe: Pipe, _ month: Month?, other: SiteID?, since: Instant) throws {
            var duty = Duty(kind: kind, urgency: .due, since: since)
            duty.pipe = (pipe.id, month)
            duty.other = try other.flatMap { try registry.site($0) }.flatMap { try registry.organisation($0.organisation) }
            duties.append(duty)
        }
        if can(.decidePipe) {
            for transfer in try discharge.disputedTransfers(limit: limit) {
                guard let pipe = try discharge.pipe(transfer.pipe) else { continue }
                try add(.decidePipe, pipe, transfer.month, other: transfer.sender, since: transfer.events.last?.act.at ?? pipe.named.at)
            }
        }
        guard can(.recordResults) || can(.agreePipe) || can(.keepOutlets) else { return duties }
        let own = try registry.sites(of: principal.id).filter { may(.readDischarge, actor: actor, subject: bookSubject(of: $0)).isAllowed }
        let last = platform.today.month.adding(months: -1)
        for pipe in try discharge.pipes(at: own.map(\.id), limit: 200) where duties.count < 2 * limit {
            if pipe.state == .named, can(.keepOutlets), own.contains(where: { $0.id == pipe.works }) {
                try add(.confirmPipe, pipe, nil, other: pipe.site, since: pipe.named.at)
            }
            guard pipe.state == .confirmed else { continue }
            // Nobody owes a reading of the time before the pipe was named here.
            let first = max(pipe.from.month, platform.zone.date(of: pipe.named.at).month, last.adding(months: -11))
            guard first <= last else { continue }
            let stated = Dictionary(try discharge.transfers(of: [pipe.id], first...last).map { ($0.month, $0) }, uniquingKeysWith: { a, _ in a })
            for side in PipeSide.allCases {
                guard let site = side == .sender ? pipe.site : pipe.works, own.contains(where: { $0.id == site }) else { continue }
                let other = side == .sender ? pipe.works : pipe.site
                // The oldest month of each kind: the page of the pipe shows the others.
                var month = first
                var seen: Set<Duty.Kind> = []
                while month <= last {
                    defer { month = month.adding(months: 1) }
                    guard pipe.carries(in: month) else { continue }
                    let kind: Duty.Kind
                    if stated[month]?.reading(of: side) == nil, can(.recordResults) {
                        kind = .statePipe
                    } else if stated[month]?.steps(for: side).contains(.agree) ?? false, can(.agreePipe) {
                        kind = .agreePipe
                    } else {
                        continue
                    }
                    if seen.insert(kind).inserted {
                        try add(kind, pipe, month, other: other, since: platform.zone.start(of: Period.month(month).last.adding(days: 1)))
                    }
                }
            }
        }
        return duties
    }
}

extension BookedLine {
    /// Whether its field says what left by sewer.
    fileprivate var isToSewer: Bool {
        guard case .field(let id) = subject else { return false }
        return DataSets.shipped.sets.contains { $0.fields.contains { $0.id == id && $0.meaning == .flow(from: "process", to: "sewer") } }
    }
}
