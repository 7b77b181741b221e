// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Wording

/// A schema with the function that writes a value of ours by it.
struct Shape<Value>: Sendable {
    var schema: Schema
    var write: @Sendable (Value) -> JSON

    init(_ schema: Schema, _ write: @escaping @Sendable (Value) -> JSON) {
        self.schema = schema
        self.write = write
    }

    /// An object: its members in order, each always present.
    static func object(_ name: String, _ about: String, _ members: [ShapeMember<Value>]) -> Shape {
        let schema = Schema(
            .object(name: name, members: members.map { Schema.Member(name: $0.name, schema: $0.schema, isRequired: true) }, isClosed: false))
        return Shape(schema.said(about)) { value in .object(members.map { JSON.Member($0.name, $0.write(value)) }) }
    }

    /// The same, or `null`.
    var orNull: Shape<Value?> { Shape<Value?>(schema.orNull) { [write] value in value.map(write) ?? .null } }
    var list: Shape<[Value]> { Shape<[Value]>(.list(schema, 0...100_000)) { [write] values in .list(values.map(write)) } }

    /// A value of another type, seen through this shape.
    func of<Other>(_ part: @escaping @Sendable (Other) -> Value) -> Shape<Other> { Shape<Other>(schema) { [write] in write(part($0)) } }
}

/// One member of an object's shape.
struct ShapeMember<Value>: Sendable {
    var name: String
    var schema: Schema
    var write: @Sendable (Value) -> JSON
}

extension ShapeMember {
    static func part<Part>(_ name: String, _ shape: Shape<Part>, _ about: String = "", _ get: @escaping @Sendable (Value) -> Part) -> ShapeMember {
        let write = shape.write
        return ShapeMember(name: name, schema: about.isEmpty ? shape.schema : shape.schema.said(about)) { write(get($0)) }
    }

    static func text(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> String) -> ShapeMember { part(name, .text, about, get) }
    static func textOrNull(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> String?) -> ShapeMember {
        part(name, Shape<String>.text.orNull, about, get)
    }
    static func id<Kind>(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Identifier<Kind>) -> ShapeMember {
        part(name, .id(), about, get)
    }
    static func idOrNull<Kind>(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Identifier<Kind>?) -> ShapeMember {
        part(name, Shape<Identifier<Kind>>.id().orNull, about, get)
    }
    static func whole(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Int) -> ShapeMember { part(name, .whole, about, get) }
    static func wholeOrNull(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Int?) -> ShapeMember {
        part(name, Shape<Int>.whole.orNull, about, get)
    }
    static func grams(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Int64) -> ShapeMember { part(name, .grams, about, get) }
    static func gramsOrNull(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Int64?) -> ShapeMember {
        part(name, Shape<Int64>.grams.orNull, about, get)
    }
    static func flag(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Bool) -> ShapeMember { part(name, .flag, about, get) }
    static func date(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> CalendarDate) -> ShapeMember {
        part(name, .date, about, get)
    }
    static func dateOrNull(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> CalendarDate?) -> ShapeMember {
        part(name, Shape<CalendarDate>.date.orNull, about, get)
    }
    static func moment(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Instant) -> ShapeMember {
        part(name, .moment, about, get)
    }
    static func momentOrNull(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Instant?) -> ShapeMember {
        part(name, Shape<Instant>.moment.orNull, about, get)
    }
    static func choice<Choice: CaseIterable & Hashable & Sendable>(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Choice)
        -> ShapeMember
    {
        part(name, .choice(Choice.self), about, get)
    }
    static func choiceOrNull<Choice: CaseIterable & Hashable & Sendable>(_ name: String, _ about: String = "", _ get: @escaping @Sendable (Value) -> Choice?)
        -> ShapeMember
    {
        part(name, Shape<Choice>.choice(Choice.self).orNull, about, get)
    }
    static func list<Part>(_ name: String, _ shape: Shape<Part>, _ about: String = "", _ get: @escaping @Sendable (Value) -> [Part]) -> ShapeMember {
        part(name, shape.list, about, get)
    }
}

extension Shape where Value == String {
    static let text = Shape(.text(10_000)) { .text($0) }
}

extension Shape where Value == Int {
    static let whole = Shape(.whole(-9_007_199_254_740_991...9_007_199_254_740_991)) { .whole(Int64($0)) }
}

extension Shape where Value == Int64 {
    /// Whole grams.
    static let grams = Shape(Schema.whole(-9_007_199_254_740_991...9_007_199_254_740_991).said("Whole grams.")) { .whole($0) }
}

extension Shape where Value == Bool {
    static let flag = Shape(.flag) { .bool($0) }
}

extension Shape where Value == Double {
    static let fraction = Shape(.fraction) { .number($0.isFinite ? "\($0)" : "0") }
}

extension Shape where Value == CalendarDate {
    static let date = Shape(.date) { .text($0.description) }
}

extension Shape where Value == Instant {
    /// RFC 3339 in UTC, to the second.
    static let moment = Shape(.moment) { .text($0.rfc3339) }
}

extension Shape {
    static func id<Kind>() -> Shape where Value == Identifier<Kind> { Shape(.id) { .text($0.description) } }

    /// The name of a case, as Swift writes it.
    static func choice(_ type: Value.Type) -> Shape where Value: CaseIterable & Hashable & Sendable {
        // Looked up, since Swift takes long to find the name of a case.
        let names = Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0, "\($0)") })
        return Shape(.choice(Value.allCases.map { "\($0)" })) { .text(names[$0] ?? "\($0)") }
    }
}
