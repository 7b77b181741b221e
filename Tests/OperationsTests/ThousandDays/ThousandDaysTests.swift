// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import Operations
import Testing

/// A thousand days of a small country, played by dice: what people do there, also wrongly, leaves a book that adds up.
struct ThousandDaysTests {
    @Test(
        "After a thousand days of all that happens around loads and firms the audit is silent, every gram is found by a plain count, and each note stands as it was left"
    )
    func days() async throws {
        let seed: UInt64 = 20_260_901
        try await withTestCountry { country in
            let days = try await DaysOfWork(country: country, seed: seed)
            for _ in 0..<1000 { try await days.live() }
            let told = days.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
            print("A thousand days, seed \(seed): \(told); \(days.notes.count) notes, \(days.refusals) refusals")
            for act in DayAct.allCases { #expect(days.counts[act, default: 0] >= 20, "\(act.rawValue), seed \(seed)") }

            let report = try await country.platform.verify()
            #expect(report.problems == [], "seed \(seed)")
            #expect(report.notes > 0 && report.lines > 4000)
            let recount = try await PlainRecount(country)
            #expect(recount.wrongAccounts == [], "seed \(seed)")
            #expect(recount.wrongMaterials == [], "seed \(seed)")
            #expect(recount.belowZero == [], "seed \(seed)")
            // What the notes say of themselves is what stands in the book.
            #expect(recount.notes.count == days.notes.count, "seed \(seed)")
            #expect(recount.noted.transit == recount.booked.transit, "seed \(seed)")
            #expect(recount.noted.reserved == recount.booked.reserved, "seed \(seed)")
            #expect(recount.noted.treated == recount.booked.treated, "seed \(seed)")
            #expect(recount.noted.sold == recount.booked.sold, "seed \(seed)")
            for (id, left) in days.notes {
                guard let kept = recount.notes[id] else {
                    Issue.record("note \(id) is gone, seed \(seed)")
                    continue
                }
                #expect(kept.version >= left.version, "note \(id), seed \(seed)")
                if kept.version == left.version { #expect(kept.state == left.state, "note \(id), seed \(seed)") }
            }
            #expect(try await country.number("SELECT count(*) FROM paper_number WHERE note IS NOT NULL") == Int64(days.papersUsed), "seed \(seed)")
        }
    }
}
