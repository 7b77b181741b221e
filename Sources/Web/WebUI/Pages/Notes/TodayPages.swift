// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Deadlines
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What I must do today.
enum TodayPages {
    static let routes: [PageRoute] = [PageRoute(.get, "/today") { request in try await today(request) }]

    private static func today(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.today(by: try request.actor())
        return request.page(request.words[TodayPhrase.title], current: .today, body: TodayView(request: request, model: model).html)
    }
}

/// Overdue first, then due, then what others must do first; under it former notes to repeat.
struct TodayView: Part {
    var request: PageRequest
    var model: TodayModel

    private var words: Words { request.words }
    private func say(_ phrase: TodayPhrase) -> String { words[phrase] }

    var html: HTML {
        let action = model.mayCompose ? PrimaryAction(label: say(.newNote), target: .link("/notes/new"), icon: .plus) : nil
        let groups: [TaskList.Group] = [
            group(.overdue, .overdue), group(.due, .due), TaskList.Group(title: say(.waiting), tasks: tasks(.waiting)),
            TaskList.Group(title: say(.more), tasks: model.more.map(more)),
        ]
        let nothing = EmptyState(icon: .leaf, title: say(.nothingTitle), explanation: say(.nothingMore))
        let heading = PageHeading(title: say(.title), lead: words.date(request.platform.today), action: action)
        let tasks = TaskList(groups: groups, nothing: nothing)
        // What is late comes before everything else.
        let isLate = model.duties.contains { $0.urgency == .overdue }
        let claims = HTML.map(model.claims) { request.notice(of: $0).html }
        return isLate ? "\(heading)\(claims)\(tasks)\(arranged)\(repeats)" : "\(heading)\(claims)\(arranged)\(repeats)\(tasks)"
    }

    private func group(_ urgency: Duty.Urgency, _ title: TodayPhrase) -> TaskList.Group { TaskList.Group(title: say(title), tasks: tasks(urgency)) }

    private func tasks(_ urgency: Duty.Urgency) -> [TaskList.Task] { model.duties.filter { $0.urgency == urgency }.map(task) }

    private func task(_ duty: Duty) -> TaskList.Task {
        let href = address(duty)
        return TaskList.Task(
            title: say(duty.kind.phrase), subject: subject(duty), time: time(duty), button: LinkButton(label: say(duty.kind.button), href: href), href: href)
    }

    /// Which one: number, waste, weight, the other side.
    private func subject(_ duty: Duty) -> String {
        if let arrangement = duty.arrangement {
            return [
                arrangement.terms.wastes.first.map { request.wasteText($0.waste) }, words.mass(arrangement.terms.yearlyAmount),
                duty.other.map(request.name(of:)),
            ]
            .compactMap { $0 }.joined(separator: " · ")
        }
        if let round = duty.round {
            let stops = words[RoundPagePhrase.columnStops] + ": " + words.number(Int64(round.stops.count))
            return [words.date(round.plan.day), duty.other.map(request.name(of:)), stops].compactMap { $0 }.joined(separator: " · ")
        }
        if let line = duty.siteReturn {
            let reminded = line.reminder.map { words(TodayPhrase.reminded, ["date": .date(request.platform.zone.date(of: $0.at))]) }
            return [words[line.dataSet.phrase], request.text(of: line.period), duty.other.map(request.name(of:)), reminded].compactMap { $0 }
                .joined(separator: " · ")
        }
        if let late = duty.lateReturns {
            let days = request.platform.dueDays.rules.workdays(until: late.level) ?? 1
            return words(TodayPhrase.lateBy, ["count": .number(Int64(late.count)), "days": .number(Int64(days))])
        }
        if let pipe = duty.pipe {
            return [pipe.month.map { request.text(of: .month($0)) }, duty.other.map(request.name(of:))].compactMap { $0 }.joined(separator: " · ")
        }
        if let found = duty.dischargeCase {
            return [words.parameter(found.parameter), duty.other.map(request.name(of:))].compactMap { $0 }.joined(separator: " · ")
        }
        guard let note = duty.note else { return duty.other.map(request.name(of:)) ?? duty.people.prefix(5).joined(separator: ", ") }
        return [
            note.number, note.lines.first.map { request.wasteText($0.waste) }, words.mass(note.acceptedMass ?? note.declaredMass),
            duty.other.map(request.name(of:)),
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// How long: over time in days, else the day it is due, else since when it waits.
    private func time(_ duty: Duty) -> StatusChip {
        let zone = request.platform.zone
        guard let due = duty.dueAt else { return StatusChip(text: words(TodayPhrase.since, ["date": .date(zone.date(of: duty.since))]), tone: .neutral) }
        let day = zone.date(of: due)
        guard duty.urgency == .overdue else {
            return StatusChip(text: words(TodayPhrase.dueOn, ["date": .date(day)]), tone: duty.urgency == .due ? .waiting : .neutral)
        }
        let days = request.platform.today.days(since: day)
        let text = days < 1 ? say(.sinceToday) : days == 1 ? say(.overdueOneDay) : words(TodayPhrase.overdueDays, ["count": .number(Int64(days))])
        return StatusChip(text: text, tone: .danger)
    }

    private func address(_ duty: Duty) -> URLPath {
        switch duty.kind {
        case .finishDraft: duty.note.map { "/notes/\($0.id)/edit" } ?? "/notes"
        case .approveOrganisation: duty.other.map { "/registry/organisations/\($0.id)" } ?? "/registry"
        case .answerClaim: duty.claim.map { "/claims/\($0)" } ?? "/claims"
        case .answerBehalf: "/in-your-name"
        case .invited: "/people"
        case .runRound: duty.round.map { "/rounds/\($0.id)" } ?? "/rounds"
        case .receiveRound: duty.round.map { "/rounds/\($0.id)/gate" } ?? "/gate"
        case .fillReturn, .mendReturn, .approveReturn: duty.siteReturn.map { $0.href } ?? "/returns"
        case .followReturns: ("/returns/late" as URLPath).setting("level", duty.lateReturns?.level.rawValue)
        case .answerInquiry: duty.inquiry.map { "/questions/\($0)" } ?? "/questions"
        case .confirmPipe, .statePipe, .agreePipe, .decidePipe: duty.pipe.map { PipePages.address($0.id, $0.month) } ?? "/discharge/pipes"
        case .closeCase: duty.dischargeCase.map { "/discharge/cases/\($0.id)" } ?? "/discharge/cases"
        case .answerArrangement: duty.arrangement.map { "/arrangements/\($0.id)" } ?? "/arrangements"
        default: duty.note.map { "/notes/\($0.id)" } ?? "/notes"
        }
    }

    /// Notes of a kind beyond those listed, as one line.
    private func more(_ rest: MoreDuties) -> TaskList.Task {
        let href = NoteListFilter.address(rest.filter)
        return TaskList.Task(
            title: say(rest.kind.phrase), subject: "", time: StatusChip(text: words.number(Int64(rest.count)), tone: .waiting),
            button: LinkButton(label: say(.showAll), href: href), href: href)
    }

    /// Loads under an arrangement: one tap, a weight, and issue.
    private var arranged: HTML {
        guard model.mayCompose, !model.arranged.isEmpty else { return HTML() }
        let tasks = model.arranged.map { line in
            let terms = line.arrangement.terms
            let href = request.newLoad(under: line.arrangement.id)
            let parties = [terms.receiver, terms.carrier].compactMap { model.organisations[$0.organisation] }.map(request.name(of:))
            return TaskList.Task(
                title: terms.wastes.map { request.wasteText($0.waste) }.prefix(2).joined(separator: ", "), subject: parties.joined(separator: " · "),
                time: StatusChip(text: words(TodayPhrase.arrangedLeft, ["mass": .mass(line.left)])),
                button: LinkButton(label: say(.arrangedButton), href: href, icon: .plus), href: href)
        }
        return TaskList(groups: [TaskList.Group(title: say(.arrangedTitle), tasks: tasks)], nothing: EmptyState(title: "", explanation: "")).html
    }

    /// The last different notes: one tap, a weight, and issue.
    private var repeats: HTML {
        guard model.mayCompose, !model.repeats.isEmpty else { return HTML() }
        let tasks = model.repeats.map { note in
            let path: URLPath = "/notes/new"
            let href = path.setting("copy", note.id.description).fragment(fieldID("line0.mass"))
            let parties = [note.receiver, note.legs.first?.carrier].compactMap { $0 }.compactMap { model.organisations[$0.organisation] }.map(request.name(of:))
            let issued = note.signatures.first { $0.step == .issue }?.at ?? note.updatedAt
            return TaskList.Task(
                title: note.lines.first.map { request.wasteText($0.waste) } ?? "", subject: parties.joined(separator: " · "),
                time: StatusChip(text: words(TodayPhrase.repeatLast, ["date": .date(request.platform.zone.date(of: issued))])),
                button: LinkButton(label: say(.repeatButton), href: href, icon: .plus), href: href)
        }
        return TaskList(groups: [TaskList.Group(title: say(.repeatTitle), tasks: tasks)], nothing: EmptyState(title: "", explanation: "")).html
    }
}
