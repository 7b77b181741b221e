// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// What an officer needs to answer a firm that a driver entered at a stop: who entered it and when, which firms it may be, and
/// room for its number.
struct StopEntryView: Part {
    var request: PageRequest
    var model: OrganisationPage
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: StopFirmPhrase) -> String { words[phrase] }

    var html: HTML {
        guard let entry = model.organisation.stopEntry, model.isWhole else { return HTML() }
        let by = model.enteredBy.map(request.name(of:)) ?? entry.by.description
        let facts = DefinitionList([
            DefinitionList.Item(say(.entered), words(StopFirmPhrase.enteredBy, ["by": .text(by), "at": .moment(entry.at)]))
        ])
        guard model.isPending, model.actions.contains(.approveOrganisation) else { return Panel(title: say(.entered), content: facts.html).html }
        return Panel(title: say(.entered), content: "\(facts)<p>\(say(.forOfficer))</p>\(likely)\(approval)").html
    }

    /// The pairs that wait for an officer, as far as this one may merge them.
    private var likely: HTML {
        guard !model.likely.isEmpty else { return "<p class=\"soft\">\(say(.likelyNone))</p>" }
        let firms = HTML.map(model.likely) { firm in
            let path: URLPath = "/duplicates/\(model.organisation.id)/\(firm.id)"
            return "<p>\(request.name(of: firm)) · \(firm.registrationNumber) \(LinkButton(label: say(.compare), href: path, icon: .arrowRight))</p>"
        }
        return "<h3>\(say(.likely))</h3>\(firms)"
    }

    private var approval: InputForm {
        let number = Field(
            words: words, label: say(.number), name: "registration_number",
            input: TextInput(value: request.form["registration_number"], autocomplete: "off", maximumLength: 100), hint: say(.numberHint),
            error: problems.sentence(for: "registration_number", words), isOptional: true)
        return InputForm(
            words: words, id: "approve", action: "/registry/organisations/\(model.organisation.id)/approve",
            hidden: [request.csrfField, HiddenField("version", String(model.organisation.version)), HiddenField("answer", "approve")], problems: problems,
            content: number.html, button: words[RegistryPhrase.approve])
    }
}

extension PageRequest {
    /// Says on a note's page that its sender stood in no register, as long as that is so.
    func stopNotice(_ note: Manifest, _ names: NoteNames) -> HTML {
        guard let sender = names.organisations[note.sender.organisation], let entry = sender.stopEntry else { return HTML() }
        let by = names.organisations[entry.by].map(name(of:)) ?? entry.by.description
        switch sender.stopStanding {
        case .waits: return NoticeLine(text: words(StopFirmPhrase.noteWaits, ["by": .text(by)]), tone: .waiting).html
        case .refused: return NoticeLine(text: words(StopFirmPhrase.noteRefused, ["by": .text(by)]), tone: .danger).html
        case .approved, .merged, nil: return HTML()
        }
    }
}
