// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations

/// The list of notes, and the form of a new note or a draft.
enum ComposePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes") { request in try await list(request) },
        PageRoute(.get, "/notes/new") { request in try await new(request) },
        PageRoute(.get, "/notes/sell") { request in try await SalePages.new(request) },
        PageRoute(.post, "/notes/sell") { request in try await SalePages.send(request) },
        PageRoute(.get, "/notes/codes") { request in try await codes(request) },
        PageRoute(.post, "/notes") { request in try await send(request, draft: nil) },
        PageRoute(.get, "/notes/:id/edit") { request in try await edit(request) },
        PageRoute(.post, "/notes/:id/edit") { request in try await send(request, draft: try request.id("id")) },
    ]

    /// Codes that a picker shows at once.
    static let codesShown = 12

    // MARK: The form

    private static func new(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let person = try request.signedIn().person
        var form = NoteForm()
        var source: Manifest?
        if let copied = request.query["copy"].flatMap({ DocumentID(text: $0) }) {
            form = try await request.platform.copy(copied, by: actor)
            source = try await request.platform.note(copied, by: actor)
        }
        let arrangement = request.query["arrangement"].flatMap { ArrangementID(text: $0) }
        if let arrangement { form = try await request.platform.noteForm(under: arrangement, by: actor) }
        if let receiver = request.query["receiver"] { form.receiverSite = receiver }
        if let waste = request.query["waste"], form.lines.isEmpty {
            var line = NoteForm.Line()
            line.waste = waste
            form.lines = [line]
        }
        let model = try await request.platform.compose(form, by: actor)
        let place = source.map { "copy-\($0.id)" } ?? arrangement.map { "arrangement-\($0)" } ?? "new-\(model.form.senderSite)"
        let key = request.platform.secrets.token()
        return .page(
            ComposeView(
                request: request, model: model,
                target: ComposeTarget(draftName: "note-\(place)-\(person)", key: key, copied: source, isArranged: arrangement != nil)
            ).page)
    }

    private static func edit(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let id: DocumentID = try request.id("id")
        let (form, version) = try await request.platform.draftForm(id, by: actor)
        let model = try await request.platform.compose(form, by: actor)
        let name = "note-\(id)-\(version)-\(try request.signedIn().person)"
        let target = ComposeTarget(draft: id, version: version, draftName: name, key: request.platform.secrets.token())
        return .page(ComposeView(request: request, model: model, target: target).page)
    }

    /// Saves, issues, or answers a search; whatever goes wrong, the form comes back with everything typed.
    private static func send(_ request: PageRequest, draft: DocumentID?) async throws -> PageAnswer {
        let actor = try request.actor()
        let typed = ComposeInput(request.form)
        let target = ComposeTarget(
            draft: draft, version: Int(request.form["version"]), draftName: String(request.form["draft"].prefix(100)),
            key: String(request.form["key"].prefix(100)))
        func form(_ problems: [Problem], status: Int) async throws -> PageAnswer {
            let model = try await request.platform.compose(
                typed.form, plantWords: typed.plantWords, haulierWords: typed.haulierWords, by: actor)
            return .page(ComposeView(request: request, model: model, target: target, input: typed, problems: problems).page, status: status)
        }
        guard let act = typed.act else { return try await form([], status: 200) }
        do {
            let filled = try await request.platform.filledFromLots(typed.form, by: actor)
            if act == .issue {
                let note = try await request.platform.issue(
                    filled, id: draft, version: target.version, key: target.key.isEmpty ? nil : target.key, by: actor)
                return .redirect("/notes/\(note.id)", said: ComposePhrase.issued.fullKey)
            }
            let note = try await request.platform.saveDraft(filled, id: draft, version: target.version, by: actor)
            return .redirect("/notes/\(note.id)", said: (act == .draftForSigning ? ComposePhrase.draftForSigning : .draftSaved).fullKey)
        } catch let error as any Explainable where error.standing != .unauthenticated {
            return try await form(error.problems, status: error.standing.status)
        }
    }

    /// The list inside a code picker, for its script: what matches the words typed so far.
    private static func codes(_ request: PageRequest) async throws -> PageAnswer {
        let query = request.query["q"] ?? ""
        let found = try await request.platform.wastes(matching: query, limit: codesShown, by: try request.actor()).compactMap(request.wasteEntry)
        let isSearch = query.contains { !$0.isWhitespace }
        return .page(
            CodePicker.list(
                request.words, name: request.query["name"] ?? "waste", results: isSearch ? found : nil, recent: found,
                selected: request.query["selected"].flatMap { WasteCodeID(written: $0) }.flatMap(request.wasteEntry), query: query))
    }

    // MARK: The list

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let filter = NoteListFilter(request)
        if request.wantsFile { return try await NoteListFile.answer(request, filter, by: actor) }
        let before = request.query["before"].flatMap { DocumentID(text: $0) }
        let list = try await request.platform.noteList(filter.filter, before: before, limit: 50, by: actor)
        return request.page(
            request.words[ComposePhrase.listTitle], current: .notes, body: NoteListView(request: request, list: list, filter: filter).html)
    }
}
