// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Reads JSON strictly (RFC 8259): valid UTF-8, no member twice, bounded depth, nothing after the value.
public struct JSONReading {
    /// What is wrong with a text that should be JSON.
    public enum Fault: Explainable, Hashable {
        case notUTF8
        /// `at` counts bytes from 0.
        case unreadable(at: Int)
        case tooDeep(most: Int)
        case repeated(name: String, at: Pointer)

        public var problems: [Problem] {
            switch self {
            case .notUTF8: [APIPhrase.notUTF8.problem()]
            case .unreadable(let at): [APIPhrase.notJSON.problem("", ["at": .number(Int64(at))])]
            case .tooDeep(let most): [APIPhrase.tooDeep.problem("", ["most": .number(Int64(most))])]
            case .repeated(let name, let at): [APIPhrase.repeatedKey.problem(at.text, ["key": .text(String(name.prefix(100)))])]
            }
        }
        public var standing: Standing { .invalid }
    }

    public static let depthMax = 16

    /// - Throws: ``Fault``.
    public static func value(_ bytes: [UInt8]) throws(Fault) -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var reading = JSONReading(bytes: bytes)
        let value = try reading.value(at: Pointer(), depth: 1)
        reading.skipBlanks()
        guard reading.position == bytes.count else { throw .unreadable(at: reading.position) }
        return value
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }
    private var fault: Fault { .unreadable(at: position) }

    private mutating func skipBlanks() {
        while let byte, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
    }

    private mutating func take(_ expected: UInt8) throws(Fault) {
        guard byte == expected else { throw fault }
        position += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(Fault) -> JSON {
        for expected in word.description.utf8 { try take(expected) }
        return value
    }

    private mutating func value(at pointer: Pointer, depth: Int) throws(Fault) -> JSON {
        guard depth <= Self.depthMax else { throw .tooDeep(most: Self.depthMax) }
        skipBlanks()
        switch byte {
        case 123: return try object(at: pointer, depth: depth)
        case 91: return try list(at: pointer, depth: depth)
        case 34: return .text(try string())
        case 116: return try word("true", .bool(true))
        case 102: return try word("false", .bool(false))
        case 110: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(at pointer: Pointer, depth: Int) throws(Fault) -> JSON {
        try take(123)
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if byte == 125 {
            position += 1
            return .object([])
        }
        while true {
            skipBlanks()
            let name = try string()
            guard names.insert(name).inserted else { throw .repeated(name: name, at: pointer.appending(name)) }
            skipBlanks()
            try take(58)
            members.append(JSON.Member(name, try value(at: pointer.appending(name), depth: depth + 1)))
            skipBlanks()
            if byte == 44 {
                position += 1
                continue
            }
            try take(125)
            return .object(members)
        }
    }

    private mutating func list(at pointer: Pointer, depth: Int) throws(Fault) -> JSON {
        try take(91)
        var items: [JSON] = []
        skipBlanks()
        if byte == 93 {
            position += 1
            return .list([])
        }
        while true {
            items.append(try value(at: pointer.appending(items.count), depth: depth + 1))
            skipBlanks()
            if byte == 44 {
                position += 1
                continue
            }
            try take(93)
            return .list(items)
        }
    }

    private mutating func string() throws(Fault) -> String {
        try take(34)
        var text: [UInt8] = []
        while let byte {
            position += 1
            switch byte {
            case 34: return String(decoding: text, as: UTF8.self)
            case 92: try escape(into: &text)
            case 0..<32:
                position -= 1
                throw fault
            default: text.append(byte)
            }
        }
        throw fault
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        guard let byte else { throw fault }
        position += 1
        let plain: [UInt8: UInt8] = [34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9]
        if let sign = plain[byte] {
            text.append(sign)
            return
        }
        guard byte == 117 else {
            position -= 1
            throw fault
        }
        var code = try hex()
        if (0xD800..<0xDC00).contains(code) {
            // The first half of a sign beyond 16 bits; its second half must follow.
            try take(92)
            try take(117)
            let low = try hex()
            guard (0xDC00..<0xE000).contains(low) else { throw fault }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault }
        text += String(Character(scalar)).utf8
    }

    private mutating func hex() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault }
            position += 1
            value = value << 4 + UInt32(digit)
        }
        return value
    }

    private mutating func number() throws(Fault) -> JSON {
        let start = position
        if byte == 45 { position += 1 }
        let isZero = byte == 48
        let whole = try digits()
        guard !(isZero && whole > 1) else { throw .unreadable(at: start) }
        var isWhole = true
        if byte == 46 {
            isWhole = false
            position += 1
            _ = try digits()
        }
        if byte == 101 || byte == 69 {
            isWhole = false
            position += 1
            if byte == 43 || byte == 45 { position += 1 }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .whole(value) }
        return .number(text)
    }

    private mutating func digits() throws(Fault) -> Int {
        let start = position
        while let byte, (48...57).contains(byte) { position += 1 }
        guard position > start else { throw fault }
        return position - start
    }
}
