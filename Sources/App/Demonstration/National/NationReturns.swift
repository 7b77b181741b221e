// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Operations
import Returns
import StorageCore
import Wording

/// Returns of the national country: what is owed since returns are owed, sent by the same verbs as real ones, so that checks, sums and bookings follow from
/// them as they do elsewhere. Micro firms owe none before their first year is over; of the others nine in ten send theirs.
public enum NationReturns {
    /// Files them on a database that was loaded with the same scale, seed and day.
    ///
    /// - Returns: how many were sent.
    @discardableResult
    public static func file(
        into database: any Database, lists: CodeLists = .shipped, scale: NationScale, seed: UInt64, today: CalendarDate, now: Instant,
        language: Language = .english, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Int {
        let begin = Period.month(today.month.adding(months: -12 * scale.years)).first
        let firms = NationFirms(scale, seed: seed, lists: lists, begin: begin)
        let gathered = GatheredWrites(database)
        let clock = DemonstrationClock(platformStart(begin))
        let platform = try await Platform(database: gathered, country: .cambodia, node: 5, isHistory: true, lists: lists) { clock.now }
        let words = Words(language, zone: platform.zone)
        var sent = 0
        for month in (begin.month.index..<today.month.index).map({ Month(index: $0) }) {
            let ended = [Period.month(month)] + (month.month.isMultiple(of: 3) ? [PeriodKind.quarter.period(of: Period.month(month).last)] : [])
            for period in ended {
                // All of a period on one morning: what peers had is learnt once for them.
                let moment = min(platform.zone.start(of: period.last.adding(days: 9)).adding(hours: 9), now)
                clock.advance(to: moment)
                let before = sent
                try await gathered.together {
                    for place in firms.firms.indices where (place * 7 + Int(month.index)) % 10 != 0 {
                        if try await file(period, firms, place, platform) { sent += 1 }
                    }
                }
                if sent > before {
                    progress(words(DemonstrationPhrase.nationReturns, ["period": .text(period.description), "count": .number(Int64(sent - before))]))
                }
            }
        }
        return sent
    }

    private static func platformStart(_ begin: CalendarDate) -> Instant { CivilZone.phnomPenh.start(of: begin) }

    private static func file(_ period: Period, _ firms: NationFirms, _ place: Int, _ platform: Platform) async throws -> Bool {
        let firm = firms.firms[place]
        let size = NationMix.sizes[Int(firm.size)].sizeClass
        guard firm.streams > 0, let id = NationRegistry.person(of: firm) else { return false }
        let isMonth = if case .month = period { true } else { false }
        guard isMonth == (size != .small) else { return false }
        let profiles = firms.row(firm).profiles
        let organisation = OrganisationID(firm.id)
        let person = Actor(
            person: id,
            memberships: Role.founding(for: profiles).sorted().map {
                Membership(person: id, organisation: organisation, role: $0, validFrom: firms.begin)
            }, actingFor: OrganisationSummary(id: organisation, profiles: profiles, mandate: nil), means: .password, on: platform.today)
        let set = isMonth ? "factoryMonthly" : "simple"
        guard let preview = try? await platform.returnPreview(site: SiteID(firm.id), dataSet: set, period: period, by: person), preview.made == nil
        else { return false }
        var made = try await platform.beginReturn(site: SiteID(firm.id), dataSet: set, period: period.description, by: person)
        let employees = Int(firm.employees)
        var ordinary = OrdinaryReturn(
            site: SiteID(firm.id), employees: employees, women: employees * 3 / 4, goesToRiver: place % 6 == 1,
            dice: Dice(seed: UInt64(place), for: "return \(set) \(period.description)"))
        var form = ordinary.form(try await platform.returnModel(made.id, by: person), declares: isMonth ? 1 : nil)
        // What was in store at the beginning of the history nobody counted.
        if form.answers["wasteStock"] != nil {
            form.answers["wasteStock"] = ReturnForm.Answer()
            form.answers["wasteStock"]?.kind = .unknown
        }
        made = try await platform.saveReturn(made.id, version: made.version, form, by: person)
        let reasons = OrdinaryReturn.reasons(try await platform.returnModel(made.id, by: person))
        _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: person)
        return true
    }
}
