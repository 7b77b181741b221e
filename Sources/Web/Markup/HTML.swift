// SPDX-License-Identifier: Apache-2.0

// Markup: pages as values. A template is a Swift string with interpolation; what is interpolated decides how it is
// written, so escaping cannot be forgotten.
//
//   HTML        bytes of markup. A String inside is escaped, an HTML is spliced, a whole number is written plain
//   URLPath     an address on this server, every interpolated piece percent-encoded
//
// Only text known at compile time becomes markup unescaped: literals are `StaticString`, so not even
// `HTML(stringLiteral:)` takes a value that was read at run time. Every attribute in a template is quoted.

/// A piece of HTML or SVG, held as UTF-8.
///
/// ```swift
/// let row: HTML = "<td title=\"\(note.number)\">\(note.title)</td>"
/// ```
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    public private(set) var bytes: [UInt8]

    /// Nothing at all.
    public init() { bytes = [] }

    public init(stringLiteral value: StaticString) { self.init(trusted: value) }

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Markup that stands in the source code. Text that was read at run time cannot come in here.
    public init(trusted markup: StaticString) { bytes = markup.withUTF8Buffer { Array($0) } }

    /// Text for people, escaped.
    public init(text: some StringProtocol) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    public var isEmpty: Bool { bytes.isEmpty }
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func append(_ other: HTML) { bytes += other.bytes }
    public static func + (a: HTML, b: HTML) -> HTML { HTML(bytes: a.bytes + b.bytes) }

    /// All pieces one after the other.
    public static func joined(_ pieces: some Sequence<HTML>, separator: HTML = HTML()) -> HTML {
        var result = HTML()
        var isFirst = true
        for piece in pieces {
            if !isFirst { result.append(separator) }
            isFirst = false
            result.append(piece)
        }
        return result
    }

    /// One piece for each item, one after the other: `\(HTML.map(notes) { "<li>\($0.number)</li>" })`.
    public static func map<Items: Sequence>(_ items: Items, _ piece: (Items.Element) -> HTML) -> HTML {
        var result = HTML()
        for item in items { result.append(piece(item)) }
        return result
    }

    /// The piece when there is a value, else nothing.
    public static func ifPresent<Value>(_ value: Value?, _ piece: (Value) -> HTML) -> HTML {
        value.map(piece) ?? HTML()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Appends text with `& < > " '` written as entities: safe between tags and inside quoted attributes.
    static func escape(_ text: some StringProtocol, into bytes: inout [UInt8]) {
        var text = String(text)
        text.withUTF8 { source in
            var start = 0
            for i in 0..<source.count {
                let entity: StaticString
                switch source[i] {
                case UInt8(ascii: "&"): entity = "&amp;"
                case UInt8(ascii: "<"): entity = "&lt;"
                case UInt8(ascii: ">"): entity = "&gt;"
                case UInt8(ascii: "\""): entity = "&quot;"
                case UInt8(ascii: "'"): entity = "&#39;"
                default: continue
                }
                bytes.append(contentsOf: source[start..<i])
                entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
                start = i + 1
            }
            bytes.append(contentsOf: source[start...])
        }
    }
}
