// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Rulings
import Wording

/// The form by which a firm asks what a waste is.
struct AskView {
    var request: PageRequest
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ key: RulingPagePhrase) -> String { words[key] }

    func page(status: Int) -> PageAnswer {
        let typed = request.form
        let path = typed.has("path") ? typed["path"] : String((request.query["path"] ?? "").prefix(200))
        func text(_ name: String, _ label: RulingPagePhrase, _ hint: RulingPagePhrase, rows: Int, isOptional: Bool = false) -> HTML {
            Field(
                words: words, label: say(label), name: name, input: LongTextInput(value: typed[name], rows: rows, maximumLength: 1000), hint: say(hint),
                error: problems.sentence(for: name, words), isOptional: isOptional
            ).html
        }
        let photo = Field(
            words: words, label: say(.photo), name: "photo", input: FileInput(accept: "image/jpeg,image/png,image/webp"), hint: say(.photoHint),
            error: problems.sentence(for: "photo", words), isOptional: true)
        let content: HTML = """
            \(text("process", .process, .processHint, rows: 2))\(text("product", .product, .productHint, rows: 2))\
            \(text("detail", .detail, .detailHint, rows: 3, isOptional: true))\(photo)
            """
        let form = InputForm(
            words: words, id: "ask", action: "/questions", hidden: [request.csrfField, HiddenField("path", path)], problems: problems, content: content,
            button: say(.askButton), sendsFiles: true)
        let heading = PageHeading(title: say(.askTitle), lead: say(.askLead))
        return .page(
            request.document(say(.askTitle), current: .waste, back: "/find", body: "\(heading)\(form)"), status: status)
    }
}

/// A firm's question, its ruling, and for officers the form of one.
struct QuestionView: Part {
    var request: PageRequest
    var found: OpenedInquiry
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ key: RulingPagePhrase) -> String { words[key] }
    private var inquiry: WasteInquiry { found.inquiry }

    var html: HTML {
        let heading = PageHeading(title: found.product ?? say(.erased), kind: say(.questionTitle), chip: request.chip(of: inquiry))
        let ruling = HTML.ifPresent(found.published) { RulingPanel(request: request, published: $0).html }
        return "\(heading)\(facts)\(ruling)\(if: found.mayRule, form)"
    }

    private var facts: DefinitionList {
        var items = [
            DefinitionList.Item(say(.process), found.process ?? say(.erased)),
            DefinitionList.Item(say(.askedOn), words.moment(inquiry.askedAt)),
        ]
        if let firm = found.organisation {
            let address: URLPath = "/registry/organisations/\(firm.id)"
            items.append(
                DefinitionList.Item(
                    say(.firm), html: "<a href=\"\(address)\" translate=\"no\">\(request.name(of: firm))</a>"))
        }
        if inquiry.detail != nil { items.append(DefinitionList.Item(say(.detail), found.detail ?? say(.erased))) }
        if let photo = inquiry.photo {
            items.append(
                DefinitionList.Item(say(.photo), LinkButton(label: say(.photo), href: "/questions/\(inquiry.id)/photo/\(photo)", icon: .camera)))
        }
        if !inquiry.path.isEmpty {
            let walk = WasteFinder.shipped.walk(inquiry.path, in: request.platform.lists, on: request.platform.today)
            let answers = HTML.joined(
                walk.steps.map { request.marked(request.platform.lists.text(of: $0.answer, in: words.language)) }, separator: " › ")
            let path = URLPath(stringLiteral: "/find").setting("path", inquiry.path)
            items.append(DefinitionList.Item(words[CriteriaPhrase.finderAnswers], html: "<a href=\"\(path)\">\(answers)</a>"))
        }
        return DefinitionList(items)
    }

    /// What an officer writes stands on the public pages; what the firm wrote does not.
    private var form: HTML {
        let typed = request.form
        func typedOr(_ name: String, _ known: String?) -> String { typed.has(name) ? typed[name] : known ?? "" }
        func text(_ name: String, _ label: RulingPagePhrase, _ hint: RulingPagePhrase, _ known: String?) -> HTML {
            Field(
                words: words, label: say(label), name: name, input: LongTextInput(value: typedOr(name, known), rows: 2, maximumLength: 1000), hint: say(hint),
                error: problems.sentence(for: name, words)
            ).html
        }
        let code = Field(
            words: words, label: say(.code), name: "waste",
            input: TextInput(value: typedOr("waste", found.published?.ruling.waste.description), autocomplete: "off", maximumLength: 12), hint: say(.codeHint),
            error: problems.sentence(for: "waste", words))
        let hazard = Field(
            words: words, label: say(.hazard), name: "hazardous",
            input: RadioInput(
                choices: [Choice("yes", say(.hazardYes)), Choice("no", say(.hazardNo))],
                selected: typedOr("hazardous", found.published.map { $0.ruling.isHazardous ? "yes" : "no" })),
            error: problems.sentence(for: "hazardous", words))
        let content: HTML = """
            \(code)\(hazard)\(text("subject", .subject, .subjectHint, found.published?.subject))\
            \(text("reason", .reason, .reasonHint, found.published?.reason))\(text("source", .source, .sourceHint, found.published?.source))
            """
        let form = InputForm(
            words: words, id: "rule", action: "/questions/\(inquiry.id)/ruling",
            hidden: [request.csrfField, HiddenField("version", String(inquiry.version))], problems: problems, content: content, button: say(.giveButton))
        return FieldGroup(title: say(inquiry.isOpen ? .giveTitle : .againTitle), explanation: say(.giveLead), content: form.html).html
    }
}

/// A ruling as everybody reads it.
struct RulingPanel: Part {
    var request: PageRequest
    var published: PublishedRuling

    private var words: Words { request.words }
    private func say(_ key: RulingPagePhrase) -> String { words[key] }

    var html: HTML {
        let ruling = published.ruling
        let code: HTML = "<a class=\"door\" href=\"/waste/\(ruling.waste.text)\">\(ruling.waste.description)</a> \(request.wasteName(ruling.waste))"
        var items = [
            DefinitionList.Item(say(.subject), published.subject ?? say(.erased)),
            DefinitionList.Item(say(.waste), html: code), DefinitionList.Item(say(.hazard), request.hazard(ruling.isHazardous)),
            DefinitionList.Item(say(.reason), published.reason ?? say(.erased)), DefinitionList.Item(say(.source), published.source ?? say(.erased)),
            DefinitionList.Item(say(.ruledOn), words.date(request.platform.zone.date(of: ruling.ruledAt))),
        ]
        if let authority = published.authority { items.append(DefinitionList.Item(say(.ruledBy), request.name(of: authority))) }
        return Panel(title: say(.ruled), content: DefinitionList(items).html).html
    }
}
