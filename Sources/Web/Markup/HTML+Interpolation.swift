// SPDX-License-Identifier: Apache-2.0

extension HTML {
    /// Gathers a template. Which overload takes a value decides how it is written.
    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString

        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text for people or attribute values: escaped.
        public mutating func appendInterpolation(_ text: some StringProtocol) { HTML.escape(text, into: &bytes) }

        /// A whole number without grouping, for attributes; numbers for people come ready written from `Words`.
        public mutating func appendInterpolation(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

        public mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes += html.bytes }
        }

        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes += piece.bytes }
        }

        /// An address, as the value of `href`, `action` and the like.
        public mutating func appendInterpolation(_ path: URLPath) { HTML.escape(path.text, into: &bytes) }

        /// The piece where the condition holds, else nothing: `\(if: isOpen, "<b>open</b>")`.
        public mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { bytes += html().bytes }
        }

        /// An attribute with a space before it, left out when there is no value: `<a\(attribute: "title", title)>`.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            appendInterpolation(flag: name, true)
            bytes.append(contentsOf: "=\"".utf8)
            HTML.escape(value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }

        /// An attribute without a value, such as `checked`, with a space before it, where it holds.
        public mutating func appendInterpolation(flag name: StaticString, _ holds: Bool) {
            guard holds else { return }
            bytes.append(UInt8(ascii: " "))
            appendLiteral(name)
        }

        /// A length or position in a drawing, rounded to hundredths, without exponent; must be finite.
        public mutating func appendInterpolation(svg value: Double) {
            precondition(value.isFinite && abs(value) < 1e9, "A drawing has finite positions.")
            let hundredths = Int64((value * 100).rounded())
            if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
            let whole = hundredths.magnitude / 100
            let rest = hundredths.magnitude % 100
            bytes.append(contentsOf: String(whole).utf8)
            guard rest > 0 else { return }
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
            if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
        }
    }
}
