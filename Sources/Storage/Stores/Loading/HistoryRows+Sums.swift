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
            batch.append(cell.material, cell.compartment, cell.learned, grams)
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
            batch.append(cell.material, cell.compartment, cell.learned, grams)
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
            batch.append(cell.material, cell.compartment, cell.learned, grams)
        }
        cells.append(batch)
    }

    public mutating func add(lateEntries: [(cell: LateEntryCell, entries: Int64)]) {
        var batch = HistoryTables.lateEntry
        for (cell, entries) in lateEntries {
            batch.begin(key: 0)
            batch.append(Int64(cell.occurred.index))
            batch.append(cell.province)
            batch.append(Int64(cell.compartment.number))
            batch.append(Int64(cell.other.number))
            batch.append(Int64(cell.learned.index))
            batch.append(entries)
        }
        cells.append(batch)
    }

    public mutating func add(evidence: some Sequence<LearnedEvidence>) {
        var batch = HistoryTables.massEvidence
        for (cell, learned) in evidence.lazy.map({ ($0.cell, $0.learned) }) {
            batch.begin(key: 0)
            batch.append(Int64(cell.month.index))
            batch.append(cell.province)
            batch.append(Int64(cell.waste.raw))
            batch.append(cell.kind.rawValue)
            batch.append(Int64(learned.index))
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

extension RowBatch {
    /// How every cell of the book ends: what, where, learned when, and how much.
    fileprivate mutating func append(_ material: Material, _ compartment: Compartment, _ learned: Month, _ grams: Int64) {
        append(Int64(material.value))
        append(Int64(compartment.number))
        append(Int64(learned.index))
        append(grams)
    }
}
