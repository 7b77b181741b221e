// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular

// Wording: everything the platform says to people, in every language it speaks. Each room that speaks declares an enum
// of phrases; the sentences stand in `Resources/<area>.csv` (key,en,km,vi,reviewer,date), so native readers correct a
// file and no code. A phrase without a sentence in some language, or a sentence without a phrase, fails a test.
//
//   Language        the languages, their names in themselves
//   PhraseKey       a typed key; `Words` says it
//   Words           one reader's language: sentences, numbers, dates, masses
//   WordingTable    all sentences of all areas

/// The languages of every page.
public enum Language: String, CaseIterable, Codable, Sendable {
    case khmer = "km"
    case vietnamese = "vi"
    case english = "en"

    /// The language's name in its own words.
    public var ownName: String {
        switch self {
        case .khmer: "ខ្មែរ"
        case .vietnamese: "Tiếng Việt"
        case .english: "English"
        }
    }
}

/// A phrase of one area. Declare `enum NotePhrase: String, PhraseKey { static let area = "notes"; case title }`; its
/// sentences are rows of `Resources/notes.csv` with the raw value as key. Placeholders are written `{name}`.
public protocol PhraseKey: RawRepresentable<String>, CaseIterable, Sendable, Hashable {
    static var area: String { get }
}

extension PhraseKey {
    /// The key in the whole table: `area.key`.
    public var fullKey: String { Self.area + "." + rawValue }
    /// This phrase inside another sentence.
    public var fact: Fact { .phrase(fullKey) }

    /// A problem that this phrase words.
    public func problem(_ field: String = "", _ facts: [String: Fact] = [:]) -> Problem {
        Problem(field: field, phrase: fullKey, facts: facts)
    }
}

/// One sentence in all languages, and whether a native reader has read it.
public struct Sentence: Sendable, Hashable {
    public var area: String
    public var key: String
    public var texts: [Language: String]
    public var reviewer: String
    public var reviewedOn: String

    public init(area: String, key: String, texts: [Language: String], reviewer: String = "", reviewedOn: String = "") {
        self.area = area
        self.key = key
        self.texts = texts
        self.reviewer = reviewer
        self.reviewedOn = reviewedOn
    }

    public var fullKey: String { area + "." + key }
    public var isReviewed: Bool { !reviewer.isEmpty && !reviewedOn.isEmpty }
}

/// All sentences. Loaded once from the resources; an officer's corrections are laid over it.
public struct WordingTable: Sendable {
    public private(set) var sentences: [Sentence]
    private var texts: [[String: String]]

    public static let columns = ["key", "en", "km", "vi", "reviewer", "date"]

    /// The sentences the program ships with.
    public static let shipped = WordingTable(sentences: loadResources())

    public init(sentences: [Sentence]) {
        self.sentences = sentences
        texts = Language.allCases.map { language in
            Dictionary(sentences.map { ($0.fullKey, $0.texts[language] ?? "") }, uniquingKeysWith: { _, later in later })
        }
    }

    /// The sentence of a key with its placeholders; `nil` when the table has none.
    public func text(_ fullKey: String, _ language: Language) -> String? {
        texts[Language.allCases.firstIndex(of: language) ?? 0][fullKey]
    }

    /// This table with sentences that it has not.
    public func adding(_ new: [Sentence]) -> WordingTable {
        new.isEmpty ? self : WordingTable(sentences: sentences + new.filter { texts[0][$0.fullKey] == nil })
    }

    /// This table with the given sentences laid over it; unknown keys are left out.
    public func overlaid(with corrections: [Sentence]) -> WordingTable {
        let known = Dictionary(corrections.map { ($0.fullKey, $0) }, uniquingKeysWith: { _, later in later })
        return WordingTable(sentences: sentences.map { known[$0.fullKey] ?? $0 })
    }

    /// The whole table as one file for native readers; read back by ``init(csv:)``.
    public func csv() -> [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        for s in sentences {
            writer.append([s.fullKey, s.texts[.english] ?? "", s.texts[.khmer] ?? "", s.texts[.vietnamese] ?? "", s.reviewer, s.reviewedOn])
        }
        return writer.bytes
    }

    /// Reads sentences from a file with columns `key,en,km,vi,reviewer,date`; keys are `area.key` unless `area` is given.
    public static func read(csv bytes: [UInt8], area: String? = nil) -> (sentences: [Sentence], faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: columns)
        let sentences = table.rows.map { row in
            let whole = area.map { $0 + "." + row["key"] } ?? row["key"]
            let cut = whole.firstIndex(of: ".") ?? whole.startIndex
            return Sentence(
                area: String(whole[..<cut]), key: cut == whole.startIndex ? whole : String(whole[whole.index(after: cut)...]),
                texts: [.english: row["en"], .khmer: row["km"], .vietnamese: row["vi"]], reviewer: row["reviewer"], reviewedOn: row["date"])
        }
        return (sentences, table.faults)
    }

    private static func loadResources() -> [Sentence] {
        guard let folder = Bundle.module.url(forResource: "Resources", withExtension: nil),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { preconditionFailure("The program was installed without its sentences.") }
        return files.filter { $0.pathExtension == "csv" }.sorted { $0.lastPathComponent < $1.lastPathComponent }.flatMap { file -> [Sentence] in
            guard let data = try? Data(contentsOf: file) else { preconditionFailure("Cannot read \(file.lastPathComponent).") }
            let (sentences, faults) = read(csv: [UInt8](data), area: file.deletingPathExtension().lastPathComponent)
            precondition(faults.isEmpty, "\(file.lastPathComponent): \(faults.map(\.description).joined(separator: "; "))")
            return sentences
        }
    }
}

/// One reader's language: says phrases, writes numbers, masses and dates the way the language does.
public struct Words: Sendable {
    public let language: Language
    /// Whether digits are written ០១២ in Khmer.
    public let usesKhmerDigits: Bool
    public let zone: CivilZone
    private let table: WordingTable

    public init(_ language: Language, table: WordingTable = .shipped, usesKhmerDigits: Bool = false, zone: CivilZone = .phnomPenh) {
        self.language = language
        self.usesKhmerDigits = usesKhmerDigits
        self.zone = zone
        self.table = table
    }

    /// The sentence of a phrase.
    public subscript(_ key: some PhraseKey) -> String { say(key.fullKey, [:]) }

    /// The sentence of a phrase with its placeholders filled.
    public func callAsFunction(_ key: some PhraseKey, _ facts: [String: Fact] = [:]) -> String { say(key.fullKey, facts) }

    /// The sentence of a problem.
    public func callAsFunction(_ problem: Problem) -> String { say(problem.phrase, problem.facts) }

    /// The sentence under a full key `area.key`; the key itself when there is none, so that the gap is seen.
    public func say(_ fullKey: String, _ facts: [String: Fact] = [:]) -> String {
        guard let sentence = table.text(fullKey, language) else { return fullKey }
        guard !facts.isEmpty, sentence.utf8.contains(123) else { return sentence }
        // Bytes are looked through, not characters: finding the bounds of Khmer ones takes longer than all the rest.
        var result = ""
        var rest = Substring(sentence)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}")) {
            result += rest[..<open]
            let name = String(rest[rest.utf8.index(after: open)..<close])
            result += facts[name].map(write) ?? "{\(name)}"
            rest = rest[rest.utf8.index(after: close)...]
        }
        return result + rest
    }

    /// A fact as the language writes it.
    public func write(_ fact: Fact) -> String {
        switch fact {
        case .text(let text): text
        case .number(let number): self.number(number)
        case .numeral(let number): numeral(number)
        case .share(let share): percent(share)
        case .mass(let mass): self.mass(mass)
        case .date(let date): self.date(date)
        case .moment(let instant): moment(instant)
        case .phrase(let key): say(key)
        }
    }
}
