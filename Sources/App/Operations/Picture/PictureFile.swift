// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Returns
import Tabular

extension ReportingSites {
    public var file: FileRows {
        FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + [
                "return": { $0.made.id.description }, "data_set": { $0.made.head.dataSet }, "period": { $0.made.head.period.description },
                "province": { _ in province }, "month": { _ in month.description },
            ])
    }
}

extension DischargingOutlets {
    /// - Parameter parameters: whose loads stand in columns of their own; blank where nothing was sampled.
    public func file(_ parameters: [String]) -> FileRows {
        var columns: FileColumns<Line> =
            .place({ $0.organisation }, { $0.site }) + [
                "outlet": { $0.outlet.code }, "province": { _ in province }, "month": { _ in month.description },
                "receiving": { $0.month.receiving.rawValue }, "volume_m3": { $0.month.volume.volume.cubicMetres },
            ]
        for parameter in parameters {
            columns =
                columns + [
                    "\(parameter)_low_kg": { kilograms($0.month.loads[parameter]?.low) },
                    "\(parameter)_high_kg": { kilograms($0.month.loads[parameter].map { $0.high ?? $0.low }) },
                ]
        }
        return FileRows(lines, columns)
    }
}
