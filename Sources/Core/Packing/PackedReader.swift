// SPDX-License-Identifier: Apache-2.0

/// Finds items in bytes. The bytes may be anything: damage throws and never reads outside them.
final class PackedReader {
    let bytes: [UInt8]
    let names: PackedNames
    /// Numbers of 8 bytes in the order of their writing, to which later ones point.
    private var large: [UInt64] = []
    /// Deeper nesting than any value of ours is damage.
    private static let depthMax = 64

    init(bytes: [UInt8], names: PackedNames) {
        self.bytes = bytes
        self.names = names
        // Items follow each other without gaps, inside containers too. Damage ends the walk; whoever reads that far is told.
        var offset = 0
        while let head = try? head(at: offset) {
            offset = head.content
            switch head.kind {
            case .unsigned where head.number >= PackedRepeat.least: large.append(head.number)
            case .bytes, .text: offset += Int(min(head.number, UInt64(bytes.count)))
            default: break
            }
        }
    }

    /// The beginning of an item: what it is, its number, and where its content starts.
    struct Head {
        var kind: PackedKind
        var number: UInt64
        var content: Int
    }

    func head(at offset: Int) throws -> Head {
        guard offset < bytes.count else { throw damaged(offset, "an item") }
        let first = bytes[offset]
        // Three bits have eight values, and all eight are kinds.
        guard let kind = PackedKind(rawValue: first >> 5) else { throw damaged(offset, "an item") }
        let short = first & 31
        guard short >= 24 else { return Head(kind: kind, number: UInt64(short), content: offset + 1) }
        guard short <= 27 else { throw damaged(offset, "a size of at most 8 bytes") }
        let width = 1 << Int(short - 24)
        guard offset + width < bytes.count else { throw damaged(offset, "\(width) more bytes") }
        var number: UInt64 = 0
        for i in 1...width { number = number << 8 | UInt64(bytes[offset + i]) }
        return Head(kind: kind, number: number, content: offset + 1 + width)
    }

    /// Where the item that begins at an offset ends.
    func end(of offset: Int, depth: Int = 0) throws -> Int {
        guard depth < Self.depthMax else { throw damaged(offset, "at most \(Self.depthMax) containers in one another") }
        let head = try head(at: offset)
        switch head.kind {
        case .unsigned, .negative, .simple: return head.content
        case .bytes, .text: return try content(of: head).upperBound
        case .tag: return try end(of: head.content, depth: depth + 1)
        case .array, .map:
            // Each element takes a byte at least, so a damaged size ends here and not in a long loop.
            guard head.number <= UInt64(bytes.count) else { throw damaged(offset, "no more elements than bytes") }
            var end = head.content
            for _ in 0..<(head.kind == .map ? 2 * head.number : head.number) { end = try self.end(of: end, depth: depth + 1) }
            return end
        }
    }

    private func content(of head: Head) throws -> Range<Int> {
        guard head.number <= UInt64(bytes.count - head.content) else { throw damaged(head.content, "\(head.number) bytes") }
        return head.content..<head.content + Int(head.number)
    }

    // MARK: Values

    func isNull(at offset: Int) -> Bool { offset < bytes.count && bytes[offset] == PackedSimple.null }

    func bool(at offset: Int) throws -> Bool {
        guard offset < bytes.count, bytes[offset] == PackedSimple.yes || bytes[offset] == PackedSimple.no else { throw damaged(offset, "yes or no") }
        return bytes[offset] == PackedSimple.yes
    }

    func int<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) throws -> Value {
        let head = try head(at: offset)
        let value: Value? =
            switch head.kind {
            case .unsigned: Value(exactly: head.number)
            case .negative: Value(exactly: -1 - Int128(head.number))
            case .tag where head.number == PackedTag.same: Value(exactly: try earlier(at: head.content))
            default: nil
            }
        guard let value else { throw damaged(offset, "a whole number of \(Value.bitWidth) bits") }
        return value
    }

    private func earlier(at offset: Int) throws -> UInt64 {
        let head = try head(at: offset)
        guard head.kind == .unsigned, head.number < UInt64(large.count) else { throw damaged(offset, "the place of a number before it") }
        return large[Int(head.number)]
    }

    func real(at offset: Int) throws -> Double {
        let head = try head(at: offset)
        guard bytes[offset] == PackedSimple.real else { throw damaged(offset, "a real number") }
        return Double(bitPattern: head.number)
    }

    func text(at offset: Int) throws -> String {
        let head = try head(at: offset)
        switch (head.kind, head.number) {
        case (.text, _): return String(decoding: bytes[try content(of: head)], as: UTF8.self)
        case (.tag, PackedTag.name): return try name(number: try self.head(at: head.content), at: offset)
        case (.tag, PackedTag.digits): return String(try int(UInt64.self, at: head.content))
        case (.tag, PackedTag.base64url):
            let inner = try self.head(at: head.content)
            guard inner.kind == .bytes else { throw damaged(offset, "bytes") }
            return Base64URL.text(bytes[try content(of: inner)])
        default: throw damaged(offset, "text")
        }
    }

    /// The key of a map's entry.
    func key(at offset: Int) throws -> String {
        let head = try head(at: offset)
        return head.kind == .unsigned ? try name(number: head, at: offset) : try text(at: offset)
    }

    private func name(number head: Head, at offset: Int) throws -> String {
        guard head.kind == .unsigned, head.number < UInt64(names.words.count) else { throw damaged(offset, "a name that this version knows") }
        return names.words[Int(head.number)]
    }

    func damaged(_ offset: Int, _ expected: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "expected \(expected) at byte \(offset) of \(bytes.count)"))
    }
}
