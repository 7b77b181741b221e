// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

extension CodeLists {
    /// Which waste is which in the Basel Convention, as a file of the shape in which it is loaded.
    public func baselCrosswalk(on date: CalendarDate) -> CSVWriter {
        var writer = CSVWriter(columns: BaselReference.columns, forSpreadsheets: true)
        for row in wasteBasel.edition(on: date).rows {
            writer.append([row.waste, row.basel, row.provenance.source, row.provenance.confidence.rawValue, row.note ?? ""])
        }
        return writer
    }

    /// Which waste is which in national lists, as a file of the shape in which it is loaded; no rows where no list is.
    public func nationalCrosswalk(on date: CalendarDate) -> CSVWriter {
        var writer = CSVWriter(columns: NationalWaste.columns, forSpreadsheets: true)
        for row in nationalWastes.edition(on: date).rows {
            writer.append([
                row.country.rawValue, row.code, row.nameLocal, row.nameEnglish ?? "", row.isHazardous ? "1" : "0", row.waste?.text ?? "",
                row.provenance.source, row.provenance.confidence.rawValue, row.note ?? "",
            ])
        }
        return writer
    }
}
