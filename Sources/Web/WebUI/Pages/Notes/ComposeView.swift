// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The form of a new note or a draft, in one column: what leaves, who takes it, when.
struct ComposeView: Sendable {
    var request: PageRequest
    var model: ComposeModel
    var target: ComposeTarget
    var input = ComposeInput()
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: ComposePhrase) -> String { words[phrase] }

    var page: HTML {
        let title = say(target.draft == nil ? .newTitle : .editTitle)
        let lead =
            target.copied.map { words(ComposePhrase.repeatLead, ["number": .text(request.title(of: $0))]) }
            ?? (target.isArranged ? say(.arrangedLead) : nil)
        let back: URLPath = target.draft.map { "/notes/\($0)" } ?? "/notes"
        return request.document(title, current: .notes, back: back, body: "\(PageHeading(title: title, lead: lead ?? say(.newLead)))\(form)")
    }

    private var form: InputForm {
        let formID = "compose"
        return InputForm(
            words: words, id: formID, action: target.draft.map { "/notes/\($0)/edit" } ?? "/notes", hidden: hidden, problems: problems,
            content: """
                \(enterKey)\(FieldGroup(title: say(.groupWaste), content: ComposeLines(request: request, model: model, input: input, problems: problems).html))\
                \(FieldGroup(title: say(.groupWho), content: "\(arrangement)\(sender)\(receiver)\(intended)\(carrier)"))\
                \(FieldGroup(title: say(.groupWhen), content: "\(pickup)\(remark)\(gateReason)"))\
                <p class="soft">\(say(model.mayIssue ? .issueExplained : .forSigningExplained))</p>\
                \(if: model.mayIssue, "<p><button class=\"button\" name=\"act\" value=\"\(ComposeInput.Act.draft.rawValue)\">\(say(.saveDraft))</button></p>")\
                \(PrimaryAction(
                    label: say(model.mayIssue ? .issue : .saveForSigning), target: .submit(form: formID, name: "act", value: primary.rawValue), icon: .check))
                """,
            draft: target.draftName)
    }

    private var primary: ComposeInput.Act { model.mayIssue ? .issue : .draftForSigning }

    private var hidden: [HiddenField] {
        var fields = [request.csrfField, HiddenField("key", target.key), HiddenField("draft", target.draftName), HiddenField("enter", primary.rawValue)]
        if let version = target.version { fields.append(HiddenField("version", String(version))) }
        return fields
    }

    /// The first button of a form is the one that the Enter key presses; this one is met by nothing else.
    private var enterKey: HTML { "<button class=\"unseen\" name=\"act\" value=\"enter\" tabindex=\"-1\" aria-hidden=\"true\">\(say(.issue))</button>" }

    // MARK: Who

    private var sender: HTML {
        if model.senderSites.count > 1 {
            return Field(
                words: words, label: say(.sender), name: "sender",
                input: SelectInput(
                    choices: model.senderSites.map { Choice($0.id.description, request.name(of: $0)) }, selected: model.form.senderSite, isEmptyAtFirst: false),
                error: error("sender")
            ).html
        }
        let name = model.senderSites.first.map(request.name(of:)) ?? request.name(of: model.organisation)
        return """
            \(HiddenField("sender", model.form.senderSite))<div class="field" id="\(fieldID("sender"))">\
            \(DefinitionList([DefinitionList.Item(say(.sender), name)]))\
            \(HTML.ifPresent(error("sender")) { "<p class=\"error\">\(Icon.stop)<span>\($0)</span></p>" })</div>
            """
    }

    /// Arrangements that fit what is chosen so far. Without any, and nothing wrong about it, there is nothing to choose.
    private var arrangement: HTML {
        guard !model.arrangements.isEmpty || error("arrangement") != nil || !model.form.arrangement.isEmpty else { return HTML() }
        let choices = model.arrangements.map { line -> Choice in
            let terms = line.arrangement.terms
            let wastes = terms.wastes.prefix(3).map(\.waste.description).joined(separator: ", ") + (terms.wastes.count > 3 ? " …" : "")
            return Choice(
                line.arrangement.id.description,
                words(
                    ComposePhrase.arrangementOption,
                    ["waste": .text(wastes), "plant": .text(partner(terms.receiver)), "left": .mass(line.left), "until": .date(terms.validUntil)]))
        }
        return Field(
            words: words, label: say(.arrangement), name: "arrangement",
            input: SelectInput(choices: [Choice("", say(.arrangementNone))] + choices, selected: model.form.arrangement, isEmptyAtFirst: false),
            hint: say(.arrangementHint), error: error("arrangement"), isOptional: true
        ).html
    }

    private func partner(_ party: Party) -> String {
        model.partners[party.organisation].map(request.name(of:)) ?? party.organisation.description
    }

    private var receiver: HTML {
        let picker = PartyPicker(
            words: words, label: say(.receiver), name: "receiver", parties: model.plants.map { request.partyRow($0, isPlant: true) },
            selected: model.form.receiverSite,
            hint: say(.receiverHint), error: error("receiver"), reasonForNone: say(.receiverNone))
        let sale = target.draft == nil ? LinkButton(label: say(.saleLink), href: "/notes/sell") : nil
        return
            "\(picker)\(PartySearchBox(words: words, label: say(.findReceiver), field: "receiver", query: input.plantWords))\(HTML.ifPresent(sale) { "<p>\($0)</p>" })"
    }

    private var intended: HTML {
        let choices = TreatmentCode.allCases.sorted { ($0.isRecovery ? 0 : 1, $0.raw) < ($1.isRecovery ? 0 : 1, $1.raw) }
            .map { Choice($0.description, request.treatmentLabel($0)) }
        return Field(
            words: words, label: say(.intended), name: "intended", input: SelectInput(choices: choices, selected: model.form.intended),
            hint: say(.intendedHint), error: error("intended")
        ).html
    }

    // MARK: Carriers

    private var carrier: HTML {
        let first = model.form.carrierSites.first ?? ""
        let picker = PartyPicker(
            words: words, label: say(.carrier), name: "carrier", parties: ownCarriage + model.hauliers.map { request.partyRow($0, isPlant: false) },
            selected: pickerValue(first), hint: say(.carrierHint), error: error("carrier"), reasonForNone: say(.carrierNone))
        return "\(picker)\(PartySearchBox(words: words, label: say(.findCarrier), field: "carrier", query: input.haulierWords))\(furtherCarriers)"
    }

    /// Sender and receiver may carry their own waste.
    private var ownCarriage: [PartyPicker.Party] {
        [
            PartyPicker.Party(value: ComposeInput.ourselves, name: say(.carryOurselves), place: request.name(of: model.organisation)),
            PartyPicker.Party(
                value: ComposeInput.theReceiver, name: say(.receiverCollects),
                place: model.receiver.map { request.name(of: $0.organisation) } ?? say(.receiverCollectsPlace)),
        ]
    }

    private func pickerValue(_ site: String) -> String {
        if site == model.form.senderSite, !site.isEmpty { return ComposeInput.ourselves }
        if site == model.form.receiverSite, !site.isEmpty { return ComposeInput.theReceiver }
        return site
    }

    /// Most loads have one carrier; those who follow are folded away.
    private var furtherCarriers: HTML {
        let others = model.form.carrierSites.dropFirst()
        let choices = ownCarriage.map { Choice($0.value, $0.name) } + model.hauliers.map { Choice($0.site.id.description, request.name(of: $0.organisation)) }
        let fields = HTML.map(ComposeInput.carrierNames.dropFirst().prefix(max(2, others.count)).enumerated()) { i, name in
            let chosen = others.dropFirst(i).first ?? ""
            return Field(
                words: words, label: words(ComposePhrase.nextCarrier, ["number": .number(Int64(i + 2))]), name: name,
                input: SelectInput(
                    choices: [Choice("", say(.noFurtherCarrier))] + choices + unknown(chosen, among: choices), selected: pickerValue(chosen),
                    isEmptyAtFirst: false),
                hint: i == 0 ? say(.nextCarrierHint) : nil, isOptional: true
            ).html
        }
        return FormFold(title: say(.moreCarriers), isOpen: !others.isEmpty, content: fields).html
    }

    /// A carrier chosen before that is not among those offered keeps its place.
    private func unknown(_ site: String, among choices: [Choice]) -> [Choice] {
        guard !site.isEmpty, !choices.contains(where: { $0.value == pickerValue(site) }) else { return [] }
        return [Choice(site, site)]
    }

    // MARK: When

    private var pickup: HTML {
        let today = request.platform.today
        return Field(
            words: words, label: say(.pickup), name: "pickup", input: DateInput(value: model.form.pickup, earliest: today, latest: today.adding(days: 90)),
            hint: say(.pickupHint), error: error("pickup"), isOptional: true
        ).html
    }

    private var remark: HTML {
        let mode = Field(
            words: words, label: say(.mode), name: "mode",
            input: SelectInput(choices: TransportMode.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: model.form.mode, isEmptyAtFirst: false))
        let remark = Field(
            words: words, label: say(.remark), name: "remark", input: LongTextInput(value: model.form.remark, rows: 3, maximumLength: 1000),
            hint: say(.remarkHint),
            error: error("remark"), isOptional: true)
        return "\(mode)\(remark)"
    }

    private var gateReason: HTML { GateReasonField(words: words, value: model.form.gateReason, problems: problems).html }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}

/// Why somebody signs although a permit says something against it: asked only once it is needed.
struct GateReasonField: Part {
    var words: Words
    var value: String
    var problems: [Problem]

    var html: HTML {
        let error = problems.sentence(for: "gateReason", words)
        guard error != nil || !value.isEmpty else { return HTML() }
        return Field(
            words: words, label: words[ManifestPhrase.gateReasonLabel], name: "gateReason",
            input: LongTextInput(value: value, rows: 2, maximumLength: 1000), hint: words[ManifestPhrase.gateReasonHint], error: error
        ).html
    }
}

/// More of a form, folded away until it is needed.
struct FormFold: Part {
    var title: String
    var isOpen = false
    var content: HTML

    var html: HTML {
        """
        <details class="numbers"\(flag: "open", isOpen)><summary>\(Icon.chevronDown)<span>\(title)</span></summary>\
        <div class="field-group">\(content)</div></details>
        """
    }
}

/// Looks for a firm by name; the button sends the whole form, which comes back with who was found.
struct PartySearchBox: Part {
    var words: Words
    var label: String
    /// The field whose answers are looked for.
    var field: String
    var query: String

    var html: HTML {
        let name = field + "-search"
        return """
            <div class="field"><label for="\(fieldID(name))">\(label)</label><span class="search-box">\
            <input class="input" type="search" id="\(fieldID(name))" name="\(name)" value="\(query)" autocomplete="off">\
            <button class="button quiet" name="search" value="\(field)" formnovalidate>\(Icon.search)<span>\(words[PartPhrase.search])</span></button></span>\
            \(HiddenField(name + "-asked", query))</div>
            """
    }
}
