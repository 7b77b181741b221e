// SPDX-License-Identifier: Apache-2.0

/// A packed value as a tree, for those who must look inside without knowing its type: an audit that names what differs,
/// an operator who reads a line.
public indirect enum PackedTree: Hashable, Sendable, CustomStringConvertible {
    case null
    case bool(Bool)
    /// Whole numbers reach from -2^63 to 2^64 - 1.
    case int(Int128)
    case real(Double)
    case text(String)
    case list([PackedTree])
    case map([(String, PackedTree)])

    public static func == (a: PackedTree, b: PackedTree) -> Bool { a.description == b.description }
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }

    /// JSON.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .real(let value): String(value)
        case .text(let value): Self.quoted(value)
        case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
        case .map(let entries): "{" + entries.map { Self.quoted($0) + ":" + $1.description }.joined(separator: ",") + "}"
        }
    }

    /// Every single value under its path, such as `receipt.refusal` or `lines.0.accepted`.
    public var leaves: [String: String] {
        var leaves: [String: String] = [:]
        gather("", into: &leaves)
        return leaves
    }

    private func gather(_ path: String, into leaves: inout [String: String]) {
        func under(_ name: String) -> String { path.isEmpty ? name : path + "." + name }
        switch self {
        case .list(let values): for (i, value) in values.enumerated() { value.gather(under(String(i)), into: &leaves) }
        case .map(let entries): for (key, value) in entries { value.gather(under(key), into: &leaves) }
        case .text(let value): leaves[path] = value
        case .null, .bool, .int, .real: leaves[path] = description
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Packing {
    /// - Throws: `DecodingError` when the bytes are damaged.
    public func tree(_ bytes: [UInt8]) throws -> PackedTree {
        let reader = PackedReader(bytes: bytes, names: names)
        guard try reader.end(of: 0) == bytes.count else { throw reader.damaged(bytes.count, "one value and nothing after it") }
        return try reader.tree(at: 0)
    }
}

extension PackedReader {
    fileprivate func tree(at offset: Int) throws -> PackedTree {
        let head = try head(at: offset)
        switch head.kind {
        case .unsigned, .negative: return .int(try int(Int128.self, at: offset))
        case .tag where head.number == PackedTag.same: return .int(try int(Int128.self, at: offset))
        case .text, .tag: return .text(try text(at: offset))
        case .bytes: throw damaged(offset, "text, a number, a list or a map")
        case .simple:
            switch bytes[offset] {
            case PackedSimple.null: return .null
            case PackedSimple.real: return .real(try real(at: offset))
            default: return .bool(try bool(at: offset))
            }
        case .array, .map:
            var next = head.content
            func step() throws -> Int {
                let offset = next
                next = try end(of: offset)
                return offset
            }
            if head.kind == .array { return .list(try (0..<head.number).map { _ in try tree(at: step()) }) }
            return .map(try (0..<head.number).map { _ in (try key(at: step()), try tree(at: step())) })
        }
    }
}
