// SPDX-License-Identifier: Apache-2.0

import Domain

/// A time in which the platform could not be reached, declared by an officer: paper notes of that time, from senders in its area,
/// may be entered afterwards without counting as late.
public struct Outage: Hashable, Sendable, Codable, Identifiable {
    public var id: OutageID
    public var from: Instant
    /// Its end, as far as it is known.
    public var until: Instant
    /// Code of the province; the whole country when `nil`.
    public var province: String?
    /// As published.
    public var reason: SealedText
    public var declaredBy: OrganisationID
    public var declaredAt: Instant
    /// Goes up by one with each change of its end.
    public var version: Int

    public init(
        id: OutageID, from: Instant, until: Instant, province: String?, reason: SealedText, declaredBy: OrganisationID, declaredAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.from = from
        self.until = until
        self.province = province
        self.reason = reason
        self.declaredBy = declaredBy
        self.declaredAt = declaredAt
        self.version = version
    }

    /// Longest outage, and how far back its beginning may lie, days.
    public static let daysMax = 60

    /// Whether its area holds a sender's site.
    ///
    /// - Parameter province: of that site on the day it happened.
    public func covers(_ province: String?) -> Bool { self.province == nil || self.province == province }

    public func isRunning(at now: Instant) -> Bool { from <= now && now < until }

    /// The last day on which paper notes of it may be entered without counting as late.
    public func lastDay(_ policy: ManifestPolicy, _ zone: CivilZone) -> CalendarDate {
        zone.date(of: until).adding(days: policy.days(.outageEntryDays))
    }

    /// Whether what happened at a moment and is recorded on a day does not count as late because of this outage.
    func excuses(_ happened: Instant, recordedOn day: CalendarDate, _ policy: ManifestPolicy, _ zone: CivilZone) -> Bool {
        from <= happened && happened <= until && day <= lastDay(policy, zone)
    }

    /// All that is wrong with an outage that is to be declared.
    ///
    /// Field names are those of the form: `from`, `until`, `reason`.
    public static func problems(from: Instant, until: Instant, now: Instant) -> [Problem] {
        var problems: [Problem] = []
        let longest = Int64(daysMax)
        if until <= from { problems.append(PaperPhrase.outageBackwards.problem("until", ["from": .moment(from), "until": .moment(until)])) }
        if until > from.adding(days: longest) { problems.append(PaperPhrase.outageTooLong.problem("until", ["most": .number(longest)])) }
        if from < now.adding(days: -longest) { problems.append(PaperPhrase.outageTooOld.problem("from", ["from": .moment(from), "most": .number(longest)])) }
        return problems
    }

    /// The outage with another end, earlier or later.
    ///
    /// - Throws: what is wrong with the end.
    public func ending(_ until: Instant) throws(ManifestError) -> Outage {
        var problems: [Problem] = []
        if until <= from { problems.append(PaperPhrase.outageBackwards.problem("until", ["from": .moment(from), "until": .moment(until)])) }
        if until > from.adding(days: Int64(Self.daysMax)) {
            problems.append(PaperPhrase.outageTooLong.problem("until", ["most": .number(Int64(Self.daysMax))]))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        var changed = self
        changed.until = until
        changed.version += 1
        return changed
    }
}
