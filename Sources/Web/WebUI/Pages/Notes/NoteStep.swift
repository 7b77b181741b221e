// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// One row of the table of steps: its address, what its page asks, and the verb it performs.
struct NoteStep: Sendable {
    /// Last piece of the address, `/notes/:id/<path>`.
    let path: String
    /// Events it stands for; of several, the first that the note is open to.
    let kinds: [ManifestEventKind]
    /// Told on the note's page once it is done.
    let said: NotePhrase
    let page: @Sendable (NoteStepForm) async throws -> PageAnswer
    let act: @Sendable (PageRequest, DocumentID, Actor) async throws -> Void

    static let all: [NoteStep] = [
        NoteStep(path: "cancel", kinds: [.cancel], said: .saidCancelled) {
            $0.confirmingCancel
        } act: { request, id, actor in
            _ = try await request.platform.cancel(id, version: try request.version(), remark: request.form["remark"], by: actor)
        },
        NoteStep(path: "carrier", kinds: [.changeCarrier], said: .saidCarrier) { form in
            let carrier = try await form.carrier(.newCarrier, usually: form.note.currentLeg)
            return form.asking(.carrierExplained, button: .carrierButton, carrier, searches: true)
        } act: { request, id, actor in
            // The first carrier is another; those who take over on the way stay.
            let others = try await request.platform.note(id, by: actor).legs.dropFirst().map(\.carrier.site.description)
            _ = try await request.platform.changeCarrier(id, version: try request.version(), carrierSites: [request.form["carrier"]] + others, by: actor)
        },
        NoteStep(path: "take-over", kinds: [.handOver, .collect], said: .saidTakenOver) { form in
            let plate = form.plate(isOptional: !form.needsPlate)
            return form.saysForDriver
                ? form.asking(.leftExplained, button: .leftButton, plate) : form.asking(.takeOverExplained, button: .takeOverButton, plate)
        } act: { request, id, actor in
            _ = try await request.platform.takeOver(id, version: try request.version(), plate: request.form["plate"], by: actor)
        },
        NoteStep(path: "store", kinds: [.store], said: .saidStored) { form in
            form.asking(.storeExplained, button: .storeButton, try await form.storage())
        } act: { request, id, actor in
            _ = try await request.platform.store(id, version: try request.version(), at: request.form["storage"], by: actor)
        },
        NoteStep(path: "leave-storage", kinds: [.leaveStorage], said: .saidLeftStorage) { form in
            let planned = form.note.leg + 1 < form.note.legs.count ? form.note.legs[form.note.leg + 1] : form.note.currentLeg
            let carrier = try await form.carrier(.leaveWith, usually: planned)
            return form.asking(.leaveExplained, button: .leaveButton, "\(carrier)\(form.plate(isOptional: true))", searches: true)
        } act: { request, id, actor in
            _ = try await request.platform.leaveStorage(
                id, version: try request.version(), carrierSite: request.form["carrier"], plate: request.form["plate"], by: actor)
        },
    ]
}

/// The page of one step while it is filled in, and the questions that steps are put together from.
struct NoteStepForm: Sendable {
    var step: NoteStep
    /// The event that would follow now.
    var kind: ManifestEventKind
    var request: PageRequest
    var actor: Actor
    var model: NoteModel
    var problems: [Problem]
    var status: Int

    var note: Manifest { model.note }
    private var words: Words { request.words }
    private var address: URLPath { "/notes/\(note.id)/\(step.path)" }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    /// The page: what the step means, its questions, its button.
    ///
    /// - Parameter searches: whether firms are looked for by name.
    func asking(_ lead: NotePhrase, button: NotePhrase, _ content: HTML, searches: Bool = false) -> PageAnswer {
        request.stepPage(
            model, title: words[kind.phrase], lead: words[lead], action: address, problems: problems, content: content, button: words[button],
            search: searches ? address : nil, status: status)
    }

    /// Who carries the load from here; chosen beforehand is the carrier of a leg.
    func carrier(_ label: NotePhrase, usually leg: Leg) async throws -> HTML {
        let typed = request.form["carrier"]
        let chosen = typed.isEmpty ? leg.carrier.site.description : typed
        let choices = try await request.platform.placeChoices(.carrier, for: note.id, words: request.query["q"] ?? "", chosen: chosen, by: actor)
        return PartyPicker(
            words: words, label: words[label], name: "carrier", parties: choices.map(request.partyRow), selected: chosen, error: error("carrier"),
            reasonForNone: words[NotePhrase.nobodyFound]
        ).html
    }

    /// Where the load waits; chosen beforehand where there is one place only.
    func storage() async throws -> HTML {
        let choices = try await request.platform.placeChoices(.storage, for: note.id, limit: 40, by: actor)
        let typed = request.form["storage"]
        let selected = typed.isEmpty && choices.count == 1 ? choices[0].site.id.description : typed
        return PartyPicker(
            words: words, label: words[NotePhrase.storeWhere], name: "storage", parties: choices.map(request.siteRow), selected: selected,
            error: error("storage"), reasonForNone: words[NotePhrase.nobodyFound]
        ).html
    }

    /// Whether the policy asks the first carrier for a plate that nobody has written yet.
    var needsPlate: Bool { kind == .collect && model.policy.isOn(.plateRequired) && note.legs[min(note.leg, note.legs.count - 1)].plate == nil }

    /// Whether the sender states what a driver would have signed.
    var saysForDriver: Bool {
        let organisation = actor.principal?.id
        return kind == .collect && organisation == note.sender.organisation && organisation != note.currentLeg.carrier.organisation
    }

    func plate(isOptional: Bool) -> HTML {
        Field(
            words: words, label: words[NotePhrase.plate], name: "plate", input: TextInput(value: request.form["plate"], maximumLength: 40),
            error: error("plate"), isOptional: isOptional
        ).html
    }

    /// Cancelling cannot be undone: the page says what will follow.
    var confirmingCancel: PageAnswer {
        let title = words(NotePhrase.cancelTitle, ["number": .text(request.title(of: note))])
        let follows: [NotePhrase] = note.state == .draft ? [.cancelDraftGone] : [.cancelReleased, .cancelNumberUsed, .cancelTold]
        let remark = Field(
            words: words, label: words[NotePhrase.cancelWhy], name: "remark", input: TextInput(value: request.form["remark"]), error: error("remark"),
            isOptional: true)
        let page = ConfirmPage(
            words: words, title: title, consequences: follows.map { words[$0] }, action: address, fields: request.hidden(note), content: remark.html,
            button: words[kind.phrase], back: "/notes/\(note.id)")
        return request.notePage(
            model, title: title, back: "/notes/\(note.id)", body: "\(ProblemSummary(words: words, problems: problems))\(page)", status: status)
    }
}
