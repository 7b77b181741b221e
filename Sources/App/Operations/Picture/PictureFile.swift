// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Returns
import Tabular

extension ReportingSites {
    /// Wastewater in litres to the millilitre and masses in grams, so that rows add up to the group's figure, gases in tonnes.
    public var file: FileRows {
        FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + .group(group, months) + [
                "month": { $0.month?.description ?? "" }, "returns": { $0.returns.map(\.id.description).joined(separator: " ") },
                "data_sets": { $0.returns.map(\.head.dataSet).joined(separator: " ") },
                "periods": { $0.returns.map(\.head.period.description).joined(separator: " ") },
                "without_note_g": { String($0.amounts.withoutNote) }, "sewer_l": { litres($0.amounts.sewer) }, "surface_l": { litres($0.amounts.surface) },
                "untold_l": { litres($0.amounts.untold) }, "direct_t_co2e": { digits($0.amounts.direct) },
                "direct_low": { digits($0.reports.emissions.direct.low) }, "direct_high": { digits($0.reports.emissions.direct.high) },
                "energy_t_co2e": { digits($0.amounts.energy) }, "biogenic_t_co2": { digits($0.amounts.biogenic) },
            ])
    }
}

extension DischargingOutlets {
    /// - Parameter parameters: whose loads stand in columns of their own; blank where nothing was sampled.
    public func file(_ parameters: [String]) -> FileRows {
        var columns: FileColumns<Line> =
            .place({ $0.organisation }, { $0.site }) + ["outlet": { $0.outlet.code }] + .group(group, months) + [
                "months": { String($0.months.count) }, "receiving": { $0.receiving.map(\.rawValue).joined(separator: " ") },
                "volume_m3": { Volume($0.volume).cubicMetres },
            ]
        for parameter in parameters {
            columns =
                columns + [
                    "\(parameter)_low_kg": { kilograms($0.load(parameter)?.low) },
                    "\(parameter)_high_kg": { kilograms($0.load(parameter).map { $0.high ?? $0.low }) },
                ]
        }
        return FileRows(lines, columns)
    }
}

extension FileColumns {
    /// Whose sum a row is a part of, as in the file of the groups, and of which months.
    fileprivate static func group(_ group: SiteGroup, _ months: ClosedRange<Month>) -> Self {
        [
            "by": { _ in group.key?.dimension.rawValue ?? "" }, "key": { _ in group.text },
            "from": { _ in months.lowerBound.description }, "to": { _ in months.upperBound.description },
        ]
    }
}

/// Litres to the millilitre; blank for what is not known.
func litres(_ millilitres: Int64?) -> String { millilitres.map { ExactDecimal(digits: $0, scale: 3).withoutTrailingZeros.description } ?? "" }
