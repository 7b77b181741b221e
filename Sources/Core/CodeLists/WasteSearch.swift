// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Finds waste codes by code or by words in any language.
///
/// Texts are folded once (``TextFolding``) and kept as bytes. Every word of a query must occur somewhere in an entry's
/// names; digits in a query are read as the beginning of a code. Khmer is written without spaces, so words are also found
/// inside longer text, and spaces between Khmer words make no difference.
public struct WasteSearch: Sendable {
    /// How a code was found, best first.
    public enum Quality: Int, Comparable, Sendable {
        case exactCode, codePrefix
        /// The query begins a name, begins a word, or stands inside one.
        case namePrefix, wordPrefix, inside

        public static func < (a: Quality, b: Quality) -> Bool { a.rawValue < b.rawValue }
    }

    public struct Match: Hashable, Sendable {
        public let code: WasteCodeID
        /// The worst over all words of the query; `nil` for a blank query.
        public let quality: Quality?
    }

    private struct Entry: Sendable {
        var id: WasteCodeID
        /// Six digits.
        var code: [UInt8]
        /// Folded names of all languages, each ended by a line feed.
        var names: [UInt8]
    }

    private let entries: [Entry]

    public init(_ codes: [WasteCode], names: NameTable) {
        entries = codes.sorted { $0.id < $1.id }.map { code in
            var texts: [String] = []
            for language in Language.allCases {
                guard let name = names.name(.waste, code.id.text, in: language) else { continue }
                texts.append(name.text)
                texts += name.synonyms
            }
            texts.append(code.nameEnglish)
            var bytes: [UInt8] = []
            for text in texts {
                let folded = TextFolding.fold(text)
                bytes += folded.utf8
                bytes.append(Self.lineFeed)
                let joined = Self.joiningKhmer(folded)
                if joined != folded {
                    bytes += joined.utf8
                    bytes.append(Self.lineFeed)
                }
            }
            return Entry(id: code.id, code: Array(code.id.text.utf8), names: bytes)
        }
    }

    /// Codes that match a query.
    ///
    /// - Parameters:
    ///   - query: as typed: `04 02 22*`, `vai vun`, `ក្រណាត់`; blank finds everything.
    ///   - recent: codes used of late, latest first; among name matches they come first, among code matches too,
    ///     after the code itself.
    ///   - limit: how many at most.
    /// - Returns: code matches first, then recent ones, then by quality, then by code.
    public func matches(_ query: String, recent: [WasteCodeID] = [], limit: Int = 20) -> [Match] {
        let recency = Dictionary(recent.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let tokens = Self.tokens(of: query)
        var found: [(group: Int, recency: Int, quality: Quality?, code: WasteCodeID)] = []
        for entry in entries {
            var quality: Quality?
            if !tokens.isEmpty {
                guard let worst = Self.quality(of: entry, tokens) else { continue }
                quality = worst
            }
            let group = quality == .exactCode ? 0 : quality == .codePrefix ? 1 : 2
            found.append((group, recency[entry.id] ?? Int.max, quality, entry.id))
        }
        found.sort { a, b in
            if a.group != b.group { return a.group < b.group }
            if a.recency != b.recency { return a.recency < b.recency }
            if a.quality != b.quality { return (a.quality?.rawValue ?? 0) < (b.quality?.rawValue ?? 0) }
            return a.code < b.code
        }
        return found.prefix(max(0, limit)).map { Match(code: $0.code, quality: $0.quality) }
    }

    private static let lineFeed: UInt8 = 10, space: UInt8 = 32

    /// A word of the query; digits that stand together are one, also read as the beginning of a code.
    private struct Token {
        var text: [UInt8]
        var code: [UInt8]?
        /// Horspool's table: how far to move when the last byte of the window is this one.
        var shifts: [Int]

        init(text: [UInt8], code: [UInt8]?) {
            self.text = text
            self.code = code
            shifts = Array(repeating: text.count, count: 256)
            for (i, byte) in text.dropLast().enumerated() { shifts[Int(byte)] = text.count - 1 - i }
        }
    }

    private static func tokens(of query: String) -> [Token] {
        var tokens: [Token] = []
        var numbers: [Substring] = []
        func endNumbers() {
            if !numbers.isEmpty {
                let code = numbers.joined()
                tokens.append(Token(text: Array(numbers.joined(separator: " ").utf8), code: code.utf8.count <= 6 ? Array(code.utf8) : nil))
            }
            numbers = []
        }
        for word in TextFolding.fold(query).split(separator: " ") {
            if word.utf8.allSatisfy({ (48...57).contains($0) }) {
                numbers.append(word)
            } else {
                endNumbers()
                tokens.append(Token(text: Array(word.utf8), code: nil))
            }
        }
        endNumbers()
        return tokens
    }

    private static func quality(of entry: Entry, _ tokens: [Token]) -> Quality? {
        var worst = Quality.exactCode
        for token in tokens {
            if let code = token.code, entry.code.starts(with: code) {
                worst = max(worst, code.count == 6 ? .exactCode : .codePrefix)
            } else if let quality = quality(of: entry.names, token) {
                worst = max(worst, quality)
            } else {
                return nil
            }
        }
        return worst
    }

    /// The best place at which a word occurs in the names.
    private static func quality(of names: [UInt8], _ token: Token) -> Quality? {
        names.withUnsafeBufferPointer { names in
            token.text.withUnsafeBufferPointer { word in
                token.shifts.withUnsafeBufferPointer { shifts in
                    var best: Quality?
                    let last = word.count - 1
                    var at = 0
                    while at + last < names.count {
                        let end = names[at + last]
                        if end == word[last] {
                            var i = 0
                            while i < last, names[at + i] == word[i] { i += 1 }
                            if i == last {
                                let quality: Quality =
                                    at == 0 || names[at - 1] == lineFeed ? .namePrefix : names[at - 1] == space ? .wordPrefix : .inside
                                if quality == .namePrefix { return quality }
                                best = min(best ?? quality, quality)
                            }
                        }
                        at += shifts[Int(end)]
                    }
                    return best
                }
            }
        }
    }

    /// Without the spaces that stand between two Khmer letters.
    private static func joiningKhmer(_ folded: String) -> String {
        func isKhmer(_ scalar: Unicode.Scalar) -> Bool { (0x1780...0x17FF).contains(scalar.value) }
        let scalars = Array(folded.unicodeScalars)
        var out = String.UnicodeScalarView()
        for (i, scalar) in scalars.enumerated() {
            if scalar == " ", i > 0, i + 1 < scalars.count, isKhmer(scalars[i - 1]), isKhmer(scalars[i + 1]) { continue }
            out.append(scalar)
        }
        return String(out)
    }
}
