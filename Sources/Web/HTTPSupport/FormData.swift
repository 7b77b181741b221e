// SPDX-License-Identifier: Apache-2.0

import Domain

/// Fields and files of a submitted form. Broken UTF-8 and control characters were refused before a handler sees it.
public struct FormData: Sendable {
    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]
    }

    private var fields: [(name: String, value: String)] = []
    private var files: [String: File] = [:]

    public init() {}

    /// The first value of a field, blanks at its ends cut; "" when absent.
    public subscript(_ name: String) -> String { trimmed(fields.first { $0.name == name }?.value ?? "") }

    /// The field exactly as sent; for passwords.
    public func exact(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    public func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map { trimmed($0.value) } }
    public var names: [String] { fields.map(\.name) }

    /// A file that was really chosen.
    public func file(_ name: String) -> File? { files[name].flatMap { $0.bytes.isEmpty ? nil : $0 } }

    private func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[first...last])
    }

    // MARK: Reading

    static let fieldsMax = 2000

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// - Throws: ``RequestRefusal``.
    static func urlEncoded(_ bytes: some Collection<UInt8>) throws(RequestRefusal) -> FormData {
        var form = FormData()
        for pair in bytes.split(separator: 38, omittingEmptySubsequences: true) {
            let cut = pair.firstIndex(of: 61) ?? pair.endIndex
            let name = try text(percentDecoded(pair[..<cut]))
            let value = cut == pair.endIndex ? "" : try text(percentDecoded(pair[pair.index(after: cut)...]))
            form.fields.append((name, value))
            if form.fields.count > fieldsMax { throw .tooManyFields }
        }
        return form
    }

    /// Reads `multipart/form-data` with the boundary of its content type.
    static func multipart(_ bytes: [UInt8], boundary: String) throws(RequestRefusal) -> FormData {
        var form = FormData()
        let mark = Array("--\(boundary)".utf8)
        var at = find(mark, in: bytes, from: 0)
        while let start = at {
            var position = start + mark.count
            if bytes.count >= position + 2, bytes[position] == 45, bytes[position + 1] == 45 { return form }
            position += 2
            guard let next = find(mark, in: bytes, from: position), let headEnd = find(Array("\r\n\r\n".utf8), in: bytes, from: position - 2), headEnd < next
            else { throw .unreadableForm }
            let head = try text(Array(bytes[max(position - 2, 0)..<headEnd]))
            let body = Array(bytes[min(headEnd + 4, next)..<max(min(headEnd + 4, next), next - 2)])
            guard let name = attribute("name", in: head) else { throw .unreadableForm }
            if let fileName = attribute("filename", in: head) {
                form.files[name] = File(name: fileName, bytes: body)
            } else {
                form.fields.append((name, try text(body)))
            }
            if form.fields.count > fieldsMax { throw .tooManyFields }
            at = next
        }
        throw .unreadableForm
    }

    private static func attribute(_ name: String, in head: String) -> String? {
        guard let start = head.range(of: " \(name)=\"") ?? head.range(of: ";\(name)=\"") else { return nil }
        return String(head[start.upperBound...].prefix { $0 != "\"" })
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= needle.count, start >= 0 else { return nil }
        var i = start
        let last = bytes.count - needle.count
        while i <= last {
            if bytes[i] == needle[0], bytes[i..<i + needle.count].elementsEqual(needle) { return i }
            i += 1
        }
        return nil
    }

    static func percentDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            if byte == 43 {
                result.append(32)
            } else if byte == 37, let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) {
                result.append(high << 4 | low)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// Text without control characters but line breaks and tabs.
    static func text(_ bytes: [UInt8]) throws(RequestRefusal) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        guard !text.unicodeScalars.contains(where: { $0.value < 32 && ![9, 10, 13].contains($0.value) || $0.value == 127 }) else { throw .notUTF8 }
        return text
    }
}

extension String {
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(needle) { return at..<index(at, offsetBy: needle.count) }
            at = index(after: at)
        }
        return nil
    }
}
