// SPDX-License-Identifier: Apache-2.0

import Domain

/// Which stream of the Basel Convention a waste code, or a whole subchapter of codes, most likely falls under.
///
/// The Convention and the list of waste divide the field in different ways, and nobody has published a correspondence: the shipped
/// rows are our own reading of both texts, for finding one's way and for no verdict.
public struct BaselReference: ListRow, Hashable {
    /// Six digits of a code, or four of a subchapter.
    public let waste: String
    /// `Y12`.
    public let basel: String
    public let note: String?
    public let provenance: Provenance

    public var key: String { waste + " " + basel }

    public func covers(_ code: WasteCodeID) -> Bool { waste == code.text || waste == code.subchapter }
}

extension BaselReference: ReadableRow {
    static let file = ListFile.wasteBasel
    static let columns = ["waste", "basel", "source", "confidence", "note"]

    init?(_ reader: inout RowReader) {
        let waste = reader.wastes("waste", lengths: [4, 6], expected: "0801, 130205")
        let basel = reader.text("basel")
        if let basel { reader.refer("basel", basel, to: .baselCodes) }
        if let waste, let basel { reader.isKnown(as: waste + " " + basel, column: "basel") }
        guard let provenance = reader.provenance(), let waste, let basel else { return nil }
        self.init(waste: waste, basel: basel, note: reader.optionalText("note"), provenance: provenance)
    }
}

extension RowReader {
    /// Digits of a waste code (6), of a subchapter (4) or of a chapter (2), which the list of waste must hold.
    mutating func wastes(_ column: String, lengths: Set<Int>, expected: String) -> String? {
        let digits = parsed(column, .badCode, expected: expected) { text in
            lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
        }
        if let digits { referToWastes(column, digits) }
        return digits
    }

    /// Notes that a chapter (2 digits), a subchapter (4) or a code (6) must be in the list of waste.
    mutating func referToWastes(_ column: String, _ digits: String) {
        let kinds = [2: "chapter ", 4: "subchapter "]
        refer(column, digits, to: .wasteCodes, as: (kinds[digits.utf8.count] ?? "") + digits)
    }
}

extension CodeLists {
    /// Basel codes that a waste code most likely falls under, each with how sure that is, in order of their numbers.
    public func baselReferences(of code: WasteCodeID, on date: CalendarDate) -> [(code: BaselCode, provenance: Provenance)] {
        let edition = baselCodes.edition(on: date)
        return wasteBasel.edition(on: date).rows.filter { $0.covers(code) }.compactMap { reference in
            edition[reference.basel].map { ($0, reference.provenance) }
        }
    }

    /// Waste codes that most likely fall under a Basel code, in the order of the list.
    public func wasteCodes(underBasel basel: String, on date: CalendarDate) -> [WasteCodeID] {
        let references = wasteBasel.edition(on: date).rows.filter { $0.basel == basel }
        guard !references.isEmpty else { return [] }
        return wasteCodes.edition(on: date).rows.map(\.id).filter { id in references.contains { $0.covers(id) } }
    }
}
