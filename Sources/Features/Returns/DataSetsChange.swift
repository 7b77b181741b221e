// SPDX-License-Identifier: Apache-2.0

import Domain

/// What files change in the data sets.
public struct DataSetsChange: Hashable, Sendable {
    /// A version that is new, beside the one before it.
    public struct Version: Hashable, Sendable {
        public var set: DataSet
        public var before: DataSet?
        public var added: [DataField]
        public var removed: [DataField]
        /// Asked for before, and otherwise: in other units, of other industries, or now required.
        public var altered: [DataField]

        init(_ set: DataSet, before: DataSet?) {
            self.set = set
            self.before = before
            let known = Dictionary((before?.fields ?? []).map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
            let asked = Set(set.fields.map(\.id))
            added = set.fields.filter { known[$0.id] == nil }
            removed = (before?.fields ?? []).filter { !asked.contains($0.id) }
            altered = set.fields.filter { field in
                guard let old = known[field.id] else { return false }
                return (old.units, old.meaning, old.isRequired, old.sectors) != (field.units, field.meaning, field.isRequired, field.sectors)
            }
        }
    }

    public var versions: [Version]
    /// Versions that stood and now end on another day, but for those that a new one follows.
    public var ended: [DataSet]
    public var dutiesAdded: [ReturnDuty]
    /// Those that stood, with their last day as it is now.
    public var dutiesEnded: [ReturnDuty]

    public init(from before: DataSets, to after: DataSets) {
        let new = after.sets.filter { before.set($0.id, version: $0.version) == nil }
        versions = new.map { set in Version(set, before: after.sets.last { $0.id == set.id && $0.version < set.version }) }
        ended = after.sets.filter { set in
            guard let old = before.set(set.id, version: set.version), old.validUntil != set.validUntil else { return false }
            return !new.contains { $0.id == set.id && $0.validFrom.adding(days: -1) == set.validUntil }
        }
        let duties = Dictionary(before.duties.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        dutiesAdded = after.duties.filter { duties[$0.id] == nil }
        dutiesEnded = after.duties.filter { duty in duties[duty.id].map { $0.validUntil != duty.validUntil } ?? false }
    }

    /// The first day on which everything of it holds, not before today: as of it who owes what is compared.
    public func day(from today: CalendarDate) -> CalendarDate {
        let days =
            versions.map(\.set.validFrom) + dutiesAdded.map(\.validFrom)
            + (dutiesEnded.map(\.validUntil) + ended.map(\.validUntil)).compactMap { $0?.adding(days: 1) }
        return days.reduce(today) { max($0, $1) }
    }
}

extension DataSets {
    /// Sets that a site owes returns of on a day, whatever their periods.
    public func asked(of site: SiteFacts, on day: CalendarDate) -> Set<String> {
        let holding = duties.filter { $0.validFrom <= day && ($0.validUntil.map { day <= $0 } ?? true) && $0.covers(site) }
        return Set(holding.map(\.dataSet).filter { set($0, on: day) != nil })
    }
}
