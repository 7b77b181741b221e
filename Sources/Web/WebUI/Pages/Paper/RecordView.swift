// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What came, from whom, by whom and when, with the paper: one column, and one button that signs.
struct RecordView: Part {
    var request: PageRequest
    var model: RecordModel
    var input: RecordInput
    var key: String
    var problems: [Problem]

    private var words: Words { request.words }
    private var form: RecordForm { model.form }
    private var isAtGate: Bool { form.recorder == .receiver }
    private func say(_ phrase: PaperPagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var title: String { say(isAtGate ? .gateTitle : .enterTitle) }

    var html: HTML {
        let label = say(isAtGate ? .gateButton : .enterButton)
        let action = PrimaryAction(label: label, target: .submit(form: "record", name: "act", value: RecordInput.act), icon: .check)
        let heading = PageHeading(title: title, lead: say(isAtGate ? .gateLead : .enterLead))
        // The first button of a form is the one that the Enter key presses; this one is met by nothing else.
        let enterKey: HTML = "<button class=\"unseen\" name=\"act\" value=\"enter\" tabindex=\"-1\" aria-hidden=\"true\">\(label)</button>"
        let lines = RecordLines(request: request, model: model, input: input, problems: problems)
        let body = InputForm(
            words: words, id: "record", action: isAtGate ? "/gate/unannounced" : "/notes/paper",
            hidden: [request.csrfField, HiddenField("key", key)] + (isAtGate ? [] : [HiddenField("origin", ManifestOrigin.paper.rawValue)]),
            problems: problems,
            content: """
                \(enterKey)\(FieldGroup(title: say(.groupPaper), content: "\(if: isAtGate, origin)\(paper)\(photos)"))\
                \(FieldGroup(title: say(isAtGate ? .groupLoad : .groupSent), content: lines.html))\
                \(FieldGroup(title: say(.groupWho), content: "\(ownSite)\(partner)\(carrier)"))\
                \(FieldGroup(title: say(.groupWhen), content: "\(if: isAtGate, received)\(collected)"))\
                \(FieldGroup(title: say(.groupMore), content: "\(intended)\(plate)\(remark)\(reason)"))\
                <p class="soft">\(say(isAtGate ? .gateFollows : .enterFollows))</p>\(action)
                """, sendsFiles: true)
        return "\(heading)\(body)"
    }

    // MARK: The paper

    private var origin: HTML {
        Field(
            words: words, label: say(.origin), name: "origin",
            input: RadioInput(
                choices: [
                    Choice(ManifestOrigin.unannounced.rawValue, say(.originNothing)), Choice(ManifestOrigin.paper.rawValue, say(.originWithPaper)),
                ], selected: form.origin),
            error: error("origin")
        ).html
    }

    private var paper: HTML {
        let blank = Field(
            words: words, label: say(.paperNumber), name: "paper", input: TextInput(value: form.paper, autocomplete: "off", maximumLength: 200),
            hint: say(.paperNumberHint), error: error("paper"), isOptional: true)
        let other = Field(
            words: words, label: say(.otherNumber), name: "otherNumber", input: TextInput(value: form.otherNumber, autocomplete: "off", maximumLength: 100),
            error: error("otherNumber"), isOptional: true)
        return "\(blank)\(other)"
    }

    private var photos: HTML {
        HTML.map(RecordInput.photoNames.enumerated()) { i, name in
            let field = Field(
                words: words, label: words(PaperPagePhrase.photo, ["number": .number(Int64(i + 1))]), name: name,
                input: FileInput(accept: "image/jpeg,image/png,image/webp"), hint: i == 0 ? say(problems.isEmpty ? .photoHint : .photoAgain) : nil,
                error: error(name), isOptional: i > 0 || form.origin != ManifestOrigin.paper.rawValue)
            return i == 0 ? field.html : FormFold(title: say(.photoMore), content: field.html).html
        }
    }

    // MARK: Who

    /// The own site, where there are several.
    private var ownSite: HTML {
        let name = isAtGate ? "receiver" : "sender"
        let chosen = isAtGate ? form.receiverSite : form.sender.site
        guard model.ownSites.count > 1 else { return HiddenField(name, chosen).html }
        return Field(
            words: words, label: say(.ownSite), name: name,
            input: SelectInput(
                choices: model.ownSites.map { Choice($0.id.description, request.name(of: $0)) }, selected: chosen, isEmptyAtFirst: false), error: error(name)
        ).html
    }

    private var partner: HTML {
        let name = isAtGate ? "sender" : "receiver"
        let chosen = isAtGate ? form.sender.site : form.receiverSite
        var rows = model.partners.map(request.partyRow)
        if isAtGate { rows.append(PartyPicker.Party(value: RecordForm.Party.outside, name: say(.outside), place: say(.outsideHint))) }
        let picker = PartyPicker(
            words: words, label: words[isAtGate ? PartyRole.sender.phrase : PartyRole.receiver.phrase], name: name, parties: rows, selected: chosen,
            hint: say(.partnerHint), error: error(name), reasonForNone: say(.partnerNone))
        let finder = PartySearchBox(words: words, label: say(.findFirm), field: name, query: input.partnerWords)
        return "\(picker)\(finder)\(if: isAtGate, outside("sender", form.sender))"
    }

    private var carrier: HTML {
        let own: [PartyPicker.Party] = [
            PartyPicker.Party(value: RecordInput.sender, name: say(isAtGate ? .senderCarried : .weCarried), place: say(.ownVehicle)),
            PartyPicker.Party(value: RecordInput.receiver, name: say(isAtGate ? .weCarried : .receiverCarried), place: say(.ownVehicle)),
        ]
        var rows = own + model.carriers.map(request.partyRow)
        if isAtGate { rows.append(PartyPicker.Party(value: RecordForm.Party.outside, name: say(.outside), place: say(.outsideHint))) }
        let picker = PartyPicker(
            words: words, label: words[PartyRole.carrier.phrase], name: "carrier", parties: rows, selected: carrierValue, error: error("carrier"))
        let finder = PartySearchBox(words: words, label: say(.findFirm), field: "carrier", query: input.carrierWords)
        return "\(picker)\(finder)\(if: isAtGate, outside("carrier", form.carrier))"
    }

    private var carrierValue: String {
        let site = form.carrier.site
        if site.isEmpty || site == RecordForm.Party.outside { return site }
        if site == form.receiverSite { return RecordInput.receiver }
        return site == form.sender.site ? RecordInput.sender : site
    }

    /// Somebody who is not in the registry, in words.
    private func outside(_ name: String, _ party: RecordForm.Party) -> HTML {
        let fields: [(suffix: String, label: PaperPagePhrase, value: String, kind: TextInput.Kind, isOptional: Bool)] = [
            ("Name", .outsideName, party.name, .text, false), ("Place", .outsidePlace, party.place, .text, true),
            ("Phone", .outsidePhone, party.phone, .tel, true),
        ]
        let content = HTML.map(fields) { field in
            Field(
                words: words, label: say(field.label), name: name + field.suffix,
                input: TextInput(value: field.value, kind: field.kind, maximumLength: 200), error: error(name + field.suffix), isOptional: true
            ).html
        }
        let isOpen = party.isOutside || fields.contains { error(name + $0.suffix) != nil }
        return FormFold(title: say(.outsideFold), isOpen: isOpen, content: content).html
    }

    // MARK: When, and the rest

    private var received: HTML { moment("received", .receivedOn, form.receivedDate, form.receivedTime, isOptional: false) }
    private var collected: HTML { moment("collected", .collectedOn, form.collectedDate, form.collectedTime, isOptional: isAtGate) }

    private func moment(_ name: String, _ label: PaperPagePhrase, _ date: String, _ time: String, isOptional: Bool) -> HTML {
        let today = request.platform.today
        let day = Field(
            words: words, label: say(label), name: name,
            input: DateInput(value: date, earliest: today.adding(days: -Manifest.recordDaysMax), latest: today), error: error(name), isOptional: isOptional)
        let hour = Field(
            words: words, label: say(.timeOfDay), name: name + "Time", input: TextInput(value: time, autocomplete: "off", maximumLength: 10),
            hint: say(.timeHint), isOptional: isOptional)
        return "\(day)\(hour)"
    }

    private var intended: HTML {
        let choices = TreatmentCode.allCases.map { Choice($0.description, request.treatmentLabel($0)) }
        return Field(
            words: words, label: say(isAtGate ? .intendedHere : .intendedThere), name: "intended",
            input: SelectInput(choices: choices, selected: form.intended), error: error("intended")
        ).html
    }

    private var plate: HTML {
        Field(
            words: words, label: words[NotePhrase.plate], name: "plate", input: TextInput(value: form.plate, maximumLength: 40), error: error("plate"),
            isOptional: true
        ).html
    }

    private var remark: HTML {
        Field(
            words: words, label: words[NotePhrase.remark], name: "remark", input: LongTextInput(value: form.remark, rows: 2, maximumLength: 1000),
            error: error("remark"), isOptional: true
        ).html
    }

    private var reason: GateReasonField { GateReasonField(words: words, value: form.gateReason, problems: problems) }
}

/// The wastes of the load with their weights: the first in sight, each further one folded.
struct RecordLines: Part {
    var request: PageRequest
    var model: RecordModel
    var input: RecordInput
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ComposePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML { fields(0) + further(1) }

    private func further(_ i: Int) -> HTML {
        guard i < RecordInput.linesShown else { return HTML() }
        let line = line(i)
        let isOpen = !line.waste.isEmpty || !line.amount.isEmpty || !line.lot.isEmpty || problems.contains { $0.field.hasPrefix("line\(i).") }
        return FormFold(title: say(.anotherWaste), isOpen: isOpen, content: fields(i) + further(i + 1)).html
    }

    private func line(_ i: Int) -> NoteForm.Line { i < input.form.lines.count ? input.form.lines[i] : NoteForm.Line() }

    private func fields(_ i: Int) -> HTML {
        let line = line(i)
        let name = "line\(i)"
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
            words: words, label: say(.waste), name: name + ".waste", query: query,
            recent: (chosen == nil ? [] : none.map { [$0] } ?? []) + model.recentWastes.prefix(i == 0 ? 8 : 4).compactMap(request.wasteEntry), results: results,
            selected: chosen ?? none, searchURL: "/notes/codes", hint: i == 0 ? say(.wasteHint) : nil, error: error(name + ".waste"))
        let weight = AmountField(
            words: words, label: say(.weight), name: name + ".mass", unitName: name + ".unit", value: line.amount, units: request.scaleUnits,
            selectedUnit: line.unit, error: error(name + ".mass"), isOptional: i > 0)
        let method = Field(
            words: words, label: say(.method), name: name + ".method",
            input: SelectInput(choices: MeasurementMethod.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: line.method, isEmptyAtFirst: false))
        let containers = Field(
            words: words, label: say(.containers), name: name + ".containers", input: NumberInput(value: line.containers, isWhole: true),
            error: error(name + ".containers"), isOptional: true)
        let lot = LotField(request: request, lots: model.lots, name: name + ".lot", selected: line.lot, error: error(name + ".lot"))
        return "\(picker)\(HiddenField(name + ".waste-search-asked", query))\(weight)\(method)\(lot)\(containers)"
    }
}
