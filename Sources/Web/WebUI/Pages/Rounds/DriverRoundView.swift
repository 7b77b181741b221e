// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The round on the driver's phone: one big button for each stop, known ones first.
struct DriverRoundView: Part {
    var request: PageRequest
    var model: DriverRound
    /// As it stands in the address.
    var code: String
    var problems: [Problem] = []

    private static let knownShown = 20

    private var words: Words { request.words }
    private var round: Round { model.round }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let isOpen = round.state == .planned || round.state == .underWay
        let plant = model.receiver.map(request.name(of:)) ?? ""
        let find = isOpen ? PrimaryAction(label: say(.newStop), target: .link("/r/\(code)/find"), icon: .plus) : nil
        let heading = PageHeading(
            title: plant, kind: words.date(round.plan.day), chip: StatusChip(text: words[round.state.phrase], tone: round.state.tone),
            lead: words(RoundPagePhrase.loaded, ["mass": .mass(model.loaded), "count": .number(Int64(round.stops.count))]), action: find)
        let nothing = EmptyState(icon: .truck, title: say(.nothingAhead), explanation: say(isOpen ? .findHint : .over))
        let ahead = isOpen ? model.ahead.map(task) : []
        let known = isOpen ? model.known.prefix(Self.knownShown).map(task) : []
        let list = TaskList(
            groups: [
                TaskList.Group(title: say(.aheadTitle), tasks: ahead), TaskList.Group(title: say(.knownTitle), tasks: Array(known)),
                TaskList.Group(title: say(.madeTitle), tasks: model.made.reversed().map(done)),
            ], nothing: nothing)
        let skipped: HTML = HTML.map(model.skipped) { "<li>\(request.name(of: $0.stop.organisation)) · \(words[$0.reason.phrase])</li>" }
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(list)\
            \(if: !model.skipped.isEmpty, Panel(title: say(.skippedTitle), content: "<ul>\(skipped)</ul>").html)
            """
    }

    private func task(_ stop: StopChoice) -> TaskList.Task {
        let href: URLPath = "/r/\(code)/stop/\(stop.party.site)"
        let last = stop.last.map { words(RoundPagePhrase.lastTime, ["mass": .mass($0.declaredMass)]) } ?? say(.never)
        return TaskList.Task(
            title: request.name(of: stop.organisation),
            subject: [request.place(of: stop), stop.organisation.stopStanding?.remark(words)].compactMap { $0 }.joined(separator: " · "),
            time: StatusChip(text: last),
            button: LinkButton(label: say(.stopHere), href: href, icon: .truck), href: href)
    }

    private func done(_ made: (stop: StopChoice, note: Manifest)) -> TaskList.Task {
        let at = made.note.legs.first?.takenOverAt ?? made.note.updatedAt
        return TaskList.Task(
            title: request.name(of: made.stop.organisation),
            subject: [made.note.number, words.mass(made.note.declaredMass), made.stop.organisation.stopStanding?.remark(words)].compactMap { $0 }
                .joined(separator: " · "),
            time: StatusChip(text: words.moment(at), tone: .good), href: "/r/\(code)/made/\(made.note.id)")
    }
}

/// One stop: the weight, who hands over, done.
struct StopView: Part {
    var request: PageRequest
    var round: Round
    var stop: StopChoice
    var code: String
    var problems: [Problem]

    private var words: Words { request.words }
    private var typed: FormData { request.form }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        // A form that comes back keeps its key: sent twice, however often it was mended, it makes one note.
        let key = typed.has("key") ? typed["key"] : request.platform.secrets.token()
        let seen = HiddenField("seen", String(round.stops(at: stop.party.site).count))
        let form = InputForm(
            words: words, id: "stop", action: "/r/\(code)/stop/\(stop.party.site)", hidden: [HiddenField("key", key), seen], problems: problems,
            content: StopFields(request: request, round: round, last: stop.last, problems: problems).html, button: say(.done))
        let heading = PageHeading(title: request.name(of: stop.organisation), kind: say(.stopTitle), lead: request.place(of: stop))
        return "\(heading)\(form)\(skip)<p>\(LinkButton(label: say(.backToRound), href: "/r/\(code)", icon: .arrowLeft))</p>"
    }

    /// Only what is planned can be passed by.
    private var skip: HTML {
        guard round.ahead.contains(stop.party) else { return HTML() }
        let reason = Field(
            words: words, label: say(.skipReason), name: "reason",
            input: RadioInput(choices: SkipReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["reason"]), error: error("reason"))
        let form: HTML = """
            <form class="input-form" method="post" action="\("/r/\(code)/skip/\(stop.party.site)" as URLPath)" novalidate>\(reason)\
            <div class="buttons"><button class="button"><span>\(say(.skipButton))</span></button></div></form>
            """
        return FormFold(title: say(.skipFold), isOpen: error("reason") != nil, content: form).html
    }
}
