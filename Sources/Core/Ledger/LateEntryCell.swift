// SPDX-License-Identifier: Apache-2.0

import Domain

/// A number of entries about one month that were recorded when it was over, by where one of their sides stands.
///
/// Entries of the month in which they are recorded are not counted: nobody was told a figure without them.
public struct LateEntryCell: Hashable, Sendable {
    /// Month in which the mass moved.
    public var occurred: Month
    /// Of the side's site on that day, as it was known when the month of recording began; a correction of the site moves grams and no entry.
    public var province: String
    public var compartment: Compartment
    /// Where the other side stands: what moves within one figure does not change it.
    public var other: Compartment
    public var learned: Month

    public init(occurred: Month, province: String, compartment: Compartment, other: Compartment, learned: Month) {
        self.occurred = occurred
        self.province = province
        self.compartment = compartment
        self.other = other
        self.learned = learned
    }

    /// The cells that an entry counts in, none where it is not late: one for each side.
    ///
    /// What is known by no origin stands in no figure of fates and is not counted; nor is what stays in one compartment.
    public static func cells(
        from credit: Account, to debit: Account, occurred: CalendarDate, learned: Month, province: (SiteID) throws -> String
    ) rethrows -> [LateEntryCell] {
        guard occurred.month < learned, credit.compartment != debit.compartment, Account.tellsOrigins(from: credit, to: debit) else { return [] }
        return try [(credit, debit), (debit, credit)].map { side, other in
            LateEntryCell(
                occurred: occurred.month, province: try province(side.site), compartment: side.compartment, other: other.compartment, learned: learned)
        }
    }
}

extension LateEntryCell: Comparable {
    public static func < (a: LateEntryCell, b: LateEntryCell) -> Bool {
        (a.occurred.index, a.province, a.compartment.number, a.other.number, a.learned.index)
            < (b.occurred.index, b.province, b.compartment.number, b.other.number, b.learned.index)
    }
}
