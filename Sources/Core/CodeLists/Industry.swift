// SPDX-License-Identifier: Apache-2.0

/// A code of the International Standard Industrial Classification: section `C`, division `14`, group `141`, class `1410`.
public struct IndustryCode: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public enum Level: String, CaseIterable, Sendable, Codable { case section, division, group, `class` }

    public let text: String

    /// One capital letter A...U, or two to four digits.
    public init?(text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let isSection = bytes.count == 1 && (65...85).contains(bytes[0])
        guard isSection || ((2...4).contains(bytes.count) && bytes.allSatisfy { (48...57).contains($0) }) else { return nil }
        self.text = String(text)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = IndustryCode(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an ISIC code such as C, 14, 141 or 1410")
        }
        self = code
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var level: Level {
        switch text.utf8.count {
        case 1: .section
        case 2: .division
        case 3: .group
        default: .class
        }
    }
    /// The division a code lies in; `nil` for a section.
    public var division: IndustryCode? { level == .section ? nil : IndustryCode(text: text.prefix(2)) }
    public var description: String { text }
    public static func < (a: IndustryCode, b: IndustryCode) -> Bool { a.text < b.text }
}

/// One entry of ISIC.
///
/// Source: ISIC Rev. 4 (ST/ESA/STAT/SER.M/4/Rev.4), names shortened. Classes are complete for manufacturing, energy, water
/// and waste; elsewhere the list stops higher.
public struct Industry: ListRow, Hashable {
    public let code: IndustryCode
    /// One level up; `nil` for a section.
    public let parent: IndustryCode?
    public let section: IndustryCode
    public let nameEnglish: String
    public let provenance: Provenance

    public var key: IndustryCode { code }
    public var level: IndustryCode.Level { code.level }
    public var division: IndustryCode? { code.division }
}

extension CodeList where Row == Industry {
    /// The entry and everything above it, from the section down; empty for an unknown code.
    public func chain(of code: IndustryCode) -> [Industry] {
        var chain: [Industry] = []
        var next = self[code]
        // Four levels: a longer way round would be a loop.
        while let industry = next, chain.count < 4 {
            chain.insert(industry, at: 0)
            next = industry.parent.flatMap { self[$0] }
        }
        return chain
    }

    /// The entries directly below, in the order of the file.
    public func children(of code: IndustryCode) -> [Industry] { rows.filter { $0.parent == code } }
}

extension Industry: ReadableRow {
    static let file = ListFile.industries
    static let columns = ["code", "level", "parent", "section", "division", "short_name", "divisions_covered", "source", "confidence"]

    init?(_ reader: inout RowReader) {
        let code = reader.parsed("code", .badCode, expected: "C, 14, 141, 1410") { IndustryCode(text: $0) }
        let level = reader.word("level", as: IndustryCode.Level.self)
        let section = reader.parsed("section", .badCode, expected: "A...U") { text in
            IndustryCode(text: text).flatMap { $0.level == .section ? $0 : nil }
        }
        var parent: IndustryCode?
        if let code {
            reader.isKnown(as: code.text, column: "code")
            if let level, level != code.level { reader.note("level", .inconsistent, expected: code.level.rawValue) }
            let above: String
            switch code.level {
            case .section: above = ""
            case .division: above = section?.text ?? reader.row["parent"]
            case .group, .class: above = String(code.text.dropLast())
            }
            if reader.row["parent"] != above {
                reader.note("parent", .inconsistent, expected: above)
            } else if !above.isEmpty {
                parent = IndustryCode(text: above)
                reader.refer("parent", above, to: .industries)
            }
            if let section, code.level == .section, section != code { reader.note("section", .inconsistent, expected: code.text) }
            if let section, code.level != .section { reader.refer("section", section.text, to: .industries) }
            if let given = reader.optionalText("division"), given != code.division?.text {
                reader.note("division", .inconsistent, expected: code.division?.text ?? "")
            }
        }
        let name = reader.text("short_name")
        guard let provenance = reader.provenance(), let code, level != nil, let section, let name else { return nil }
        self.init(code: code, parent: parent, section: section, nameEnglish: name, provenance: provenance)
    }
}
