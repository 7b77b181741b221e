// SPDX-License-Identifier: Apache-2.0

import Domain

/// One entry of the List of Waste.
///
/// Source: Decision 2000/532/EC as amended by 2014/955/EU. The entry type is the United Kingdom's reading and not part of
/// the list; names are condensed, everyday names stand in ``NameTable``.
public struct WasteCode: ListRow, Hashable {
    public enum EntryType: String, CaseIterable, Sendable, Codable {
        case absoluteHazardous = "absolute_hazardous"
        case absoluteNonhazardous = "absolute_nonhazardous"
        /// One of a pair: which of the two applies depends on what the waste contains.
        case mirrorHazardous = "mirror_hazardous"
        case mirrorNonhazardous = "mirror_nonhazardous"

        public var isHazardous: Bool { self == .absoluteHazardous || self == .mirrorHazardous }
        public var isMirror: Bool { self == .mirrorHazardous || self == .mirrorNonhazardous }
    }

    public let id: WasteCodeID
    public let chapterName: String
    public let subchapterName: String
    /// Condensed English name of the list.
    public let nameEnglish: String
    public let isHazardous: Bool
    public let entryType: EntryType
    /// Other entries the text names, such as "not 01 03 04".
    public let refs: [WasteCodeID]
    /// ISIC divisions in which the waste usually arises; `nil` when it arises everywhere.
    public let typicalDivisions: [IndustryCode]?
    public let note: String?
    public let provenance: Provenance

    public var key: WasteCodeID { id }
    /// As printed in the list, the star marking hazardous waste: `04 02 22`, `01 03 04*`.
    public var display: String { id.description + (isHazardous ? "*" : "") }

    /// Whether the waste usually arises in an industry; a section has no division, so it is asked by its divisions.
    public func isTypical(of industry: IndustryCode) -> Bool {
        guard let typicalDivisions else { return true }
        guard let division = industry.division else { return false }
        return typicalDivisions.contains(division)
    }
}

/// A chapter (`04`) or subchapter (`0402`) of the List of Waste.
public struct WasteChapter: Hashable, Sendable {
    public let code: String
    public let nameEnglish: String
    public var isSubchapter: Bool { code.count == 4 }
}

extension CodeList where Row == WasteCode {
    /// Chapters in the order of the list.
    public var chapters: [WasteChapter] { distinct(rows.map { WasteChapter(code: $0.id.chapter, nameEnglish: $0.chapterName) }) }

    /// Subchapters of a chapter in the order of the list.
    public func subchapters(of chapter: String) -> [WasteChapter] {
        distinct(rows.filter { $0.id.chapter == chapter }.map { WasteChapter(code: $0.id.subchapter, nameEnglish: $0.subchapterName) })
    }

    /// A chapter by its two digits, or a subchapter by its four.
    public func chapter(_ digits: String) -> WasteChapter? {
        guard let row = rows.first(where: { $0.id.text.hasPrefix(digits) }), [2, 4].contains(digits.utf8.count) else { return nil }
        return WasteChapter(code: digits, nameEnglish: digits.utf8.count == 4 ? row.subchapterName : row.chapterName)
    }

    private func distinct(_ chapters: [WasteChapter]) -> [WasteChapter] {
        var seen: Set<String> = []
        return chapters.filter { seen.insert($0.code).inserted }
    }
}

extension WasteCode: ReadableRow {
    static let file = ListFile.wasteCodes
    static let columns = [
        "code", "code_display", "chapter", "chapter_name", "subchapter", "subchapter_name", "short_name", "hazardous", "entry_type", "refs",
        "typical_isic_divisions", "source", "confidence", "note",
    ]

    init?(_ reader: inout RowReader) {
        let id = reader.parsed("code", .badCode, expected: "040222") { WasteCodeID(text: $0) }
        let chapterName = reader.text("chapter_name")
        let subchapterName = reader.text("subchapter_name")
        let nameEnglish = reader.text("short_name")
        let isHazardous = reader.flag("hazardous")
        let entryType = reader.word("entry_type", as: EntryType.self)
        if let id {
            reader.isKnown(as: id.text, column: "code", also: ["chapter " + id.chapter, "subchapter " + id.subchapter])
            let expected = [("chapter", id.chapter), ("subchapter", id.subchapter)]
            for (column, value) in expected where reader.row[column] != value { reader.note(column, .inconsistent, expected: value) }
            if let isHazardous, reader.row["code_display"] != id.description + (isHazardous ? "*" : "") {
                reader.note("code_display", .inconsistent, expected: id.description + (isHazardous ? "*" : ""))
            }
        }
        if let isHazardous, let entryType, entryType.isHazardous != isHazardous {
            reader.note(
                "entry_type", .inconsistent,
                expected: isHazardous ? "absolute_hazardous, mirror_hazardous" : "absolute_nonhazardous, mirror_nonhazardous")
        }
        var refs: [WasteCodeID] = []
        for text in reader.row["refs"].split(separator: ";") {
            guard let ref = WasteCodeID(text: text) else {
                reader.note("refs", .badCode, expected: "010304;010305")
                continue
            }
            reader.refer("refs", String(text), to: .wasteCodes)
            refs.append(ref)
        }
        var divisions: [IndustryCode]?
        if let text = reader.text("typical_isic_divisions"), text != "all" {
            divisions = []
            for word in text.split(separator: " ") {
                guard let code = IndustryCode(text: word), code.level == .division else {
                    reader.note("typical_isic_divisions", .badCode, expected: "13 14 15")
                    continue
                }
                reader.refer("typical_isic_divisions", String(word), to: .industries)
                divisions?.append(code)
            }
        }
        guard let provenance = reader.provenance(), let id, let chapterName, let subchapterName, let nameEnglish, let isHazardous, let entryType
        else { return nil }
        self.init(
            id: id, chapterName: chapterName, subchapterName: subchapterName, nameEnglish: nameEnglish, isHazardous: isHazardous,
            entryType: entryType, refs: refs, typicalDivisions: divisions, note: reader.optionalText("note"), provenance: provenance)
    }
}
