// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Returns
import Stores

/// Which works receives what leaves by an outlet, as somebody chose it.
public struct PipeForm: Hashable, Sendable {
    /// What stands for a works that nobody knows.
    public static let unknown = "unknown"

    /// Id of the site that receives, or ``unknown``.
    public var works = ""
    /// ISO date; today unless said.
    public var from = ""

    public init() {}
}

extension Platform {
    /// The sender names the works that receives what leaves by an outlet, or says that it is unknown. What was named before ends the day before.
    ///
    /// - Throws: every problem with its field.
    public func namePipe(of outletID: OutletID, _ form: PipeForm, by actor: Actor, at moment: Instant? = nil) async throws -> Pipe {
        let lists = self.lists
        return try await perform("pipe.name", by: actor, at: moment) { work in
            let (outlet, site) = try work.outlet(outletID, for: .keepOutlets)
            var reader = FormReader(lists: lists, today: work.today)
            let from = form.from.isEmpty ? max(work.today, outlet.openedOn) : reader.date(form.from, field: "from")
            if outlet.standing(on: from ?? work.today).receiving != .sewer { reader.problems.append(DischargePhrase.pipeNoSewer.problem("works")) }
            let works = try SiteID(text: form.works).flatMap { try work.reading.registry.site($0) }
            if form.works != PipeForm.unknown {
                if let works, works.id == site.id {
                    reader.problems.append(DischargePhrase.pipeOwnSite.problem("works"))
                } else if try works.map({ try work.reading.works(among: [$0]).isEmpty }) ?? true {
                    reader.problems.append(DischargePhrase.pipeNoWorks.problem("works"))
                }
            }
            let before = try work.discharge.pipes(of: outlet.id).last
            let earliest = max(outlet.openedOn, before.map { $0.from.adding(days: 1) } ?? outlet.openedOn)
            if let from, from < earliest { reader.problems.append(DischargePhrase.pipeTooEarly.problem("from", ["day": .date(earliest)])) }
            if let from, let before { try reader.checkBooked(before, until: from.adding(days: -1), field: "from", work) }
            guard let from, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            if let before, before.holds(on: from) { try work.keep(before.ended(on: from.adding(days: -1)), replacing: before) }
            let pipe = Pipe(
                id: work.mint(), outlet: outlet.id, site: site.id, works: form.works == PipeForm.unknown ? nil : works?.id, from: from, named: work.pipeAct)
            try work.discharge.insert(pipe)
            work.record(.discharge(.pipe(pipe), before: nil))
            return pipe
        }
    }

    /// The works that was named, or an officer of the environment, confirms a pipe or declines it.
    ///
    /// - Parameter reason: needed where it is declined.
    public func answerPipe(
        _ id: PipeID, confirms: Bool, reason: String = "", version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Pipe {
        let lists = self.lists
        return try await perform("pipe.answer", by: actor, at: moment) { work in
            let before = try work.reading.pipe(id, by: actor).pipe
            guard let works = before.works else { throw DischargeRefusal.pipeAnswered }
            try work.require(.keepOutlets, at: works)
            guard before.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let words = reader.text(reason, field: "reason")
            if !confirms, words == nil, reader.problems.isEmpty { reader.problems.append(DischargePhrase.caseWordsMissing.problem("reason")) }
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            return try work.keep(
                try before.answered(PipeAnswer(isConfirmed: confirms, reason: try work.seal(words), act: work.pipeAct)), replacing: before)
        }
    }

    /// Says which day is a pipe's last.
    public func endPipe(_ id: PipeID, on day: String, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Pipe {
        let lists = self.lists
        return try await perform("pipe.end", by: actor, at: moment) { work in
            let before = try work.reading.pipe(id, by: actor).pipe
            try work.require(.keepOutlets, at: before.site)
            guard before.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let last = reader.date(day, field: "until")
            if let last, last < before.from { reader.problems.append(DischargePhrase.pipeEndsEarly.problem("until", ["day": .date(before.from)])) }
            if let last { try reader.checkBooked(before, until: last, field: "until", work) }
            guard let last, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            return try work.keep(before.ended(on: last), replacing: before)
        }
    }
}

extension Work {
    var pipeAct: PipeAct { PipeAct(at: now, person: actor.person, organisation: actor.principal?.id) }

    /// Whoever sees a pipe from one end is told what may not be done at the other.
    func require(_ action: Action, at id: SiteID) throws {
        guard let site = try registry.site(id) else { throw PlatformError.notFound }
        if case .refused(let refusal) = may(action, actor: actor, subject: reading.bookSubject(of: site)) { throw refusal }
    }

    @discardableResult
    fileprivate func keep(_ after: Pipe, replacing before: Pipe) throws -> Pipe {
        try discharge.update(after, from: before.version)
        record(.discharge(.pipe(after), before: .pipe(before)))
        return after
    }
}

extension FormReader {
    /// A pipe may not end before a month of which both ends agreed that it carried something.
    fileprivate mutating func checkBooked(_ pipe: Pipe, until day: CalendarDate, field: String, _ work: Work) throws {
        guard let last = try work.discharge.lastBooked(of: pipe.id), Period.month(last).first > day else { return }
        problems.append(DischargePhrase.pipeMonthsAgreed.problem(field, ["month": .text(last.description)]))
    }
}

extension Reading {
    /// Those of some sites that are wastewater works today, by what their firms do and what their permits name.
    func works(among sites: [Site]) throws -> [Site] {
        let today = platform.today
        let owners = Set(sites.map(\.organisation))
        let organisations = try registry.organisations(owners)
        let permits = try registry.permits(of: owners)
        return sites.filter { site in
            guard let organisation = organisations[site.organisation], organisation.isOpen(on: today), site.isOpen(on: today) else { return false }
            let inForce = (permits[organisation.id] ?? []).filter { $0.isInForce(on: today) && ($0.site == nil || $0.site == site.id) }
            let attributes = site.attributes(on: today)
            return platform.dataSets.isWorks(
                SiteFacts(
                    country: organisation.country, profiles: Set(organisation.profiles.map(\.rawValue)), treatments: Set(inForce.flatMap(\.treatments)),
                    isic: attributes.isic, size: attributes.sizeClass?.rawValue, start: today))
        }
    }

    /// Every wastewater works that a sender may name, but its own site; a bounded number.
    func worksChoices(for site: SiteID) throws -> [Site] {
        let signs = platform.dataSets.worksSigns
        var found = try registry.sites(isic: signs.isic, limit: 200)
        if !signs.treatments.isEmpty { found += try registry.sites(profiles: [.treater], limit: 500) }
        var seen: Set<SiteID> = [site]
        return try works(among: found.filter { seen.insert($0.id).inserted }).sorted { $0.nameEnglish < $1.nameEnglish }
    }

    /// A pipe with its two ends, for whoever may see the discharge of one of them.
    func pipe(_ id: PipeID, by actor: Actor) throws -> (pipe: Pipe, sender: Site, works: Site?) {
        guard let pipe = try discharge.pipe(id), let sender = try registry.site(pipe.site) else { throw PlatformError.notFound }
        let works = try pipe.works.flatMap { try registry.site($0) }
        let sees = [sender, works].compactMap { $0 }.contains { may(.readDischarge, actor: actor, subject: bookSubject(of: $0)).isAllowed }
        guard sees else { throw PlatformError.notFound }
        return (pipe, sender, works)
    }
}
