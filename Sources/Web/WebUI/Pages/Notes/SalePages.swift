// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A load that somebody without licence took: what left, who took it, signed in one step.
enum SalePages {
    static func new(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.compose(NoteForm(), by: actor)
        guard model.mayIssue else { throw PlatformError.notFound }
        return .page(SaleView(request: request, model: model, key: request.platform.secrets.token()).page)
    }

    /// Records, or answers a search for a waste; whatever goes wrong, the form comes back with everything typed.
    static func send(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let typed = ComposeInput(request.form)
        let key = String(request.form["key"].prefix(100))
        func again(_ problems: [Problem], status: Int) async throws -> PageAnswer {
            let model = try await request.platform.compose(typed.form, by: actor)
            return .page(SaleView(request: request, model: model, key: key, input: typed, problems: problems).page, status: status)
        }
        guard typed.act == .issue else { return try await again([], status: 200) }
        var form = SaleForm()
        do {
            form.note = try await request.platform.filledFromLots(typed.form, by: actor)
            form.buyerKind = request.form["buyerKind"]
            form.buyerName = request.form["buyerName"]
            form.buyerPhone = request.form["buyerPhone"]
            form.buyerPlace = request.form["buyerPlace"]
            let note = try await request.platform.recordSale(form, key: key.isEmpty ? nil : key, by: actor)
            return .redirect("/notes/\(note.id)", said: ComposePhrase.saleRecorded.fullKey)
        } catch let error as any Explainable where error.standing != .unauthenticated {
            return try await again(error.problems, status: error.standing.status)
        }
    }
}

struct SaleView {
    var request: PageRequest
    var model: ComposeModel
    var key: String
    var input = ComposeInput()
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: ComposePhrase) -> String { words[phrase] }

    var page: HTML {
        let title = say(.saleTitle)
        return request.document(title, current: .notes, back: "/notes/new", body: "\(PageHeading(title: title, lead: say(.saleLead)))\(form)")
    }

    private var form: InputForm {
        InputForm(
            words: words, id: "sale", action: "/notes/sell",
            hidden: [request.csrfField, HiddenField("key", key), HiddenField("enter", ComposeInput.Act.issue.rawValue)], problems: problems,
            content: """
                <button class="unseen" name="act" value="enter" tabindex="-1" aria-hidden="true">\(say(.saleButton))</button>\
                \(FieldGroup(title: say(.groupWaste), content: "\(sender)\(ComposeLines(request: request, model: model, input: input, problems: problems))"))\
                \(FieldGroup(title: say(.saleGroup), content: "\(kind)\(buyer)"))\
                \(GateReasonField(words: words, value: request.form["gateReason"], problems: problems))\
                \(PrimaryAction(
                    label: say(.saleButton), target: .submit(form: "sale", name: "act", value: ComposeInput.Act.issue.rawValue), icon: .check))
                """)
    }

    private var sender: HTML {
        guard model.senderSites.count > 1 else { return HiddenField("sender", model.form.senderSite).html }
        return Field(
            words: words, label: say(.sender), name: "sender",
            input: SelectInput(
                choices: model.senderSites.map { Choice($0.id.description, request.name(of: $0)) }, selected: model.form.senderSite, isEmptyAtFirst: false),
            error: problems.sentence(for: "sender", words)
        ).html
    }

    private var kind: HTML {
        Field(
            words: words, label: say(.saleKind), name: "buyerKind",
            input: RadioInput(choices: BuyerKind.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: request.form["buyerKind"]),
            error: problems.sentence(for: "buyerKind", words)
        ).html
    }

    private var buyer: HTML {
        let fields: [(name: String, label: ComposePhrase, hint: ComposePhrase?, kind: TextInput.Kind, isOptional: Bool)] = [
            ("buyerName", .saleName, nil, .text, false), ("buyerPhone", .salePhone, nil, .tel, true), ("buyerPlace", .salePlace, .salePlaceHint, .text, false),
        ]
        return HTML.map(fields) { field in
            Field(
                words: words, label: say(field.label), name: field.name, input: TextInput(value: request.form[field.name], kind: field.kind),
                hint: field.hint.map(say), error: problems.sentence(for: field.name, words), isOptional: field.isOptional
            ).html
        }
    }
}
