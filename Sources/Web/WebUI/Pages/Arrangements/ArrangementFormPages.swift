// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A new arrangement, proposed by one of its three parties.
enum ArrangementFormPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/arrangements/new") { try await form($0, ArrangementInput(), [], 200) },
        PageRoute(.post, "/arrangements", .signedIn, bodyMax: 6_000_000, send),
    ]

    private static func form(_ request: PageRequest, _ input: ArrangementInput, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let choices = try await request.platform.arrangementChoices(input.form, words: input.words, by: try request.actor())
        let view = ArrangementFormView(request: request, choices: choices, input: input, problems: problems)
        return .page(
            request.document(request.words[ArrangementPagePhrase.newTitle], current: .arrangements, back: "/arrangements", body: view.html), status: status)
    }

    /// Proposes, or answers a search; whatever goes wrong, the form comes back with everything typed.
    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        let input = ArrangementInput(request.form)
        guard !request.form.has("search") else { return try await form(request, input, [], 200) }
        do {
            let key = String(request.form["key"].prefix(100))
            let paper = request.form.file("document").map { ArrangementPaper(bytes: $0.bytes) }
            let made = try await request.platform.proposeArrangement(
                input.form, paper: paper, key: key.isEmpty ? nil : key, by: try request.actor())
            return .redirect("/arrangements/\(made.id)", said: ArrangementPagePhrase.saidProposed.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await form(request, input, error.problems, error.standing.status)
        }
    }
}

/// The form as it was sent.
struct ArrangementInput: Sendable {
    /// Wastes that the form has room for.
    static let wastesShown = 4

    var form = ArrangementForm()
    /// What stands in the search boxes, by part.
    var words: [PartyRole: String] = [:]
    /// What stands in the search boxes of the wastes.
    var wasteWords = [String](repeating: "", count: wastesShown)

    init() { form.wastes = [String](repeating: "", count: Self.wastesShown) }

    init(_ data: FormData) {
        form.sender = data["sender"]
        form.carrier = data["carrier"]
        form.receiver = data["receiver"]
        words = [.sender: data["sender-search"], .carrier: data["carrier-search"], .receiver: data["receiver-search"]]
        form.wastes = (0..<Self.wastesShown).map { data["waste\($0)"] }
        wasteWords = (0..<Self.wastesShown).map { data["waste\($0)-search"] }
        form.treatment = data["treatment"]
        form.amount = data["amount"]
        if data.has("unit") { form.unit = data["unit"] }
        form.validFrom = data["validFrom"]
        form.validUntil = data["validUntil"]
    }
}

/// The form, in one column: who, what and how much, until when.
struct ArrangementFormView: Part {
    var request: PageRequest
    var choices: ArrangementChoices
    var input: ArrangementInput
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ArrangementPagePhrase) -> String { words[phrase] }
    private var form: ArrangementForm { choices.form }

    var html: HTML {
        // A form that comes back keeps its key: sent twice, however often it was mended, it proposes once.
        let key = request.form.has("key") ? request.form["key"] : request.platform.secrets.token()
        let who: HTML = """
            \(party(.sender, "sender", form.sender, hint: .senderHint))\(party(.carrier, "carrier", form.carrier, hint: .carrierHint))\
            \(party(.receiver, "receiver", form.receiver, hint: .receiverHint))
            """
        let fields = InputForm(
            words: words, id: "arrangement", action: "/arrangements", hidden: [request.csrfField, HiddenField("key", key)], problems: problems,
            content: """
                \(FieldGroup(title: say(.groupWho), content: who))\
                \(FieldGroup(title: say(.groupWhat), content: "\(wastes(0))\(treatment)\(amount)"))\
                \(FieldGroup(title: say(.groupTime), content: "\(dates)\(document)"))<p class="soft">\(say(.proposeExplained))</p>
                """,
            button: say(.propose), draft: request.visitor.map { "arrangement-new-\($0.person)" }, sendsFiles: true)
        return "\(PageHeading(title: say(.newTitle), lead: say(.newLead)))\(fields)"
    }

    private func party(_ role: PartyRole, _ name: String, _ selected: String, hint: ArrangementPagePhrase) -> HTML {
        let words = words
        let picker = PartyPicker(
            words: words, label: words[role.phrase], name: name, parties: (choices.parties[role] ?? []).map(request.partyRow), selected: selected,
            hint: say(hint), error: error(name), reasonForNone: say((input.words[role] ?? "").isEmpty ? .nobodyYet : .nobodyFound))
        return "\(picker)\(PartySearchBox(words: words, label: say(.find), field: name, query: input.words[role] ?? ""))"
    }

    /// The first in sight, each further one folded inside the one before.
    private func wastes(_ i: Int) -> HTML {
        guard i < ArrangementInput.wastesShown else { return HTML() }
        let name = "waste\(i)"
        let typed = i < form.wastes.count ? form.wastes[i] : ""
        let query = i < input.wasteWords.count ? input.wasteWords[i] : ""
        let chosen = WasteCodeID(written: typed).flatMap(request.wasteEntry)
        // A radio button cannot be taken back, so a further waste can be answered with none.
        let none = i == 0 ? nil : CodePicker.Entry(value: "", code: "–", title: words[ComposePhrase.noFurtherWaste])
        var results: [CodePicker.Entry]?
        if !query.isEmpty {
            results = request.platform.lists.wasteSearch(on: request.platform.today)
                .matches(query, recent: choices.recentWastes, limit: ComposePages.codesShown).compactMap { request.wasteEntry($0.code) }
        }
        let picker = CodePicker(
            words: words, label: words[ComposePhrase.waste], name: name, query: query,
            recent: (chosen == nil ? [] : none.map { [$0] } ?? []) + choices.recentWastes.prefix(i == 0 ? 8 : 4).compactMap(request.wasteEntry),
            results: results, selected: chosen ?? none, searchURL: "/notes/codes", hint: i == 0 ? words[ComposePhrase.wasteHint] : nil, error: error(name))
        let next = i + 1
        guard next < ArrangementInput.wastesShown else { return picker.html }
        let isOpen = (next..<ArrangementInput.wastesShown).contains { at in
            at < form.wastes.count && !form.wastes[at].isEmpty || at < input.wasteWords.count && !input.wasteWords[at].isEmpty || error("waste\(at)") != nil
        }
        return picker.html + FormFold(title: say(.anotherWaste), isOpen: isOpen, content: wastes(next)).html
    }

    private var treatment: Field<SelectInput> {
        let codes = TreatmentCode.allCases.sorted { ($0.isRecovery ? 0 : 1, $0.raw) < ($1.isRecovery ? 0 : 1, $1.raw) }
        return Field(
            words: words, label: say(.treatment), name: "treatment",
            input: SelectInput(choices: codes.map { Choice($0.description, request.treatmentLabel($0)) }, selected: form.treatment), error: error("treatment"))
    }

    private var amount: AmountField {
        AmountField(
            words: words, label: say(.amount), name: "amount", unitName: "unit", value: form.amount, units: [Choice("t", "t"), Choice("kg", "kg")],
            selectedUnit: form.unit, hint: say(.amountHint), error: error("amount"))
    }

    private var dates: HTML {
        let today = request.platform.today
        let from = Field(
            words: words, label: say(.validFrom), name: "validFrom", input: DateInput(value: form.validFrom), hint: say(.validFromHint),
            error: error("validFrom"), isOptional: true)
        let until = Field(
            words: words, label: say(.validUntil), name: "validUntil", input: DateInput(value: form.validUntil, earliest: today), error: error("validUntil"))
        return "\(from)\(until)"
    }

    private var document: Field<FileInput> {
        Field(
            words: words, label: say(.document), name: "document", input: FileInput(accept: "application/pdf,image/jpeg,image/png,image/webp"),
            hint: say(.documentHint), error: error("document"), isOptional: true)
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}
