// SPDX-License-Identifier: Apache-2.0

import API

/// Holds values against the JSON Schemas of the document: the words that the document uses, and no others. A member that
/// no schema names is a fault too, so that an answer cannot grow unseen.
struct SchemaValidator {
    let document: JSON

    func faults(_ value: JSON, _ schema: JSON, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.text { return self.faults(value, resolved(reference), at: place) }
        if let options = schema["anyOf"]?.list {
            return options.contains { self.faults(value, $0, at: place).isEmpty } ? [] : ["\(place): fits none of \(options.count) schemas"]
        }
        var faults: [String] = []
        let types = schema["type"].map { $0.list?.compactMap(\.text) ?? [$0.text ?? ""] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) { return ["\(place): \(value) is none of \(types)"] }
        if value == .null, types.contains("null") { return [] }
        if let choices = schema["enum"]?.list, !choices.contains(value) { faults.append("\(place): \(value) is none of the choices") }
        if let text = value.text { faults += self.faults(text, schema, at: place) }
        if let number = value.whole {
            if let least = schema["minimum"]?.whole, number < least { faults.append("\(place): \(number) is below \(least)") }
            if let most = schema["maximum"]?.whole, number > most { faults.append("\(place): \(number) is above \(most)") }
        }
        if let items = value.list, let item = schema["items"] {
            for (i, element) in items.enumerated() { faults += self.faults(element, item, at: "\(place)/\(i)") }
        }
        if let members = value.members, let properties = schema["properties"] {
            for name in schema["required"]?.list?.compactMap(\.text) ?? [] where value[name] == nil { faults.append("\(place)/\(name): missing") }
            for member in members {
                guard let property = properties[member.name] else {
                    faults.append("\(place)/\(member.name): in no schema")
                    continue
                }
                faults += self.faults(member.value, property, at: "\(place)/\(member.name)")
            }
        }
        return faults
    }

    private func faults(_ text: String, _ schema: JSON, at place: String) -> [String] {
        var faults: [String] = []
        let count = Int64(text.unicodeScalars.count)
        if let most = schema["maxLength"]?.whole, count > most { faults.append("\(place): \(count) characters") }
        if let least = schema["minLength"]?.whole, count < least { faults.append("\(place): \(count) characters") }
        if let pattern = schema["pattern"]?.text, (try? Regex(pattern).firstMatch(in: text)) == nil { faults.append("\(place): \(text) is not \(pattern)") }
        return faults
    }

    private func resolved(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .whole), ("number", .whole), ("number", .number), ("string", .text), ("array", .list),
            ("object", .object):
            true
        default: false
        }
    }
}
