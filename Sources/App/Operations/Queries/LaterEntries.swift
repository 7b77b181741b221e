// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

/// How many entries about months that were over came after the month by whose end figures were known.
public struct LaterEntries: Sendable {
    /// The months asked for, up to the one by whose end figures were known: what is about later months did not come late.
    public var months: ClosedRange<Month>
    /// By province in which they were booked: those that changed what was generated there.
    public private(set) var generated: [String: Int] = [:]
    private var figures: [FateGroup: Int] = [:]
    /// Figures of one province follow its waste wherever it goes; entries are counted where they are booked.
    private let province: String?

    init(_ months: ClosedRange<Month>, province: String?, _ counts: [(province: String, compartment: Compartment, other: Compartment, entries: Int64)]) {
        self.months = months
        self.province = province
        for count in counts where province == nil || province == count.province {
            let group = FateGroup(count.compartment)
            guard group != FateGroup(count.other) else { continue }
            figures[group, default: 0] += Int(count.entries)
            if group == .generated { generated[count.province, default: 0] += Int(count.entries) }
        }
    }

    /// Entries that changed a figure; `nil` where that is not told: of one province only what it generated is.
    public func count(_ group: FateGroup) -> Int? { province == nil || group == .generated ? figures[group] ?? 0 : nil }
}

extension Reading {
    /// `nil` where no month is asked for, where all months came after it, and where entries were not counted then.
    func laterEntries(_ months: ClosedRange<Month>, province: String?, known: Month?) throws -> LaterEntries? {
        guard let known, months.lowerBound <= known else { return nil }
        let store = LateEntryStore(session)
        if let from = try store.countedFrom(), known < from { return nil }
        let over = months.lowerBound...min(known, months.upperBound)
        return LaterEntries(over, province: province, try store.counts(over, after: known))
    }
}
