// SPDX-License-Identifier: Apache-2.0

/// A form as it stands in a page: where it goes, and what its fields hold.
public struct WebForm: Sendable {
    public struct Field: Sendable {
        public var name: String
        /// `text`, `hidden`, `checkbox`, `textarea`, `select` and so on.
        public var kind: String
        public var value: String
        /// Sent only when it is on: boxes and radio buttons.
        public var isOn: Bool
        /// What may be chosen, of a `select`.
        public var choices: [String]
    }

    public var action: String
    public var method: String
    public var isMultipart: Bool
    public var fields: [Field]

    /// Fields a person types words into.
    public var typed: [Field] { fields.filter { ["text", "search", "tel", "email", "textarea", "date", "month", "number", "password"].contains($0.kind) } }

    /// What is sent: the fields as they stand, with some of them changed.
    public func filled(_ changes: [String: String] = [:]) -> [(name: String, value: String)] {
        var sent: [(name: String, value: String)] = []
        var unused = changes
        for field in fields {
            if let value = changes[field.name] {
                // Of several radio buttons the chosen value goes once.
                if unused.removeValue(forKey: field.name) != nil { sent.append((field.name, value)) }
            } else if field.isOn, !field.name.isEmpty {
                sent.append((field.name, field.value))
            }
        }
        return sent + unused.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func encoded(_ fields: [(name: String, value: String)]) -> [UInt8] {
        func encoded(_ text: String) -> [UInt8] {
            let digits = Array("0123456789ABCDEF".utf8)
            return text.utf8.flatMap { byte -> [UInt8] in
                let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
                return isPlain ? [byte] : [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return Array(fields.map { encoded($0.name) + [61] + encoded($0.value) }.joined(separator: [38]))
    }

    static func all(in page: String) -> [WebForm] {
        var forms: [WebForm] = []
        var isOpen = false
        for tag in MarkupTags(page) {
            let attributes = tag.attributes
            switch tag.name {
            case "form":
                forms.append(
                    WebForm(
                        action: attributes["action"] ?? "", method: (attributes["method"] ?? "get").lowercased(),
                        isMultipart: attributes["enctype"] == "multipart/form-data", fields: []))
                isOpen = true
            case "/form": isOpen = false
            case "input" where isOpen:
                let kind = (attributes["type"] ?? "text").lowercased()
                let isOn = ["checkbox", "radio"].contains(kind) ? attributes["checked"] != nil : !["submit", "button", "file", "image"].contains(kind)
                forms[forms.count - 1].fields.append(
                    Field(name: attributes["name"] ?? "", kind: kind, value: attributes["value"] ?? (kind == "checkbox" ? "on" : ""), isOn: isOn, choices: []))
            case "textarea" where isOpen:
                forms[forms.count - 1].fields.append(
                    Field(name: attributes["name"] ?? "", kind: "textarea", value: MarkupTags.decoded(tag.following), isOn: true, choices: []))
            case "button" where isOpen && attributes["name"] != nil:
                forms[forms.count - 1].fields.append(
                    Field(name: attributes["name"] ?? "", kind: "submit", value: attributes["value"] ?? "", isOn: false, choices: []))
            case "select" where isOpen:
                forms[forms.count - 1].fields.append(Field(name: attributes["name"] ?? "", kind: "select", value: "", isOn: true, choices: []))
            case "option" where isOpen:
                guard let last = forms[forms.count - 1].fields.indices.last, forms[forms.count - 1].fields[last].kind == "select" else { continue }
                let value = attributes["value"] ?? MarkupTags.decoded(tag.following)
                if forms[forms.count - 1].fields[last].choices.isEmpty || attributes["selected"] != nil {
                    forms[forms.count - 1].fields[last].value = value
                }
                forms[forms.count - 1].fields[last].choices.append(value)
            default: break
            }
        }
        return forms
    }
}
