// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What a plant did with a load, in whole or in part, and what was left of it.
enum TreatPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/treat") { try await form($0, [], 200) },
        PageRoute(.post, "/notes/:id/treat", treat),
    ]

    static let residuesShown = 3

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, step: .treat, by: actor)
        let recent = try await request.platform.wastes(matching: "", limit: 5, by: actor)
        var found: [Int: [WasteCodeID]] = [:]
        for i in 0..<residuesShown {
            let query = request.form["residue\(i).waste-search"]
            if !query.isEmpty { found[i] = try await request.platform.wastes(matching: query, limit: 8, by: actor) }
        }
        let view = TreatView(request: request, model: model, recent: recent, found: found, problems: problems)
        return request.notePage(model, title: request.words[GatePhrase.treatTitle], back: "/notes/\(id)", body: view.html, status: status)
    }

    private static func treat(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        if typed.has("search") || (0..<residuesShown).contains(where: { typed.isAsking("residue\($0).waste") }) { return try await form(request, [], 200) }
        var command = Platform.TreatmentForm()
        command.line = typed["line"].isEmpty ? "0" : typed["line"]
        command.code = typed["code"]
        command.amount = typed["mass"]
        command.unit = typed["unit"].isEmpty ? "kg" : typed["unit"]
        command.date = typed["date"]
        for i in 0..<residuesShown {
            var residue = Platform.TreatmentForm.ResidueLine()
            residue.waste = typed["residue\(i).waste"]
            residue.amount = typed["residue\(i).mass"]
            residue.unit = typed["residue\(i).unit"].isEmpty ? "kg" : typed["residue\(i).unit"]
            command.residues.append(residue)
        }
        let asked = command
        return try await request.attempt("/notes/\(id)", said: GatePhrase.saidTreated) {
            _ = try await request.platform.treat(id, version: try request.version(), asked, by: actor)
        } again: { problems, status in
            // What concerns all residues together is said at the first.
            try await form(
                request, problems.map { $0.field == "residue" ? Problem(field: "residue0.mass", phrase: $0.phrase, facts: $0.facts) : $0 }, status)
        }
    }
}

/// The form of one treatment.
struct TreatView: Part {
    var request: PageRequest
    var model: NoteModel
    /// Wastes used lately, and what the search boxes of the residues found.
    var recent: [WasteCodeID]
    var found: [Int: [WasteCodeID]]
    var problems: [Problem]

    private var words: Words { request.words }
    private var note: Manifest { model.note }
    private var typed: FormData { request.form }
    private func say(_ phrase: GatePhrase) -> String { words[phrase] }
    private func error(_ name: String) -> String? { problems.sentence(for: name, words) }
    private func chosen(_ name: String, _ fallback: String) -> String { typed[name].isEmpty ? fallback : typed[name] }

    /// Lines of which something is still held.
    private var lines: [(offset: Int, element: ManifestLine)] { note.lines.enumerated().filter { $0.element.held > .zero } }

    var html: HTML {
        let teller = NoteTeller(request: request, note: note, names: model.names)
        let form = InputForm(
            words: words, id: "treat", action: "/notes/\(note.id)/treat", hidden: request.hidden(note), problems: problems,
            content: "\(line)\(code)\(amount)\(date)\(residues)")
        let heading = PageHeading(
            title: say(.treatTitle), kind: teller.title, chip: request.chip(note.state), lead: words(GatePhrase.treatLead, ["mass": .mass(note.heldMass)]),
            action: PrimaryAction(label: say(.treatButton), target: .submit(form: "treat"), icon: .recycle))
        return "\(heading)<p>\(teller.load)</p>\(form)\(teller.backLink)"
    }

    private var line: HTML {
        guard lines.count > 1, let first = lines.first else { return HiddenField("line", String(lines.first?.offset ?? 0)).html }
        let choices = lines.map { line in
            Choice(
                String(line.offset), request.wasteLine(line.element.waste), hint: words(GatePhrase.heldOf, ["mass": .mass(line.element.held)]))
        }
        let selected = chosen("line", String(first.offset))
        guard choices.count > 7 else {
            return Field(words: words, label: say(.treatLine), name: "line", input: RadioInput(choices: choices, selected: selected), error: error("line")).html
        }
        return Field(
            words: words, label: say(.treatLine), name: "line", input: SelectInput(choices: choices, selected: selected, isEmptyAtFirst: false),
            error: error("line")
        ).html
    }

    private var code: Field<SelectInput> {
        Field(
            words: words, label: say(.treatment), name: "code",
            input: SelectInput(
                choices: TreatmentCode.allCases.map { Choice($0.description, request.treatmentLabel($0)) },
                selected: chosen("code", note.intended?.description ?? "")),
            error: error("code"))
    }

    private var amount: AmountField {
        AmountField(
            words: words, label: say(.treatMass), name: "mass", unitName: "unit", value: typed["mass"], units: request.scaleUnits,
            selectedUnit: chosen("unit", "kg"),
            hint: say(.treatMassHint), error: error("mass"), isOptional: true)
    }

    private var date: Field<DateInput> {
        let today = request.platform.today
        let received = note.receipt?.decidedAt.map { request.platform.zone.date(of: $0) }
        // Only a figure of law bounds what may be chosen; our own is said and leads to a mark on the note.
        let isAssumed = model.policy.isAssumed(.backdateDays)
        let bound = isAssumed ? nil : model.policy.earliestDate(recordedOn: today)
        let limit: [String: Fact] = ["limit": .number(Int64(model.policy.days(.backdateDays)))]
        return Field(
            words: words, label: say(.treatDate), name: "date",
            input: DateInput(value: chosen("date", today.description), earliest: [received, bound].compactMap { $0 }.max(), latest: today),
            hint: words(isAssumed ? GatePhrase.treatDateMarked : .treatDateRefused, limit), error: error("date"))
    }

    private var residues: FieldGroup {
        let content = HTML.map(0..<TreatPages.residuesShown) { i in
            let name = "residue\(i)"
            // A radio button cannot be taken back, so nothing is one of the answers.
            let none = CodePicker.Entry(value: "", code: "–", title: say(.noResidue))
            let selected = WasteCodeID(written: typed[name + ".waste"]).flatMap(request.wasteEntry)
            let picker = CodePicker(
                words: words, label: words(GatePhrase.residue, ["number": .number(Int64(i + 1))]), name: name + ".waste", query: typed[name + ".waste-search"],
                recent: (selected == nil ? [] : [none]) + recent.compactMap(request.wasteEntry), results: found[i]?.compactMap(request.wasteEntry),
                selected: selected ?? none, searchURL: "/notes/codes", error: error(name + ".waste"))
            let mass = AmountField(
                words: words, label: say(.residueMass), name: name + ".mass", unitName: name + ".unit", value: typed[name + ".mass"], units: request.scaleUnits,
                selectedUnit: chosen(name + ".unit", "kg"), error: error(name + ".mass"), isOptional: true)
            return "\(picker)\(HiddenField(name + ".waste-search-asked", typed[name + ".waste-search"]))\(mass)"
        }
        return FieldGroup(title: words[NotePhrase.residue], explanation: say(.residueExplained), content: content)
    }
}
