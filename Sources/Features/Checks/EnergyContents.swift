// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Tabular

/// What a whole unit of an energy carrier holds, net heating value. Electricity that a site makes itself is left out: it stands in its fuel.
public struct EnergyContents: Sendable {
    public struct Row: Sendable {
        public var field: String
        /// In one whole unit of the field.
        public var wattHours: Double
        public var per: String
        public var provenance: Provenance
    }

    public let rows: [Row]

    public static let shipped: EnergyContents = {
        let table = CSVTable(bytes: CheckResource.bytes("energy_contents"), required: ["field", "watt_hours", "per", "source", "confidence"])
        let rows = table.rows.compactMap { row -> Row? in
            guard let value = Double(row["watt_hours"]), let confidence = Confidence(rawValue: row["confidence"]) else { return nil }
            return Row(field: row["field"], wattHours: value, per: row["per"], provenance: Provenance(source: row["source"], confidence: confidence))
        }
        precondition(table.faults.isEmpty && rows.count == table.rows.count, "energy_contents.csv cannot be read.")
        return EnergyContents(rows: rows)
    }()

    /// Watt-hours of all carriers that were answered.
    ///
    /// - Returns: `nil` where one of them is not known, or none was answered.
    public func sum(_ answers: [String: CheckAnswer]) -> Double? {
        var total = 0.0
        var isKnown = false
        for row in rows {
            guard let answer = answers[row.field] else { continue }
            guard let amount = answer.amount else { return nil }
            total += amount * row.wattHours
            isKnown = true
        }
        return isKnown ? total : nil
    }
}
