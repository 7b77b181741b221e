// SPDX-License-Identifier: Apache-2.0

import Domain

/// Words that tables use for units, months and rows of sums, in the three languages; compared after folding, so that case and accents make no difference.
enum TableWords {
    /// Symbol of the unit by the folded way of writing it; `""` where the word names several units, as `ton` does.
    static let units: [String: String] = table("unit_words", "unit")
    /// 1...12 by folded word.
    static let months: [String: Int] = table("month_words", "month").compactMapValues { Int($0) }
    static let totals = Set(table("row_words", "meaning").keys)

    /// Whether a row whose first text this is sums up others: the word itself, or one of the languages that stand beside one another in it.
    static func isTotal(_ text: String) -> Bool {
        if isNumbered(text) { return false }
        if totals.contains(TextFolding.fold(text)) { return true }
        return text.split(whereSeparator: { "/|(),:-–".contains($0) }).contains { totals.contains(TextFolding.fold($0)) }
    }

    /// Whether a digit stands in each part of a text of plain letters, as in a number or a day: no word is written with one, so that most rows are told
    /// without folding them.
    private static func isNumbered(_ text: String) -> Bool {
        var hasDigit = false
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: hasDigit = true
            case 0x28, 0x29, 0x2C, 0x2D, 0x2F, 0x3A, 0x7C:
                guard hasDigit else { return false }
                hasDigit = false
            case 0x80...: return false
            default: continue
            }
        }
        return hasDigit
    }

    private static func table(_ name: String, _ column: String) -> [String: String] {
        Dictionary(
            WorkbookResource.table(name, columns: ["written", column]).map { (UnitWord.fold($0["written"]), $0[column]) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// A unit as a heading writes it.
enum UnitWord {
    /// Folded as texts are, but for signs of which units are made: `m³` and `mg/L` stay apart from `m` and `mg L`.
    static func fold(_ text: some StringProtocol) -> String {
        let trimmed = String(text).trimmed.lowercased()
        if trimmed == "%" || trimmed.contains("/") { return trimmed }
        return TextFolding.fold(trimmed)
    }
}
