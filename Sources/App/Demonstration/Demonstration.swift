// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Operations
import StorageCore
import Wording

// Demonstration: a small invented Cambodia, made through the same verbs as real use. First everything is planned by
// seeded dice, then it is told step by step at its own moments, so that the same seed gives the same country.
//
//   Demonstration            builds all of it; Scale says how large
//   Trade, TradeRow, Stream  the table of trades: where, how large, which wastes, which plants take them
//   CountryPlan, Firm        the firms and bodies, drawn from the table
//   HistoryPlan, Load, Step  every load and each step on its way; +Ordinary the everyday, +Stories what visitors look for
//   Settlement, Teller       perform the plans through `Platform`
//   GatheredWrites           many operations in one transaction; DemonstrationClock the moment they happen at
//   DemonstrationSummary     what came of it

/// Makes the demonstration country.
public enum Demonstration {
    /// Fills an empty database with an invented country and its history, which ends now.
    ///
    /// Everything is drawn from the seed: the same seed, scale and moment give the same firms, notes, numbers and masses.
    /// The installation's own key stays truly random; all else is foretold by the seed and good for showing only.
    ///
    /// - Parameters:
    ///   - database: migrated and without organisations. It is the history's alone while it is made.
    ///   - seed: of the dice.
    ///   - today: last day of the history.
    ///   - now: last moment of the history, on that day; nine in the morning unless said.
    ///   - language: of what `progress` is told.
    ///   - progress: told a sentence now and then.
    /// - Throws: ``DemonstrationRefusal``; ``StorageError``.
    public static func build(
        database: any Database, country: Country = .cambodia, scale: Scale = .demo, seed: UInt64 = 2026, today: CalendarDate, now: Instant? = nil,
        language: Language = .english, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> DemonstrationSummary {
        guard country == .cambodia else { throw DemonstrationRefusal.otherCountry(country) }
        let now = now ?? country.zone.start(of: today).adding(hours: 9)
        let begin = Period.month(today.month.adding(months: -scale.months)).first
        let words = Words(language, zone: country.zone)
        // The first platform leaves the installation's key behind: a random one, which no seed foretells.
        let first = try await Platform(database: database, country: country) { now }
        guard try await first.isRegistryEmpty() else { throw DemonstrationRefusal.notEmpty }

        let clock = DemonstrationClock(country.zone.start(of: begin.adding(days: -14)).adding(hours: 8))
        let gathered = GatheredWrites(database)
        let platform = try await Platform(database: gathered, country: country, node: 1, secrets: Secrets(work: .least, seed: seed)) { clock.now }
        let plan = CountryPlan(seed: seed, scale: scale, lists: platform.lists, begin: begin)
        let cast = plan.cast
        var settlement = Settlement(platform: platform, clock: clock, plan: plan)
        try await gathered.together {
            try await settlement.settle()
            try await settlement.delegate(from: Array(cast.small.prefix(2)), until: begin.adding(days: 700))
        }
        progress(words(DemonstrationPhrase.settled, ["organisations": .number(Int64(plan.firms.count))]))

        var history = HistoryPlan(firms: settlement.firms, zone: country.zone, begin: begin, now: now)
        let hiding = plan.hiding
        history.addOrdinaryLoads(seed: seed, total: scale.loads, hiding: hiding)
        history.addStories(cast, seed: seed)
        history.addNewcomers(plan.applicants.count, factory: cast.factory)
        var teller = Teller(platform: platform, clock: clock, settlement: settlement, plan: history, applicants: plan.applicants)
        let steps = history.ordered
        for chunk in chunks(steps, zone: country.zone) {
            try await gathered.together {
                for step in chunk { try await teller.tell(step) }
            }
            if let last = chunk.last {
                progress(words(DemonstrationPhrase.monthTold, ["day": .date(country.zone.date(of: last.at)), "notes": .number(Int64(teller.notes.count))]))
            }
        }
        clock.advance(to: now)
        var summary = try await teller.summary()
        summary.people = settlement.people
        summary.hiding = hiding.map { plan.firms[$0].nameEnglish } ?? ""
        guard summary.missingStates.isEmpty else { throw DemonstrationRefusal.statesMissing(summary.missingStates) }
        progress(
            words(DemonstrationPhrase.done, ["notes": .number(Int64(summary.notes)), "organisations": .number(Int64(summary.organisations))]))
        return summary
    }

    /// Steps of one month each; a month is one transaction.
    private static func chunks(_ steps: [ScheduledStep], zone: CivilZone) -> [ArraySlice<ScheduledStep>] {
        var chunks: [ArraySlice<ScheduledStep>] = []
        var start = 0
        for i in steps.indices where i + 1 == steps.count || zone.date(of: steps[i].at).month != zone.date(of: steps[i + 1].at).month {
            chunks.append(steps[start...i])
            start = i + 1
        }
        return chunks
    }
}
