// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// One line of text.
struct TextInput: FieldControl {
    enum Kind: String, Sendable {
        case text, email, tel, password, search
        /// A one-time code or a number that is read out: digits only, wide spacing.
        case code
    }

    var value = ""
    var kind = Kind.text
    /// HTML autofill name, such as `name`, `email`, `current-password`, `one-time-code`.
    var autocomplete: String?
    var maximumLength: Int?

    func html(in field: FieldContext) -> HTML {
        let mode: String? = kind == .code ? "numeric" : nil
        return """
            <input class="input\(if: kind == .code, " code")" type="\(kind == .code ? "text" : kind.rawValue)" \(field.attributes) value="\(value)"\
            \(attribute: "inputmode", mode)\(attribute: "autocomplete", autocomplete)\(attribute: "maxlength", maximumLength.map(String.init))>
            """
    }
}

/// Several lines of text.
struct LongTextInput: FieldControl {
    var value = ""
    var rows = 4
    var maximumLength: Int?

    func html(in field: FieldContext) -> HTML {
        // The first newline after the tag is dropped by browsers, so one is given that may be dropped.
        "<textarea class=\"input\" rows=\"\(rows)\" \(field.attributes)\(attribute: "maxlength", maximumLength.map(String.init))>\n\(value)</textarea>"
    }
}

/// A number as the reader's language writes it. A text box with a number keyboard: browsers' own number boxes refuse
/// grouping and the decimal comma.
struct NumberInput: FieldControl {
    /// As typed, or ready written.
    var value = ""
    var unit: String?
    var isWhole = false

    func html(in field: FieldContext) -> HTML {
        let input: HTML = """
            <input class="input number" type="text" inputmode="\(isWhole ? "numeric" : "decimal")" autocomplete="off" \(field.attributes) value="\(value)">
            """
        guard let unit else { return input }
        return "<span class=\"with-unit\">\(input)<span class=\"unit\">\(unit)</span></span>"
    }
}

/// A day, or a month.
struct DateInput: FieldControl {
    enum Grain: String, Sendable { case date, month }

    /// `2026-09-12` or `2026-09`; empty for none.
    var value = ""
    var grain = Grain.date
    var earliest: CalendarDate?
    var latest: CalendarDate?

    func html(in field: FieldContext) -> HTML {
        func bound(_ date: CalendarDate?) -> String? { date.map { grain == .month ? $0.month.description : $0.description } }
        return """
            <input class="input date" type="\(grain.rawValue)" \(field.attributes) value="\(value)"\
            \(attribute: "min", bound(earliest))\(attribute: "max", bound(latest))>
            """
    }
}

/// An answer to choose.
struct Choice: Sendable {
    var value: String
    var label: String
    var hint: String?

    init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

/// One of many, folded away. Up to seven answers read better as ``RadioInput``.
struct SelectInput: FieldControl {
    var choices: [Choice]
    var selected: String?
    /// The first line when nothing is chosen yet.
    var isEmptyAtFirst = true

    func html(in field: FieldContext) -> HTML {
        let first: HTML = isEmptyAtFirst ? "<option value=\"\">\(field.words[PartPhrase.choose])</option>" : HTML()
        return """
            <span class="select"><select class="input" \(field.attributes)>\(first)\
            \(HTML.map(choices) { "<option value=\"\($0.value)\"\(flag: "selected", $0.value == selected)>\($0.label)</option>" })\
            </select>\(Icon.chevronDown)</span>
            """
    }
}

/// One of a few, all in sight.
struct RadioInput: FieldControl {
    static var isGroup: Bool { true }

    var choices: [Choice]
    var selected: String?

    func html(in field: FieldContext) -> HTML {
        let rows = HTML.map(choices) { choice in
            """
            <label class="choice"><input type="radio" name="\(field.name)" value="\(choice.value)"\(flag: "checked", choice.value == selected)\
            \(flag: "required", field.isRequired)><span>\(choice.label)\(HTML.ifPresent(choice.hint) { "<small>\($0)</small>" })</span></label>
            """
        }
        return "<div class=\"picks\">\(rows)</div>"
    }
}

/// Any of a few, or a single statement to agree with.
struct CheckboxInput: FieldControl {
    static var isGroup: Bool { true }

    var choices: [Choice]
    var selected: Set<String> = []

    func html(in field: FieldContext) -> HTML {
        let rows = HTML.map(choices) { choice in
            """
            <label class="choice"><input type="checkbox" name="\(field.name)" value="\(choice.value)"\(flag: "checked", selected.contains(choice.value))>\
            <span>\(choice.label)\(HTML.ifPresent(choice.hint) { "<small>\($0)</small>" })</span></label>
            """
        }
        return "<div class=\"picks\">\(rows)</div>"
    }
}

/// A file to send; `accept` as in HTML, such as `.xlsx,.csv` or `image/*`.
struct FileInput: FieldControl {
    var accept: String
    var takesSeveral = false

    func html(in field: FieldContext) -> HTML {
        "<input class=\"input file\" type=\"file\" accept=\"\(accept)\" \(field.attributes)\(flag: "multiple", takesSeveral)>"
    }
}
