// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A new round: who goes where, for what, past whom.
enum RoundFormPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/rounds/new") { try await form($0, RoundInput(), [], 200) },
        PageRoute(.post, "/rounds", send),
    ]

    private static func form(_ request: PageRequest, _ input: RoundInput, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let choices = try await request.platform.roundChoices(
            input.form, receiverWords: input.receiverWords, senderWords: input.senderWords, by: try request.actor())
        let view = RoundFormView(request: request, choices: choices, input: input, problems: problems)
        return .page(request.document(request.words[RoundPagePhrase.newTitle], current: .rounds, back: "/rounds", body: view.html), status: status)
    }

    /// Plans, or answers a search; whatever goes wrong, the form comes back with everything typed.
    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        let input = RoundInput(request.form)
        guard !request.form.has("search") else { return try await form(request, input, [], 200) }
        do {
            let key = String(request.form["key"].prefix(100))
            let made = try await request.platform.planRound(input.form, key: key.isEmpty ? nil : key, by: try request.actor())
            return .redirect("/rounds/\(made.id)", said: RoundPagePhrase.saidPlanned.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await form(request, input, error.problems, error.standing.status)
        }
    }
}

/// The form as it was sent.
struct RoundInput: Sendable {
    static let wastesShown = 3

    var form = RoundForm()
    var receiverWords = ""
    var senderWords = ""
    var wasteWords = [String](repeating: "", count: wastesShown)

    init() { form.wastes = [String](repeating: "", count: Self.wastesShown) }

    init(_ data: FormData) {
        form.carrier = data["carrier"]
        form.receiver = data["receiver"]
        form.day = data["day"]
        form.treatment = data["treatment"]
        form.wastes = (0..<Self.wastesShown).map { data["waste\($0)"] }
        form.plate = data["plate"]
        form.driver = data["driver"]
        form.container = data["container"]
        form.litres = data["litres"]
        form.kilogramsPerLitre = data["kilogramsPerLitre"]
        form.stops = data.all("stops")
        receiverWords = data["receiver-search"]
        senderWords = data["stops-search"]
        wasteWords = (0..<Self.wastesShown).map { data["waste\($0)-search"] }
    }
}

/// The form, in one column.
struct RoundFormView: Part {
    var request: PageRequest
    var choices: RoundChoices
    var input: RoundInput
    var problems: [Problem]

    private var words: Words { request.words }
    private var form: RoundForm { choices.form }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        // A form that comes back keeps its key: sent twice, however often it was mended, it plans once.
        let key = request.form.has("key") ? request.form["key"] : request.platform.secrets.token()
        let fields = InputForm(
            words: words, id: "round", action: "/rounds", hidden: [request.csrfField, HiddenField("key", key)], problems: problems,
            content: """
                \(FieldGroup(title: say(.groupWho), content: "\(carrier)\(receiver)\(day)\(plate)\(driver)"))\
                \(FieldGroup(title: say(.groupWhat), content: "\(waste(0))\(treatment)\(container)"))\
                \(FieldGroup(title: say(.groupWay), content: "\(senders)"))
                """,
            button: say(.plan))
        return "\(PageHeading(title: say(.newTitle), lead: say(.newLead)))\(fields)"
    }

    /// One site needs no question.
    private var carrier: HTML {
        guard choices.carriers.count > 1 else { return HiddenField("carrier", form.carrier).html }
        return Field(
            words: words, label: say(.carrier), name: "carrier",
            input: SelectInput(
                choices: choices.carriers.map { Choice($0.id.description, request.name(of: $0)) }, selected: form.carrier, isEmptyAtFirst: false),
            error: error("carrier")
        ).html
    }

    private var receiver: HTML {
        let picker = PartyPicker(
            words: words, label: words[PartyRole.receiver.phrase], name: "receiver", parties: choices.receivers.map(request.partyRow), selected: form.receiver,
            hint: say(.receiverHint), error: error("receiver") ?? (choices.carriers.count > 1 ? nil : error("carrier")), reasonForNone: say(.nobodyYet))
        return "\(picker)\(PartySearchBox(words: words, label: say(.findPlant), field: "receiver", query: input.receiverWords))"
    }

    private var day: Field<DateInput> {
        let today = request.platform.today
        return Field(
            words: words, label: say(.day), name: "day",
            input: DateInput(value: form.day.isEmpty ? today.description : form.day, earliest: today, latest: today.adding(days: Round.daysAhead)),
            error: error("day"))
    }

    private var plate: Field<TextInput> {
        Field(
            words: words, label: say(.vehicle), name: "plate", input: TextInput(value: form.plate, maximumLength: 40), hint: say(.plateHint),
            error: error("plate"))
    }

    private var driver: Field<TextInput> {
        Field(
            words: words, label: say(.driver), name: "driver", input: TextInput(value: form.driver, autocomplete: "off", maximumLength: 80),
            hint: say(.driverHint), error: error("driver"))
    }

    /// The first in sight, each further one folded inside the one before.
    private func waste(_ i: Int) -> HTML {
        let name = "waste\(i)"
        let typed = i < form.wastes.count ? form.wastes[i] : ""
        let query = i < input.wasteWords.count ? input.wasteWords[i] : ""
        let chosen = WasteCodeID(written: typed).flatMap(request.wasteEntry)
        // A radio button cannot be taken back, so a further waste can be answered with none.
        let none = i == 0 ? nil : CodePicker.Entry(value: "", code: "–", title: words[ComposePhrase.noFurtherWaste])
        var results: [CodePicker.Entry]?
        if !query.isEmpty {
            results = request.platform.lists.wasteSearch(on: request.platform.today)
                .matches(query, recent: choices.wastes, limit: ComposePages.codesShown).compactMap { request.wasteEntry($0.code) }
        }
        let picker = CodePicker(
            words: words, label: words[ComposePhrase.waste], name: name, query: query,
            recent: (chosen == nil ? [] : none.map { [$0] } ?? []) + choices.wastes.prefix(i == 0 ? 8 : 4).compactMap(request.wasteEntry), results: results,
            selected: chosen ?? none, searchURL: "/notes/codes", hint: i == 0 ? words[ComposePhrase.wasteHint] : nil, error: error(name))
        let next = i + 1
        guard next < RoundInput.wastesShown else { return picker.html }
        let isOpen = (next..<RoundInput.wastesShown).contains { at in
            at < form.wastes.count && !form.wastes[at].isEmpty || at < input.wasteWords.count && !input.wasteWords[at].isEmpty || error("waste\(at)") != nil
        }
        return picker.html + FormFold(title: say(.anotherWaste), isOpen: isOpen, content: waste(next)).html
    }

    private var treatment: Field<SelectInput> {
        let codes = TreatmentCode.allCases.sorted { ($0.isRecovery ? 0 : 1, $0.raw) < ($1.isRecovery ? 0 : 1, $1.raw) }
        return Field(
            words: words, label: say(.treatment), name: "treatment",
            input: SelectInput(choices: codes.map { Choice($0.description, request.treatmentLabel($0)) }, selected: form.treatment), error: error("treatment"))
    }

    /// What one container holds, in kilograms, or in litres of something of known weight.
    private var container: HTML {
        func field(_ label: RoundPagePhrase, _ name: String, _ value: String, _ unit: String, hint: RoundPagePhrase) -> Field<NumberInput> {
            Field(
                words: words, label: say(label), name: name, input: NumberInput(value: value, unit: unit), hint: say(hint), error: error(name),
                isOptional: true)
        }
        let litres = field(.litres, "litres", form.litres, "L", hint: .litresHint)
        let density = field(.perLitre, "kilogramsPerLitre", form.kilogramsPerLitre, "kg", hint: .perLitreHint)
        let isOpen = !form.litres.isEmpty || error("litres") != nil || error("kilogramsPerLitre") != nil
        return "\(field(.container, "container", form.container, "kg", hint: .containerHint))"
            + FormFold(title: say(.inLitres), isOpen: isOpen, content: "\(litres)\(density)").html
    }

    /// Senders served before, and those looked for by name.
    private var senders: HTML {
        let field = Field(
            words: words, label: say(.sendersLabel), name: "stops",
            input: CheckboxInput(
                choices: choices.senders.map { Choice($0.party.site.description, request.name(of: $0.organisation), hint: request.place(of: $0)) },
                selected: Set(form.stops)),
            hint: say(.sendersHint), error: error("stops"), isOptional: true)
        return "\(field)\(PartySearchBox(words: words, label: say(.findSender), field: "stops", query: input.senderWords))"
    }
}

extension PageRequest {
    /// Where a sender stands, and what was picked up there last.
    func place(of stop: StopChoice) -> String {
        let code = stop.site.attributes(on: platform.today).province
        let province =
            ProvinceID(country: platform.country, code: code).map { platform.lists.name(of: $0, on: platform.today, in: words.language).text } ?? code
        let site = name(of: stop.site)
        return [site == name(of: stop.organisation) ? nil : site, province].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
