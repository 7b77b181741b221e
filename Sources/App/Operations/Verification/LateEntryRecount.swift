// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores
import Wording

/// Counts late entries again and compares with the numbers that are kept. Memory grows with sites, months, provinces and
/// compartments, not with entries.
struct LateEntryRecount {
    private enum Province {
        case always(String)
        case dated(Site)
    }

    private var counted: [LateEntryCell: Int64] = [:]
    private var provinces: [Int64: Province] = [:]
    private var last: (recorded: Instant, learned: Month)?
    private let reading: Reading
    /// What was recorded up to this month was not counted.
    private let from: Month?

    init(_ reading: Reading) throws {
        self.reading = reading
        from = try LateEntryStore(reading.session).countedFrom()
    }

    mutating func take(_ entry: VerificationStore.EntryRow) throws {
        guard entry.isPosted, let recorded = entry.recorded else { return }
        let learned = month(of: recorded)
        guard entry.occurred.month < learned, from.map({ $0 < learned }) ?? true, let credit = entry.credit.place, let debit = entry.debit.place else { return }
        let cells = try LateEntryCell.cells(from: credit, to: debit, occurred: entry.occurred, learned: learned) {
            try province(of: $0, on: entry.occurred, learned)
        }
        for cell in cells { counted[cell, default: 0] += 1 }
    }

    private mutating func month(of recorded: Instant) -> Month {
        if let last, last.recorded == recorded { return last.learned }
        let learned = reading.platform.zone.date(of: recorded).month
        last = (recorded, learned)
        return learned
    }

    private mutating func province(of id: SiteID, on day: CalendarDate, _ learned: Month) throws -> String {
        if provinces[id.value] == nil {
            let site = try reading.registry.site(id)
            provinces[id.value] = site.map { $0.attributes.count > 1 ? .dated($0) : .always($0.attributes[0].province) } ?? .always("")
        }
        switch provinces[id.value] {
        case .always(let province): return province
        case .dated(let site): return site.provinceOfLate(on: day, recordedIn: learned, reading.platform.zone)
        case nil: return ""
        }
    }

    /// The first number that differs from the count; `nil` when all agree.
    func problem(_ store: LateEntryStore) throws -> Problem? {
        var left = counted
        var wrong: (cell: LateEntryCell, kept: Int64, counted: Int64)?
        try store.each(after: from) { cell, kept in
            let right = left.removeValue(forKey: cell) ?? 0
            if wrong == nil, right != kept { wrong = (cell, kept, right) }
        }
        if wrong == nil { wrong = left.min { $0.key < $1.key }.map { ($0.key, 0, $0.value) } }
        return wrong.map { found in
            VerifyPhrase.lateEntries.problem(
                "",
                [
                    "month": .text(found.cell.occurred.description), "province": .text(found.cell.province),
                    "compartment": .text(found.cell.compartment.codeText), "other": .text(found.cell.other.codeText),
                    "learned": .text(found.cell.learned.description), "found": .number(found.kept), "expected": .number(found.counted),
                ])
        }
    }
}

extension VerificationStore.EntrySide {
    /// The account; `nil` for a compartment that stands for nothing.
    fileprivate var place: Account? {
        Compartment(number: compartment).map { Account(SiteID(site), $0, Material(value: material), lot: lot == 0 ? nil : LotID(lot)) }
    }
}
