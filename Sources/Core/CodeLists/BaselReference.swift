// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular

/// Which stream of the Basel Convention a waste code, or a whole subchapter of codes, most likely falls under.
///
/// The Convention and the list of waste divide the field in different ways, and nobody has published a correspondence: these rows
/// are our own reading of both texts, for finding one's way and for no verdict.
public struct BaselReference: Hashable, Sendable {
    /// Six digits of a code, or four of a subchapter.
    public let waste: String
    /// `Y12`.
    public let basel: String
    public let provenance: Provenance

    /// All rows, from `waste_basel.csv`, in order of waste.
    public static let shipped: [BaselReference] = {
        guard let url = Bundle.module.url(forResource: "Resources/waste_basel", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without waste_basel.csv.") }
        let table = CSVTable(bytes: [UInt8](data), required: ["waste", "basel", "source", "confidence", "note"])
        precondition(table.faults.isEmpty, table.faults.map(\.description).joined(separator: "; "))
        return table.rows.map { row in
            guard [4, 6].contains(row["waste"].utf8.count), let confidence = Confidence(rawValue: row["confidence"]) else {
                preconditionFailure("waste_basel.csv, line \(row.line): a code or subchapter, and a confidence.")
            }
            return BaselReference(waste: row["waste"], basel: row["basel"], provenance: Provenance(source: row["source"], confidence: confidence))
        }
    }()

    public func covers(_ code: WasteCodeID) -> Bool { waste == code.text || waste == code.subchapter }
}

extension CodeLists {
    /// Basel codes that a waste code most likely falls under, each with how sure that is, in order of their numbers.
    public func baselReferences(of code: WasteCodeID, on date: CalendarDate) -> [(code: BaselCode, provenance: Provenance)] {
        let edition = baselCodes.edition(on: date)
        return BaselReference.shipped.filter { $0.covers(code) }.compactMap { reference in
            edition[reference.basel].map { ($0, reference.provenance) }
        }
    }

    /// Waste codes that most likely fall under a Basel code, in the order of the list.
    public func wasteCodes(underBasel basel: String, on date: CalendarDate) -> [WasteCodeID] {
        let references = BaselReference.shipped.filter { $0.basel == basel }
        guard !references.isEmpty else { return [] }
        return wasteCodes.edition(on: date).rows.map(\.id).filter { id in references.contains { $0.covers(id) } }
    }
}
