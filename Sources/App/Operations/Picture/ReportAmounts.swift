// SPDX-License-Identifier: Apache-2.0

import Calculations

/// The figures of returns that lists of sites tell, and that add up to those of a group.
public struct ReportAmounts: Sendable {
    /// Wastewater, millilitres.
    public var sewer: Int64 = 0
    public var surface: Int64 = 0
    public var untold: Int64 = 0
    /// Waste that left without a note, grams.
    public var withoutNote: Int64 = 0
    /// Tonnes of CO2 equivalent.
    public var direct = 0.0
    public var energy = 0.0
    /// Tonnes of CO2 of plants.
    public var biogenic = 0.0

    public init() {}

    init(_ reports: PictureReports) {
        (sewer, surface, untold, withoutNote) = (reports.sewer, reports.surface, reports.untold, reports.withoutNote)
        (direct, energy, biogenic) = (reports.emissions.direct.value, reports.emissions.energy.value, reports.emissions.biogenic)
    }

    /// Millilitres.
    public var discharged: Int64 { sewer + surface + untold }

    static func += (a: inout ReportAmounts, b: ReportAmounts) {
        for whole in wholes { a[keyPath: whole] += b[keyPath: whole] }
        for fraction in fractions { a[keyPath: fraction] += b[keyPath: fraction] }
    }

    /// What is left when others are taken away; tonnes that are apart only by how computers add are none.
    public func less(_ others: ReportAmounts) -> ReportAmounts {
        var gap = self
        for whole in Self.wholes { gap[keyPath: whole] -= others[keyPath: whole] }
        for fraction in Self.fractions {
            gap[keyPath: fraction] -= others[keyPath: fraction]
            if abs(gap[keyPath: fraction]) <= 1e-9 * max(1, abs(self[keyPath: fraction])) { gap[keyPath: fraction] = 0 }
        }
        return gap
    }

    public var isNothing: Bool { Self.wholes.allSatisfy { self[keyPath: $0] == 0 } && Self.fractions.allSatisfy { self[keyPath: $0] == 0 } }

    private static var wholes: [WritableKeyPath<ReportAmounts, Int64>] { [\.sewer, \.surface, \.untold, \.withoutNote] }
    private static var fractions: [WritableKeyPath<ReportAmounts, Double>] { [\.direct, \.energy, \.biogenic] }
}
