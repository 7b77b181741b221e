// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// Every control, filled, empty and refused.
struct GalleryForms {
    var words: Words

    private func say(_ key: GalleryPhrase) -> String { words[key] }

    var html: HTML {
        let problems = [
            Problem(field: "bags", phrase: GalleryPhrase.bagsError.fullKey), Problem(field: "carrier", phrase: GalleryPhrase.carrierError.fullKey),
            Problem(phrase: GalleryPhrase.refusedText.fullKey),
        ]
        let steps = StepLine(
            words: words,
            steps: [
                StepLine.Step(say(.stepWhat), href: "/gallery"), StepLine.Step(say(.stepWho)), StepLine.Step(say(.stepWhen)), StepLine.Step(say(.stepCheck)),
            ],
            current: 1)
        let form = InputForm(
            words: words, id: "sample-form", action: "/gallery", hidden: [HiddenField("csrf", "sample")], problems: problems,
            content: "\(load(problems))\(FieldGroup(title: say(.stepWho), content: "\(parties(problems))\(plainFields)"))", button: nil, draft: "gallery")
        return gallerySection(say(.sectionForms), [steps.html, form.html])
    }

    private func load(_ problems: [Problem]) -> FieldGroup {
        FieldGroup(
            title: say(.theLoad), explanation: say(.theLoadMore),
            content: """
                \(AmountField(
                    words: words, label: say(.weight), name: "weight", unitName: "weight-unit", value: words.decimal(124, scale: 2),
                    units: [Choice("kg", say(.kilogram)), Choice("t", say(.tonne))], selectedUnit: "t", meaning: words.mass(.kilograms(1240)), hint: say(.weightHint)))\
                \(Field(
                    words: words, label: say(.method), name: "method",
                    input: RadioInput(
                        choices: [Choice("weighed", say(.methodWeighed), hint: say(.methodWeighedHint)), Choice("estimated", say(.methodEstimated))],
                        selected: "weighed")))\
                \(Field(words: words, label: say(.bags), name: "bags", input: NumberInput(value: "-2", isWhole: true), error: problems.sentence(for: "bags", words)))\
                \(codes(name: "code-recent", results: nil))\(codes(name: "code-found", results: [entries[1], entries[2]]))\(codes(name: "code-none", results: []))
                """)
    }

    private var entries: [CodePicker.Entry] {
        [
            CodePicker.Entry(value: "040222", code: "04 02 22", title: say(.textileWaste)),
            CodePicker.Entry(value: "130205", code: "13 02 05*", title: say(.oilWaste), isHazardous: true),
            CodePicker.Entry(value: "150101", code: "15 01 01", title: say(.paperWaste), note: say(.packaging)),
        ]
    }

    private func codes(name: String, results: [CodePicker.Entry]?) -> CodePicker {
        let isSearched = results != nil
        return CodePicker(
            words: words, label: say(.wasteCode), name: name, query: isSearched ? "13 02" : "", recent: isSearched ? [] : [entries[0], entries[1]],
            results: results,
            selected: isSearched ? nil : entries[0], hint: isSearched ? nil : say(.wasteCodeHint))
    }

    private func parties(_ problems: [Problem]) -> HTML {
        let picker = PartyPicker(
            words: words, label: say(.carrier), name: "carrier",
            parties: [
                PartyPicker.Party(
                    value: "1", name: say(.haulier), place: say(.kandal), distance: "34 km", headroom: say(.headroom), headroomTone: .good, usedShare: 0.7),
                PartyPicker.Party(
                    value: "2", name: say(.recycler), place: say(.phnomPenh), distance: "12 km", headroom: say(.headroomLow), headroomTone: .warning,
                    usedShare: 0.9),
                PartyPicker.Party(value: "3", name: say(.landfillSite), place: say(.phnomPenh), refusal: say(.permitRefusal)),
            ], error: problems.sentence(for: "carrier", words))
        let nobody = PartyPicker(words: words, label: say(.receiver), name: "receiver", parties: [], reasonForNone: say(.permitRefusal))
        return "\(picker)\(nobody)"
    }

    private var plainFields: HTML {
        """
        \(Field(words: words, label: say(.pickUp), name: "pick-up", input: DateInput(value: "2026-09-12", earliest: CalendarDate(year: 2026, month: 9, day: 1))))\
        \(Field(words: words, label: say(.period), name: "period", input: DateInput(value: "2026-09", grain: .month)))\
        \(Field(words: words, label: say(.contact), name: "contact", input: TextInput(value: say(.person), autocomplete: "name"), isOptional: true))\
        \(Field(words: words, label: say(.code), name: "one-time", input: TextInput(value: "418 220", kind: .code, autocomplete: "one-time-code")))\
        \(Field(words: words, label: say(.energyUse), name: "energy", input: NumberInput(value: words.number(18_400), unit: "kWh")))\
        \(Field(words: words, label: say(.packaging), name: "packaging", input: SelectInput(choices: [Choice("1", say(.paperWaste)), Choice("2", say(.storage))])))\
        \(Field(words: words, label: say(.remarks), name: "remarks", input: LongTextInput(value: say(.whatNextText)), isOptional: true))\
        \(Field(words: words, label: say(.attach), name: "file", input: FileInput(accept: "image/*,.pdf"), isOptional: true))\
        \(Field(words: words, label: say(.agreeQuestion), name: "agree", input: CheckboxInput(choices: [Choice("yes", say(.agree))])))
        """
    }
}
