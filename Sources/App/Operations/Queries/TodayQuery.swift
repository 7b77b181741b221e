// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Discharge
import Domain
import Identity
import Manifests
import Rulings
import Stores

/// One thing to do, or one that others must do first.
public struct Duty: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case finishDraft, signDraft, handToDriver, collect, deliver, expect, follow, weigh, decide, treat
        case runRound, receiveRound, answerCorrection, answerArrangement, decideLoss, approveOrganisation, answerClaim, answerBehalf, invited
        case confirmReceived, decideDispute, assignSender
        case fillReturn, mendReturn, approveReturn, followReturns, answerInquiry
        case confirmPipe, statePipe, agreePipe, decidePipe
        case closeCase
    }

    public enum Urgency: Int, CaseIterable, Sendable {
        case overdue, due, waiting
    }

    public var kind: Kind
    public var urgency: Urgency
    /// Absent for duties that concern no note.
    public var note: Manifest?
    public var arrangement: Arrangement?
    public var round: Round?
    /// The other side: who sends to us, or to whom we send; the firm that awaits approval.
    public var other: Organisation?
    public var dueAt: Instant?
    public var since: Instant
    /// Names of people, for invitations that nobody has followed.
    public var people: [String] = []
    /// Somebody's claim to the firm.
    public var claim: ClaimID?
    /// A return that is owed, begun or not; or one that was sent.
    public var siteReturn: ReturnLine?
    /// How many returns are late, and how late at least.
    public var lateReturns: (count: Int, level: EscalationLevel)?
    /// A question about a waste that waits for a ruling.
    public var inquiry: InquiryID?
    /// A pipe to a works, and the month that waits.
    public var pipe: (id: PipeID, month: Month?)?
    /// A case of an exceedance whose every result was withdrawn.
    public var dischargeCase: (id: DischargeCaseID, parameter: String)?
}

/// Notes of a kind beyond those listed one by one.
public struct MoreDuties: Sendable {
    public var kind: Duty.Kind
    public var count: Int
    public var filter: NoteFilter
}

/// What a person must do today.
public struct TodayModel: Sendable {
    /// Most pressing first.
    public var duties: [Duty]
    public var more: [MoreDuties]
    /// May begin a note.
    public var mayCompose: Bool
    /// The last different notes of the organisation, latest first, at most three.
    public var repeats: [Manifest]
    /// Arrangements in force from which the organisation may begin a load, at most four, with what is left of this year.
    public var arranged: [ArrangementLine]
    public var organisations: [OrganisationID: Organisation]
    /// Firms that the person claimed and is not admitted to.
    public var claims: [OwnClaim] = []
}

/// Which notes ask something of whom: one line per role on the note and states.
private struct DutyRule: Sendable {
    var kind: Duty.Kind
    var role: PartyRole
    var states: [ManifestState]
    /// Whoever may do this has the duty.
    var action: Action
    /// Not shown to those who may do this as well: they have another line for the same note.
    var unless: Action?
    /// Others act next; the duty begins when they are late.
    var isOthersStep = false
    /// Shown only once it is late.
    var isOnlyWhenLate = false

    static let all: [DutyRule] = [
        DutyRule(kind: .finishDraft, role: .sender, states: [.draft], action: .draftNote),
        DutyRule(kind: .signDraft, role: .sender, states: [.draft], action: .issueNote, unless: .draftNote),
        DutyRule(kind: .weigh, role: .receiver, states: [.arrived], action: .weighLoad),
        DutyRule(kind: .decide, role: .receiver, states: [.weighed], action: .decideAcceptance),
        DutyRule(kind: .collect, role: .carrier, states: [.issued], action: .signCollection),
        DutyRule(kind: .deliver, role: .carrier, states: [.inTransit, .inStorage], action: .signHandOver),
        DutyRule(kind: .treat, role: .receiver, states: [.accepted], action: .recordTreatment),
        DutyRule(kind: .handToDriver, role: .sender, states: [.issued], action: .issueNote, isOthersStep: true),
        DutyRule(kind: .handToDriver, role: .sender, states: [.issued], action: .draftNote, unless: .issueNote, isOthersStep: true),
        DutyRule(kind: .expect, role: .receiver, states: [.inTransit, .inStorage], action: .recordArrival, isOthersStep: true),
        DutyRule(
            kind: .follow, role: .sender, states: [.inTransit, .inStorage, .arrived, .weighed], action: .reportLoss, isOthersStep: true, isOnlyWhenLate: true),
    ]
}

extension Platform {
    /// What the actor must do today: a bounded number of each kind, those due first.
    public func today(by actor: Actor) async throws -> TodayModel {
        let now = self.now
        return try await read { r in
            var today = TodayModel(duties: [], more: [], mayCompose: false, repeats: [], arranged: [], organisations: [:])
            today.claims = try r.ownClaims(of: actor.person)
            guard let principal = actor.principal else { return today }
            func can(_ action: Action) -> Bool { may(action, actor: actor, subject: actor.wholeReach).isAllowed }

            for rule in DutyRule.all where can(rule.action) && !(rule.unless.map(can) ?? false) {
                try r.add(rule, of: principal.id, to: &today, at: now, by: actor)
            }
            try r.addRounds(of: principal.id, to: &today, by: actor)
            if can(.decideCorrection) {
                for note in try r.notes.corrections(waitingFor: principal.id, at: now, limit: dutiesOfAKind)
                where may(.decideCorrection, actor: actor, subject: r.ownSubject(of: note)).isAllowed {
                    today.duties.append(
                        Duty(
                            kind: .answerCorrection, urgency: .due, note: note, dueAt: note.correction?.expiresAt,
                            since: note.correction?.proposedAt ?? note.updatedAt))
                }
            }
            today.duties += try r.paperDuties(of: principal, by: actor, at: now, can: can)
            if can(.decideArrangement) {
                today.duties += try r.arrangements(awaiting: principal.id, limit: dutiesOfAKind, by: actor).map {
                    Duty(kind: .answerArrangement, urgency: .due, arrangement: $0, since: $0.signatures[0].at)
                }
            }
            if can(.decideLoss) {
                let reach = try actor.noteReach()
                var province: String?
                if case .province(let code) = reach { province = code }
                let missing = try r.notes.notes(NoteFilter(state: .missing), province: province, limit: dutiesOfAKind)
                today.duties += try r.readable(missing, reach: reach, by: actor).map {
                    Duty(kind: .decideLoss, urgency: .due, note: $0, since: $0.loss?.reportedAt ?? $0.updatedAt)
                }
            }
            if can(.approveOrganisation) {
                let waiting = try r.registry.organisations(status: .pendingApproval, province: principal.mandate?.province, limit: dutiesOfAKind)
                today.duties += waiting.map { Duty(kind: .approveOrganisation, urgency: .due, other: $0, since: $0.id.minted) }
            }
            today.duties += try r.claimDuties(of: actor, limit: dutiesOfAKind)
            if can(.answerBehalf) {
                for act in try r.behalf.acts(for: principal.id, limit: 50).filter({ $0.state == .unconfirmed }).prefix(dutiesOfAKind) {
                    today.duties.append(Duty(kind: .answerBehalf, urgency: .due, note: try r.notes.note(act.document), since: act.madeAt))
                }
            }
            today.duties += try r.returnDuties(of: principal, by: actor, can: can, limit: dutiesOfAKind)
            today.duties += try r.officerDuties(of: principal, by: actor, can: can, limit: dutiesOfAKind)
            today.duties += try r.pipeDuties(of: principal, by: actor, can: can, limit: dutiesOfAKind)
            today.duties += try r.caseDuties(by: actor, can: can, limit: dutiesOfAKind)
            if can(.invitePerson), let duty = try r.invitations(of: principal.id, at: now) { today.duties.append(duty) }
            today.mayCompose = can(.draftNote)
            if today.mayCompose {
                today.repeats = try r.repeats(of: principal.id, by: actor)
                today.arranged = Array(try r.arrangements(toSendUnder: principal.id, by: actor).filter { $0.left > .zero }.prefix(4))
            }
            try r.name(&today, for: principal.id)
            today.duties.sort { ($0.urgency.rawValue, $0.dueAt ?? .distantFuture, $0.since) < ($1.urgency.rawValue, $1.dueAt ?? .distantFuture, $1.since) }
            return today
        }
    }
}

/// Duties of one kind that are listed one by one; the rest is a number that leads to the list.
private let dutiesOfAKind = 8

extension Reading {
    /// Adds the duties of one rule.
    fileprivate func add(_ rule: DutyRule, of organisation: OrganisationID, to today: inout TodayModel, at now: Instant, by actor: Actor) throws {
        let open = try notes.open(organisation, role: rule.role, states: rule.states, limit: dutiesOfAKind)
        for (note, dueAt) in open where may(rule.action, actor: actor, subject: ownSubject(of: note)).isAllowed {
            let isLate = dueAt.map { $0 < now } ?? false
            if rule.isOnlyWhenLate, !isLate { continue }
            today.duties.append(
                Duty(kind: rule.kind, urgency: isLate ? .overdue : rule.isOthersStep ? .waiting : .due, note: note, dueAt: dueAt, since: note.updatedAt))
        }
        guard open.count == dutiesOfAKind, !rule.isOnlyWhenLate else { return }
        let all = try notes.countOpen(organisation, role: rule.role, states: rule.states)
        if all > open.count {
            let state = rule.states.count == 1 ? rule.states.first : nil
            today.more.append(MoreDuties(kind: rule.kind, count: all - open.count, filter: NoteFilter(role: rule.role, state: state)))
        }
    }

    /// Rounds that the firm runs or receives, each as one duty in place of those of its notes. One that is open after its day
    /// is overdue.
    fileprivate func addRounds(of organisation: OrganisationID, to today: inout TodayModel, by actor: Actor) throws {
        func day(_ round: Round) -> Instant { platform.zone.start(of: round.plan.day.adding(days: 1)) }
        var shown: [RoundID: Round] = [:]
        func add(_ rounds: [Round], _ kind: Duty.Kind, _ action: Action, isMine: (Round) -> Bool) {
            for round in rounds where may(.readRound, actor: actor, subject: Subject(of: round)).isAllowed {
                shown[round.id] = round
                guard may(action, actor: actor, subject: Subject(of: round)).isAllowed else { continue }
                let isLate = round.plan.day < platform.today
                let urgency: Duty.Urgency = isMine(round) ? isLate ? .overdue : .due : .waiting
                today.duties.append(Duty(kind: kind, urgency: urgency, round: round, dueAt: day(round), since: round.signatures[0].at))
            }
        }
        let open: [RoundState] = [.planned, .underWay]
        add(try rounds.rounds(of: organisation, in: open, limit: dutiesOfAKind), .runRound, .makeStop) { $0.plan.day <= platform.today }
        add(try rounds.rounds(to: organisation, in: [.underWay, .arrived, .weighed], limit: dutiesOfAKind), .receiveRound, .weighLoad) {
            $0.state != .underWay
        }
        let ofGateAndRoad: Set<Duty.Kind> = [.deliver, .expect, .weigh, .decide]
        today.duties.removeAll { duty in
            ofGateAndRoad.contains(duty.kind) && duty.note.map { note in note.round.flatMap { shown[$0] }?.holds(note) ?? false } ?? false
        }
    }

    /// People who were invited and have not signed in yet, as one duty.
    fileprivate func invitations(of organisation: OrganisationID, at now: Instant) throws -> Duty? {
        let today = platform.today
        let members = Set(try people.memberships(in: organisation).filter { $0.isInForce(on: today) }.map(\.person)).sorted().suffix(100)
        let invited = try members.compactMap { try people.person($0) }.filter { $0.standing == .invited }.map(\.id)
        guard let first = invited.first else { return nil }
        let names = try people.names(invited)
        return Duty(kind: .invited, urgency: .waiting, since: first.minted, people: invited.compactMap { names[$0] })
    }

    /// The last notes that differ in waste, receiver or carrier.
    fileprivate func repeats(of organisation: OrganisationID, by actor: Actor) throws -> [Manifest] {
        struct Kind: Hashable {
            var wastes: [WasteCodeID]
            var receiver: SiteID
            var carriers: [SiteID]
        }
        var seen: Set<Kind> = []
        let sent = try notes.notes(of: organisation, NoteFilter(role: .sender), limit: 30)
        return sent.filter { note in
            guard note.state != .draft, note.kind == .ordinary, may(.draftNote, actor: actor, subject: ownSubject(of: note)).isAllowed else { return false }
            return seen.insert(Kind(wastes: note.lines.map(\.waste), receiver: note.receiver.site, carriers: note.legs.map(\.carrier.site))).inserted
        }.prefix(3).map { $0 }
    }

    /// Looks up the names the page says.
    fileprivate func name(_ today: inout TodayModel, for own: OrganisationID) throws {
        let notes = today.duties.compactMap(\.note) + today.repeats
        let arrangements = today.duties.compactMap(\.arrangement) + today.arranged.map(\.arrangement)
        let known = try registry.organisations(
            Set(notes.flatMap { $0.parties.map(\.party.organisation) }).union(arrangements.flatMap(\.organisations))
                .union(today.duties.compactMap(\.round).flatMap(\.plan.organisations)))
        for i in today.duties.indices {
            if let arrangement = today.duties[i].arrangement { today.duties[i].other = known[arrangement.signatures[0].organisation] }
            if let plan = today.duties[i].round?.plan {
                today.duties[i].other = known[plan.carrier.organisation == own ? plan.receiver.organisation : plan.carrier.organisation]
            }
            guard let note = today.duties[i].note else { continue }
            let other = note.sender.organisation == own || !note.isSenderKnown ? note.receiver.organisation : note.sender.organisation
            today.duties[i].other = known[other]
        }
        today.organisations = known
    }
}

extension Instant {
    fileprivate static let distantFuture = Instant(microseconds: .max)
}
