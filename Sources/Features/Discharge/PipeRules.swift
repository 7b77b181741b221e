// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular

/// How far two meters of one pipe may differ, and whose reading is booked then.
public struct PipeRules: Sendable {
    /// Thousandths of the larger reading.
    public let tolerance: Int64
    /// Below it a difference counts as none, whatever its share.
    public let least: Volume
    /// Whose reading is booked once both agree.
    public let booked: PipeSide
    /// Where the rules are from, one row each.
    public let provenances: [Provenance]

    public static let shipped: PipeRules = {
        let rows = DischargeResource.table("pipe_rules", columns: ["rule", "value", "unit", "standing", "source", "confidence"])
        func row(_ name: String) -> TableRow {
            guard let row = rows.first(where: { $0["rule"] == name }) else { preconditionFailure("pipe_rules.csv: there is no row \(name).") }
            return row
        }
        guard let permille = ExactDecimal(row("tolerance")["value"])?.scaled(by: ExactDecimal(digits: 10, scale: 0))?.whole,
            let least = ExactDecimal(row("least")["value"])?.scaled(by: ExactDecimal(digits: 1_000_000, scale: 0))?.whole,
            let booked = PipeSide(rawValue: row("booked")["value"])
        else { preconditionFailure("pipe_rules.csv: per cent, cubic metres, and sender or works were expected.") }
        let provenances = rows.map { row in Provenance(source: row["source"], confidence: Confidence(rawValue: row["confidence"]) ?? .low) }
        return PipeRules(tolerance: permille, least: Volume(least), booked: booked, provenances: provenances)
    }()

    public init(tolerance: Int64, least: Volume, booked: PipeSide, provenances: [Provenance] = []) {
        self.tolerance = tolerance
        self.least = least
        self.booked = booked
        self.provenances = provenances
    }

    public func isWithin(_ a: Volume, _ b: Volume) -> Bool {
        let difference = abs(a.raw - b.raw)
        return difference <= least.raw || Int128(difference) * 1000 <= Int128(max(a.raw, b.raw)) * Int128(tolerance)
    }

    /// How far two readings differ, in thousandths of the larger, rounded half away from zero; `nil` where both are nothing.
    public static func permille(_ a: Volume, _ b: Volume) -> Int64? {
        let larger = max(a.raw, b.raw)
        guard larger > 0 else { return nil }
        return Int64((Int128(abs(a.raw - b.raw)) * 1000 + Int128(larger) / 2) / Int128(larger))
    }
}
