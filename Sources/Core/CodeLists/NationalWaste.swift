// SPDX-License-Identifier: Apache-2.0

import Domain

/// A code of a country's own list of waste, and the code of ours that means the same.
public struct NationalWaste: ListRow, Hashable {
    public let country: Country
    /// As the national list prints it.
    public let code: String
    /// In the country's language.
    public let nameLocal: String
    public let nameEnglish: String?
    public let isHazardous: Bool
    /// `nil` where our list has no counterpart.
    public let waste: WasteCodeID?
    public let note: String?
    public let provenance: Provenance

    public var key: String { "\(country.rawValue) \(code) \(waste?.text ?? "")" }
}

extension NationalWaste: ReadableRow {
    static let file = ListFile.nationalWastes
    static let columns = ["country", "code", "name_local", "name_english", "hazardous", "waste", "source", "confidence", "note"]

    init?(_ reader: inout RowReader) {
        let country = reader.word("country", as: Country.self)
        let code = reader.text("code")
        let nameLocal = reader.text("name_local")
        let isHazardous = reader.flag("hazardous")
        let digits = reader.row["waste"].isEmpty ? nil : reader.wastes("waste", lengths: [6], expected: "160601")
        if let country, let code { reader.isKnown(as: "\(country.rawValue) \(code) \(digits ?? "")", column: "code") }
        guard let provenance = reader.provenance(), let country, let code, let nameLocal, let isHazardous else { return nil }
        self.init(
            country: country, code: code, nameLocal: nameLocal, nameEnglish: reader.optionalText("name_english"), isHazardous: isHazardous,
            waste: digits.flatMap { WasteCodeID(text: $0) }, note: reader.optionalText("note"), provenance: provenance)
    }
}

extension CodeLists {
    /// Codes of a country's list that mean the same as one of ours; empty also where no list is loaded.
    public func nationalWastes(of code: WasteCodeID, in country: Country, on date: CalendarDate) -> [NationalWaste] {
        nationalWastes.edition(on: date).rows.filter { $0.country == country && $0.waste == code }
    }

    /// Whether an official list of a country is loaded on a day.
    public func hasNationalWastes(of country: Country, on date: CalendarDate) -> Bool {
        nationalWastes.edition(on: date).rows.contains { $0.country == country }
    }
}
