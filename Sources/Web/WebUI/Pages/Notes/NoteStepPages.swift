// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Steps of the journey that a signed-in person takes from the note: each its own page, which says what will follow.
enum NoteStepPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/cancel") { try await cancelForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/cancel", cancel),
        PageRoute(.get, "/notes/:id/carrier") { try await carrierForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/carrier", changeCarrier),
        PageRoute(.get, "/notes/:id/take-over") { try await takeOverForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/take-over", takeOver),
        PageRoute(.get, "/notes/:id/store") { try await storeForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/store", store),
        PageRoute(.get, "/notes/:id/leave-storage") { try await leaveForm($0, [], 200) },
        PageRoute(.post, "/notes/:id/leave-storage", leaveStorage),
    ]

    // MARK: Cancel

    private static func cancelForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.noteModel(try request.id("id"), step: .cancel, by: try request.actor())
        let words = request.words
        let title = words(NotePhrase.cancelTitle, ["number": .text(request.title(of: model.note))])
        let follows: [NotePhrase] = model.note.state == .draft ? [.cancelDraftGone] : [.cancelReleased, .cancelNumberUsed, .cancelTold]
        let remark = Field(
            words: words, label: words[NotePhrase.cancelWhy], name: "remark", input: TextInput(value: request.form["remark"]),
            error: problems.sentence(for: "remark", words), isOptional: true)
        let page = ConfirmPage(
            words: words, title: title, consequences: follows.map { words[$0] }, action: "/notes/\(model.note.id)/cancel", fields: request.hidden(model.note),
            content: remark.html, button: words[ManifestEventKind.cancel.phrase], back: "/notes/\(model.note.id)")
        return request.notePage(
            model, title: title, back: "/notes/\(model.note.id)", body: "\(ProblemSummary(words: words, problems: problems))\(page)", status: status)
    }

    private static func cancel(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidCancelled) {
            _ = try await request.platform.cancel(id, version: try request.version(), remark: request.form["remark"], by: actor)
        } again: {
            try await cancelForm(request, $0, $1)
        }
    }

    // MARK: Change carrier

    private static func carrierForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, step: .changeCarrier, by: actor)
        let chosen = request.form["carrier"].isEmpty ? model.note.currentLeg.carrier.site.description : request.form["carrier"]
        let choices = try await request.platform.placeChoices(.carrier, for: id, words: request.query["q"] ?? "", chosen: chosen, by: actor)
        let words = request.words
        let picker = PartyPicker(
            words: words, label: words[NotePhrase.newCarrier], name: "carrier", parties: choices.map(request.partyRow), selected: chosen,
            error: problems.sentence(for: "carrier", words), reasonForNone: words[NotePhrase.nobodyFound])
        return request.stepPage(
            model, title: words[ManifestEventKind.changeCarrier.phrase], lead: words[NotePhrase.carrierExplained], action: "/notes/\(id)/carrier",
            problems: problems, content: picker.html, button: words[NotePhrase.carrierButton], search: "/notes/\(id)/carrier", status: status)
    }

    private static func changeCarrier(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidCarrier) {
            // The first carrier is another; those who take over on the way stay.
            let others = try await request.platform.note(id, by: actor).legs.dropFirst().map(\.carrier.site.description)
            _ = try await request.platform.changeCarrier(id, version: try request.version(), carrierSites: [request.form["carrier"]] + others, by: actor)
        } again: {
            try await carrierForm(request, $0, $1)
        }
    }

    // MARK: Collect or take over

    private static func takeOverForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let steps = try await request.platform.availableSteps(id, by: actor)
        let step: ManifestEventKind = steps.contains(.handOver) ? .handOver : .collect
        let model = try await request.platform.noteModel(id, step: step, by: actor)
        let words = request.words
        let leg = model.note.legs[min(step == .handOver ? model.note.leg + 1 : model.note.leg, model.note.legs.count - 1)]
        let isNeeded = step == .collect && model.policy.isOn(.plateRequired) && leg.plate == nil
        let plate = Field(
            words: words, label: words[NotePhrase.plate], name: "plate", input: TextInput(value: request.form["plate"], maximumLength: 40),
            error: problems.sentence(for: "plate", words), isOptional: !isNeeded)
        return request.stepPage(
            model, title: words[step.phrase], lead: words[NotePhrase.takeOverExplained], action: "/notes/\(id)/take-over", problems: problems,
            content: plate.html, button: words[NotePhrase.takeOverButton], status: status)
    }

    private static func takeOver(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidTakenOver) {
            _ = try await request.platform.takeOver(id, version: try request.version(), plate: request.form["plate"], by: actor)
        } again: {
            try await takeOverForm(request, $0, $1)
        }
    }

    // MARK: Storage on the way

    private static func storeForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, step: .store, by: actor)
        let choices = try await request.platform.placeChoices(.storage, for: id, limit: 40, by: actor)
        let words = request.words
        let selected = request.form["storage"].isEmpty && choices.count == 1 ? choices[0].site.id.description : request.form["storage"]
        let picker = PartyPicker(
            words: words, label: words[NotePhrase.storeWhere], name: "storage", parties: choices.map(request.siteRow), selected: selected,
            error: problems.sentence(for: "storage", words), reasonForNone: words[NotePhrase.nobodyFound])
        return request.stepPage(
            model, title: words[ManifestEventKind.store.phrase], lead: words[NotePhrase.storeExplained], action: "/notes/\(id)/store", problems: problems,
            content: picker.html, button: words[NotePhrase.storeButton], status: status)
    }

    private static func store(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidStored) {
            _ = try await request.platform.store(id, version: try request.version(), at: request.form["storage"], by: actor)
        } again: {
            try await storeForm(request, $0, $1)
        }
    }

    private static func leaveForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, step: .leaveStorage, by: actor)
        let note = model.note
        let planned = note.leg + 1 < note.legs.count ? note.legs[note.leg + 1].carrier.site.description : note.currentLeg.carrier.site.description
        let chosen = request.form["carrier"].isEmpty ? planned : request.form["carrier"]
        let choices = try await request.platform.placeChoices(.carrier, for: id, words: request.query["q"] ?? "", chosen: chosen, by: actor)
        let words = request.words
        let picker = PartyPicker(
            words: words, label: words[NotePhrase.leaveWith], name: "carrier", parties: choices.map(request.partyRow), selected: chosen,
            error: problems.sentence(for: "carrier", words), reasonForNone: words[NotePhrase.nobodyFound])
        let plate = Field(
            words: words, label: words[NotePhrase.plate], name: "plate", input: TextInput(value: request.form["plate"], maximumLength: 40),
            error: problems.sentence(for: "plate", words), isOptional: true)
        return request.stepPage(
            model, title: words[ManifestEventKind.leaveStorage.phrase], lead: words[NotePhrase.leaveExplained], action: "/notes/\(id)/leave-storage",
            problems: problems, content: "\(picker)\(plate)", button: words[NotePhrase.leaveButton], search: "/notes/\(id)/leave-storage", status: status)
    }

    private static func leaveStorage(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidLeftStorage) {
            _ = try await request.platform.leaveStorage(
                id, version: try request.version(), carrierSite: request.form["carrier"], plate: request.form["plate"], by: actor)
        } again: {
            try await leaveForm(request, $0, $1)
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
