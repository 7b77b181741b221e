// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A signed figure is changed by a proposal that the other parties answer.
enum NoteCorrectionPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/correct") { try await form($0, [], 200) },
        PageRoute(.post, "/notes/:id/correct", propose),
        PageRoute(.get, "/notes/:id/correct/answer") { try await answerForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/correct/answer", answer),
    ]

    // MARK: Propose

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let model = try await request.platform.noteModel(id, step: .proposeCorrection, by: try request.actor())
        let (words, typed, note) = (request.words, request.form, model.note)
        let teller = NoteTeller(request: request, note: note, names: model.names)
        func error(_ name: String) -> String? { problems.sentence(for: name, words) }
        let fields = note.correctableFields
        let choices = fields.map { field in
            Choice(field.name, teller.figureName(field), hint: words(NotePhrase.figureNow, ["mass": .mass(note.figure(field))]))
        }
        let chosen = typed["field"].isEmpty ? fields.first?.name : typed["field"]
        let figure: HTML =
            choices.count > 7
            ? Field(
                words: words, label: words[NotePhrase.whichFigure], name: "field",
                input: SelectInput(choices: zip(choices, fields).map { Choice($0.value, "\($0.label): \(words.mass(note.figure($1)))") }, selected: chosen),
                error: error("field")
            ).html
            : Field(
                words: words, label: words[NotePhrase.whichFigure], name: "field", input: RadioInput(choices: choices, selected: chosen), error: error("field")
            ).html
        let amount = AmountField(
            words: words, label: words[NotePhrase.rightFigure], name: "mass", unitName: "unit", value: typed["mass"], units: request.scaleUnits,
            selectedUnit: typed["unit"].isEmpty ? "kg" : typed["unit"], error: error("mass"))
        let method = Field(
            words: words, label: words[NotePhrase.method], name: "method",
            input: SelectInput(
                choices: MeasurementMethod.allCases.map { Choice($0.rawValue, words[$0.phrase]) },
                selected: typed["method"].isEmpty ? MeasurementMethod.weighed.rawValue : typed["method"], isEmptyAtFirst: false))
        let reason = Field(
            words: words, label: words[NotePhrase.reason], name: "reason", input: LongTextInput(value: typed["reason"], rows: 3, maximumLength: 1000),
            hint: words[NotePhrase.reasonHint], error: error("reason"))
        let others = Set(note.parties.map(\.party.organisation)).subtracting([try request.actor().principal?.id].compactMap { $0 })
        let lead = words(
            NotePhrase.correctExplained,
            [
                "parties": .text(others.map(teller.name).sorted().joined(separator: ", ")),
                "days": .number(Int64(model.policy.days(.correctionWithinDays))),
            ])
        return request.stepPage(
            model, title: words[ManifestEventKind.proposeCorrection.phrase], lead: lead, action: "/notes/\(id)/correct", problems: problems,
            content: "\(figure)\(amount)\(method)\(reason)", button: words[NotePhrase.proposeButton], status: status)
    }

    private static func propose(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidProposed) {
            _ = try await request.platform.proposeCorrection(
                id, version: try request.version(), field: typed["field"], amount: typed["mass"], unit: typed["unit"], method: typed["method"],
                reason: typed["reason"], by: actor)
        } again: {
            try await form(request, $0, $1)
        }
    }

    // MARK: Answer

    /// Shows what the correction would change; whoever must answer finds yes and no, everybody else how it stands.
    private static func answerForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let model = try await request.platform.noteModel(id, by: try request.actor())
        guard let proposal = model.note.openCorrection(at: model.now) else { throw ManifestError.notNow(.refusedNoCorrection, model.note.state) }
        let words = request.words
        let teller = NoteTeller(request: request, note: model.note, names: model.names)
        let mayApprove = model.steps.contains(.approveCorrection)
        let mayRefuse = model.steps.contains(.refuseCorrection)
        let approve = PrimaryAction(
            label: words[ManifestEventKind.approveCorrection.phrase], target: .submit(form: "answer", name: "answer", value: "yes"), icon: .check)
        // Whoever proposed it and must not answer may take it back.
        let refusal = mayApprove ? words[ManifestEventKind.refuseCorrection.phrase] : words[NotePhrase.takeBack]
        let refuse: HTML = "<div class=\"buttons\"><button class=\"button danger\" name=\"answer\" value=\"no\"><span>\(refusal)</span></button></div>"
        let form: HTML = """
            <form method="post" id="answer" action="/notes/\(id.description)/correct/answer">\(request.hidden(model.note))\(if: mayRefuse, refuse)</form>
            """
        let follows: HTML =
            switch proposal.field {
            case .declared: "<p>\(words[NotePhrase.declaredFollows])</p>"
            case .accepted: "<p>\(words[NotePhrase.acceptedFollows])</p>"
            }
        let title = words[NotePhrase.correctionTitle]
        let waiting = words(
            NotePhrase.waitsFor,
            ["parties": .text(proposal.waitingFor.map(teller.name).joined(separator: ", ")), "date": .moment(proposal.expiresAt)])
        let body: HTML = """
            \(PageHeading(title: title, kind: teller.title, chip: request.chip(model.note.state), lead: teller.load, action: mayApprove ? approve : nil))\
            \(ProblemSummary(words: words, problems: problems))<p>\(teller.proposedBy(proposal))</p>\(teller.difference(proposal))\(teller.reason(proposal))\
            \(follows)<p class="soft">\(waiting)</p>\(if: mayApprove || mayRefuse, form)\(teller.backLink)
            """
        return request.notePage(model, title: title, back: teller.href, body: body, status: status)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let isYes = request.form["answer"] == "yes"
        return try await request.attempt("/notes/\(id)", said: isYes ? NotePhrase.saidApproved : .saidRefusedCorrection) {
            guard isYes || request.form["answer"] == "no" else { throw RequestRefusal.unreadableForm }
            _ = try await request.platform.answerCorrection(id, version: try request.version(), approves: isYes, by: actor)
        } again: {
            try await answerForm(request, $0, $1)
        }
    }
}

extension PageRequest {
    /// Units of a plant's scale.
    var scaleUnits: [Choice] { [Choice("kg", "kg"), Choice("t", "t")] }
}
