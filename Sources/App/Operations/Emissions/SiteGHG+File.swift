// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import Tabular

extension SiteGHG {
    /// Column ids never change their meaning. Amounts are in the unit of the International System; gases in tonnes.
    public static let columns = [
        "month", "kind", "name", "waste_code", "amount", "unit", "scope", "category", "t_co2e", "low", "high", "biogenic_t_co2", "factor", "version",
        "confidence", "not_counted", "source",
    ]

    /// Every line and everything that is not counted, month by month.
    public var csv: [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        for part in parts {
            func told(_ activity: Int) -> [String] {
                let activity = part.entries[activity].activity
                return [
                    part.month.description, activity.kind.rawValue, activity.name, activity.waste?.text ?? "", digits(activity.amount?.value),
                    activity.dimension?.siUnit ?? "",
                ]
            }
            for line in part.inventory.lines {
                writer.append(
                    told(line.activity) + [
                        line.scope.rawValue, line.category.rawValue, digits(line.warming.value), digits(line.warming.low),
                        digits(line.warming.high), digits(line.biogenic), line.factor, line.version, line.confidence.rawValue, "", line.source,
                    ])
            }
            for rest in part.inventory.uncounted {
                writer.append(told(rest.activity) + ["", "", "", "", "", "", "", "", "", rest.reason.rawValue, rest.source])
            }
        }
        return writer.bytes
    }
}
