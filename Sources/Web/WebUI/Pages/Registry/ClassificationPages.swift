// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// How a site is classified: what held when, who said so and why; officers change or correct it, and see what moves before they save.
enum ClassificationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/sites/:id/classification") { try await page($0) },
        PageRoute(.post, "/registry/sites/:id/classification", answer),
    ]

    /// Chosen for a change; a row to correct is chosen by its day.
    private static let changes = "change"

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.classificationPage(try request.id("id"), by: try request.actor())
        let words = request.words
        let title = words(ClassificationPagePhrase.title, ["site": .text(request.name(of: model.site))])
        let view = ClassificationView(request: request, site: model.site)
        let body: HTML = """
            \(PageHeading(title: title, kind: request.name(of: model.organisation), lead: words[ClassificationPagePhrase.lead]))\
            \(view.rows)\(view.changes(model.changes))\(if: model.mayClassify, form(request, model, problems))
            """
        return .page(
            request.document(title, current: .registry, back: "/registry/organisations/\(model.organisation.id)", body: body), status: status)
    }

    private static func form(_ request: PageRequest, _ model: ClassificationPage, _ problems: [Problem]) -> HTML {
        let words = request.words
        func say(_ phrase: ClassificationPagePhrase) -> String { words[phrase] }
        let isAnswer = request.form.has("version")
        let now = SiteForm(model.site).texts
        let fields = RegistrationFields(
            request: request, texts: isAnswer ? typed(request).texts : now, problems: problems, industryQuery: request.industryQuery)
        // Of several rows for one day the last holds.
        let days = Set(model.site.attributes.map(\.validFrom)).sorted(by: >)
        let what = Field(
            words: words, label: say(.what), name: "what",
            input: RadioInput(
                choices: [Choice(changes, say(.whatChange), hint: say(.whatChangeHint))]
                    + days.map { Choice($0.description, words(ClassificationPagePhrase.whatRow, ["date": .date($0)])) },
                selected: isAnswer ? request.form["what"] : changes))
        let from = Field(
            words: words, label: say(.from), name: "from", input: DateInput(value: isAnswer ? request.form["from"] : model.today.description),
            hint: say(.fromHint), error: problems.sentence(for: "from", words), isOptional: true)
        let reason = Field(
            words: words, label: say(.reason), name: "reason",
            input: LongTextInput(value: request.form["reason"], maximumLength: ClassificationForm.reasonMost), hint: say(.reasonHint),
            error: problems.sentence(for: "reason", words))
        let version = isAnswer ? request.form["version"] : String(model.site.version)
        return InputForm(
            words: words, id: "classification", action: "/registry/sites/\(model.site.id)/classification",
            hidden: [request.csrfField, HiddenField("version", version)], problems: problems,
            content: """
                \(fields.enterKey(say(.show)))\
                \(FieldGroup(title: say(.formTitle), explanation: say(.formExplanation), content: "\(what)\(from)"))\
                \(FieldGroup(title: words[RegistryPhrase.groupPlace], content: fields.placeOfSums))\
                \(FieldGroup(title: words[RegistryPhrase.groupWork], content: "\(fields.work)\(reason)"))
                """,
            button: say(.show)
        ).html
    }

    // MARK: Answers

    private static func typed(_ request: PageRequest) -> ClassificationForm {
        let form = request.form
        let isChange = form["what"] == changes
        return ClassificationForm(
            kind: isChange ? .change : .correction, from: isChange ? form["from"] : form["what"], reason: form["reason"],
            texts: request.typedRegistration)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        if request.form.has("search") { return try await page(request) }
        do {
            guard let version = Int(request.form["version"]) else { throw PlatformError.stale }
            let id: SiteID = try request.id("id")
            let form = typed(request)
            let actor = try request.actor()
            guard request.form["step"] == "save" else {
                return preview(request, form, try await request.platform.classificationPreview(id, form, version: version, by: actor))
            }
            switch form.kind {
            case .change: try await request.platform.changeSiteClassification(id, form, version: version, by: actor)
            case .correction: try await request.platform.correctSiteClassification(id, form, version: version, by: actor)
            }
            return .redirect("/registry/sites/\(id)/classification", said: ClassificationPagePhrase.saved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid || error.standing == .conflict {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }

    private static func preview(_ request: PageRequest, _ form: ClassificationForm, _ preview: ClassificationPreview) -> PageAnswer {
        let words = request.words
        let view = ClassificationView(request: request, site: preview.site)
        let title = words(ClassificationPagePhrase.previewTitle, ["site": .text(request.name(of: preview.site))])
        let day: [String: Fact] = ["date": .date(preview.new.validFrom)]
        var consequences = [
            preview.kind == .change ? words(ClassificationPagePhrase.followsChange, day) : words(ClassificationPagePhrase.followsCorrection, day),
            words[ClassificationPagePhrase.followsSums], words[ClassificationPagePhrase.followsKnown], words[ClassificationPagePhrase.followsFirm],
        ]
        if preview.loadsMoved > 0 {
            consequences.append(words(ClassificationPagePhrase.loadsMoved, ["count": .number(Int64(preview.loadsMoved))]))
        }
        if preview.loadsLeft > 0 { consequences.append(words(ClassificationPagePhrase.loadsLeft, ["count": .number(Int64(preview.loadsLeft))])) }
        var hidden = [
            request.csrfField, HiddenField("version", request.form["version"]), HiddenField("step", "save"), HiddenField("what", request.form["what"]),
            HiddenField("from", form.from), HiddenField("reason", form.reason),
        ]
        hidden += ClassificationForm.fields.compactMap { field in form.texts[field].map { HiddenField(field.rawValue, $0) } }
        let here: URLPath = "/registry/sites/\(preview.site.id)/classification"
        let confirm = ConfirmPage(
            words: words, title: title, consequences: consequences, action: here, fields: hidden,
            content: "\(view.difference(preview))\(view.flows(preview.flows))<p><b>\(words[ClassificationPagePhrase.reason])</b> \(form.reason)</p>",
            button: words[ClassificationPagePhrase.save], isDangerous: false, back: here)
        return request.page(title, current: .registry, body: confirm.html)
    }
}
