// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// One statement about what to do with wastes: of which, about what, in three languages, where from and how sure.
public struct WasteCriterion: ListRow, Hashable {
    public enum Topic: String, CaseIterable, Sendable, Codable {
        /// A danger of the Basel Convention's Annex III; brings the statements of that class with it.
        case hazardClass = "class"
        /// Waste or by-product.
        case status
        /// Hazardous or not, and what decides.
        case test
        case keep, pack, label
        /// How long it may be kept; of several the narrowest counts.
        case time
        case taker, forbidden
    }

    /// Which wastes a statement is about.
    public enum Scope: Hashable, Sendable {
        case all, hazardous, nonHazardous
        /// Codes that come in pairs of which the contents decide.
        case mirror
        /// A danger: `H8`.
        case hazardClass(String)
        /// First digits of the codes: a chapter (2), a subchapter (4) or one code (6); perhaps of the hazardous among them alone.
        case digits(String, onlyHazardous: Bool)
    }

    public enum Standing: String, CaseIterable, Sendable, Codable {
        /// A law, convention, standard or guideline says so.
        case published
        /// Said here for want of a published rule.
        case assumed
    }

    public let scope: Scope
    public let topic: Topic
    /// Of a class the Basel code; of a time the days; else blank.
    public let value: String
    /// `nil` for every country.
    public let country: Country?
    public let texts: [Language: String]
    public let standing: Standing
    public let provenance: Provenance

    public var key: String { "\(scope) \(topic.rawValue) \(value) \(country?.rawValue ?? "") \(texts[.english] ?? "")" }

    /// Whole days, of a time.
    public var days: Int? { topic == .time ? Int(value) : nil }
}

extension WasteCriterion: ReadableRow {
    static let file = ListFile.wasteCriteria
    static let columns = ["scope", "topic", "value", "country", "en", "km", "vi", "standing", "source", "confidence"]

    init?(_ reader: inout RowReader) {
        let scope = Scope(&reader)
        let topic = reader.word("topic", as: Topic.self)
        let value = reader.row["value"]
        var texts: [Language: String] = [:]
        switch topic {
        case .hazardClass:
            reader.refer("value", value, to: .baselCodes)
        case .time?:
            if Int(value).map({ $0 > 0 }) != true { reader.note("value", .badNumber, expected: "90") }
            fallthrough
        default:
            for language in Language.allCases { texts[language] = reader.text(language.rawValue) }
        }
        let country = reader.row["country"].isEmpty ? nil : reader.word("country", as: Country.self)
        let standing = reader.word("standing", as: Standing.self)
        reader.isKnown(
            as: ["scope", "topic", "value", "country", "en"].map { reader.row[$0] }.joined(separator: " "), column: "scope")
        guard let provenance = reader.provenance(), let scope, let topic, let standing else { return nil }
        self.init(
            scope: scope, topic: topic, value: value, country: country, texts: texts, standing: standing, provenance: provenance)
    }
}

extension WasteCriterion.Scope {
    private static let words: [String: Self] = ["all": .all, "hazardous": .hazardous, "non_hazardous": .nonHazardous, "mirror": .mirror]

    init?(_ reader: inout RowReader) {
        guard let text = reader.text("scope") else { return nil }
        if let word = Self.words[text] {
            self = word
        } else if text.hasPrefix("H") {
            reader.refer("scope", text, to: .baselCodes)
            self = .hazardClass(text)
        } else {
            let digits = text.hasSuffix("*") ? String(text.dropLast()) : text
            guard [2, 4, 6].contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                reader.note("scope", .badWord, expected: "all, hazardous, non_hazardous, mirror, H8, 13, 1302, 130205, 16*")
                return nil
            }
            reader.referToWastes("scope", digits)
            self = .digits(digits, onlyHazardous: text.hasSuffix("*"))
        }
    }
}
