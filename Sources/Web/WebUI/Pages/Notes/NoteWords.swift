// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

// What every page about notes says the same way: a state as a chip, a waste and a treatment by name.

extension PageRequest {
    /// The state of a note as a word with its shape.
    func chip(_ state: ManifestState) -> StatusChip { StatusChip(text: words[state.phrase], tone: state.tone) }

    /// The everyday name of a waste; marked with its language where that is not the reader's.
    func wasteName(_ id: WasteCodeID) -> HTML { marked(platform.lists.name(of: id, in: words.language)) }

    /// Code and name of a waste, for places that hold text only: `04 02 22 Textile offcuts`.
    func wasteLabel(_ id: WasteCodeID) -> String { id.description + " " + platform.lists.name(of: id, in: words.language).text }

    /// Code and name of a treatment, for places that hold text only: `R3 Recycling of organic substances`.
    func treatmentLabel(_ code: TreatmentCode) -> String { code.description + " " + platform.lists.name(of: code, in: words.language).text }

    /// The everyday name of a waste in the reader's own language, else its code: for places that hold text only and stand
    /// where a foreign name would be read out wrongly.
    func wasteText(_ id: WasteCodeID) -> String {
        let name = platform.lists.name(of: id, in: words.language)
        return name.language == words.language ? name.text : id.description
    }

    /// A waste as code pickers list it; `nil` when the list of today has no such code.
    func wasteEntry(_ id: WasteCodeID) -> CodePicker.Entry? {
        guard let code = platform.lists.wasteCode(id, on: platform.today) else { return nil }
        let name = platform.lists.name(of: id, in: words.language)
        return CodePicker.Entry(
            value: id.text, code: code.display, title: name.text, language: name.language == words.language ? nil : name.language,
            isHazardous: code.isHazardous)
    }

    /// The number of a note; a draft has none yet and says so.
    func title(of note: Manifest) -> String { note.number ?? words[ManifestState.draft.phrase] }

    /// A name, in an element that says its language where that is not the reader's.
    func marked(_ name: NamedText) -> HTML {
        guard name.language != words.language else { return HTML(text: name.text) }
        return "<span lang=\"\(name.language.rawValue)\">\(name.text)</span>"
    }
}

extension ManifestState {
    /// What the state means for somebody who reads a list.
    var tone: Tone {
        switch self {
        case .draft, .passedOn, .cancelled: .neutral
        case .inTransit, .inStorage: .moving
        case .issued, .arrived, .weighed, .accepted: .waiting
        case .treated: .good
        case .returned, .sold: .warning
        case .refused, .missing, .lost: .danger
        }
    }
}
