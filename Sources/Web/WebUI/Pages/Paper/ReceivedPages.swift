// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What follows a record of the gate: the sender confirms or disputes, an officer decides.
enum ReceivedPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/confirm") { try await form($0, [], 200) },
        PageRoute(.post, "/notes/:id/confirm", answer),
        PageRoute(.get, "/notes/:id/dispute") { try await decideForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/dispute", decide),
    ]

    // MARK: The sender

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let model = try await request.platform.noteModel(id, step: .confirm, by: try request.actor())
        let words = request.words
        let answer = Field(
            words: words, label: words[PaperPagePhrase.answer], name: "answer",
            input: RadioInput(
                choices: [
                    Choice("confirm", words[PaperPagePhrase.answerConfirm], hint: words[PaperPagePhrase.answerConfirmHint]),
                    Choice("dispute", words[PaperPagePhrase.answerDispute], hint: words[PaperPagePhrase.answerDisputeHint]),
                ], selected: request.form["answer"]), error: problems.sentence(for: "answer", words))
        let reason = Field(
            words: words, label: words[PaperPagePhrase.disputeReason], name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 3, maximumLength: 1000), hint: words[PaperPagePhrase.disputeReasonHint],
            error: problems.sentence(for: "reason", words), isOptional: true)
        let trail = TrailPanel(teller: NoteTeller(request: request, note: model.note, names: model.names))
        return request.stepPage(
            model, title: words[PaperPagePhrase.confirmTitle], lead: trail.lead, action: "/notes/\(id)/confirm", problems: problems,
            content: "\(trail)\(answer)\(reason)", button: words[PaperPagePhrase.answerButton], status: status)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let isDisputing = request.form["answer"] == "dispute"
        return try await request.attempt("/notes/\(id)", said: isDisputing ? PaperPagePhrase.saidDisputed : .saidConfirmed) {
            guard isDisputing || request.form["answer"] == "confirm" else { throw Problems([PaperPagePhrase.answerMissing.problem("answer")]) }
            if isDisputing {
                _ = try await request.platform.disputeReceived(id, version: try request.version(), reason: request.form["reason"], by: actor)
            } else {
                _ = try await request.platform.confirmReceived(id, version: try request.version(), by: actor)
            }
        } again: {
            try await form(request, $0, $1)
        }
    }

    // MARK: The officer

    private static func decideForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, step: .assignSender, by: actor)
        let words = request.words
        let typed = request.form
        let teller = NoteTeller(request: request, note: model.note, names: model.names)
        let query = typed["sender-search"]
        let choices = try await request.platform.senderChoices(id, words: query, chosen: typed["sender"], by: actor)
        let isDisputed = model.note.trail?.standing == .disputed
        let outcomes: [(outcome: TrailOutcome, hint: PaperPagePhrase)] = [
            (.upheld, .upheldHint), (.assigned, .assignedHint), (.voided, .voidedHint),
        ]
        let outcome: HTML =
            isDisputed
            ? Field(
                words: words, label: words[PaperPagePhrase.decideWhat], name: "outcome",
                input: RadioInput(
                    choices: outcomes.map { Choice($0.outcome.rawValue, words[$0.outcome.phrase], hint: words[$0.hint]) }, selected: typed["outcome"]),
                error: problems.sentence(for: "outcome", words)
            ).html : HiddenField("outcome", TrailOutcome.assigned.rawValue).html
        let picker = PartyPicker(
            words: words, label: words[PaperPagePhrase.trueSender], name: "sender", parties: choices.map(request.partyRow), selected: typed["sender"],
            hint: isDisputed ? words[PaperPagePhrase.trueSenderHint] : nil, error: problems.sentence(for: "sender", words),
            reasonForNone: words[PaperPagePhrase.partnerNone])
        let finder = PartySearchBox(words: words, label: words[PaperPagePhrase.findFirm], field: "sender", query: query)
        let remark = Field(
            words: words, label: words[NotePhrase.remark], name: "remark", input: LongTextInput(value: typed["remark"], rows: 3, maximumLength: 1000),
            error: problems.sentence(for: "remark", words), isOptional: true)
        let trail = TrailPanel(teller: teller)
        return request.stepPage(
            model, title: words[isDisputed ? PaperPagePhrase.decideTitle : .assignTitle], lead: trail.lead, action: "/notes/\(id)/dispute",
            problems: problems, content: "\(trail)\(outcome)\(picker)\(finder)\(remark)", button: words[PaperPagePhrase.decideButton], status: status)
    }

    private static func decide(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        if typed.has("search") || typed.isAsking("sender") { return try await decideForm(request, [], 200) }
        return try await request.attempt("/notes/\(id)", said: PaperPagePhrase.saidDecided) {
            switch TrailOutcome(rawValue: typed["outcome"]) {
            case .assigned:
                _ = try await request.platform.assignSender(
                    id, version: try request.version(), to: typed["sender"], remark: typed["remark"], by: actor)
            case .upheld, .voided:
                _ = try await request.platform.decideDispute(
                    id, version: try request.version(), stands: typed["outcome"] == TrailOutcome.upheld.rawValue, remark: typed["remark"], by: actor)
            case nil: throw Problems([PaperPagePhrase.outcomeMissing.problem("outcome")])
            }
        } again: {
            try await decideForm(request, $0, $1)
        }
    }
}
