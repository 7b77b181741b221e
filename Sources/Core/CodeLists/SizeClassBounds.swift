// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular

/// From how many employees on an enterprise is small, medium and large in a country; below it is micro.
public struct SizeClassBounds: Hashable, Sendable {
    public let country: Country
    public let smallFrom: Int
    public let mediumFrom: Int
    public let largeFrom: Int
    public let provenance: Provenance

    /// The bounds of each country, from `size_classes.csv`.
    public static let shipped: [SizeClassBounds] = {
        guard let url = Bundle.module.url(forResource: "Resources/size_classes", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without its size classes.") }
        let table = CSVTable(
            bytes: [UInt8](data), required: ["country", "small_from", "medium_from", "large_from", "source", "confidence", "note"])
        precondition(table.faults.isEmpty, table.faults.map(\.description).joined(separator: "; "))
        return table.rows.map { row in
            guard let country = Country(rawValue: row["country"]), let small = Int(row["small_from"]), let medium = Int(row["medium_from"]),
                let large = Int(row["large_from"]), let confidence = Confidence(rawValue: row["confidence"]), 0 < small, small < medium, medium < large
            else { preconditionFailure("size_classes.csv, line \(row.line): bounds ascend.") }
            return SizeClassBounds(
                country: country, smallFrom: small, mediumFrom: medium, largeFrom: large,
                provenance: Provenance(source: row["source"], confidence: confidence))
        }
    }()
}
