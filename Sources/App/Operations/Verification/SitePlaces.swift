// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// Sites and their classifications by small numbers: an audit counts millions of rows by them. A site's classification is the
/// one of its dated attributes on the day of an entry.
///
/// Memory grows with the sites that have entries, some 60 bytes each.
struct SitePlaces {
    private(set) var known: [Int64: SiteNumber] = [:]
    /// Kinds of site, by their numbers.
    private(set) var classes: [Classification] = []
    private let registry: RegistryStore
    private let zone: CivilZone
    private var placeNumbers: [Classification: UInt16] = [:]
    private var knownSteps: [StepKey: [Step]] = [:]
    private var lastRecorded: (moment: Instant, month: UInt16)?

    init(reading: Reading) {
        registry = reading.registry
        zone = reading.platform.zone
    }

    /// The groups that sites of a kind are in; sites without a size class or outside any park belong to no such group.
    static func groups(of place: Classification) -> [(scope: Scope, name: String)] {
        let named: [(scope: Scope, name: String)] = [
            (.province, place.province), (.sector, place.sector), (.sizeClass, place.sizeClass), (.park, place.park),
        ]
        return [(.nation, "")] + named.filter { !$0.name.isEmpty }
    }

    private struct StepKey: Hashable {
        var site: Int32
        var day: Int32
        var learned: UInt16
    }

    /// From which month of recording on a site's day belongs to which kind of site.
    struct Step {
        var learned: UInt16
        var place: UInt16
    }

    /// A site by a small number, with its classification: the same on every day, or to be asked for each.
    struct SiteNumber {
        var number: Int32
        var always: UInt16?
        var dated: Site?
    }

    mutating func number(of id: Int64) throws -> SiteNumber {
        if let known = known[id] { return known }
        let site = try registry.site(SiteID(id))
        var made = SiteNumber(number: Int32(known.count))
        if let site, site.attributes.count > 1 {
            made.dated = site
        } else {
            made.always = number(of: site.map { $0.classification(on: $0.attributes[0].validFrom) } ?? .unknown)
        }
        known[id] = made
        return made
    }

    /// The kinds of site that a site is of on a day, from the month in which an entry was recorded on.
    mutating func steps(of site: SiteNumber, on day: CalendarDate, learned: UInt16) -> [Step] {
        let key = StepKey(site: site.number, day: day.dayNumber, learned: learned)
        if let known = knownSteps[key] { return known }
        let history = site.dated?.classifications(on: day, from: Month(index: Int32(learned)), zone) ?? [(Month(index: Int32(learned)), .unknown)]
        let made = history.map { Step(learned: UInt16(truncatingIfNeeded: $0.learned.index), place: number(of: $0.place)) }
        knownSteps[key] = made
        return made
    }

    private mutating func number(of place: Classification) -> UInt16 {
        if let known = placeNumbers[place] { return known }
        precondition(classes.count < Int(UInt16.max), "There are fewer kinds of site than provinces times industries times sizes.")
        let number = UInt16(classes.count)
        classes.append(place)
        placeNumbers[place] = number
        return number
    }

    mutating func month(of recorded: Instant) -> UInt16 {
        if let last = lastRecorded, last.moment == recorded { return last.month }
        let month = UInt16(truncatingIfNeeded: zone.date(of: recorded).month.index)
        lastRecorded = (recorded, month)
        return month
    }
}
