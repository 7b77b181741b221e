// SPDX-License-Identifier: Apache-2.0

/// SQL text with the values it needs, kept apart.
///
/// A `Query` comes from a literal, so that data never becomes SQL:
///
/// ```swift
/// let filter: Query = "month >= \(month) AND site IN (\(values: sites))"
/// let query: Query = "SELECT sum(amount) FROM cell WHERE \(filter) AND material = \(material)"
/// ```
///
/// An interpolated value becomes the next placeholder `$n`; an interpolated query is spliced in and its placeholders
/// are renumbered; a list becomes `$1, $2, $3`.
public struct Query: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The text, with placeholders `$1`...`$n` numbered in order of appearance.
    public private(set) var text: String
    /// One value per placeholder.
    public private(set) var arguments: [SQLValue]
    /// Where each placeholder's `$` stands in the UTF-8 of `text`; needed to renumber when spliced.
    private var placeholders: [Int]

    /// `StaticString`, here and in the interpolation: a string made at run time does not compile as SQL.
    public init(stringLiteral value: StaticString) { self.init(constant: value.description) }

    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.query }

    /// Text that is a constant of the program although no literal: a migration's statement after its type words were
    /// replaced.
    init(constant text: String) {
        self.text = text
        arguments = []
        placeholders = []
    }

    /// The same text with other values, for a statement that is asked very often.
    public func with(_ arguments: [SQLValue]) -> Query {
        precondition(arguments.count == self.arguments.count, "Each placeholder has one value.")
        var query = self
        query.arguments = arguments
        return query
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var query = Query(constant: "")

        public init(literalCapacity: Int, interpolationCount: Int) {
            query.text.reserveCapacity(literalCapacity + interpolationCount * 4)
            query.arguments.reserveCapacity(interpolationCount)
            query.placeholders.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) { query.text += literal.description }

        public mutating func appendInterpolation(_ value: some SQLConvertible) { query.append(value.sqlValue) }

        /// The compiler warns of optionals in strings unless a parameter says that they are meant: `nil` becomes NULL.
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) { query.append(value.sqlValue) }

        public mutating func appendInterpolation(_ part: Query) { query.append(part) }

        /// A fragment that is a constant of the program, such as a column name chosen from a table of constants.
        public mutating func appendInterpolation(raw: StaticString) { query.text += raw.description }

        /// A list for `IN (...)`. Must not be empty: SQL has no empty list, and the caller knows what nothing means.
        public mutating func appendInterpolation<Values: Collection>(values: Values) where Values.Element: SQLConvertible {
            precondition(!values.isEmpty, "A list of values in a query is not empty; handle the empty case before asking.")
            var isFirst = true
            for value in values {
                if !isFirst { query.text += ", " }
                isFirst = false
                query.append(value.sqlValue)
            }
        }
    }

    private mutating func append(_ value: SQLValue) {
        arguments.append(value)
        appendPlaceholder(arguments.count)
    }

    private mutating func appendPlaceholder(_ number: Int) {
        placeholders.append(text.utf8.count)
        text += "$"
        text += String(number)
    }

    private mutating func append(_ part: Query) {
        let shift = arguments.count
        let utf8 = part.text.utf8
        var start = utf8.startIndex
        var offset = 0
        for (index, placeholder) in part.placeholders.enumerated() {
            let end = utf8.index(start, offsetBy: placeholder - offset)
            text += part.text[start..<end]
            appendPlaceholder(shift + index + 1)
            let width = 1 + String(index + 1).utf8.count
            start = utf8.index(end, offsetBy: width)
            offset = placeholder + width
        }
        text += part.text[start...]
        arguments += part.arguments
    }
}

extension Sequence where Element == Query {
    /// The queries one after another with constant text between them, such as conditions joined by ` AND `.
    public func joined(separator: StaticString) -> Query {
        var result: Query = ""
        var isFirst = true
        for part in self {
            result = isFirst ? part : "\(result)\(raw: separator)\(part)"
            isFirst = false
        }
        return result
    }
}
