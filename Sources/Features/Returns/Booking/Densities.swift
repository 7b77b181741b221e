// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Ledger
import Tabular

/// What a cubic metre of a liquid weighs, where tonnes of it are asked for. The book keeps the volume.
public struct Density: Hashable, Sendable {
    public var kilogramsPerCubicMetre: Int64
    public var standing: DataStanding
    public var provenance: Provenance

    /// Grams of a volume in millilitres, rounded down.
    ///
    /// - Returns: `nil` when it fits no mass.
    public func mass(of volume: Int64) -> Mass? {
        Int64(exactly: Int128(volume) * Int128(kilogramsPerCubicMetre) / 1000).map { Mass($0) }
    }

    /// By material; of others no tonnes are shown.
    public static let shipped: [Material: Density] = {
        guard let url = Bundle.module.url(forResource: "Resources/book_densities", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without book_densities.csv.") }
        let table = CSVTable(bytes: [UInt8](data), required: ["material", "kg_per_m3", "standing", "source", "confidence"])
        precondition(table.faults.isEmpty, table.faults.map(\.description).joined(separator: "; "))
        let numbers = Dictionary(BookRules.shipped.names.map { ($0.value, $0.key) }, uniquingKeysWith: { a, _ in a })
        return Dictionary(
            uniqueKeysWithValues: table.rows.map { row in
                guard let material = numbers[row["material"]], let weight = Int64(row["kg_per_m3"]), weight > 0,
                    let standing = DataStanding(rawValue: row["standing"]), let confidence = Confidence(rawValue: row["confidence"])
                else { preconditionFailure("book_densities.csv, line \(row.line): a material of book_materials and whole kilograms were expected.") }
                let provenance = Provenance(source: row["source"], confidence: confidence)
                return (material, Density(kilogramsPerCubicMetre: weight, standing: standing, provenance: provenance))
            })
    }()
}
