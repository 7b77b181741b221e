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
        case .returned: .warning
        case .refused, .missing, .lost: .danger
        }
    }
}
