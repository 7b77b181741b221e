// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import StorageCore

/// Sums of whole tables or months, each batch in the order of its table's key.
extension HistoryRows {
    public mutating func add(siteCells: [(cell: SiteCell, grams: Int64)]) {
        var batch = HistoryTables.siteCell
        for (cell, grams) in siteCells {
            batch.begin(key: 0)
            batch.append(cell.site.value)
            batch.append(Int64(cell.occurred.index))
            batch.append(Int64(cell.material.value))
            batch.append(Int64(cell.compartment.number))
            batch.append(Int64(cell.learned.index))
            batch.append(grams)
        }
        cells.append(batch)
    }

    public mutating func add(upperCells: [(cell: UpperCell, grams: Int64)]) {
        var batch = HistoryTables.upperCell
        for (cell, grams) in upperCells {
            batch.begin(key: 0)
            batch.append(Int64(cell.scope.rawValue))
            batch.append(cell.key)
            batch.append(Int64(cell.occurred.index))
            batch.append(Int64(cell.material.value))
            batch.append(Int64(cell.compartment.number))
            batch.append(Int64(cell.learned.index))
            batch.append(grams)
        }
        cells.append(batch)
    }

    public mutating func add(fateCells: [(cell: FateCell, grams: Int64)]) {
        var batch = HistoryTables.fateCell
        for (cell, grams) in fateCells {
            batch.begin(key: 0)
            batch.append(Int64(cell.occurred.index))
            batch.append(cell.province)
            batch.append(cell.sector)
            batch.append(Int64(cell.material.value))
            batch.append(Int64(cell.compartment.number))
            batch.append(Int64(cell.learned.index))
            batch.append(grams)
        }
        cells.append(batch)
    }

    public mutating func add(evidence: some Sequence<EvidenceCell>) {
        var batch = HistoryTables.massEvidence
        for cell in evidence {
            batch.begin(key: 0)
            batch.append(Int64(cell.month.index))
            batch.append(cell.province)
            batch.append(Int64(cell.waste.raw))
            batch.append(cell.kind.rawValue)
            batch.append(cell.mass.raw)
        }
        cells.append(batch)
    }

    public mutating func add(intake: some Sequence<PlantIntake>) {
        var batch = HistoryTables.plantIntake
        for row in intake {
            batch.begin(key: 0)
            batch.append(row.site.value)
            batch.append(Int64(row.day.dayNumber))
            batch.append(Int64(row.waste.raw))
            batch.append(row.accepted.raw)
            batch.append(row.reserved.raw)
        }
        cells.append(batch)
    }
}
