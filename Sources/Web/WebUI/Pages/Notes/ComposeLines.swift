// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The wastes of a note: the first in sight, each further one folded inside the one before.
struct ComposeLines: Part {
    var request: PageRequest
    var model: ComposeModel
    var input: ComposeInput
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ComposePhrase) -> String { words[phrase] }

    var html: HTML { fields(0) + further(1) }

    private func further(_ i: Int) -> HTML {
        guard i < max(ComposeInput.linesShown, model.form.lines.count) else { return HTML() }
        let isOpen = i < model.form.lines.count || problems.contains { $0.field.hasPrefix("line\(i).") }
        return FormFold(title: say(.anotherWaste), isOpen: isOpen, content: fields(i) + further(i + 1)).html
    }

    private func fields(_ i: Int) -> HTML {
        let line = i < model.form.lines.count ? model.form.lines[i] : NoteForm.Line()
        return "\(code(i, line))\(weight(i, line))\(method(i, line))\(details(i, line))"
    }

    private func code(_ i: Int, _ line: NoteForm.Line) -> HTML {
        let name = "line\(i).waste"
        let query = i < input.wasteWords.count ? input.wasteWords[i] : ""
        let chosen = WasteCodeID(written: line.waste).flatMap(request.wasteEntry)
        // A radio button cannot be taken back, so a further waste can be answered with none.
        let none = i == 0 ? nil : CodePicker.Entry(value: "", code: "–", title: say(.noFurtherWaste))
        var results: [CodePicker.Entry]?
        if !query.isEmpty {
            results = request.platform.lists.wasteSearch(on: request.platform.today)
                .matches(query, recent: model.recentWastes, limit: ComposePages.codesShown).compactMap { request.wasteEntry($0.code) }
        }
        let picker = CodePicker(
            words: words, label: say(.waste), name: name, query: query,
            recent: (chosen == nil ? [] : none.map { [$0] } ?? []) + model.recentWastes.prefix(i == 0 ? 8 : 4).compactMap(request.wasteEntry), results: results,
            selected: chosen ?? none, searchURL: "/notes/codes", hint: i == 0 ? say(.wasteHint) : nil, error: error(name))
        return "\(picker)\(HiddenField(name + "-search-asked", query))"
    }

    private func weight(_ i: Int, _ line: NoteForm.Line) -> AmountField {
        AmountField(
            words: words, label: say(.weight), name: "line\(i).mass", unitName: "line\(i).unit", value: line.amount, units: units(line.unit),
            selectedUnit: line.unit,
            hint: i == 0 ? say(.weightHint) : nil, error: error("line\(i).mass"), isOptional: i > 0)
    }

    /// Kilogram and tonne first; the unit chosen before is always there.
    private func units(_ chosen: String) -> [Choice] {
        let offered = ["kg", "t", "g", "hap", "quintal", "bag_50kg", "lb"]
        let all = request.platform.lists.massUnits(on: request.platform.today).filter {
            $0.grams != nil && (offered.contains($0.symbol) || $0.symbol == chosen)
        }
        return all.sorted { (offered.firstIndex(of: $0.symbol) ?? 99) < (offered.firstIndex(of: $1.symbol) ?? 99) }
            .map { Choice($0.symbol, $0.symbol.count <= 2 ? $0.symbol : request.platform.lists.name(of: $0, in: words.language).text) }
    }

    private func method(_ i: Int, _ line: NoteForm.Line) -> Field<SelectInput> {
        Field(
            words: words, label: say(.method), name: "line\(i).method",
            input: SelectInput(choices: MeasurementMethod.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: line.method, isEmptyAtFirst: false))
    }

    /// What few loads need: taken from stock, counted containers.
    private func details(_ i: Int, _ line: NoteForm.Line) -> HTML {
        let lot = LotField(request: request, lots: model.lots, name: "line\(i).lot", selected: line.lot, error: error("line\(i).lot"))
        let containers = Field(
            words: words, label: say(.containers), name: "line\(i).containers", input: NumberInput(value: line.containers, isWhole: true),
            hint: say(.containersHint),
            error: error("line\(i).containers"), isOptional: true)
        let isOpen = !line.lot.isEmpty || !line.containers.isEmpty || error("line\(i).lot") != nil || error("line\(i).containers") != nil
        return FormFold(title: say(.moreAboutWaste), isOpen: isOpen, content: "\(lot)\(containers)").html
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}
