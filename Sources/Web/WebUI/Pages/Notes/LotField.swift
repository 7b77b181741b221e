// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The lots of the sender's site from which a line may take; nothing where there are none.
struct LotField: Part {
    var request: PageRequest
    var lots: [LotOption]
    var name: String
    var selected: String
    var error: String?

    private var words: Words { request.words }

    var html: HTML {
        if lots.isEmpty { return HTML() }
        return Field(
            words: words, label: words[ComposePhrase.lot], name: name,
            input: SelectInput(
                choices: [Choice("", words[ComposePhrase.lotNone])] + lots.map { Choice($0.account.description, label($0)) }, selected: selected,
                isEmptyAtFirst: false),
            hint: words[ComposePhrase.lotHint], error: error, isOptional: true
        ).html
    }

    private func label(_ lot: LotOption) -> String {
        var facts: [String: Fact] = ["waste": .text(lot.waste.description + " " + shortName(lot.waste)), "mass": .mass(lot.available)]
        guard let number = lot.noteNumber else { return words(ComposePhrase.lotOption, facts) }
        facts["number"] = .text(number)
        return words(ComposePhrase.lotFromNote, facts)
    }

    /// The name where the reader's language has one; the code stands before it anyway.
    private func shortName(_ id: WasteCodeID) -> String {
        let name = request.platform.lists.name(of: id, in: words.language)
        return name.language == words.language ? name.text : ""
    }
}
