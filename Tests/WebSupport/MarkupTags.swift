// SPDX-License-Identifier: Apache-2.0

/// The tags of a page in order, with their attributes. Reads the markup that our own pages write: every attribute quoted.
struct MarkupTags: Sequence {
    struct Tag {
        /// In small letters; a closing tag begins with a slash.
        var name: String
        var attributes: [String: String]
        /// The text up to the next tag, as it stands.
        var following: String
    }

    private let tags: [Tag]

    init(_ page: String) {
        var tags: [Tag] = []
        let bytes = Array(page.utf8)
        var i = 0
        while let open = bytes[i...].firstIndex(of: 60) {
            guard let (tag, end) = Self.tag(bytes, from: open + 1) else { break }
            let next = bytes[end...].firstIndex(of: 60) ?? bytes.count
            var full = tag
            full.following = String(decoding: bytes[end..<next], as: UTF8.self)
            tags.append(full)
            i = end
        }
        self.tags = tags
    }

    func makeIterator() -> IndexingIterator<[Tag]> { tags.makeIterator() }

    private static func tag(_ bytes: [UInt8], from start: Int) -> (Tag, end: Int)? {
        var i = start
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 9 || byte == 13 }
        while i < bytes.count, !isBlank(bytes[i]), bytes[i] != 62 { i += 1 }
        var tag = Tag(name: text(start..<i).lowercased(), attributes: [:], following: "")
        while i < bytes.count, bytes[i] != 62 {
            if isBlank(bytes[i]) || bytes[i] == 47 {
                i += 1
                continue
            }
            let nameStart = i
            while i < bytes.count, !isBlank(bytes[i]), bytes[i] != 61, bytes[i] != 62 { i += 1 }
            let name = text(nameStart..<i)
            guard i < bytes.count, bytes[i] == 61 else {
                tag.attributes[name] = ""
                continue
            }
            i += 1
            guard i < bytes.count, bytes[i] == 34, let close = bytes[(i + 1)...].firstIndex(of: 34) else { return nil }
            tag.attributes[name] = decoded(text(i + 1..<close))
            i = close + 1
        }
        return i < bytes.count ? (tag, i + 1) : nil
    }

    static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = Substring(text)
        while let and = rest.firstIndex(of: "&") {
            result += rest[..<and]
            rest = rest[and...]
            guard let entity = entities.first(where: { rest.hasPrefix($0.written) }) else {
                result.append("&")
                rest = rest.dropFirst()
                continue
            }
            result += entity.sign
            rest = rest.dropFirst(entity.written.count)
        }
        return result + rest
    }

    private static let entities: [(written: String, sign: String)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
    ]
}
