// SPDX-License-Identifier: Apache-2.0

import Domain

/// What stands over a column: one text per storey, from the top, and the unit that the lowest names.
public struct ColumnHeading: Hashable, Sendable, Codable {
    /// As written; an upper storey stands over each column of its merged range.
    public var storeys: [String]
    /// Without the unit, such as `Fabric` of `Fabric (kg)`.
    public var name: String
    /// As the platform writes it, such as `kg`; `nil` when the heading names none, or one that is not known.
    public var unit: String?
    /// As the heading writes it, such as `tonnes`.
    public var unitWritten: String?

    init(storeys: [String]) {
        self.storeys = storeys
        let lowest = storeys.last { !$0.isEmpty } ?? ""
        name = lowest
        if storeys.count > 1, storeys.last == lowest, let unit = TableWords.units[UnitWord.fold(Self.unwrapped(lowest))], !unit.isEmpty {
            // A storey of units alone: the name stands above it.
            self.unit = unit
            unitWritten = Self.unwrapped(lowest)
            name = storeys.dropLast().last { !$0.isEmpty } ?? lowest
        } else if let (name, written) = Self.split(lowest) {
            self.name = name
            unitWritten = written
            unit = TableWords.units[UnitWord.fold(written)].flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// The same for headings that differ only in case, accents, spaces and punctuation; by it a column is found again next month.
    /// The unit belongs to it: a column that was in tonnes and is in kilograms now is asked about.
    public var fingerprint: String { unitless + (unitWritten.map { " [\(unit ?? TextFolding.fold($0))]" } ?? "") }

    /// The fingerprint without the unit.
    public var unitless: String { (storeys.dropLast().filter { !$0.isEmpty && $0 != name } + [name]).map { TextFolding.fold($0) }.joined(separator: " / ") }

    /// Takes the unit off: `Fabric (kg)`, `Grid electricity [kWh]`, `Fuelwood, tonnes`, `Sludge t`.
    ///
    /// What stands in brackets counts as a unit only where it is known as one, and so does the last word.
    private static func split(_ text: String) -> (name: String, written: String)? {
        let text = text.trimmed
        if let close = text.last, let open = [")": "(", "]": "["][String(close)], let at = text.lastIndex(of: Character(open)) {
            let written = String(text[text.index(after: at)...].dropLast()).trimmed
            let name = String(text[..<at]).trimmed
            return TableWords.units[UnitWord.fold(written)] != nil && !name.isEmpty ? (name, written) : nil
        }
        for mark in [",", ":", " "] {
            guard let at = text.lastIndex(of: Character(mark)) else { continue }
            let written = String(text[text.index(after: at)...]).trimmed
            let name = String(text[..<at]).trimmed
            if TableWords.units[UnitWord.fold(written)] != nil, !name.isEmpty { return (name, written) }
        }
        return nil
    }

    private static func unwrapped(_ text: String) -> String {
        String(text.trimmed.drop { "([".contains($0) }.reversed().drop { ")]".contains($0) }.reversed())
    }
}

extension Substring {
    var trimmed: String { String(self).trimmed }
}

extension String {
    /// Without spaces at the ends, no-break and zero-width ones too.
    var trimmed: String {
        // Most texts begin and end with a letter or a digit.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) { return self }
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF].contains(scalar.value) }
        var kept = unicodeScalars[...]
        while let first = kept.first, isSpace(first) { kept.removeFirst() }
        while let last = kept.last, isSpace(last) { kept.removeLast() }
        return String(kept)
    }
}
