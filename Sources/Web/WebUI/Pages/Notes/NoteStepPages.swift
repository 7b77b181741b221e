// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Steps of the journey that a signed-in person takes from the note: each its own page, which says what will follow.
///
/// ``NoteStep/all`` says what is particular to each; showing, sending and showing again is the same for all.
enum NoteStepPages {
    static let routes: [PageRoute] = NoteStep.all.flatMap { step in
        [
            PageRoute(.get, "/notes/:id/\(step.path)") { try await show(step, $0, [], 200) },
            PageRoute(.post, "/notes/:id/\(step.path)") { try await take(step, $0) },
        ]
    }

    private static func show(_ step: NoteStep, _ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        var kind = step.kinds[0]
        if step.kinds.count > 1 {
            let open = try await request.platform.availableSteps(id, by: actor)
            kind = step.kinds.first { open.contains($0) } ?? step.kinds[step.kinds.count - 1]
        }
        let model = try await request.platform.noteModel(id, step: kind, by: actor)
        return try await step.page(NoteStepForm(step: step, kind: kind, request: request, actor: actor, model: model, problems: problems, status: status))
    }

    private static func take(_ step: NoteStep, _ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: step.said) {
            try await step.act(request, id, actor)
        } again: {
            try await show(step, request, $0, $1)
        }
    }
}

extension PageRequest {
    /// What every form about a note carries unseen: the token, and the version the person saw.
    func hidden(_ note: Manifest) -> [HiddenField] { [csrfField, HiddenField("version", String(note.version))] }

    /// The page of one step: what it means, its form, and the way back.
    ///
    /// - Parameter search: where the names of firms are looked for; a form of its own, so that it sends nothing.
    func stepPage(
        _ model: NoteModel, title: String, lead: String, action: URLPath, problems: [Problem], content: HTML, button: String, search: URLPath? = nil,
        sendsFiles: Bool = false, status: Int = 200
    ) -> PageAnswer {
        let teller = NoteTeller(request: self, note: model.note, names: model.names)
        let finder = HTML.ifPresent(search) { address in
            SentenceFilter(
                words: words, action: address,
                pieces: [.words(words[NotePhrase.findFirm]), .search(label: words[NotePhrase.findFirm], name: "q", value: query["q"] ?? "")],
                clear: query["q"] == nil ? nil : address
            ).html
        }
        let form = InputForm(
            words: words, id: "step", action: action, hidden: hidden(model.note), problems: problems, content: content, button: button, sendsFiles: sendsFiles)
        let heading = PageHeading(title: title, kind: teller.title, chip: chip(model.note.state), lead: lead)
        return notePage(
            model, title: title, back: teller.href, body: "\(heading)<p>\(teller.load)</p>\(finder)\(form)\(teller.backLink)", status: status)
    }

    /// A carrier or plant to choose: who, where, how far, and whether a permit is in force.
    func partyRow(_ choice: PlaceChoice) -> PartyPicker.Party {
        var party = siteRow(choice)
        party.name = name(of: choice.organisation)
        let site = name(of: choice.site)
        if !site.isEmpty, site != party.name { party.place = site + ", " + party.place }
        party.distance = choice.kilometres.map { words(ComposePhrase.kilometres, ["count": .number(Int64($0))]) }
        if choice.carriesOwn {
            party.headroom = words[NotePhrase.ownVehicle]
        } else if !choice.hasPermit {
            party.headroom = words[ManifestPhrase.partyWithoutPermit]
            party.headroomTone = .warning
        }
        return party
    }

    /// A site of one's own to choose.
    func siteRow(_ choice: PlaceChoice) -> PartyPicker.Party {
        let today = platform.today
        let code = choice.site.attributes(on: today).province
        let province = ProvinceID(country: platform.country, code: code).map { platform.lists.name(of: $0, on: today, in: words.language).text } ?? code
        return PartyPicker.Party(value: choice.site.id.description, name: name(of: choice.site), place: province)
    }
}
