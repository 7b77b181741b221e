// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import TestSupport

/// Four sites of three provinces; one moves to another province on 1 September 2026, one stands in a park.
enum TestSites {
    static let all = (1...4).map { SiteID($0) }
    static let months = [Month(year: 2026, month: 9), Month(year: 2026, month: 10)]

    static let classify: @Sendable (SiteID, CalendarDate) -> Classification = { site, date in
        let moved = site.value == 2 && date >= FixedTime.day(2026, 9, 1)
        return Classification(
            province: ["", "KH-12", moved ? "KH-8" : "KH-12", "KH-8", "KH-3"][Int(site.value)], sector: site.value < 3 ? "1410" : "3821",
            sizeClass: site.value == 1 ? "large" : "small", park: site.value == 3 ? "PPSEZ" : "")
    }

    static func book() -> MemoryBook { MemoryBook(classify: classify) }

    static func waste(_ text: String) -> Material {
        guard let code = WasteCodeID(text: text) else { preconditionFailure("\(text) is no waste code.") }
        return .waste(code)
    }
    static let textile = waste("040222")
    static let sludge = waste("040220")
}

/// Shorthand for a move on the fixed day.
func move(
    _ grams: Int64, _ credit: Account, _ debit: Account, _ phase: Phase = .plain, on date: CalendarDate = FixedTime.today,
    because reason: Reason = .grouped, document: DocumentID? = nil
) -> Move {
    Move(.grams(grams), from: credit, to: debit, on: date, because: reason, document: document, phase: phase)
}

func account(_ site: Int64, _ compartment: Compartment, lot: Int64? = nil, _ material: Material = TestSites.textile) -> Account {
    Account(SiteID(site), compartment, material, lot: lot.map { LotID($0) })
}

let learned = Month(year: 2026, month: 9)
