// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A load that did not arrive: a party reports it, an officer decides.
enum NoteLossPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/loss") { try await form($0, [], 200) },
        PageRoute(.post, "/notes/:id/loss", bodyMax: 6_000_000, report),
        PageRoute(.get, "/notes/:id/loss/decide") { try await decideForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/loss/decide", decide),
    ]

    // MARK: Report

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let model = try await request.platform.noteModel(id, step: .reportLoss, by: try request.actor())
        let words = request.words
        let typed = request.form
        func error(_ name: String) -> String? { problems.sentence(for: name, words) }
        let kind = Field(
            words: words, label: words[NotePhrase.lossKind], name: "kind",
            input: RadioInput(choices: LossKind.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["kind"]), error: error("kind"))
        let place = Field(
            words: words, label: words[NotePhrase.lossPlace], name: "place", input: TextInput(value: typed["place"], maximumLength: 1000),
            hint: words[NotePhrase.lossPlaceHint], error: error("place"), isOptional: true)
        let position = Field(
            words: words, label: words[NotePhrase.lossPosition], name: "position", input: TextInput(value: typed["position"], maximumLength: 60),
            hint: words[NotePhrase.lossPositionHint], error: error("position"), isOptional: true)
        let photo = Field(
            words: words, label: words[NotePhrase.photo], name: "photo", input: FileInput(accept: "image/jpeg,image/png,image/webp"),
            hint: words[NotePhrase.photoHint], error: error("photo"), isOptional: true)
        return request.stepPage(
            model, title: words[ManifestEventKind.reportLoss.phrase], lead: words[NotePhrase.lossExplained], action: "/notes/\(id)/loss", problems: problems,
            content: "\(kind)\(place)\(position)\(photo)", button: words[NotePhrase.lossButton], sendsFiles: true, status: status)
    }

    private static func report(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidLoss) {
            var problems: [Problem] = []
            let kind = LossKind(rawValue: typed["kind"])
            if kind == nil { problems.append(NotePhrase.lossKindMissing.problem("kind")) }
            let position = Self.position(typed["position"])
            if position == nil, !typed["position"].isEmpty {
                problems.append(NotePhrase.lossPositionUnreadable.problem("position", ["text": .text(typed["position"])]))
            }
            if typed["place"].count > 1000 {
                problems.append(OperationPhrase.textTooLong.problem("place", ["most": .number(1000), "length": .number(Int64(typed["place"].count))]))
            }
            guard let kind, problems.isEmpty else { throw Problems(problems) }
            let photo = typed.file("photo").map { Platform.Photo(bytes: $0.bytes) }
            _ = try await request.platform.reportLoss(
                id, version: try request.version(), kind: kind, place: typed["place"], position: position, photo: photo, by: actor)
        } again: {
            try await form(request, $0, $1)
        }
    }

    /// Reads `11.5564, 104.9282` as map programs copy it.
    static func position(_ text: String) -> Position? {
        let pieces = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
        guard pieces.count == 2, let latitude = Double(pieces[0]), let longitude = Double(pieces[1]) else { return nil }
        return Position(latitude: latitude, longitude: longitude)
    }

    // MARK: Decide

    private static func decideForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let model = try await request.platform.noteModel(id, step: .decideLoss, by: try request.actor())
        let words = request.words
        let view = NoteView(request: request, model: model)
        let title = words[ManifestEventKind.decideLoss.phrase]
        let outcome = Field(
            words: words, label: words[NotePhrase.decideWhat], name: "decision",
            input: RadioInput(
                choices: [
                    Choice("found", words[NotePhrase.lossFound], hint: words[NotePhrase.foundFollows]),
                    Choice(
                        "lost", words[NotePhrase.lossGivenUp],
                        hint: words(NotePhrase.givenUpFollows, ["mass": .mass(model.note.declaredMass)])),
                ], selected: request.form["decision"]), error: problems.sentence(for: "decision", words))
        let remark = Field(
            words: words, label: words[NotePhrase.remark], name: "remark", input: LongTextInput(value: request.form["remark"], rows: 3, maximumLength: 1000),
            error: problems.sentence(for: "remark", words), isOptional: true)
        let photo = HTML.ifPresent(model.note.loss?.photo.flatMap { model.erasedPhotos[$0] == nil ? $0 : nil }) {
            "<p>\(LinkButton(label: words[NotePhrase.photo], href: "/notes/\(id)/photo/\($0)", icon: .camera))</p>"
        }
        let page = ConfirmPage(
            words: words, title: title, consequences: [words[NotePhrase.decideSigned]], action: "/notes/\(id)/loss/decide", fields: request.hidden(model.note),
            content: "\(outcome)\(remark)", button: words[NotePhrase.decideButton], back: "/notes/\(id)")
        let heading: HTML = "<p class=\"kind\">\(view.teller.title) · \(view.teller.load)</p>\(view.teller.route)\(view.loss)\(photo)"
        return request.notePage(
            model, title: title, back: "/notes/\(id)", body: "\(ProblemSummary(words: words, problems: problems))\(page)\(heading)", status: status)
    }

    private static func decide(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidLossDecided) {
            let decision = request.form["decision"]
            guard decision == "found" || decision == "lost" else { throw Problems([NotePhrase.decisionMissing.problem("decision")]) }
            _ = try await request.platform.decideLoss(
                id, version: try request.version(), isFound: decision == "found", remark: request.form["remark"], by: actor)
        } again: {
            try await decideForm(request, $0, $1)
        }
    }
}
