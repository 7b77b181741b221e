// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tabular
import Testing

/// Everything said to people exists in every language, and nothing is kept that nobody says.
struct WordingTests {
    struct Area {
        var name: String
        var path: String
        var keys: Set<String>
    }

    /// Phrase enums as the sources declare them: `enum X: String, PhraseKey` with `static let area = "x"`.
    static func areas() throws -> [Area] {
        // The protocol's own file shows an example in a comment.
        try ProjectFiles.swift(below: "Sources").filter { !$0.path.hasSuffix("Core/Wording/Wording.swift") }.flatMap { path, text -> [Area] in
            text.matches(of: /enum \w+: String, PhraseKey[^{]*\{/).compactMap { match in
                let body = Self.body(text[match.range.upperBound...])
                guard let area = body.firstMatch(of: /static let area = "([^"]+)"/) else { return nil }
                var keys: Set<String> = []
                for line in Self.caseLines(body) {
                    for piece in line.split(separator: ",") {
                        let sides = piece.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "`\""))) }
                        if let last = sides.last, !last.isEmpty { keys.insert(last) }
                    }
                }
                return Area(name: String(area.output.1), path: path, keys: keys)
            }
        }
    }

    /// What follows the word `case`, with the lines on which a list goes on.
    private static func caseLines(_ body: String) -> [String] {
        var result: [String] = []
        var isOpen = false
        for line in body.split(separator: "\n") {
            let text = String(line.split(separator: "//", omittingEmptySubsequences: false)[0]).trimmingCharacters(in: .whitespaces)
            if isOpen {
                result[result.count - 1] += text
            } else if text.hasPrefix("case "), !text.contains(":") {
                result.append(String(text.dropFirst(5)))
            } else {
                continue
            }
            isOpen = text.hasSuffix(",")
        }
        return result
    }

    private static func body(_ text: Substring) -> String {
        var depth = 1
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            if depth == 0 { return String(text[..<index]) }
        }
        return String(text)
    }

    static func rows(of area: String) throws -> CSVTable {
        let data = try Data(contentsOf: ProjectFiles.root.appending(path: "Sources/Core/Wording/Resources/\(area).csv"))
        return CSVTable(bytes: [UInt8](data), required: ["key", "en", "km", "vi", "reviewer", "date"])
    }

    @Test("Phrases and sentences are the same set, area by area")
    func phrasesAndSentencesAgree() throws {
        let areas = try Self.areas()
        #expect(areas.count >= 8, "the scan finds the phrase enums")
        for area in areas {
            let table = try Self.rows(of: area.name)
            #expect(table.faults.isEmpty, "\(area.name).csv: \(table.faults)")
            let keys = Set(table.rows.map { $0["key"] })
            #expect(keys.count == table.rows.count, "\(area.name).csv repeats a key")
            #expect(area.keys.subtracting(keys).isEmpty, "\(area.name): without sentence: \(area.keys.subtracting(keys).sorted())")
            #expect(keys.subtracting(area.keys).isEmpty, "\(area.name).csv: said by nobody: \(keys.subtracting(area.keys).sorted())")
        }
        let files = Set(
            ProjectFiles.paths(below: "Sources/Core/Wording/Resources", endings: ["csv"]).map {
                ((($0 as NSString).lastPathComponent) as NSString).deletingPathExtension
            })
        #expect(files == Set(areas.map(\.name)))
    }

    @Test("Every sentence stands in every language, in its own script, with the same placeholders")
    func sentencesAreComplete() throws {
        for area in try Self.areas() {
            for row in try Self.rows(of: area.name).rows {
                let place = "\(area.name).\(row["key"])"
                for language in ["en", "km", "vi"] { #expect(!row[language].isEmpty, "\(place) has no \(language)") }
                let placeholders = ["en", "km", "vi"].map { Set(row[$0].matches(of: /\{(\w+)\}/).map { String($0.output.1) }) }
                #expect(placeholders[0] == placeholders[1] && placeholders[0] == placeholders[2], "\(place): placeholders differ \(placeholders)")
                let khmer = row["km"].unicodeScalars
                let hasLetters = row["en"].replacing(/\{\w+\}/, with: "").contains { $0.isLetter }
                let isSymbol = row["km"] == row["en"]
                if hasLetters, !isSymbol { #expect(khmer.contains { (0x1780...0x17FF).contains($0.value) }, "\(place): the Khmer text holds no Khmer letter") }
                #expect(!khmer.contains { [0x200B, 0x200C, 0x200D].contains($0.value) }, "\(place): invisible space")
                for language in ["en", "km", "vi"] { #expect(!row[language].contains("!"), "\(place): no exclamation marks") }
            }
        }
    }
}
