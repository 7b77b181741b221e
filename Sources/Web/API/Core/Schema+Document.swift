// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// As JSON Schema. Named objects become references; `found` collects them for the document's components.
    func json(_ found: inout [String: JSON]) -> JSON {
        var members: [JSON.Member] = []
        func add(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }
        func type(_ name: String) { add("type", isNullable ? .list([.text(name), "null"]) : .text(name)) }
        switch kind {
        case .text(let least, let most):
            type("string")
            if least > 0 { add("minLength", .whole(Int64(least))) }
            add("maxLength", .whole(Int64(most)))
        case .form(let form):
            type("string")
            add("pattern", .text(form.pattern))
            if let format = form.format { add("format", .text(format)) }
        case .choice(let words):
            type("string")
            add("enum", .list(words.map { .text($0) } + (isNullable ? [.null] : [])))
        case .whole(let range):
            type("integer")
            add("format", "int64")
            add("minimum", .whole(range.lowerBound))
            add("maximum", .whole(range.upperBound))
        case .fraction: type("number")
        case .flag: type("boolean")
        case .list(let item, let range):
            type("array")
            add("items", item.json(&found))
            if range.lowerBound > 0 { add("minItems", .whole(Int64(range.lowerBound))) }
            add("maxItems", .whole(Int64(range.upperBound)))
        case .object(let name, let parts, let isClosed):
            if found[name] == nil {
                // Set before its parts are written, so that a name is written once.
                found[name] = .null
                found[name] = Self.component(parts, isClosed: isClosed, &found)
            }
            let reference: JSON = ["$ref": .text("#/components/schemas/" + name)]
            if isNullable { add("anyOf", [reference, ["type": "null"]]) } else { add("$ref", .text("#/components/schemas/" + name)) }
        case .anything: break
        }
        if !about.isEmpty { add("description", .text(about)) }
        return .object(members)
    }

    private static func component(_ parts: [Member], isClosed: Bool, _ found: inout [String: JSON]) -> JSON {
        var properties: [JSON.Member] = []
        for part in parts { properties.append(JSON.Member(part.name, part.schema.json(&found))) }
        var members: [JSON.Member] = [JSON.Member("type", "object"), JSON.Member("properties", .object(properties))]
        let required = parts.filter(\.isRequired).map { JSON.text($0.name) }
        if !required.isEmpty { members.append(JSON.Member("required", .list(required))) }
        // Answers may gain members within v1; what is sent may not hold what nobody reads.
        if isClosed { members.append(JSON.Member("additionalProperties", false)) }
        return .object(members)
    }
}
