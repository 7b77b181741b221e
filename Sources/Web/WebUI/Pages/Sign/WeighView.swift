// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// One weight for the load, beside what the sender declared.
struct WeighView: Part {
    var request: PageRequest
    var model: NoteModel
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: GatePhrase) -> String { words[phrase] }

    var html: HTML {
        let note = model.note
        let typed = request.form
        let teller = NoteTeller(request: request, note: note, names: model.names)
        let weight = AmountField(
            words: words, label: say(.weight), name: "weight", unitName: "unit", value: typed["weight"], units: request.scaleUnits,
            selectedUnit: typed["unit"].isEmpty ? "kg" : typed["unit"], hint: words(GatePhrase.weightHint, ["mass": .mass(note.declaredMass)]),
            error: problems.sentence(for: "weight", words))
        let containers = Field(
            words: words, label: say(.containers), name: "containers", input: NumberInput(value: typed["containers"], isWhole: true),
            hint: note.declaredContainers.map { words(GatePhrase.containersHint, ["count": .number(Int64($0))]) },
            error: problems.sentence(for: "containers", words), isOptional: true)
        let method = Field(
            words: words, label: words[NotePhrase.method], name: "method",
            input: SelectInput(
                choices: MeasurementMethod.allCases.map { Choice($0.rawValue, words[$0.phrase]) },
                selected: typed["method"].isEmpty ? MeasurementMethod.weighed.rawValue : typed["method"], isEmptyAtFirst: false))
        let form = InputForm(
            words: words, id: "weigh", action: "/gate/\(note.id)/weigh", hidden: request.hidden(note), problems: problems,
            content: "\(weight)\(containers)\(method)")
        let heading = PageHeading(
            title: say(.weighTitle), kind: teller.title, chip: request.chip(note.state), lead: teller.load,
            action: PrimaryAction(label: say(.weighButton), target: .submit(form: "weigh"), icon: .scale))
        let arrival = PostButton(label: say(.onlyArrival), action: "/gate/\(note.id)/arrive", fields: request.hidden(note))
        return """
            \(heading)\(GateSteps(words: words, current: 0))\(teller.route)\(form)\(NoteLines(teller: teller, lines: Array(note.lines.enumerated().prefix(NoteView.linesShown))).table)\
            <div class="acts">\(if: model.steps.contains(.arrive), arrival.html)\(LinkButton(label: say(.toNote), href: teller.href))</div>
            """
    }
}

/// Weigh, then decide.
struct GateSteps: Part {
    var words: Words
    var current: Int

    var html: HTML {
        StepLine(
            words: words, steps: [StepLine.Step(words[GatePhrase.stepWeigh]), StepLine.Step(words[GatePhrase.stepDecide])], current: current
        ).html
    }
}

extension Manifest {
    /// Containers that the sender counted, over all lines; `nil` when none were.
    var declaredContainers: Int? {
        let counts = lines.compactMap(\.containers)
        return counts.isEmpty ? nil : counts.reduce(0, +)
    }
}
