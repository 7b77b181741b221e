// SPDX-License-Identifier: Apache-2.0

// Notation: JSON values, their writing and pointers into them, for the API and for calculations. Reading stands at the doors.

/// A JSON value. Objects keep their order, and numbers that are not whole keep their text.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case whole(Int64)
    /// A number that is not whole, or too large for 64 bits, as written.
    case number(String)
    case text(String)
    case list([JSON])
    case object([Member])

    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// A member of an object; `nil` when there is none, and for anything but an object.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// This object with more members at its end.
    public func adding(_ more: [Member]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members + more)
    }

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var whole: Int64? { if case .whole(let value) = self { value } else { nil } }
    public var list: [JSON]? { if case .list(let items) = self { items } else { nil } }
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    // MARK: Writing

    /// UTF-8 without spaces.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .whole(let value): bytes += String(value).utf8
        case .number(let text): bytes += text.utf8
        case .text(let text): Self.write(text, to: &bytes)
        case .list(let items):
            bytes.append(91)
            for (i, item) in items.enumerated() {
                if i > 0 { bytes.append(44) }
                item.write(to: &bytes)
            }
            bytes.append(93)
        case .object(let members):
            bytes.append(123)
            for (i, member) in members.enumerated() {
                if i > 0 { bytes.append(44) }
                Self.write(member.name, to: &bytes)
                bytes.append(58)
                member.value.write(to: &bytes)
            }
            bytes.append(125)
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(34)
        var text = text
        text.withUTF8 { utf8 in
            // Nearly all text is copied whole: few signs have a longer form.
            var start = 0
            for (i, byte) in utf8.enumerated() where byte < 32 || byte == 34 || byte == 92 {
                bytes += utf8[start..<i]
                bytes += escaped(byte)
                start = i + 1
            }
            bytes += utf8[start...]
        }
        bytes.append(34)
    }

    /// A sign that JSON writes with a backslash (RFC 8259 section 7).
    private static func escaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 34: Array("\\\"".utf8)
        case 92: Array("\\\\".utf8)
        case 10: Array("\\n".utf8)
        case 13: Array("\\r".utf8)
        case 9: Array("\\t".utf8)
        default: Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .whole(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral items: JSON...) { self = .list(items) }
    public init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map { Member($0, $1) }) }
}

/// A JSON pointer (RFC 6901) to a part of a body: `/lines/0/waste`; empty for the whole.
public struct Pointer: Hashable, Sendable {
    public var text: String

    public init(_ text: String = "") { self.text = text }
    public func appending(_ name: String) -> Pointer {
        // Signs that mean something in a pointer are written as two.
        var escaped = ""
        for character in name { escaped += character == "~" ? "~0" : character == "/" ? "~1" : String(character) }
        return Pointer(text + "/" + escaped)
    }
    public func appending(_ index: Int) -> Pointer { Pointer(text + "/\(index)") }
}
