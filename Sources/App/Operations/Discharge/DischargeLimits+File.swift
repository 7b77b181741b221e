// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Tabular

extension DischargeLimits {
    /// A country's limits as a file of the same shape, so that an officer can send it back changed.
    public func csv(_ country: Country) -> [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        for limit in listed(country) {
            writer.append([
                limit.id, limit.country.rawValue, limit.medium.rawValue, limit.standard, limit.column, limit.receivingWater,
                DischargeParameters.shipped[limit.parameter]?.names[.english] ?? limit.parameter, DischargeParameters.shipped[limit.parameter]?.unit ?? "",
                limit.bound.relation.rawValue, limit.bound.lower?.description ?? "", limit.bound.upper?.description ?? "", limit.validFrom.description,
                limit.validUntil?.description ?? "", limit.source, limit.confidence.rawValue, limit.note,
            ])
        }
        return writer.bytes
    }
}
