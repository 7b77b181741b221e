// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The code by which the next carrier's driver signs, and the form for a driver without a phone.
enum NoteCodePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/notes/:id/code") { try await page($0, [], 200) },
        PageRoute(.post, "/notes/:id/code", sign),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, by: actor)
        guard model.mayShowCode, let sign = try await request.platform.signCode(for: id, by: actor) else {
            if case .refused(let phrase) = model.note.state.transition(on: .collect) { throw ManifestError.notNow(phrase, model.note.state) }
            throw ManifestError.notYourStep
        }
        let note = model.note
        let words = request.words
        let teller = NoteTeller(request: request, note: note, names: model.names)
        let leg = note.legs[note.state == .issued ? 0 : min(note.leg + 1, note.legs.count - 1)]
        let carrier = teller.name(leg.carrier.organisation)
        let title = words(NotePhrase.codeTitle, ["carrier": .text(carrier)])
        let address = "\(request.origin)/s/\(sign.code.text)"
        let qr = HTML.ifPresent(QRCode.svg(address, label: words[NotePhrase.codeScan])) {
            QRBlock(code: $0, number: sign.code.description, caption: words[NotePhrase.codeScan]).html
        }
        // The code itself is the page's title: it is read out across a yard.
        let body: HTML = """
            \(PageHeading(title: sign.code.description, kind: title, lead: teller.title + " · " + teller.load))\
            <section>\(qr)<p>\(words(NotePhrase.codeSay, ["address": .text("\(request.origin)/s")]))</p>\
            <p class="soft">\(words(NotePhrase.codeUntil, ["date": .moment(sign.expiresAt)]))</p></section>\
            \(withoutPhone(request, note, carrier: carrier, isPlateNeeded: model.policy.isOn(.plateRequired) && leg.plate == nil, problems))\(teller.backLink)
            """
        return request.notePage(model, title: title, back: teller.href, body: body, status: status)
    }

    /// The driver signs on this device with the code that his haulier gave him; the signature says so.
    private static func withoutPhone(_ request: PageRequest, _ note: Manifest, carrier: String, isPlateNeeded: Bool, _ problems: [Problem]) -> HTML {
        let words = request.words
        let code = Field(
            words: words, label: words(NotePhrase.driverCode, ["carrier": .text(carrier)]), name: "code",
            input: TextInput(value: request.form["code"], autocomplete: "off", maximumLength: 20), error: problems.sentence(for: "code", words))
        let plate = Field(
            words: words, label: words[NotePhrase.plate], name: "plate", input: TextInput(value: request.form["plate"], maximumLength: 40),
            error: problems.sentence(for: "plate", words), isOptional: !isPlateNeeded)
        let button: HTML = "<div class=\"buttons\"><button class=\"button\"><span>\(words[NotePhrase.driverSigns])</span></button></div>"
        let group = FieldGroup(title: words[NotePhrase.withoutPhone], explanation: words[NotePhrase.withoutPhoneMore], content: "\(code)\(plate)\(button)")
        return InputForm(
            words: words, id: "driver", action: "/notes/\(note.id)/code", hidden: request.hidden(note), problems: problems, content: group.html
        ).html
    }

    private static func sign(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidDriverSigned) {
            _ = try await request.platform.sign(id, driverCode: request.form["code"], plate: request.form["plate"], on: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }
}
