// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Finds a load by its number, and lists what stands at the gate and what is on the way, due first.
struct GateListView: Part {
    var request: PageRequest
    var model: GateModel
    /// The number as it was typed or scanned.
    var typed: String
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: GatePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(
            title: say(.title), lead: say(.lead), action: PrimaryAction(label: say(.open), target: .submit(form: "find"), icon: .search))
        let number = Field(
            words: words, label: say(.number), name: "number", input: TextInput(value: typed, autocomplete: "off", maximumLength: 200), hint: say(.numberHint),
            error: problems.sentence(for: "number", words))
        let nothing = EmptyState(icon: .scale, title: say(.nothing), explanation: say(.nothingMore))
        let groups = [
            TaskList.Group(title: words[RoundPagePhrase.onRounds], tasks: rounds),
            TaskList.Group(title: say(.atGate), tasks: tasks([.arrived, .weighed])),
            TaskList.Group(title: say(.onTheWay), tasks: tasks([.inTransit, .inStorage])),
        ]
        return """
            \(heading)<form class="input-form" id="find" method="get" action="/gate" novalidate>\(ProblemSummary(words: words, problems: problems))\(number)</form>\
            <p>\(LinkButton(label: words[PaperPagePhrase.gateTitle], href: "/gate/unannounced", icon: .plus))</p>\(TaskList(groups: groups, nothing: nothing))\(if: model.hasMore, "<p class=\"soft\">\(say(.more))</p>")
            """
    }

    /// A round is one load, however many notes it has.
    private var rounds: [TaskList.Task] {
        model.rounds.map { round in
            let teller = RoundTeller(request: request, round: round, names: model.names)
            let href: URLPath = "/rounds/\(round.id)/gate"
            let stops = words[RoundPagePhrase.columnStops] + ": " + words.number(Int64(round.stops.count))
            return TaskList.Task(
                title: teller.title, subject: [teller.name(round.plan.carrier.organisation), stops].joined(separator: " · "), time: teller.chip,
                button: LinkButton(label: words[RoundPagePhrase.toGate], href: href, icon: .scale), href: href)
        }
    }

    private func tasks(_ states: [ManifestState]) -> [TaskList.Task] {
        model.loads.filter { states.contains($0.note.state) }.map { load in
            let note = load.note
            let teller = NoteTeller(request: request, note: note, names: model.names)
            let href: URLPath = "/gate/\(note.id)"
            let plate = note.currentLeg.plate.map(teller.text)
            let subject = [note.number, teller.name(note.sender.organisation), teller.name(note.currentLeg.carrier.organisation), plate]
            let label = note.state == .inTransit ? say(.receive) : words[(note.state.awaitedStep ?? .weigh).phrase]
            return TaskList.Task(
                title: teller.load, subject: subject.compactMap { $0 }.joined(separator: " · "), time: time(load),
                button: LinkButton(label: label, href: href, icon: .scale),
                href: href)
        }
    }

    private func time(_ load: GateModel.Load) -> StatusChip {
        guard let due = load.dueAt else { return StatusChip(text: say(.noDate)) }
        let day = request.platform.zone.date(of: due)
        return StatusChip(text: words(load.isLate ? GatePhrase.overdue : .due, ["date": .date(day)]), tone: load.isLate ? .danger : .waiting)
    }
}

/// A load about which the gate has nothing to do.
struct GateDoneView: Part {
    var request: PageRequest
    var model: NoteModel
    var problems: [Problem]

    var html: HTML {
        let words = request.words
        let teller = NoteTeller(request: request, note: model.note, names: model.names)
        let treat =
            model.steps.contains(.treat) ? PrimaryAction(label: words[GatePhrase.treat], target: .link("/notes/\(model.note.id)/treat"), icon: .recycle) : nil
        let heading = PageHeading(
            title: teller.title, kind: words[GatePhrase.title], chip: request.chip(model.note.state), lead: teller.load, action: treat,
            others: [LinkButton(label: words[GatePhrase.toNote], href: teller.href)])
        return "\(heading)\(ProblemSummary(words: words, problems: problems))\(teller.route)\(NoticeLine(text: words[GatePhrase.nothingHere]))"
    }
}
