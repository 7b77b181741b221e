// SPDX-License-Identifier: Apache-2.0

/// An address on this server: path, query and fragment, each piece percent-encoded.
///
/// Literals are taken as written, interpolated text is encoded down to letters, digits and `-._~`, so a value can
/// neither add a path step or a parameter nor lead to another server or a `javascript:` address:
///
/// ```swift
/// let address: URLPath = "/notes/\(number)?tab=\(tab)"
/// let next = address.setting("after", cursor).fragment("rows")
/// ```
public struct URLPath: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    private var path: String
    /// Encoded names and values, in order.
    private var items: [Item]
    private var fragment: String?

    private struct Item: Hashable, Sendable {
        var name: String
        var value: String
    }

    public init(stringLiteral value: StaticString) { self.init(encoded: value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }) }

    public init(stringInterpolation: StringInterpolation) { self.init(encoded: stringInterpolation.text) }

    /// An address that came with a request, such as where to return after signing in.
    ///
    /// - Returns: `nil` unless it is an absolute path on this server: one leading `/`, printable ASCII, no `\`, at most
    ///   2,000 bytes.
    public init?(local text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2000, bytes.count < 2 || bytes[1] != UInt8(ascii: "/"),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        self.init(encoded: text)
    }

    /// The address as text, ready for a header; inside markup interpolate the value itself.
    public var text: String {
        var text = path
        for (i, item) in items.enumerated() { text += (i == 0 ? "?" : "&") + item.name + "=" + item.value }
        return fragment.map { text + "#" + $0 } ?? text
    }
    public var description: String { text }

    /// This address with one value under a query name; `nil` takes the name out.
    public func setting(_ name: String, _ value: String?) -> URLPath {
        let key = Self.encode(name)
        var copy = self
        let position = copy.items.firstIndex { $0.name == key }
        copy.items.removeAll { $0.name == key }
        if let value { copy.items.insert(Item(name: key, value: Self.encode(value)), at: position ?? copy.items.endIndex) }
        return copy
    }

    /// This address with one more value under a query name.
    public func adding(_ name: String, _ value: String) -> URLPath {
        var copy = self
        copy.items.append(Item(name: Self.encode(name), value: Self.encode(value)))
        return copy
    }

    /// This address, leading to the element with the given id.
    public func fragment(_ id: String) -> URLPath {
        var copy = self
        copy.fragment = Self.encode(id)
        return copy
    }

    private init(encoded text: String) {
        precondition(text.isEmpty || "/?#".contains(text.first ?? " "), "An address on this server begins with /, ? or #.")
        let (front, fragment) = Self.cut(text, at: UInt8(ascii: "#"))
        let (path, query) = Self.cut(front, at: UInt8(ascii: "?"))
        // An empty value after the first slash would make `//host`, another server; `/.//` stays here.
        self.path = path.hasPrefix("//") ? "/." + path : path
        self.fragment = fragment
        items =
            query?.split(separator: "&").map { part in
                let (name, value) = Self.cut(String(part), at: UInt8(ascii: "="))
                return Item(name: name, value: value ?? "")
            } ?? []
    }

    /// Addresses are ASCII, so bytes are looked through, not characters.
    private static func cut(_ text: String, at mark: UInt8) -> (String, String?) {
        guard let index = text.utf8.firstIndex(of: mark) else { return (text, nil) }
        return (String(text[..<index]), String(text[text.utf8.index(after: index)...]))
    }

    static func encode(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy(isPlain) { return String(text) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) { bytes.append(byte) } else { bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Letters, digits and `-._~` stand as they are.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString

        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: StaticString) { text += literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
        public mutating func appendInterpolation(_ value: some StringProtocol) { text += URLPath.encode(value) }
        public mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
        /// An identifier or another value with a plain text form.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) { text += URLPath.encode(value.description) }
    }
}
