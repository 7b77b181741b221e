// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// A return as a form, section by section: what is known stands in it and says where it is from.
struct ReturnFormView: Part {
    var request: PageRequest
    var model: ReturnModel
    var input: ReturnInput
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var made: SiteReturn { model.made }
    /// What is wrong with what stands in a field: what checks said of the answer that was saved goes as soon as another one was typed.
    private func error(_ field: String) -> String? {
        problems.sentence(for: field, words) ?? (input.stands(at: field, in: model) ? model.checks.refused.sentence(for: field, words) : nil)
    }

    var html: HTML {
        let heading = PageHeading(
            title: words[model.dataSet.phrase] + " · " + request.text(of: made.head.period), kind: request.name(of: model.organisation),
            chip: request.chip(made.state), lead: say(.fillLead))
        let fields = model.fields.filter { isAside($0) == showsMore }
        let sections = Self.sections(fields).map { section(words[$0.phrase], $0.fields) }
        // Return pressed in a field saves, and never searches.
        let first: HTML = "<button class=\"unseen\" tabindex=\"-1\" name=\"then\" value=\"stay\">\(say(.save))</button>"
        let buttons: HTML = """
            <p class="soft">\(say(.zeroHint))</p>\
            \(if: hasMore, "<p><button class=\"button\" name=\"then\" value=\"more\">\(Icon.plus)<span>\(say(.optionalFields))</span></button></p>")\
            <p><button class="button" name="then" value="stay">\(Icon.download)<span>\(say(.save))</span></button></p>\
            <div class="primary-action">\(state)<button class="button primary" name="then" value="review">\(Icon.arrowRight)<span>\(say(.saveAndLook))</span></button></div>
            """
        let form = InputForm(
            words: words, id: "return", action: "/returns/\(made.id)/edit",
            hidden: [request.csrfField, HiddenField("version", String(made.version))], problems: problems,
            content: "\(first)\(HTML.joined(sections, separator: ""))\(showsMore ? HTML() : wastes)\(showsMore ? HTML() : bill)\(buttons)",
            draft: request.visitor.map { "return-\($0.person)-\(made.id)\(showsMore ? "-more" : "")" }, sendsFiles: true, savesItself: input.fresh)
        return "\(heading)\(remarks)\(same)\(form)"
    }

    /// Where script says how far the form was saved; it has no words of its own.
    private var state: HTML {
        let again: URLPath = "/returns/\(made.id)/edit"
        return """
            <p class="soft" role="status" data-state data-offline="\(say(.autosaveOffline))" data-held="\(say(.autosaveHeld))" data-back="\(say(.autosaveBack))"></p>\
            <p hidden data-again><a href="\(again)">\(say(.autosaveAgain))</a></p>
            """
    }

    /// The page of what nobody has to answer.
    private var showsMore: Bool { request.query["more"] != nil && hasMore }
    private var hasMore: Bool { model.fields.contains(where: isAside) }

    /// What an officer wrote when the return was sent back.
    private var remarks: HTML {
        guard made.state == .sentBack, let text = made.acts.last?.reason else { return HTML() }
        return Panel(title: say(.remarks), content: "<p translate=\"no\">\(model.names.texts[text] ?? say(.erased))</p>").html
    }

    private var same: HTML {
        guard model.last != nil, model.fields.contains(where: { model.shown[$0.id] == nil }) else { return HTML() }
        let hidden = [request.csrfField, HiddenField("version", String(made.version))]
        return "<p>\(PostButton(label: say(.sameAsLast), action: "/returns/\(made.id)/same", fields: hidden, icon: .clock, isQuiet: false))</p>"
    }

    /// Fields in their order, section by section.
    static func sections(_ fields: [DataField]) -> [(phrase: DataSetPhrase, fields: [DataField])] {
        var found: [(phrase: DataSetPhrase, fields: [DataField])] = []
        for field in fields {
            if found.last?.phrase == field.sectionPhrase { found[found.count - 1].fields.append(field) } else { found.append((field.sectionPhrase, [field])) }
        }
        return found
    }

    private func section(_ title: String, _ fields: [DataField]) -> HTML { FieldGroup(title: title, content: HTML.map(fields, field)).html }

    /// What nobody has to answer and nobody has answered: it stands on a page of its own.
    private func isAside(_ field: DataField) -> Bool {
        !field.isRequired && model.shown[field.id] == nil && (input.form.answers[field.id]?.number ?? "").isEmpty && error(field.id) == nil
    }

    private func field(_ field: DataField) -> HTML {
        let typed = input.form.answers[field.id] ?? ReturnForm.Answer()
        let label = words[field.phrase]
        let answer = model.shown[field.id]
        let main: HTML =
            if field.units.isEmpty {
                Field(
                    words: words, label: label, name: field.id,
                    input: NumberInput(value: typed.number, unit: request.unitLabel(field.kind.baseSymbol), isWhole: true), hint: hint(field, answer),
                    error: error(field.id), isOptional: !field.isRequired
                ).html
            } else {
                AmountField(
                    words: words, label: label, name: field.id, unitName: field.id + "-unit", value: typed.number,
                    units: field.units.map { Choice($0, request.unitLabel($0)) }, selectedUnit: typed.unit,
                    meaning: answer?.value.figure.flatMap { $0.number == typed.number || $0.typedNumber == typed.number ? $0 : nil }
                        .flatMap { request.meaning(of: $0, kind: field.kind) },
                    hint: hint(field, answer), error: error(field.id), isOptional: !field.isRequired
                ).html
            }
        return showsMore ? "\(main)\(noMeter(field, answer))" : "\(main)\(noMeter(field, answer))\(other(field, typed))"
    }

    /// Of wastewater: how the figure was estimated, and the way to an estimate where there is no meter.
    private func noMeter(_ field: DataField, _ answer: ReturnAnswer?) -> HTML {
        guard field.id == model.dataSet.estimatedField(for: made.head.isic)?.id else { return HTML() }
        let mark = HTML.ifPresent(answer?.estimate) { "<p class=\"note\">\(request.mark(of: $0, model.names))</p>" }
        let href: URLPath = "/returns/\(made.id)/no-meter"
        return "\(mark)<p><a href=\"\(href)\">\(words[EstimatePhrase.link])</a></p>"
    }

    /// What is unusual about it, and where it is from or how much it was last time.
    private func hint(_ field: DataField, _ answer: ReturnAnswer?) -> String? {
        let found = model.checks.findings.filter { $0.finding.field == field.id }.map {
            words(CheckPagePhrase.lookAgain, ["finding": .text(words($0.problem))])
        }
        let all = found + [origin(field, answer)].compactMap { $0 }
        return all.isEmpty ? nil : all.joined(separator: " ")
    }

    private func origin(_ field: DataField, _ answer: ReturnAnswer?) -> String? {
        if let answer, !answer.isConfirmed { return words(ReturnPagePhrase.filledIn, ["source": answer.source.phrase.fact]) }
        if case .bill? = answer?.value { return say(.billSeen) }
        switch model.last?[field.id]?.value {
        case .figure(let figure): return words(ReturnPagePhrase.lastTime, ["figure": .text(request.text(of: figure))])
        case .nothing: return say(.lastNothing)
        case .unknown, .bill, nil: return nil
        }
    }

    /// Another answer than a figure, how it was got, and a remark.
    private func other(_ field: DataField, _ typed: ReturnForm.Answer) -> HTML {
        let chosen = typed.kind == .figure && typed.method == MeasurementMethod.estimated.rawValue ? typed.method : typed.kind.rawValue
        let kind = Field(
            words: words, label: say(.answerKind), name: field.id + "-kind",
            input: SelectInput(
                choices: [
                    Choice("figure", say(.answerFigure)), Choice("estimated", say(.answerEstimate)), Choice("nothing", say(.answerNothing)),
                    Choice("unknown", say(.answerUnknown)),
                ], selected: chosen, isEmptyAtFirst: false))
        let comment = Field(
            words: words, label: say(.comment), name: field.id + "-comment", input: LongTextInput(value: typed.comment ?? "", rows: 2, maximumLength: 1000),
            isOptional: true)
        let isOpen = chosen != "figure" || !(typed.comment ?? "").isEmpty
        return FormFold(title: say(.otherAnswer), isOpen: isOpen, content: "\(kind)\(comment)").html
    }

    /// The photo of one bill at a time, for the figure that it shows.
    private var bill: HTML {
        let shown = model.fields.filter(\.hasBill)
        guard !shown.isEmpty else { return HTML() }
        let isInstead = request.platform.dataSets.takesBills(made.head, in: request.platform.country)
        let label = say(isInstead ? .bill : .billBehind)
        let of = Field(
            words: words, label: say(.columnField), name: "bill-of", input: SelectInput(choices: shown.map { Choice($0.id, words[$0.phrase]) }),
            isOptional: true)
        let file = Field(
            words: words, label: label, name: "bill", input: FileInput(accept: "image/jpeg,image/png,image/webp,application/pdf"), hint: say(.billHint),
            isOptional: true)
        return FormFold(title: label, content: "\(of)\(file)").html
    }

    // MARK: Waste

    private var wastes: HTML {
        guard model.dataSet.wastes != .none, let lines = input.form.wastes else { return HTML() }
        let known = lines.enumerated().filter { isKnown($0.element) }
        let rest = lines.enumerated().first { !isKnown($0.element) }
        let rows = HTML.map(Array(known)) { row($0.offset, $0.element) }
        let next = rest?.offset ?? lines.count
        let isOpen = rest.map { !$0.element.waste.isEmpty || !$0.element.number.isEmpty } ?? false || !input.wasteWords.isEmpty || error("waste\(next)") != nil
        let fold = FormFold(title: say(.addWaste), isOpen: isOpen, content: adding(next, rest?.element ?? ReturnForm.Waste()))
        let lead = say(model.dataSet.wastes == .received ? .wasteLeadReceived : .wasteLead)
        return FieldGroup(title: say(.wasteTitle), explanation: lead, content: "\(rows)\(fold)").html
    }

    /// A line that the return has already.
    private func isKnown(_ line: ReturnForm.Waste) -> Bool { answer(line) != nil }

    private func answer(_ line: ReturnForm.Waste) -> WasteAnswer? {
        guard let waste = WasteCodeID(written: line.waste), let destination = WasteDestination(rawValue: line.destination) else { return nil }
        return model.shown[WasteKey(waste: waste, destination: destination, site: SiteID(text: line.site))]
    }

    private func row(_ i: Int, _ line: ReturnForm.Waste) -> HTML {
        guard let answer = answer(line) else { return HTML() }
        let label = request.wasteLabel(answer.waste) + " → " + request.text(of: answer, model.names)
        let hint = answer.isConfirmed ? nil : words(ReturnPagePhrase.filledIn, ["source": answer.source.phrase.fact])
        let amount = AmountField(
            words: words, label: label, name: "mass\(i)", unitName: "unit\(i)", value: line.number, units: [Choice("kg", "kg"), Choice("t", "t")],
            selectedUnit: line.unit, hint: hint, error: error("mass\(i)") ?? error("waste\(i)"), isOptional: true, hasFocus: input.focus == "mass\(i)")
        let hidden = [HiddenField("waste\(i)", line.waste), HiddenField("destination\(i)", line.destination), HiddenField("site\(i)", line.site)]
        return "\(hidden)\(amount)"
    }

    private func adding(_ i: Int, _ line: ReturnForm.Waste) -> HTML {
        let chosen = WasteCodeID(written: line.waste).flatMap(request.wasteEntry)
        let none = CodePicker.Entry(value: "", code: "–", title: say(.noFurther))
        var results: [CodePicker.Entry]?
        if !input.wasteWords.isEmpty {
            results = request.platform.lists.wasteSearch(on: request.platform.today)
                .matches(input.wasteWords, recent: model.recentWastes, limit: ComposePages.codesShown).compactMap { request.wasteEntry($0.code) }
        }
        let picker = CodePicker(
            words: words, label: say(.wasteCode), name: "waste\(i)", query: input.wasteWords,
            recent: [none] + model.recentWastes.compactMap(request.wasteEntry), results: results, selected: chosen ?? none, searchURL: "/notes/codes",
            hint: say(.wasteCodeHint), error: error("waste\(i)"))
        let choices: [WasteDestination] = model.dataSet.wastes == .received ? [.received] : WasteDestination.chosen
        let destination = Field(
            words: words, label: say(.destination), name: "destination\(i)",
            input: SelectInput(
                choices: choices.map { Choice($0.rawValue, words[$0.phrase]) }, selected: choices.count == 1 ? choices[0].rawValue : line.destination),
            error: error("destination\(i)"), isOptional: true, hasFocus: input.focus == "destination\(i)")
        let amount = AmountField(
            words: words, label: say(.amount), name: "mass\(i)", unitName: "unit\(i)", value: line.number, units: [Choice("kg", "kg"), Choice("t", "t")],
            selectedUnit: line.unit, error: error("mass\(i)"), isOptional: true, hasFocus: input.focus == "mass\(i)")
        return "\(picker)\(destination)\(amount)"
    }
}
