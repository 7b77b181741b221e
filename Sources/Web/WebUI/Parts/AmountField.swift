// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// An amount as a person has it: number and unit side by side, and what the two mean in the base unit.
struct AmountField: Part {
    var words: Words
    var label: String
    /// Name of the number's field; its unit goes under ``unitName``.
    var name: String
    var unitName: String
    /// As typed.
    var value = ""
    var units: [Choice]
    var selectedUnit: String
    /// What number and unit were read as, once they were read: `1,240 kg`.
    var meaning: String?
    var hint: String?
    var error: String?
    var isOptional = false
    var hasFocus = false

    var html: HTML {
        Field(
            words: words, label: label, name: name,
            input: AmountInput(label: label, unitName: unitName, value: value, units: units, selectedUnit: selectedUnit, meaning: meaning),
            hint: hint, error: error, isOptional: isOptional, hasFocus: hasFocus
        ).html
    }
}

/// The pair of controls of an ``AmountField``.
struct AmountInput: FieldControl {
    var label: String
    var unitName: String
    var value: String
    var units: [Choice]
    var selectedUnit: String
    var meaning: String?

    func html(in field: FieldContext) -> HTML {
        let unit = HTML.map(units) { "<option value=\"\($0.value)\"\(flag: "selected", $0.value == selectedUnit)>\($0.label)</option>" }
        return """
            <span class="amount"><input class="input number" type="text" inputmode="decimal" autocomplete="off" \(field.attributes) value="\(value)">\
            <span class="select"><select class="input" id="\(fieldID(unitName))" name="\(unitName)" aria-label="\(field.words(PartPhrase.unitOf, ["label": .text(label)]))">\
            \(unit)</select>\(Icon.chevronDown)</span></span>\
            \(HTML.ifPresent(meaning) { "<p class=\"meaning\">\(field.words(PartPhrase.readAs, ["amount": .text($0)]))</p>" })
            """
    }
}
