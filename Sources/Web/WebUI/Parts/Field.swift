// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// A question of a form: label above, hint under it, error beneath that, then the control. The label never disappears
/// into the control.
struct Field<Input: FieldControl>: Part {
    var words: Words
    var label: String
    /// The name under which the form sends the answer, and by which problems find the field.
    var name: String
    var input: Input
    var hint: String?
    /// What is wrong and what to do; from ``Swift/Array/sentence(for:_:)``.
    var error: String?
    /// Required is the rule and not marked; optional is said in words.
    var isOptional = false
    /// What of the label is somebody's own text, such as a heading of a file: no translator touches it.
    var quoted: String?
    /// Where whoever opens the page goes on.
    var hasFocus = false

    var html: HTML {
        let id = fieldID(name)
        var described: [String] = []
        if hint != nil { described.append(id + "-hint") }
        if error != nil { described.append(id + "-error") }
        let context = FieldContext(
            words: words, id: id, name: name, isRequired: !isOptional, isInvalid: error != nil,
            describedBy: described.isEmpty ? nil : described.joined(separator: " "), hasFocus: hasFocus)
        let optional: HTML = isOptional ? " <span class=\"optional\">\(words[PartPhrase.optional])</span>" : HTML()
        let notes: HTML = """
            \(HTML.ifPresent(hint) { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })\
            \(HTML.ifPresent(error) { "<p class=\"error\" id=\"\(id)-error\">\(Icon.stop)<span>\($0)</span></p>" })
            """
        let state = error == nil ? "field" : "field invalid"
        if Input.isGroup {
            return """
                <fieldset class="\(state)" id="\(id)"\(attribute: "aria-describedby", context.describedBy)>\
                <legend>\(said)\(optional)</legend>\(notes)\(input.html(in: context))</fieldset>
                """
        }
        return "<div class=\"\(state)\"><label for=\"\(id)\">\(said)\(optional)</label>\(notes)\(input.html(in: context))</div>"
    }
}

extension Field {
    /// The label, with what it quotes marked.
    private var said: HTML {
        guard let quoted, !quoted.isEmpty, let place = label.firstRange(of: quoted) else { return "\(label)" }
        return "\(String(label[..<place.lowerBound]))<span translate=\"no\">\(quoted)</span>\(String(label[place.upperBound...]))"
    }
}

/// The id of the control, or group of controls, that a field name belongs to.
func fieldID(_ name: String) -> String { "field-" + String(name.map { $0.isWhitespace ? "-" : $0 }) }

/// What a control must know of the field it stands in.
struct FieldContext: Sendable {
    var words: Words
    var id: String
    var name: String
    var isRequired: Bool
    var isInvalid: Bool
    var describedBy: String?
    var hasFocus = false

    /// The attributes every single control carries: id, name, description, error state, necessity.
    var attributes: HTML {
        """
        id="\(id)" name="\(name)"\(attribute: "aria-describedby", describedBy)\
        \(attribute: "aria-invalid", isInvalid ? "true" : nil)\(flag: "required", isRequired)\(flag: "autofocus", hasFocus)
        """
    }
}

/// What stands in a field and takes the answer.
protocol FieldControl: Sendable {
    /// Whether it is several controls under one legend instead of one control under a label.
    static var isGroup: Bool { get }
    func html(in field: FieldContext) -> HTML
}

extension FieldControl {
    static var isGroup: Bool { false }
}
