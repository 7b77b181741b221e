// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Returns
import Stores

/// Where something that is owed stands today.
public enum ReturnStanding: String, CaseIterable, Sendable {
    /// The last day in time has passed, and nothing was sent.
    case overdue
    /// Sent back, or opened again, and not sent since.
    case toMend
    /// The period is over.
    case due
    /// The period is running.
    case running
    /// Sent, and not decided.
    case waiting
    case approved
}

/// A return that a site owes or owed, begun or not.
public struct ReturnLine: Sendable {
    public var site: SiteID
    public var dataSet: DataSet
    public var period: Period
    public var due: CalendarDate
    public var made: SiteReturn?
    /// Whether somebody official said that it is owed; `nil` where nobody says so any more.
    public var standing: DataStanding?
    /// The last time an officer reminded the firm of it.
    public var reminder: ReturnReminder?

    public func standing(on today: CalendarDate) -> ReturnStanding {
        switch made?.state {
        case .submitted: .waiting
        case .approved: .approved
        case .sentBack, .reopened: .toMend
        case .draft, nil: period.last >= today ? .running : due < today ? .overdue : .due
        }
    }
}

extension Reading {
    /// What decides which returns a site owes.
    func facts(of site: Site, on today: CalendarDate) throws -> SiteFacts? {
        guard let organisation = try registry.organisation(site.organisation), organisation.status != .pendingApproval else { return nil }
        let attributes = site.attributes(on: today)
        let permits = try registry.permits(of: organisation.id).filter { $0.isInForce(on: today) && ($0.site == nil || $0.site == site.id) }
        // Nobody owes anything for the time before it was known here.
        let known = platform.zone.date(of: site.id.minted)
        return SiteFacts(
            country: organisation.country, profiles: Set(organisation.profiles.map(\.rawValue)), treatments: Set(permits.flatMap(\.treatments)),
            isic: attributes.isic, size: attributes.sizeClass?.rawValue, start: max(site.openedOn ?? known, known), end: site.closedOn)
    }

    /// Every return a site owes for periods that have begun.
    func owed(by site: Site, on today: CalendarDate) throws -> [OwedPeriod] {
        try facts(of: site, on: today).map { platform.dataSets.owed(by: $0, through: today, platform.dueDays) } ?? []
    }

    /// What some sites owe or owed, begun or not; a bounded number for each.
    func returnLines(of sites: [Site], on today: CalendarDate) throws -> [ReturnLine] {
        let since = Period.month(today.month.adding(months: -26)).first
        var made = Dictionary(
            grouping: try returns.returns(of: sites.map(\.id), since: since, limit: 400), by: \.head.site)
        let reminders = try owedReturns.reminders(of: sites.map(\.id))
        var lines: [ReturnLine] = []
        for site in sites {
            for owed in try owed(by: site, on: today) {
                let at = made[site.id]?.firstIndex { $0.head.dataSet == owed.dataSet.id && $0.head.period == owed.period }
                let found = at.map { made[site.id]?.remove(at: $0) } ?? nil
                lines.append(
                    ReturnLine(
                        site: site.id, dataSet: owed.dataSet, period: owed.period, due: found?.head.due ?? owed.due, made: found,
                        standing: owed.duty.standing, reminder: reminders[OwedKey(site: site.id, dataSet: owed.dataSet.id, period: owed.period)]))
            }
            for rest in made[site.id] ?? [] {
                guard let set = platform.dataSets.set(rest.head.dataSet, version: rest.head.dataSetVersion) else { continue }
                lines.append(ReturnLine(site: site.id, dataSet: set, period: rest.head.period, due: rest.head.due, made: rest))
            }
        }
        return lines
    }

    /// What is known of a return before anybody types.
    func prefill(for head: ReturnHead, _ set: DataSet) throws -> ReturnPrefill {
        var prefill = ReturnPrefill()
        prefill.notes = try notes(of: head)
        prefill.last = try returns.siteReturn(site: head.site, dataSet: head.dataSet, period: head.period.previous)?.counting?.answers
        if set.fields.contains(where: { $0.prefill == .sums }) { (prefill.sums, prefill.sumEstimates) = try sums(for: head, set) }
        return prefill
    }

    /// What hand-over notes of a return's period show of its site.
    func notes(of head: ReturnHead) throws -> NotesOfPeriod {
        // More loads than this in one period are nobody's so far; beyond it the rest is typed.
        let most = 20_000
        let firm = try registry.site(head.site)?.organisation ?? head.organisation
        let months = head.period.months
        var found = NotesOfPeriod()
        var seen: Set<DocumentID> = []
        for note in try notes.registered([firm], role: .sender, months: months, limit: most)
        where note.sender.site == head.site && note.kind != .returned && seen.insert(note.id).inserted {
            for line in note.lines {
                // A sender who could not weigh takes the plant's weight.
                let mass = line.declared.method.isEstimate ? line.weighed ?? line.declared.mass : line.declared.mass
                found.sent.append(
                    NotesOfPeriod.Line(
                        waste: line.waste, destination: note.buyer == nil ? .note : .buyer, site: note.buyer == nil ? note.receiver.site : nil, mass: mass))
            }
        }
        seen = []
        for note in try notes.registered([firm], role: .receiver, months: months, limit: most)
        where note.receiver.site == head.site && note.kind != .returned && seen.insert(note.id).inserted {
            for line in note.lines {
                found.received.append(NotesOfPeriod.Line(waste: line.waste, destination: .received, site: nil, mass: line.accepted ?? .zero))
            }
        }
        seen = []
        for note in try notes.registered([firm], role: .carrier, months: months, limit: most)
        where note.legs.contains(where: { $0.carrier.site == head.site }) && seen.insert(note.id).inserted {
            found.carried += note.declaredMass
        }
        return found
    }

    /// Sums over shorter returns of the same site within the period, by field, with the ends of those that are estimates in part.
    private func sums(for head: ReturnHead, _ set: DataSet) throws -> (figures: [String: GivenFigure], estimates: [String: FigureEstimate]) {
        let parts = try returns.returns(of: [head.site], since: head.period.first, limit: 60).filter {
            $0.head.dataSet != head.dataSet && $0.head.period.last <= head.period.last
        }
        let units = platform.lists.units.edition(on: platform.today)
        var (sums, estimates): ([String: GivenFigure], [String: FigureEstimate]) = ([:], [:])
        for field in set.fields where field.prefill == .sums {
            let figures = parts.compactMap { $0.counting?.answers[field.id]?.value.figure }
            guard !figures.isEmpty, let unit = field.units.first else { continue }
            let whole = figures.reduce(Int64(0)) { $0 + $1.whole }
            guard let number = units.number(of: whole, in: unit) else { continue }
            let isEstimate = figures.contains { $0.method.isEstimate }
            sums[field.id] = GivenFigure(
                number: number.withoutTrailingZeros.description, unit: unit, method: isEstimate ? .estimated : field.method, conversion: units.edition,
                whole: whole)
            guard field.hasEstimate else { continue }
            estimates[field.id] = .sum(
                parts.compactMap { part in
                    guard let answer = part.counting?.answers[field.id], let figure = answer.value.figure else { return nil }
                    let span = part.head.period.months
                    return (figure, answer.estimate, Int(span.upperBound.index - span.lowerBound.index) + 1)
                })
        }
        return (sums, estimates)
    }
}
