// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Operations
import Seal
import StorageCore
import Wording

// Demonstration: a small invented Cambodia, made through the same verbs as real use. First everything is planned by
// seeded dice, then it is told step by step at its own moments, so that the same seed gives the same country.
//
//   Demonstration            builds all of it; Scale says how large
//   Trade, TradeRow, Stream  the table of trades: where, how large, which wastes, which plants take them
//   CountryPlan, Firm        the firms and bodies, drawn from the table
//   HistoryPlan, Load, Step  every load and each step on its way; +Ordinary the everyday, +Stories what visitors look for, +Rounds
//   OutletNeighbours         a few more factories with outlets, whose wastewater stays within its limits
//   PipeStory                a factory's sewer that ends at a zone's works, month by month; a stock-take
//   DischargeStory           a factory's outlets, a sheet of the laboratory each month, what exceeds and what follows
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
    ///   - database: migrated and without organisations. One long transaction fills it; other writers wait meanwhile.
    ///   - seed: of the dice.
    ///   - today: last day of the history.
    ///   - now: last moment of the history, on that day; nine in the morning unless said.
    ///   - secret: of the key by which each month is sealed as it ends; nothing is sealed without one.
    ///   - language: of what `progress` is told.
    ///   - progress: told a sentence now and then.
    /// - Throws: ``DemonstrationRefusal``; ``StorageError``. Nothing is saved then.
    public static func build(
        database: any Database, country: Country = .cambodia, scale: Scale = .demo, seed: UInt64 = 2026, today: CalendarDate, now: Instant? = nil,
        sealedBy secret: SealSecret? = nil, language: Language = .english, progress: @escaping @Sendable (String) -> Void = { _ in }
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
        let platform = try await Platform(
            database: gathered, country: country, node: 1, secrets: Secrets(work: .least, seed: seed), isHistory: true
        ) { clock.now }
        let plan = CountryPlan(seed: seed, scale: scale, lists: platform.lists, begin: begin)
        let cast = plan.cast
        var history = HistoryPlan(
            firms: plan.firms, hazardous: platform.lists.hazardousWastes(on: today), zone: country.zone, begin: begin, now: now)
        let hiding = plan.hiding
        history.addOrdinaryLoads(seed: seed, total: scale.loads, hiding: hiding)
        history.addStories(cast, seed: seed)
        history.addPeerReturns(cast, hiding: hiding)
        history.addRounds(cast, seed: seed)
        history.addNewcomers(plan.applicants.count, factory: cast.factory)
        history.addUnclaimed(plan.unclaimed.count)

        var settlement = Settlement(platform: platform, clock: clock, plan: plan)
        var summary = DemonstrationSummary()
        // All of it or nothing: half a country would look like a whole one.
        let sealer = secret.map { Sealer(platform, secret: $0, name: "demonstration") }
        try await gathered.together {
            if let secret { _ = try await platform.publishSealKey(secret, isFirst: true, by: .operatorOfServer(on: platform.today)) }
            try await settlement.settle()
            try await settlement.delegate(from: Array(cast.small.prefix(2)), until: begin.adding(days: 700))
            progress(words(DemonstrationPhrase.settled, ["organisations": .number(Int64(plan.firms.count))]))
            var teller = Teller(platform: platform, clock: clock, settlement: settlement, plan: history, applicants: plan.applicants, unclaimed: plan.unclaimed)
            var discharge = DischargeStory(factory: cast.factory, begin: begin)
            var neighbours = OutletNeighbours(begin: begin)
            let others = plan.firms.indices.filter { plan.firms[$0].trade == .garment && $0 != cast.factory }
            var pipe = PipeStory(factory: cast.factory, works: cast.works, end: today)
            for month in months(history.ordered, zone: country.zone) {
                for step in month { try await teller.tell(step) }
                guard let last = month.last else { continue }
                try await discharge.tell(with: teller)
                try await neighbours.tell(with: teller, among: others)
                try await pipe.tell(with: teller, outlet: discharge.sewer)
                _ = try await sealer?.sealAll()
                progress(words(DemonstrationPhrase.monthTold, ["day": .date(country.zone.date(of: last.at)), "notes": .number(Int64(teller.notes.count))]))
            }
            clock.advance(to: now)
            try await discharge.end(with: teller)
            try await pipe.finish(with: teller)
            try await ReturnFileStory.tell(with: teller, factory: cast.factory)
            while try await platform.openPeriods(limit: 500) > 0 {}
            summary = try await teller.summary()
            _ = try await sealer?.sealAll()
            guard summary.missingStates.isEmpty else { throw DemonstrationRefusal.statesMissing(summary.missingStates) }
        }
        summary.people = settlement.people
        summary.hiding = hiding.map { plan.firms[$0].nameEnglish } ?? ""
        progress(
            words(DemonstrationPhrase.done, ["notes": .number(Int64(summary.notes)), "organisations": .number(Int64(summary.organisations))]))
        return summary
    }

    /// The steps month by month, for telling how far it has come.
    private static func months(_ steps: [ScheduledStep], zone: CivilZone) -> [ArraySlice<ScheduledStep>] {
        var months: [ArraySlice<ScheduledStep>] = []
        var start = 0
        for i in steps.indices where i + 1 == steps.count || zone.date(of: steps[i].at).month != zone.date(of: steps[i + 1].at).month {
            months.append(steps[start...i])
            start = i + 1
        }
        return months
    }
}

extension CodeLists {
    /// Codes of all wastes that are hazardous on a day.
    fileprivate func hazardousWastes(on day: CalendarDate) -> Set<String> {
        Set(wasteCodes.edition(on: day).rows.filter(\.isHazardous).map(\.id.text))
    }
}
