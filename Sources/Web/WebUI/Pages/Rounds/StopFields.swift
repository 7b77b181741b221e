// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What is asked at every stop, whoever the sender is: which waste, how much of it, who hands over.
struct StopFields: Part {
    var request: PageRequest
    var round: Round
    /// What was picked up there last.
    var last: Manifest?
    var problems: [Problem]

    private var words: Words { request.words }
    private var typed: FormData { request.form }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML { "\(waste)\(amount)\(containers)\(signer)\(gateReason)<p class=\"soft\">\(say(.stopMeaning))</p>" }

    private var waste: HTML {
        let wastes = round.plan.wastes
        guard wastes.count > 1 else { return wastes.first.map { "<p>\($0.waste.description) \(request.wasteName($0.waste))</p>" } ?? HTML() }
        let last = last?.lines.first?.waste.text
        return Field(
            words: words, label: say(.waste), name: "waste",
            input: RadioInput(
                choices: wastes.map { Choice($0.waste.text, request.wasteLine($0.waste)) }, selected: typed["waste"].isEmpty ? last : typed["waste"]),
            error: error("waste")
        ).html
    }

    private var amount: Field<NumberInput> {
        Field(
            words: words, label: say(.amount), name: "amount", input: NumberInput(value: typed["amount"], unit: "kg"), hint: say(.amountHint),
            error: error("amount"))
    }

    private var containers: HTML {
        let ofRound = round.plan.container?.number ?? ""
        let count = Field(
            words: words, label: say(.containers), name: "containers", input: NumberInput(value: typed["containers"], isWhole: true),
            error: error("containers"), isOptional: true)
        let each = Field(
            words: words, label: say(.each), name: "each", input: NumberInput(value: typed.has("each") ? typed["each"] : ofRound, unit: "kg"),
            error: error("each"), isOptional: true)
        // A round that counts containers has their field in sight.
        let isOpen =
            !ofRound.isEmpty || !typed["containers"].isEmpty || !typed["each"].isEmpty || error("containers") != nil || error("each") != nil
        return FormFold(title: say(.orContainers), isOpen: isOpen, content: "<p class=\"soft\">\(say(.orContainersMore))</p>\(count)\(each)").html
    }

    private var signer: Field<TextInput> {
        Field(
            words: words, label: say(.signer), name: "signer", input: TextInput(value: typed["signer"], autocomplete: "off", maximumLength: 80),
            hint: say(.signerHint), error: error("signer"))
    }

    private var gateReason: GateReasonField { GateReasonField(words: words, value: typed["gateReason"], problems: problems) }
}
