// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The decision about a weighed load: all, part or nothing. Works without script: a choice, and amounts that count for a part.
struct DecideView: Part {
    var request: PageRequest
    var model: NoteModel
    /// Plants that could take what is refused.
    var plants: [PartyOption]
    var problems: [Problem]

    private var words: Words { request.words }
    private var note: Manifest { model.note }
    private var typed: FormData { request.form }
    private func say(_ phrase: GatePhrase) -> String { words[phrase] }
    private func error(_ name: String) -> String? { problems.sentence(for: name, words) }

    var html: HTML {
        let view = NoteView(request: request, model: model)
        let form = InputForm(
            words: words, id: "decide", action: "/gate/\(note.id)/decide", hidden: request.hidden(note), problems: problems,
            content: "\(decision)\(discrepancy)\(amounts)\(refusing)\(remark)\(gateReason)")
        let heading = PageHeading(
            title: say(.decideTitle), kind: view.teller.title, chip: request.chip(note.state), lead: view.teller.load,
            action: PrimaryAction(label: say(.decideButton), target: .submit(form: "decide"), icon: .check))
        return """
            \(heading)\(GateSteps(words: words, current: 1))\(view.receipt)\(form)\
            <div class="acts">\(LinkButton(label: say(.toNote), href: view.teller.href))</div>
            """
    }

    private var decision: Field<RadioInput> {
        let weighed = note.receipt?.weighed?.mass ?? note.declaredMass
        return Field(
            words: words, label: say(.decision), name: "decision",
            input: RadioInput(
                choices: [
                    Choice(GateDecision.Kind.all.rawValue, say(.acceptAll), hint: words(GatePhrase.acceptAllHint, ["mass": .mass(weighed)])),
                    Choice(GateDecision.Kind.part.rawValue, say(.acceptPart), hint: say(.acceptPartHint)),
                    Choice(GateDecision.Kind.nothing.rawValue, say(.refuseAll), hint: say(.refuseAllHint)),
                ], selected: typed["decision"].isEmpty ? GateDecision.Kind.all.rawValue : typed["decision"]), error: error("decision"))
    }

    /// Asked only where the weights differ by more than the policy allows, with both figures.
    private var discrepancy: HTML {
        guard note.isOutsideTolerance(model.policy), let weighed = note.receipt?.weighed else { return HTML() }
        let hint = words(
            GatePhrase.discrepancyHint,
            [
                "weighed": .mass(weighed.mass), "declared": .mass(note.declaredMass), "difference": .share(abs(note.weightDifference ?? 0)),
                "tolerance": .share(model.policy.value(.weightTolerance)),
            ])
        let assumed = model.policy.isAssumed(.weightTolerance) ? " " + say(.discrepancyAssumed) : ""
        return Field(
            words: words, label: say(.discrepancy), name: "discrepancy",
            input: RadioInput(choices: DiscrepancyReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["discrepancy"]),
            hint: hint + assumed, error: error("discrepancy")
        ).html
    }

    private var amounts: FieldGroup {
        let fields = HTML.map(note.lines.enumerated()) { i, line in
            let name = "accepted\(i)"
            let label = words(GatePhrase.acceptedOf, ["waste": .text(request.wasteLine(line.waste)), "mass": .mass(line.weighed ?? .zero)])
            let value = typed.has(name) ? typed[name] : (line.weighed ?? .zero).typedKilograms
            return Field(words: words, label: label, name: name, input: NumberInput(value: value, unit: "kg"), error: error(name)).html
        }
        return FieldGroup(title: say(.amounts), explanation: say(.amountsExplained), content: fields)
    }

    private var refusing: FieldGroup {
        let refusal = Field(
            words: words, label: say(.refusal), name: "refusal",
            input: SelectInput(
                choices: [Choice("", say(.notRefused))] + RefusalReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["refusal"],
                isEmptyAtFirst: false),
            error: error("refusal"), isOptional: true)
        let teller = NoteTeller(request: request, note: note, names: model.names)
        let back = PartyPicker.Party(value: "", name: say(.backToSender), place: teller.place(note.sender))
        let picker = PartyPicker(
            words: words, label: say(.onward), name: "onward", parties: [back] + plants.map { request.partyRow($0, isPlant: true) }, selected: typed["onward"],
            hint: say(.onwardHint),
            error: error("onward"))
        let finder = PartySearchBox(words: words, label: say(.findPlant), field: "onward", query: typed["onward-search"])
        return FieldGroup(title: say(.whenRefusing), explanation: say(.whenRefusingMore), content: "\(refusal)\(picker)\(finder)")
    }

    private var gateReason: GateReasonField { GateReasonField(words: words, value: typed["gateReason"], problems: problems) }

    private var remark: Field<LongTextInput> {
        Field(
            words: words, label: words[NotePhrase.remark], name: "remark", input: LongTextInput(value: typed["remark"], rows: 2, maximumLength: 1000),
            error: error("remark"), isOptional: true)
    }
}

extension PageRequest {
    /// A waste in one line of text: code, and its name where the reader's language has one.
    func wasteLine(_ id: WasteCodeID) -> String {
        let name = wasteText(id)
        return name == id.description ? name : id.description + " " + name
    }
}
