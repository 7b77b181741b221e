// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// Counts cells from entries, and compares them with those that are kept.
///
/// The cells of a part of the sites are counted at a time, so that memory has a bound; what they add to cells of groups of
/// sites is gathered from part to part. A site's classification is the one of its dated attributes on the day of the entry.
struct CellRecount {
    private(set) var siteProblem: Problem?
    private(set) var upperProblem: Problem?
    private let registry: RegistryStore
    private let zone: CivilZone
    private var part: ClosedRange<SiteID> = SiteID(0)...SiteID(Int64.max)
    private var counted: [CountKey: Int64] = [:]
    private var upper: [UpperCell: Int64] = [:]
    private var sites: [SiteID: SitePlaces] = [:]
    private var places: [Classification] = []
    private var placeNumbers: [Classification: Int32] = [:]
    private var lastRecorded: (moment: Instant, month: Month)?

    private struct CountKey: Hashable {
        var site: SiteID
        var place: Int32
        var material: Material
        var compartment: Compartment
        var occurred: Month
        var learned: Month
    }

    /// A site's classification: the same on every day, or to be asked for each.
    private enum SitePlaces {
        case always(Int32)
        case dated(Site)
    }

    init(reading: Reading) {
        registry = reading.registry
        zone = reading.platform.zone
    }

    /// Ranges of sites, together all there can be, whose cells fit in memory.
    static func parts(_ counts: [(site: SiteID, cells: Int)], most: Int) -> [ClosedRange<SiteID>] {
        var parts: [ClosedRange<SiteID>] = []
        var start = SiteID(0)
        var sum = 0
        for (site, cells) in counts {
            if sum > 0, sum + cells > most {
                parts.append(start...SiteID(site.value - 1))
                start = site
                sum = 0
            }
            sum += cells
        }
        return parts + [start...SiteID(Int64.max)]
    }

    mutating func begin(_ sites: ClosedRange<SiteID>) {
        part = sites
        counted = [:]
    }

    mutating func take(_ entry: Entry, recorded: Instant) throws {
        guard entry.isPosted else { return }
        let learned = month(of: recorded)
        for (account, grams) in [(entry.credit, -entry.mass.raw), (entry.debit, entry.mass.raw)] where part.contains(account.site) {
            let key = CountKey(
                site: account.site, place: try place(of: account.site, on: entry.occurred), material: account.material, compartment: account.compartment,
                occurred: entry.occurred.month, learned: learned)
            counted[key, default: 0] += grams
        }
    }

    /// Compares the cells of this part's sites, and adds them to those of their groups.
    mutating func finishPart(_ store: VerificationStore) throws {
        var cells: [SiteCell: Int64] = [:]
        for (key, grams) in counted {
            let cell = SiteCell(site: key.site, material: key.material, compartment: key.compartment, occurred: key.occurred, learned: key.learned)
            cells[cell, default: 0] += grams
            let place = places[Int(key.place)]
            for (scope, name) in [(Scope.nation, ""), (.province, place.province), (.sector, place.sector), (.sizeClass, place.sizeClass), (.park, place.park)] {
                // Sites without a size class or outside any park belong to no such group.
                if name.isEmpty, scope != .nation { continue }
                let group = UpperCell(
                    scope: scope, key: name, material: key.material, compartment: key.compartment, occurred: key.occurred, learned: key.learned)
                upper[group, default: 0] += grams
            }
        }
        counted = [:]
        var wrong: (cell: SiteCell, kept: Int64, counted: Int64)?
        try store.eachSiteCell(of: part) { cell, kept in
            let sum = cells.removeValue(forKey: cell) ?? 0
            if wrong == nil, sum != kept { wrong = (cell, kept, sum) }
        }
        if wrong == nil, let missing = cells.filter({ $0.value != 0 }).min(by: { $0.key.order < $1.key.order }) { wrong = (missing.key, 0, missing.value) }
        if siteProblem == nil, let wrong {
            siteProblem = VerifyPhrase.siteCell.problem(
                "",
                facts(wrong.cell.material, wrong.cell.compartment, wrong.cell.occurred, wrong.cell.learned, wrong.kept, wrong.counted)
                    .merging(["site": .text(wrong.cell.site.description)], uniquingKeysWith: { a, _ in a }))
        }
    }

    /// Compares the cells of groups of sites.
    mutating func finish(_ store: VerificationStore) throws {
        var cells = upper
        var wrong: (cell: UpperCell, kept: Int64, counted: Int64)?
        try store.eachUpperCell { cell, kept in
            let sum = cells.removeValue(forKey: cell) ?? 0
            if wrong == nil, sum != kept { wrong = (cell, kept, sum) }
        }
        if wrong == nil, let missing = cells.filter({ $0.value != 0 }).min(by: { $0.key.order < $1.key.order }) { wrong = (missing.key, 0, missing.value) }
        guard let wrong else { return }
        upperProblem = VerifyPhrase.upperCell.problem(
            "",
            facts(wrong.cell.material, wrong.cell.compartment, wrong.cell.occurred, wrong.cell.learned, wrong.kept, wrong.counted)
                .merging(["scope": .text("\(wrong.cell.scope)"), "group": .text(wrong.cell.key.isEmpty ? "–" : wrong.cell.key)], uniquingKeysWith: { a, _ in a }))
    }

    private func facts(_ material: Material, _ compartment: Compartment, _ occurred: Month, _ learned: Month, _ kept: Int64, _ counted: Int64)
        -> [String: Fact]
    {
        [
            "material": .text(material.codeText), "compartment": .text(compartment.codeText), "month": .text(occurred.description),
            "learned": .text(learned.description), "found": .mass(Mass(kept)), "expected": .mass(Mass(counted)),
        ]
    }

    private mutating func month(of recorded: Instant) -> Month {
        if let last = lastRecorded, last.moment == recorded { return last.month }
        let month = zone.date(of: recorded).month
        lastRecorded = (recorded, month)
        return month
    }

    private mutating func place(of id: SiteID, on date: CalendarDate) throws -> Int32 {
        if sites[id] == nil {
            let site = try registry.site(id)
            if let site, site.attributes.count > 1 {
                sites[id] = .dated(site)
            } else {
                sites[id] = .always(number(of: site?.classification(on: date) ?? .unknown))
            }
        }
        switch sites[id] {
        case .always(let number): return number
        case .dated(let site): return number(of: site.classification(on: date))
        case nil: return number(of: .unknown)
        }
    }

    private mutating func number(of place: Classification) -> Int32 {
        if let known = placeNumbers[place] { return known }
        places.append(place)
        placeNumbers[place] = Int32(places.count - 1)
        return Int32(places.count - 1)
    }
}

extension SiteCell {
    /// Order of the cells as they are kept.
    fileprivate var order: OrderKey { OrderKey(numbers: [site.value, Int64(occurred.index), Int64(material.value), Int64(compartment.number), Int64(learned.index)]) }
}

extension UpperCell {
    fileprivate var order: OrderKey {
        OrderKey(
            numbers: [Int64(scope.rawValue)], text: key,
            rest: [Int64(occurred.index), Int64(material.value), Int64(compartment.number), Int64(learned.index)])
    }
}

private struct OrderKey: Comparable {
    var numbers: [Int64]
    var text = ""
    var rest: [Int64] = []

    static func < (a: OrderKey, b: OrderKey) -> Bool {
        if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
        return a.text != b.text ? a.text < b.text : a.rest.lexicographicallyPrecedes(b.rest)
    }
}
