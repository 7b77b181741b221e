// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores

/// Returns: begun, filled in bit by bit, sent, sent back, approved, opened again.
extension Platform {
    /// Begins a return with what is known already. One that was begun before is given back as it is.
    ///
    /// - Parameters:
    ///   - dataSet: its name, such as `factoryMonthly`.
    ///   - period: `2026-09`, `2026-Q3` or `2026`.
    public func beginReturn(
        site: SiteID, dataSet: String, period: String, by actor: Actor, at moment: Instant? = nil
    ) async throws -> SiteReturn {
        try await perform("return.begin", by: actor, at: moment) { work in
            guard let site = try work.site(site) else { throw PlatformError.notFound }
            let means = try work.reading.filling(.fillReturn, at: site, by: actor)
            guard let period = Period(text: period), PeriodKind(period) != nil else { throw ReturnError.notOwed }
            if let known = try work.returns.siteReturn(site: site.id, dataSet: dataSet, period: period) {
                work.record(.act("return \(known.id) begun again"))
                return known
            }
            // A day beyond the period of today is none that anybody owes yet.
            guard let owed = try work.reading.owed(by: site, on: work.today).first(where: { $0.dataSet.id == dataSet && $0.period == period }) else {
                throw ReturnError.notOwed
            }
            if means == .forFirm, !owed.dataSet.isSimple { throw PermissionRefusal.forbidden(.fillReturn) }
            return try work.beginReturn(at: site, owed, isTypedFor: means == .forFirm)
        }
    }

    /// Keeps what was typed so far. Nothing has to be complete; what cannot be read is refused with all problems at once.
    ///
    /// - Parameter bills: photos of bills by field, as evidence of a figure or in its place.
    public func saveReturn(
        _ id: ReturnID, version: Int, _ form: ReturnForm, bills: [String: ReturnBill] = [:], by actor: Actor, at moment: Instant? = nil
    ) async throws -> SiteReturn {
        let faults = bills.sorted { $0.key < $1.key }.flatMap { $1.problems(field: $0) }
        let hashes = bills.mapValues { Secrets.hex(secrets.sha256($0.bytes)) }
        return try await perform("return.save", by: actor, at: moment) { work in
            try work.change(id, version: version, .save) { known, set, _ in
                let fields = set.fields(for: known.head.isic)
                var answers = try work.answers(of: known, set, faults) { _ in form }
                let takesBills = work.platform.dataSets.takesBills(known.head, in: work.platform.country)
                let instead = takesBills ? [] : fields.filter { bills[$0.id] != nil && answers[$0.id]?.value.figure == nil }
                let wrong = faults + instead.map { ReturnPhrase.billInstead.problem($0.id, ["field": $0.phrase.fact]) }
                guard wrong.isEmpty else { throw PlatformError.invalid(wrong) }
                for field in fields {
                    guard let bill = bills[field.id], let hash = hashes[field.id], let type = bill.mediaType else { continue }
                    answers = answers.adding(bill: hash, to: field.id)
                    try work.notes.attach(bill.bytes, hash: hash, mediaType: type, to: DocumentID(id.value), at: work.now)
                }
                return try known.save(answers, at: work.now)
            }
        }
    }

    /// Answers everything that has no answer as it was in the return before.
    public func repeatReturn(_ id: ReturnID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> SiteReturn {
        try await perform("return.save", by: actor, at: moment) { work in
            try work.change(id, version: version, .save) { known, set, _ in
                let prefill = try work.reading.prefill(for: known.head, set)
                let shown = prefill.refreshing(known.answers, set, isic: known.head.isic)
                return try known.save(prefill.sameAsLast(set, isic: known.head.isic, over: shown), at: work.now)
            }
        }
    }

    /// Sends a return to the officers, and books what it says: of a later version the difference from the one before.
    ///
    /// - Parameters:
    ///   - confirms: whoever sends it looked at what was filled in and says that it is right.
    ///   - explanations: why what checks found is so, by ``ReturnFinding/key``; a remark at the answer says so too.
    public func submitReturn(
        _ id: ReturnID, version: Int, confirms: Bool, explanations: [String: String] = [:], by actor: Actor, at moment: Instant? = nil
    ) async throws -> SiteReturn {
        try await submitReturn(id, version: version, confirms: confirms, explanations: explanations, by: actor, at: moment, isOneOfMany: false)
    }

    /// - Parameter isOneOfMany: others are sent at the same time, so that whatever can be done beside them is.
    func submitReturn(
        _ id: ReturnID, version: Int, confirms: Bool, explanations: [String: String] = [:], by actor: Actor, at moment: Instant? = nil, isOneOfMany: Bool
    ) async throws -> SiteReturn {
        let models = try await wasteModels(for: id)
        return try await perform("return.submit", by: actor, at: moment, isRehearsed: isOneOfMany) { work in
            let sent = try work.change(id, version: version, .submit) { known, set, act in
                let checks = try work.reading.checks(of: known, known.answers, set, models)
                let (findings, unexplained) = try work.explained(checks, explanations)
                var act = act
                act.findings = findings.isEmpty ? nil : findings
                return try known.submit(
                    for: set, confirms: confirms, today: work.today, refused: checks.refused, unexplained: unexplained, by: act)
            }
            try work.bookReturn(sent)
            return sent
        }
    }

    /// An officer sends a return back and says what is to be mended.
    public func sendBackReturn(_ id: ReturnID, version: Int, remarks: String, by actor: Actor, at moment: Instant? = nil) async throws -> SiteReturn {
        try await decide(id, version: version, .sendBack, reason: remarks, by: actor, at: moment) { known, act in try known.sendBack(by: act) }
    }

    /// An officer takes a return as it is.
    public func approveReturn(_ id: ReturnID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> SiteReturn {
        try await decide(id, version: version, .approve, by: actor, at: moment) { known, act in try known.approve(by: act) }
    }

    /// Takes several returns as they are, each by itself.
    ///
    /// - Parameter picks: each with the version that the officer saw; what exceeds ``ReturnPick/most`` is refused by name.
    /// - Returns: those that were refused, with the problems of each.
    public func approveReturns(_ picks: [ReturnPick], by actor: Actor) async throws -> [RefusedReturn] {
        if case .refused(let refusal) = may(.decideReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
        return try await apart {
            var refused: [RefusedReturn] = []
            for (place, pick) in picks.enumerated() {
                do {
                    guard place < ReturnPick.most else { throw PlatformError.invalid([ReturnPick.tooMany]) }
                    _ = try await approveReturn(pick.id, version: pick.version, by: actor)
                } catch let error as any Explainable {
                    refused.append(RefusedReturn(pick: pick, problems: error.problems))
                }
            }
            return refused
        }
    }

    /// Begins a further version of a return that was sent, since something became known later.
    public func reopenReturn(_ id: ReturnID, version: Int, reason: String, by actor: Actor, at moment: Instant? = nil) async throws -> SiteReturn {
        try await decide(id, version: version, .reopen, reason: reason, by: actor, at: moment) { known, act in try known.reopen(by: act) }
    }

    private func decide(
        _ id: ReturnID, version: Int, _ step: ReturnStep, reason: String = "", by actor: Actor, at moment: Instant?,
        _ decide: @escaping @Sendable (SiteReturn, ReturnAct) throws -> ReturnEvent
    ) async throws -> SiteReturn {
        let lists = self.lists
        return try await perform("return.\(step.rawValue)", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            let text = reader.text(reason, field: "reason")
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            return try work.change(id, version: version, step, reason: text) { known, _, act in try decide(known, act) }
        }
    }
}

/// A return among several, as it was seen.
public struct ReturnPick: Hashable, Sendable {
    /// Taken at once.
    public static let most = 100

    public var id: ReturnID
    public var version: Int

    public init(id: ReturnID, version: Int) {
        self.id = id
        self.version = version
    }

    /// Reads `id.version`, as forms send it.
    public init?(text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let id = ReturnID(text: parts[0]), let version = Int(parts[1]) else { return nil }
        self.init(id: id, version: version)
    }

    public var text: String { "\(id).\(version)" }
}

/// As what somebody fills a return in.
enum ReturnFilling { case own, forFirm }

extension Work {
    var returns: ReturnStore { ReturnStore(session) }

    /// Loads a return, checks who asks, lets the rules decide, and saves what follows: the one road for every change of a return.
    func change(
        _ id: ReturnID, version: Int, _ step: ReturnStep, reason: String? = nil,
        _ decide: (SiteReturn, DataSet, ReturnAct) throws -> ReturnEvent?
    ) throws -> SiteReturn {
        let (known, site, set) = try reading.siteReturn(id, by: actor)
        let filling = try reading.filling(step.action, at: site, known.head, set: set, by: actor)
        if version != known.version { throw ReturnError.stale(seen: version, now: known.version) }
        if let refusal = known.refusal(of: step) { throw refusal }
        let act = try returnAct(step, of: known.head.organisation, reason: try seal(reason), isTypedFor: filling == .forFirm)
        guard let event = try decide(known, set, act) else {
            record(.act("return \(id) saved without a change"))
            return known
        }
        let after = known.applying(event)
        // Before the return is saved: a rehearsal reads nothing that it wrote.
        try keepReported(after, before: known, of: site)
        try returns.update(after, from: known.version)
        try keepProgress(of: after, at: site)
        try keepChecks(of: after, event, set)
        record(.siteReturn(id, event))
        return after
    }

    /// - Parameter firm: whose return it is; at the server's command line its figures are typed in for it.
    func returnAct(_ step: ReturnStep, of firm: OrganisationID, reason: SealedText? = nil, isTypedFor: Bool) throws -> ReturnAct {
        let isOperator = actor.means == .system
        guard let organisation = actor.principal?.id ?? (isOperator ? firm : nil) else { throw PermissionRefusal.missing }
        return ReturnAct(
            step: step, organisation: organisation, person: actor.person, means: actor.means.rawValue, onBehalfOf: actor.onBehalfOf,
            isTypedFor: isTypedFor || isOperator, reason: reason, at: now)
    }
}

extension ReturnStep {
    /// What somebody must be allowed to take it.
    var action: Action {
        switch self {
        case .begin, .save: .fillReturn
        case .submit: .submitReturn
        case .sendBack, .approve: .decideReturn
        case .reopen: .reopenReturn
        }
    }
}

extension Reading {
    var returns: ReturnStore { ReturnStore(session) }

    /// A return with its site and the data set that it answers, for whoever may read it; to others it is not there.
    func siteReturn(_ id: ReturnID, by actor: Actor) throws -> (made: SiteReturn, site: Site, set: DataSet) {
        guard let made = try returns.siteReturn(id), let site = try registry.site(made.head.site),
            let set = platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion),
            may(.readReturn, actor: actor, subject: subject(of: site, made.head)).isAllowed
        else { throw PlatformError.notFound }
        return (made, site, set)
    }

    /// What permissions see of a site's returns: its owner now, and the firm that it was when the return was begun.
    func subject(of site: Site, _ head: ReturnHead? = nil) -> Subject {
        Subject(
            parties: Set([site.organisation] + (head.map { [$0.organisation] } ?? [])), sites: [site.id],
            provinces: Set([site.attributes(on: platform.today).province] + (head.map { [$0.province] } ?? [])))
    }

    /// As what an actor may do something to a site's return: in the own firm's name, by office, or typing a small firm's sheet in.
    ///
    /// - Throws: ``PermissionRefusal``.
    func filling(_ action: Action, at site: Site, _ head: ReturnHead? = nil, set: DataSet? = nil, by actor: Actor) throws -> ReturnFilling {
        let subject = subject(of: site, head)
        switch may(action, actor: actor, subject: subject) {
        case .allowed: return .own
        case .refused(let refusal):
            let isTyping = [.fillReturn, .submitReturn].contains(action) && (set?.isSimple ?? true)
            guard isTyping, may(.typeReturn, actor: actor, subject: subject).isAllowed else { throw refusal }
            return .forFirm
        }
    }
}
