// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// A name and the language it is really in, so that a page can mark English inside Khmer text.
public struct NamedText: Hashable, Sendable {
    public var text: String
    public var language: Language

    public init(text: String, language: Language) {
        self.text = text
        self.language = language
    }
}

/// What a code is called in one language by the people who use it.
public struct LocalName: Hashable, Sendable {
    public enum Status: String, CaseIterable, Sendable, Codable {
        /// Written for this platform; nobody has authority over it yet.
        case unofficial
        /// As an authority publishes it.
        case official
    }

    public var text: String
    /// Other words for the same, for searching.
    public var synonyms: [String]
    public var status: Status
    public var reviewer: String?
    public var reviewedOn: CalendarDate?

    public var isReviewed: Bool { reviewer != nil && reviewedOn != nil }
}

/// Which codes a name is for.
public enum NamedList: String, CaseIterable, Sendable, Codable {
    case treatment, isic, unit, basel, zone
    case wasteChapter = "waste_chapter"
    case wasteSubchapter = "waste_subchapter"
    /// Everyday names of waste codes; they stand in a file of their own, with synonyms.
    case waste

    /// The list that holds the codes, and how it knows them.
    func reference(_ code: String) -> (target: ListFile, key: String) {
        switch self {
        case .treatment: (.treatments, code)
        case .isic: (.industries, code)
        case .unit: (.units, code)
        case .basel: (.baselCodes, code)
        case .zone: (.zones, code)
        case .wasteChapter: (.wasteCodes, "chapter " + code)
        case .wasteSubchapter: (.wasteCodes, "subchapter " + code)
        case .waste: (.wasteCodes, code)
        }
    }
}

/// Names of codes in every language. They belong to the code, whatever its edition, and native readers correct them.
public struct NameTable: Sendable {
    struct Key: Hashable, Sendable {
        var list: NamedList
        var code: String
        var language: Language
    }

    private var names: [Key: LocalName] = [:]

    init() {}

    init(_ rows: [NameRow]) {
        names = Dictionary(rows.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// These names with others laid over them.
    func corrected(by rows: [NameRow]) -> NameTable {
        var table = self
        for row in rows { table.names[row.key] = row.name }
        return table
    }

    /// The name of a code in a language, `nil` where there is none.
    public func name(_ list: NamedList, _ code: String, in language: Language) -> LocalName? {
        names[Key(list: list, code: code, language: language)]
    }

    /// The name in the language asked for, else in English, else `fallback`, which is English.
    func best(_ list: NamedList, _ code: String, in language: Language, fallback: String) -> NamedText {
        for candidate in [language, .english] {
            if let name = name(list, code, in: candidate) { return NamedText(text: name.text, language: candidate) }
        }
        return NamedText(text: fallback, language: .english)
    }

    /// The parts of a text separated by `;`, without spaces around them.
    static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}

/// A row of `waste_code_names.csv` or `code_names.csv`.
struct NameRow: Sendable {
    var key: NameTable.Key
    var name: LocalName

    static let wasteColumns = ["code", "language", "name", "synonyms", "status", "reviewer", "reviewed_on"]
    static let codeColumns = ["list", "code", "language", "name", "status", "reviewer", "reviewed_on"]

    /// - Parameter list: `nil` when a column of the row says it.
    init?(_ reader: inout RowReader, list fixed: NamedList?) {
        let list =
            fixed
            ?? reader.parsed("list", .badWord, expected: NamedList.allCases.filter { $0 != .waste }.map(\.rawValue).joined(separator: ", ")) { text in
                NamedList(rawValue: text).flatMap { $0 == .waste ? nil : $0 }
            }
        let code = reader.text("code")
        let language = reader.word("language", as: Language.self)
        let text = reader.text("name")
        let status = reader.word("status", as: LocalName.Status.self)
        var reviewedOn: CalendarDate?
        if reader.optionalText("reviewed_on") != nil {
            reviewedOn = reader.parsed("reviewed_on", .badDate, expected: "2026-09-12") { CalendarDate(iso: $0) }
        }
        if let list, let code {
            let reference = list.reference(code)
            reader.refer("code", code, to: reference.target, as: reference.key)
            if let language { reader.isKnown(as: "\(list.rawValue) \(code) \(language.rawValue)", column: "code") }
        }
        guard let list, let code, let language, let text, let status else { return nil }
        key = NameTable.Key(list: list, code: code, language: language)
        name = LocalName(
            text: text, synonyms: fixed == .waste ? NameTable.parts(reader.row["synonyms"]) : [], status: status,
            reviewer: reader.optionalText("reviewer"), reviewedOn: reviewedOn)
    }
}
