// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One case: what exceeded, what the site will do, what was said, and the step that is asked for.
struct DischargeCaseView: Part {
    var request: PageRequest
    var model: DischargeCasePage
    /// The step whose form is shown.
    var step: DischargeCaseStep?
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargeCasePhrase) -> String { words[phrase] }
    private var found: DischargeCase { model.found }
    private var here: URLPath { "/discharge/cases/\(found.id)" }

    var html: HTML {
        let kind = say(.kind) + " · " + model.outlet.code + ", " + request.name(of: model.site)
        let main =
            step == nil
            ? model.steps.first { [.plan, .done, .close, .reopen].contains($0) && !(found.plan != nil && $0 == .plan && model.steps.contains(.done)) } : nil
        let heading = PageHeading(
            title: words.parameter(found.parameter), kind: kind, chip: request.chip(found), lead: lead,
            action: main.map { PrimaryAction(label: words[$0.phrase], target: .link(here.setting("step", $0.rawValue))) },
            others: step == nil ? model.steps.filter { $0 != main }.map { LinkButton(label: words[$0.phrase], href: here.setting("step", $0.rawValue)) } : [])
        let results = ResultTable(request: request, results: model.results).table
        // A refusal that belongs to no form that is shown must not be lost.
        let lost = step == nil ? ProblemSummary(words: words, problems: problems).html : HTML()
        return "\(heading)\(lost)\(step.map(form) ?? HTML())\(plan)<h2>\(say(.resultsTitle))</h2>\(results)<h2>\(say(.historyTitle))</h2>\(history)"
    }

    private var lead: String {
        if model.isGroundless { return say(.leadGroundless) }
        return switch found.state {
        case .open where found.plan == nil: say(.leadOpen)
        case .open: found.isOverdue(on: model.today) ? say(.leadOverdue) : say(.leadPlanned)
        case .answered: say(.leadAnswered)
        case .closed: say(.leadClosed)
        }
    }

    private var plan: HTML {
        var items: [DefinitionList.Item] = []
        if let plan = found.plan {
            items += [
                DefinitionList.Item(say(.action), html: text(plan.action)), DefinitionList.Item(say(.owner), html: text(plan.owner)),
                DefinitionList.Item(say(.due), words.date(plan.due)),
            ]
        }
        if found.asksHelp { items.append(DefinitionList.Item(say(.help), StatusChip(text: say(.asksHelp), tone: .waiting))) }
        return items.isEmpty ? HTML() : DefinitionList(items).html
    }

    private func text(_ sealed: SealedText) -> HTML {
        model.texts[sealed].map(untranslated) ?? "<span class=\"soft\">\(words[NotePhrase.erased])</span>"
    }

    private var history: HTML {
        let rows = HTML.map(found.events) { event in
            let who = [event.person.flatMap { model.people[$0] }, event.organisation.flatMap { model.organisations[$0] }.map { request.name(of: $0) }]
                .compactMap { $0 }.joined(separator: ", ")
            let title = event.step.map { words[$0.phrase] } ?? say(found.events.first == event ? .eventOpened : .eventJoined)
            let said = HTML.ifPresent(event.words) { "<br>\(text($0))" }
            let file = HTML.ifPresent(event.file) { hash in
                let href: URLPath = "/discharge/cases/\(found.id)/files/\(hash)"
                return model.files[hash] == nil
                    ? "<br><span class=\"soft\">\(words[NotePhrase.erased])</span>" : "<br><a href=\"\(href)\">\(say(.openFile))</a>"
            }
            return """
                <li class="done">\(Icon.checkFilled)<div><b>\(title)</b><span class="soft">\(words.moment(event.at))\
                \(if: !who.isEmpty, " · <span translate=\"no\">\(who)</span>")</span>\(said)\(file)</div></li>
                """
        }
        return "<ol class=\"time-line\">\(rows)</ol>"
    }

    // MARK: The form of a step

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    private func form(_ step: DischargeCaseStep) -> HTML {
        let typed = request.form
        let words = self.words
        let labels: [DischargeCaseStep: DischargeCasePhrase] = [
            .plan: .actionLabel, .close: .closeLabel, .sendBack: .sendBackLabel, .reopen: .reopenLabel, .done: .doneLabel,
        ]
        let text = Field(
            words: words, label: say(labels[step] ?? .wordsLabel), name: "words", input: LongTextInput(value: typed["words"], rows: 3, maximumLength: 1000),
            hint: say(.wordsHint), error: error("words"), isOptional: !step.needsWords)
        var content: HTML = text.html
        if step == .plan {
            let owner = Field(
                words: words, label: say(.owner), name: "owner", input: TextInput(value: typed["owner"], autocomplete: "off", maximumLength: 120),
                hint: say(.ownerHint), error: error("owner"))
            let due = Field(
                words: words, label: say(.due), name: "due", input: DateInput(value: typed["due"], earliest: model.today), error: error("due"))
            content = "\(content)\(owner)\(due)"
        }
        if [.evidence, .done, .comment].contains(step) {
            let file = Field(
                words: words, label: say(.fileLabel), name: "file", input: FileInput(accept: ".pdf,image/*"), hint: say(.fileHint), error: error("file"),
                isOptional: step != .evidence)
            content = "\(content)\(file)"
        }
        let input = InputForm(
            words: words, id: "step", action: here,
            hidden: [
                request.csrfField, HiddenField("step", step.rawValue), HiddenField("version", typed.has("version") ? typed["version"] : String(found.version)),
            ],
            problems: problems, content: content, button: words[step.phrase], sendsFiles: true)
        return "<section class=\"field-group\"><h2>\(words[step.phrase])</h2>\(input)</section>"
    }
}
