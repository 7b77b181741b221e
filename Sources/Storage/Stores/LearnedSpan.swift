// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// What of the book is asked for by when it was recorded: all, what was known at the end of a month, or what came later than that.
public enum LearnedSpan: Hashable, Sendable {
    case all
    /// Recorded up to the end of the month: the figure as it was known then.
    case until(Month)
    /// Recorded after the month: late facts and corrections.
    case after(Month)

    /// The month, where one is named.
    public var month: Month? {
        switch self {
        case .all: nil
        case .until(let month), .after(let month): month
        }
    }

    /// Whether what was recorded in a month is meant.
    public func contains(_ recorded: Month) -> Bool {
        switch self {
        case .all: true
        case .until(let month): recorded <= month
        case .after(let month): recorded > month
        }
    }

    /// Conditions on a cell's month of recording.
    func conditions(_ column: StaticString = "learned") -> [Query] {
        switch self {
        case .all: []
        case .until(let month): ["\(raw: column) <= \(Int64(month.index))"]
        case .after(let month): ["\(raw: column) > \(Int64(month.index))"]
        }
    }

    /// The same of an entry `x`, by the moment in which its operation was recorded.
    func conditionsOfEntry(in zone: CivilZone) -> [Query] {
        guard let month else { return [] }
        let end = zone.start(of: Period.month(month.adding(months: 1)).first).microseconds
        let moment: Query = if case .until = self { "j.recorded < \(end)" } else { "j.recorded >= \(end)" }
        return ["EXISTS (SELECT 1 FROM journal j WHERE j.id = x.operation AND \(moment))"]
    }
}
